"""The command line: what it prints, where, and with which code it ends."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from unreports.cli import main
from unreports.running.plan import Plan
from unreports.running.run import Result as Ran
from unreports.running.sweep import Part

ROOT = Path(__file__).parents[1]

REPORT = """Nations Unies

A/99/1

Assemblée générale

Distr. générale

1er mars 2044

Français

Original : anglais

Rapport du Secrétaire général

I. Introduction

1. La paix et la sécurité importent.

2. Le développement durable importe aussi.
"""


def cell(kind: str, source: str, *tags: str) -> dict[str, object]:
    made: dict[str, object] = {"cell_type": kind, "metadata": {"tags": tags}, "source": source}
    return made | ({"outputs": [], "execution_count": None} if kind == "code" else {})


def write_notebook(path: Path, *cells: dict[str, object]) -> None:
    content = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content), "utf-8")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one notebook and one document, and the user in it."""
    parameters = "topics: int = 8  # How many topics [2 to 40]"
    write_notebook(
        tmp_path / "notebooks" / "01_topics.ipynb",
        cell("markdown", "# Topics"),
        cell("code", parameters, "parameters"),
        cell("code", "print(topics)"),
    )
    (tmp_path / "notebooks" / "runs.yml").write_text("default: {}\nfine: {topics: 12}\n", "utf-8")
    (tmp_path / "data" / "corpus").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def call(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def test_the_examples_of_the_help_can_be_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of them, in the project as it ships."""
    monkeypatch.chdir(ROOT)
    planned: list[Plan | None] = []

    def carry_out(plan: Plan, *_: object, **__: object) -> Ran:
        planned.append(plan)
        return Ran(plan.folder, ())

    def carry_out_all(*_: object) -> list[Part]:
        planned.append(None)
        return []

    monkeypatch.setattr("unreports.cli.carry_out", carry_out)
    monkeypatch.setattr("unreports.commands.carry_out_all", carry_out_all)
    lines = [line.strip() for line in call("run", "--help").output.splitlines()]
    examples = [line for line in lines if line.startswith("unreports run")]
    for example in examples:
        result = call(*example.split()[1:])
        assert result.exit_code == 0, result.output
    assert len(planned) == sum("--help-notebook" not in example for example in examples) > 3


def test_starting_imports_nothing_heavy() -> None:
    """Otherwise every command, and every typing mistake, would cost seconds."""
    code = (
        "import sys, unreports.cli; "
        "heavy = {'pandas', 'papermill', 'nbconvert', 'matplotlib', 'sklearn', 'rich', 'IPython'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_list_shows_parameters_and_named_runs(project: Path) -> None:
    result = call("list")
    assert result.exit_code == 0
    assert "01_topics: Topics" in result.output
    assert "topics = 8: How many topics. Takes a whole number from 2 to 40." in result.output
    assert "fine: topics = 12" in result.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run", "--set", "topics=99"], "error: --set topics=99: topics is a whole number from 2"),
        (["run", "--set", "topic=9"], "Did you mean topics (01_topics)?"),
        (["run", "--only", "09"], "there is no notebook '09'"),
        (["run", "nothing"], "runs.yml has no run 'nothing'; it has default, fine"),
        (["add", "nothing.txt"], "error: nothing.txt: there is no such file"),
        (["run", "--set", "topics=9"], "Such as: unreports run mine --set topics=9"),
        (["run", "--jobs", "0"], "Invalid value for '--jobs'"),
        (["run", "--timeout", "nan"], "'nan' is not a finite number"),
        (["run", "--timeout", "inf"], "inf is not in the range"),
        (["verify", "--tolerance", "nan"], "'nan' is not a finite number"),
    ],
)
def test_bad_input_is_one_message_and_code_2(
    project: Path, arguments: list[str], message: str
) -> None:
    result = call(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.output
    assert not (project / "outputs").exists()


def test_outside_a_project_it_says_where_to_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = call("list")
    assert result.exit_code == 2
    assert "Go to the folder of the project first" in result.stderr


def test_a_document_is_added_under_its_name(project: Path, tmp_path: Path) -> None:
    file = tmp_path / "download.txt"
    file.write_text(REPORT, "utf-8")
    result = call("add", "download.txt", "--source", "https://undocs.org/fr/A/99/1")
    assert result.exit_code == 0, result.output
    assert "A/99/1 (fr, 2044-03-01)" in result.output
    assert "2 numbered paragraphs, 1 section" in result.output
    assert (project / "data" / "corpus" / "A_99_1-fr.txt").read_text("utf-8") == REPORT
    rows = (project / "data" / "corpus.csv").read_text("utf-8").splitlines()
    assert rows[1].startswith("A/99/1,fr,2044-03-01,")
    assert "undocs.org" in rows[1]


def test_a_document_of_another_content_is_not_added_twice(project: Path) -> None:
    Path("one.txt").write_text(REPORT, "utf-8")
    Path("two.txt").write_text(REPORT + "\n3. Encore.\n", "utf-8")
    assert call("add", "one.txt").exit_code == 0
    result = call("add", "two.txt")
    assert result.exit_code == 2
    assert "A_99_1-fr.txt" in result.stderr


def test_a_symbol_that_the_page_contradicts_is_refused(project: Path) -> None:
    Path("one.txt").write_text(REPORT, "utf-8")
    result = call("add", "one.txt", "--symbol", "A/99/7")
    assert result.exit_code == 2
    assert "one.txt: the page prints the symbol A/99/1, not A/99/7. Leave --symbol" in result.stderr
    assert not list((project / "data" / "corpus").iterdir())
    assert call("add", "one.txt", "--symbol", "A/99/1").exit_code == 0


def test_a_folder_stands_for_its_documents(project: Path) -> None:
    own = project / "own"
    own.mkdir()
    (own / "report.txt").write_text(REPORT, "utf-8")
    (own / "other.txt").write_text(REPORT.replace("A/99/1", "A/99/2"), "utf-8")
    (own / "scan.pdf").write_bytes(b"%PDF-1.4")
    result = call("add", "own")
    assert result.exit_code == 0, result.output
    assert "warning: scan.pdf: not read" in result.stderr
    names = sorted(path.name for path in (project / "data" / "corpus").iterdir())
    assert names == ["A_99_1-fr.txt", "A_99_2-fr.txt"]
    (project / "empty").mkdir()
    result = call("add", "empty")
    assert result.exit_code == 2
    assert "empty: the folder holds no document" in result.stderr


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("", b"", "data/corpus: the folder holds no document"),
        ("A_99_1-fr.txt", b"", "A_99_1-fr.txt: the file is empty"),
        ("A_99_1-fr.txt", b"\0\1\2", "A_99_1-fr.txt, line 1: this is a binary file"),
        ("A_99_1-fr.txt", b"%PDF-1.4", "A_99_1-fr.txt: this is a PDF, not text"),
        ("second.txt", REPORT.encode(), "A/99/1 is also the symbol of A_99_1-fr.txt"),
    ],
)
def test_a_bad_document_is_one_line_before_anything_runs(
    project: Path, name: str, content: bytes, message: str
) -> None:
    """Not a failure in each notebook that reads it."""
    write_notebook(
        project / "notebooks" / "02_corpus.ipynb",
        cell("code", "corpus: str = 'data/corpus'", "parameters"),
    )
    if name == "second.txt":
        (project / "data" / "corpus" / "A_99_1-fr.txt").write_text(REPORT, "utf-8")
    if name:
        (project / "data" / "corpus" / name).write_bytes(content)
    result = call("run")
    assert result.exit_code == 2
    assert message in result.stderr
    assert len(result.output.splitlines()) == 1
    assert not list(project.glob("outputs/[!.]*"))


def test_a_bad_gazetteer_is_one_line_too(project: Path) -> None:
    write_notebook(
        project / "notebooks" / "02_corpus.ipynb",
        cell("code", "corpus: str = 'data/corpus'\ngazetteer: str = ''", "parameters"),
    )
    (project / "data" / "corpus" / "A_99_1-fr.txt").write_text(REPORT, "utf-8")
    (project / "own.csv").write_text("a,b\n1,2\n", "utf-8")
    result = call("run", "mine", "--set", "gazetteer=own.csv")
    assert result.exit_code == 2
    assert "own.csv" in result.stderr
    assert not list(project.glob("outputs/[!.]*"))


def test_list_checks_every_named_run(project: Path) -> None:
    (project / "notebooks" / "runs.yml").write_text("default: {}\nwrong: {topic: 2}\n", "utf-8")
    result = call("list")
    assert result.exit_code == 2
    assert "01_topics: Topics" in result.stdout
    assert "runs.yml, line 2: no notebook has a parameter 'topic'" in result.stderr


def test_a_document_without_a_symbol_needs_one(project: Path) -> None:
    Path("note.txt").write_text("1. Un texte.\n\n2. Un autre texte.\n", "utf-8")
    result = call("add", "note.txt")
    assert result.exit_code == 2
    assert "--symbol A/77/277" in result.stderr
    assert call("add", "note.txt", "--symbol", "A/77/277").exit_code == 0
    assert (project / "data" / "corpus" / "A_77_277-fr.txt").is_file()


def test_our_own_errors_are_told_without_the_code(project: Path) -> None:
    """What is wrong, where and what to do is all that helps; the cell is on the page."""
    write_notebook(
        project / "notebooks" / "02_refuses.ipynb",
        cell(
            "code",
            "from unreports.errors import AnalysisError\n"
            "raise AnalysisError('too little text', where='A/99/1', remedy='Add some.')",
        ),
    )
    (project / "data" / "corpus" / "A_99_1-fr.txt").write_text(REPORT, "utf-8")
    result = call("run", "--only", "02")
    assert result.exit_code == 1
    assert result.stderr.strip() == "error: 02_refuses: A/99/1: too little text. Add some."


def test_a_failed_notebook_is_explained_with_code_1(project: Path) -> None:
    write_notebook(
        project / "notebooks" / "02_fails.ipynb", cell("markdown", "# F"), cell("code", "1 / 0")
    )
    result = call("run", "mine", "--set", "topics=3")
    assert result.exit_code == 1
    assert "error: 02_fails, cell 2 of 2: ZeroDivisionError: division by zero" in result.stderr
    assert "    1 / 0\n" in result.stderr
    assert "Results: outputs/mine" in result.stdout
    index = (project / "outputs" / "mine" / "index.html").resolve()
    assert f"Open in a browser: {index.as_uri()}" in result.stdout
    assert "3" in (project / "outputs" / "mine" / "notebooks" / "01_topics.ipynb").read_text(
        "utf-8"
    )
    shutil.rmtree(project / "outputs")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_run_leaves_no_kernel(
    project: Path, number: signal.Signals, code: int
) -> None:
    """Ctrl-C, or a request to end: nothing that it started lives on."""
    write_notebook(
        project / "notebooks" / "01_topics.ipynb",
        cell(
            "code",
            "import os, time\nfrom pathlib import Path\n"
            "folder = Path(os.environ['UNREPORTS_PROJECT'])\n"
            "(folder / 'pid.part').write_text(str(os.getpid()))\n"
            "(folder / 'pid.part').rename(folder / 'pid')\n"
            "time.sleep(600)",
        ),
    )
    command = [sys.executable, "-m", "unreports", "run"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL) as process:
        wait_for((project / "pid").exists)
        process.send_signal(number)
        error = process.communicate(timeout=60)[1]
    assert process.returncode == code
    assert b"Traceback" not in error
    kernel = int((project / "pid").read_text())
    wait_for(lambda: not alive(kernel))
    assert not (project / "outputs").exists(), "neither an unfinished run nor a lock"


def wait_for(condition: object, seconds: float = 90) -> None:
    deadline = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.05)


def alive(process: int) -> bool:
    """Whether a process runs; one that ended but was not yet collected does not."""
    try:
        os.kill(process, 0)
        state = Path(f"/proc/{process}/stat")
        return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


@pytest.fixture
def coloured() -> CliRunner:
    """A terminal that takes colours: elsewhere click itself would take them out."""
    return CliRunner()


def test_nothing_in_a_document_reaches_the_terminal_as_a_command(
    project: Path, coloured: CliRunner
) -> None:
    attack = "\x1b[31mred\x1b[0m \x1b]0;taken\x07 \u202egnp.exe"
    Path("one\x1b[31m.txt").write_text(REPORT.replace("Secrétaire", f"Secrétaire {attack}"))
    result = coloured.invoke(main, ["add", "one\x1b[31m.txt"], color=True)
    assert result.exit_code == 0, result.output
    assert "Rapport du Secrétaire red ]0;taken gnp.exe général" in result.output
    missing = coloured.invoke(main, ["add", f"none{attack}\r.txt"], color=True)
    assert "none␛[31mred" in missing.stderr
    write_notebook(
        project / "notebooks" / "02_hostile.ipynb",
        cell("markdown", "# Hostile"),
        cell("code", f"raise ValueError({attack + chr(13)!r})"),
    )
    failed = coloured.invoke(main, ["run", "--only", "02"], color=True)
    assert failed.exit_code == 1
    assert "ValueError: " in failed.stderr
    assert "gnp.exe" in failed.stderr
    for text in (result.output, missing.output, failed.output):
        assert not set(text) & set("\x1b\x07\r\u202e")
