"""Shuffled text keeps what it must, and nothing else."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from unreports.analysis.topics.null import band, shuffled


def test_shuffling_keeps_lengths_and_frequencies():
    """Of every paragraph and every term."""
    rng = np.random.default_rng(3)
    matrix = sparse.csr_matrix(rng.poisson(0.7, size=(30, 20)))
    dealt = shuffled(matrix, np.random.default_rng(0))
    assert np.array_equal(dealt.sum(axis=0), matrix.sum(axis=0))
    assert np.array_equal(dealt.sum(axis=1), matrix.sum(axis=1))
    assert (dealt != matrix).nnz > 0


def test_every_deal_is_as_likely():
    """Two words of one paragraph and two of another: 6 deals, with the terms a, a, b, b."""
    matrix = sparse.csr_matrix([[2, 0], [0, 2]])
    rng = np.random.default_rng(0)
    together = [shuffled(matrix, rng).toarray()[0, 0] for _ in range(3000)]
    # a, a | a, b or b, a | b, b in the first paragraph: 1, 4 and 1 of 6
    assert np.allclose(np.bincount(together) / 3000, [1 / 6, 4 / 6, 1 / 6], atol=0.03)


def test_an_empty_paragraph_stays_empty():
    """And a matrix without words has no deal but itself."""
    assert shuffled(sparse.csr_matrix((2, 3), dtype=int), np.random.default_rng(0)).nnz == 0
    assert band(np.array([])) == (0.0, 0.0)
