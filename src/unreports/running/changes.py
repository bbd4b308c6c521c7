"""What changed between two tables of the same name: rows added, removed and changed."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass

_KEY_COLUMNS = 4  # at most that together tell the rows of a table apart


@dataclass(frozen=True)
class Changes:
    """How one table differs from another.

    Parameters
    ----------
    rows : int
        How many rows the later one has.
    added, removed, changed : int
        How many rows are new, gone, or other under the same key.
    columns : tuple of str
        The columns in which a row changed; all columns, where they are others than before.
    key : tuple of str
        The columns by which rows were matched; none where no few columns tell them apart, and a
        changed row then counts as one removed and one added.
    """

    rows: int
    added: int
    removed: int
    changed: int
    columns: tuple[str, ...] = ()
    key: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Say it in words.

        Examples
        --------
        >>> str(Changes(12, 2, 0, 1, ("weight",), ("term",)))
        '2 added, 1 changed (weight), of 12 rows'
        """
        counts = {"added": self.added, "removed": self.removed, "changed": self.changed}
        words = [f"{number} {name}" for name, number in counts.items() if number]
        if self.columns and not self.changed:
            return f"the columns are {', '.join(self.columns)}"
        if not words:
            return "the same rows in another order"
        if self.changed:
            words[-1] += f" ({', '.join(self.columns)})"
        return f"{', '.join(words)}, of {self.rows} row{'' if self.rows == 1 else 's'}"


def table_changes(before: str, now: str) -> Changes:
    """Compare two tables, as CSV, that have the same columns or not.

    Rows are matched by the fewest first columns that tell the rows of both tables apart.

    Examples
    --------
    >>> table_changes("term,n\\npaix,3\\ndroit,1\\n", "term,n\\npaix,4\\nonu,1\\n")
    Changes(rows=2, added=1, removed=1, changed=1, columns=('n',), key=('term',))
    """
    first, second = (list(csv.reader(io.StringIO(text, newline=""))) for text in (before, now))
    header, others = (first or [[]])[0], (second or [[]])[0]
    if header != others:
        return Changes(len(second) - 1, len(second) - 1, len(first) - 1, 0, tuple(others))
    size = _key_size(first[1:], second[1:])
    if not size:
        counts, new = Counter(map(tuple, first[1:])), Counter(map(tuple, second[1:]))
        added, removed = (new - counts).total(), (counts - new).total()
        return Changes(len(second) - 1, added, removed, 0)
    old = {tuple(row[:size]): row for row in first[1:]}
    rows = {tuple(row[:size]): row for row in second[1:]}
    pairs = [(old[key], rows[key]) for key in rows if key in old]
    moved = [name for at, name in enumerate(header) if any(a[at] != b[at] for a, b in pairs)]
    return Changes(
        rows=len(rows),
        added=len(rows.keys() - old.keys()),
        removed=len(old.keys() - rows.keys()),
        changed=sum(a != b for a, b in pairs),
        columns=tuple(moved),
        key=tuple(header[:size]),
    )


def _key_size(first: list[list[str]], second: list[list[str]]) -> int:
    for size in range(1, _KEY_COLUMNS + 1):
        if all(len({tuple(r[:size]) for r in rows}) == len(rows) for rows in (first, second)):
            return size
    return 0
