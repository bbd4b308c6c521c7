"""The run that the repository itself keeps: what visitors see, and what `make verify` compares."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

from unreports.errors import ProjectError
from unreports.files import write_bytes, write_text
from unreports.running.integrity import check_names, refuse_changed
from unreports.running.manifest import NAME
from unreports.running.project import REFERENCE, Project

KEPT = ("notebooks", "tables")


def keep_reference(project: Project, folder: Path, manifest: dict[str, Any]) -> Path:
    """Put a finished run in the place of the reference, but for what can be made from it.

    Kept are the executed notebooks, the tables, the figures that the README shows, and the record.

    Parameters
    ----------
    project : Project
        The project.
    folder : Path
        The folder of the run.
    manifest : dict
        Its record.

    Returns
    -------
    Path
        The folder of the reference.

    Raises
    ------
    ProjectError
        A notebook of the run failed; a file of it is gone or changed since; or its record names one
        that no run writes.
    """
    check_names(folder, manifest)
    if failed := [n for n, r in manifest["notebooks"].items() if r["status"] != "done"]:
        raise ProjectError(
            f"{', '.join(failed)} did not run to the end", where=folder,
            remedy="A reference is a run without failures: mend it, and run again.",
        )  # fmt: skip
    shown = _shown_figures(project.root / "README.md")
    files = {
        name: digest
        for name, digest in manifest["files"].items()
        if name.startswith(tuple(f"{part}/" for part in KEPT)) or name in shown
    }
    refuse_changed({name: folder / name for name in files}, files, folder.name)
    content = {name: (folder / name).read_bytes() for name in files}
    target = project.output_folder(REFERENCE)
    for part in (*KEPT, "figures"):
        shutil.rmtree(target / part, ignore_errors=True)
    for name, data in content.items():
        write_bytes(target / name, data)
    record = manifest | {"kept": list(KEPT), "files": files}
    write_text(target / NAME, json.dumps(record, ensure_ascii=False, indent=1) + "\n")
    return target


def _shown_figures(readme: Path) -> set[str]:
    if not readme.is_file():
        return set()
    pattern = rf"outputs/{REFERENCE}/(figures/[\w.-]+)"
    return set(re.findall(pattern, readme.read_text(encoding="utf-8")))
