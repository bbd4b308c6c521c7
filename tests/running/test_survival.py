"""What stays of a run that goes wrong, tried with real processes that are killed for real."""

import os
import resource
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import MakeProject
from .processes import alive, record, results, run, start, wait_for

TABLE = """import os, pandas as pd, unreports
from pathlib import Path
out = unreports.open_output()
out.table(pd.DataFrame({{'n': range({rows})}}), '{name}')"""
# Says which processes there are, then waits until the file "go" is there.
WAITS = """home = Path(os.environ['UNREPORTS_PROJECT'])
(home / 'part').write_text(f'{os.getpid()} {os.getppid()}')
(home / 'part').rename(home / 'processes')
import time
while not (home / 'go').exists():
    time.sleep(0.02)"""


def table(name: str, rows: int = 3) -> tuple[str, str]:
    return "code", TABLE.format(name=name, rows=rows)


@pytest.fixture(scope="module")
def undisturbed(make_project: MakeProject) -> dict[str, bytes]:
    """What a run of that project writes which nobody kills."""
    root = make_two(make_project)
    (root / "go").touch()
    assert run(root)[0] == 0
    return results(root)


@pytest.fixture
def two(make_project: MakeProject) -> Path:
    """The project that runs are cut off in."""
    return make_two(make_project)


def make_two(make_project: MakeProject) -> Path:
    """Make a notebook that ends soon, and one that writes a table, waits, and writes another."""
    second = [table("early"), ("code", WAITS)]
    second += [("code", "out.table(pd.DataFrame({'n': [1]}), 'late')")]
    return make_project({"01_soon": [table("soon")], "02_waits": second})


def first_done(root: Path) -> bool:
    return "01_soon" in record(root).get("notebooks", {})


def waiting(root: Path) -> bool:
    return (root / "processes").is_file()


@pytest.mark.parametrize(
    "moment",
    [
        lambda root: (root / "outputs" / ".default.lock").exists(),
        waiting,
        lambda root: first_done(root) and waiting(root),
    ],
    ids=["at the start", "in a cell", "after a notebook"],
)
def test_a_run_killed_outright_is_continued(
    two: Path, undisturbed: dict[str, bytes], moment: Callable[[Path], bool]
) -> None:
    """Nothing half-written is taken for complete, what was finished is not done again."""
    with start(two) as process:
        wait_for(lambda: moment(two))
        process.kill()
    kernels = (two / "processes").read_text().split() if waiting(two) else []
    for kernel in kernels:
        wait_for(lambda kernel=kernel: not alive(int(kernel)))
    folder = two / "outputs" / "default"
    assert not (folder / "index.html").exists()
    assert not (folder / "tables" / "early.csv").exists()
    kept = first_done(two)
    assert (folder / "tables" / "soon.csv").exists() == kept
    (two / "go").touch()
    code, said, _ = run(two)
    assert code == 0
    assert ("01_soon: unchanged" in said) == kept
    assert "02_waits: to run: it has not been run yet" in said
    assert set(record(two)["files"]) == set(results(two))
    assert results(two) == undisturbed


def test_ctrl_c_keeps_what_was_finished(two: Path) -> None:
    with start(two) as process:
        wait_for(lambda: first_done(two) and waiting(two))
        process.send_signal(signal.SIGINT)
        error = process.communicate(timeout=60)[1]
    assert process.returncode == 130
    assert "the same command goes on from there" in error
    for kernel in (two / "processes").read_text().split():
        wait_for(lambda kernel=kernel: not alive(int(kernel)))
    assert set(results(two)) == {"notebooks/01_soon.ipynb", "tables/soon.csv"}


def test_two_runs_do_not_write_one_folder(two: Path) -> None:
    with start(two) as first:
        wait_for(lambda: waiting(two))
        code, _, error = run(two)
        assert code == 2
        assert f"another run is writing this folder (process {first.pid}, or what it" in error
        (two / "go").touch()
        assert first.wait(120) == 0


IMPORTING = """import sys, time
class Slow:
    def find_spec(self, name, path=None, target=None):
        if name == 'papermill':
            open({file!r}, 'w').write(str(__import__('os').getpid()))
            time.sleep(60)
sys.meta_path.insert(0, Slow())
"""


def test_a_run_killed_while_it_imports_leaves_nobody(two: Path, tmp_path: Path) -> None:
    """What is imported slowly, for the disk is, keeps neither its process nor the lock."""
    (tmp_path / "sitecustomize.py").write_text(IMPORTING.format(file=str(tmp_path / "host")))
    with start(two, env=os.environ | {"PYTHONPATH": str(tmp_path)}) as process:
        wait_for(lambda: (tmp_path / "host").is_file() and (tmp_path / "host").read_text())
        process.kill()
    host = int((tmp_path / "host").read_text())
    wait_for(lambda: not alive(host), seconds=5)
    (two / "go").touch()
    assert run(two)[0] == 0


def test_a_killed_sweep_is_continued(make_project: MakeProject) -> None:
    """Its runs end with it, and the same command goes on."""
    parameters = ("code", "n: int = 1  # A number [1 to 9]", "parameters")
    imports = ("code", "import os\nfrom pathlib import Path")
    root = make_project(
        {"01_waits": [parameters, imports, ("code", WAITS)]}, "s: {grid: {n: [2, 3]}}\n"
    )
    with start(root, "s", "--jobs", "1") as process:
        wait_for(lambda: waiting(root))
        process.kill()
    kernel, worker = map(int, (root / "processes").read_text().split())
    wait_for(lambda: not alive(kernel) and not alive(worker))
    (root / "go").touch()
    code, said, _ = run(root, "s")
    assert code == 0
    assert "s-n-2: done" in said
    assert "s-n-3: done" in said


LASTS = """import subprocess, sys
other = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(120)'],
                         close_fds=False, start_new_session=True)
open({file!r}, 'w').write(str(other.pid))"""


def test_a_program_that_outlives_its_notebook_does_not_keep_the_lock(
    make_project: MakeProject, tmp_path: Path
) -> None:
    file = tmp_path / "other"
    root = make_project({"01_starts": [("code", LASTS.format(file=str(file)))]})
    code = run(root)[0]
    other = int(file.read_text())
    try:
        assert code == 0
        assert alive(other)
        held = [os.path.realpath(link) for link in Path(f"/proc/{other}/fd").iterdir()]
        assert not [path for path in held if ".default.lock" in path]
        assert run(root, "--force")[0] == 0
    finally:
        os.kill(other, signal.SIGKILL)


def test_a_killed_host_is_said_and_what_was_finished_is_kept(two: Path) -> None:
    """The process from which all workers are forked is a child of the one that was started."""
    with start(two) as process:
        wait_for(lambda: first_done(two) and waiting(two))
        kernel, worker = map(int, (two / "processes").read_text().split())
        os.kill(_parent(worker), signal.SIGKILL)
        error = process.communicate(timeout=60)[1]
    assert process.returncode == 1
    assert "error: the process that executes the notebooks died (code -9)" in error
    assert "What was finished is kept: run again" in error
    wait_for(lambda: not alive(kernel) and not alive(worker))
    (two / "go").touch()
    code, said, _ = run(two)
    assert code == 0
    assert "01_soon: unchanged" in said


def _parent(process: int) -> int:
    return int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])


KILLED = "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"
EXHAUSTED = "import resource\nresource.setrlimit(resource.RLIMIT_AS, (2**31, -1))\nbytearray(2**33)"
ENDLESS = "import re\nre.match('(a+)+$', 'a' * 60 + 'b')"  # never looks up from its work


def test_a_notebook_that_cannot_end_is_named_with_its_cell(make_project: MakeProject) -> None:
    root = make_project(
        {
            "01_fine": [("code", "1")],
            "02_killed": [("code", "1"), ("code", KILLED)],
            "03_exhausted": [("code", "1"), ("code", EXHAUSTED)],
            "04_endless": [("code", "1"), ("code", ENDLESS)],
        }
    )
    code, _, error = run(root, "--timeout", "0.1")
    assert code == 1
    assert "02_killed, cell 2 of 2: DeadKernelError: the kernel died: out of memory, or" in error
    assert "03_exhausted, cell 2 of 2: MemoryError" in error
    assert "04_endless, cell 2 of 2: CellTimeoutError: the cell was stopped at its time" in error
    assert "limit (0.1 min); give it more with --timeout MINUTES" in error
    states = [notebook["status"] for notebook in record(root)["notebooks"].values()]
    assert states == ["done", "failed", "failed", "failed"]


def limited(size: int) -> Callable[[], None]:
    """Let no file grow beyond a size, which writing meets as it meets a full disk."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def test_a_table_without_room_fails_its_notebook_alone(make_project: MakeProject) -> None:
    root = make_project({"01_small": [table("small")], "02_large": [table("large", 100_000)]})
    code, _, error = run(root, preexec_fn=limited(300_000))
    assert code == 1
    assert "02_large, cell 1 of 1: OSError: [Errno 27] File too large" in error
    assert "tables/large.csv" not in results(root)
    code, said, _ = run(root)
    assert code == 0
    assert "01_small: unchanged" in said
    assert results(root)["tables/large.csv"].count(b"\n") == 100_001


def test_a_record_without_room_leaves_nothing_half_written(make_project: MakeProject) -> None:
    root = make_project({"01_small": [table("small")]})
    code, _, error = run(root, preexec_fn=limited(2_000))
    assert code == 2
    assert "cannot write here (File too large)" in error
    assert "run again: what was finished is kept" in error
    assert record(root) == {}
    assert not list((root / "outputs").rglob(".*.json*"))
    assert run(root)[0] == 0
