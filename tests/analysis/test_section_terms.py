from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import unreports
from unreports.analysis.frequency import TermCounts, count_terms
from unreports.analysis.section_terms import COLUMNS, section_terms
from unreports.corpus import Corpus
from unreports.errors import AnalysisError


@pytest.fixture(scope="module")
def counts(corpus: Corpus) -> TermCounts:
    return count_terms(corpus)


def test_sections_of_the_shipped_corpus(counts: TermCounts) -> None:
    """A section's own name is marked; what else is specific is found."""
    table = section_terms(counts)
    assert list(table) == list(COLUMNS)
    assert np.isfinite(table.select_dtypes("number")).all(axis=None)
    assert (table["p"] <= table["q"] + 1e-12).all()
    assert (table["paragraphs"] <= table["of_paragraphs"]).all()
    union = table[table["part"] == "Union africaine"].set_index("term")
    assert union.loc["union africaine", "own_name"]
    assert not union.loc["afrique", "own_name"]
    assert union.loc["afrique", "q"] < 0.001
    assert table[table["term"] == "ASEAN"].set_index("part")["own_name"].all()


def test_a_probability_by_hand(counts: TermCounts) -> None:
    """All three paragraphs of a section hold a term that K of N paragraphs hold: C(K, 3) / C(N, 3).

    The ratio is worked out by multiplication.
    """
    table = section_terms(counts, min_frequency=1, min_paragraphs=1)
    row = table[(table["paragraphs"] == 3) & (table["of_paragraphs"] == 3)].iloc[0]
    k = int((counts.matrix[:, counts.terms.index(row["term"])] > 0).sum())
    n = len(counts.paragraphs)
    expected = (k / n) * ((k - 1) / (n - 1)) * ((k - 2) / (n - 2))
    assert row["p"] == pytest.approx(expected)


def test_shuffled_paragraphs_tell_no_section_apart(counts: TermCounts) -> None:
    """Ten deals of the paragraphs to sections of the same sizes."""
    rng = np.random.default_rng(4)
    told = 0
    for _ in range(10):
        order = rng.permutation(len(counts.paragraphs))
        dealt = replace(counts, matrix=counts.matrix[order], words=counts.words[order])
        table = section_terms(dealt)
        told += table[table["q"] <= 0.05]["part"].nunique()
    assert told <= 2


def test_order_of_paragraphs(corpus: Corpus, counts: TermCounts) -> None:
    """No matter."""
    shuffled = replace(corpus, paragraphs=corpus.paragraphs.sample(frac=1, random_state=3))
    pd.testing.assert_frame_equal(section_terms(count_terms(shuffled)), section_terms(counts))


def test_small_and_bare_corpora(folder: Callable[..., Path], counts: TermCounts) -> None:
    """A few paragraphs; no corpus behind the counts; no term at all."""
    small = count_terms(unreports.load_corpus(folder()))
    table = section_terms(small, min_frequency=1, min_paragraphs=1)
    assert np.isfinite(table.select_dtypes("number")).all(axis=None)
    assert section_terms(replace(counts, corpus=None))["own_name"].any()
    with pytest.raises(AnalysisError, match="no term occurs 9000 times"):
        section_terms(small, min_frequency=9000)
