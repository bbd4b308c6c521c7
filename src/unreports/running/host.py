"""The process that does the work of a run, apart from the one that the user started.

It imports once what the notebooks import, reads the documents, has each notebook executed by a
worker forked from it, and writes the pages. The process that the user started imports none of
these libraries: it decides, tells and records. The two talk through one connection: a request is
the name of a function below and its arguments; a reply is its value, or the error that it raised.
"""

from __future__ import annotations

import contextlib
import gc
import os
import re
import signal
import sys
import traceback
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TYPE_CHECKING, Any

from unreports.errors import UnreportsError
from unreports.running.executed import Failure, Outcome
from unreports.running.kernels import die_with_parent
from unreports.running.light import skip_grammar
from unreports.running.worker import KILLED, Job, work
from unreports.temporary import temporary_folder

if TYPE_CHECKING:
    from unreports.corpus import Corpus
    from unreports.running.plan import Plan

_GRACE = 5.0  # seconds for a worker to shut its kernel down
# What every worker and kernel needs, whatever the notebook, and what the package imports late.
_ALWAYS = ("papermill", "papermill.clientwrap", "jupyter_client", "ipykernel_launcher",
           "ipykernel.kernelapp", "ipykernel.ipkernel", "matplotlib_inline")  # fmt: skip
# What comes before the answer to "execute": an outcome, or (notebook, cell that starts, cells).
Message = Outcome | tuple[str, int, int]
_LATE = {
    "unreports": ("unreports.running.output", "unreports.corpus"),
    "unreports.analysis": ("sklearn.feature_extraction.text", "simplemma"),
    "unreports.figures": ("matplotlib.backends.backend_svg", "matplotlib.backends.backend_pdf"),
}
_PAGES = ("nbconvert", "bs4", "xlsxwriter", "unreports.site.pages")


@dataclass(frozen=True)
class Reply:
    """The answer to a request: a value, or the error that it raised."""

    value: Any = None
    error: Exception | None = None


@dataclass
class _Worker:
    """A process, the way from it, and what it executes."""

    process: BaseProcess
    connection: Connection
    job: Job
    since: datetime

    def receive(self) -> Message:
        """Take what it says: a cell that starts, or the outcome; its death is one too."""
        try:
            message: Message = self.connection.recv()
        except (EOFError, OSError):
            self.process.join()
            self.job.target.unlink(missing_ok=True)
            error = f"the worker process died (code {self.process.exitcode}): {KILLED}"
            seconds = (datetime.now(UTC) - self.since).total_seconds()
            started = self.since.isoformat(timespec="seconds")
            message = Outcome(
                self.job.name, "failed", started, seconds, Failure(0, 0, "", error, error)
            )
        return message

    def end(self) -> None:
        """End it and its kernel, and wait until they have."""
        if self.process.is_alive():
            self.process.terminate()
        self.process.join(_GRACE)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        self.connection.close()


class Host:
    """What the requests are answered by.

    Parameters
    ----------
    connection : Connection
        The way to the process that the user started.
    forked : bool
        Whether workers and kernels are forked from this process, or start from nothing.
    temporary : Path
        A folder for what lasts as long as this process.
    """

    def __init__(self, connection: Connection, forked: bool, temporary: Path) -> None:
        self.connection, self.forked, self.temporary = connection, forked, temporary
        self.corpora: dict[str, Corpus] = {}

    def read(self, plan: Plan) -> tuple[dict[str, list[dict[str, Any]]], tuple[str, ...]]:
        """Read the documents; return a record of each, by corpus, and the doubts of reading."""
        from unreports.running.inputs import corpus_records, read_corpora

        self.corpora, doubts = read_corpora(plan)
        return {path: corpus_records(path, c) for path, c in self.corpora.items()}, doubts

    def load(self, notebooks: list[Path]) -> None:
        """Import what notebooks import, to be forked with it."""
        if not (self.forked and notebooks):
            return
        for name in (*_ALWAYS, *imported_modules(notebooks)):
            with contextlib.suppress(Exception):  # to be raised where it is needed
                import_module(name)
        gc.freeze()  # the collector would write to, and so copy, every page that is shared

    def execute(self, jobs: list[Job], count: int) -> None:
        """Execute notebooks, `count` at a time; each message goes on as it comes."""
        waiting, running = deque(jobs), list[_Worker]()
        try:
            while waiting or running:
                while waiting and len(running) < count:
                    running.append(self._start(waiting.popleft(), len(waiting), running))
                if not waiting:
                    _load_pages()
                for worker in self._ready(running):
                    message = worker.receive()
                    self.connection.send(message)
                    if isinstance(message, Outcome):
                        running.remove(worker)
                        worker.end()
        finally:
            for worker in running:
                worker.process.terminate()
            for worker in running:
                worker.end()

    def _start(self, job: Job, rest: int, others: list[_Worker]) -> _Worker:
        context: Any = get_context("fork" if self.forked else "spawn")
        ours, theirs = context.Pipe(duplex=False)
        log = self.temporary / f"{rest}.log"
        inherited = [self.connection, ours, *(other.connection for other in others)]
        process = context.Process(
            target=_work_forked if self.forked else work,
            args=(job, theirs, log, os.getpid(), inherited) if self.forked
            else (job, theirs, log, None),
        )  # fmt: skip
        process.start()
        theirs.close()
        self.connection.send((job.name, 0, 0))
        return _Worker(process, ours, job, datetime.now(UTC))

    def _ready(self, running: list[_Worker]) -> list[_Worker]:
        """Wait for the workers that have something to say, or have died."""
        sources: list[Any] = [worker.connection for worker in running]
        events = wait([self.connection, *sources, *(w.process.sentinel for w in running)])
        if self.connection in events:  # nothing is asked meanwhile: it was closed
            raise EOFError
        return [w for w in running if w.connection in events or w.process.sentinel in events]

    def write(self, folder: Path, manifest: dict[str, Any]) -> None:
        """Write the pages of a run."""
        from unreports.site.pages import write_site

        write_site(folder, manifest, self.corpora.values())


def imported_modules(notebooks: Iterable[Path]) -> tuple[str, ...]:
    """List what notebooks import of this package, and what that imports on first use.

    Other modules are imported by the notebooks themselves: what they may start (threads) or hold
    (files) is not known, and none of it may be forked.
    """
    found: dict[str, None] = {}
    for path in notebooks:
        for name in re.findall(r"\b(?:from|import)\s+(unreports[\w.]*)", path.read_text("utf-8")):
            found[name] = None
            parts = name.split(".")
            for depth in range(1, len(parts) + 1):
                found |= dict.fromkeys(_LATE.get(".".join(parts[:depth]), ()))
        for names in re.findall(r"from (unreports\.\w+) import ([^\"]+)", path.read_text("utf-8")):
            found |= {f"{names[0]}.{part}": None for part in re.findall(r"\w+", names[1])}
    return tuple(found)


def _load_pages() -> None:
    """Import what the pages need while the last notebooks run; nothing is forked after that."""
    skip_grammar()
    for name in _PAGES:
        with contextlib.suppress(ImportError):
            import_module(name)


def _work_forked(
    job: Job, connection: Connection, log: Path, parent: int, inherited: list[Connection]
) -> None:
    for other in inherited:
        other.close()
    work(job, connection, log, parent)


def main() -> None:
    """Answer the requests that come through a connection until it closes.

    The arguments: "forked" or "plain", the process that the user started, the connection, and other
    files that are kept open.
    """
    forked = sys.argv[1] == "forked"
    parent, handle, *held = map(int, sys.argv[2:])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that the user started decides
    signal.signal(signal.SIGTERM, _leave)
    die_with_parent(parent)
    if sys.platform != "win32":
        for file in (handle, *held):  # not for the programs that a notebook may start
            os.set_inheritable(file, False)
    connection = _open(handle)
    skip_grammar()
    with (
        temporary_folder("run") as folder,
        contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError),
    ):
        _stand_alone(folder)
        host = Host(connection, forked, folder)
        while True:
            name, *arguments = connection.recv()
            connection.send(_answer(host, name, arguments))


def _answer(host: Host, name: str, arguments: list[Any]) -> Reply:
    try:
        return Reply(getattr(host, name)(*arguments))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        raise
    except (UnreportsError, OSError) as error:
        return Reply(error=error)
    except Exception:
        return Reply(error=RuntimeError(traceback.format_exc()))


def _stand_alone(folder: Path) -> None:
    """Leave the user's folder and settings: what lies there is not imported by accident."""
    here = folder / "here"
    here.mkdir()
    os.chdir(here)
    sys.path[:] = [path for path in sys.path if Path(path).is_absolute()]
    (folder / "matplotlibrc").touch()
    os.environ["MATPLOTLIBRC"] = str(folder / "matplotlibrc")


def _open(handle: int) -> Connection:
    if sys.platform == "win32":
        from multiprocessing.connection import PipeConnection

        return PipeConnection(handle)  # type: ignore[return-value]
    return Connection(handle)


def _leave(number: int, frame: object) -> None:
    raise SystemExit(128 + number)
