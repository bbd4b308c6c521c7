"""What makes a notebook run again, and that nothing else does."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from unreports.running.plan import make_plan
from unreports.running.progress import PlainProgress
from unreports.running.project import find_project
from unreports.running.run import Result, carry_out
from unreports.running.unchanged import decide

from .conftest import MakeProject
from .processes import record, results, run

READS = [
    ("code", "corpus: str = 'data/corpus'  # Folder\nwords: int = 2  # Words", "parameters"),
    (
        "code",
        "import unreports\nout = unreports.open_output()\nreports = out.corpus(corpus)\n"
        "out.table(reports.documents, 'documents')",
    ),
]
PLAIN = [("code", "rows: int = 1", "parameters"), ("code", "print(rows)")]
HEAVY = {
    "pandas", "numpy", "matplotlib", "sklearn", "scipy", "papermill", "nbconvert", "nbformat",
    "nbclient", "jinja2", "bs4", "IPython", "zmq", "simplemma", "babel", "rich",
    "xlsxwriter",
}  # fmt: skip

INPUTS = {
    "source": "s",
    "parameters": {"topics": 8},
    "quiet": False,
    "files": {"corpus": {"A_1-fr.txt": "1", "B_1-fr.txt": "1"}, "gold": {"dates.jsonl": "1"}},
    "package": "p",
    "python": "3.11.2",
    "packages": {"pandas": "3.0"},
    "lock": "l",
}
RECORD = {"status": "done", "inputs": INPUTS, "outputs": {"tables/terms.csv": "1"}}
CORPUS = INPUTS["files"]["corpus"]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({}, "unchanged"),
        ({"source": "t"}, "its source changed"),
        ({"parameters": {"topics": 12}}, "its parameter topics changed: 8 -> 12"),
        ({"parameters": {"topics": 8, "n": 1}}, "its parameter n is new"),
        ({"parameters": {}}, "its parameter topics is gone"),
        ({"files": {"corpus": CORPUS | {"A_1-fr.txt": "2"}}}, "the document A_1-fr.txt changed"),
        ({"files": {"corpus": CORPUS | {"C_1-fr.txt": "2"}}}, "the document C_1-fr.txt is new"),
        ({"files": {"corpus": {"A_1-fr.txt": "1"}}}, "the document B_1-fr.txt is gone"),
        ({"files": {"gold": {"dates.jsonl": "2"}}}, "gold: dates.jsonl changed"),
        ({"package": "q"}, "unreports' own source changed"),
        ({"python": "3.12.1"}, "Python changed: 3.11.2 -> 3.12.1"),
        ({"packages": {"pandas": "3.1"}}, "the package pandas changed: 3.0 -> 3.1"),
        ({"lock": "m"}, "requirements.lock changed"),
        ({"quiet": True}, "what it depends on changed"),
    ],
)
def test_each_input_that_changed_is_named(changed: dict, reason: str) -> None:
    files = INPUTS["files"] | changed.get("files", {})
    decision = decide(INPUTS | changed | {"files": files}, RECORD, {"tables/terms.csv": "1"})
    assert decision.reason == reason
    assert decision.run == (reason != "unchanged")


@pytest.mark.parametrize(
    ("record", "outputs", "reason"),
    [
        (None, {}, "it has not been run yet"),
        (RECORD | {"status": "failed"}, {"tables/terms.csv": "1"}, "it failed last time"),
        (RECORD, {}, "its table terms.csv is missing"),
        (RECORD, {"tables/terms.csv": "2"}, "its table terms.csv was altered"),
        ({"status": "done"}, {}, "its last run does not say what it was made of"),
    ],
)
def test_so_is_what_is_wrong_with_the_last_run(
    record: dict | None, outputs: dict, reason: str
) -> None:
    assert decide(INPUTS, record, outputs).reason == reason
    assert decide(INPUTS, record, outputs).run


def test_force_runs_it_in_any_case() -> None:
    outputs = {"tables/terms.csv": "1"}
    assert not decide(INPUTS, RECORD, outputs).run
    assert decide(INPUTS, RECORD, outputs, force=True).run


@pytest.fixture(scope="module")
def root(make_project: MakeProject) -> Path:
    """A project that was run once."""
    made = make_project({"01_reads": READS, "02_plain": PLAIN}, "fewer: {words: 1}\n")
    assert not again(made).failed
    return made


def again(root: Path, run: str | None = None, only: tuple[str, ...] = ()) -> Result:
    return carry_out(make_plan(find_project(root), run, only=only), PlainProgress(str))


def reasons(result: Result) -> list[str]:
    return [decision.reason for decision in result.decisions.values()]


def test_an_unchanged_run_executes_and_imports_nothing(root: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (root / "outputs").rglob("*")}
    code = (
        "import sys\nfrom unreports.cli import main\nmain(['run'], standalone_mode=False)\n"
        f"print(sorted({HEAVY!r} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    lines = done.stdout.splitlines()
    assert lines[:2] == ["01_reads: unchanged", "02_plain: unchanged"]
    assert lines[-1] == "[]"
    after = {path: path.stat().st_mtime_ns for path in (root / "outputs").rglob("*")}
    before.pop(root / "outputs", None), after.pop(root / "outputs", None)
    assert after == before


CHANGES: dict[str, tuple[Callable[[Path], object], list[str]]] = {
    "a document": (
        lambda root: (root / "data/corpus/A_99_2-fr.txt").write_text("1. Un.\n\n2. Deux.\n"),
        ["the document A_99_2-fr.txt is new", "unchanged"],
    ),
    "a source": (
        lambda root: (root / "notebooks/02_plain.ipynb").write_text(
            (root / "notebooks/02_plain.ipynb").read_text().replace("print(rows)", "print(-rows)")
        ),
        ["unchanged", "its source changed"],
    ),
    "a lost table": (
        lambda root: (root / "outputs/default/tables/documents.csv").unlink(),
        ["its table documents.csv is missing", "unchanged"],
    ),
    "an altered notebook": (
        lambda root: (root / "outputs/default/notebooks/02_plain.ipynb").write_text("{}"),
        ["unchanged", "its executed notebook 02_plain.ipynb was altered"],
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_only_what_a_change_touches_is_done_again(root: Path, change: str) -> None:
    make, expected = CHANGES[change]
    make(root)
    result = again(root)
    assert reasons(result) == expected
    assert [o.status for o in result.outcomes] == ["done"]
    assert set(record(root)["files"]) == set(results(root))
    assert reasons(again(root)) == ["unchanged", "unchanged"]


def test_pages_alone_are_written_again_where_one_is_gone(root: Path) -> None:
    before = results(root)
    for page in ("index.html", "html/A_99_1.html", "html/02_plain.html", "tables.xlsx"):
        (root / "outputs" / "default" / page).unlink()
    assert not again(root).outcomes
    assert results(root) == before


def test_a_page_of_a_notebook_that_is_gone_goes(make_project: MakeProject) -> None:
    root = make_project({"01_a": PLAIN, "02_b": PLAIN})
    again(root)
    (root / "notebooks" / "02_b.ipynb").unlink()
    assert not again(root).outcomes
    left = {name for name in results(root) if not name.startswith("assets/")}
    assert left == {"index.html", "html/01_a.html", "notebooks/01_a.ipynb"}


def test_a_parameter_that_changed_is_said_with_its_values(root: Path) -> None:
    assert not again(root, "fewer").failed
    runs = root / "notebooks" / "runs.yml"
    runs.write_text("fewer: {words: 5}\n", "utf-8")
    code, said, _ = run(root, "fewer")
    assert code == 0
    assert "01_reads: to run: its parameter words changed: 1 -> 5" in said
    assert "02_plain: unchanged" in said
    parameters = json.loads((root / "outputs/fewer/run.json").read_text("utf-8"))["notebooks"]
    assert parameters["01_reads"]["inputs"]["parameters"]["words"] == 5
