"""Where footnotes stand on the page: from which line to which.

Five forms: a raised mark or `[^1]:` that opens a block; stars that open a block after a starred
word; the foot of a page under a rule of underscores; where no page is ruled, the foot of a page,
or a block, whose first number is the next footnote's and stands as a mark in the text above.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .markup import CLOSE, OPEN, Line, plain

RULE = re.compile(r"[_—–-]{5,}")
UNDERSCORES = re.compile(r"_{5,}")
RAISED_MARK = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]+){CLOSE}:?(.*)")
STARS = re.compile(r"(\*{1,3})\s*([^\s*].*)")
NUMBERED = re.compile(r"(\d{1,3}|[a-z])(?:/?\s+(\S.*))?")
MARKS = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]+){CLOSE}")
# A mark set as a plain figure: glued to a word or to punctuation, or alone after punctuation.
FIGURE = re.compile(
    r"(?<=[^\W\d_])(\d{1,3})(?![\w/%]|[.,]\d|-\d)"
    r"|(?:(?<=[^\d\s][.,;:)\]”\"’»])|(?<=[.,;:)\]”\"’»])\s|(?<=\b[12]\d{3}[.,;:)]))"
    r"(\d{1,3})(?=\s|$|[)\]”;:]|[.,](?:\s|$))"
    r"|(?<=[\w.,;:)\]”\"’»])\s?(?<!\d)(\d{1,2})/(?=\s|$|[.,;:)])"
)
_OPENS = re.compile(r"[^\W\d_a-z]|[«“\"‘'(]|https?:|www\.|[a-z]+\.[a-z]")
_DONE = re.compile(r"[.!?:;][\"”»’)\]]*\Z")
_CUT = re.compile(r"(?:[\w,’'(–-]|\b\w{1,3}\.)\Z")
INDENT = 3  # blanks before the later paragraphs of one of Markdown's own footnotes
# A figure that may be a decimal ("41/17,1"): a mark only if the foot of the page says so.
_DECIMAL = re.compile(r"(?<=\d[.,;:])(\d{1,3})(?=\s|$)")
_ANEW = re.compile(r"\d{1,4}\.\s|(?:[IVX]+|[A-Z])\.\s|\(?[a-z]\)\s|[•|#-]")
_SKIPPED = 5  # lines of a note that goes on over a page's end
_LOST = 15  # footnotes that may be lost between two pages' feet
_LONGEST = 60  # lines at the foot of one page


@dataclass(frozen=True)
class Note:
    """A footnote: its mark ("" where none was found), its text and its line in the file."""

    mark: str
    text: str
    line: int


@dataclass
class Taker:
    """What has been taken so far."""

    kept: list[Line] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    page_start: int = 0
    paged: bool = False
    ruled: bool = False  # footnotes stand under rules
    figures: dict[str, list[tuple[int, int, int]]] = field(default_factory=dict)
    indexed: int = 0  # lines of `kept` whose figures are in `figures`

    def turn(self) -> None:
        """Begin a page, or what follows a group of footnotes."""
        self.page_start = self.indexed = len(self.kept)
        self.figures = {}


def foot(lines: list[Line], start: int, taker: Taker) -> int:
    """Say where a group of footnotes that starts at a line ends; `start` where none does."""
    line = lines[start]
    if UNDERSCORES.fullmatch(line.text):
        return _page_end(lines, start, taker.paged)
    if (raised := RAISED_MARK.fullmatch(line.text)) and raised[2].strip():
        if line.gap or raised[1] in taker.seen:
            return _run_end(lines, start, taker)
    elif stars := STARS.fullmatch(line.text):
        known = stars[1] in taker.seen and stars[1] not in {note.mark for note in taker.notes[-5:]}
        if known and (line.gap or start == 0 or lines[start - 1].text[-1:] in ".:;)"):
            return _run_end(lines, start, taker)
    elif line.gap and not taker.ruled:
        return _plain_foot(lines, start, taker)
    return start


def _plain_foot(lines: list[Line], start: int, taker: Taker) -> int:
    """Find the end of footnotes that nothing but their numbers tells from the text.

    They may open with the rest of the last page's note, or with texts that `pdftotext` parted
    from their marks.
    """
    line = lines[start]
    if not taker.paged:
        return _block_foot(lines, start, taker)
    if line.page:
        return start
    goes_on = bool(taker.notes) and taker.notes[-1].text[-1:] not in ".)”»"
    for first in range(start, min(start + _SKIPPED, len(lines))):
        if first > start and lines[first].gap and not goes_on:
            break
        if _next_number(lines[first], taker):
            return _page_foot(lines, start, first, taker, parted=first > start and not goes_on)
    return start


def _next_number(line: Line, taker: Taker) -> bool:
    found = NUMBERED.fullmatch(line.text)
    if found is None or not found[1].isdecimal() or line.text.endswith(":"):
        return False
    last = max((int(note.mark) for note in taker.notes[-9:] if note.mark.isdecimal()), default=0)
    here = figures(taker)
    known = found[1] in taker.seen or found[1] in here
    if not known and found[2] and _OPENS.match(found[2]):
        known = f"decimal {found[1]}" in here and int(found[1]) == last + 1
    return known and last < int(found[1]) <= last + _LOST


def _block_foot(lines: list[Line], start: int, taker: Taker) -> int:
    """Find the end of a block whose lines open with the marks of the text above it, in order."""
    end, mark = start, 0
    if not _next_number(lines[start], taker):
        return start
    while end < len(lines) and end - start <= _LONGEST and not (end > start and lines[end].page):
        found = NUMBERED.fullmatch(lines[end].text)
        text = found[2] or "" if found else ""
        if found and _OPENS.match(text) and (end == start or int(found[1]) == mark + 1):
            mark = int(found[1])
        elif end == start:
            return start
        elif lines[end].gap:
            break
        end += 1
    return end


def _page_end(lines: list[Line], start: int, paged: bool) -> int:
    """Find the end of what stands under a rule: the page's, or the first running block."""
    end = start + 1
    while end < len(lines) and end - start <= _LONGEST and not lines[end].page:
        following = lines[end]
        parted = lines[end - 1].text.isdecimal()  # from the text of its note
        if not (paged or parted) and end > start + 1 and following.gap and not _is_note(following):
            break
        end += 1
    return end


def _is_note(line: Line) -> bool:
    found = NUMBERED.fullmatch(line.text)
    return bool(RAISED_MARK.fullmatch(line.text) or (found and found[1].isdecimal()))


def _run_end(lines: list[Line], start: int, taker: Taker) -> int:
    """Find the end of contiguous footnote lines, and of the last one over a page's end."""
    end = start + 1
    indented = lines[start].text.partition(CLOSE)[2].startswith(":")  # Markdown's own footnote
    while end < len(lines) and end - start <= _LONGEST:
        line = lines[end]
        if line.gap and not (indented and line.indent >= INDENT):
            break
        if re.match(r"\d{1,4}\.\s|[IVX]+\.\s", line.text):
            break
        end += 1
    return end + _cut_note(lines, end, taker) if end < len(lines) else end


def _cut_note(lines: list[Line], end: int, taker: Taker) -> int:
    """Count the lines after a page's end that finish a note; its paragraph must be whole."""
    line, above = lines[end], taker.kept[-1].text if taker.kept else ""
    if not line.gap or line.style or not _DONE.search(plain(above)) or _starts_anew(line.text):
        return 0
    if not _CUT.search(plain(lines[end - 1].text)):
        return 0
    size = 1
    while end + size < len(lines) and not lines[end + size].gap and size < _SKIPPED:
        size += 1
    return size if _DONE.search(lines[end + size - 1].text) else 0


def _starts_anew(text: str) -> bool:
    return bool(_ANEW.match(text)) or text[0] == OPEN


def _page_foot(lines: list[Line], start: int, first: int, taker: Taker, *, parted: bool) -> int:
    """Find a page's end, where its last lines are footnotes whose first mark is on line `first`."""
    end = start
    while end < len(lines) and end - start <= _LONGEST and (end == start or not lines[end].page):
        if end > first and lines[end].gap and (_ANEW.match(lines[end].text) or lines[end].style):
            return _block_foot(lines, start, taker)  # the text goes on: this is no page's foot
        end += 1
    if end - start > _LONGEST or (end < len(lines) and not lines[end].page):
        return start
    if parted and not any(line.text.isdecimal() for line in lines[first:end]):
        return start
    return end


def figures(taker: Taker) -> dict[str, list[tuple[int, int, int]]]:
    """Index the plain figures of this page that could be marks."""
    for index in range(taker.indexed, len(taker.kept)):
        for match in FIGURE.finditer(taker.kept[index].text):
            place = (index, match.start(), match.end())
            taker.figures.setdefault(match[1] or match[2] or match[3], []).append(place)
        for match in _DECIMAL.finditer(taker.kept[index].text):
            place = (index, match.start(), match.end())
            taker.figures.setdefault(f"decimal {match[1]}", []).append(place)
    taker.indexed = len(taker.kept)
    return taker.figures
