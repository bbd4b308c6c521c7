"""Paragraphs cut into text segments of about one length, and the terms of each.

A paragraph may speak of several things, and paragraphs differ in length tenfold; Reinert's method
compares contexts of about one size. A segment knows the paragraph that it is cited by.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from unreports import language
from unreports.analysis.frequency import Unit, count_terms
from unreports.analysis.multiword import multiword_terms
from unreports.analysis.parts import in_reading_order
from unreports.errors import AnalysisError

if TYPE_CHECKING:
    from unreports.corpus import Corpus

_SENTENCE, _NOTHING = 6.0, 0.01
_WEIGHTS = {":": 5.0, ";": 4.0, ",": 1.0}
_WINDOW = 15  # words beyond the wanted length where a better place to cut is looked for
_LAST = 1.25  # a paragraph no longer than so many lengths is not cut further
_MARK = re.compile(r".*[.?!…:;,»”’)\]]", re.DOTALL)
_BLANK = re.compile(r"\s")
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Segments:
    """Text segments and the terms in each.

    Attributes
    ----------
    table : DataFrame
        symbol, paragraph, segment (from 1 in its paragraph), reference, section, text, words, in
        the order of the documents.
    matrix : sparse matrix, segments by terms
        1 where the term is in the segment.
    terms : tuple of str
    sections : DataFrame
        The corpus' `sections`, for the titles.
    """

    table: pd.DataFrame
    matrix: sparse.csr_matrix
    terms: tuple[str, ...]
    sections: pd.DataFrame = field(repr=False)


def segment(
    corpus: Corpus,
    *,
    words: int = 40,
    unit: Unit = "lemma",
    multiword: bool = True,
    keep_stop_words: bool = False,
    keep_boilerplate: bool = False,
    extra: Iterable[str] = (),
    min_segments: int = 3,
) -> Segments:
    """Cut the paragraphs of the corpus' body into segments, and find the terms of each.

    Parameters
    ----------
    corpus : Corpus
    words : int
        About how many words a segment has.
    unit, multiword, keep_stop_words, keep_boilerplate, extra
        What counts as a term: see `frequency.count_terms`. By default content words only, what
        IRaMuTeQ calls active forms.
    min_segments : int
        Leave out terms of fewer segments; of fewer than a third where that is less.

    Raises
    ------
    AnalysisError
        No term is left.
    """
    if words < 1:
        raise AnalysisError(f"a segment has at least 1 word, not {words}", where="segments")
    if unit == "multiword":
        extra = (*extra, *multiword_terms(corpus)["term"])
    rows = in_reading_order(corpus.body)
    spans = [
        cut(text, code, words=words)
        for text, code in zip(rows["text"], rows["language"], strict=True)
    ]
    cells = rows.loc[rows.index.repeat([len(found) for found in spans])].reset_index(drop=True)
    cells["text"] = [
        text[start:end]
        for text, found in zip(rows["text"], spans, strict=True)
        for start, end in found
    ]
    cells["segment"] = [number for found in spans for number in range(1, len(found) + 1)]
    counts = count_terms(
        replace(corpus, paragraphs=cells), unit="token" if unit == "token" else "lemma",
        multiword=multiword, keep_stop_words=keep_stop_words, keep_boilerplate=keep_boilerplate,
        extra=tuple(extra),
    )  # fmt: skip
    held = np.asarray((counts.matrix > 0).sum(axis=0)).ravel()
    # A term of all segments tells none apart: few segments lower the floor to a third of them.
    floor = min(min_segments, max(1, len(cells) // 3))
    kept = np.flatnonzero(held >= floor)
    if not len(kept):
        raise AnalysisError(
            f"no term is in {floor} of the {len(cells)} segments",
            where="segments",
            remedy="Lower min_segments, or add documents.",
        )
    names = ["symbol", "paragraph", "segment", "reference", "section", "text"]
    matrix = counts.matrix[:, kept].tocsr()
    matrix.data[:] = 1
    table = counts.paragraphs[names].assign(words=counts.words).reset_index(drop=True)
    return Segments(table, matrix, tuple(counts.terms[i] for i in kept), corpus.sections)


def cut(text: str, lang: str, *, words: int = 40) -> list[tuple[int, int]]:
    """Cut a text into segments of about one length, at punctuation where possible.

    Parameters
    ----------
    text : str
    lang : str
        Code of the language.
    words : int
        The wanted length.

    Returns
    -------
    list of (int, int)
        Start and end of each, without surrounding blanks; at least one.

    Notes
    -----
    While more than 1.25 lengths are left, the next cut is after the word, up to 15 beyond the
    wanted length, with the highest w / (d + 1): d is how many words it is from the wanted length;
    w is 6 at the end of a sentence, 5 at a colon, 4 at a semicolon, 1 at a comma and 0.01
    elsewhere. These are the weights of rainette's `split_segments`, after IRaMuTeQ's.

    Examples
    --------
    >>> text = "Il pleut sur la ville, dit-on. Les rues sont vides et les parcs aussi."
    >>> [text[start:end] for start, end in cut(text, "fr", words=5)]
    ['Il pleut sur la ville, dit-on.', 'Les rues sont vides et', 'les parcs aussi.']
    """
    tokens = language.tokenise(text, lang)
    if len(tokens) <= _LAST * words:
        return [_stripped(text, 0, len(text))]
    ends = {end for _, end in language.sentences(text, lang)}
    places, weights = [], []
    for token, following in pairwise(tokens):
        gap = text[token.end : following.start]
        mark = _MARK.match(gap)
        places.append(token.end + (mark.end() if mark else 0))
        if any(place in ends for place in range(token.end, following.start + 1)):
            weights.append(_SENTENCE)
        else:
            # An elided word ("l'") stays with what it is elided before.
            weights.append(max(map(_weight, gap)) if _BLANK.search(gap) else 0.0)
    starts = [0, *(places[i] for i in _cuts(np.array(weights), words)), len(text)]
    return [_stripped(text, *pair) for pair in pairwise(starts)]


def _weight(mark: str) -> float:
    return _WEIGHTS.get(mark, _NOTHING)


def _cuts(weights: NDArray[np.float64], words: int) -> Iterator[int]:
    """Give the places, counted from 0, of the words after which to cut."""
    done, total = 0, len(weights) + 1
    distance = np.abs(np.arange(1, words + _WINDOW + 1) - words) + 1
    while total - done > _LAST * words:
        ahead = weights[done : done + words + _WINDOW]
        if not len(ahead):
            return
        done += int((ahead / distance[: len(ahead)]).argmax()) + 1
        yield done - 1


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip()), end - len(inner) + len(inner.rstrip())


def merge(sizes: Sequence[int] | Ints, sources: Sequence[object], minimum: int) -> Ints:
    """Join segments of one source until each unit has so many terms.

    Parameters
    ----------
    sizes : sequence of int
        Terms of each segment.
    sources : sequence
        What each segment comes from; those of one source stand together.
    minimum : int
        A segment with fewer is joined with the next of its source, or where it is the last with
        the unit before; a source with fewer in all is one unit.

    Returns
    -------
    array of int
        The unit of each segment, numbered from 0.

    Examples
    --------
    >>> merge([3, 2, 1, 4, 5, 1, 3], "aaaaaaa", 3).tolist()
    [0, 1, 1, 2, 3, 4, 4]
    """
    units: list[int] = []
    held = minimum  # terms of the unit at hand
    number, first = -1, 0  # the unit at hand, and the first one of its source
    for i, size in enumerate(sizes):
        same = i > 0 and sources[i] == sources[i - 1]
        if not same or held >= minimum:
            if not same:
                _join_short(units, held < minimum and number > first, number)
                number, first = (units[-1] if units else -1), (units[-1] if units else -1) + 1
            number, held = number + 1, 0
        units.append(number)
        held += int(size)
    _join_short(units, held < minimum and number > first, number)
    return np.array(units, dtype=np.int64)


def _join_short(units: list[int], short: bool, number: int) -> None:
    """Give the segments of a last unit that is too short to the one before."""
    place = len(units) - 1
    while short and place >= 0 and units[place] == number:
        units[place] -= 1
        place -= 1
