"""Page furniture: running heads, page numbers, job numbers and their barcodes, dropped.

What is dropped goes to the cleaning record, and the line after it knows that a page ended there.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from unreports.errors import SymbolError
from unreports.symbols import is_symbol, split_double

from .document import Cleaning
from .feet import FIGURE
from .markup import Line, plain
from .words import every, fold, starts

_FOLIO = re.compile(r"\d{1,3}/\d{1,3}|[–—-] ?\d{1,4} ?[–—-]")
_JOB = re.compile(r"(?:[A-Z]{2,4}\.)?(\d{2}-\d{5,6})(?:\([A-Z]\))?")
_JOB_TAIL = re.compile(r"\([A-Z]\)|/\.\.\.|\d{6}|\d{7}|\*\d{7}\*|`\d{7}`")
_NUMBER = re.compile(r"\d{1,3}")
_HEAD = 25  # lines in which a first page prints its symbol


@dataclass(frozen=True)
class Pages:
    """The lines without furniture, the symbols that the first page prints, and the record."""

    lines: list[Line]
    symbols: tuple[str, ...]
    cleaning: list[Cleaning]


def symbols_in(text: str) -> tuple[str, ...]:
    """Give the symbols a text consists of, or nothing where it holds anything else.

    Examples
    --------
    >>> symbols_in("A/80/62*−E/2025/12*"), symbols_in("see A/80/62")
    (('A/80/62', 'E/2025/12'), ())
    >>> symbols_in("Nations Unies A/75/150")
    ('A/75/150',)
    """
    text = plain(text).replace("*", "").replace("−", "-").strip()
    if "/" not in text or len(text) > 80:
        return ()
    if fold(text).startswith(starts("publisher")):
        text = text.split()[-1]
    try:
        return split_double(text)
    except SymbolError:
        parts = text.split()
        return tuple(parts) if len(parts) > 1 and all(map(is_symbol, parts)) else ()


def drop_furniture(lines: list[Line]) -> Pages:
    """Drop what each page repeats.

    Parameters
    ----------
    lines : list of Line
        As `markup.clean` gives them.

    Returns
    -------
    Pages
        The first page's symbol stays among the lines: it belongs to the masthead.
    """
    own = _own_symbols(lines)
    jobs = {m[1].replace("-", "") for line in lines for m in [_JOB.match(line.text)] if m}
    tops = Counter(line.text for line in lines if line.page)
    paged = any(line.page for line in lines)
    kept: list[Line] = []
    cleaning: list[Cleaning] = []
    page = False
    figures: set[str] = set()  # what could be footnote marks on this page
    for index, line in enumerate(lines):
        page = page or line.page
        figures = set() if page else figures
        following = lines[index + 1] if index + 1 < len(lines) else None
        if _is_furniture(line, following, kept, paged, own, jobs, page, tops, figures):
            cleaning.append(Cleaning("running_head", line.number, None, plain(line.text)))
            page = True
            continue
        kept.append(replace(line, page=True, gap=True) if page and kept else line)
        page = False
        figures.update(match[1] or match[2] for match in FIGURE.finditer(line.text))
    return Pages(kept, own, cleaning)


def _own_symbols(lines: list[Line]) -> tuple[str, ...]:
    """Find the symbol in the head: alone on its line (or column), before any running text."""
    for line in lines[:_HEAD]:
        for cell in line.cells or (line.text,):
            if found := symbols_in(cell):
                return found
        if len(line.text) > 120 or re.match(r"(?:1|I)\.\s", line.text) or line.text[0] == "*":
            break
    return ()


def _is_furniture(
    line: Line,
    following: Line | None,
    kept: list[Line],
    paged: bool,
    own: tuple[str, ...],
    jobs: set[str],
    page: bool,
    tops: Counter[str],
    figures: set[str],
) -> bool:
    text = line.text
    if len(text) > 120 or not kept:
        return False
    if fold(text).startswith(starts("recycle")) and len(text) < 40:
        return True
    if _NUMBER.fullmatch(text):
        last = following is None or following.page
        alone = not paged and line.gap and following is not None and following.gap
        return last or page or (alone and text not in figures and not _under_rule(kept))
    if page and (fold(text) in every("name") or re.fullmatch(r"page \d{1,3}", fold(text))):
        return _printed(kept)  # "English", "Page 2": under a running head until 2000
    if page and tops[text] >= 3 and not text[0].isdigit():
        return True
    tokens = text.split()
    strong = [token for token in tokens if _FOLIO.fullmatch(token) or _JOB.fullmatch(token)]
    symbols = [s for token in tokens for s in symbols_in(token)]
    if symbols and own and len(symbols) >= len(tokens) - len(strong):
        return set(symbols) <= set(own) and _printed(kept)
    rest = [t for t in tokens if t not in strong and not symbols_in(t)]
    if strong:
        return all(_JOB_TAIL.fullmatch(token) or _NUMBER.fullmatch(token) for token in rest)
    return bool(jobs) and all(
        token.strip("*`") in jobs or (page and _JOB_TAIL.fullmatch(token)) for token in rest
    )


def _printed(kept: list[Line]) -> bool:
    """Tell whether the first page's own symbol is among the lines already."""
    return any(symbols_in(cell) for line in kept[:_HEAD] for cell in line.cells or (line.text,))


def _under_rule(kept: list[Line]) -> bool:
    """Tell whether a lone number may be a footnote's mark, its text on the next line."""
    return kept[-1].text.startswith("____")
