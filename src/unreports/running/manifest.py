"""The record of a run, `run.json`: what went in, with what, when, and what came out.

Times are here and nowhere else, so that every other file of a rerun is the same to the byte.
"""

from __future__ import annotations

import json
import platform
import re
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from unreports.errors import ProjectError
from unreports.files import sha256, write_text
from unreports.running.executed import Outcome
from unreports.running.plan import Plan, Task

NAME = "run.json"
_FOLDERS = ("notebooks", "tables", "figures", "html", "assets")


def read_manifest(folder: Path) -> dict[str, Any]:
    """Read the record of an earlier run in a folder; empty where there is none.

    Raises
    ------
    ProjectError
        If the file is damaged.
    """
    path = folder / NAME
    if not path.is_file():
        return {"notebooks": {}, "documents": []}
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        content["notebooks"], content["documents"]
    except (ValueError, KeyError, TypeError):
        raise ProjectError(
            "the record of an earlier run is damaged", where=path,
            remedy="Delete the file, or the folder, and run again.",
        ) from None  # fmt: skip
    return dict(content)


def make_manifest(
    plan: Plan,
    outcomes: Iterable[Outcome],
    documents: list[dict[str, Any]],
    earlier: dict[str, Any],
    started: datetime,
) -> dict[str, Any]:
    """Return the record: the notebooks of this run in place of their earlier ones.

    Parameters
    ----------
    plan : Plan
        What was to be run.
    outcomes : iterable of Outcome
        What came of it.
    documents : list of dict
        The documents of the corpora.
    earlier : dict
        The record before, for the notebooks that were not run now.
    started : datetime
        When the run started.
    """
    tasks = {task.notebook.name: task for task in plan.tasks}
    names = {notebook.name for notebook in plan.project.notebooks}
    notebooks = {n: r for n, r in earlier["notebooks"].items() if n in names}
    for outcome in outcomes:
        notebooks[outcome.notebook] = _notebook(tasks[outcome.notebook], outcome)
    ended = datetime.now(UTC)
    return {
        "run": plan.run,
        "unreports": metadata.version("unreports"),
        "python": platform.python_version(),
        "platform": platform.platform(),
        "packages": package_versions("unreports"),
        "started": started.isoformat(timespec="seconds"),
        "ended": ended.isoformat(timespec="seconds"),
        "seconds": round((ended - started).total_seconds(), 1),
        "documents": documents,
        "notebooks": dict(sorted(notebooks.items())),
        "files": {},
    }


def _notebook(task: Task, outcome: Outcome) -> dict[str, Any]:
    return {
        "title": task.notebook.title,
        "status": outcome.status,
        "started": outcome.started,
        "seconds": round(outcome.seconds, 1),
        "parameters": task.values,
        "changed": [p.name for p in task.notebook.parameters if task.values[p.name] != p.default],
        "help": {parameter.name: parameter.help for parameter in task.notebook.parameters},
        "failure": asdict(outcome.failure) if outcome.failure else None,
        "written": list(outcome.written),
    }


def write_manifest(folder: Path, manifest: dict[str, Any]) -> None:
    """Write the record, with the digest of every file that the run's folder now holds."""
    files = sorted(path for name in _FOLDERS for path in (folder / name).glob("[!.]*"))
    files += [path for path in (folder / "index.html",) if path.is_file()]
    digests = {path.relative_to(folder).as_posix(): sha256(path) for path in files}
    text = json.dumps(manifest | {"files": digests}, ensure_ascii=False, indent=1)
    write_text(folder / NAME, text + "\n")


def stale_files(earlier: dict[str, Any], manifest: dict[str, Any]) -> list[str]:
    """List what the notebooks wrote before and now nobody writes."""
    return sorted(_written(earlier) - _written(manifest))


def _written(manifest: dict[str, Any]) -> set[str]:
    records = (record for n in manifest["notebooks"].values() for record in n["written"])
    # The record is a file that anyone may edit: only what lies in these two folders is ours.
    return {
        file
        for record in records
        for file in record["files"]
        if re.fullmatch(r"(tables|figures)/[a-z0-9_-]+\.[a-z]+", file)
    }


def package_versions(package: str) -> dict[str, str]:
    """Return the installed versions of everything that a package needs, extras left out."""
    found: dict[str, str] = {}
    queue = [package]
    while queue:
        name = re.sub(r"[-_.]+", "-", queue.pop()).lower()
        if name in found:
            continue
        try:
            distribution = metadata.distribution(name)
        except metadata.PackageNotFoundError:  # for another platform or Python
            continue
        found[name] = distribution.version
        needs = (need for need in distribution.requires or [] if "extra ==" not in need)
        queue += [match[0] for need in needs if (match := re.match(r"[\w.-]+", need))]
    return dict(sorted(found.items()))
