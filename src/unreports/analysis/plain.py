"""Plain occurrences of terms: wherever their words stand, inside longer terms too.

A count of terms takes the longest: *nations unies* in *système des Nations Unies* is counted with
the longer term. That is right for a table and wrong for a sentence that says how often a report
speaks of *nations unies*, or that it never does. Here every occurrence counts, as in a concordance.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

import numpy as np
from scipy import sparse

from unreports import language
from unreports.analysis.frequency import TermCounts
from unreports.annotation.organisations.matching import plain

Words = tuple[str, ...]


def count_plain(counts: TermCounts, terms: Iterable[str]) -> TermCounts:
    """Count some terms in the paragraphs of a count, each on its own.

    Parameters
    ----------
    counts : TermCounts
    terms : iterable of str
        Words or phrases, found in all forms of their words, with nothing but blanks between two
        words. Occurrences of one term do not overlap; those of two terms may.

    Returns
    -------
    TermCounts
        Of these terms, in alphabetical order, in the same paragraphs.

    Examples
    --------
    >>> import unreports
    >>> from unreports.analysis.frequency import count_terms
    >>> counts = count_terms(unreports.load_corpus("data/corpus"))
    >>> own = counts.matrix[:, counts.terms.index("conflit")].sum()
    >>> int(own), int(count_plain(counts, ["conflit"]).matrix.sum())
    (40, 60)
    """
    names = sorted(set(terms))
    rows = counts.paragraphs
    patterns = {code: _patterns(names, code) for code in dict.fromkeys(rows["language"])}
    matrix = sparse.lil_matrix((len(rows), len(names)), dtype=np.int64)
    for row, (text, code) in enumerate(zip(rows["text"], rows["language"], strict=True)):
        words, joined = _words(text, code)
        for length, wanted in patterns[code].items():
            free: dict[int, int] = {}
            for start in range(len(words) - length + 1):
                for number in wanted.get(words[start : start + length], ()):
                    if all(joined[start : start + length - 1]) and free.get(number, 0) <= start:
                        free[number] = start + length
                        matrix[row, number] += 1
    return replace(counts, matrix=matrix.tocsr(), terms=tuple(names))


def _patterns(names: list[str], code: str) -> dict[int, dict[Words, list[int]]]:
    """Terms by their number of words, then by their words' lemmas."""
    found: defaultdict[int, dict[Words, list[int]]] = defaultdict(dict)
    for number, name in enumerate(names):
        words, _ = _words(name, code)
        if words:
            found[len(words)].setdefault(words, []).append(number)
    return dict(found)


def _words(text: str, code: str) -> tuple[Words, list[bool]]:
    """Lemmas of a text's words, and whether only blanks stand between each and the next."""
    tokens = language.tokenise(text, code)
    gaps = [not text[left.end : right.start].strip() for left, right in pairwise(tokens)]
    return tuple(plain(language.lemma(token.text, code)).casefold() for token in tokens), gaps
