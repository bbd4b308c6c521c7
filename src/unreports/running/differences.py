"""Where two results of one kind first differ: notebooks by cell and output, tables by column.

Without a tolerance everything counts. With one, for another kind of machine, numbers may differ by
that share of their size, or by one in the last digit printed (a rounding that fell the other way);
whole numbers and the text around them may not. Drawings are then not looked into, for their lines
are made of numbers too.
"""

from __future__ import annotations

import csv
import hashlib
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
FLOAT_DIGITS = 6  # as `markup.plain` writes them into tables
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
    first, second = _rows(before), _rows(now)
    header = first[0] if first else []
    if first[:1] != second[:1]:
        return "the header", ",".join(header), ",".join(second[0] if second else [])
    for number, (one, other) in enumerate(zip_longest(first[1:], second[1:]), start=1):
        if one is None or other is None:
            return f"row {number}", _row(one), _row(other)
        for position, pair in enumerate(zip_longest(one, other, fillvalue=ABSENT)):
            if not alike(*pair, tolerance, digits=FLOAT_DIGITS):
                column = header[position] if position < len(header) else str(position + 1)
                return f"row {number}, column {column}", *pair
    return None


def _rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8", errors="replace"), newline="")))


def _row(row: list[str] | None) -> str:
    return ABSENT if row is None else ",".join(row)


def _notebook(before: bytes, now: bytes, tolerance: float) -> _Place | None:
    """Compare two executed notebooks; cells are counted from 1 as a reader sees them."""
    try:
        first, second = json.loads(before)["cells"], json.loads(now)["cells"]
    except (ValueError, KeyError, TypeError):
        return None
    for number, (one, other) in enumerate(zip_longest(first, second), start=1):
        if one is None or other is None:
            return f"cell {number}", _source(one), _source(other)
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
    for number, (one, other) in enumerate(zip_longest(first, second), start=1):
        parts, others = _parts(one or {}), _parts(other or {})
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
        digests = (hashlib.sha256(content).hexdigest()[:12] for content in (before, now))
        return "its bytes", f"SHA-256 {next(digests)}…", f"SHA-256 {next(digests)}…"
    pairs = enumerate(zip_longest(first, second, fillvalue=ABSENT), start=1)
    number, pair = next((number, pair) for number, pair in pairs if pair[0] != pair[1])
    return f"line {number}", pair[0], pair[1]


def alike(before: str, now: str, tolerance: float, *, digits: int | None = None) -> bool:
    """Whether two texts are the same but for their numbers, and those within the tolerance.

    Parameters
    ----------
    before, now : str
        The texts.
    tolerance : float
        The share of its size by which a number may differ; 0 for none.
    digits : int, optional
        To how many significant digits numbers are printed; otherwise to what is seen.

    Examples
    --------
    >>> alike("mean 0.123456", "mean 0.123457", 1e-9), alike("mean 0.1234", "mean 0.1236", 1e-9)
    (True, False)
    >>> alike("0.5", "0.5000000001", 1e-9), alike("2 of 3", "2 of 4", 1e-9), alike("1", "1.0", 0)
    (True, False, False)
    >>> alike("0.2", "0.3", 1e-9, digits=6), alike("0.2", "0.200001", 1e-9, digits=6)
    (False, True)
    """
    if before == now:
        return True
    if not tolerance:
        return False
    before, now = _DRAWING.sub("data:", before), _DRAWING.sub("data:", now)
    if _NUMBER.split(before) != _NUMBER.split(now):
        return False
    pairs = zip(_NUMBER.findall(before), _NUMBER.findall(now), strict=True)
    return all(_near(one, other, tolerance, digits) for one, other in pairs)


def _near(one: str, other: str, tolerance: float, digits: int | None) -> bool:
    first, second = Decimal(one), Decimal(other)
    difference, size = abs(first - second), max(abs(first), abs(second))
    if difference <= Decimal(tolerance) * size:
        return True
    if not re.search("[.eE]", one + other):
        return False  # a count, a paragraph or a year is the same or it is not
    if digits is not None:
        return difference <= Decimal(1).scaleb(size.adjusted() - digits + 1)
    return difference <= Decimal(1).scaleb(max(_last_digit(first), _last_digit(second)))


def _last_digit(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


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
