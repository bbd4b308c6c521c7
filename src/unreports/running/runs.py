"""The named sets of parameters in `notebooks/runs.yml`, each value with its line.

An example:

    default: {}
    topics-12: {topics: 12}
    topics-scan:
      unit: token
      grid: {topics: [6, 8, 10]}

The last is a sweep, a run for each value (and, with two parameters, each pair of values) of its
grid: topics-scan-topics-6, topics-scan-topics-8 and topics-scan-topics-10, all with unit: token.
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
    for name, node, line in _read(path):
        for each, settings in _expand(name, node, path):
            if each in found:
                raise ProjectError(
                    f"two runs have the name {each}", where=path, line=line,
                    remedy="Rename one of the two, or delete a value that stands twice.",
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
        name: tuple(each for each, _ in _expand(name, node, path))
        for name, node, _ in _read(path)
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
    return [(check_run_name(name), node, line) for name, (node, line) in runs.items()]


def _expand(run: str, node: yaml.Node, path: Path) -> list[tuple[str, tuple[Setting, ...]]]:
    """Return the runs that stand under a name: one, or those of its grid."""
    settings = _settings(run, node, path)
    grid = next((setting for setting in settings if setting.name == GRID), None)
    if grid is None:
        return [(run, settings)]
    common = [setting for setting in settings if setting is not grid]
    axes = _axes(grid, {setting.name for setting in common}, path)
    return [
        (check_run_name("-".join([run, *map(_name_part, point)])), (*common, *point))
        for point in product(*axes)
    ]


def _axes(grid: Setting, taken: set[str], path: Path) -> list[list[Setting]]:
    """Return the values of each parameter of a grid as settings."""
    entries = grid.value
    if not isinstance(entries, dict) or not entries:
        raise ProjectError(
            "a grid has parameters with lists of values under it", where=path, line=grid.line,
            remedy=_GRID_FORM,
        )  # fmt: skip
    axes = []
    for name, values in entries.items():
        if not isinstance(values, list) or not values:
            raise ProjectError(
                f"{name} needs a list of values in a grid", where=path, line=grid.line,
                remedy=_GRID_FORM,
            )  # fmt: skip
        if name in taken:
            raise ProjectError(
                f"{name} stands in the grid and beside it", where=path, line=grid.line,
                remedy="Delete one of the two.",
            )  # fmt: skip
        axes.append([Setting(str(name), value, str(path), grid.line) for value in values])
    return axes


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
