"""The project: its notebooks, their parameters, and the named runs.

Everything here only reads: it says what there is and refuses what does not hold together.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from unreports.errors import ProjectError
from unreports.running.parameters import Parameter, read_parameters

PROJECT_VARIABLE = "UNREPORTS_PROJECT"
OUTPUT_VARIABLE = "UNREPORTS_OUTPUT"
NOTEBOOK_VARIABLE = "UNREPORTS_NOTEBOOK"
PLACES_VARIABLE = "UNREPORTS_PLACES"  # JSON: the paths outside the project, by their names
QUIET_VARIABLE = "UNREPORTS_QUIET"  # set where another notebook shows the doubts of reading
LAB = "lab"  # the folder in outputs/ that notebooks in JupyterLab write to
CACHE_VARIABLE = "UNREPORTS_CACHE"  # empty where nothing is to be taken from before
CACHE = "outputs/.cache"  # documents as read and what was recognised in them, by content
DEFAULT = "default"  # the run without a name
REFERENCE = "reference"  # the run that the repository itself keeps

_RUN_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


@dataclass(frozen=True)
class Notebook:
    """One notebook of the project.

    Parameters
    ----------
    path : Path
        The file.
    name : str
        The file's name without `.ipynb`, such as "03_topic_modelling".
    title : str
        Its first heading, or the name.
    parameters : tuple of Parameter
        What its cell tagged `parameters` declares.
    """

    path: Path
    name: str
    title: str
    parameters: tuple[Parameter, ...]

    @property
    def declared(self) -> dict[str, Parameter]:
        """Its parameters by name."""
        return {parameter.name: parameter for parameter in self.parameters}


@dataclass(frozen=True)
class Project:
    """A folder with `notebooks/` in it."""

    root: Path

    @cached_property
    def notebooks(self) -> tuple[Notebook, ...]:
        """The notebooks whose names start with two digits, in order.

        Raises
        ------
        ProjectError
            If there is none, or one cannot be read.
        """
        folder = self.root / "notebooks"
        paths = sorted(folder.glob("[0-9][0-9]*.ipynb"), key=lambda path: path.name)
        if not paths:
            raise ProjectError(
                "no notebook here", where=folder,
                remedy="Names start with two digits, such as 01_corpus.ipynb.",
            )  # fmt: skip
        return tuple(read_notebook(path) for path in paths)

    @property
    def speaker(self) -> str:
        """The notebook whose page shows the doubts of reading: the first with a corpus."""
        return next((n.name for n in self.notebooks if "corpus" in n.declared), "")

    def output_folder(self, run: str) -> Path:
        """Return the folder that a run writes to."""
        return self.root / "outputs" / run

    def choose(self, wanted: Iterable[str]) -> tuple[Notebook, ...]:
        """Return the notebooks that are named "03", "03_topic_modelling" or "topic_modelling".

        All of them where nothing is named; always in their own order.

        Raises
        ------
        ProjectError
            If a name is none of these, with the nearest one.
        """
        found = [self._find(name) for name in wanted]
        return tuple(n for n in self.notebooks if n in found) if found else self.notebooks

    def _find(self, wanted: str) -> Notebook:
        name = Path(wanted).name.removesuffix(".ipynb")
        for notebook in self.notebooks:
            number, _, rest = notebook.name.partition("_")
            if name in (notebook.name, number, rest):
                return notebook
        names = [notebook.name for notebook in self.notebooks]
        short = {n.partition("_")[2]: n for n in names} | {n: n for n in names}
        raise ProjectError(
            f"there is no notebook {wanted!r}",
            remedy=suggest(name, short) or f"The notebooks are {', '.join(names)}.",
        )


def suggest(name: str, known: Iterable[str]) -> str:
    """Return "Did you mean ...?" with the nearest known name, or "" where none is near."""
    names = known if isinstance(known, dict) else {text: text for text in known}
    near = difflib.get_close_matches(name, list(names), n=1)
    return f"Did you mean {names[near[0]]}?" if near else ""


def find_project(start: Path) -> Project:
    """Find the folder with `notebooks/` in it, from a folder upward.

    Raises
    ------
    ProjectError
        If no folder above holds one.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        notebooks = folder / "notebooks"
        if notebooks.is_dir() and any(notebooks.glob("[0-9][0-9]*.ipynb")):
            return Project(folder)
    raise ProjectError(
        "no folder notebooks/ with notebooks here or in a folder above", where=start,
        remedy="Go to the folder of the project first (cd).",
    )  # fmt: skip


def read_notebook(path: Path) -> Notebook:
    """Read the title and the declared parameters of a notebook.

    Raises
    ------
    ProjectError
        If the file is no notebook, or has two cells tagged `parameters`.
    ParameterError
        If that cell cannot be read.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        cells = [(c["cell_type"], "".join(c["source"]), _tags(c)) for c in content["cells"]]
    except (ValueError, KeyError, TypeError, AttributeError, OSError):
        raise ProjectError(
            "this is not a notebook", where=path, remedy="Save it again from JupyterLab."
        ) from None
    tagged = [source for kind, source, tags in cells if kind == "code" and "parameters" in tags]
    if len(tagged) > 1:
        raise ProjectError("two cells are tagged parameters; one may be", where=path)
    headings = (
        re.search(r"^# +(.+)$", source, re.M) for kind, source, _ in cells if kind == "markdown"
    )
    title = next((match[1].strip() for match in headings if match), path.stem)
    parameters = read_parameters(tagged[0], str(path)) if tagged else ()
    return Notebook(path, path.stem, title, parameters)


def _tags(cell: dict[str, dict[str, list[str]]]) -> list[str]:
    return cell.get("metadata", {}).get("tags", [])


def run_command(run: str) -> str:
    """Return the command that makes a folder of outputs/ again.

    Examples
    --------
    >>> run_command("topics-12"), run_command("reference")
    ('unreports run topics-12', 'make reference')
    """
    return f"make {run}" if run == REFERENCE else f"unreports run {run}"


def check_run_name(name: str, where: Path | None = None, line: int | None = None) -> str:
    """Return the name of a run if it can be the name of a folder on every system.

    Raises
    ------
    ProjectError
        If it holds anything but small letters, digits, `_` and `-`, with the file and line of it.
    """
    if not _RUN_NAME.fullmatch(name):
        raise ProjectError(
            f"{name!r} cannot name a run", where=where, line=line,
            remedy="Use up to 64 small letters, digits, _ and -, starting with a letter or digit.",
        )  # fmt: skip
    return name
