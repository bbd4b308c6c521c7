"""Folders for as long as a process works."""

import fcntl
import os
import tempfile
from pathlib import Path

import pytest

from unreports.temporary import temporary_folder


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def make(folder: Path, age: float) -> Path:
    folder.mkdir()
    (folder / "left").touch()
    then = folder.stat().st_mtime - age
    os.utime(folder, (then, then))
    return folder


def test_it_goes_at_the_end(place: Path) -> None:
    with temporary_folder("test") as folder:
        (folder / "a").touch()
        assert folder.parent == place
    assert not list(place.iterdir())


def test_what_nobody_works_in_any_more_goes(place: Path) -> None:
    """Neither another program's folder, nor one that a process has locked or may be about to."""
    kept = [make(place / "other-run-1", 900), make(place / ".unreports-run-new", 1)]
    kept.append(make(place / ".unreports-run-works", 900))
    handle = os.open(kept[-1], os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    make(place / ".unreports-run-dead", 900)
    (place / ".unreports-link").symlink_to(kept[0])
    with temporary_folder("test") as folder:
        assert {*place.iterdir()} == {*kept, folder, place / ".unreports-link"}
    os.close(handle)
    assert (kept[0] / "left").is_file()
