"""One worker process: executes notebooks, one after the other, each in a fresh kernel.

papermill changes the working directory of its process and takes seconds to import, so it lives
here and not in the process that the user started.
"""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import FrameType
from typing import Any

from unreports.files import write_text
from unreports.running.executed import Outcome, find_failure, find_written, normalise
from unreports.running.light import skip_grammar
from unreports.running.parameters import Value
from unreports.running.project import (
    NOTEBOOK_VARIABLE,
    OUTPUT_VARIABLE,
    PLACES_VARIABLE,
    PROJECT_VARIABLE,
    QUIET_VARIABLE,
)

_LOG_LINES = 6
_PACKAGE = str(Path(__file__).parents[1])

# The same surroundings for every kernel, whatever those of the user are.
_FIXED = {
    "PYTHONHASHSEED": "0",
    "SOURCE_DATE_EPOCH": "315532800",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
    "NUMEXPR_NUM_THREADS": "1",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
    "PYTHONUTF8": "1",
    "COLUMNS": "100",
    # Otherwise a kernel that the user installed elsewhere under the same name would be taken.
    "JUPYTER_PREFER_ENV_PATH": "1",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}
_UNSET = ("PYTHONSTARTUP", "IPYTHONDIR", "JUPYTER_PATH", "PYTHONINSPECT", "PYTHONWARNINGS")


@dataclass(frozen=True)
class Job:
    """What a worker needs to execute one notebook.

    Parameters
    ----------
    name : str
        The notebook's name.
    source, target : Path
        The notebook, and where to put the executed one.
    given : dict
        The values to inject.
    root, folder : Path
        The folders of the project and of the run.
    places : dict
        Where the paths outside the project are, by their names.
    quiet : bool
        Whether another notebook shows the doubts of reading.
    """

    name: str
    source: Path
    target: Path
    given: dict[str, Value]
    root: Path
    folder: Path
    places: dict[str, str]
    quiet: bool


def serve(connection: Connection, log: Path) -> None:
    """Execute the jobs that come through the connection until it brings None or closes."""
    signal.signal(signal.SIGTERM, _leave)
    threading.Thread(target=_follow_parent, daemon=True).start()
    with log.open("ab") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    _settle()
    skip_grammar()
    with contextlib.suppress(EOFError, BrokenPipeError):
        while (job := connection.recv()) is not None:
            connection.send(execute(job, log, connection.send))


def _follow_parent() -> None:
    """End with the process that the user started, even where it was killed outright."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)


def _leave(number: int, frame: FrameType | None) -> None:
    """Leave through every `finally`, so that the kernel is shut down."""
    raise SystemExit(128 + number)


def _settle() -> None:
    for name in _UNSET:
        os.environ.pop(name, None)
    os.environ.update(_FIXED)


def execute(job: Job, log: Path, send: Callable[[tuple[str, int, int]], None]) -> Outcome:
    """Execute one notebook and write it, also where it fails half-way.

    Parameters
    ----------
    job : Job
        What to execute.
    log : Path
        Where the process writes what has no place in the notebook.
    send : callable
        Takes the name, the number of the cell that starts, and how many there are.
    """
    started, clock = datetime.now(UTC).isoformat(timespec="seconds"), time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="unreports-", ignore_cleanup_errors=True) as folder:
        temporary = Path(folder)
        _surround(job, temporary)
        position = log.stat().st_size
        try:
            notebook, trouble = _run(job, temporary, send)
        except Exception as error:  # the kernel did not start, the disk is full, ...
            notebook, trouble = None, error
        if trouble is not None:
            notebook = _marked(notebook or _read(job.source), trouble, _tail(log, position))
    write_text(job.target, _text(notebook, job, temporary))
    return Outcome(
        job.name,
        "failed" if (failed := find_failure(notebook)) else "done",
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

    engine = _make_engine(job.name, send)
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
        )
    except PapermillExecutionError as error:
        trouble = error
    return engine.notebook, trouble


def _make_engine(name: str, send: Callable[[tuple[str, int, int]], None]) -> Any:
    """Make papermill's own engine tell its progress, keep its notebook and outlive its kernel."""
    from nbclient.exceptions import DeadKernelError
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
                send((name, cell_index + 1, len(manager.nb.cells)))

            try:
                super().execute_managed_notebook(
                    manager, kernel_name, on_cell_start=tell, **settings
                )
            except DeadKernelError:
                reason = "the kernel died: out of memory, or stopped from outside"
                lines = [f"DeadKernelError: {reason}"]
                current.outputs.append(
                    new_output("error", ename="DeadKernelError", evalue=reason, traceback=lines)
                )

    return Engine


def _text(notebook: Any, job: Job, temporary: Path) -> str:
    import nbformat

    home = str(Path.home())
    paths = {path: name for name, path in job.places.items()} | {_PACKAGE: "unreports"}
    paths |= {str(temporary): ".", str(job.root): ".", sys.prefix: "python"}
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
