"""The command line: run the notebooks, add documents, list what there is.

Imports that cost time stand inside the commands, so that help and errors come at once.
"""

from __future__ import annotations

import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from unreports import __version__, commands
from unreports.commands import Finite, aligned, carry_out, near, say
from unreports.errors import NotebookError, UnreportsError

if TYPE_CHECKING:
    from unreports.running.parameters import Parameter
    from unreports.running.plan import Plan
    from unreports.running.run import Result

BAD_INPUT = 2
FAILED = 1
INTERRUPTED = 130


class _Commands(click.Group):
    """A group whose commands end with one line and a code instead of a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except UnreportsError as error:
            _stop(str(error), FAILED if isinstance(error, NotebookError) else BAD_INPUT)
        except OSError as error:
            if isinstance(error, BrokenPipeError):
                raise
            place = f"{error.filename}: " if error.filename else ""
            _stop(f"{place}{error.strerror or error}.", BAD_INPUT)
        except KeyboardInterrupt:
            _stop(
                "interrupted; the notebooks were stopped. What was finished is kept: "
                "the same command goes on from there.",
                INTERRUPTED,
            )


def _stop(message: str, code: int) -> NoReturn:
    say(f"error: {message}", err=True)
    sys.exit(code)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="unreports %(version)s")
def main() -> None:
    """Read United Nations reports by the numbers.

    Run the notebooks of a project on its documents, and read the results as pages that open in any
    browser. Start with `unreports run`.
    """


@main.command()
@click.argument("run", required=False)
@click.option("--only", multiple=True, metavar="NOTEBOOK", help="Run this notebook. Repeatable.")
@click.option(
    "--set", "settings", multiple=True, metavar="NAME=VALUE", help="Set a parameter. Repeatable."
)
@click.option(
    "--jobs", type=click.IntRange(min=1), metavar="N", help="How many notebooks at a time."
)
@click.option("--force", is_flag=True, help="Run also what would give the same again.")
@click.option(
    "--timeout", "minutes", type=Finite(min=0, max=10_080, min_open=True), metavar="MINUTES",
    default=commands.MINUTES, show_default=True, help="How long a cell may take.",
)  # fmt: skip
@click.option("--all", "every", is_flag=True, help="Run everything that runs.yml names.")
@click.option(
    "--help-notebook", "described", metavar="NOTEBOOK", help="Explain a notebook's parameters."
)
def run(
    run: str | None,
    only: tuple[str, ...],
    settings: tuple[str, ...],
    jobs: int | None,
    force: bool,
    minutes: float,
    every: bool,
    described: str | None,
) -> None:
    """Run the notebooks and write tables, figures and pages.

    RUN is the name of a set of parameters in notebooks/runs.yml, or a new name together with --set.
    Without it, every parameter has its default. Results go to outputs/RUN (outputs/default).

    A notebook runs only if something that its results depend on has changed: its source, its
    parameters, the documents, unreports itself, Python or the lock; or if one of its files is gone.
    What a run that was cut off had finished is kept, and the next one goes on from there.

    The command ends with 0 if every notebook is done, 1 if one failed, 2 if the input is bad or the
    place cannot be written, 130 if it was interrupted.

    A name with a grid in runs.yml, or --all, stands for many runs; each but the run without a name
    then executes the notebooks that its parameters touch, and outputs/compare.html compares them.

    \b
    Examples:
      unreports run
      unreports run --only 03
      unreports run topics-12
      unreports run mine --set topics=10 --set follow=paix,droit
      unreports run ours --only 01 --set corpus=data/corpus
      unreports run --all --jobs 4
      unreports run --help-notebook 03_topic_modelling
    """
    from unreports.running.plan import make_plan
    from unreports.running.project import find_project

    project = find_project(Path.cwd())
    if described:
        commands.explain(project, described)
        return
    if names := commands.runs_of(project, run, every):
        commands.refuse_beside_many(run if run else "--all", only, settings)
        if any(part.code for part in commands.carry_out_all(project, names, jobs, force, minutes)):
            sys.exit(FAILED)
        return
    plan = make_plan(project, run, only=only, settings=settings, directory=Path.cwd())
    result = carry_out(plan, jobs, force=force, minutes=minutes)
    _report(plan, result)
    if result.failed:
        sys.exit(FAILED)


def _report(plan: Plan, result: Result) -> None:
    """Say how each notebook ended, why one failed, and where to look."""
    for outcome in result.failed:
        _explain(outcome)
    for problem in result.problems:
        say(f"warning: {problem}", err=True)
    rows = [("notebook", "status", "seconds", "tables", "figures")]
    for outcome in result.outcomes:
        kinds = [record["kind"] for record in outcome.written]
        counts = (str(kinds.count("table")), str(kinds.count("figure")))
        rows.append((outcome.notebook, outcome.status, f"{outcome.seconds:.1f}", *counts))
    if result.outcomes:
        say()
        say(aligned(rows))
    index = result.folder / "index.html"
    say(f"\nResults: {near(result.folder)}\nOpen in a browser: {index.resolve().as_uri()}")


def _explain(outcome: Any) -> None:
    failure = outcome.failure
    if failure.message:  # what is wrong and what to do: the code would only hide it
        click.echo(f"\nerror: {outcome.notebook}: {failure.message}", err=True)
        return
    place = f", cell {failure.cell} of {failure.cells}" if failure.cell else ""
    say(f"\nerror: {outcome.notebook}{place}: {failure.error}", err=True)
    for line in failure.source.splitlines():
        say(f"    {line}", err=True)
    if failure.traceback != failure.error:
        say(f"\n{failure.traceback}", err=True)


@main.command("list")
def list_() -> None:
    """List the notebooks with their parameters, and the named runs."""
    from unreports.running.plan import check_runs
    from unreports.running.project import find_project

    project = find_project(Path.cwd())
    for notebook in project.notebooks:
        say(f"{notebook.name}: {notebook.title}")
        rows = [_described(parameter) for parameter in notebook.parameters]
        for row in rows:
            say(f"    {row}")
    say("\nNamed runs (notebooks/runs.yml):")
    for name, settings in check_runs(project).items():
        values = ", ".join(f"{setting.name} = {setting.value!r}" for setting in settings)
        say(f"    {name}: {values or 'every parameter as declared'}")


def _described(parameter: Parameter) -> str:
    words = f" {parameter.help}." if parameter.help else ""
    return f"{parameter.name} = {parameter.default!r}:{words} Takes {parameter.allowed}."


@main.command()
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path)
)
@click.option("--symbol", help="The symbol, where neither the page nor the file's name says it.")
@click.option("--source", default="", help="Where the document comes from.")
@click.option("--rights", default="", help="On what terms it may be used.")
def add(files: tuple[Path, ...], symbol: str | None, source: str, rights: str) -> None:
    """Add reports to the corpus in data/corpus.

    Each is read, copied under its United Nations name and recorded in data/corpus.csv. A folder
    stands for every document in it.

    \b
    Examples:
      unreports add A_77_277-fr.txt
      unreports add report.txt --symbol A/77/277 --source https://undocs.org/fr/A/77/277
    """
    from unreports.running.project import find_project

    folder = find_project(Path.cwd()).root / "data" / "corpus"
    documents = [document for file in files for document in _documents_at(file)]
    if symbol and len(documents) > 1:
        raise UnreportsError("one symbol cannot be that of several files", where="--symbol")
    for file in documents:
        _add(file, folder, symbol, source, rights)


def _documents_at(path: Path) -> list[Path]:
    """Return the file, or the documents of the folder."""
    from unreports.catalogue import document_files
    from unreports.errors import ReadingError

    if not path.is_dir():
        return [path]
    with warnings.catch_warnings(record=True) as doubts:
        warnings.simplefilter("always")
        found = document_files(path)
    for doubt in doubts:
        say(f"warning: {doubt.message}", err=True)
    if not found:
        raise ReadingError(
            "the folder holds no document", where=path,
            remedy="Name a file, or a folder of text or Markdown files.",
        )  # fmt: skip
    return found


def _add(file: Path, folder: Path, symbol: str | None, source: str, rights: str) -> None:
    from unreports.catalogue import Entry, add_entry
    from unreports.errors import ReadingError
    from unreports.reading import read
    from unreports.symbols import parse

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # they are in document.warnings, and said below
        document = read(file)
    symbols = (parse(symbol).text,) if symbol else (document.symbol, *document.other_symbols)
    printed = document.masthead.symbol
    if printed and symbols[0] not in (printed, *document.masthead.other_symbols):
        raise ReadingError(
            f"the page prints the symbol {printed}, not {symbols[0]}", where=file,
            remedy="Leave --symbol out, or correct the head of the page if that is wrong.",
        )  # fmt: skip
    if symbols[0] is None:
        raise ReadingError(
            "neither the page nor the file's name says the document's symbol", where=file,
            remedy="Give it: unreports add FILE --symbol A/77/277.",
        )  # fmt: skip
    day = document.masthead.date
    entry = Entry(
        symbol="-".join(text for text in symbols if text),
        language=document.language,
        date=day.isoformat() if day else "",
        title=document.title,
        file="",
        source=source,
        rights=rights,
    )
    target = add_entry(file, folder, entry)
    numbered = sum(p.kind == "body" and p.number is not None for p in document.paragraphs)
    say(f"{entry.symbol} ({entry.language}, {entry.date or 'without a date'})")
    say(f"    {entry.title or 'without a title'}")
    say(f"    {numbered} numbered paragraphs, {len(document.sections)} sections")
    for warning in document.warnings:
        say(f"    to check: {warning}")
    say(f"    now {near(target)}")


for command in commands.ALL:
    main.add_command(command)
