"""One worker process: executes one notebook, in a kernel of its own.

papermill changes the working directory of its process and may die with its kernel's memory, so
each notebook has a process.
"""

from __future__ import annotations

import json
import math
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from types import FrameType
from typing import Any

from unreports.files import write_text
from unreports.running.executed import Failure, Outcome, find_failure, find_written, normalise
from unreports.running.kernels import die_with_parent, prepare_kernel, use_forked_kernels
from unreports.running.light import skip_grammar
from unreports.running.parameters import Value
from unreports.running.project import (
    CACHE_VARIABLE,
    NOTEBOOK_VARIABLE,
    OUTPUT_VARIABLE,
    PLACES_VARIABLE,
    PROJECT_VARIABLE,
    QUIET_VARIABLE,
)

KILLED = "out of memory, or stopped from outside; run again with more memory free, or with --jobs 1"
_LOG_LINES = 6
_PACKAGE = str(Path(__file__).parents[1])


@dataclass(frozen=True)
class Job:
    """What a worker needs to execute one notebook.

    Parameters
    ----------
    name : str
        The notebook's name.
    source : Path
        The notebook.
    given : dict
        The values to inject.
    root, folder : Path
        The folder of the project, and the one to write everything into.
    places : dict
        Where the paths outside the project are, by their names.
    quiet : bool
        Whether another notebook shows the doubts of reading.
    limit : float
        How many seconds a cell may take.
    cache : Path or None
        Where documents that were read before are kept.
    """

    name: str
    source: Path
    given: dict[str, Value]
    root: Path
    folder: Path
    places: dict[str, str]
    quiet: bool
    limit: float
    cache: Path | None = None

    @property
    def target(self) -> Path:
        """Where to put the executed notebook."""
        return self.folder / "notebooks" / f"{self.name}.ipynb"


def work(job: Job, connection: Connection, log: Path, parent: int | None) -> None:
    """Execute a job and send its outcome.

    Parameters
    ----------
    job : Job
        What to execute.
    connection : Connection
        Takes (name, number of the cell that starts, how many there are), then the outcome.
    log : Path
        Where the process writes what has no place in the notebook.
    parent : int or None
        The process from which this one is forked; None where it was started from nothing.
    """
    signal.signal(signal.SIGTERM, _leave)
    with log.open("ab") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    skip_grammar()
    with tempfile.TemporaryDirectory(dir=log.parent, ignore_cleanup_errors=True) as folder:
        temporary = Path(folder)
        _surround(job, temporary)
        if parent is not None:
            die_with_parent(parent)
            prepare_kernel()
            use_forked_kernels()
        connection.send(execute(job, temporary, log, connection.send))


def _leave(number: int, frame: FrameType | None) -> None:
    """Leave through every `finally`, so that the kernel is shut down."""
    raise SystemExit(128 + number)


def execute(
    job: Job, temporary: Path, log: Path, send: Callable[[tuple[str, int, int]], None]
) -> Outcome:
    """Execute one notebook and write it, also where it fails half-way.

    Parameters
    ----------
    job : Job
        What to execute.
    temporary : Path
        A folder for what the kernel needs and nobody keeps.
    log : Path
        Where the process writes what has no place in the notebook.
    send : callable
        Takes the name, the number of the cell that starts, and how many there are.
    """
    started, clock = datetime.now(UTC).isoformat(timespec="seconds"), time.perf_counter()
    position = log.stat().st_size
    try:
        notebook, trouble = _run(job, temporary, send)
    except Exception as error:  # the kernel did not start, ...
        notebook, trouble = None, error
    if trouble is not None:
        notebook = _marked(notebook or _read(job.source), trouble, _tail(log, position))
    content = _text(notebook, job, temporary)  # without papermill's own cells, not to be counted
    failed = find_failure(notebook)
    try:
        write_text(job.target, content)
    except OSError as error:  # the disk is full, ...
        text = f"the executed notebook cannot be written ({error.strerror})"
        failed = failed or Failure(0, 0, "", text, text)
    return Outcome(
        job.name,
        "failed" if failed else "done",
        started,
        time.perf_counter() - clock,
        failed,
        find_written(notebook),
    )


def _surround(job: Job, temporary: Path) -> None:
    """Give the kernel an empty working directory, and settings of its own instead of the user's."""
    for name in ("work", "ipython", "runtime"):
        (temporary / name).mkdir()
    os.environ.update(
        {
            PROJECT_VARIABLE: str(job.root),
            OUTPUT_VARIABLE: str(job.folder),
            NOTEBOOK_VARIABLE: job.name,
            PLACES_VARIABLE: json.dumps(job.places),
            CACHE_VARIABLE: str(job.cache or ""),
            QUIET_VARIABLE: "1" if job.quiet else "",
            "IPYTHONDIR": str(temporary / "ipython"),
            "JUPYTER_RUNTIME_DIR": str(temporary / "runtime"),
        }
    )


def _run(
    job: Job, temporary: Path, send: Callable[[tuple[str, int, int]], None]
) -> tuple[Any, Exception | None]:
    """Run papermill; return the notebook as far as it came, and what stopped it."""
    import papermill
    from papermill.engines import papermill_engines
    from papermill.exceptions import PapermillExecutionError

    engine = _make_engine(job, send)
    papermill_engines.register("unreports", engine)
    trouble: Exception | None = None
    try:
        papermill.execute_notebook(
            job.source,
            None,
            parameters=job.given,
            engine_name="unreports",
            kernel_name="python3",
            language="python",
            progress_bar=False,
            request_save_on_cell_execute=False,
            autosave_cell_every=0,
            cwd=temporary / "work",
            record_timing=False,
            coalesce_streams=True,
            shutdown_kernel="immediate",
            execution_timeout=math.ceil(job.limit),
            iopub_timeout=60,
        )
    except PapermillExecutionError as error:
        trouble = error
    return engine.notebook, trouble


def _make_engine(job: Job, send: Callable[[tuple[str, int, int]], None]) -> Any:
    """Make papermill's own engine tell its progress, keep its notebook and outlive its kernel."""
    from nbclient.exceptions import CellTimeoutError, DeadKernelError
    from nbformat.v4 import new_output
    from papermill.engines import NBClientEngine

    class Engine(NBClientEngine):  # type: ignore[misc]
        notebook: Any = None

        @classmethod
        def execute_managed_notebook(cls, manager: Any, kernel_name: str, **settings: Any) -> None:
            cls.notebook = manager.nb
            current: Any = None

            def tell(cell: Any, cell_index: int, **_: Any) -> None:
                nonlocal current
                current = cell
                send((job.name, cell_index + 1, len(manager.nb.cells)))

            try:
                super().execute_managed_notebook(
                    manager, kernel_name, on_cell_start=tell, **settings
                )
            except (DeadKernelError, CellTimeoutError) as error:
                if current is None:
                    raise
                name, reason = type(error).__name__, _reason(error, job)
                lines = [f"{name}: {reason}"]
                current.outputs.append(
                    new_output("error", ename=name, evalue=reason, traceback=lines)
                )

    return Engine


def _reason(error: Exception, job: Job) -> str:
    """Say why a cell did not end, and what to do."""
    if isinstance(error, TimeoutError):
        return (
            f"the cell was stopped at its time limit ({job.limit / 60:g} min); "
            "give it more with --timeout MINUTES, or less to do"
        )
    return f"the kernel died: {KILLED}"


def _text(notebook: Any, job: Job, temporary: Path) -> str:
    import nbformat

    home = str(Path.home())
    paths = {path: name for name, path in job.places.items()} | {_PACKAGE: "unreports"}
    paths |= {str(job.folder): ".", str(temporary): ".", str(job.root): ".", sys.prefix: "python"}
    paths |= {
        "~" + path.removeprefix(home): word
        for path, word in paths.items()
        if path.startswith(home + os.sep)
    }
    own = {cell.get("id") for cell in json.loads(job.source.read_bytes())["cells"]} - {None}
    return str(nbformat.writes(normalise(notebook, paths, own))) + "\n"


def _read(path: Path) -> Any:
    import nbformat

    return nbformat.v4.upgrade(nbformat.read(path, as_version=4))


def _marked(notebook: Any, trouble: Exception, log: str) -> Any:
    """Mark a notebook that never started with what stopped it, where nothing else says it."""
    from nbformat.v4 import new_code_cell, new_output

    if find_failure(notebook) is None:
        name, reason = type(trouble).__name__, str(trouble)
        lines = [*log.splitlines(), f"{name}: {reason}"]
        first = next((cell for cell in notebook.cells if cell.cell_type == "code"), None)
        if first is None:
            first = new_code_cell()
            notebook.cells.append(first)
        first.outputs = [new_output("error", ename=name, evalue=reason, traceback=lines)]
    return notebook


def _tail(log: Path, position: int) -> str:
    with log.open("rb") as file:
        file.seek(position)
        lines = file.read().decode("utf-8", "replace").strip().splitlines()
    return "\n".join(lines[-_LOG_LINES:])
