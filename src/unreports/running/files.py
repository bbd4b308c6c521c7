"""Reading a user's text, writing files whole or not at all, and names safe on every system."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path

from unreports.errors import UnreportsError


def write_bytes(path: Path, content: bytes) -> None:
    """Write through a temporary file beside it, so that a reader never meets half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def write_text(path: Path, content: str) -> None:
    """Write UTF-8 with the line ends as they are given, whole or not at all."""
    write_bytes(path, content.encode("utf-8"))


def read_text(path: Path, where: str | Path) -> str:
    """Read a user's text file in UTF-8, with or without a byte order mark.

    Parameters
    ----------
    path : Path
        The file.
    where : str or Path
        What an error calls it.

    Raises
    ------
    UnreportsError
        It is a folder, is not text in UTF-8, or cannot be read.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except IsADirectoryError:
        problem = "this is a folder"
    except UnicodeDecodeError:
        problem = "this is no text in UTF-8"
    except OSError as error:
        problem = f"the file cannot be read ({error.strerror})"
    raise UnreportsError(problem, where=where, remedy="Name a text file, saved as UTF-8.")


def _umask() -> int:
    """Read the mask that mkstemp ignores; the system offers no way but to set it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def sha256(path: Path) -> str:
    """Return the digest of a file, as hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def page_name(symbol: str) -> str:
    """Return the name of a document's page, without `.html`; two symbols never share one.

    A slash becomes "_"; anything else but letters, digits, "." and "-" becomes "~" and its code,
    and so does a first character that is no letter (the pages of notebooks start with digits).

    Examples
    --------
    >>> page_name("A/75/345"), page_name("S/RES/2457 (2019)"), page_name("A_75")
    ('A_75_345', 'S_RES_2457~20~282019~29', 'A~5F75')
    """
    safe = re.sub(r"[^A-Za-z0-9./-]|^[0-9.-]", _escape, symbol)
    return safe.replace("/", "_")


def _escape(match: re.Match[str]) -> str:
    return "".join(f"~{byte:02X}" for byte in match[0].encode("utf-8"))
