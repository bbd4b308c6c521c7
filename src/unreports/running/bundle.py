"""A finished run in one zip, with a description of it as an RO-Crate.

The same run gives the same zip: fixed times, sorted names. What the run stood on must still be as
it was: a notebook or a document that has changed since would be described as what it is not.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from unreports.catalogue import Entry, catalogue_path, read_catalogue
from unreports.errors import ProjectError
from unreports.files import write_bytes
from unreports.running.crate import METADATA, describe, place_of, source_place
from unreports.running.integrity import check_names, refuse_changed
from unreports.running.manifest import NAME
from unreports.running.project import Project
from unreports.running.provenance import LOCK
from unreports.site.downloads import WORKBOOK
from unreports.site.references import page_name

# The terms under which a document may be passed on, as the column `rights` begins.
_FREE = re.compile(r"(public domain|domaine public|CC0|CC[ -]BY|free\b|libre\b)", re.IGNORECASE)
# With the workbook, a document's page and its search, where its whole text is.
_TEXTS = "tables/paragraphs.csv"
_PAPERS = ("CITATION.cff", "LICENSE", LOCK)
_TIME = (1980, 1, 1, 0, 0, 0)  # the first that a zip can write


@dataclass(frozen=True)
class Bundle:
    """A bundle that was written.

    Parameters
    ----------
    path : Path
        The zip.
    files : int
        How many files it has.
    left_out : tuple of tuple of str
        Each document that is named only, and why.
    """

    path: Path
    files: int
    left_out: tuple[tuple[str, str], ...]


def write_bundle(
    project: Project, folder: Path, manifest: dict[str, Any], *, force: bool = False
) -> Bundle:
    """Write `outputs/<run>.zip`.

    Parameters
    ----------
    project : Project
        The project.
    folder : Path
        The folder of the run.
    manifest : dict
        Its record.
    force : bool
        Whether to bundle a run in which a notebook failed, too.

    Raises
    ------
    ProjectError
        A notebook failed; a result, a notebook, a document or the lock is no longer what it was; or
        the record names a file outside the run and the project.
    """
    check_names(folder, manifest)
    failed = [name for name, record in manifest["notebooks"].items() if record["status"] != "done"]
    if failed and not force:
        raise ProjectError(
            f"{', '.join(failed)} did not run to the end", where=folder,
            remedy="Mend it and run again, or bundle it as it is with --force.",
        )  # fmt: skip
    files = {name: folder / name for name in manifest["files"]}
    recorded = dict(manifest["files"])
    for record in manifest["notebooks"].values():
        files[source_place(record)] = project.root / record["source"]["file"]
        recorded[source_place(record)] = record["source"]["sha256"]
    entries = _entries(project, manifest)
    left_out = []
    for document in manifest["documents"]:
        reason = _kept_back(document, entries)
        if reason:
            left_out.append((document["symbol"], reason))
            page = page_name(document["symbol"])
            whole = (_TEXTS, WORKBOOK, f"html/{page}.html", f"assets/data-text-{page}.js",
                     f"assets/data-words-{page}.js")  # fmt: skip
            for name in whole:
                files.pop(name, None)
            continue
        files[place_of(document)] = project.root / place_of(document)
        recorded[place_of(document)] = document["sha256"]
    if lock := manifest.get("lock"):
        files[LOCK], recorded[LOCK] = project.root / LOCK, lock["sha256"]
    refuse_changed(files, recorded, folder.name)
    files |= {name: project.root / name for name in _PAPERS if (project.root / name).is_file()}
    files[NAME] = folder / NAME
    content = {name: path.read_bytes() for name, path in files.items()}
    graph = describe(manifest, content, entries, _citation(project.root))
    content[METADATA] = (json.dumps(graph, ensure_ascii=False, indent=1) + "\n").encode()
    target = folder.with_name(f"{folder.name}.zip")
    write_bytes(target, _zipped(content))
    return Bundle(target, len(content), tuple(left_out))


def _entries(project: Project, manifest: dict[str, Any]) -> dict[str, Entry]:
    """Find the rows of the catalogues for the documents of a run, by file."""
    found: dict[str, Entry] = {}
    for corpus in dict.fromkeys(document["corpus"] for document in manifest["documents"]):
        folder = project.root / corpus
        if not corpus.startswith(".../") and (path := catalogue_path(folder)):
            found |= {f"{corpus}/{entry.file}": entry for entry in read_catalogue(path)}
    return found


def _kept_back(document: dict[str, Any], entries: dict[str, Entry]) -> str:
    """Say why a document is named only; "" where it may be passed on."""
    if document["corpus"].startswith(".../"):
        return "it lies outside the project"
    entry = entries.get(place_of(document))
    if entry is None or not entry.rights:
        return "no catalogue says on what terms it may be passed on"
    return "" if _FREE.match(entry.rights) else f"its rights are: {entry.rights}"


def _citation(root: Path) -> dict[str, Any]:
    path = root / "CITATION.cff"
    if not path.is_file():
        return {}
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError):
        found = None
    if not isinstance(found, dict):
        raise ProjectError(
            "the file is not YAML in UTF-8", where=path,
            remedy="See citation-file-format.github.io for its form.",
        )  # fmt: skip
    return found


def _zipped(content: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(content):
            info = zipfile.ZipInfo(name, _TIME)
            info.external_attr = 0o644 << 16
            info.create_system = 3  # Unix, wherever it is written
            archive.writestr(info, content[name], zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
