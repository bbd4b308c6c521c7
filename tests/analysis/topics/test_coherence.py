"""Coherence: gensim's values where it has them, and never an undefined one."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from unreports.analysis.topics.coherence import npmi, top_terms

TEXTS = [
    line.split()
    for line in (
        "peace talks mission", "peace talks", "peace mission climate", "climate water",
        "water climate food", "food water", "peace food", "the talks mission",
    )
]  # fmt: skip
WORDS = sorted({word for text in TEXTS for word in text})
MATRIX = sparse.csr_matrix([[text.count(word) for word in WORDS] for text in TEXTS])
# gensim 4.4.0: CoherenceModel(topics=..., texts=TEXTS, dictionary=Dictionary(TEXTS),
# coherence="c_npmi", window_size=1000).get_coherence_per_topic(); a window wider than every text
# makes each text one window.
GENSIM = {
    "peace talks mission": 0.2766916661895796,
    "climate water food": 0.25781111047401506,
    "peace water talks": -0.5536344114390085,
    "talks mission food climate": -0.41421024481142493,
}


def columns(words: str) -> list[int]:
    return [WORDS.index(word) for word in words.split()]


@pytest.mark.parametrize(("words", "expected"), GENSIM.items())
def test_coherence_is_that_of_gensim(words, expected):
    """Pairs that never meet included."""
    assert npmi(MATRIX, np.array([columns(words)]))[0] == pytest.approx(expected, abs=1e-12)


def test_many_topics_at_once_have_what_each_has_alone():
    """In any arrangement of the rankings."""
    rankings = np.array([columns(words)[:3] for words in GENSIM])
    alone = [npmi(MATRIX, ranking) for ranking in rankings]
    assert np.array_equal(npmi(MATRIX, rankings.reshape(2, 2, 3)).ravel(), alone)


def test_a_missing_term_counts_for_nothing():
    """-1 stands for it."""
    both = npmi(MATRIX, np.array([columns("peace talks")]))
    assert np.array_equal(npmi(MATRIX, np.array([[*columns("peace talks"), -1]])), both)


@pytest.mark.parametrize("ranking", [[0, 1], [0, 2], [2, 2], [0, -1], [-1, -1], [0]])
def test_degenerate_pairs_have_nothing_in_common(ranking):
    """Terms in every paragraph or in none, fewer than two terms: 0, without a warning."""
    matrix = sparse.csr_matrix([[1, 1, 0], [2, 1, 0]])
    assert npmi(matrix, np.array([ranking])).tolist() == [0.0]


def test_terms_are_ranked_by_weight_and_equal_ones_by_their_order():
    """Rounding errors do not decide between equals."""
    h = np.array([[0.3, 0.3 + 1e-13, 0.0, 0.9]])
    assert top_terms(h, 5).tolist() == [[3, 0, 1, -1, -1]]
    assert top_terms(np.zeros((2, 3)), 2).tolist() == [[-1, -1], [-1, -1]]
