"""Markdown emphasis in a run of lines: removed, remembered as a style; stray stars are marks.

A star that closes nothing ("provisoire*") is a footnote's mark. An opening `**` glued to the text
before it ("générale**Soixante-quinzième session**") parts two printed lines: `SPLIT` stands there.
The flanking rules are CommonMark's (spec 0.31, section 6.2), simplified.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Style = Literal["", "h1", "h2", "h3", "h4", "h5", "h6", "bold", "italic"]
HEADINGS: tuple[Style, ...] = ("h1", "h2", "h3", "h4", "h5", "h6")
SPLIT = "\ufdd4"
_TOKEN = re.compile(r"\*+|_+|\ufdd2+")
_MARKABLE = frozenset(")]»”\"’'.…\ufdd1")


@dataclass
class _Run:
    """A run of stars or underscores, and what became of it."""

    start: int
    end: int
    char: str
    opens: bool
    closes: bool
    text: str = ""
    glued: bool = False


def emphasis(texts: list[str], star: str) -> tuple[list[str], list[Style], int]:
    """Remove emphasis from contiguous lines.

    Parameters
    ----------
    texts : list of str
        The lines of one run, without blank ones.
    star : str
        What stands for an escaped star.

    Returns
    -------
    list of str
        The lines without emphasis.
    list of str
        "bold" or "italic" for a line that is wholly so, else "".
    int
        How many pairs were removed.

    Examples
    --------
    >>> emphasis(["**III. Débat**", "du jour provisoire* et *ad hoc*"], "?")[1:]
    (['bold', ''], 2)
    """
    chunk = "\n".join(texts)
    if "*" not in chunk and "_" not in chunk and star not in chunk:
        return texts, [""] * len(texts), 0
    runs = _tokens(chunk, star)
    bold, italic = bytearray(len(chunk)), bytearray(len(chunk))
    pairs = _match(runs, bold, italic)
    pieces, position = [], 0
    for run in runs:
        pieces += [chunk[position : run.start], run.text]
        bold[run.start : run.end] = italic[run.start : run.end] = b"\1" * (run.end - run.start)
        position = run.end
    styles: list[Style] = []
    start = 0
    for line in texts:
        styles.append(_style(line, bold, italic, start))
        start += len(line) + 1
    return "".join([*pieces, chunk[position:]]).split("\n"), styles, pairs


def _style(line: str, bold: bytearray, italic: bytearray, start: int) -> Style:
    inner = range(start + len(line) - len(line.lstrip()), start + len(line.rstrip()))
    named: tuple[tuple[Style, bytearray], ...] = (("bold", bold), ("italic", italic))
    for name, flags in named:
        part = flags[inner.start : inner.stop]
        if part and all(part) and any(c.isalnum() for c in line):
            return name
    return ""


def _tokens(chunk: str, star: str) -> list[_Run]:
    """Find the runs of stars and underscores and which way each can face."""
    runs = []
    for match in _TOKEN.finditer(chunk):
        start, end = match.span()
        before, after = chunk[start - 1 : start] or " ", chunk[end : end + 1] or " "
        char = match[0][0]
        left = not after.isspace() and (after.isalnum() or not before.isalnum())
        right = not before.isspace() and (before.isalnum() or not after.isalnum())
        inside = before.isalnum() and after.isalnum()
        if char == star:
            runs.append(_Run(start, end, star, False, False, match[0]))
            if right and not after.isalnum() and end - start <= 3:
                runs[-1].text = _mark(before, end - start)
            continue
        if char == "*" and end - start == 4:
            runs.append(_Run(start, start + 2, char, left or inside, right))
            runs.append(_Run(start + 2, end, char, left, right))
        elif end - start <= 3 and not (char == "_" and inside):
            runs.append(_Run(start, end, char, left, right))
        else:
            runs.append(_Run(start, end, char, False, False))
        for run in runs[-2:]:
            if run.start >= start:
                run.text = chunk[run.start : run.end]
                run.glued = run.start > 0 and not chunk[run.start - 1].isspace()
                if char == "*" and right and not after.isalnum() and run.end - run.start <= 3:
                    run.text = _mark(before, run.end - run.start)
    return runs


def _mark(before: str, count: int) -> str:
    """A star after a word is a footnote's mark; elsewhere it is a star."""
    if before.isalnum() or before in _MARKABLE:
        return "\ufdd0" + "*" * count + "\ufdd1"
    return "*" * count


def _match(runs: list[_Run], bold: bytearray, italic: bytearray) -> int:
    """Pair openers with closers; returns how many pairs there were."""
    pairs = 0
    waiting: dict[tuple[str, int], _Run] = {}
    for run in runs:
        size = run.end - run.start
        if run.closes and (done := _closed(run, size, waiting)):
            left = size
            for length in done:
                opener = waiting.pop((run.char, length))
                for flags, wanted in ((bold, length >= 2), (italic, length != 2)):
                    if wanted:
                        flags[opener.start : run.end] = b"\1" * (run.end - opener.start)
                opener.text = SPLIT if opener.glued and length >= 2 else ""
                left -= length
                pairs += 1
            run.text = "\ufdd0" + "*" * left + "\ufdd1" if left and run.char == "*" else ""
        elif run.opens:
            waiting[run.char, size] = run
    return pairs


def _closed(run: _Run, size: int, waiting: dict[tuple[str, int], _Run]) -> list[int]:
    """Say which waiting openers a closer closes, by length."""
    if (run.char, size) in waiting:
        return [size]
    if size == 3:
        return [length for length in (2, 1) if (run.char, length) in waiting]
    return []
