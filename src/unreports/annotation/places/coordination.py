"""Regions under one noun: "Afrique de l'Ouest et du Centre", "West and Central Africa".

French names go on after the noun that they begin with, English ones come before the noun that they
end with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from unreports.annotation.places.names import Name, Names, fold

_LINK = r"(?:,|,?\s(?:et|ou|and|or|&))\s"
_AFTER = re.compile(rf"{_LINK}((?:(?:de\sl['’]|du\s|de\sla\s|de\s|d['’])?)([^\W\d_][\w-]*))")
_BEFORE = re.compile(rf"(?<![\w-])([A-Z][\w-]*){_LINK}\Z")
_REACH = 40


def coordinated(text: str, start: int, end: int, names: Names) -> list[tuple[int, int, Name]]:
    """Find the regions that share the noun of a region named in full.

    Parameters
    ----------
    text : str
        A paragraph.
    start, end : int
        Where the region is named.
    names : Names
        Those of the language.

    Returns
    -------
    list of (int, int, Name)
        Start, end and name of each, in reading order; the noun is not in them.
    """
    first, _, _ = fold(text[start:end]).partition(" ")
    _, _, last = fold(text[start:end]).rpartition(" ")
    before = list(_before(text, start, last, names))[::-1]
    return before + list(_after(text, end, first, names))


def _after(text: str, end: int, noun: str, names: Names) -> Iterator[tuple[int, int, Name]]:
    while match := _AFTER.match(text, end):
        name = _region(f"{noun} {fold(match[1])}", names)
        if name is None:
            return
        yield *match.span(2), name
        end = match.end()


def _before(text: str, start: int, noun: str, names: Names) -> Iterator[tuple[int, int, Name]]:
    while match := _BEFORE.search(text[max(0, start - _REACH) : start]):
        name = _region(f"{fold(match[1])} {noun}", names)
        if name is None:
            return
        begin = max(0, start - _REACH) + match.start()
        yield begin, begin + len(match[1]), name
        start = begin


def _region(folded: str, names: Names) -> Name | None:
    entries = names.by_word.get(re.split(r"\W", folded, maxsplit=1)[0], ())
    return next((n for n in entries if n.folded == folded and n.kind == "region"), None)
