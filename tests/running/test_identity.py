"""The same inputs give the same bytes, whatever surrounds the run."""

import os
import shutil
from pathlib import Path

import pytest

from unreports.running.plan import make_plan
from unreports.running.progress import PlainProgress
from unreports.running.project import find_project
from unreports.running.run import carry_out

from .conftest import MakeProject
from .processes import results, run

SHOWS = [
    ("markdown", "# What could differ"),
    ("code", "corpus: str = 'data/corpus'  # Folder\nword: str = ''  # Word", "parameters"),
    (
        "code",
        "import locale, os, time, numpy as np, pandas as pd\n"
        "import unreports\n"
        "print({'paix', 'droit', 'eau'}, time.tzname, locale.getlocale(), os.listdir())\n"
        "print(os.get_terminal_size.__name__, pd.DataFrame({'a': range(3), 'b': ['x'] * 3}))",
    ),
    (
        "code",
        "out = unreports.open_output()\n"
        "reports = out.corpus(corpus)\n"
        "out.table(reports.dates, 'dates')\n"
        "out.table(reports.organisations, 'organisations')\n"
        "values = np.random.default_rng(0).normal(size=(300, 300))\n"
        "sizes = np.linalg.svd(values @ values.T, compute_uv=False)\n"
        "out.table(pd.DataFrame({'n': sizes}), 'sizes')",
    ),
    (
        "code",
        "from matplotlib.figure import Figure\n"
        "figure = Figure()\n"
        "axes = figure.subplots()\n"
        "axes.plot(sizes)\n"
        "axes.set_title('Été')\n"
        "out.figure(figure, 'sizes', alt='They fall.')",
    ),
    ("code", "import sys\n{'sys': sys.executable.startswith(sys.prefix)}, 1 / 3"),
    ("code", "import warnings\nwarnings.warn('look')\n1 / 0"),
]
OTHER = [("code", "import unreports\nunreports.open_output().say('Other.')")]
NOTEBOOKS = {"01_shows": SHOWS, "02_other": OTHER}


@pytest.fixture(scope="module")
def expected(make_project: MakeProject) -> dict[str, bytes]:
    """A run in one folder, one notebook after the other."""
    root = make_project(NOTEBOOKS)
    assert run(root, "--jobs", "1")[0] == 1  # the last cell fails
    found = results(root)
    assert len(found) > 10
    return found


SURROUNDINGS = {
    "hash seed and threads": {
        "PYTHONHASHSEED": "123",
        "OPENBLAS_NUM_THREADS": "2",
        "OMP_NUM_THREADS": "2",
    },
    "locale, time zone and date": {
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "fr_FR.ISO-8859-1",
        "LANG": "tr_TR.UTF-8",
        "SOURCE_DATE_EPOCH": "1700000000",
        "COLUMNS": "40",
        "MPLBACKEND": "svg",
        "PYTHONOPTIMIZE": "1",
    },
}


@pytest.mark.parametrize("name", SURROUNDINGS)
def test_the_surroundings_of_the_user_do_not_matter(
    make_project: MakeProject, expected: dict[str, bytes], name: str, tmp_path: Path
) -> None:
    """In another folder, two notebooks at a time, with settings of the user's own."""
    home = tmp_path / "été"
    (home / ".config" / "matplotlib").mkdir(parents=True)
    (home / ".config" / "matplotlib" / "matplotlibrc").write_text("lines.linewidth: 9\n")
    root = home / "elsewhere"
    shutil.move(make_project(NOTEBOOKS), root)
    (root / "numpy.py").write_text("1 / 0")  # in the way where the current folder is searched
    settings = os.environ | {"HOME": str(home)} | SURROUNDINGS[name]
    settings.pop("XDG_CONFIG_HOME", None)
    assert run(root, "--jobs", "2", env=settings)[0] == 1
    differing(results(root), expected)


def test_kernels_that_start_from_nothing_give_the_same(
    make_project: MakeProject, expected: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a process cannot be forked safely (macOS, Windows)."""
    monkeypatch.setattr("unreports.running.execution.can_fork", lambda: False)
    root = make_project(NOTEBOOKS)
    result = carry_out(make_plan(find_project(root)), PlainProgress(str))
    assert [outcome.status for outcome in result.outcomes] == ["failed", "done"]
    differing(results(root), expected)


def test_what_is_kept_of_documents_gives_the_same(
    make_project: MakeProject, expected: dict[str, bytes]
) -> None:
    """A second run reads them from the store, and from a damaged one not at all."""
    root = make_project(NOTEBOOKS)
    plan = make_plan(find_project(root))
    carry_out(plan, PlainProgress(str))
    kept = list((root / "outputs" / ".cache").rglob("*.json"))
    assert {path.name.partition("-")[0] for path in kept} >= {"document", "dates"}
    carry_out(plan, PlainProgress(str), force=True)
    differing(results(root), expected)
    for path in kept:
        path.write_bytes(path.read_bytes()[:-3] + b'"]]')
    carry_out(plan, PlainProgress(str), force=True)
    differing(results(root), expected)


def differing(found: dict[str, bytes], expected: dict[str, bytes]) -> None:
    """Assert that two runs are the same, naming the files that differ."""
    names = {name for name in found | expected if found.get(name) != expected.get(name)}
    assert not names
