"""What a run will do: which notebooks, each with which values. Decided before any kernel starts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from unreports.errors import ParameterError, ProjectError
from unreports.running.parameters import Value
from unreports.running.project import CACHE, DEFAULT, Notebook, Project, check_run_name, suggest
from unreports.running.runs import Setting, read_runs, read_sweeps

# The parameters that name files or folders: on the command line relative to the user, in runs.yml
# to the project.
PATHS = frozenset({"corpus", "gazetteer", "gold", "model", "reference", "seeds"})


@dataclass(frozen=True)
class Task:
    """One notebook to execute.

    Parameters
    ----------
    notebook : Notebook
        Which.
    given : dict
        The values that were set, to be injected.
    settings : dict
        Where each of them was set.
    """

    notebook: Notebook
    given: dict[str, Value]
    settings: dict[str, Setting] = field(default_factory=dict)

    @property
    def values(self) -> dict[str, Value]:
        """All its parameters, the defaults included."""
        return {p.name: self.given.get(p.name, p.default) for p in self.notebook.parameters}


@dataclass(frozen=True)
class Plan:
    """A run: the project, its name, and the notebooks to execute in order.

    `places` says where the files and folders outside the project are, by the names that the
    notebooks and pages have for them (".../reports"), so that no output names a user's folders.
    `into` is another folder than the run's own, for a run that only serves to compare.
    """

    project: Project
    run: str
    tasks: tuple[Task, ...]
    places: dict[str, Path] = field(default_factory=dict)
    into: Path | None = None

    @property
    def folder(self) -> Path:
        """The folder that it writes to."""
        return self.into or self.project.output_folder(self.run)

    @property
    def cache(self) -> Path | None:
        """The folder of what was read before; a run that serves to compare reads everything."""
        return None if self.into else self.project.root / CACHE

    def locate(self, value: str) -> Path:
        """Return the path that the value of a parameter names."""
        return self.places.get(value, self.project.root / value)


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
        An unknown parameter, a value that it does not take, or settings for the run without a name.
    """
    name = check_run_name(run or DEFAULT)
    file = project.root / "notebooks" / "runs.yml"
    runs = read_runs(file)
    if name not in runs and name != DEFAULT and not settings:
        known = sorted({DEFAULT, *runs, *read_sweeps(file)})
        raise ProjectError(
            f"{file.name} has no run {name!r}; it has {', '.join(known)}",
            remedy=" ".join(
                [suggest(name, known), "A new name needs at least one --set name=value."]
            ).strip(),
        )
    typed = read_settings(settings)
    chosen = project.choose(only)
    for setting in runs.get(name, ()):
        _check_known(setting, project.notebooks)
    for setting in typed:
        _check_known(setting, chosen, project.notebooks)
    every = [*runs.get(name, ()), *typed]
    places = _Places(project.root.resolve(), directory or Path.cwd())
    tasks = tuple(_task(notebook, every, places) for notebook in chosen)
    if settings and run is None:
        raise ParameterError(
            f"--set needs a run with a name, for outputs/{DEFAULT} has the notebooks' own values",
            remedy=f"Such as: unreports run mine {' '.join(f'--set {text}' for text in settings)}",
        )
    return Plan(project, name, tasks, places.outside)


def check_runs(project: Project) -> dict[str, tuple[Setting, ...]]:
    """Return the named runs after checking every name and value in them.

    Raises
    ------
    ProjectError
        If runs.yml cannot be read.
    ParameterError
        An unknown parameter, or a value that it does not take.
    """
    runs = read_runs(project.root / "notebooks" / "runs.yml")
    for name in runs:
        make_plan(project, name)
    return runs


def _split(text: str) -> Setting:
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise ParameterError(
            "a setting is written name=value", where=f"--set {text}", remedy="Such as topics=12."
        )
    return Setting(name.strip(), value, f"--set {text}")


def read_settings(texts: Iterable[str]) -> list[Setting]:
    """Read settings as they are typed, and refuse two of one name: one would be ignored.

    Raises
    ------
    ParameterError
        A text is not "name=value", or a name stands twice.
    """
    found: dict[str, Setting] = {}
    for setting in map(_split, texts):
        if setting.name in found:
            raise ParameterError(
                f"{setting.name} is set twice", where=setting.where,
                remedy="Leave one of the two out.",
            )  # fmt: skip
        found[setting.name] = setting
    return list(found.values())


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


def _task(notebook: Notebook, settings: list[Setting], places: _Places) -> Task:
    given: dict[str, Value] = {}
    origins: dict[str, Setting] = {}
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
        if setting.name in PATHS and (value or parameter.default):
            value = places.name(str(value), setting)
        given[setting.name], origins[setting.name] = value, setting
    return Task(notebook, given, origins)


@dataclass
class _Places:
    """The names of paths: relative to the project inside it, ".../" and the last part outside."""

    root: Path
    directory: Path
    outside: dict[str, Path] = field(default_factory=dict)

    def name(self, value: str, setting: Setting) -> str:
        """Return the name of the path that a setting gives, which must be there."""
        start = self.directory if setting.typed_by_user else self.root
        path = (start / Path(value).expanduser()).resolve()
        if not value.strip() or not path.exists():
            problem = f"there is no file or folder {path}" if value.strip() else "the path is empty"
            raise ParameterError(
                problem, where=setting.where, line=setting.line,
                remedy=f"Name one that is there: --set {setting.name}=path/to/it.",
            )  # fmt: skip
        if path.is_relative_to(self.root):
            return path.relative_to(self.root).as_posix()
        names = ("/".join(("...", *path.parts[-n:])) for n in range(1, len(path.parts) + 1))
        name = next(name for name in names if self.outside.get(name, path) == path)
        self.outside[name] = path
        return name
