"""A whole run: decide what is left to do, have it done, take over what was written, record it."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from unreports.errors import ProjectError
from unreports.running.executed import Outcome
from unreports.running.execution import Crew, Watcher, default_jobs, execute_jobs
from unreports.running.inputs import document_records, order_corpora
from unreports.running.ledger import WORK, Ledger
from unreports.running.manifest import file_digests, read_manifest
from unreports.running.plan import Plan, Task
from unreports.running.unchanged import Decision, decide, read_inputs
from unreports.running.worker import Job
from unreports.site.downloads import DOWNLOADS
from unreports.store import Store

TIME_LIMIT = 60 * 60.0  # seconds for a cell
_PATIENCE = 5.0  # seconds that what a killed run left may take to end


@dataclass(frozen=True)
class Result:
    """What came of a run.

    Parameters
    ----------
    folder : Path
        Where everything is.
    outcomes : tuple of Outcome
        One for each notebook that was run.
    problems : tuple of str
        What reading the documents warned of.
    decisions : dict
        Whether each notebook of the plan had to run, and why.
    """

    folder: Path
    outcomes: tuple[Outcome, ...]
    problems: tuple[str, ...] = ()
    decisions: dict[str, Decision] = field(default_factory=dict)

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """The notebooks that did not run to their end."""
        return tuple(outcome for outcome in self.outcomes if outcome.status != "done")


def carry_out(
    plan: Plan,
    watcher: Watcher,
    jobs: int | None = None,
    *,
    force: bool = False,
    limit: float = TIME_LIMIT,
) -> Result:
    """Execute what has changed of a plan, and write all that a run leaves.

    Parameters
    ----------
    plan : Plan
        What to do.
    watcher : Watcher
        Who is told how it gets on.
    jobs : int, optional
        How many notebooks at a time.
    force : bool
        Whether notebooks run that would give the same again, too.
    limit : float
        How many seconds a cell may take.

    Raises
    ------
    UnreportsError
        If a document cannot be read; nothing is run or written then.
    ProjectError
        If the folder cannot be written, or another run is writing it.
    NotebookError
        If the process that executes the notebooks dies.
    """
    started = datetime.now(UTC)
    with _locked(plan.folder) as lock:
        earlier = read_manifest(plan.folder)
        found = file_digests(plan.folder)
        inputs = {task.notebook.name: read_inputs(plan, task) for task in plan.tasks}
        decisions = {
            name: decide(inputs[name], earlier["notebooks"].get(name), found, force=force)
            for name in inputs
        }
        tasks = [task for task in plan.tasks if decisions[task.notebook.name].run]
        if not tasks and _pages_stand(plan, earlier, found):
            _tell(watcher, decisions)
            return Result(plan.folder, (), (), decisions)
        with Crew(lock) as crew, _cleared(plan.folder):
            crew.ask("read", plan)
            crew.ask("load", [task.notebook.path for task in tasks])
            records, doubts = crew.answer(print, watcher.tick)
            _tell(watcher, decisions)
            paths = order_corpora(_values(plan, earlier))
            documents = document_records(paths, records, earlier)
            ledger = Ledger(plan, earlier, documents, inputs, started)
            crew.answer(print, watcher.tick)
            queue = [_job(plan, task, limit) for task in _longest_first(tasks, earlier)]
            execute_jobs(crew, queue, jobs or default_jobs(len(queue)), watcher, ledger.keep)
            crew.ask("write", plan.folder, ledger.manifest)
            crew.answer(print, watcher.tick)
            ledger.finish()
    if plan.cache:
        Store(plan.cache).prune()
    names = [task.notebook.name for task in plan.tasks]
    outcomes = tuple(ledger.outcomes[name] for name in names if name in ledger.outcomes)
    return Result(plan.folder, outcomes, doubts, decisions)


def _tell(watcher: Watcher, decisions: dict[str, Decision]) -> None:
    for name, decision in decisions.items():
        watcher.decided(name, decision)


def _pages_stand(plan: Plan, earlier: dict[str, Any], found: dict[str, str]) -> bool:
    """Whether the pages tell of what is there, and are as they were written."""
    names = {notebook.name for notebook in plan.project.notebooks}
    pages = {file: digest for file, digest in earlier.get("files", {}).items() if _is_page(file)}
    present = {file: digest for file, digest in found.items() if _is_page(file)}
    return bool(earlier.get("complete")) and pages == present and set(earlier["notebooks"]) <= names


def _is_page(file: str) -> bool:
    """Whether a file is made from the others: a page, what pages share, what lies beside them."""
    return file.endswith(".html") or file.startswith("assets/") or file in DOWNLOADS


def _values(plan: Plan, earlier: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the parameters of all notebooks in the folder, those that were run before included."""
    names = {notebook.name for notebook in plan.project.notebooks}
    before = {n: r["parameters"] for n, r in earlier["notebooks"].items() if n in names}
    every = before | {task.notebook.name: task.values for task in plan.tasks}
    return [every[name] for name in sorted(every)]


def _longest_first(tasks: list[Task], earlier: dict[str, Any]) -> list[Task]:
    """Order notebooks by how long they took last time; by their length where that is unknown."""

    def cost(task: Task) -> tuple[bool, float]:
        record = earlier["notebooks"].get(task.notebook.name)
        if record is None or record["status"] != "done":
            return True, task.notebook.path.stat().st_size
        return False, record["seconds"]

    return sorted(tasks, key=cost, reverse=True)


def _job(plan: Plan, task: Task, limit: float) -> Job:
    name = task.notebook.name
    return Job(
        name=name,
        source=task.notebook.path,
        given=task.given,
        root=plan.project.root,
        folder=plan.folder / WORK / name,
        places={label: str(path) for label, path in plan.places.items()},
        quiet=name != plan.project.speaker,
        limit=limit,
        cache=plan.cache,
    )


@contextmanager
def _cleared(folder: Path) -> Iterator[None]:
    """Take away what a run that was cut off left half-written, and what this one leaves so."""
    shutil.rmtree(folder / WORK, ignore_errors=True)
    try:
        yield
    finally:
        shutil.rmtree(folder / WORK, ignore_errors=True)


@contextmanager
def _locked(folder: Path) -> Iterator[int]:
    """Keep two runs from writing one folder at the same time; give the open file of the lock.

    The lock is the system's, on an open file that the processes of the run inherit: it goes when
    the last of them has ended, however that happens. A folder in which nothing was finished goes.
    """
    lock = folder.parent / f".{folder.name}.lock"
    made = not folder.parent.exists()
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(lock, os.O_RDWR | os.O_CREAT)
    except OSError as error:
        raise _unwritable(folder, error) from None
    try:
        if not _take(handle, lock):
            raise ProjectError(
                f"another run is writing this folder ({_holder(lock)})", where=folder,
                remedy="Wait until it ends.",
            )  # fmt: skip
        try:
            os.truncate(lock, 0)
            os.write(handle, str(os.getpid()).encode())
            folder.mkdir(exist_ok=True)
            yield handle
        except OSError as error:
            raise _unwritable(folder, error) from error
        finally:
            with suppress(OSError):  # Windows removes no open file
                lock.unlink()
            _remove_empty(folder)
            if made:
                _remove_empty(folder.parent)
    finally:
        os.close(handle)


def _holder(lock: Path) -> str:
    """Say which process took the lock; what it started may have the lock longer than it lives."""
    try:
        return f"process {int(lock.read_text(encoding='ascii'))}, or what it started"
    except (OSError, ValueError):  # it has just ended, or begun
        return "its process is not known"


def _remove_empty(folder: Path) -> None:
    with suppress(OSError):  # there is something in it
        folder.rmdir()


def _unwritable(folder: Path, error: OSError) -> ProjectError:
    return ProjectError(
        f"cannot write here ({error.strerror})", where=error.filename or folder,
        remedy="Check the permissions and the space on the disk, and run again: "
        "what was finished is kept.",
    )  # fmt: skip


def _take(handle: int, lock: Path) -> bool:
    """Take the lock, unless another run has it or has just removed the file that we opened."""
    try:
        import fcntl
    except ImportError:  # Windows
        return True
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return os.path.samestat(os.fstat(handle), lock.stat())
        except BlockingIOError:
            if time.monotonic() > deadline:
                return False
            time.sleep(0.05)
        except OSError:
            return False
