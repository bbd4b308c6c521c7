"""A list of frequencies that a corpus is compared with: a user's own, of another corpus.

    term,frequency
    # words=1250000
    coopération,812
    nations unies,2140

The terms must be made as the corpus' are (dictionary forms in small letters). `# words=` gives the
running words of the other corpus; without it they are taken to be the sum of the frequencies.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from unreports.errors import AnalysisError

_COLUMNS = ("term", "frequency")
_WORDS = re.compile(r"#\s*words\s*=\s*([\d_ ]+)")


@dataclass(frozen=True)
class ReferenceList:
    """Frequencies of terms in another corpus, and its running words."""

    frequencies: Mapping[str, int]
    words: int


def parse_reference_list(text: str, *, where: str | Path = "reference list") -> ReferenceList:
    """Read a list from the text of a CSV file.

    Parameters
    ----------
    text : str
        A header `term,frequency`, then a row a term; further columns and empty lines are passed
        over, lines that begin with # too, but for `# words=`.
    where : str or Path
        What an error calls it.

    Raises
    ------
    AnalysisError
        A row is not a term and a frequency.

    Examples
    --------
    >>> parse_reference_list("term,frequency\\npaix,12\\nguerre,3\\n")
    ReferenceList(frequencies={'paix': 12, 'guerre': 3}, words=15)
    """
    frequencies: dict[str, int] = {}
    words, place = 0, None
    for line, row in enumerate(csv.reader(text.splitlines()), start=1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or cells[0].startswith("#"):
            given = _WORDS.match(",".join(cells))
            words = int(re.sub(r"[_ ]", "", given[1])) if given else words
        elif place is None:
            place = _header(cells, where, line)
        else:
            term, frequency = _row(cells, place, where, line)
            if term in frequencies:
                raise AnalysisError(
                    f"the term {term!r} stands twice", where=where, line=line,
                    remedy="Add its frequencies up in one row.",
                )  # fmt: skip
            frequencies[term] = frequency
    total = sum(frequencies.values())
    if not total:
        raise AnalysisError(
            "the reference list holds no frequency above 0", where=where,
            remedy="Give a header term,frequency and a row for each term.",
        )  # fmt: skip
    if words and words < total:
        raise AnalysisError(
            f"{words} running words are fewer than the frequencies together, {total}", where=where,
            remedy="Correct the line # words=, or leave it out.",
        )  # fmt: skip
    return ReferenceList(frequencies, words or total)


def _header(cells: list[str], where: str | Path, line: int) -> tuple[int, int]:
    names = [cell.lower() for cell in cells]
    missing = [name for name in _COLUMNS if name not in names]
    if missing:
        raise AnalysisError(
            f"no column {' and no column '.join(missing)}: the header is {','.join(cells)!r}",
            where=where, line=line, remedy="The first row must be term,frequency.",
        )  # fmt: skip
    return names.index("term"), names.index("frequency")


def _row(cells: list[str], place: tuple[int, int], where: str | Path, line: int) -> tuple[str, int]:
    text = ",".join(cells)
    if len(cells) <= max(place):
        raise AnalysisError(
            f"a row of {len(cells)} cell, {text!r}", where=where, line=line,
            remedy="A row is a term and its frequency.",
        )  # fmt: skip
    term, frequency = cells[place[0]], cells[place[1]]
    if not term:
        raise AnalysisError(f"a row without a term, {text!r}", where=where, line=line)
    if not re.fullmatch(r"[0-9]{1,15}", frequency):
        raise AnalysisError(
            f"the frequency of {term!r} is {frequency!r}", where=where, line=line,
            remedy="A frequency is a whole number of 0 or more, without blanks or signs.",
        )  # fmt: skip
    return term, int(frequency)
