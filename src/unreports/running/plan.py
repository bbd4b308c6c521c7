"""What a run will do: which notebooks, each with which values. Decided before any kernel starts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from unreports.errors import ParameterError, ProjectError
from unreports.running.parameters import Value
from unreports.running.project import DEFAULT, Notebook, Project, check_run_name, suggest
from unreports.running.runs import Setting, read_runs

# The parameters that name files or folders: relative to the user on the command line, to the project
# in runs.yml.
PATHS = frozenset({"corpus", "gazetteer", "gold"})


@dataclass(frozen=True)
class Task:
    """One notebook to execute.

    Parameters
    ----------
    notebook : Notebook
        Which.
    given : dict
        The values that were set, to be injected.
    """

    notebook: Notebook
    given: dict[str, Value]

    @property
    def values(self) -> dict[str, Value]:
        """All its parameters, the defaults included."""
        return {p.name: self.given.get(p.name, p.default) for p in self.notebook.parameters}


@dataclass(frozen=True)
class Plan:
    """A run: the project, its name, and the notebooks to execute in order."""

    project: Project
    run: str
    tasks: tuple[Task, ...]

    @property
    def folder(self) -> Path:
        """The folder that it writes to."""
        return self.project.output_folder(self.run)


def make_plan(
    project: Project,
    run: str | None = None,
    *,
    only: Iterable[str] = (),
    settings: Sequence[str] = (),
    directory: Path | None = None,
) -> Plan:
    """Decide what to run, and check every name and value.

    Parameters
    ----------
    project : Project
        The project.
    run : str, optional
        A name in runs.yml, or a new one together with settings.
    only : iterable of str
        The notebooks; all where there is none.
    settings : sequence of str
        "name=value" as typed; they go over what runs.yml says.
    directory : Path, optional
        Where the user is, for a relative path to a corpus.

    Raises
    ------
    ProjectError
        An unknown run or notebook.
    ParameterError
        An unknown parameter, or a value that it does not take.
    """
    name = check_run_name(run or DEFAULT)
    file = project.root / "notebooks" / "runs.yml"
    runs = read_runs(file)
    if name not in runs and name != DEFAULT and not settings:
        known = sorted({DEFAULT, *runs})
        raise ProjectError(
            f"{file.name} has no run {name!r}; it has {', '.join(known)}",
            remedy=" ".join(
                [suggest(name, known), "A new name needs at least one --set name=value."]
            ).strip(),
        )
    typed = [_split(text) for text in settings]
    chosen = project.choose(only)
    for setting in runs.get(name, ()):
        _check_known(setting, project.notebooks)
    for setting in typed:
        _check_known(setting, chosen, project.notebooks)
    every = [*runs.get(name, ()), *typed]
    tasks = (_task(n, every, project.root, directory or Path.cwd()) for n in chosen)
    return Plan(project, name, tuple(tasks))


def _split(text: str) -> Setting:
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise ParameterError(
            "a setting is written name=value", where=f"--set {text}", remedy="Such as topics=12."
        )
    return Setting(name.strip(), value, f"--set {text}")


def _check_known(
    setting: Setting, chosen: Iterable[Notebook], every: Iterable[Notebook] = ()
) -> None:
    """Refuse a name that no chosen notebook declares."""
    chosen = tuple(chosen)
    if any(setting.name in notebook.declared for notebook in chosen):
        return
    if others := [n.name for n in every if setting.name in n.declared]:
        names = ", ".join(notebook.name for notebook in chosen)
        raise ParameterError(
            f"{setting.name} is a parameter of {', '.join(others)}, not of {names}",
            where=setting.where, line=setting.line, remedy="Choose that notebook with --only too.",
        )  # fmt: skip
    homes: dict[str, list[str]] = {}
    for notebook in chosen:
        for parameter in notebook.parameters:
            homes.setdefault(parameter.name, []).append(notebook.name)
    listed = "; ".join(f"{name} ({', '.join(homes[name])})" for name in sorted(homes))
    near = suggest(setting.name, {n: f"{n} ({', '.join(where)})" for n, where in homes.items()})
    raise ParameterError(
        f"no notebook has a parameter {setting.name!r}", where=setting.where, line=setting.line,
        remedy=near or f"The parameters are {listed or 'none'}.",
    )  # fmt: skip


def _task(notebook: Notebook, settings: list[Setting], root: Path, directory: Path) -> Task:
    given: dict[str, Value] = {}
    for setting in settings:
        parameter = notebook.declared.get(setting.name)
        if parameter is None:
            continue
        try:
            if setting.typed_by_user:
                value = parameter.parse(str(setting.value))
            else:
                value = parameter.check(setting.value)
        except ParameterError as error:
            raise ParameterError(
                error.problem, where=setting.where, line=setting.line,
                remedy=f"{notebook.name} uses {parameter.default!r} when it is not set.",
            ) from None  # fmt: skip
        if setting.name in PATHS and value:
            value = _path(str(value), setting, root, directory)
        given[setting.name] = value
    return Task(notebook, given)


def _path(value: str, setting: Setting, root: Path, directory: Path) -> str:
    """Write a path relative to the project where it lies inside, else in full."""
    start = directory if setting.typed_by_user else root
    path = (start / Path(value).expanduser()).resolve()
    if not path.exists():
        raise ParameterError(
            f"there is no file or folder {path}", where=setting.where, line=setting.line,
            remedy=f"Name one that is there: --set {setting.name}=path/to/it.",
        )  # fmt: skip
    root = root.resolve()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
