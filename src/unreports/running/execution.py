"""Executing the notebooks of a plan in worker processes, and telling a watcher how they get on.

The workers are processes of our own rather than a pool of the library: a pool cannot end a job
that runs, and an interrupted run must leave no kernel behind.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import tempfile
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Protocol

from unreports.running.executed import Failure, Outcome
from unreports.running.plan import Plan, Task
from unreports.running.worker import Job, serve

_TICK = 0.2  # seconds between two looks at the clock of a running notebook
_GRACE = 5.0  # seconds for a worker to shut its kernel down


class Watcher(Protocol):
    """Who wants to know how a run gets on."""

    def started(self, notebook: str) -> None:
        """A notebook was handed to a worker."""

    def advanced(self, notebook: str, cell: int, cells: int) -> None:
        """A cell starts."""

    def finished(self, outcome: Outcome) -> None:
        """A notebook ended, well or not."""

    def tick(self) -> None:
        """Some time passed."""


@dataclass
class _Worker:
    """A process, the way to it, and the job it has in hand."""

    process: multiprocessing.process.BaseProcess
    connection: Connection
    job: Job | None = None
    since: datetime = field(default_factory=lambda: datetime.now(UTC))


def default_jobs(notebooks: int) -> int:
    """Return how many notebooks to execute at a time: as many as there are processors to use."""
    try:
        processors = len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS and Windows
        processors = os.cpu_count() or 1
    return max(1, min(processors, notebooks))


def execute_plan(plan: Plan, watcher: Watcher, jobs: int | None = None) -> tuple[Outcome, ...]:
    """Execute every notebook of a plan, in the order of the plan's tasks.

    A notebook that fails does not stop the others.

    Parameters
    ----------
    plan : Plan
        What to execute.
    watcher : Watcher
        Who is told.
    jobs : int, optional
        How many at a time; `default_jobs` says how many otherwise.

    Returns
    -------
    tuple of Outcome
        In the order of the tasks.

    Raises
    ------
    KeyboardInterrupt
        After all workers and kernels have ended.
    """
    waiting = deque(_job(plan, task) for task in plan.tasks)
    outcomes: dict[str, Outcome] = {}
    with _workers(jobs or default_jobs(len(waiting))) as workers:
        idle = list(workers)
        while waiting or len(idle) < len(workers):
            while waiting and idle:
                _hand(idle.pop(), waiting.popleft(), watcher)
            for worker, job in _ready(workers):
                outcome = _receive(worker, job, watcher)
                if outcome is None:
                    continue
                outcomes[outcome.notebook] = outcome
                watcher.finished(outcome)
                if worker.process.is_alive():
                    idle.append(worker)
                else:
                    workers.remove(worker)
                    if waiting and not workers:
                        raise RuntimeError("all worker processes died")
            watcher.tick()
    return tuple(outcomes[task.notebook.name] for task in plan.tasks)


def _job(plan: Plan, task: Task) -> Job:
    name = task.notebook.name
    return Job(
        name=name,
        source=task.notebook.path,
        target=plan.folder / "notebooks" / f"{name}.ipynb",
        given=task.given,
        root=plan.project.root,
        folder=plan.folder,
    )


def _hand(worker: _Worker, job: Job, watcher: Watcher) -> None:
    worker.job, worker.since = job, datetime.now(UTC)
    watcher.started(job.name)
    worker.connection.send(job)


def _ready(workers: list[_Worker]) -> list[tuple[_Worker, Job]]:
    """Wait a moment for the workers that have something to say, or have died."""
    busy = [worker for worker in workers if worker.job]
    events = set(wait([w.connection for w in busy] + [w.process.sentinel for w in busy], _TICK))
    return [
        (worker, worker.job)
        for worker in busy
        if worker.job and {worker.connection, worker.process.sentinel} & events
    ]


def _receive(worker: _Worker, job: Job, watcher: Watcher) -> Outcome | None:
    """Take what a worker says: a cell that starts, or the outcome."""
    try:
        message = worker.connection.recv()
    except (EOFError, OSError):
        worker.process.join()
        job.target.unlink(missing_ok=True)  # the result of an earlier run
        error = f"the worker process died (code {worker.process.exitcode})"
        message = Outcome(
            job.name,
            "failed",
            worker.since.isoformat(timespec="seconds"),
            (datetime.now(UTC) - worker.since).total_seconds(),
            Failure(0, 0, "", error, error),
        )
    if isinstance(message, Outcome):
        worker.job = None
        return message
    watcher.advanced(*message)
    return None


@contextmanager
def _workers(count: int) -> Iterator[list[_Worker]]:
    """Start the workers, and end them whatever happens."""
    context = multiprocessing.get_context("spawn")
    started: list[_Worker] = []
    with tempfile.TemporaryDirectory(prefix="unreports-log-", ignore_cleanup_errors=True) as logs:
        try:
            with _interrupts_ignored():
                for number in range(count):
                    ours, theirs = context.Pipe()
                    process = context.Process(
                        target=serve, args=(theirs, Path(logs) / f"{number}.log"), daemon=True
                    )
                    process.start()
                    theirs.close()
                    started.append(_Worker(process, ours))
            yield list(started)
            for worker in started:
                if worker.process.is_alive():
                    worker.connection.send(None)
        except BaseException:
            for worker in started:
                worker.process.terminate()
            raise
        finally:
            for worker in started:
                worker.process.join(_GRACE)
                if worker.process.is_alive():
                    worker.process.kill()
                    worker.process.join()
                worker.connection.close()


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """Start processes that Ctrl-C does not reach: this process decides when they end."""
    try:
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    except ValueError:  # not in the main thread, where no Ctrl-C arrives either
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
