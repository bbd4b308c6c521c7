"""The record of a run, `run.json`: what went in, with what, when, and what came out.

Times are here and nowhere else, so that every other file of a rerun is the same to the byte.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from unreports.errors import ProjectError
from unreports.files import sha256, write_text
from unreports.running.executed import Outcome
from unreports.running.plan import Plan, Task
from unreports.running.project import check_run_name
from unreports.running.provenance import provenance
from unreports.running.shape import EACH, fits
from unreports.site.downloads import DOWNLOADS

NAME = "run.json"
_WRITTEN = {"kind": str, "name": str, "caption": str, "files": [str], "alt?": str}
_FAILURE = {"cell": int, "cells": int, "source": str, "error": str, "traceback": str}
_INPUTS = {
    "source": str, "parameters": dict, "quiet": bool, "files": {EACH: {EACH: str}}, "package": str,
    "python": str, "packages": {EACH: str}, "lock": (str, type(None)),
}  # fmt: skip
_NOTEBOOK = {
    "title": str, "status": str, "started": str, "ended": str, "seconds": (int, float),
    "source": {"file": str, "sha256": str}, "parameters": dict, "given": [str], "changed": [str],
    "help": {EACH: str}, "failure": (dict, type(None)), "written": [_WRITTEN], "inputs": _INPUTS,
    "outputs": {EACH: str},
}  # fmt: skip
_DOCUMENT = {
    "symbol": str, "title": str, "language": str, "paragraphs": int, "words": int, "file": str,
    "sha256": str, "corpus": str, "date": object, "kind": object, "body": object,
    "other_symbols": object,
}  # fmt: skip
_SHAPE = {
    "run": str, "unreports": str, "python": str, "platform": str, "packages": {EACH: str},
    "host": {"system": str, "machine": str, "processor": str, "cores": int}, "seeds": {EACH: int},
    "code?": {"commit": str, "changed": bool}, "lock?": {"file": str, "sha256": str},
    "started": str, "ended": str, "seconds": (int, float), "complete": bool,
    "documents": [_DOCUMENT], "notebooks": {EACH: _NOTEBOOK}, "files": {EACH: str},
}  # fmt: skip
_FOLDERS = ("notebooks", "tables", "figures", "models", "html", "assets")


def read_manifest(folder: Path) -> dict[str, Any]:
    """Read the record of an earlier run in a folder; empty where there is none.

    Raises
    ------
    ProjectError
        If the file is damaged.
    """
    path = folder / NAME
    if not path.exists():
        return {"notebooks": {}, "documents": []}
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if _is_whole(content):
            return dict(content)
    except (ValueError, RecursionError, IsADirectoryError, ProjectError):
        pass
    raise ProjectError(
        "the record of an earlier run is damaged", where=path,
        remedy="Delete it, or the folder that it is in, and run again.",
    )  # fmt: skip


def _is_whole(content: Any) -> bool:
    """Whether a record has all that a run writes, so that nobody need look again."""
    if not fits(content, _SHAPE):
        return False
    check_run_name(content["run"])
    for record in content["notebooks"].values():
        datetime.fromisoformat(record["started"])
        if record["failure"] is not None and not fits(record["failure"], _FAILURE):
            return False
    return True


def make_manifest(
    plan: Plan, documents: list[dict[str, Any]], earlier: dict[str, Any], started: datetime
) -> dict[str, Any]:
    """Return the record as a run begins: the notebooks of earlier runs, the documents of this one.

    Parameters
    ----------
    plan : Plan
        What is to be run.
    documents : list of dict
        The documents of the corpora.
    earlier : dict
        The record before, for the notebooks that are not run now.
    started : datetime
        When the run started.
    """
    names = {notebook.name for notebook in plan.project.notebooks}
    return {
        "run": plan.run,
        **provenance(plan.project.root),
        "started": started.isoformat(timespec="seconds"),
        "ended": "",
        "seconds": 0.0,
        "complete": False,
        "documents": documents,
        "notebooks": {n: r for n, r in earlier["notebooks"].items() if n in names},
        "files": {},
    }


def notebook_record(task: Task, outcome: Outcome) -> dict[str, Any]:
    """Return what the record says of a notebook that was run."""
    return {
        "title": task.notebook.title,
        "status": outcome.status,
        "started": outcome.started,
        "ended": _later(outcome.started, outcome.seconds),
        "seconds": round(outcome.seconds, 1),
        "source": {
            "file": f"notebooks/{task.notebook.path.name}",
            "sha256": sha256(task.notebook.path),
        },
        "parameters": task.values,
        "given": sorted(task.given),
        "changed": [p.name for p in task.notebook.parameters if task.values[p.name] != p.default],
        "help": {parameter.name: parameter.help for parameter in task.notebook.parameters},
        "failure": asdict(outcome.failure) if outcome.failure else None,
        "written": list(outcome.written),
    }


def _later(started: str, seconds: float) -> str:
    return (datetime.fromisoformat(started) + timedelta(seconds=seconds)).isoformat(
        timespec="seconds"
    )


def write_manifest(folder: Path, manifest: dict[str, Any], started: datetime) -> None:
    """Write the record, with the digest of every file that the run's folder now holds."""
    ended = datetime.now(UTC)
    text = json.dumps(
        manifest
        | {
            "ended": ended.isoformat(timespec="seconds"),
            "seconds": round((ended - started).total_seconds(), 1),
            "files": file_digests(folder),
        },
        ensure_ascii=False,
        indent=1,
    )
    write_text(folder / NAME, text + "\n")


def file_digests(folder: Path) -> dict[str, str]:
    """Return the digest of every file that a run left in its folder."""
    files = sorted(path for name in _FOLDERS for path in (folder / name).glob("[!.]*"))
    files += [folder / name for name in ("index.html", *DOWNLOADS)]
    return {path.relative_to(folder).as_posix(): sha256(path) for path in files if path.is_file()}
