"""Footnotes out of the running text, and their marks found in it.

Four forms: a raised mark or `[^1]:` that opens a block; stars that open a block after a starred
word; the foot of a page under a rule of underscores; and, in a file with form feeds, the foot of
a page whose first number is the next footnote's. Marks that belong to no footnote stay as printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from .markup import CLOSE, OPEN, RAISED, Line, marked, plain

_RULE = re.compile(r"[_—–-]{5,}")
_UNDERSCORES = re.compile(r"_{5,}")
_RAISED = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]+){CLOSE}:?(.*)")
_STARS = re.compile(r"(\*{1,3})\s*([^\s*].*)")
_NUMBERED = re.compile(r"(\d{1,3}|[a-z])(?:/?\s+(\S.*))?")
_MARKS = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]+){CLOSE}")
# A mark set as a plain figure: glued to a word or to punctuation, or alone after punctuation.
FIGURE = re.compile(
    r"(?<=[^\W\d_])(\d{1,3})(?![\w/%]|[.,]\d|-\d)"
    r"|(?:(?<=[^\d\s][.,;:)\]”\"’»])|(?<=[.,;:)\]”\"’»])\s)(\d{1,3})(?=\s|$|[)\]”;:]|[.,](?:\s|$))"
)
_SKIPPED = 5  # footnotes that may be lost between two pages' feet
_LONGEST = 60  # lines at the foot of one page


@dataclass(frozen=True)
class Note:
    """A footnote: its mark ("" where none was found), its text and its line in the file."""

    mark: str
    text: str
    line: int


@dataclass
class _Taker:
    """What has been taken so far."""

    kept: list[Line] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    page_start: int = 0
    figures: dict[str, list[tuple[int, int, int]]] | None = None


def take_footnotes(lines: list[Line]) -> tuple[list[Line], list[Note]]:
    """Separate footnotes from running text.

    Parameters
    ----------
    lines : list of Line
        Without page furniture.

    Returns
    -------
    list of Line
        The running text; a mark found as a plain figure is now a marked one.
    list of Note
        In the order of the page.
    """
    taker = _Taker()
    paged = any(line.page for line in lines)
    index = 0
    while index < len(lines):
        line = lines[index]
        if line.page:
            _turn(taker)
        end = _foot(lines, index, taker, paged)
        if end > index:
            _take(lines[index:end], taker)
            index = end
            if index < len(lines):
                lines[index] = replace(lines[index], gap=True)
            continue
        taker.seen.update(_MARKS.findall(line.text))
        taker.kept.append(line)
        taker.figures = None
        index += 1
    return taker.kept, taker.notes


def _turn(taker: _Taker) -> None:
    taker.page_start, taker.figures = len(taker.kept), None


def _foot(lines: list[Line], start: int, taker: _Taker, paged: bool) -> int:
    """Say where a group of footnotes that starts at a line ends; `start` where none does."""
    line = lines[start]
    if _UNDERSCORES.fullmatch(line.text):
        return _page_end(lines, start, paged)
    if (raised := _RAISED.fullmatch(line.text)) and raised[2].strip():
        if line.gap or raised[1] in taker.seen:
            return _run_end(lines, start, _RAISED)
    elif stars := _STARS.fullmatch(line.text):
        known = stars[1] in taker.seen and stars[1] not in {note.mark for note in taker.notes[-5:]}
        if known and (line.gap or start == 0 or lines[start - 1].text[-1:] in ".:;)"):
            return _run_end(lines, start, _STARS)
    elif paged and line.gap and not line.page:
        if _next_number(line, taker):
            return _page_foot(lines, start, start, taker)
        if taker.notes and taker.notes[-1].text[-1:] not in ".)”»":  # it goes on on this page
            for first in range(start + 1, min(start + _SKIPPED, len(lines))):
                if _next_number(lines[first], taker):
                    return _page_foot(lines, start, first, taker)
    return start


def _next_number(line: Line, taker: _Taker) -> bool:
    found = _NUMBERED.fullmatch(line.text)
    last = max((int(note.mark) for note in taker.notes[-9:] if note.mark.isdecimal()), default=0)
    if found is None or not found[1].isdecimal() or line.text.endswith(":"):
        return False
    return last < int(found[1]) <= last + _SKIPPED


def _page_end(lines: list[Line], start: int, paged: bool) -> int:
    """Find the end of what stands under a rule: the page's, or the first running block."""
    end = start + 1
    while end < len(lines) and end - start <= _LONGEST and not lines[end].page:
        following = lines[end]
        if not paged and end > start + 1 and following.gap and not _is_note(following):
            break
        end += 1
    return end


def _is_note(line: Line) -> bool:
    found = _NUMBERED.fullmatch(line.text)
    return bool(_RAISED.fullmatch(line.text) or (found and found[1].isdecimal()))


def _run_end(lines: list[Line], start: int, form: re.Pattern[str]) -> int:
    """Find the end of contiguous footnote lines."""
    end = start + 1
    while end < len(lines) and end - start <= _LONGEST and not lines[end].gap:
        if re.match(r"\d{1,4}\.\s|[IVX]+\.\s", lines[end].text):
            break
        end += 1
    return end


def _page_foot(lines: list[Line], start: int, first: int, taker: _Taker) -> int:
    """Take a page's last lines as footnotes if the page's text bears the first one's mark."""
    mark = _NUMBERED.fullmatch(lines[first].text)
    end = start
    while end < len(lines) and end - start <= _LONGEST and (end == start or not lines[end].page):
        end += 1
    if mark is None or end - start > _LONGEST or (end < len(lines) and not lines[end].page):
        return start
    return end if mark[1] in taker.seen or _figures(taker).get(mark[1]) else start


def _figures(taker: _Taker) -> dict[str, list[tuple[int, int, int]]]:
    """Index the plain figures of this page that could be marks, once a page."""
    if taker.figures is None:
        taker.figures = {}
        for index in range(taker.page_start, len(taker.kept)):
            for match in FIGURE.finditer(taker.kept[index].text):
                place = (index, match.start(), match.end())
                taker.figures.setdefault(match[1] or match[2], []).append(place)
    return taker.figures


def _take(lines: list[Line], taker: _Taker) -> None:
    """Read a group of footnote lines into notes and mark their figures in the page's text."""
    found = _read(lines)
    edits: list[tuple[int, int, int, str]] = []
    position = (taker.page_start, 0)
    for order, (mark, text, line) in enumerate(found):
        if not mark and not order and taker.notes and len(found) > 1:
            last = taker.notes[-1]
            taker.notes[-1] = replace(last, text=f"{last.text} {text}")
            continue
        taker.notes.append(Note(mark, text, line))
        if mark.isdecimal() and mark not in taker.seen:
            for place in _figures(taker).get(mark, ()):
                if place[:2] >= position:
                    edits.append((*place, mark))
                    position = (place[0], place[2])
                    break
    for index, start, end, mark in reversed(edits):
        line_ = taker.kept[index]
        text = line_.text[:start] + marked(mark) + line_.text[end:]
        taker.kept[index] = replace(line_, text=text)
        taker.seen.add(mark)
    taker.figures = None
    if any(mark.isdecimal() for mark, _, _ in found):
        taker.page_start = len(taker.kept)  # the next group's marks come after this one


def _read(lines: list[Line]) -> list[tuple[str, str, int]]:
    """Split footnote lines into (mark, text, line).

    `pdftotext` without -layout may print marks away from their texts; texts without a mark then
    take, in order, the marks without a text.
    """
    notes: list[list[str | int]] = []  # mark, text, line
    loose: list[str] = []
    for line in lines:
        if _RULE.fullmatch(line.text):
            continue
        raised, stars = _RAISED.fullmatch(line.text), _STARS.fullmatch(line.text)
        number = _NUMBERED.fullmatch(line.text)
        if raised and raised[2].strip():
            notes.append([raised[1], raised[2].strip(), line.number])
        elif stars:
            notes.append([stars[1], stars[2], line.number])
        elif number and number[2] is None:
            loose.append(number[1])
        elif number and _plausible(number[1], notes):
            notes.append([number[1], number[2], line.number])
        elif loose and (not notes or line.gap or str(notes[-1][1]).endswith(".")):
            notes.append([loose.pop(0), line.text, line.number])
        elif not notes or (str(notes[-1][1]).endswith(".") and line.gap):
            notes.append(["", line.text, line.number])
        else:
            notes[-1][1] = f"{notes[-1][1]} {line.text}"
    loose.sort(key=lambda mark: (len(mark), mark))
    for note in notes:
        if not note[0] and loose:
            note[0] = loose.pop(0)
    return [(str(mark), plain(str(text)).strip(), int(line)) for mark, text, line in notes]


def _plausible(mark: str, notes: list[list[str | int]]) -> bool:
    """A line that starts with a number is a new footnote only if the number follows on."""
    known = [int(note[0]) for note in notes if str(note[0]).isdecimal()]
    return mark.isalpha() or not known or int(mark) == known[-1] + 1


def anchor_marks(text: str, marks: set[str]) -> tuple[str, list[tuple[str, int]]]:
    """Strip the marks of known footnotes from a paragraph; restore the others as printed.

    Parameters
    ----------
    text : str
        With marks between `OPEN` and `CLOSE`.
    marks : set of str
        The marks that have a footnote.

    Returns
    -------
    str
        Clean text.
    list of (mark, offset)
        Where each stood.

    Examples
    --------
    >>> anchor_marks(f"institutionnelle{marked('1')}, 5 km{marked('2')}.", {"1"})
    ('institutionnelle, 5 km².', [('1', 16)])
    """
    pieces: list[str] = []
    anchors: list[tuple[str, int]] = []
    length = position = 0
    for match in _MARKS.finditer(text):
        before = text[position : match.start()]
        pieces.append(before)
        length += len(before)
        if match[1] in marks:
            anchors.append((match[1], length))
        else:
            kept = "".join(RAISED.get(c, c) for c in match[1])
            pieces.append(kept)
            length += len(kept)
        position = match.end()
    return "".join([*pieces, text[position:]]), anchors
