"""A run of all notebooks beside plain papermill, one notebook after the other.

    python benchmarks/runs.py [--rounds 3]

Both start from nothing (no earlier results, no documents kept) and execute the same notebooks with
the same parameters; ours also writes the pages. The best of the rounds counts, for other work on
the machine only ever adds time.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def make_project(folder: Path) -> Path:
    """Copy what a run reads, so that no earlier result is near."""
    root = folder / "project"
    shutil.rmtree(root, ignore_errors=True)
    for name in ("notebooks", "data"):
        shutil.copytree(ROOT / name, root / name)
    return root


def run_ours(root: Path, force: bool = False) -> None:
    command = [sys.executable, "-m", "unreports", "run", *(["--force"] if force else [])]
    subprocess.run(command, cwd=root, check=True, stdout=subprocess.DEVNULL)


def run_papermill(root: Path) -> None:
    """Execute each notebook with the command line of papermill."""
    out = root / "outputs" / "plain"
    out.mkdir(parents=True)
    surroundings = os.environ | {"UNREPORTS_PROJECT": str(root), "UNREPORTS_OUTPUT": str(out)}
    surroundings["UNREPORTS_CACHE"] = ""
    for path in sorted((root / "notebooks").glob("[0-9][0-9]*.ipynb")):
        command = [sys.executable, "-m", "papermill", path, out / path.name, "--cwd", root]
        command += ["-k", "python3", "--no-progress-bar"]
        subprocess.run(
            command, check=True, env=surroundings, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip


def seconds(action: Callable[[Path], object], root: Path) -> tuple[float, float]:
    """Return the seconds by the clock and of processor time that an action takes."""
    clock, before = time.perf_counter(), os.times()
    action(root)
    after = os.times()
    spent = (after.children_user + after.children_system) - (
        before.children_user + before.children_system
    )
    return time.perf_counter() - clock, spent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    measured: dict[str, list[tuple[float, float]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(rounds):
            plain = seconds(run_papermill, make_project(Path(folder)))
            measured.setdefault("papermill, one after the other", []).append(plain)
            root = make_project(Path(folder))
            measured.setdefault("unreports run, from nothing", []).append(seconds(run_ours, root))
            measured.setdefault("unreports run, unchanged", []).append(seconds(run_ours, root))
    best = {name: min(times) for name, times in measured.items()}
    slowest = best["papermill, one after the other"][0]
    print(f"{'':32s} seconds  processor  times as fast as papermill")
    for name, (clock, spent) in best.items():
        print(f"{name:32s} {clock:7.1f}  {spent:9.1f}  {slowest / clock:6.1f}")


if __name__ == "__main__":
    main()
