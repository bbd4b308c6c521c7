"""The commands on runs that are finished: repeat, compare, keep and bundle them.

As in `cli`, imports that cost time stand inside the commands.
"""

from __future__ import annotations

import signal
import sys
import tempfile
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, NoReturn

import click

if TYPE_CHECKING:
    from unreports.running.plan import Plan
    from unreports.running.run import Result
    from unreports.running.verification import Verification

DIFFERENT = 1
_SHOWN = 10  # differences that are listed


def carry_out(plan: Plan, jobs: int | None) -> Result:
    """Execute a plan and show how it gets on."""
    from unreports.running.run import carry_out

    signal.signal(signal.SIGTERM, _terminated)
    with _progress(plan) as watcher:
        return carry_out(plan, watcher, jobs)


def _terminated(number: int, frame: FrameType | None) -> NoReturn:
    """End through every `finally`, so that no kernel is left behind."""
    raise SystemExit(128 + number)


def _progress(plan: Plan) -> Any:
    from unreports.running.progress import LiveProgress, PlainProgress

    if not sys.stdout.isatty():
        return PlainProgress(click.echo)
    from rich.console import Console

    return LiveProgress(Console(), [task.notebook.name for task in plan.tasks])


def near(path: Path) -> str:
    """Write a path from where the user is, where that is shorter."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


@click.command()
@click.argument("run", required=False)
@click.option(
    "--tolerance", type=click.FloatRange(min=0, max=0.1), metavar="SHARE",
    help="By which share of its size a number may differ. Without it: none on the kind of machine "
    "that made the run, 1e-9 on another.",
)  # fmt: skip
@click.option(
    "--set", "settings", multiple=True, metavar="NAME=PATH",
    help="Where a folder or file outside the project is. Repeatable.",
)  # fmt: skip
@click.option(
    "--jobs", type=click.IntRange(min=1), metavar="N", help="How many notebooks at a time."
)
def verify(
    run: str | None, tolerance: float | None, settings: tuple[str, ...], jobs: int | None
) -> None:
    """Run again into a temporary folder, and compare.

    RUN is a folder in outputs/ (default). Without a tolerance every file must be the same to the
    byte. With one, numbers in notebooks and tables may differ by it, or by one in the last digit
    printed; figures have only to be there; pages are made of these and left out.

    \b
    Examples:
      unreports verify
      unreports verify reference --tolerance 1e-9
      unreports verify mine --set corpus=path/to/folder
    """
    from dataclasses import replace

    from unreports.running.manifest import read_manifest
    from unreports.running.project import find_project
    from unreports.running.provenance import host_facts
    from unreports.running.repeat import find_run, plan_again
    from unreports.running.verification import choose_tolerance, compare_runs, surroundings

    project = find_project(Path.cwd())
    folder, manifest = find_run(project, run)
    plan = plan_again(project, folder, manifest, settings=settings, directory=Path.cwd())
    share = choose_tolerance(manifest, tolerance, host_facts())
    for note in surroundings(manifest, project.root):
        click.echo(f"{near(folder)}: {note}")
    click.echo(_manner(share))
    with tempfile.TemporaryDirectory(prefix="unreports-verify-") as temporary:
        again = Path(temporary).resolve() / folder.name
        carry_out(replace(plan, into=again), jobs)
        found = compare_runs(folder, manifest, again, read_manifest(again), share)
    _tell(folder, found)
    if found.differences:
        sys.exit(DIFFERENT)


def _manner(tolerance: float) -> str:
    if not tolerance:
        return "Compared byte for byte."
    return (
        f"Compared with a tolerance: numbers in notebooks and tables may differ by {tolerance:g} "
        "of their size or one in the last digit printed; figures have only to be there; pages are "
        "left out."
    )


def _tell(folder: Path, found: Verification) -> None:
    click.echo()
    for name in found.altered:
        click.echo(f"{near(folder / name)}: changed after the run (its SHA-256 is another)")
    counts = ", ".join(_count(number, kind) for kind, number in found.compared.items())
    if found.unlooked:
        there = ", ".join(_count(number, kind) for kind, number in found.unlooked.items())
        counts += f"; not looked into: {there}"
    if not found.differences:
        click.echo(f"The same again: {counts}.")
        return
    for difference in found.differences[:_SHOWN]:
        click.echo(str(difference))
    if (more := len(found.differences) - _SHOWN) > 0:
        click.echo(f"... and {_count(more, 'file')} more")
    click.echo(f"\nDifferent: {_count(len(found.differences), 'file')}. Compared: {counts}.")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


@click.command()
@click.argument("run", required=False)
def reference(run: str | None) -> None:
    """Keep a run in outputs/reference, for all to see and to verify against.

    RUN is a folder in outputs/ (default). Kept are its notebooks, its tables, its record and the
    figures that the README shows.
    """
    from unreports.running.project import find_project
    from unreports.running.reference import keep_reference
    from unreports.running.repeat import find_run

    project = find_project(Path.cwd())
    folder, manifest = find_run(project, run)
    click.echo(f"Kept in {near(keep_reference(project, folder, manifest))}")


ALL = (verify, reference)
