"""The named sets of parameters in `notebooks/runs.yml`, each value with its line.

An example:

    default: {}
    topics-12: {topics: 12}
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from unreports.errors import ProjectError
from unreports.running.project import check_run_name

_FORM = "A run is written like this: `topics-12: {topics: 12}`."


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
    """Read the named runs; none where there is no file.

    Raises
    ------
    ProjectError
        If the file is not YAML, or not names with parameters under them, with the line.
    """
    if not path.is_file():
        return {}
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
        return {}
    runs = _entries(root, path, "names of runs")
    return {check_run_name(name): _settings(name, node, path) for name, (node, _) in runs.items()}


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
