"""A whole run: execute the notebooks, tidy their folder, write the pages and the record."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from unreports.errors import ProjectError
from unreports.running.executed import Failure, Outcome
from unreports.running.execution import Watcher, execute_plan
from unreports.running.inputs import document_records, order_corpora, read_corpora
from unreports.running.light import skip_grammar
from unreports.running.manifest import make_manifest, read_manifest, stale_files, write_manifest
from unreports.running.plan import Plan


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
    """

    folder: Path
    outcomes: tuple[Outcome, ...]
    problems: tuple[str, ...] = ()

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """The notebooks that did not run to their end."""
        return tuple(outcome for outcome in self.outcomes if outcome.status != "done")


def carry_out(plan: Plan, watcher: Watcher, jobs: int | None = None) -> Result:
    """Execute a plan and write all that a run leaves.

    Parameters
    ----------
    plan : Plan
        What to do.
    watcher : Watcher
        Who is told how it gets on.
    jobs : int, optional
        How many notebooks at a time.

    Raises
    ------
    UnreportsError
        If a document cannot be read; nothing is run or written then.
    ProjectError
        If the folder cannot be written, or another run is writing it.
    """
    started = datetime.now(UTC)
    corpora, doubts = read_corpora(plan)
    with _locked(plan.folder):
        earlier = read_manifest(plan.folder)
        skip_grammar()
        threading.Thread(target=_warm_up, daemon=True).start()
        outcomes = _refuse_shared(execute_plan(plan, watcher, jobs))
        from unreports.site.pages import write_site

        documents = document_records(order_corpora(plan, earlier), corpora, earlier)
        manifest = make_manifest(plan, outcomes, documents, earlier, started)
        for name in stale_files(earlier, manifest):
            (plan.folder / name).unlink(missing_ok=True)
        write_site(plan.folder, manifest, corpora.values())
        write_manifest(plan.folder, manifest)
    return Result(plan.folder, outcomes, doubts)


def _warm_up() -> None:
    """Import what the pages need while the kernels run: it takes seconds, and we only wait."""
    with suppress(ImportError):  # to be raised where it is needed
        for name in ("unreports.site.pages", "nbconvert", "bs4"):
            import_module(name)


def _refuse_shared(outcomes: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    """Fail a notebook that wrote a file which one before it writes too."""
    owner: dict[str, str] = {}
    settled = []
    for outcome in outcomes:
        shared = [file for file in outcome.files if file in owner]
        for file in outcome.files:
            owner.setdefault(file, outcome.notebook)
        if shared and outcome.failure is None:
            error = f"it writes {shared[0]}, which {owner[shared[0]]} writes too"
            outcome = replace(outcome, status="failed", failure=Failure(0, 0, "", error, error))
        settled.append(outcome)
    return tuple(settled)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Keep two runs from writing one folder at the same time.

    The lock is the system's, on an open file, so that it goes with the process however that ends.
    A folder that a run made is removed if that run is interrupted: it has no index.
    """
    lock = folder.parent / f".{folder.name}.lock"
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(lock, os.O_RDWR | os.O_CREAT)
    except OSError as error:
        raise _unwritable(folder, error) from None
    try:
        if not _take(handle, lock):
            raise ProjectError(
                "another run is writing this folder", where=folder, remedy="Wait until it ends."
            )
        try:
            with _kept_if_finished(folder):
                yield
        finally:
            with suppress(OSError):  # Windows removes no open file
                lock.unlink()
    finally:
        os.close(handle)


@contextmanager
def _kept_if_finished(folder: Path) -> Iterator[None]:
    made = not folder.exists()
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise _unwritable(folder, error) from None
    try:
        yield
    except (KeyboardInterrupt, SystemExit):
        if made:
            shutil.rmtree(folder, ignore_errors=True)
        raise


def _unwritable(folder: Path, error: OSError) -> ProjectError:
    return ProjectError(
        f"cannot write here ({error.strerror})", where=folder,
        remedy="Check the permissions and the space on the disk.",
    )  # fmt: skip


def _take(handle: int, lock: Path) -> bool:
    """Take the lock, unless another run has it or has just removed the file that we opened."""
    try:
        import fcntl
    except ImportError:  # Windows
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return os.path.samestat(os.fstat(handle), lock.stat())
    except OSError:
        return False
