"""Reading a user's text, writing files whole or not at all, digests, cells that stay text."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path

from unreports.errors import UnreportsError

# A spreadsheet takes a cell that begins so for a formula, which may send the table's content to a
# stranger; the fullwidth forms count in some languages. OWASP, "CSV Injection".
_FORMULA = r"(?=[=+\-@\t\n\uff1d\uff0b\uff0d\uff20])"
# Where a cell begins, also in a country whose spreadsheets part cells at semicolons and see none of
# the quotes that a CSV file has around a text.
_BEGINNING = r"(\A|[;\t\n]\"*)"
_ALIVE = re.compile(_BEGINNING + _FORMULA)
_INERT = re.compile(f"{_BEGINNING}'{_FORMULA}")


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


def inert(text: str) -> str:
    """Put an apostrophe before what a spreadsheet that reads CSV would take for a formula.

    Examples
    --------
    >>> inert("=1+1"), inert("paix;=1+1"), inert("1 = 1; -2")
    ("'=1+1", "paix;'=1+1", '1 = 1; -2')
    """
    return _ALIVE.sub(r"\1'", text)


def revive(text: str) -> str:
    """Take away the apostrophes that `inert` put."""
    return _INERT.sub(r"\1", text) if "'" in text else text


def opens_formula(text: str) -> bool:
    """Whether a spreadsheet would take a text that is typed into it for a formula."""
    return re.match(_FORMULA, text) is not None
