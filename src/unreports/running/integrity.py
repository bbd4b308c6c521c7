"""Whether a run's files are those that its record names, before they are passed on.

A record may have been written by hand or by a stranger: the names in it are data. None may lead
out of the folder of the run, or out of the project.
"""

from __future__ import annotations

import re
from pathlib import Path, PureWindowsPath
from typing import Any

from unreports.errors import ProjectError
from unreports.files import sha256
from unreports.running.manifest import NAME
from unreports.running.project import run_command
from unreports.site.downloads import DOWNLOADS

_TOP = frozenset({"index.html", *DOWNLOADS})
_RESULT = re.compile(r"(?:notebooks|tables|figures|models|html|assets)/[^/.][^/]*")
_SOURCE = re.compile(r"notebooks/[^/]+\.ipynb")
_DOCUMENT = re.compile(r".+")


def check_names(folder: Path, manifest: dict[str, Any]) -> None:
    """Refuse a record whose names lead elsewhere than a run writes and reads.

    Parameters
    ----------
    folder : Path
        The folder of the run.
    manifest : dict
        Its record.

    Raises
    ------
    ProjectError
        With the first such name.
    """
    names = [name for name in manifest["files"] if name not in _TOP]
    notebooks = manifest["notebooks"]
    documents = [text for d in manifest["documents"] for text in (d["corpus"], d["file"])]
    written = [file for r in notebooks.values() for item in r["written"] for file in item["files"]]
    for pattern, found in (
        (_RESULT, [*names, *(f"notebooks/{name}" for name in notebooks), *written]),
        (_SOURCE, [record["source"]["file"] for record in notebooks.values()]),
        (_DOCUMENT, documents),
    ):
        for name in found:
            if not (pattern.fullmatch(name) and _stays_inside(name)):
                raise ProjectError(
                    f"the record names {name!r}, which no run writes or reads",
                    where=folder / NAME,
                    remedy=f"It was changed by hand. Run again: {run_command(folder.name)}",
                )


def _stays_inside(name: str) -> bool:
    """Whether a name leads no higher, on any system."""
    return not (
        "\\" in name or name.startswith("/") or ".." in name.split("/")
        or PureWindowsPath(name).drive or not name.isprintable()
    )  # fmt: skip


def refuse_changed(files: dict[str, Path], recorded: dict[str, str], run: str) -> None:
    """Refuse files that are gone, or no longer as they were.

    Parameters
    ----------
    files : dict
        Where each file lies, by its name.
    recorded : dict
        The digest of each.
    run : str
        The folder of the run in outputs/.

    Raises
    ------
    ProjectError
        With the first such file.
    """
    for name, path in files.items():
        problem = ""
        if not path.is_file():
            problem = "the file is gone since the run"
        elif sha256(path) != recorded[name]:
            problem = "the file has changed since the run (its SHA-256 differs)"
        if problem:
            raise ProjectError(
                problem, where=path, remedy=f"Put it back, or run again: {run_command(run)}"
            )
