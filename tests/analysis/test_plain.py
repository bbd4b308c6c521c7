from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from unreports.analysis.concordance import occurrences
from unreports.analysis.frequency import TermCounts, count_terms
from unreports.analysis.plain import count_plain
from unreports.corpus import Corpus


@pytest.fixture(scope="module")
def counts(corpus: Corpus) -> TermCounts:
    return count_terms(corpus)


def test_plain_occurrences_are_those_of_the_concordance(corpus: Corpus, counts: TermCounts) -> None:
    """For the most frequent terms, paragraph by paragraph."""
    total = np.asarray(counts.matrix.sum(axis=0)).ravel()
    terms = [counts.terms[i] for i in np.argsort(-total)[:40]] + ["causes profondes des conflits"]
    plain = count_plain(counts, terms)
    found = occurrences(corpus, terms).groupby(["term", "reference"]).size()
    for number, term in enumerate(plain.terms):
        own = plain.matrix[:, [number]].toarray().ravel()
        held = {ref: n for ref, n in zip(plain.paragraphs["reference"], own, strict=True) if n}
        assert held == found[term].to_dict(), term


def test_plain_occurrences_are_no_fewer(counts: TermCounts) -> None:
    """What a longer term took comes back."""
    plain = count_plain(counts, ["nations unies", "conflit"])
    assert plain.terms == ("conflit", "nations unies")
    for number, term in enumerate(plain.terms):
        joined = counts.matrix[:, counts.terms.index(term)].sum()
        assert plain.matrix[:, number].sum() > joined


def test_a_repeated_word_does_not_overlap_itself(counts: TermCounts) -> None:
    """ "A a a" holds "a a" once; nothing crosses a comma."""
    rows = counts.paragraphs.head(2).assign(text=["paix paix paix", "paix, paix"])
    small = replace(counts, paragraphs=rows)
    assert count_plain(small, ["paix paix"]).matrix.toarray().tolist() == [[1], [0]]
    assert count_plain(small, []).matrix.shape == (2, 0)
