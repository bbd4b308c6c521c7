"""The page that shows runs side by side: `outputs/compare.html`.

The others are compared with the first. A run that left a notebook out (a sweep repeats only those
that its parameters touch) has nothing to show there, and the page says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from unreports.errors import ProjectError
from unreports.files import write_text
from unreports.running.changes import table_changes
from unreports.running.leading import Leading, leading_rows
from unreports.running.project import Project
from unreports.running.repeat import find_run
from unreports.running.wording import Piece, pieces, sentences, shown_columns
from unreports.site.assets import FOLDER
from unreports.site.described import in_words
from unreports.site.frame import Heading, render

PAGE = "compare.html"
_SENTENCES = 12  # of a notebook, at most
_ABSENT = "not run"
_SAME = "the same"


@dataclass(frozen=True)
class Run:
    """One of the runs: its name, its folder and its record."""

    name: str
    folder: Path
    manifest: dict[str, Any]

    def notebook(self, name: str) -> dict[str, Any] | None:
        """Return the record of a notebook, or None where it was not run."""
        found: dict[str, Any] | None = self.manifest["notebooks"].get(name)
        return found

    def written(self, notebook: str, kind: str) -> dict[str, dict[str, Any]]:
        """Return the tables or figures of a notebook by name."""
        records = (self.notebook(notebook) or {"written": ()})["written"]
        return {record["name"]: record for record in records if record["kind"] == kind}


class Cell(NamedTuple):
    """What one run has to say in a row, and whether it differs from the first."""

    text: str
    other: bool = False
    address: str = ""
    image: str = ""
    pieces: tuple[Piece, ...] = ()
    leading: Leading | None = None
    common: str = ""


class Row(NamedTuple):
    """One thing compared: its name, what it is, and a cell for each run."""

    name: str
    words: str
    cells: tuple[Cell, ...]

    @property
    def differs(self) -> bool:
        """Whether any run differs from the first."""
        return any(cell.other for cell in self.cells)


@dataclass(frozen=True)
class Part:
    """What is compared of one notebook."""

    id: str
    title: str
    sentences: tuple[Row, ...]
    tables: tuple[Row, ...]
    figures: tuple[Row, ...]
    same: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Whether anything in it differs."""
        return bool(self.sentences or self.tables or self.figures)


def write_comparison(project: Project, names: Sequence[str]) -> Path:
    """Write the page that compares runs, and return its path.

    Parameters
    ----------
    project : Project
        The project.
    names : sequence of str
        Folders in outputs/; the others are compared with the first.

    Raises
    ------
    ProjectError
        Fewer than two runs are named, or one is not there.
    """
    runs = [Run(name, *find_run(project, name)) for name in dict.fromkeys(names)]
    if len(runs) < 2:
        raise ProjectError(
            "a comparison takes two runs or more", where="compare",
            remedy="Such as: unreports compare default topics-12",
        )  # fmt: skip
    path = project.output_folder(PAGE)
    write_text(path, comparison_page(runs))
    return path


def comparison_page(runs: Sequence[Run]) -> str:
    """Return the page that compares runs with the first of them."""
    titles = {n: r["title"] for run in runs for n, r in run.manifest["notebooks"].items()}
    parts = [_part(name, title, runs) for name, title in sorted(titles.items())]
    changed = [part for part in parts if part.differs]
    parameters = parameter_rows(runs)
    headings = [Heading(2, "runs", "Runs"), Heading(2, "parameters", "Parameters")]
    headings += [Heading(2, part.id, part.title) for part in changed]
    return render(
        "compare.html.j2",
        assets=next((f"{r.name}/{FOLDER}" for r in runs if (r.folder / FOLDER).is_dir()), ""),
        run=" · ".join(run.name for run in runs),
        title="Runs side by side",
        headings=headings,
        runs=[_summary(run, titles) for run in runs],
        parameters=[row for row in parameters if row.differs],
        alike=sum(not row.differs for row in parameters),
        parts=changed,
        unchanged=[part.title for part in parts if not part.differs],
    )


def _summary(run: Run, titles: dict[str, str]) -> dict[str, Any]:
    index = run.folder / "index.html"
    records = run.manifest["notebooks"]
    return {
        "name": run.name,
        "address": f"{run.name}/index.html" if index.is_file() else "",
        "documents": ", ".join(d["symbol"] for d in run.manifest["documents"]),
        "notebooks": ", ".join(name for name in titles if name in records),
        "failed": ", ".join(n for n, record in records.items() if record["status"] != "done"),
    }


def parameter_rows(runs: Sequence[Run]) -> list[Row]:
    """Return every parameter with its value in each run; one that notebooks share, once."""
    found: dict[tuple[str, str], dict[int, tuple[str, str]]] = {}
    for position, run in enumerate(runs):
        for notebook, record in run.manifest["notebooks"].items():
            for row in in_words(record).rows:
                found.setdefault((row.name, notebook), {})[position] = (row.value, row.words)
    rows: dict[tuple[Any, ...], Row] = {}
    for (name, notebook), values in found.items():
        texts = [values.get(position, (_ABSENT, ""))[0] for position in range(len(runs))]
        words = next(iter(values.values()))[1]
        cells = _cells(texts)
        key = (name, *texts)
        where = f"{rows[key].words}, {notebook}" if key in rows else f"{words} ({notebook}"
        rows[key] = Row(name, where, cells)
    return [row._replace(words=f"{row.words})".lstrip()) for row in rows.values()]


def _cells(texts: Sequence[str]) -> tuple[Cell, ...]:
    """Mark what differs from the first run; a notebook left out does not."""
    base = next((text for text in texts if text != _ABSENT), "")
    return tuple(Cell(text, text not in (base, _ABSENT)) for text in texts)


def _part(name: str, title: str, runs: Sequence[Run]) -> Part:
    columns = [shown_columns(_executed(run, name)) for run in runs]
    tables = [_table(name, table, runs, columns) for table in _names(name, "table", runs)]
    figures = [_figure(name, figure, runs) for figure in _names(name, "figure", runs)]
    rows = [*tables, *figures]
    return Part(
        id=name,
        title=title,
        sentences=tuple(row for row in _sentences(name, runs) if row.differs),
        tables=tuple(row for row in tables if row.differs),
        figures=tuple(row for row in figures if row.differs),
        same=tuple(row.name for row in rows if not row.differs),
    )


def _names(notebook: str, kind: str, runs: Sequence[Run]) -> list[str]:
    return list(dict.fromkeys(name for run in runs for name in run.written(notebook, kind)))


def _table(
    notebook: str, name: str, runs: Sequence[Run], columns: Sequence[Mapping[str, list[str]]]
) -> Row:
    """Say how a table differs from that of the first run which has it."""
    file, base, words = f"tables/{name}.csv", "", ""
    cells: list[Cell] = []
    first: Leading | None = None
    for run, shown in zip(runs, columns, strict=True):
        record = run.written(notebook, "table").get(name)
        path = run.folder / file
        if record is None or not path.is_file():
            cells.append(_missing(run, notebook, bool(base)))
            continue
        text, words = path.read_text(encoding="utf-8"), words or record["caption"]
        address = f"{run.name}/{file}"
        leading = leading_rows(text, shown.get(name, ()))
        count = f"{record['rows']} row{'' if record['rows'] == 1 else 's'}"
        if not base:
            base, first = text, leading
            cells.append(Cell(count, address=address, leading=leading))
        elif text == base:
            cells.append(Cell(_SAME, address=address))
        elif first and (common := leading.common(first)):
            cells.append(Cell(count, True, address, leading=leading, common=common))
        else:
            cells.append(Cell(str(table_changes(base, text)), True, address, leading=leading))
    return Row(name, words, tuple(cells))


def _missing(run: Run, notebook: str, expected: bool) -> Cell:
    if run.notebook(notebook) is None:
        return Cell(_ABSENT)
    return Cell("not written", expected)


def _figure(notebook: str, name: str, runs: Sequence[Run]) -> Row:
    base, cells, words = "", [], ""
    for run in runs:
        record = run.written(notebook, "figure").get(name)
        digest = run.manifest["files"].get(f"figures/{name}.png", "")
        if record is None or not digest:
            cells.append(_missing(run, notebook, bool(base)))
            continue
        base, words = base or digest, words or record["caption"]
        place = f"figures/{name}"
        image = f"{run.name}/{place}.png" if (run.folder / f"{place}.png").is_file() else ""
        cells.append(Cell(record["alt"], digest != base, f"{run.name}/{place}.svg", image))
    return Row(name, words, tuple(cells))


def _executed(run: Run, notebook: str) -> Path:
    return run.folder / "notebooks" / f"{notebook}.ipynb"


def _sentences(notebook: str, runs: Sequence[Run]) -> list[Row]:
    """Return the first findings of a notebook, one row for each place in it."""
    said = [sentences(_executed(run, notebook)) for run in runs]
    ran = [run.notebook(notebook) is not None for run in runs]
    places = dict.fromkeys(place for found in said for place in found)
    rows = []
    for place in places:
        pairs = zip(said, ran, strict=True)
        texts = [s.get(place, "nothing" if there else _ABSENT) for s, there in pairs]
        cells = _cells(texts)
        base = next((text for text in texts if text != _ABSENT), "")
        marked = (c._replace(pieces=pieces(base, c.text)) if c.other else c for c in cells)
        rows.append(Row(str(place), "", tuple(marked)))
    return [row for row in rows if row.differs][:_SENTENCES]
