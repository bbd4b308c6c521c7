"""Footnotes out of the running text, and their marks found in it.

`feet` says where footnotes stand; here they are read, and the plain figures that are their marks
become marks. Marks that belong to no footnote stay as printed.
"""

from __future__ import annotations

import itertools
from dataclasses import replace

from .feet import (
    INDENT,
    MARKS,
    NUMBERED,
    RAISED_MARK,
    RULE,
    STARS,
    UNDERSCORES,
    Note,
    Taker,
    figures,
    foot,
)
from .joining import join_lines
from .markup import RAISED, Line, marked, plain


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
    taker = Taker(
        paged=any(line.page for line in lines),
        ruled=any(UNDERSCORES.fullmatch(line.text) for line in lines),
    )
    index = 0
    while index < len(lines):
        line = lines[index]
        if line.page:
            taker.turn()
        end = foot(lines, index, taker)
        if end > index:
            _take(lines[index:end], taker)
            index = end
            if index < len(lines):
                lines[index] = replace(lines[index], gap=True)
            continue
        taker.seen.update(MARKS.findall(line.text))
        taker.kept.append(line)
        index += 1
    return taker.kept, taker.notes


def _take(lines: list[Line], taker: Taker) -> None:
    """Read a group of footnote lines into notes and mark their figures in the page's text."""
    found = _read(lines)
    if not found:
        taker.kept += [line for line in lines if not RULE.fullmatch(line.text)]
    edits: list[tuple[int, int, int, str]] = []
    position = (taker.page_start, 0)
    for order, (mark, text, line) in enumerate(found):
        if not mark and not order and taker.notes and len(found) > 1:
            last = taker.notes[-1]
            taker.notes[-1] = replace(last, text=f"{last.text} {text}")
            continue
        taker.notes.append(Note(mark, text, line))
        if mark.isdecimal() and mark not in taker.seen:
            here = figures(taker)
            places = here.get(mark) or here.get(f"decimal {mark}", [])
            place = next((p for p in places if p[:2] >= position), places[0] if places else None)
            if place is not None:
                edits.append((*place, mark))
                position = max(position, (place[0], place[2]))
    for index, start, end, mark in sorted(edits, reverse=True):
        line_ = taker.kept[index]
        text = line_.text[:start] + marked(mark) + line_.text[end:]
        taker.kept[index] = replace(line_, text=text)
        taker.seen.add(mark)
    if any(mark.isdecimal() for mark, _, _ in found):
        taker.turn()  # the next group's marks come after this one


def _read(lines: list[Line]) -> list[tuple[str, str, int]]:
    """Split footnote lines into (mark, text, line).

    `pdftotext` without -layout may print marks away from their texts; texts without a mark then
    take, in order, the marks without a text.
    """
    notes: list[list[str | int]] = []  # mark, text, line
    lines = [line for line in lines if not RULE.fullmatch(line.text)]
    alone = [line.text.isdecimal() and len(line.text) < 4 for line in lines]
    parted = any(map(all, itertools.pairwise([*alone, True])))
    loose = sorted((x.text for x, lone in zip(lines, alone, strict=True) if lone), key=int)
    loose = loose if parted else []  # else each stands before its text
    for line in lines:
        raised, stars = RAISED_MARK.fullmatch(line.text), STARS.fullmatch(line.text)
        number = NUMBERED.fullmatch(line.text)
        if raised and raised[2].strip():
            notes.append([raised[1], raised[2].strip(), line.number])
        elif stars:
            notes.append([stars[1], stars[2], line.number])
        elif number and number[2] is None and number[1].isdecimal():
            loose += [number[1]] if number[1] not in loose else []
        elif number and _plausible(number[1], notes):
            notes.append([number[1], number[2], line.number])
        elif loose and (not notes or line.gap or str(notes[-1][1]).endswith(".")):
            notes.append([loose.pop(0), line.text, line.number])
        elif not notes or (str(notes[-1][1]).endswith(".") and line.gap and line.indent < INDENT):
            notes.append(["", line.text, line.number])
        else:
            notes[-1][1] = join_lines([str(notes[-1][1]), line.text])
    for note in notes:
        if not note[0] and loose:
            note[0] = loose.pop(0)
    if loose and notes:
        notes[-1][1] = " ".join([str(notes[-1][1]), *loose])
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
    for match in MARKS.finditer(text):
        before = text[position : match.start()]
        if position and match[1] in marks and before.strip() in ("", ","):
            before = ""  # "1, 2": two marks side by side
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
