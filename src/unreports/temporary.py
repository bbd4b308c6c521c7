"""Folders for as long as a process works; the next one clears what a killed one left."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PREFIX = ".unreports-"  # hidden: what a user names so is not cleared
_YOUNG = 60.0  # seconds in which a folder may not have its lock yet


@contextmanager
def temporary_folder(purpose: str) -> Iterator[Path]:
    """Make a folder that goes at the end, or when a later process finds that nobody works in it.

    Its lock is the system's, so it goes with the last process that has inherited it.

    Parameters
    ----------
    purpose : str
        What it serves for, in its name.
    """
    _clear(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(
        prefix=f"{_PREFIX}{purpose}-", ignore_cleanup_errors=True
    ) as name:
        handle = _lock(Path(name))
        try:
            yield Path(name).resolve()
        finally:
            if handle is not None:
                os.close(handle)


def _clear(place: Path) -> None:
    for folder in place.glob(f"{_PREFIX}*"):
        with suppress(OSError):  # another user's, or another process was quicker
            if time.time() - folder.lstat().st_mtime < _YOUNG:
                continue
            handle = _lock(folder)
            if handle is not None:
                shutil.rmtree(folder, ignore_errors=True)
                os.close(handle)


def _lock(folder: Path) -> int | None:
    """Lock a folder of this user; None where another process has it, or no lock exists."""
    if sys.platform == "win32":
        return None
    import fcntl

    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        if os.fstat(handle).st_uid != os.getuid():
            raise PermissionError
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return None
    return handle
