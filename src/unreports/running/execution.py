"""Executing the notebooks of a plan in worker processes, and telling a watcher how they get on.

The workers are processes of our own rather than a pool of the library: a pool cannot end a job
that runs, and an interrupted run must leave no kernel behind.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import tempfile
import time
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

    def take(self, job: Job) -> None:
        """Hand it a job."""
        self.job, self.since = job, datetime.now(UTC)
        self.connection.send(job)

    def receive(self, job: Job) -> Outcome | tuple[str, int, int]:
        """Take what it says: a cell that starts, or the outcome; its death is one too."""
        try:
            message: Outcome | tuple[str, int, int] = self.connection.recv()
        except (EOFError, OSError):
            self.process.join()
            job.target.unlink(missing_ok=True)  # the result of an earlier run
            error = f"the worker process died (code {self.process.exitcode})"
            seconds = (datetime.now(UTC) - self.since).total_seconds()
            started = self.since.isoformat(timespec="seconds")
            failure = Failure(0, 0, "", error, error)
            message = Outcome(job.name, "failed", started, seconds, failure)
        if isinstance(message, Outcome):
            self.job = None
        return message


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
    with _Workers() as workers:
        for _ in range(jobs or default_jobs(len(waiting))):
            workers.start()
        while len(outcomes) < len(plan.tasks):
            for worker in workers.running:
                if worker.job is None and waiting:
                    job = waiting.popleft()
                    worker.take(job)
                    watcher.started(job.name)
            for worker, job in workers.ready():
                message = worker.receive(job)
                if isinstance(message, Outcome):
                    outcomes[job.name] = message
                    watcher.finished(message)
                    workers.replace_dead()
                else:
                    watcher.advanced(*message)
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
        places={label: str(path) for label, path in plan.places.items()},
        quiet=name != plan.project.speaker,
    )


class _Workers:
    """The worker processes; leaving the context ends them, whatever happened."""

    def __init__(self) -> None:
        self.running: list[_Worker] = []
        self.logs = tempfile.TemporaryDirectory(prefix="unreports-log-", ignore_cleanup_errors=True)

    def __enter__(self) -> _Workers:
        return self

    def start(self) -> None:
        """Start one more process; `spawn`, because a fork would take our threads' locks along."""
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        log = Path(self.logs.name) / f"{time.monotonic_ns()}.log"
        process = context.Process(target=serve, args=(theirs, log), daemon=True)
        with _interrupts_ignored():
            process.start()
        theirs.close()
        self.running.append(_Worker(process, ours))

    def ready(self) -> list[tuple[_Worker, Job]]:
        """Wait a moment for the workers that have something to say, or have died."""
        busy = [(worker, worker.job) for worker in self.running if worker.job]
        sources = [(worker.connection, worker.process.sentinel) for worker, _ in busy]
        events = set(wait([item for pair in sources for item in pair], _TICK))
        return [hit for hit, pair in zip(busy, sources, strict=True) if events & set(pair)]

    def replace_dead(self) -> None:
        """Put a new process in the place of each that died."""
        for worker in [w for w in self.running if not w.process.is_alive()]:
            worker.connection.close()
            self.running.remove(worker)
            self.start()

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        for worker in self.running:
            if kind is None:
                worker.connection.send(None)
            else:
                worker.process.terminate()
        for worker in self.running:
            worker.process.join(_GRACE)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
            worker.connection.close()
        self.logs.cleanup()


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
