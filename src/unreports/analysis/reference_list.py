"""A list of frequencies that a corpus is compared with: a user's own, of another corpus.

    term,frequency
    # words=1250000
    coopération,812
    Nations Unies,2140

Commas, semicolons and tabs may separate the columns. `# words=` gives the running words of the
other corpus; without it they are taken to be the sum of the frequencies. `meet` finds the corpus'
own terms in the list, whatever their case and form there.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from unreports.errors import AnalysisError
from unreports.language.counting import count_texts
from unreports.language.vocabulary import Unit

if TYPE_CHECKING:
    from unreports.analysis.frequency import TermCounts

_COLUMNS = ("term", "frequency")
_WORDS = re.compile(r"#\s*words\s*=\s*([\d_ ]+)")
_SEPARATORS = ",;\t"
_LOOKED_UP = 100_000  # forms of a list whose dictionary form is looked up, the most frequent


@dataclass(frozen=True)
class ReferenceList:
    """Frequencies of terms in another corpus, and its running words."""

    frequencies: Mapping[str, int]
    words: int


@dataclass(frozen=True)
class Met:
    """A list in the terms of a corpus, and how far the two meet.

    Attributes
    ----------
    listed : ReferenceList
        Frequencies by the corpus' own terms, the forms of one term added up; what is no term of
        the corpus stays as the list has it.
    met, of : int
        How many entries of the list are terms of the corpus, of how many.
    list_share : float
        Their share of the list's frequencies.
    corpus_share : float
        The share of the corpus' occurrences that are of terms in the list.
    """

    listed: ReferenceList
    met: int
    of: int
    list_share: float
    corpus_share: float


def parse_reference_list(text: str, *, where: str | Path = "reference list") -> ReferenceList:
    """Read a list from the text of a CSV file.

    Parameters
    ----------
    text : str
        A header `term,frequency`, then a row a term; further columns and empty lines are passed
        over, lines that begin with # too, but for `# words=`. The header shows what separates the
        columns: a comma, a semicolon or a tab.
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
    lines = text.removeprefix("\ufeff").splitlines()
    for line, row in enumerate(csv.reader(lines, delimiter=_separator(lines)), start=1):
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
        problem = "the reference list holds no frequency above 0"
        if not frequencies:
            problem = "the list has a header and no term" if place else "the file is empty"
        raise AnalysisError(
            problem, where=where, remedy="Give a header term,frequency and a row for each term."
        )
    if words and words < total:
        raise AnalysisError(
            f"{words} running words are fewer than the frequencies together, {total}", where=where,
            remedy="Correct the line # words=, or leave it out.",
        )  # fmt: skip
    return ReferenceList(frequencies, words or total)


def _separator(lines: list[str]) -> str:
    """Find what separates the columns: what the header, the first line of its own, has most of."""
    bare = (line for line in lines if line.strip(_SEPARATORS + " ") and line.lstrip()[0] != "#")
    header = next(bare, "")
    return max(_SEPARATORS, key=header.count)


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


def meet(
    listed: ReferenceList, counts: TermCounts, *, unit: Unit = "lemma", extra: Iterable[str] = ()
) -> Met:
    """Find the terms of a corpus in a list.

    Parameters
    ----------
    listed : ReferenceList
    counts : TermCounts
    unit, extra
        How the corpus' terms were made: see `frequency.count_terms`. An entry of the list is read
        as a text of the corpus would be, so that "Conflits" is the term *conflit*. Of the entries
        that are no term as they stand, the 100,000 most frequent are read.

    Raises
    ------
    AnalysisError
        No entry is a term of the corpus.

    Examples
    --------
    >>> import unreports
    >>> from unreports.analysis.frequency import count_terms
    >>> counts = count_terms(unreports.load_corpus("data/corpus"))
    >>> found = meet(ReferenceList({"Conflits": 3, "conflit": 4, "licorne": 3}, 10), counts)
    >>> found.listed.frequencies, found.met, found.of, found.list_share
    ({'conflit': 7, 'licorne': 3}, 2, 3, 0.7)
    """
    own = {_folded(term): term for term in reversed(counts.terms)}
    own |= {term: term for term in counts.terms}
    names = {entry: own.get(entry) or own.get(_folded(entry)) for entry in listed.frequencies}
    unknown = [entry for entry, name in names.items() if not name]
    unknown = sorted(unknown, key=lambda entry: -listed.frequencies[entry])[:_LOOKED_UP]
    for code in counts.paragraphs["language"].value_counts().index:
        read = _read(unknown, str(code), unit, extra)
        names |= {entry: own[name] for entry, name in read if name in own and not names[entry]}
    frequencies: dict[str, int] = {}
    for entry, frequency in listed.frequencies.items():
        name = names[entry] or entry
        frequencies[name] = frequencies.get(name, 0) + frequency
    met = [entry for entry, name in names.items() if name]
    if not met:
        raise AnalysisError(
            f"no term of the list is a term of the corpus (of {len(names)} in the list)",
            remedy="Check that the list is in the language of the documents.",
        )
    every = np.asarray(counts.matrix.sum(axis=0)).ravel()
    here = [term in frequencies for term in counts.terms]
    return Met(
        ReferenceList(frequencies, listed.words),
        len(met),
        len(names),
        sum(listed.frequencies[entry] for entry in met) / sum(listed.frequencies.values()),
        float(every[here].sum() / max(every.sum(), 1)),
    )


def _folded(term: str) -> str:
    return " ".join(term.replace("’", "'").casefold().split())


def _read(
    entries: list[str], code: str, unit: Unit, extra: Iterable[str]
) -> Iterator[tuple[str, str]]:
    """Read entries as texts; give those that are one term, with that term."""
    found = count_texts(entries, code, unit=unit, extra=extra)
    ends = found.indptr.tolist()
    for entry, start, end in zip(entries, ends, ends[1:], strict=False):
        if end == start + 1 and found.data[start] == 1:
            yield entry, found.terms[found.indices[start]]
