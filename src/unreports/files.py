"""Writing a file whole or not at all, and its digest."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path


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


def _umask() -> int:
    """Read the mask that mkstemp ignores; the system offers no way but to set it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def sha256(path: Path) -> str:
    """Return the digest of a file, as hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
