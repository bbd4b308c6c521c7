"""The commands on runs that are finished: repeat, compare, keep and bundle them.

As in `cli`, imports that cost time stand inside the commands.
"""

from __future__ import annotations

import math
import signal
import sys
from collections.abc import Iterable
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, NoReturn

import click

from unreports.errors import UnreportsError
from unreports.site.text import visible
from unreports.temporary import temporary_folder

if TYPE_CHECKING:
    from unreports.running.parameters import Parameter
    from unreports.running.plan import Plan
    from unreports.running.project import Project
    from unreports.running.run import Result
    from unreports.running.sweep import Part
    from unreports.running.verification import Verification

DIFFERENT = 1
MINUTES = 60.0  # for a cell
_SHOWN = 10  # differences that are listed


class Finite(click.FloatRange):
    """A number in a range; "nan" is none, and would be in every range."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Read the number."""
        number = super().convert(value, param, ctx)
        if not math.isfinite(number):
            self.fail(f"{value!r} is not a finite number.", param, ctx)
        return number


def carry_out(
    plan: Plan, jobs: int | None, *, force: bool = False, minutes: float = MINUTES
) -> Result:
    """Execute what has changed of a plan and show how it gets on."""
    from unreports.running.run import carry_out

    signal.signal(signal.SIGTERM, _terminated)
    with _progress(plan) as watcher:
        return carry_out(plan, watcher, jobs, force=force, limit=minutes * 60)


def _terminated(number: int, frame: FrameType | None) -> NoReturn:
    """End through every `finally`, so that no kernel is left behind."""
    raise SystemExit(128 + number)


def _progress(plan: Plan) -> Any:
    from unreports.running.progress import LiveProgress, PlainProgress

    if not sys.stdout.isatty():
        return PlainProgress(say)
    from rich.console import Console

    return LiveProgress(Console(), [task.notebook.name for task in plan.tasks])


def say(text: str = "", err: bool = False) -> None:
    """Print what may quote a document, a file's name or a notebook: nothing in it acts.

    A terminal obeys some characters: colours, its title, a line written over another one.
    """
    click.echo(visible(text).replace("\r", "\u240d"), err=err)


def near(path: Path) -> str:
    """Write a path from where the user is, where that is shorter."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def runs_of(project: Project, run: str | None, every: bool) -> tuple[str, ...]:
    """Return the runs that a name stands for where they are many; none where it is one run."""
    from unreports.running.project import DEFAULT
    from unreports.running.runs import read_runs, read_sweeps

    file = project.root / "notebooks" / "runs.yml"
    if not every:
        return read_sweeps(file).get(run, ()) if run else ()
    if run:
        raise UnreportsError(
            f"--all runs everything; it takes no name such as {run}", where="--all",
            remedy="Leave one of the two out.",
        )  # fmt: skip
    return tuple(dict.fromkeys([DEFAULT, *read_runs(file)]))


def refuse_beside_many(name: str, only: tuple[str, ...], settings: tuple[str, ...]) -> None:
    """Refuse what can be said of one run only."""
    if only or settings:
        option = "--only" if only else "--set"
        raise UnreportsError(
            f"{option} goes with one run, and this stands for many", where=name,
            remedy="Name one run of notebooks/runs.yml.",
        )  # fmt: skip


def carry_out_all(
    project: Project, names: tuple[str, ...], jobs: int | None, force: bool, minutes: float
) -> list[Part]:
    """Carry out many runs, show how they get on, and compare them."""
    from unreports.running.comparison import write_comparison
    from unreports.running.execution import default_jobs
    from unreports.running.manifest import NAME
    from unreports.running.sweep import plan_all, run_all

    signal.signal(signal.SIGTERM, _terminated)
    plans = plan_all(project, names)
    notebooks = sum(len(plan.tasks) for plan in plans)
    options = ["--timeout", f"{minutes:g}", *(["--force"] if force else [])]
    parts = run_all(plans, jobs or default_jobs(notebooks), say, options)
    for part in parts:
        if part.code:
            say(f"\n{part.run}: {part.errors}", err=True)
    rows = [("run", "status", "seconds", "notebooks")]
    rows += [
        (p.run, "failed" if p.code else "done", f"{p.seconds:.1f}", str(len(p.notebooks)))
        for p in parts
    ]
    say(f"\n{aligned(rows)}")
    there = [name for name in names if (project.output_folder(name) / NAME).is_file()]
    if len(there) > 1:
        page = write_comparison(project, there)
        say(f"\nSide by side: {near(page)}\nOpen in a browser: {page.resolve().as_uri()}")
    return parts


def explain(project: Project, name: str) -> None:
    """Show what a notebook's parameters are, and how to set one."""
    notebook = project.choose([name])[0]
    say(f"{notebook.name}: {notebook.title}")
    for parameter in notebook.parameters:
        say(f"\n  {parameter.name}: {parameter.type} = {parameter.default!r}")
        if parameter.help:
            say(f"      {parameter.help}.")
        say(f"      Takes {parameter.allowed}.")
        say(f"      {example(parameter, notebook.name)}")
    if not notebook.parameters:
        say("\nIt has no parameters.")


def example(parameter: Parameter, notebook: str) -> str:
    """Return a command that sets a parameter to a value which it takes.

    Examples
    --------
    >>> from unreports.running.parameters import Parameter
    >>> example(Parameter("topics", "int", 8, low=2, high=40), "03_topics")
    'unreports run mine --only 03_topics --set topics=40'
    """
    import shlex

    from unreports.running.plan import PATHS

    named = parameter.name in PATHS
    value = "path/to/it" if named else parameter.write(parameter.another())
    text = f"{parameter.name}={value}"
    return f"unreports run mine --only {notebook} --set {shlex.quote(text)}"


def aligned(rows: Iterable[tuple[str, ...]]) -> str:
    """Write rows in columns, numbers (from the third column on) to the right."""
    rows = list(rows)
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [
            text.rjust(width) if column > 1 else text.ljust(width)
            for column, (text, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


@click.command()
@click.argument("run", required=False)
@click.option(
    "--tolerance", type=Finite(min=0, max=0.1), metavar="SHARE",
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
        say(f"{near(folder)}: {note}")
    say(_manner(share))
    with temporary_folder("verify") as temporary:
        again = temporary / folder.name
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
        "of their size or one in the last digit printed; figures have only to be there; pages and "
        "the workbook are left out."
    )


def _tell(folder: Path, found: Verification) -> None:
    say()
    for name in found.altered:
        say(f"{near(folder / name)}: changed after the run (its SHA-256 is another)")
    counts = ", ".join(_count(number, kind) for kind, number in found.compared.items())
    if found.unlooked:
        there = ", ".join(_count(number, kind) for kind, number in found.unlooked.items())
        counts += f"; not looked into: {there}"
    if not found.differences:
        say(f"The same again: {counts}.")
        return
    for difference in found.differences[:_SHOWN]:
        say(str(difference))
    if (more := len(found.differences) - _SHOWN) > 0:
        say(f"... and {_count(more, 'file')} more")
    say(f"\nDifferent: {_count(len(found.differences), 'file')}. Compared: {counts}.")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


@click.command()
@click.argument("runs", nargs=-1, required=True, metavar="RUN RUN...")
def compare(runs: tuple[str, ...]) -> None:
    """Compare finished runs side by side, on the page outputs/compare.html.

    RUN is a folder in outputs/. The others are compared with the first: parameters, findings,
    tables and figures.

    \b
    Examples:
      unreports compare default topics-12
    """
    from unreports.running.comparison import write_comparison
    from unreports.running.project import find_project

    page = write_comparison(find_project(Path.cwd()), runs)
    say(f"Side by side: {near(page)}\nOpen in a browser: {page.resolve().as_uri()}")


@click.command()
@click.argument("run", required=False)
@click.option("--force", is_flag=True, help="Bundle a run in which a notebook failed, too.")
def bundle(run: str | None, force: bool) -> None:
    """Pack a run into outputs/RUN.zip, for a repository such as Zenodo.

    RUN is a folder in outputs/ (default). The zip is an RO-Crate: beside the results it holds the
    notebooks as they ran, the documents that may be passed on, the lock of the environment, and a
    description of it all for machines. Whether a document may be passed on is what its row in the
    catalogue says under rights: public domain, CC0, CC BY or free; others are only named.

    \b
    Examples:
      unreports bundle
      unreports bundle topics-12
    """
    from unreports.running.bundle import write_bundle
    from unreports.running.project import find_project
    from unreports.running.repeat import find_run

    project = find_project(Path.cwd())
    folder, manifest = find_run(project, run)
    made = write_bundle(project, folder, manifest, force=force)
    for name, why in made.left_out:
        say(f"{name}: named only, for {why}")
    if made.left_out:
        say("The notebooks and tables quote these documents: look whether that is allowed.")
    say(f"{near(made.path)}: {_count(made.files, 'file')}, {made.path.stat().st_size:,} bytes")


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
    say(f"Kept in {near(keep_reference(project, folder, manifest))}")


ALL = (verify, compare, bundle, reference)
