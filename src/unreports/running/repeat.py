"""A plan to repeat a finished run: the same notebooks with the parameters that its record has.

What would make the comparison pointless is refused here, before any kernel starts: documents that
have changed since, notebooks or parameters that are gone.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from unreports.errors import ParameterError, ProjectError, ReadingError
from unreports.files import sha256
from unreports.running.manifest import NAME, read_manifest
from unreports.running.parameters import Value
from unreports.running.plan import PATHS, Plan, Task, read_settings
from unreports.running.project import (
    DEFAULT,
    Notebook,
    Project,
    check_run_name,
    run_command,
    suggest,
)


def find_run(project: Project, run: str | None = None) -> tuple[Path, dict[str, Any]]:
    """Return the folder of a finished run, and its record.

    Parameters
    ----------
    project : Project
        The project.
    run : str, optional
        The name of the folder in outputs/; the run without a name otherwise.

    Raises
    ------
    ProjectError
        If there is no such run, or its record is damaged.
    """
    name = check_run_name(run or DEFAULT)
    folder = project.output_folder(name)
    if not (folder / NAME).is_file():
        known = sorted(path.parent.name for path in folder.parent.glob(f"*/{NAME}"))
        there = f"it has {', '.join(known)}" if known else "it is empty"
        raise ProjectError(
            f"outputs/ has no finished run {name!r}; {there}",
            remedy=suggest(name, known) or f"Make it first: {run_command(name)}",
        )
    manifest = read_manifest(folder)
    if not manifest.get("complete", True):
        raise ProjectError(
            "the run was interrupted", where=folder,
            remedy=f"Finish it first: unreports run {manifest.get('run', name)}",
        )  # fmt: skip
    return folder, manifest


def plan_again(
    project: Project,
    folder: Path,
    manifest: dict[str, Any],
    *,
    settings: Sequence[str] = (),
    directory: Path | None = None,
) -> Plan:
    """Plan a run again from its record.

    Parameters
    ----------
    project : Project
        The project.
    folder : Path
        The folder of the run.
    manifest : dict
        Its record.
    settings : sequence of str
        "name=path" for each path outside the project: the record has only its last part.
    directory : Path, optional
        Where the user is, for a relative path.

    Raises
    ------
    ProjectError
        A notebook of the run is gone, or the record is damaged.
    ParameterError
        A parameter is gone, or a path outside the project is not given.
    ReadingError
        A document has changed since.
    """
    record = folder / NAME
    try:
        known = {notebook.name: notebook for notebook in project.notebooks}
        tasks = tuple(
            _task(known.get(name), name, entry, record)
            for name, entry in manifest["notebooks"].items()
        )
        places = _places(tasks, settings, directory or Path.cwd(), record)
        plan = Plan(project, manifest["run"], tasks, places)
        _check_documents(plan, manifest["documents"], folder.name)
    except (KeyError, TypeError, AttributeError):
        raise ProjectError(
            "the record of the run is damaged", where=record,
            remedy="Delete the folder, and run again.",
        ) from None  # fmt: skip
    return plan


def _task(notebook: Notebook | None, name: str, entry: dict[str, Any], record: Path) -> Task:
    if notebook is None:
        raise ProjectError(
            f"the project has no notebook {name} any more", where=record,
            remedy="Put it back, or run again.",
        )  # fmt: skip
    given: dict[str, Value] = {}
    for parameter in entry["given"]:
        declared = notebook.declared.get(parameter)
        if declared is None:
            raise ParameterError(
                f"{name} has no parameter {parameter} any more", where=record,
                remedy="Put it back, or run again.",
            )  # fmt: skip
        given[parameter] = declared.check(entry["parameters"][parameter])
    return Task(notebook, given)


def _places(
    tasks: Iterable[Task], settings: Sequence[str], directory: Path, record: Path
) -> dict[str, Path]:
    """Find the paths outside the project, which the record names without their place."""
    typed = {setting.name: str(setting.value) for setting in read_settings(settings)}
    if other := [name for name in typed if name not in PATHS]:
        raise ParameterError(
            f"{other[0]} is not a path; a run is repeated with its own values",
            where=f"--set {other[0]}", remedy=f"The paths are {', '.join(sorted(PATHS))}.",
        )  # fmt: skip
    places: dict[str, Path] = {}
    for task in tasks:
        for name in PATHS & task.given.keys():
            value = str(task.given[name])
            if not value.startswith(".../"):
                continue
            if name not in typed:
                raise ParameterError(
                    f"{name} was {value}, outside the project", where=record,
                    remedy=f"Say where it is: --set {name}=path/to/{value.rpartition('/')[2]}",
                )  # fmt: skip
            places[value] = (directory / Path(typed[name]).expanduser()).resolve()
    return places


def _check_documents(plan: Plan, documents: list[dict[str, Any]], run: str) -> None:
    """Refuse documents that have changed, are gone, or have come since the run."""
    remedy = f"Put the documents back, or run again: {run_command(run)}"
    for corpus in dict.fromkeys(str(record["corpus"]) for record in documents):
        place = plan.locate(corpus)
        digests = _digests(place)
        recorded = {r["file"]: r["sha256"] for r in documents if r["corpus"] == corpus}
        for file in [*recorded, *digests]:
            if file not in digests:
                problem = f"{file} is gone since the run"
            elif file not in recorded:
                problem = f"{file} was added since the run"
            elif digests[file] != recorded[file]:
                problem = f"{file} has changed since the run (its SHA-256 differs)"
            else:
                continue
            raise ReadingError(problem, where=corpus, remedy=remedy)


def _digests(place: Path) -> dict[str, str]:
    from unreports.catalogue import document_files

    if place.is_file():
        return {place.name: sha256(place)}
    if not place.is_dir():
        return {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of files that are not read: they were no input
        return {path.name: sha256(path) for path in document_files(place)}
