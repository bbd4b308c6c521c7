"""What was computed from a document, kept by content so that it is not computed again.

An entry is plain JSON with a digest of itself before it, written whole or not at all: one that is
damaged is computed again, and nothing in it is ever executed. Entries lie under the digest of this
package's source, so another version of the program never reads them.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_LIMIT = 500_000_000  # bytes that are kept; the oldest entries beyond go
_DIGITS = 16  # of the digest of the source, in the name of a folder


@cache
def source_digest() -> str:
    """Return the SHA-256 of this package's files, word lists included."""
    home = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted(home.rglob("*")):
        if path.is_file() and path.suffix != ".pyc" and not path.name.startswith("."):
            digest.update(path.relative_to(home).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


@dataclass(frozen=True)
class Store:
    """A folder of entries.

    Parameters
    ----------
    home : Path
        The folder; it is made when something is kept.
    """

    home: Path

    @property
    def folder(self) -> Path:
        """Where the entries of this version of the program are."""
        return self.home / source_digest()[:_DIGITS]

    def get(self, kind: str, key: list[str], make: Callable[[], Any]) -> Any:
        """Return what is kept under a key, or make it and keep it.

        Parameters
        ----------
        kind : str
            What it is, a word.
        key : list of str
            All that it depends on, beside the source of this package.
        make : callable
            Computes it: lists, dictionaries with texts as keys, texts, numbers, booleans, None.
        """
        name = hashlib.sha256(json.dumps([kind, *key]).encode()).hexdigest()
        path = self.folder / f"{kind}-{name[:32]}.json"
        with contextlib.suppress(OSError, ValueError):
            digest, _, content = path.read_bytes().partition(b"\n")
            if hashlib.sha256(content).hexdigest().encode() == digest:
                return json.loads(content)
        value = make()
        with contextlib.suppress(OSError):  # without room, or the right to write, nothing is kept
            _write(path, json.dumps(value, separators=(",", ":")).encode())
        return value

    def prune(self) -> None:
        """Remove the entries of other versions, and the oldest where there are too many."""
        with contextlib.suppress(OSError):
            for folder in self.home.iterdir():
                if folder != self.folder:
                    shutil.rmtree(folder, ignore_errors=True)
            kept = 0
            entries = [(path.stat(), path) for path in self.folder.iterdir()]
            for status, path in sorted(entries, key=lambda entry: -entry[0].st_mtime):
                kept += status.st_size
                if kept > _LIMIT:
                    path.unlink(missing_ok=True)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(hashlib.sha256(content).hexdigest().encode() + b"\n" + content)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
