"""One Excel workbook of all tables of a run: a sheet that lists them, then a sheet for each.

It is made from the CSV files, so that the two cannot disagree, a row at a time, so that long tables
need no memory. Text is written as text whatever it looks like. Nothing in the file depends on when
or where it was made.
"""

from __future__ import annotations

import csv
import re
import tempfile
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from unreports.files import opens_formula, revive, write_bytes
from unreports.site.described import in_words
from unreports.site.downloads import WORKBOOK
from unreports.site.text import visible

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

CONTENTS = "Contents"
_ROWS, _COLUMNS, _CHARACTERS = 1_048_576, 16_384, 32_767  # what Excel takes, the header included
_NAME = 31  # characters of a sheet's name
_MEASURED = 500  # rows that decide how wide a column is
_NARROW, _WIDE = 8, 60  # characters
_CREATED = datetime(1980, 1, 1, tzinfo=UTC)
# A number as `markup.plain` writes it, short enough for a spreadsheet to keep every digit.
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?(?:e[-+]\d{2,3})?")


@dataclass(frozen=True)
class _Table:
    """A table of the run, its sheet, and what a look at its file found."""

    name: str
    sheet: str
    caption: str
    notebook: str
    file: str
    rows: int
    numbers: tuple[bool, ...]  # by column: whether it holds numbers that Excel keeps whole
    widths: tuple[int, ...]

    @property
    def note(self) -> str:
        """What of it does not fit into a sheet."""
        return f"cut; all of it is in {self.file}" if self.is_cut else ""

    @property
    def is_cut(self) -> bool:
        return self.rows >= _ROWS or len(self.widths) > _COLUMNS


def write_workbook(folder: Path, manifest: dict[str, Any]) -> bool:
    """Write `tables.xlsx` of a run; return whether there is any table to write.

    Parameters
    ----------
    folder : Path
        The folder of the run, which has the tables.
    manifest : dict
        The record of the run.
    """
    tables = list(_tables(folder, manifest["notebooks"]))
    if not tables:
        return False
    from xlsxwriter import Workbook

    with tempfile.TemporaryDirectory(prefix="unreports-") as temporary:
        path = Path(temporary) / WORKBOOK
        options = {"constant_memory": True, "tmpdir": temporary}
        with Workbook(str(path), options) as book:
            book.set_properties({"created": _CREATED, "title": f"Tables of {manifest['run']}"})
            writer = _Writer(book)
            writer.contents(manifest, tables)
            for table in tables:
                writer.table(table, folder)
        write_bytes(folder / WORKBOOK, path.read_bytes())
    return True


def _tables(folder: Path, notebooks: dict[str, Any]) -> Iterator[_Table]:
    taken = {CONTENTS.lower(), "history"}  # Excel keeps the second for itself
    for notebook in notebooks.values():
        for record in notebook["written"]:
            if record["kind"] == "table" and (folder / record["files"][0]).is_file():
                file = record["files"][0]
                sheet = sheet_name(record["name"], taken)
                taken.add(sheet.lower())
                yield _Table(
                    record["name"], sheet, record["caption"], notebook["title"], file,
                    *_look(folder / file, record.get("numbers", ())),
                )  # fmt: skip


def sheet_name(name: str, taken: set[str]) -> str:
    """Return a sheet's name for a table: short, and none of those taken (in small letters).

    Examples
    --------
    >>> sheet_name("terms", set()), sheet_name("history", {"history"})
    ('terms', 'history~2')
    """
    found, number = name[:_NAME], 1
    while found.lower() in taken:
        number += 1
        found = f"{name[: _NAME - len(str(number)) - 1]}~{number}"
    return found


def _look(path: Path, numeric: Collection[str]) -> tuple[int, tuple[bool, ...], tuple[int, ...]]:
    """Count the rows of a table; find which columns hold numbers, and how wide all are."""
    rows = _read(path)
    header = next(rows, [])
    widths = [len(cell) + 3 for cell in header]  # with room for the filter's button
    numbers, count = [cell in numeric for cell in header], 0
    for count, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            if cell and numbers[place]:
                numbers[place] = _NUMBER.fullmatch(cell) is not None
            if count <= _MEASURED and len(cell) > widths[place]:
                widths[place] = len(cell)
    return count, tuple(numbers), tuple(min(max(width, _NARROW), _WIDE) for width in widths)


def _read(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.reader(lines)


class _Writer:
    """What writes the sheets of one workbook; rows come in order, for they are not kept."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        # Excel takes a text that is edited for a formula, where it begins so and has no such mark.
        self.quoted = book.add_format({"quote_prefix": True})
        self.header = book.add_format({"bold": True, "bottom": 1, "quote_prefix": True})
        self.link = book.get_default_url_format()

    def contents(self, manifest: dict[str, Any], tables: list[_Table]) -> None:
        """Write the first sheet: the run, its documents, its tables and its parameters."""
        sheet = self.book.add_worksheet(CONTENTS)
        for first, last, width in ((0, 0, 32), (1, 1, 70), (2, 5, 24)):
            sheet.set_column(first, last, width)
        self._row(sheet, 0, [f"Tables of the run {manifest['run']}"], self.header)
        documents = [
            [d["symbol"], d["title"], d["date"], d["language"], d["paragraphs"], d["words"]]
            for d in manifest["documents"]
        ]
        at = self._block(
            sheet, 2, ["document", "title", "date", "language", "paragraphs", "words"], documents
        )
        listed = [[t.sheet, t.caption or t.name, t.notebook, t.rows, t.note] for t in tables]
        at = self._block(
            sheet, at, ["table", "what it shows", "notebook", "rows", "note"], listed, True
        )
        parameters = [
            [row.name, row.words, notebook["title"], row.value]
            for notebook in manifest["notebooks"].values()
            for row in in_words(notebook).rows
        ]
        self._block(sheet, at, ["parameter", "what it is", "notebook", "value"], parameters)

    def _block(
        self,
        sheet: Worksheet,
        at: int,
        header: list[str],
        rows: Iterable[list[Any]],
        linked: bool = False,
    ) -> int:
        """Write rows under a header; the first cells may lead to the sheets that they name."""
        self._row(sheet, at, header, self.header)
        for row in rows:
            at += 1
            if linked:
                sheet.write_url(at, 0, f"internal:'{row[0]}'!A1", self.link, row[0])
            self._row(sheet, at, row, start=int(linked))
        return at + 2

    def table(self, table: _Table, folder: Path) -> None:
        """Write the sheet of a table."""
        sheet = self.book.add_worksheet(table.sheet)
        sheet.freeze_panes(1, 0)
        for place, width in enumerate(table.widths[:_COLUMNS]):
            sheet.set_column(place, place, width)
        rows = islice(_read(folder / table.file), _ROWS)
        self._row(sheet, 0, map(revive, next(rows, [])), self.header)
        last = 0
        for last, row in enumerate(rows, start=1):
            cells = zip(row, table.numbers, strict=True)
            self._row(sheet, last, (float(c) if n and c else revive(c) for c, n in cells))
        if table.widths:
            sheet.autofilter(0, 0, last, min(len(table.widths), _COLUMNS) - 1)
        # Elsewhere every text that looks like a number, such as a year, would get a green corner.
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})

    def _row(
        self,
        sheet: Worksheet,
        at: int,
        values: Iterable[Any],
        style: Format | None = None,
        start: int = 0,
    ) -> None:
        for place, value in enumerate(islice(values, start, _COLUMNS), start=start):
            if isinstance(value, (int, float)):
                sheet.write_number(at, place, value, style)
            elif value:
                quoted = self.quoted if style is None and opens_formula(value) else style
                sheet.write_string(at, place, _fitting(value), quoted)


def _fitting(text: str) -> str:
    """Make a text fit into a cell, and be one."""
    shown = visible(text)
    # The library counts as Excel does, in units of UTF-16.
    if len(shown) > _CHARACTERS // 2 and len(shown.encode("utf-16-le")) > 2 * _CHARACTERS:
        shown = shown.encode("utf-16-le")[: 2 * (_CHARACTERS - 2)].decode("utf-16-le", "ignore")
        shown += " …"
    # It takes a text in such tags for XML of its own, and writes it as it is.
    return f"{shown} " if shown.startswith("<r>") and shown.endswith("</r>") else shown
