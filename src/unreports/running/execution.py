"""Having the work of a run done by a process apart, and telling a watcher how it gets on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import Pipe
from typing import Any, NoReturn, Protocol

from unreports.errors import NotebookError
from unreports.running.executed import Outcome
from unreports.running.host import Message, Reply
from unreports.running.kernels import can_fork
from unreports.running.surroundings import fixed_surroundings
from unreports.running.unchanged import Decision
from unreports.running.worker import Job

_TICK = 0.2  # seconds between two looks at the clock of a running notebook
_GRACE = 15.0  # seconds for the process to end what it started
_START = "import sys; del sys.path[0]; from unreports.running.host import main; main()"


class Watcher(Protocol):
    """Who wants to know how a run gets on."""

    def decided(self, notebook: str, decision: Decision) -> None:
        """It is known whether a notebook runs, and why."""

    def started(self, notebook: str) -> None:
        """A notebook was handed to a worker."""

    def advanced(self, notebook: str, cell: int, cells: int) -> None:
        """A cell starts."""

    def finished(self, outcome: Outcome) -> None:
        """A notebook ended, well or not."""

    def tick(self) -> None:
        """Some time passed."""


def default_jobs(notebooks: int) -> int:
    """Return how many notebooks to execute at a time: as many as there are processors to use."""
    try:
        processors = len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS and Windows
        processors = os.cpu_count() or 1
    return max(1, min(processors, notebooks))


class Crew:
    """The process that does the work (`host.Host`), started at once; leaving the context ends it.

    Parameters
    ----------
    held : iterable of int
        Open files that it keeps open as long as it lives, such as that of a lock.
    """

    def __init__(self, *held: int) -> None:
        self.connection, theirs = Pipe()
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 - as long as the process
        handle = theirs.fileno()
        files: dict[str, Any] = {"pass_fds": (handle, *held)}
        if sys.platform == "win32":
            os.set_handle_inheritable(handle, True)
            files = {"close_fds": False}
        arguments = ["forked" if can_fork() else "plain", *map(str, (os.getpid(), handle, *held))]
        with _interrupts_ignored():
            self.process = subprocess.Popen(
                [sys.executable, "-c", _START, *arguments],
                env=fixed_surroundings(),
                stdin=subprocess.DEVNULL,
                stdout=self._log,
                stderr=self._log,
                **files,
            )
        theirs.close()

    def __enter__(self) -> Crew:
        return self

    def ask(self, name: str, *arguments: Any) -> None:
        """Send a request without waiting: the name of a method of `host.Host`, its arguments."""
        try:
            self.connection.send((name, *arguments))
        except OSError:
            self._died()

    def answer(self, tell: Callable[[Message], None], tick: Callable[[], None]) -> Any:
        """Wait for the answer to the first request that has none yet.

        Parameters
        ----------
        tell : callable
            Takes each message that comes before the answer.
        tick : callable
            Called several times a second.

        Raises
        ------
        NotebookError
            If the process dies.
        Exception
            What the request raised there.
        """
        while True:
            tick()
            try:
                if not self.connection.poll(_TICK):
                    continue
                message = self.connection.recv()
            except (EOFError, OSError):
                self._died()
            if not isinstance(message, Reply):
                tell(message)
            elif message.error is not None:
                raise message.error
            else:
                return message.value

    def _died(self) -> NoReturn:
        code = self.process.wait()
        self._log.seek(0)
        lines = self._log.read().decode("utf-8", "replace").strip().splitlines()
        last = f": {lines[-1]}" if lines else ""
        raise NotebookError(
            f"the process that executes the notebooks died (code {code}){last}",
            remedy="It was stopped from outside, or memory ran out. What was finished is kept: "
            "run again, perhaps with --jobs 1.",
        )

    def __exit__(self, *_: object) -> None:
        self.connection.close()
        with _interrupts_ignored():
            try:
                self.process.wait(_GRACE)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self._log.close()


def execute_jobs(
    crew: Crew, jobs: list[Job], count: int, watcher: Watcher, keep: Callable[[Outcome], None]
) -> None:
    """Have notebooks executed. One that fails does not stop the others.

    Parameters
    ----------
    crew : Crew
        Who does it.
    jobs : list of Job
        What to execute, in the order of their start.
    count : int
        How many at a time.
    watcher : Watcher
        Who is told.
    keep : callable
        Takes each outcome as soon as it is there.
    """

    def tell(message: Message) -> None:
        if isinstance(message, Outcome):
            keep(message)
            watcher.finished(message)
        elif message[2]:
            watcher.advanced(*message)
        else:
            watcher.started(message[0])

    crew.ask("execute", jobs, count)
    crew.answer(tell, watcher.tick)


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
