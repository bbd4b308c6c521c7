"""The named sets of parameters in `notebooks/runs.yml`, each value with its line.

An example:

    default: {}
    topics-12: {topics: 12}
    topics-scan:
      unit: token
      grid: {topics: [6, 8, 10]}

The last is a sweep, a run for each value (and, with two parameters, each pair of values) of its
grid: topics-scan-topics-6, topics-scan-topics-8 and topics-scan-topics-10, all with unit: token.
Values that give the same name ("é" and "e") are numbered in it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import yaml

from unreports.errors import ProjectError
from unreports.running.project import check_run_name

GRID = "grid"
_FORM = "A run is written like this: `topics-12: {topics: 12}`."
_GRID_FORM = "A grid is written like this: `grid: {topics: [6, 8, 10]}`."


@dataclass(frozen=True)
class Setting:
    """One value for a parameter, and where it was given.

    Parameters
    ----------
    name : str
        The parameter.
    value : object
        A text from the command line, or what YAML read.
    where : str
        "--set topics=12" or the path of the file.
    line : int or None
        The line in the file.
    """

    name: str
    value: object
    where: str
    line: int | None = None

    @property
    def typed_by_user(self) -> bool:
        """Whether it comes from the command line, as text still to be read."""
        return self.line is None


def read_runs(path: Path) -> dict[str, tuple[Setting, ...]]:
    """Read the named runs, those of the sweeps included; none where there is no file.

    Raises
    ------
    ProjectError
        If the file is not YAML, or not names with parameters under them, with the line.
    """
    found: dict[str, tuple[Setting, ...]] = {}
    for name, node, start in _read(path):
        for each, settings in _expand(name, node, start, path):
            line = settings[-1].line if each != name else start
            check_run_name(each, path, line)
            if each in found:
                raise ProjectError(
                    f"two runs have the name {each}", where=path, line=line,
                    remedy="Rename one of the two.",
                )  # fmt: skip
            found[each] = settings
    return found


def read_sweeps(path: Path) -> dict[str, tuple[str, ...]]:
    """Read the names of the sweeps, each with the names of its runs.

    Raises
    ------
    ProjectError
        As `read_runs`.
    """
    return {
        name: tuple(each for each, _ in _expand(name, node, line, path))
        for name, node, line in _read(path)
        if isinstance(node, yaml.MappingNode) and any(key.value == GRID for key, _ in node.value)
    }


def _read(path: Path) -> list[tuple[str, yaml.Node, int]]:
    """Read the names, with what is under them and their lines."""
    if not path.is_file():
        return []
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "the file is not YAML in UTF-8"
        raise ProjectError(
            problem, where=path, line=mark.line + 1 if mark else None,
            remedy=f"Correct that line or the one above. {_FORM}",
        ) from None  # fmt: skip
    if root is None:
        return []
    runs = _entries(root, path, "names of runs")
    return [(check_run_name(name, path, line), node, line) for name, (node, line) in runs.items()]


def _expand(
    run: str, node: yaml.Node, line: int, path: Path
) -> list[tuple[str, tuple[Setting, ...]]]:
    """Return the runs that stand under a name: one, or those of its grid."""
    settings = _settings(run, node, path)
    common = tuple(setting for setting in settings if setting.name != GRID)
    if len(common) == len(settings):
        return [(run, settings)]
    grid, line = _entries(node, path, f"the parameters of {run}")[GRID]
    axes = _axes(grid, line, {setting.name for setting in common}, path)
    points = product(*(zip(axis, _name_parts(axis), strict=True) for axis in axes))
    return [
        ("-".join([run, *(part for _, part in point)]), (*common, *(each for each, _ in point)))
        for point in points
    ]


def _axes(grid: yaml.Node, line: int, taken: set[str], path: Path) -> list[list[Setting]]:
    """Return the values of each parameter of a grid as settings."""
    if not isinstance(grid, yaml.MappingNode) or not grid.value:
        raise ProjectError(
            "a grid has parameters with lists of values under it", where=path, line=line,
            remedy=_GRID_FORM,
        )  # fmt: skip
    axes = []
    for name, (values, line) in _entries(grid, path, "a grid").items():
        if not isinstance(values, yaml.SequenceNode) or not values.value:
            raise ProjectError(
                f"{name} needs a list of values in a grid", where=path, line=line,
                remedy=_GRID_FORM,
            )  # fmt: skip
        if name in taken:
            raise ProjectError(
                f"{name} stands in the grid and beside it", where=path, line=line,
                remedy="Delete one of the two.",
            )  # fmt: skip
        axes.append(_axis(name, values, path))
    return axes


def _axis(name: str, values: yaml.SequenceNode, path: Path) -> list[Setting]:
    """Return the values of one parameter, each with its line; none of them twice."""
    axis: dict[str, Setting] = {}
    for child in values.value:
        value, line = _value(child, path), child.start_mark.line + 1
        if repr(value) in axis:
            raise ProjectError(
                f"{value!r} stands twice among the values of {name}", where=path, line=line,
                remedy="Delete one of the two.",
            )  # fmt: skip
        axis[repr(value)] = Setting(name, value, str(path), line)
    return list(axis.values())


def _name_parts(axis: list[Setting]) -> list[str]:
    """Write each value of a parameter as a part of a run's name; those that look alike, numbered.

    Examples
    --------
    >>> _name_parts([Setting("word", value, "runs.yml") for value in ("中", "文", "paix")])
    ['word-1', 'word-2', 'word-paix']
    """
    parts = [_name_part(setting) for setting in axis]
    return [
        f"{part}-{parts[: at + 1].count(part)}" if parts.count(part) > 1 else part
        for at, part in enumerate(parts)
    ]


def _name_part(setting: Setting) -> str:
    """Write a parameter and its value as a part of a run's name.

    Examples
    --------
    >>> _name_part(Setting("share", 0.5, "runs.yml")), _name_part(Setting("follow", ["Été"], ""))
    ('share-0-5', 'follow-ete')
    """
    values = setting.value if isinstance(setting.value, list) else [setting.value]
    text = "-".join([setting.name, *map(str, values)])
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9_]+", "-", plain.lower()).strip("-")


def _settings(run: str, node: yaml.Node, path: Path) -> tuple[Setting, ...]:
    if isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null":
        return ()
    entries = _entries(node, path, f"the parameters of {run}")
    return tuple(
        Setting(name, _value(child, path), str(path), line)
        for name, (child, line) in entries.items()
    )


def _entries(node: yaml.Node, path: Path, what: str) -> dict[str, tuple[yaml.Node, int]]:
    """Read a mapping of names, refusing a name that stands twice."""
    line = node.start_mark.line + 1
    if not isinstance(node, yaml.MappingNode):
        raise ProjectError(
            f"{what} must be written as `name: value`", where=path, line=line,
            remedy=_FORM,
        )  # fmt: skip
    found: dict[str, tuple[yaml.Node, int]] = {}
    for key, child in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise ProjectError("a name must be a plain text", where=path, line=line, remedy=_FORM)
        if key.value in found:
            raise ProjectError(
                f"{key.value} stands twice", where=path, line=line, remedy="Delete one of the two."
            )
        found[key.value] = child, line
    return found


def _value(node: yaml.Node, path: Path) -> Any:
    loader = yaml.SafeLoader("")
    try:
        return loader.construct_object(node, deep=True)
    except yaml.YAMLError as error:
        line = node.start_mark.line + 1
        problem = getattr(error, "problem", None) or "the value cannot be read"
        raise ProjectError(
            problem, where=path, line=line,
            remedy="A value is a number, a text in quotation marks, true, false or a list.",
        ) from None  # fmt: skip
    finally:
        loader.dispose()
