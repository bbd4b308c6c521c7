"""A finished run is repeated and compared, and what differs is named."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from unreports.cli import main
from unreports.errors import ParameterError, ProjectError, ReadingError
from unreports.running.plan import make_plan
from unreports.running.progress import PlainProgress
from unreports.running.project import find_project
from unreports.running.provenance import host_facts, provenance
from unreports.running.reference import keep_reference
from unreports.running.repeat import find_run, plan_again
from unreports.running.run import carry_out
from unreports.running.verification import (
    TOLERANCE,
    Verification,
    choose_tolerance,
    compare_runs,
    surroundings,
)

from .conftest import MakeProject
from .finished import Finished, make_finished


@pytest.fixture(scope="module")
def finished(make_project: MakeProject) -> Finished:
    return make_finished(make_project)


@pytest.fixture
def copied(finished: Finished) -> Iterator[Path]:
    """A copy of the default run, as if it were the rerun, to be spoilt."""
    copy = finished.folder("copy")
    shutil.copytree(finished.folder("default"), copy)
    yield copy
    shutil.rmtree(copy)


def compare(finished: Finished, again: Path, tolerance: float = 0) -> Verification:
    record = finished.record("default")
    return compare_runs(finished.folder("default"), record, again, record, tolerance)


def call(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def test_a_run_is_the_same_again(finished: Finished, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also one with a value of its own, from the record alone, with other jobs."""
    monkeypatch.chdir(finished.project.root)
    runs = finished.project.root / "notebooks" / "runs.yml"
    text = runs.read_text("utf-8")
    runs.unlink()
    before = {path: path.read_bytes() for path in finished.folder("five").rglob("*.*")}
    result = call("verify", "five", "--jobs", "1")
    runs.write_text(text, "utf-8")
    assert result.exit_code == 0, result.output
    assert "Compared byte for byte." in result.output
    assert re.search(
        "The same again: 1 notebook, 2 tables, 3 figures, 3 pages, [0-9]+ assets, 1 workbook, "
        r"2 reference lists\.",
        result.output,
    )
    assert before == {path: path.read_bytes() for path in finished.folder("five").rglob("*.*")}


def test_a_run_that_changes_each_time_is_found_out(
    make_project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    dice = [("markdown", "# D"), ("code", "import time\nprint(time.time_ns())")]
    root = make_project({"01_dice": dice})
    carry_out(make_plan(find_project(root)), PlainProgress(str))
    monkeypatch.chdir(root)
    result = call("verify")
    assert result.exit_code == 1
    assert "notebooks/01_dice.ipynb, cell 2, output 1 (stdout): 1" in result.output
    assert "Different: 2 files." in result.output


def test_the_first_cell_column_and_file_are_named(finished: Finished, copied: Path) -> None:
    table = copied / "tables" / "numbers.csv"
    table.write_text(table.read_text("utf-8").replace("1,1.42857", "1,1.5"), "utf-8")
    notebook = copied / "notebooks" / "01_numbers.ipynb"
    notebook.write_text(
        notebook.read_text("utf-8").replace("There are *3*", "There are *4*"), "utf-8"
    )
    (copied / "figures" / "line.svg").unlink()
    said = [str(difference) for difference in compare(finished, copied).differences]
    assert said[0].startswith(
        "notebooks/01_numbers.ipynb, cell 3, output 1 (text/plain): There are *3* in A/99/1"
    )
    assert said[1:] == [
        "tables/numbers.csv, row 2, column v: 1.42857 in the run, 1.5 now",
        "figures/line.svg: (a file) in the run, (nothing) now",
    ]


def test_a_notebook_is_named_before_what_another_wrote(finished: Finished, copied: Path) -> None:
    (copied / "tables" / "numbers.csv").write_text("k,v\n", "utf-8")
    notebook = copied / "notebooks" / "02_still.ipynb"
    notebook.write_text(notebook.read_text("utf-8").replace("still", "moves"), "utf-8")
    said = [difference.file for difference in compare(finished, copied).differences]
    assert said == ["notebooks/02_still.ipynb", "tables/numbers.csv"]


def test_a_tolerance_is_for_numbers_and_drawings(finished: Finished, copied: Path) -> None:
    table = copied / "tables" / "numbers.csv"
    table.write_text(table.read_text("utf-8").replace("1.42857", "1.42858"), "utf-8")
    for name in ("figures/line.png", "index.html", "html/01_numbers.html", "tables.xlsx"):
        (copied / name).write_bytes(b"other")
    found = compare(finished, copied, TOLERANCE)
    assert found.differences == ()
    assert found.unlooked == {"figure": 3}
    assert not {"page", "workbook"} & set(found.compared)
    assert len(compare(finished, copied).differences) == 5
    (copied / "figures" / "line.png").unlink()
    assert [d.file for d in compare(finished, copied, TOLERANCE).differences] == [
        "figures/line.png"
    ]


def test_a_reference_list_has_no_number_that_may_differ(finished: Finished, copied: Path) -> None:
    lists = copied / "references.bib"
    lists.write_text(lists.read_text("utf-8").replace("year = {2044}", "year = {2045}"), "utf-8")
    for tolerance in (0, TOLERANCE):
        (said,) = compare(finished, copied, tolerance).differences
        assert str(said).startswith("references.bib, line ") or tolerance
        assert said.file == "references.bib"


def test_a_result_changed_by_hand_is_named(finished: Finished, copied: Path) -> None:
    with (copied / "tables" / "numbers.csv").open("a", encoding="utf-8") as file:
        file.write("9,9\n")
    record = finished.record("default")
    found = compare_runs(copied, record, finished.folder("default"), record, 0)
    assert found.altered == ("tables/numbers.csv",)
    assert [str(difference) for difference in found.differences] == [
        "tables/numbers.csv, row 4: 9,9 in the run, (nothing) now"
    ]


def test_the_tolerance_follows_the_kind_of_machine() -> None:
    host = host_facts()
    other = host | {"processor": "Another"}
    assert choose_tolerance({"host": host}, None, host) == 0
    assert choose_tolerance({"host": other}, None, host) == TOLERANCE
    assert choose_tolerance({}, None, host) == TOLERANCE
    assert choose_tolerance({"host": other}, 0, host) == 0


def test_what_is_not_as_it_was_is_said(tmp_path: Path) -> None:
    now = provenance(tmp_path)
    assert surroundings(now, tmp_path) == []
    packages = now["packages"] | {"numpy": "0.1", "a": "1", "b": "1", "c": "1"}
    before = now | {"unreports": "0.0.1", "packages": packages, "host": {"system": "Plan 9"}}
    version, others, machine = surroundings(before, tmp_path)
    assert version.startswith("made with unreports 0.0.1; here is ")
    assert others == "made with other packages: a 1 (here None), b 1 (here None), " + (
        "c 1 (here None) and 1 more"
    )
    assert machine.startswith("made on another kind of machine: Plan 9; this is ")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["verify", "fine"], "outputs/ has no finished run 'fine'; it has default, five. Did you"),
        (["verify", "x"], "Make it first: unreports run x"),
        (["verify", "../x"], "cannot name a run"),
        (["verify", "--set", "n=3"], "--set n: n is not a path; a run is repeated with its own"),
        (["verify", "--tolerance", "2"], "Invalid value for '--tolerance'"),
        (["compare", "default"], "a comparison takes two runs or more"),
        (["compare", "default", "x"], "outputs/ has no finished run 'x'"),
        (["bundle", "x"], "outputs/ has no finished run 'x'"),
        (["reference", "x"], "outputs/ has no finished run 'x'"),
    ],
)
def test_bad_input_is_one_line(
    finished: Finished, monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str
) -> None:
    monkeypatch.chdir(finished.project.root)
    result = call(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr


def test_what_has_changed_since_is_refused(finished: Finished, tmp_path: Path) -> None:
    """Before any kernel starts, for the comparison would only say so at length."""
    shutil.copytree(finished.project.root, tmp_path / "p")
    project = find_project(tmp_path / "p")
    folder, record = find_run(project, "default")
    corpus, notebooks = project.root / "data" / "corpus", project.root / "notebooks"
    document = corpus / "A_99_1-fr.txt"
    text = document.read_text("utf-8")
    document.write_text(text + "\n4. Encore.\n", "utf-8")
    with pytest.raises(ReadingError, match="A_99_1-fr.txt has changed since the run .* run again"):
        plan_again(project, folder, record)
    document.write_text(text, "utf-8")
    (corpus / "A_99_2-fr.txt").write_text(text, "utf-8")
    with pytest.raises(ReadingError, match="data/corpus: A_99_2-fr.txt was added since the run"):
        plan_again(project, folder, record)
    (corpus / "A_99_2-fr.txt").unlink()
    document.unlink()
    with pytest.raises(ReadingError, match="A_99_1-fr.txt is gone since the run"):
        plan_again(project, folder, record)
    document.write_text(text, "utf-8")
    assert plan_again(project, folder, record).tasks[0].given == {}
    notebook = notebooks / "01_numbers.ipynb"
    notebook.write_text(notebook.read_text("utf-8").replace("n: int", "m: int"), "utf-8")
    with pytest.raises(ParameterError, match="01_numbers has no parameter n any more"):
        plan_again(find_project(project.root), *find_run(project, "five"))
    (notebooks / "02_still.ipynb").unlink()
    with pytest.raises(ProjectError, match="the project has no notebook 02_still any more"):
        plan_again(find_project(project.root), folder, record)
    with pytest.raises(ProjectError, match="the record of the run is damaged"):
        plan_again(find_project(project.root), folder, {"notebooks": {"01_numbers": {}}})


def test_an_interrupted_run_is_to_be_finished_first(finished: Finished, copied: Path) -> None:
    record = finished.record("default") | {"complete": False}
    (copied / "run.json").write_text(json.dumps(record), "utf-8")
    with pytest.raises(ProjectError, match="interrupted. Finish it first: unreports run default"):
        find_run(finished.project, "copy")


def test_documents_outside_are_to_be_pointed_at(finished: Finished, tmp_path: Path) -> None:
    """The record does not have their place."""
    own = tmp_path / "own"
    shutil.copytree(finished.project.root / "data" / "corpus", own)
    record = finished.record("default")
    for entry in record["notebooks"].values():
        if "corpus" in entry["parameters"]:
            entry["parameters"]["corpus"], entry["given"] = ".../own", ["corpus"]
    record["documents"][0]["corpus"] = ".../own"
    folder = finished.folder("default")
    with pytest.raises(ParameterError, match=r"corpus was .../own, .* --set corpus=path/to/own"):
        plan_again(finished.project, folder, record)
    plan = plan_again(finished.project, folder, record, settings=["corpus=own"], directory=tmp_path)
    assert plan.locate(".../own") == own.resolve()
    (own / "A_99_1-fr.txt").write_text("1. Un.\n", "utf-8")
    with pytest.raises(ReadingError, match=r"\.\.\./own: A_99_1-fr.txt has changed"):
        plan_again(finished.project, folder, record, settings=["corpus=own"], directory=tmp_path)


def test_the_reference_is_notebooks_tables_and_what_the_readme_shows(
    finished: Finished, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shutil.copytree(finished.project.root, tmp_path / "p")
    monkeypatch.chdir(tmp_path / "p")
    Path("README.md").write_text("![Line](outputs/reference/figures/line.png)\n", "utf-8")
    assert call("reference").exit_code == 0
    folder = tmp_path / "p" / "outputs" / "reference"
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*.*")}
    assert files == {
        "run.json",
        "notebooks/01_numbers.ipynb",
        "notebooks/02_still.ipynb",
        "tables/documents.csv",
        "tables/numbers.csv",
        "figures/line.png",
    }
    assert call("verify", "reference").exit_code == 0
    record = json.loads((folder / "run.json").read_text("utf-8"))
    del record["files"]["tables/documents.csv"], record["files"]["notebooks/02_still.ipynb"]
    again = finished.folder("default")
    said = compare_runs(folder, record, again, finished.record("default"), 0).differences
    assert said == ()
    (folder / "tables" / "documents.csv").unlink()
    (said,) = compare_runs(folder, record, again, finished.record("default"), 0).differences
    assert str(said) == "tables/documents.csv: (nothing) in the run, (a file) now"


def test_a_run_with_a_failure_is_no_reference(finished: Finished) -> None:
    record = finished.record("default")
    record["notebooks"]["02_still"]["status"] = "failed"
    with pytest.raises(ProjectError, match="02_still did not run to the end"):
        keep_reference(finished.project, finished.folder("default"), record)
