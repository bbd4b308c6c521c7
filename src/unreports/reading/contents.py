"""A table of contents, taken out before its entries can pass for headings and annexes."""

from __future__ import annotations

import re

from .headings import label_of, minor_label
from .markup import Line, plain
from .words import every, fold

_HEAD = 400  # lines in which a report prints its contents
_LONGEST = 300  # lines of a table of contents
_TRIED = 5  # entries looked for as the body's first heading
_STRAY = 2  # lines between two entries that bear no page number
_LEADERS = re.compile(r"(?: ?\. ?){3,}|…|_{3,}")
_PAGES = re.compile(r"[\s|.…_]+(?:(?:\d{1,4}|[ivxl]{1,6})(?:\s*[-–]\s*\d{1,4})?[\s|]*)+\Z")


def find_contents(lines: list[Line]) -> tuple[int, int]:
    """Find a table of contents: it ends where its first entry comes again, as a heading.

    Parameters
    ----------
    lines : list of Line
        Running text, labels merged.

    Returns
    -------
    tuple of int
        The indices of its first line and of the line after its last; equal where there is none.
    """
    titles = every("contents")
    heads = (fold(plain(line.text)).strip("*: ") for line in lines[:_HEAD])
    begin = next((place for place, text in enumerate(heads) if text in titles), None)
    if begin is None:
        return 0, 0
    part = lines[begin + 1 : begin + _LONGEST]
    entries = [(place, entry) for place, line in enumerate(part) if (entry := _entry(line.text))]
    for place, entry in entries[:_TRIED]:
        for later in range(place + 1, len(part)):
            text = part[later].text
            if not _paged(text) and not text.startswith("|") and _entry(text) == entry:
                while later > place + 1 and _labels(part[later - 1].text):
                    later -= 1
                return begin, begin + 1 + later
    return begin, begin + 1 + _last_paged(part)


def _labels(text: str) -> bool:
    """Tell whether a line is only a label ("Chapter I"), its title on the next."""
    found = label_of(text)
    return found is not None and not found[1]


def _paged(text: str) -> bool:
    return bool(_PAGES.search(text) or _LEADERS.search(text))


def _entry(text: str) -> str:
    """Give an entry's title, folded, without its label and page; "" where it has no letter."""
    text = _LEADERS.sub(" ", _PAGES.sub("", plain(text))).strip("|*•- ").replace("|", " ")
    text = " ".join(text.split())
    found = label_of(text) or minor_label(text)
    title = fold(found[1] if found else text)
    return title if any(map(str.isalpha, title)) and title not in every("columns") else ""


def _last_paged(part: list[Line]) -> int:
    """Count the lines up to the last one that ends with a page number, few strays between."""
    last = stray = 0
    for count, line in enumerate(part, start=1):
        if (_paged(line.text) and len(line.text) < 200) or line.text.isdecimal():
            last, stray = count, 0
        elif (stray := stray + 1) > _STRAY:
            break
    return last
