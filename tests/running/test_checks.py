"""Values with a grammar, checked against the documents before any kernel starts."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from unreports.cli import main
from unreports.errors import UnreportsError
from unreports.running.inputs import read_corpora
from unreports.running.plan import make_plan
from unreports.running.project import find_project

from .conftest import MakeProject

PARAMETERS = """corpus: str = "data/corpus"  # Folder
unit: str = "multiword"  # What is counted [multiword, lemma, token]
contrast: str = ""  # What is compared
reference: str = ""  # A list
concordance: str = ""  # A pattern
follow: list[str] = []  # Patterns"""
RUNS = """default: {}
two:
  contrast: "section=Introduction : section=Observations"
wrong:
  concordance: paix
  contrast: "section=Atlantide : rest"
"""
LISTS = {
    "good.csv": "term;frequency\nPaix;12\n",
    "phrase.csv": "term,frequency\nLe Conseil s'est,5\nDéveloppement durable,3\n",
    "minus.csv": "term,frequency\npaix,12\nguerre,-3\n",
    "empty.csv": "",
    "german.csv": "term,frequency\nFrieden,12\n",
}


@pytest.fixture(scope="module")
def root(make_project: MakeProject) -> Path:
    code = "raise SystemExit('a kernel was started')"
    cells = [("code", PARAMETERS, "parameters"), ("code", code)]
    made = make_project({"01_terms": cells, "02_other": [("code", "print(1)")]}, RUNS)
    for name, text in LISTS.items():
        (made / name).write_text(text, "utf-8")
    (made / "latin.csv").write_bytes("term;frequency\nsécurité;4\n".encode("latin-1"))
    return made


def check(root: Path, *settings: str, run: str = "mine") -> None:
    read_corpora(make_plan(find_project(root), run, settings=settings, directory=root))


@pytest.mark.parametrize(
    "settings",
    [
        ["contrast=section=Introduction : rest"],
        ["contrast=a/99/1 & paragraphs=1..2:rest"],
        ["contrast=section"],
        ["contrast=reference", "reference=good.csv"],
        ["reference=good.csv"],
        ["reference=phrase.csv"],
        ["concordance=lutt* contre"],
        ["concordance=d'accord", "follow=(a+)+$,paix"],
    ],
)
def test_values_that_hold(root: Path, settings: list[str]) -> None:
    """A pattern that is not found is an answer, not an error."""
    check(root, *settings)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (["contrast=nonsense"], "^--set contrast=nonsense: 'nonsense' names no contrast. Allowed"),
        (["contrast=section=Introducton : rest"], "Did you mean section=Introduction"),
        (["contrast=A/99/1 : rest"], "there is no rest"),
        (["contrast=reference"], "needs a list of frequencies. Give one: reference="),
        (["contrast=section", "reference=good.csv"], "compares nothing with it"),
        (["concordance=**"], r"^--set concordance=\*\*: the pattern '\*\*' has no word"),
        (["concordance=["], "has no word"),
        (["follow=paix,*"], r"^--set follow=paix,\*: the pattern '\*' has no word"),
        (["reference=data"], "^data: this is a folder. Name a text file"),
        (["reference=minus.csv"], "^minus.csv, line 3: the frequency of 'guerre' is '-3'"),
        (["reference=empty.csv"], "^empty.csv: the file is empty"),
        (["reference=latin.csv"], "^latin.csv: this is no text in UTF-8"),
        (["reference=german.csv"], "^--set reference=german.csv: no term of the list"),
    ],
)
def test_values_that_do_not(root: Path, settings: list[str], message: str) -> None:
    """What, where, and what would do."""
    with pytest.raises(UnreportsError, match=message):
        check(root, *settings)


def test_a_value_in_runs_yml_is_found_by_its_line(root: Path) -> None:
    """Where the user has to mend it."""
    check(root, run="two")
    with pytest.raises(UnreportsError, match=r"runs.yml, line 6: no section 'Atlantide'"):
        check(root, run="wrong")


def test_nothing_is_run_or_written(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line, code 2, no folder; a notebook without the parameter may run."""
    monkeypatch.chdir(root)
    result = CliRunner().invoke(main, ["run", "mine", "--set", "contrast=nonsense"])
    assert result.exit_code == 2
    assert result.stderr.startswith("error: --set contrast=nonsense: 'nonsense' names no contrast")
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""
    assert not (root / "outputs" / "mine").exists()  # what was read of the documents is kept
