"""The first rows of a table for a comparison: what they are about, not the numbers they run under.

A topic or a class has a number that only its own run knows: topic 3 of six is not topic 3 of eight.
Such rows are shown by what they hold, and counted as common by that.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

_NUMBERED = ("topic", "class", "cluster")  # a run's own numbers, which are no identity
_GROUP, _LABEL = "term", "label"  # what stands for such a number: its terms, or a label of them
_ROWS, _COLUMNS, _TERMS, _GROUPS = 8, 4, 8, 12
_LENGTH = 80  # characters of a text
_FRACTION = re.compile(r"-?\d+\.\d+(?:e[-+]?\d+)?")


@dataclass(frozen=True)
class Leading:
    """The first rows of a table.

    Parameters
    ----------
    head : tuple of str
        The names of the columns.
    rows : tuple of tuple of str
        The rows that are shown.
    keys : frozenset of str
        What all the rows are about, whether shown or not.
    numbered : str
        What the rows are numbered as, where the number is left out.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    keys: frozenset[str]
    numbered: str = ""

    def common(self, first: Leading) -> str:
        """Say how much of this the first run has too, where numbers cannot tell.

        Examples
        --------
        >>> one = leading_rows("topic,label\\n1,paix\\n2,droit\\n")
        >>> leading_rows("topic,label\\n1,eau\\n2,paix\\n3,mer\\n").common(one)
        '1 of 3 labels is in the first run too (matched by label, not by number)'
        """
        if not self.numbered:
            return ""
        if not self.head:
            return f"by {self.numbered}, whose numbers stand for something else in each run"
        same, noun = len(self.keys & first.keys), _LABEL if self.head[0] == _LABEL else _GROUP
        return (
            f"{same} of {len(self.keys)} {noun}s {'is' if same == 1 else 'are'} in the first run "
            f"too (matched by {noun}, not by number)"
        )


def leading_rows(table: str, shown: Sequence[str] = ()) -> Leading:
    """Return the first rows of a table; none where they mean nothing without their numbers.

    Parameters
    ----------
    table : str
        The table, as CSV.
    shown : sequence of str
        The columns that the notebook shows; all otherwise.

    Examples
    --------
    >>> leading_rows("topic,term,weight\\n1,paix,3\\n1,droit,2\\n2,eau,3\\n").rows
    (('paix, droit',), ('eau',))
    >>> leading_rows("section,topic,share\\n2.1,1,0.5\\n").rows
    ()
    """
    header, *rows = list(csv.reader(io.StringIO(table, newline=""))) or [[]]
    number = next((name for name in _NUMBERED if _counts(name, header, rows)), "")
    if number and _GROUP in header:
        return _grouped(header, rows, number)
    if number and _LABEL not in header:
        return Leading((), (), frozenset(), number)
    names = [name for name in shown or header if name in header and name != number]
    if number:
        names = [_LABEL, *(name for name in names if name != _LABEL)]
    places = [header.index(name) for name in names[:_COLUMNS]]
    return Leading(
        head=tuple(name.replace("_", " ") for name in names[:_COLUMNS]),
        rows=tuple(tuple(_short(row[place]) for place in places) for row in rows[:_ROWS]),
        keys=frozenset(row[places[0]] for row in rows) if places else frozenset(),
        numbered=number,
    )


def _counts(name: str, header: list[str], rows: list[list[str]]) -> bool:
    """Whether a column of that name holds numbers, and not a class such as "noun"."""
    return name in header and any(row[header.index(name)].isdigit() for row in rows)


def _grouped(header: list[str], rows: list[list[str]], number: str) -> Leading:
    """Gather the first terms of each number, in the order of the table."""
    groups: dict[str, dict[str, None]] = {}
    for row in rows:
        terms = groups.setdefault(row[header.index(number)], {})
        if len(terms) < _TERMS:
            terms[row[header.index(_GROUP)]] = None
    return Leading(
        head=(f"leading {_GROUP}s",),
        rows=tuple((", ".join(terms),) for terms in list(groups.values())[:_GROUPS]),
        keys=frozenset(term for terms in groups.values() for term in terms),
        numbered=number,
    )


def _short(text: str) -> str:
    """Write a fraction to three digits, and a long text in part."""
    if _FRACTION.fullmatch(text):
        return f"{float(text):.3g}"
    return text if len(text) <= _LENGTH else f"{text[: _LENGTH - 1]}…"
