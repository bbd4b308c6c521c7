"""A file on disk -> its text, its encoding and its hash; or one clear error.

UTF-8 is tried first. Bytes that are not UTF-8 are Windows-1252 when one of them lies in 0x80-0x9f
(there Latin-1 has only control characters) and Latin-1 otherwise. Every byte sequence is valid
Latin-1, so a text that decodes to something no report looks like is refused, not passed on.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from unreports.errors import ReadingError

_MAGIC = (
    (b"%PDF", "a PDF", "Save it as text first, e.g. with `pdftotext -layout`."),
    (b"%!PS", "a PostScript file", "Save it as text first, e.g. with `ps2ascii`."),
    (b"PK\x05\x06", "an empty ZIP file", "Name one document."),
    (b"PK\x03\x04", "a DOCX, ODT or ZIP file", "Save it as plain text (UTF-8) first."),
    (b"\xd0\xcf\x11\xe0", "an old Word document", "Save it as plain text (UTF-8) first."),
    (b"{\\rtf", "an RTF document", "Save it as plain text (UTF-8) first."),
    (b"\x89PNG", "a picture", "Recognise its text first."),
    (b"\xff\xd8\xff", "a picture", "Recognise its text first."),
    (b"\x1f\x8b", "a compressed file", "Uncompress it first."),
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAVE = "Save the report as UTF-8 text and try again."
# An escape that colours a terminal is whole, so it is cleaned, not a sign of damage.
_CONTROL = re.compile(
    "[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]|\x1b(?!\\[[0-?]{0,40}[ -/]{0,4}[@-~])"
)
# UTF-8 read as Latin-1 or Windows-1252, then saved again: "Ã©" for "é", "â€™" for "’".
_MOJIBAKE = re.compile("[ÃÂ][\x80-\xbfŒœŠšŽžŸƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]|â€[\x80-\xbf™œ“”¦˜]")
_HTML = re.compile(r"\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype html|html)", re.IGNORECASE)
# Mac Roman or an MS-DOS code page read as Windows-1252: "SecrŽtaire", "Secr‚taire".
_FOREIGN = re.compile("[a-z][‚„†‡ˆŠŒŽ‰][a-z]")
MANY = 5


@dataclass(frozen=True)
class Source:
    """A decoded file: its name, text, encoding (as Python names it) and SHA-256."""

    file: str
    text: str
    encoding: str
    sha256: str


def load(path: str | Path) -> Source:
    """Read and decode a file.

    Parameters
    ----------
    path : str or Path
        A text or Markdown file in UTF-8, UTF-16 or UTF-32 with a byte-order mark, Latin-1 or
        Windows-1252.

    Returns
    -------
    Source
        The text is as stored; nothing is cleaned yet.

    Raises
    ------
    ReadingError
        For a missing file, a folder, an empty or binary file, an unknown encoding, or text that
        was decoded wrongly before.
    """
    path = Path(path)
    if path.is_dir():
        raise ReadingError(
            "this is a folder, not a file", where=path, remedy="Name one document in it."
        )
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise ReadingError(
            "there is no such file", where=path, remedy="Check the name and the folder."
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ReadingError(
            f"the file cannot be opened ({reason})", where=path, remedy="Check its permissions."
        ) from error
    text, encoding = decode(data, where=path)
    return Source(path.name, text, encoding, hashlib.sha256(data).hexdigest())


def decode(data: bytes, *, where: str | Path | None = None) -> tuple[str, str]:
    """Decode bytes to text, or say why they are not a report.

    Parameters
    ----------
    data : bytes
    where : str or Path, optional
        The file to name in an error.

    Returns
    -------
    tuple of str
        The text and the name of its encoding.

    Examples
    --------
    >>> decode("Résumé".encode("latin-1"))
    ('Résumé', 'iso-8859-1')
    >>> decode("l’été".encode("cp1252"))
    ('l’été', 'cp1252')
    """
    for magic, what, remedy in _MAGIC:
        if data[:64].lstrip().startswith(magic):
            raise ReadingError(f"this is {what}, not text", where=where, remedy=remedy)
    text, encoding = _decode(data, where)
    if not any(map(str.isalnum, text)) and not _CONTROL.search(text):
        raise ReadingError(
            "the file is empty: it holds no word", where=where, remedy="Save the report again."
        )
    _check(text, where)
    return text, encoding


def _decode(data: bytes, where: str | Path | None) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError as error:
                line = data.count(b"\n", 0, error.start) + 1
                raise ReadingError(
                    f"the file starts as {encoding} but is not",
                    where=where,
                    line=line,
                    remedy=_SAVE,
                ) from error
    if b"\0" in data:
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        raise ReadingError("this is a binary file, not text", where=where, line=line, remedy=_SAVE)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        return _single_byte(data, data.count(b"\n", 0, error.start) + 1, where)


def _single_byte(data: bytes, line: int, where: str | Path | None) -> tuple[str, str]:
    high = sum(byte >= 0x80 for byte in data)
    letters = sum(byte >= 0x80 or chr(byte).isalpha() for byte in data)
    encoding = "cp1252" if any(0x80 <= byte <= 0x9F for byte in data) else "iso-8859-1"
    try:
        # French has one accented letter in twenty-five; another script, nearly all.
        if high > 20 and high > letters / 4:
            raise ValueError("too many bytes above 0x7f for a Western European text")
        text = data.decode(encoding)
        if len(_FOREIGN.findall(text)) >= 3:
            raise ValueError("signs inside words that no Western European text has there")
        return text, encoding
    except ValueError as error:
        raise ReadingError(
            "the encoding is unknown: not UTF-8, Windows-1252 or Latin-1",
            where=where,
            line=line,
            remedy=_SAVE,
        ) from error


def _check(text: str, where: str | Path | None) -> None:
    """Refuse text that is not what its author wrote."""
    if _HTML.match(text):
        raise ReadingError(
            "this is a web page (HTML), not text", where=where, remedy="Save the document as text."
        )
    troubles = (
        (_CONTROL, max(MANY, len(text) // 500), "the text is full of control characters"),
        (_MOJIBAKE, 3, "the text was decoded wrongly before it was saved"),
        (re.compile("\ufffd"), MANY, "characters were lost before the text was saved"),
    )
    for pattern, allowed, problem in troubles:
        found = [match.start() for match in pattern.finditer(text)]
        if len(found) >= allowed:
            sample = text[found[0] : found[0] + 2]
            raise ReadingError(
                f"{problem} ({len(found)} places, the first {sample!a})",
                where=where,
                line=text.count("\n", 0, found[0]) + 1,
                remedy=_SAVE,
            )
