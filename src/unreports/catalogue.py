"""The catalogue of a folder of documents: which file is which document, from where, on what terms.

A catalogue is a CSV file, either `<folder>.csv` beside the folder or `corpus.csv` inside it. A
folder whose files are named as the United Nations names them (`A_75_345-fr.txt`) needs none. Where
there is one, it and the folder must agree: a row without its file, a file without its row, or a
file that has changed since it was catalogued would each make a result that cannot be traced.
"""

from __future__ import annotations

import csv
import hashlib
import io
import os
import shutil
import warnings
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from unreports.errors import CatalogueError, SymbolError, UnreportsWarning
from unreports.files import inert, revive
from unreports.symbols import split_double, to_filename

SUFFIXES = (".txt", ".md", ".markdown")
# What looks like a document to a person and is none here, with what to do about it.
_UNREADABLE = {
    ".pdf": "save it as text, e.g. with `pdftotext -layout`",
    ".doc": "save it as plain text (UTF-8)",
    ".docx": "save it as plain text (UTF-8)",
    ".odt": "save it as plain text (UTF-8)",
    ".rtf": "save it as plain text (UTF-8)",
    ".htm": "save it as plain text (UTF-8)",
    ".html": "save it as plain text (UTF-8)",
    ".epub": "save it as plain text (UTF-8)",
    ".zip": "unpack it",
    ".gz": "unpack it",
}


@dataclass(frozen=True)
class Entry:
    """One row of the catalogue; `symbol` may be double ("A/75/345-S/2020/898")."""

    symbol: str
    language: str
    date: str
    title: str
    file: str
    source: str = ""
    rights: str = ""
    sha256: str = ""


COLUMNS = tuple(field.name for field in fields(Entry))


def document_files(folder: Path) -> list[Path]:
    """List the documents in a folder by name; hidden files and READMEs are not documents.

    Warns
    -----
    UnreportsWarning
        Where a report lies there in a form that is not read (PDF, DOCX ...), or in a subfolder.
    """
    for text in _left_out(folder):
        warnings.warn(text, UnreportsWarning, stacklevel=2)
    return _documents(folder)


def _documents(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if _is_document(path))


def _is_document(path: Path) -> bool:
    return (
        path.suffix.lower() in SUFFIXES
        and not path.name.startswith(".")
        and path.stem.lower() != "readme"
    )


def _left_out(folder: Path) -> list[str]:
    """Say which reports in a folder are not read, and why."""
    found = []
    for path in sorted(folder.iterdir()):
        remedy = _UNREADABLE.get(path.suffix.lower())
        if path.name.startswith("."):
            continue
        if path.is_dir() and any(map(_is_document, path.iterdir())):
            found.append(f"{path.name}/: a subfolder is not read; move its documents up.")
        elif remedy and not any(path.with_suffix(suffix).exists() for suffix in SUFFIXES):
            found.append(f"{path.name}: not read, for it is not text; {remedy}.")
    return found


def catalogue_path(folder: Path) -> Path | None:
    """Find the catalogue of a folder, or None where it has none."""
    for path in (folder.resolve().with_suffix(".csv"), folder / "corpus.csv"):
        if path.is_file():
            return path
    return None


def read_catalogue(path: Path) -> tuple[Entry, ...]:
    """Read and check a catalogue by itself: its columns, symbols and files.

    Raises
    ------
    CatalogueError
        A column is missing, a row is incomplete, a symbol is malformed or stands twice.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise CatalogueError(
            "the catalogue is not UTF-8", where=path, remedy="Save it as CSV UTF-8."
        ) from error
    reader = csv.DictReader(io.StringIO(text, newline=""))
    missing = [name for name in ("symbol", "file") if name not in (reader.fieldnames or [])]
    if missing:
        raise CatalogueError(
            f"the catalogue has no column {' and '.join(missing)}",
            where=path, line=1, remedy=f"Its columns are {', '.join(COLUMNS)}.",
        )  # fmt: skip
    entries: list[Entry] = []
    seen: dict[str, int] = {}
    for row in reader:
        entry = Entry(**{name: revive((row.get(name) or "").strip()) for name in COLUMNS})
        _check(entry, path, reader.line_num, seen)
        entries.append(entry)
    return tuple(entries)


def _check(entry: Entry, path: Path, line: int, seen: dict[str, int]) -> None:
    if not entry.symbol or not entry.file:
        raise CatalogueError(
            "a row needs a symbol and a file", where=path, line=line,
            remedy="Fill in both, or delete the row.",
        )  # fmt: skip
    if entry.file != Path(entry.file).name:
        raise CatalogueError(
            f"{entry.file!r} is not the name of a file in the folder", where=path, line=line,
            remedy="Give the name alone, without folders.",
        )  # fmt: skip
    try:
        symbols = split_double(entry.symbol)
    except SymbolError as error:
        raise CatalogueError(error.problem, where=path, line=line, remedy=error.remedy) from error
    for key in (entry.file, *symbols):
        if key in seen:
            raise CatalogueError(
                f"{key} stands twice, first on line {seen[key]}", where=path, line=line,
                remedy="A symbol names one document: delete one row, or keep translations "
                "of one document in folders of their own.",
            )  # fmt: skip
        seen[key] = line


def check_agreement(entries: tuple[Entry, ...], catalogue: Path, folder: Path) -> None:
    """Make sure that every row has its file, every file its row, and no file has changed.

    Raises
    ------
    CatalogueError
        Naming all the files or rows at fault.
    """
    present = {path.name: path for path in _documents(folder)}
    listed = {entry.file: entry for entry in entries}
    if absent := [name for name in listed if name not in present]:
        raise CatalogueError(
            f"no such file in {folder.name}/: {', '.join(absent)}", where=catalogue,
            remedy="Put the file there, or delete its row.",
        )  # fmt: skip
    if unlisted := [name for name in present if name not in listed]:
        raise CatalogueError(
            f"no row for {', '.join(unlisted)}", where=catalogue,
            remedy=f"Add it: unreports add {folder.name}/{unlisted[0]}",
        )  # fmt: skip
    for name, entry in listed.items():
        if entry.sha256 and entry.sha256 != sha256(present[name]):
            raise CatalogueError(
                "the file has changed since it was catalogued (its SHA-256 differs)",
                where=present[name],
                remedy=f"If the change is meant, record it: unreports add {folder.name}/{name}",
            )


def sha256(path: Path) -> str:
    """Give the SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_catalogue(path: Path, entries: tuple[Entry, ...]) -> None:
    """Write a catalogue whole, or not at all."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for entry in sorted(entries, key=lambda e: e.file):
        writer.writerow({name: inert(value) for name, value in asdict(entry).items()})
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.write_text(text.getvalue(), encoding="utf-8", newline="")
    temporary.replace(path)


def add_entry(file: Path, folder: Path, entry: Entry) -> Path:
    """Copy a document into a folder under its UN name and record it in the catalogue.

    A file that is already in the folder stays where it is and has its row renewed: what the row
    said of source and rights is kept.

    Parameters
    ----------
    file : Path
        The document, anywhere.
    folder : Path
        The folder of documents; its catalogue is made where there is none.
    entry : Entry
        What is known of the document; `file` and `sha256` are filled in here.

    Returns
    -------
    Path
        The file in the folder.

    Raises
    ------
    CatalogueError
        Another file has this symbol or this text, or another document this file name.
    """
    catalogue = catalogue_path(folder) or folder.resolve().with_suffix(".csv")
    entries = read_catalogue(catalogue) if catalogue.is_file() else ()
    in_place = file.resolve().parent == folder.resolve()
    name = file.name
    if not in_place:
        stem = to_filename(split_double(entry.symbol)[0])
        name = f"{stem}-{entry.language}{file.suffix.lower()}"
    _refuse_twin(file, entry, [other for other in entries if other.file != name])
    target = folder / name
    if not in_place and target.exists() and sha256(target) != sha256(file):
        raise CatalogueError(
            f"another document is in {folder.name}/ under the name {name}", where=file,
            remedy=f"Delete {folder.name}/{name} first, if this file is to replace it.",
        )  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    if not in_place:
        shutil.copyfile(file, target)
    known = {other.file: other for other in entries}
    before = known.get(name, entry)
    known[name] = replace(
        entry,
        file=name,
        sha256=sha256(target),
        source=entry.source or before.source,
        rights=entry.rights or before.rights,
    )
    write_catalogue(catalogue, tuple(known.values()))
    return target


def _refuse_twin(file: Path, entry: Entry, others: list[Entry]) -> None:
    """Refuse a document whose symbol or text the corpus has under another name."""
    symbols, digest = set(split_double(entry.symbol)), sha256(file)
    for other in others:
        same_text = other.sha256 == digest
        if same_text or symbols & set(split_double(other.symbol)):
            what = f"this very text, {other.symbol}," if same_text else entry.symbol
            raise CatalogueError(
                f"{what} is already in the corpus, as {other.file}", where=file,
                remedy=f"Delete {other.file} and its row first, if this file is to replace it.",
            )  # fmt: skip
