"""Shuffled text: what a model finds where there is nothing to find.

Any model finds topics in any text, and their words look coherent, because frequent words meet by
chance. So each number stands beside the same number of the same text with its words shuffled.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

LOW, HIGH = 5.0, 95.0  # percentiles of the band


def shuffled(matrix: sparse.csr_matrix, rng: np.random.Generator) -> sparse.csr_matrix:
    """Deal the words of all paragraphs out again.

    Parameters
    ----------
    matrix : csr_matrix of int, shape (n, m)
        Frequencies of m terms in n paragraphs.
    rng : Generator

    Returns
    -------
    csr_matrix of int, shape (n, m)
        Every paragraph as long as before, every term as frequent: one of all orders of the words
        between the paragraphs, each as likely.

    Examples
    --------
    >>> dealt = shuffled(sparse.csr_matrix([[2, 1], [0, 1]]), np.random.default_rng(0))
    >>> dealt.sum(axis=1).ravel().tolist(), dealt.sum(axis=0).tolist()
    ([[3, 1]], [[2, 2]])
    """
    cells = matrix.tocoo()
    times = cells.data.astype(np.int64)
    rows, columns = np.repeat(cells.row, times), np.repeat(cells.col, times)
    dealt = (np.ones(len(rows), dtype=np.int64), (rows, rng.permutation(columns)))
    found = sparse.csr_matrix(dealt, shape=matrix.shape)
    found.sum_duplicates()
    return found


def band(values: NDArray[np.float64]) -> tuple[float, float]:
    """Give the 5th and 95th percentile; of no value, 0 and 0.

    Examples
    --------
    >>> band(np.arange(101.0))
    (5.0, 95.0)
    """
    if not values.size:
        return 0.0, 0.0
    low, high = np.percentile(values, [LOW, HIGH])
    return float(low), float(high)
