"""Many runs with one command, and what a notebook's parameters are."""

from pathlib import Path

import pytest

from unreports.commands import example
from unreports.running.plan import PATHS
from unreports.running.project import find_project

from .test_cli import call, cell, write_notebook

ROOT = Path(__file__).parents[1]
RUNS = "fine: {topics: 12}\nscan: {grid: {topics: [2, 3]}}\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one notebook, which fails for two topics, and the user in it."""
    parameters = (
        "topics: int = 8  # How many topics [2 to 40]\n"
        "unit: str = 'lemma'  # What is counted [lemma, token]\n"
        "words: list[str] = []"
    )
    write_notebook(
        tmp_path / "notebooks" / "01_topics.ipynb",
        cell("markdown", "# Topics"),
        cell("code", parameters, "parameters"),
        cell("code", "assert topics != 2\nprint(topics)"),
    )
    (tmp_path / "notebooks" / "runs.yml").write_text(RUNS, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_sweep_is_run_by_its_name_and_compared(project: Path) -> None:
    """One run of it fails; the other is done, and the command says both."""
    result = call("run", "scan", "--jobs", "2")
    assert result.exit_code == 1, result.output
    assert "scan-topics-2: started (01_topics)" in result.stdout
    rows = [line.split() for line in result.stdout.splitlines()]
    assert ["scan-topics-2", "failed"] in [row[:2] for row in rows]
    assert ["scan-topics-3", "done"] in [row[:2] for row in rows]
    assert "scan-topics-2: error: 01_topics, cell 3 of 3: AssertionError" in result.stderr
    assert "Side by side: outputs/compare.html" in result.stdout
    page = (project / "outputs" / "compare.html").read_text("utf-8")
    assert "<td>2</td><td><mark>3</mark></td>" in page
    assert "failed: 01_topics" in page
    assert not (project / "outputs" / "default").exists()


def test_all_is_everything_that_is_named(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    planned: list[str] = []

    def run_all(plans: list[object], *_: object) -> list[object]:
        planned.extend(plan.run for plan in plans)  # type: ignore[attr-defined]
        return []

    monkeypatch.setattr("unreports.running.sweep.run_all", run_all)
    assert call("run", "--all").exit_code == 0
    assert planned == ["default", "fine", "scan-topics-2", "scan-topics-3"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run", "--all", "fine"], "--all runs everything; it takes no name such as fine"),
        (["run", "--all", "--set", "topics=3"], "--all: --set goes with one run"),
        (["run", "scan", "--only", "01"], "scan: --only goes with one run"),
        (["run", "scam"], "it has default, fine, scan, scan-topics-2, scan-topics-3"),
        (["run", "--help-notebook", "02"], "there is no notebook '02'"),
    ],
)
def test_what_goes_with_one_run_only_is_refused(
    project: Path, arguments: list[str], message: str
) -> None:
    result = call(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert not (project / "outputs").exists()


def test_a_wrong_value_stops_all_before_anything_runs(project: Path) -> None:
    (project / "notebooks" / "runs.yml").write_text(
        "a: {}\nb:\n  grid: {topics: [3, 99]}\n", "utf-8"
    )
    result = call("run", "--all")
    assert result.exit_code == 2
    assert "runs.yml, line 3: topics is a whole number from 2 to 40, not 99" in result.stderr
    assert not (project / "outputs").exists()


def test_a_notebook_is_explained(project: Path) -> None:
    result = call("run", "--help-notebook", "topics")
    assert result.exit_code == 0
    assert result.output == (
        "01_topics: Topics\n"
        "\n"
        "  topics: int = 8\n"
        "      How many topics.\n"
        "      Takes a whole number from 2 to 40.\n"
        "      unreports run mine --only 01_topics --set topics=40\n"
        "\n"
        "  unit: str = 'lemma'\n"
        "      What is counted.\n"
        "      Takes one of lemma, token.\n"
        "      unreports run mine --only 01_topics --set unit=token\n"
        "\n"
        "  words: list[str] = []\n"
        "      Takes a list of texts, separated by commas.\n"
        "      unreports run mine --only 01_topics --set words=text\n"
    )


def test_every_example_of_every_notebook_can_be_typed() -> None:
    """As it ships: what is suggested is taken, and read back as it was meant."""
    parameters = [(n.name, p) for n in find_project(ROOT).notebooks for p in n.parameters]
    assert len(parameters) > 20
    for notebook, parameter in parameters:
        text = example(parameter, notebook)
        assert text.startswith(f"unreports run mine --only {notebook} --set ")
        value = parameter.another()
        if parameter.name not in PATHS:
            assert parameter.parse(parameter.write(value)) == value
