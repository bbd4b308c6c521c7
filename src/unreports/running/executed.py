"""An executed notebook: what came of it, and its form without what differs from run to run.

Times, temporary paths, process numbers and the random id of the injected cell would make every
rerun another file; `normalise` takes them out, so that the same results are the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from unreports import errors
from unreports.site.cells import is_quiet_exit

INJECTED = "injected-parameters"
_ERROR_MARKER = "papermill-error-cell-tag"
_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_KERNEL_FILE = re.compile(r"[^\s\x1b]*ipykernel_\d+[/\\]\d+\.py")
_LAST_LINES = 6


@dataclass(frozen=True)
class Failure:
    """Where and how a notebook failed.

    Parameters
    ----------
    cell : int
        The cell's place in the notebook as its author sees it, from 1; 0 before the first cell.
    cells : int
        How many cells the notebook has.
    source : str
        What the cell says.
    error : str
        The last line: the kind of error and its message.
    traceback : str
        The last lines of the traceback, without colours.
    """

    cell: int
    cells: int
    source: str
    error: str
    traceback: str

    @property
    def message(self) -> str:
        """What one of our own errors says, meant for the user; "" for any other error."""
        kind, _, text = self.error.partition(": ")
        own = getattr(errors, kind, None)
        return text if isinstance(own, type) and issubclass(own, errors.UnreportsError) else ""


@dataclass(frozen=True)
class Outcome:
    """What came of one notebook.

    Parameters
    ----------
    notebook : str
        Its name.
    status : {"done", "failed", "interrupted"}
        Whether it ran to its end.
    started : str
        When, in ISO 8601 and UTC.
    seconds : float
        How long it took.
    failure : Failure or None
        Why it failed.
    written : tuple of dict
        The tables and figures that it wrote, as `Output` notes them.
    """

    notebook: str
    status: Literal["done", "failed", "interrupted"]
    started: str
    seconds: float
    failure: Failure | None = None
    written: tuple[dict[str, Any], ...] = ()

    @property
    def files(self) -> tuple[str, ...]:
        """The files that it wrote, relative to the folder of the run."""
        return tuple(file for record in self.written for file in record["files"])


def strip_ansi(text: str) -> str:
    """Take the colours out of a text meant for a terminal."""
    return _ANSI.sub("", text)


def normalise(notebook: Any, paths: Mapping[str, str], own_ids: Collection[str]) -> Any:
    """Take out what differs between two runs with the same result; changes the notebook.

    Parameters
    ----------
    notebook : NotebookNode
        As papermill leaves it.
    paths : mapping
        Absolute paths and what to write for them in messages and tracebacks.
    own_ids : collection of str
        The ids that the cells have in the notebook's file; others were made up at random.
    """
    cells = [c for c in notebook.cells if _ERROR_MARKER not in c.metadata.get("tags", [])]
    for position, cell in enumerate(cells):
        _normalise_cell(cell)
        if cell.get("id") not in own_ids:
            cell["id"] = INJECTED if is_injected(cell) else f"cell-{position}"
        for output in cell.get("outputs", []):
            _normalise_paths(output, paths)
        if "outputs" in cell:
            cell.outputs = _merge_streams(cell.outputs)
    notebook.cells = cells
    injected = notebook.metadata.get("papermill", {}).get("parameters", {})
    notebook.metadata["papermill"] = {"parameters": injected}
    return notebook


def _normalise_cell(cell: Any) -> None:
    for key in ("papermill", "execution"):
        cell.metadata.pop(key, None)
    if not cell.metadata.get("tags", True):
        del cell.metadata["tags"]


def _normalise_paths(output: Any, paths: Mapping[str, str]) -> None:
    def clean(text: str) -> str:
        text = _KERNEL_FILE.sub("cell", text)
        for path, word in paths.items():
            text = text.replace(path, word)
        return text

    if output.output_type == "stream":
        output.text = clean(output.text)
    elif output.output_type == "error":
        output.traceback = [clean(line) for line in output.traceback]
        output.evalue = clean(output.evalue)


def _merge_streams(outputs: list[Any]) -> list[Any]:
    """Join neighbouring streams, standard output first: their interleaving depends on timing."""
    merged: list[Any] = []
    for is_stream, group in groupby(outputs, key=lambda output: output.output_type == "stream"):
        members = list(group)
        if not is_stream:
            merged += members
            continue
        for name in ("stdout", "stderr"):
            same = [output for output in members if output.name == name]
            if same:
                same[0].text = "".join(output.text for output in same)
                merged.append(same[0])
    return merged


def is_injected(cell: Any) -> bool:
    """Whether papermill put the cell in, so that the author does not count it."""
    return INJECTED in cell.get("metadata", {}).get("tags", [])


def find_failure(notebook: Any) -> Failure | None:
    """Find the first cell that ended with an error."""
    own = [cell for cell in notebook.cells if not is_injected(cell)]
    for number, cell in enumerate(own, start=1):
        for output in cell.get("outputs", []):
            if output.output_type == "error" and not is_quiet_exit(output):
                lines = strip_ansi("\n".join(output.traceback)).strip().splitlines()
                error = f"{output.ename}: {output.evalue}".rstrip(": ")
                last = "\n".join(lines[-_LAST_LINES:])
                return Failure(number, len(own), cell.source, error, last)
    return None


def find_written(notebook: Any) -> tuple[dict[str, Any], ...]:
    """List the tables and figures that the notebook wrote, from the notes beside its outputs."""
    outputs = (output for cell in notebook.cells for output in cell.get("outputs", []))
    records = (output.get("metadata", {}).get("unreports") for output in outputs)
    return tuple(dict(record) for record in records if record)
