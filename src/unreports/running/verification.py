"""Whether a run gives the same again: its folder compared with that of a rerun, file by file."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from unreports.files import sha256
from unreports.running.differences import ABSENT, Difference, find_difference
from unreports.running.provenance import provenance, same_kind
from unreports.site.downloads import BIBTEX, CSL, WORKBOOK

TOLERANCE = 1e-9  # for numbers, on another kind of machine than the run's
KINDS = {
    "notebooks": "notebook", "tables": "table", "figures": "figure", "models": "model",
    "html": "page", "assets": "asset", WORKBOOK: "workbook", BIBTEX: "reference list",
    CSL: "reference list",
}  # fmt: skip
_REPEATED = ("page", "asset", "workbook")  # made of the others: with a tolerance they say no more
_WHOLE = ("figure", "model")  # made of numbers that no tolerance can be held against
_PRESENT = "(a file)"


@dataclass(frozen=True)
class Verification:
    """What the comparison of a run with its rerun found.

    Parameters
    ----------
    differences : tuple of Difference
        The first of each file that differs: the notebooks, then what they wrote, in their order.
    compared : dict
        How many files of each kind were looked into.
    unlooked : dict
        How many files of each kind had only to be there.
    altered : tuple of str
        Files of the run that are no longer as its record says.
    """

    differences: tuple[Difference, ...]
    compared: dict[str, int]
    unlooked: dict[str, int]
    altered: tuple[str, ...] = ()


def choose_tolerance(manifest: dict[str, Any], wanted: float | None, host: dict[str, Any]) -> float:
    """Return the tolerance: what the user wants, or none on the kind of machine of the run."""
    if wanted is not None:
        return wanted
    return 0.0 if same_kind(manifest.get("host", {}), host) else TOLERANCE


def surroundings(manifest: dict[str, Any], root: Path) -> list[str]:
    """Say in what this installation differs from the one that made a run."""
    now, notes = provenance(root), []
    for name in ("unreports", "python"):
        if manifest.get(name) != now[name]:
            notes.append(f"made with {name} {manifest.get(name)}; here is {now[name]}")
    before, here = manifest.get("packages", {}), now["packages"]
    others = [n for n in sorted(before.keys() | here.keys()) if before.get(n) != here.get(n)]
    others = [name for name in others if name != "unreports"]
    if others:
        first = ", ".join(f"{n} {before.get(n)} (here {here.get(n)})" for n in others[:3])
        more = f" and {len(others) - 3} more" if len(others) > 3 else ""
        notes.append(f"made with other packages: {first}{more}")
    if not same_kind(manifest.get("host", {}), now["host"]):
        notes.append(
            f"made on another kind of machine: {_kind(manifest.get('host', {}))}; "
            f"this is {_kind(now['host'])}"
        )
    return notes


def _kind(host: dict[str, Any]) -> str:
    words = [str(host[key]) for key in ("system", "machine", "processor") if host.get(key)]
    return ", ".join(words) or "unknown"


def compare_runs(
    folder: Path, manifest: dict[str, Any], again: Path, repeated: dict[str, Any], tolerance: float
) -> Verification:
    """Compare a run with its rerun.

    Parameters
    ----------
    folder : Path
        The folder of the run.
    manifest : dict
        Its record.
    again : Path
        The folder of the rerun.
    repeated : dict
        The record of the rerun.
    tolerance : float
        0 to compare every file byte for byte. Otherwise numbers in notebooks and tables may differ
        by this share, figures and models have only to be there, and pages and the workbook, which
        repeat them, are left out. Reference lists have no such numbers and must be the same.
    """
    before, now = manifest["files"], repeated["files"]
    kept = manifest.get("kept")  # of a reference: the folders that it holds whole
    names = [
        name
        for name in {**before, **now}
        if name in before or kept is None or name.partition("/")[0] in kept
    ]
    if tolerance:
        names = [name for name in names if kind_of(name) not in _REPEATED]
    order = _order(manifest["notebooks"])
    last = len(order)
    kinds = list(KINDS.values())
    names.sort(  # what a notebook says comes before all that any of them wrote
        key=lambda name: (
            kind_of(name) != "notebook", order.get(name, last), kinds.index(kind_of(name))
        )
    )  # fmt: skip
    found: list[Difference] = []
    looked: Counter[str] = Counter()
    unlooked: Counter[str] = Counter()
    for name in names:
        (unlooked if tolerance and kind_of(name) in _WHOLE else looked)[kind_of(name)] += 1
        allowed = 0.0 if kind_of(name) == "reference list" else tolerance
        if difference := _compare(name, folder / name, again / name, allowed):
            found.append(difference)
    altered = [n for n in before if (folder / n).is_file() and sha256(folder / n) != before[n]]
    return Verification(tuple(found), dict(looked), dict(unlooked), tuple(altered))


def kind_of(name: str) -> str:
    """Return what a file of a run is; the index is a page."""
    return KINDS.get(name.partition("/")[0], "page")


def _order(notebooks: dict[str, Any]) -> dict[str, int]:
    """Number the files by the notebook that they come from."""
    order: dict[str, int] = {}
    for position, (name, record) in enumerate(notebooks.items()):
        files = [file for written in record["written"] for file in written["files"]]
        for file in (f"notebooks/{name}.ipynb", *files, f"html/{name}.html"):
            order[file] = position
    return order


def _compare(name: str, before: Path, now: Path, tolerance: float) -> Difference | None:
    if not (before.is_file() and now.is_file()):
        there = [_PRESENT if path.is_file() else ABSENT for path in (before, now)]
        return Difference(name, "", *there)
    return find_difference(name, before.read_bytes(), now.read_bytes(), tolerance)
