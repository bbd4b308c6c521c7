"""Where two results of one kind first differ: notebooks by cell and output, tables by column.

Without a tolerance everything counts. With one, for another kind of machine, numbers may differ by
that share of their size, or by one in the last digit printed (a rounding that fell the other way);
the text around them may not. Drawings are then not looked into: their lines are made of numbers too.
"""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest
from typing import Any

_WIDTH = 60  # characters of a value that are shown
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
_DRAWING = re.compile(r"data:image/[a-z+]+;base64,[A-Za-z0-9+/=]+")
ABSENT = "(nothing)"


@dataclass(frozen=True)
class Difference:
    """The first difference between two files.

    Parameters
    ----------
    file : str
        The file, relative to the folder of the run.
    place : str
        Where in it, such as "row 3, column weight"; empty for the file as a whole.
    before, now : str
        The two values, shortened around the first character that differs.
    """

    file: str
    place: str
    before: str
    now: str

    def __str__(self) -> str:
        """Say it in one line."""
        where = f"{self.file}, {self.place}" if self.place else self.file
        return f"{where}: {self.before} in the run, {self.now} now"


def find_difference(file: str, before: bytes, now: bytes, tolerance: float) -> Difference | None:
    """Return the first difference between two versions of a file, or None.

    Parameters
    ----------
    file : str
        Its name, which says of what kind it is.
    before, now : bytes
        The two contents.
    tolerance : float
        By which share of its size a number may differ; 0 compares byte for byte.
    """
    if before == now:
        return None
    kind = file.rpartition(".")[2]
    places = None
    if kind == "csv":
        places = _table(before, now, tolerance)
    elif kind == "ipynb":
        places = _notebook(before, now, tolerance)
    elif tolerance:
        return None
    if places is None and not tolerance:
        places = _bytes(before, now)
    if places is None:
        return None
    place, *values = places
    return Difference(file, place, *shorten_pair(*values))


_Place = tuple[str, str, str]


def _table(before: bytes, now: bytes, tolerance: float) -> _Place | None:
    """Compare two tables cell by cell; rows are counted from 1 under the header."""
    first, second = (
        list(csv.reader(io.StringIO(_decode(text), newline=""))) for text in (before, now)
    )
    header = first[0] if first else []
    if first[:1] != second[:1]:
        return "the header", ",".join(header), ",".join(second[0] if second else [])
    for number, rows in enumerate(zip_longest(first[1:], second[1:]), start=1):
        one, other = rows
        if one is None or other is None:
            return f"row {number}", *(ABSENT if row is None else ",".join(row) for row in rows)
        for position, pair in enumerate(zip_longest(one, other, fillvalue=ABSENT)):
            if not alike(*pair, tolerance):
                column = header[position] if position < len(header) else str(position + 1)
                return f"row {number}, column {column}", *pair
    return None


def _notebook(before: bytes, now: bytes, tolerance: float) -> _Place | None:
    """Compare two executed notebooks; cells are counted from 1 as a reader sees them."""
    try:
        first, second = json.loads(before)["cells"], json.loads(now)["cells"]
    except (ValueError, KeyError, TypeError):
        return None
    for number, (one, other) in enumerate(zip_longest(first, second), start=1):
        if one is None or other is None:
            return f"cell {number}", *(_source(cell) for cell in (one, other))
        if one["cell_type"] != other["cell_type"] or _source(one) != _source(other):
            return f"cell {number}, its source", _source(one), _source(other)
        if found := _outputs(one.get("outputs", []), other.get("outputs", []), tolerance):
            return f"cell {number}, {found[0]}", *found[1:]
        if not tolerance and one != other:
            return f"cell {number}, its metadata", _json(one), _json(other)
    return None


def _source(cell: dict[str, Any] | None) -> str:
    return ABSENT if cell is None else _text(cell["source"])


def _outputs(first: list[Any], second: list[Any], tolerance: float) -> _Place | None:
    for number, (one, other) in enumerate(zip_longest(first, second, fillvalue={}), start=1):
        parts, others = _parts(one), _parts(other)
        for kind in dict.fromkeys([*parts, *others]):
            if tolerance and kind.startswith("image/") and kind in parts and kind in others:
                continue
            pair = parts.get(kind, ABSENT), others.get(kind, ABSENT)
            if not alike(*pair, tolerance):
                return f"output {number} ({kind})", *pair
    return None


def _parts(output: dict[str, Any]) -> dict[str, str]:
    """Return the parts of an output, what a person reads first of all."""
    parts = {kind: _text(content) for kind, content in output.get("data", {}).items()}
    rest = {k: v for k, v in output.items() if k not in ("data", "text", "traceback")}
    for name in ("text", "traceback"):
        if name in output:
            parts[str(output.get("name", name))] = _text(output[name])
    ordered = sorted(parts, key=lambda kind: (kind != "text/plain", kind))
    return {kind: parts[kind] for kind in ordered} | ({"metadata": _json(rest)} if rest else {})


def _bytes(before: bytes, now: bytes) -> _Place:
    """Compare two files line by line, or by their sizes where they are not text."""
    try:
        first, second = before.decode("utf-8").split("\n"), now.decode("utf-8").split("\n")
    except UnicodeDecodeError:
        sizes = (f"{len(content):,} bytes" for content in (before, now))
        return "", *(size if len(before) != len(now) else f"other {size}" for size in sizes)
    pairs = enumerate(zip_longest(first, second, fillvalue=ABSENT), start=1)
    number, pair = next((number, pair) for number, pair in pairs if pair[0] != pair[1])
    return f"line {number}", *pair


def alike(before: str, now: str, tolerance: float) -> bool:
    """Whether two texts are the same but for their numbers, and those within the tolerance.

    Examples
    --------
    >>> alike("mean 0.123456", "mean 0.123457", 1e-9), alike("mean 0.1234", "mean 0.1236", 1e-9)
    (True, False)
    >>> alike("0.5", "0.5000000001", 1e-9), alike("2 of 3", "2 of 4", 1e-9), alike("1", "1.0", 0)
    (True, False, False)
    """
    if before == now:
        return True
    if not tolerance:
        return False
    before, now = _DRAWING.sub("data:", before), _DRAWING.sub("data:", now)
    if _NUMBER.split(before) != _NUMBER.split(now):
        return False
    pairs = zip(_NUMBER.findall(before), _NUMBER.findall(now), strict=True)
    return all(_near(one, other, tolerance) for one, other in pairs)


def _near(one: str, other: str, tolerance: float) -> bool:
    if one == other:
        return True
    first, second = Decimal(one), Decimal(other)
    difference = abs(first - second)
    if difference <= Decimal(tolerance) * max(abs(first), abs(second)):
        return True
    # A whole number is a count, a paragraph or a year: it is the same or it is not.
    printed = [value.as_tuple().exponent for value in (first, second)]
    last = max(exponent for exponent in printed if isinstance(exponent, int))
    return last < 0 and difference <= Decimal(1).scaleb(last)


def shorten_pair(before: str, now: str) -> tuple[str, str]:
    """Shorten two texts to what is around their first difference.

    Examples
    --------
    >>> shorten_pair("0.12", "0.13")
    ('0.12', '0.13')
    >>> shorten_pair("x" * 90 + "a", "x" * 90 + "b")[0]
    '…xxxxxxxxxxxxxxxxxxxxa'
    """
    common = next(
        (at for at, pair in enumerate(zip(before, now, strict=False)) if pair[0] != pair[1]),
        min(len(before), len(now)),
    )
    start = max(0, common - 20) if max(len(before), len(now)) > _WIDTH else 0
    return _shorten(before, start), _shorten(now, start)


def _shorten(text: str, start: int) -> str:
    cut = text[start : start + _WIDTH]
    end = "…" if start + _WIDTH < len(text) else ""
    shown = ("…" if start else "") + cut.replace("\n", "⏎") + end
    return shown or '""'


def _text(content: Any) -> str:
    if isinstance(content, str):
        return content
    if isinstance(content, list) and all(isinstance(line, str) for line in content):
        return "".join(content)
    return _json(content)


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True)


def _decode(content: bytes) -> str:
    return content.decode("utf-8", errors="replace")
