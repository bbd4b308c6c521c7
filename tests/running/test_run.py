"""Whole runs with real kernels: one project, executed once, looked at from all sides."""

import json
import os
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import pytest

import unreports
from unreports.files import sha256
from unreports.running.executed import Outcome
from unreports.running.plan import make_plan
from unreports.running.progress import PlainProgress
from unreports.running.project import find_project
from unreports.running.run import Result, carry_out

from ..site.pages import Page
from .conftest import MakeProject

WORKS = [
    ("markdown", "# It works\n\nWhat *is*\nshown? Much.\n\n## A & B\n\n### Sub\n\n## A & B"),
    (
        "code",
        "corpus: str = 'data/corpus'  # Folder\n"
        "words: list[str] = ['paix']  # Words\n"
        "extra: bool = True  # Write one table more",
        "parameters",
    ),
    (
        "code",
        "import os, sys, warnings\n"
        "print(os.listdir(), os.environ['PYTHONHASHSEED'], hash('x'), os.environ['TZ'])\n"
        "warnings.warn('look')\n"
        "sys.executable.startswith(sys.prefix), words",
    ),
    (
        "code",
        "import pandas as pd\n"
        "from matplotlib.figure import Figure\n"
        "import unreports\n"
        "out = unreports.open_output()\n"
        "reports = out.corpus(corpus)\n"
        "out.say('## A heading')\n"
        "out.say('The first is *{t}* in {r}.', t='<b>', r='A/99/1, par. 1')\n"
        "out.table(reports.body[['reference', 'text']], 'paragraphs', caption='Paragraphs')\n"
        "if extra:\n"
        "    out.table(reports.documents, 'more')\n"
        "figure = Figure()\n"
        "figure.subplots().plot([1, 2])\n"
        "out.figure(figure, 'line', alt='It rises.')\n"
        "out.quote(reports, 'A/99/1, par. 1', highlight=words)",
    ),
    (
        "code",
        "from IPython.display import HTML, display\n"
        "display(HTML('<h1 id=main>Two</h1><script>1</script>'\n"
        "             '<img src=\"https://example.org/a.png\">'))\n"
        "pd.DataFrame({'a': [1]})",
    ),
]
FAILS = [
    ("markdown", "# It fails"),
    ("code", "n: int = 1", "parameters"),
    ("code", "print('before')\nunreports = None\nunreports.missing"),
    ("markdown", "## Then\n\nThis is why."),
    ("code", "print('never')"),
    ("markdown", "## And then"),
]
DIES = [("code", "print('before')\nimport os\nos._exit(1)")]
KILLS = [
    ("code", "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)\nimport time; time.sleep(9)")
]


@dataclass
class Ran:
    """A project that was run, and run again in part."""

    root: Path
    first: Result
    lines: list[str]
    before: dict[str, str]
    second: Result
    record: dict

    @property
    def folder(self) -> Path:
        return self.first.folder

    def page(self, name: str) -> Page:
        return Page((self.folder / name).read_text("utf-8"))


@pytest.fixture(scope="module")
def ran(make_project: MakeProject) -> Ran:
    root = make_project({"01_works": WORKS, "02_fails": FAILS, "03_dies": DIES, "04_kills": KILLS})
    shutil.copy(root / "data/corpus/A_99_1-fr.txt", root / "notebooks" / "norm.py")
    project, lines = find_project(root), list[str]()
    first = carry_out(
        make_plan(project, "mine", settings=['words=__import__("os"),"\'"""']),
        PlainProgress(lines.append),
    )
    before = {path.as_posix(): sha256(path) for path in first.folder.rglob("*") if path.is_file()}
    record = json.loads((first.folder / "run.json").read_text("utf-8"))
    again = make_plan(project, "mine", only=["01"], settings=['words=__import__("os"),"\'"""'])
    second = carry_out(again, PlainProgress(str), force=True)
    return Ran(root, first, lines, before, second, record)


def outcome(ran: Ran, name: str) -> Outcome:
    return next(o for o in ran.first.outcomes if o.notebook == name)


def test_one_failure_does_not_stop_the_others(ran: Ran) -> None:
    assert [(o.notebook, o.status) for o in ran.first.outcomes] == [
        ("01_works", "done"),
        ("02_fails", "failed"),
        ("03_dies", "failed"),
        ("04_kills", "failed"),
    ]


def test_each_start_and_end_is_told(ran: Ran) -> None:
    assert sorted(line.rpartition(" after")[0] or line for line in ran.lines) == [
        "01_works: done",
        "01_works: started",
        "01_works: to run: it has not been run yet",
        "02_fails: failed",
        "02_fails: started",
        "02_fails: to run: it has not been run yet",
        "03_dies: failed",
        "03_dies: started",
        "03_dies: to run: it has not been run yet",
        "04_kills: failed",
        "04_kills: started",
        "04_kills: to run: it has not been run yet",
    ]


def test_a_failure_names_the_cell_as_its_author_counts(ran: Ran) -> None:
    failure = outcome(ran, "02_fails").failure
    assert failure is not None
    assert (failure.cell, failure.cells) == (3, 6)
    assert failure.source.endswith("unreports.missing")
    assert failure.error == "AttributeError: 'NoneType' object has no attribute 'missing'"
    assert "\x1b" not in failure.traceback


def test_a_kernel_that_dies_is_a_failure_like_any_other(ran: Ran) -> None:
    failure = outcome(ran, "03_dies").failure
    assert failure is not None
    assert failure.cell == 1
    assert "the kernel died" in failure.error


def test_a_worker_that_dies_takes_only_its_notebook_along(ran: Ran) -> None:
    failure = outcome(ran, "04_kills").failure
    assert failure is not None
    assert failure.error.startswith("the worker process died (code -9): out of memory, or")
    assert not (ran.folder / "html" / "04_kills.html").exists()
    assert "the worker process died" in ran.page("index.html").text


def test_what_a_failed_notebook_showed_is_kept(ran: Ran) -> None:
    page = ran.page("html/02_fails.html")
    assert "before" in page.text
    assert "This cell failed: AttributeError" in page.text
    assert "never" not in page.text
    assert "Not reached, because of the failure above: Then; And then." in page.text
    assert "#then" not in page.links


def test_a_rerun_gives_the_same_bytes_and_leaves_the_rest(ran: Ran) -> None:
    """All but run.json, which has the times; notebooks that were not chosen keep their results."""
    after = {path.as_posix(): sha256(path) for path in ran.folder.rglob("*") if path.is_file()}
    changed = {Path(p).name for p in ran.before | after if ran.before.get(p) != after.get(p)}
    assert changed == {"run.json"}
    assert [o.notebook for o in ran.second.outcomes] == ["01_works"]


def test_the_kernel_has_surroundings_of_its_own(ran: Ran) -> None:
    """An empty folder, a fixed seed for hashes, this environment's Python, and text as text."""
    notebook = json.loads((ran.folder / "notebooks" / "01_works.ipynb").read_text("utf-8"))
    outputs = notebook["cells"][3]["outputs"]
    assert outputs[0]["text"][0].startswith("[] 0 ")
    assert outputs[0]["text"][0].endswith(" UTC\n")
    shown = outputs[-1]["data"]["text/plain"][0]
    assert shown == "(True, ['__import__(\"os\")', '\\'\"'])"


def test_an_executed_notebook_names_no_machine_and_no_time(ran: Ran) -> None:
    for path in (ran.folder / "notebooks").iterdir():
        text = path.read_text("utf-8")
        assert str(ran.root) not in text
        assert "ipykernel_" not in text
        content = json.loads(text)
        assert set(content["metadata"]["papermill"]) == {"parameters"}
        assert all("execution" not in cell["metadata"] for cell in content["cells"])


@pytest.mark.parametrize(
    "name",
    [
        "index.html",
        "html/01_works.html",
        "html/02_fails.html",
        "html/03_dies.html",
        "html/A_99_1.html",
    ],
)
def test_every_page_holds_by_itself(ran: Ran, name: str) -> None:
    ran.page(name).check()


def test_every_link_between_the_pages_leads_somewhere(ran: Ran) -> None:
    pages = {path: Page(path.read_text("utf-8")) for path in ran.folder.rglob("*.html")}
    followed = 0
    for path, page in pages.items():
        for href in page.links:
            if href.startswith("https:"):
                continue
            name, _, fragment = href.partition("#")
            target = Path(os.path.normpath(path.parent / unquote(name))) if name else path
            assert target.is_file(), href
            assert not fragment or fragment in pages[target].ids, href
            followed += 1
    assert followed > 30


def test_the_page_has_one_title_contents_and_neighbours(ran: Ran) -> None:
    page = ran.page("html/01_works.html")
    assert page.all("title")
    assert {"#a-b", "#sub", "#a-b-2", "02_fails.html", "../index.html"} <= set(page.links)
    assert "Show the code" in page.text
    assert "Message from the program" in page.text


def test_a_warning_is_shown_by_its_message_alone(ran: Ran) -> None:
    text = ran.page("html/01_works.html").text
    assert "Message from the programlook\n" in text
    assert "UserWarning" not in text


def test_the_index_gives_question_findings_figure_and_parameters(ran: Ran) -> None:
    index = ran.page("index.html")
    assert "What is shown?" in index.text
    assert "Much." not in index.text
    assert "The first is <b> in A/99/1, par. 1." in index.text
    assert "A heading" not in index.text.partition("On its page")[0]
    assert {"html/A_99_1.html#par-1", "html/01_works.html#a-b"} <= set(index.links)
    assert [image["alt"] for image in index.all("img")] == ["It rises."]
    assert 'Changed for this run: words = __import__("os"), \'".' in index.text
    assert "Write one table more extrayes" in index.text


def test_a_document_page_has_its_language_and_every_paragraph(ran: Ran) -> None:
    page = ran.page("html/A_99_1.html")
    assert page.all("html")[0]["lang"] == "fr"
    assert {"par-1", "par-2", "par-3", "section-i-introduction"} <= set(page.ids)
    assert "La paix & la sécurité < tout." in page.text


def test_the_record_says_what_went_in_and_came_out(ran: Ran) -> None:
    record = ran.record
    assert record["documents"][0]["symbol"] == "A/99/1"
    assert record["documents"][0]["sha256"] == sha256(ran.root / "data/corpus/A_99_1-fr.txt")
    assert {"unreports", "papermill", "pandas"} <= set(record["packages"])
    assert record["notebooks"]["02_fails"]["failure"]["cell"] == 3
    assert record["notebooks"]["01_works"]["parameters"]["extra"] is True
    assert record["files"]["tables/paragraphs.csv"] == sha256(
        ran.folder / "tables" / "paragraphs.csv"
    )
    assert set(record["files"]) == {
        path.relative_to(ran.folder).as_posix() for path in ran.folder.rglob("*") if path.is_file()
    } - {"run.json"}


def test_what_a_notebook_no_longer_writes_is_removed(ran: Ran) -> None:
    assert (ran.folder / "tables" / "more.csv").is_file()
    mine = ran.folder / "tables" / "mine.csv"
    mine.write_text("kept", "utf-8")
    plan = make_plan(find_project(ran.root), "mine", only=["01"], settings=["extra=false"])
    carry_out(plan, PlainProgress(str))
    assert not (ran.folder / "tables" / "more.csv").exists()
    assert (ran.folder / "tables" / "paragraphs.csv").is_file()
    assert mine.is_file()


def test_no_lock_stays(ran: Ran) -> None:
    """Nor does a lock that a killed run left keep the next one out."""
    from unreports.running.run import _locked

    assert not list(ran.folder.parent.glob(".*lock"))
    lock = ran.folder.parent / ".other.lock"
    lock.touch()
    with _locked(ran.folder.parent / "other"):
        assert lock.exists()
    assert not lock.exists()
    assert not (ran.folder.parent / "other").exists(), "nothing was finished in it"


SHORT = [
    ("code", "corpus: str = 'data/corpus'", "parameters"),
    (
        "code",
        "import unreports\nout = unreports.open_output()\nreports = out.corpus(corpus)\n"
        "out.table(reports.documents, 'documents')",
    ),
]


@pytest.fixture(scope="module")
def elsewhere(make_project: MakeProject, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """A run on documents outside the project, one of them with a gap, one a PDF."""
    own = tmp_path_factory.mktemp("somewhere") / "own"
    own.mkdir()
    (own / "A_98_1-en.txt").write_text("1. One.\n\n2. Two.\n\n4. Four.\n", "utf-8")
    (own / "A_98_2-en.pdf").write_bytes(b"%PDF-1.4")
    second = [SHORT[0], ("code", SHORT[1][1].replace("'documents'", "'again'"))]
    root = make_project({"01_a": SHORT, "02_b": second})
    project = find_project(root)
    plan = make_plan(project, "own", settings=["corpus=own"], directory=own.parent)
    first = carry_out(plan, PlainProgress(str))
    (own / "A_98_1-en.txt").unlink()
    again = make_plan(project, "own", only=["02"], settings=["corpus=data/corpus"], directory=root)
    return Ran(own, first, [], {}, carry_out(again, PlainProgress(str)), {})


def test_doubts_are_said_once_and_shown_on_one_page(elsewhere: Ran) -> None:
    assert len(elsewhere.first.problems) == 2
    skipped, gap = sorted(elsewhere.first.problems, key=lambda text: "98_1" in text)
    assert skipped.startswith("A_98_2-en.pdf: not read, for it is not text; save it as text")
    assert gap.startswith("A_98_1-en.txt: ")
    first, second = (elsewhere.page(f"html/{name}.html").text for name in ("01_a", "02_b"))
    assert gap in first
    assert skipped in first
    assert "Message from the program" not in second


def parts(path: Path) -> list[bytes]:
    """The content of a file; of a workbook, which is packed, that of each file in it."""
    if path.suffix != ".xlsx":
        return [path.read_bytes()]
    with zipfile.ZipFile(path) as archive:
        return [archive.read(name) for name in archive.namelist()]


def test_a_corpus_elsewhere_is_named_without_its_place(elsewhere: Ran) -> None:
    assert not elsewhere.first.failed
    homes = (str(elsewhere.root.parent), str(Path(unreports.__file__).parent))
    for path in elsewhere.folder.rglob("*.*"):
        assert not any(home.encode() in part for part in parts(path) for home in homes)
    assert ".../own" in elsewhere.page("html/01_a.html").text


def test_documents_that_are_gone_are_not_read_again(elsewhere: Ran) -> None:
    """A later run of one notebook leaves what the others stand on."""
    assert not elsewhere.second.failed
    assert not elsewhere.second.problems
    assert {"html/A_98_1.html", "html/A_99_1.html"} <= set(elsewhere.page("index.html").links)
    assert (elsewhere.folder / "html" / "A_98_1.html").is_file()
