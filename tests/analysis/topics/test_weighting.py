"""Which terms count, and how much."""

from __future__ import annotations

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfTransformer

from unreports.analysis.topics.weighting import attainable, between, weigh

from .made import counted, planted


def test_weights_are_sublinear_tfidf_of_unit_length():
    """By hand: n = 2, d = 2 and 1, so idf is 1 and ln(3/2) + 1 = 1.405465."""
    got = weigh(sparse.csr_matrix([[1, 3], [2, 0]])).toarray()
    a, b = 1.0, (1 + np.log(3)) * 1.4054651081081644
    length = np.hypot(a, b)
    assert np.allclose(got, [[a / length, b / length], [1, 0]])


def test_weights_are_those_of_scikit_learn():
    """On counts with empty rows and columns, which stay empty."""
    rng = np.random.default_rng(0)
    matrix = sparse.csr_matrix(rng.poisson(0.3, (40, 30)))
    matrix = sparse.vstack([matrix, sparse.csr_matrix((1, 30), dtype=int)], format="csr")
    theirs = TfidfTransformer(sublinear_tf=True).fit_transform(matrix)
    assert np.allclose(weigh(matrix).toarray(), theirs.toarray())


def test_counts_are_left_as_they_are():
    """Weighing makes a matrix of its own."""
    matrix = sparse.csr_matrix([[2, 0], [1, 3]])
    weigh(matrix)
    assert matrix.toarray().tolist() == [[2, 0], [1, 3]]


def test_floor_and_ceiling():
    """A term of 1 paragraph in 10, of 3, of 5 and of 6."""
    matrix = (np.arange(10)[:, None] < [1, 3, 5, 6]).astype(int)
    assert between(counted(matrix), 3, 0.5).tolist() == [1, 2]


def test_a_small_corpus_has_lower_floors_and_fewer_topics():
    """Six paragraphs: two topics, of terms that stand in two of them."""
    rng = np.random.default_rng(1)
    bounds = attainable(counted(rng.poisson(1, (6, 40))), 8)
    assert bounds == (2, 2, 0.5)


def test_what_a_corpus_bears_is_left_as_wanted():
    """Three paragraphs a topic, and no more."""
    counts, _ = planted()
    assert attainable(counts, 8) == (8, 3, 0.5)
    assert attainable(counts, 80).k == 20


def test_repeated_paragraphs_do_not_make_topics():
    """Sixty paragraphs of which there are four: one topic."""
    rows = np.random.default_rng(0).poisson(1, (4, 30))
    assert attainable(counted(np.tile(rows, (15, 1))), 8).k == 1
