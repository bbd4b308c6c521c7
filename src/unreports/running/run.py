"""A whole run: execute the notebooks, tidy their folder, write the pages and the record."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from unreports.errors import ProjectError
from unreports.running.executed import Failure, Outcome
from unreports.running.execution import Watcher, execute_plan
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
        What went wrong beside the notebooks, in words.
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
    ProjectError
        If the folder cannot be written, or another run is writing it.
    """
    started = datetime.now(UTC)
    with _locked(plan.folder):
        earlier = read_manifest(plan.folder)
        skip_grammar()
        threading.Thread(target=_warm_up, daemon=True).start()
        outcomes = _refuse_shared(execute_plan(plan, watcher, jobs))
        from unreports.running.pages import write_documents, write_pages

        corpora = _corpora(plan, earlier)
        documents, problems = write_documents(corpora, plan.project.root, plan.folder, plan.run)
        manifest = make_manifest(plan, outcomes, documents, earlier, started)
        for name in stale_files(earlier, manifest):
            (plan.folder / name).unlink(missing_ok=True)
        write_pages(plan.folder, manifest)
        _drop_stale_pages(plan.folder, manifest)
        write_manifest(plan.folder, manifest)
    return Result(plan.folder, outcomes, tuple(problems))


def _warm_up() -> None:
    """Import what the pages need while the kernels run: it takes seconds, and we only wait."""
    with suppress(ImportError):  # to be raised where it is needed
        for name in ("unreports.running.pages", "unreports.corpus", "nbconvert", "bs4"):
            import_module(name)


def _corpora(plan: Plan, earlier: dict[str, Any]) -> list[str]:
    """List the corpora of all notebooks in the folder: those run now, and those run before."""
    now = {task.notebook.name: task.values for task in plan.tasks}
    before = {name: record["parameters"] for name, record in earlier["notebooks"].items()}
    values = [(before | now)[name] for name in sorted(before | now)]
    return list(dict.fromkeys(str(v["corpus"]) for v in values if "corpus" in v))


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


def _drop_stale_pages(folder: Path, manifest: dict[str, Any]) -> None:
    from unreports.running.files import page_name

    kept = {f"{name}.html" for name in manifest["notebooks"]}
    kept |= {f"{page_name(record['symbol'])}.html" for record in manifest["documents"]}
    for path in (folder / "html").glob("*.html"):
        if path.name not in kept:
            path.unlink()


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Keep two runs from writing one folder at the same time.

    The lock is the system's, on an open file, so that it goes with the process however that ends.
    """
    lock = folder.parent / f".{folder.name}.lock"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(lock, os.O_RDWR | os.O_CREAT)
    except OSError as error:
        raise ProjectError(
            f"cannot write here ({error.strerror})", where=folder,
            remedy="Check the permissions and the space on the disk.",
        ) from None  # fmt: skip
    try:
        if not _take(handle):
            raise ProjectError(
                "another run is writing this folder", where=folder, remedy="Wait until it ends."
            )
        yield
    finally:
        os.close(handle)


def _take(handle: int) -> bool:
    try:
        import fcntl
    except ImportError:  # Windows
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
