"""Running the command line as a user does, and looking at the processes that it leaves."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

COMMAND = [sys.executable, "-m", "unreports", "run"]


def start(root: Path, *arguments: str, **settings: Any) -> subprocess.Popen[str]:
    """Start a run of the project in `root`."""
    return subprocess.Popen(
        [*COMMAND, *arguments],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **settings,
    )


def run(root: Path, *arguments: str, **settings: Any) -> tuple[int, str, str]:
    """Run the project in `root`; return the code, and what was said on both streams."""
    with start(root, *arguments, **settings) as process:
        out, error = process.communicate(timeout=240)
    return process.returncode, out, error


def record(root: Path) -> dict[str, Any]:
    """Read run.json of the run without a name; {} where there is none."""
    path = root / "outputs" / "default" / "run.json"
    return json.loads(path.read_text("utf-8")) if path.is_file() else {}


def results(root: Path, name: str = "default") -> dict[str, bytes]:
    """Read every file of a run but its record."""
    folder = root / "outputs" / name
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "run.json"
    }


def wait_for(condition: Callable[[], object], seconds: float = 120) -> None:
    """Wait until something has come about."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.02)


def alive(process: int) -> bool:
    """Whether a process runs; one that ended but was not yet collected does not."""
    try:
        os.kill(process, 0)
        state = Path(f"/proc/{process}/stat")
        return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False
