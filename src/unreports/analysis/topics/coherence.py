"""Coherence: do the words that head a topic stand in the same paragraphs?"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

TERMS = 10  # of a topic: coherence looks at its weightiest ten
_EPSILON = 1e-12
Ranking = NDArray[np.int64]


def top_terms(h: NDArray[np.float64], n: int = TERMS) -> Ranking:
    """Rank the terms of each topic by weight.

    Parameters
    ----------
    h : ndarray of shape (k, m)
        Weights of m terms in k topics.
    n : int
        How many terms.

    Returns
    -------
    ndarray of shape (k, n)
        Columns, the weightiest first, equal ones in their order; -1 where no weight is left.

    Examples
    --------
    >>> top_terms(np.array([[0.1, 0.9, 0.0], [0.0, 0.5, 0.5]])).tolist()[0][:3]
    [1, 0, -1]
    """
    # The last digits depend on the way to a result: without rounding they would rank equal terms.
    rounded = np.round(h / np.maximum(h.max(axis=1, keepdims=True, initial=0), 1e-300), 9)
    best = np.argsort(-rounded, axis=1, kind="stable")[:, :n].astype(np.int64)
    found = np.full((len(h), n), -1, dtype=np.int64)
    found[:, : best.shape[1]] = np.where(np.take_along_axis(rounded, best, 1) > 0, best, -1)
    return found


def npmi(matrix: sparse.csr_matrix, rankings: Ranking) -> NDArray[np.float64]:
    """Give the coherence of each topic: the mean NPMI of the pairs of its terms.

    Parameters
    ----------
    matrix : sparse matrix of shape (n, m)
        Terms of the n paragraphs; what counts is whether they are there.
    rankings : array of int, shape (..., terms)
        The terms of each topic as columns of `matrix`; -1 is no term.

    Returns
    -------
    array of float, shape (...)
        From -1 to 1; 0 is what independent words have, and a topic of fewer than two terms.

    Notes
    -----
    NPMI = ln((p_ab + e) / (p_a p_b)) / -ln(p_ab + e), p being shares of the paragraphs and
    e = 1e-12 (Bouma 2009; smoothed as in Röder, Both and Hinneburg 2015 and in gensim, so that a
    pair that never meets has about -0.8 instead of no value). Two terms that are both in every
    paragraph, or of which one is in none, have 0.

    In 4 paragraphs, a in 2 and b in 1, together in 1: ln(0.25 / (0.5 * 0.25)) / -ln(0.25) = 0.5.

    References
    ----------
    Bouma, G. (2009). Normalized (pointwise) mutual information in collocation extraction. GSCL.
    Lau, J. H., Newman, D. and Baldwin, T. (2014). Machine reading tea leaves. EACL, 530-539.
    Röder, M., Both, A. and Hinneburg, A. (2015). Exploring the space of topic coherence measures.
    WSDM, 399-408.

    Examples
    --------
    >>> npmi(sparse.csr_matrix([[1, 1], [1, 0], [0, 0], [0, 0]]), np.array([[0, 1]])).round(6)
    array([0.5])
    """
    places = np.asarray(rankings, dtype=np.int64)
    used = np.unique(places[places >= 0])
    first, second = np.triu_indices(places.shape[-1], 1)
    if not len(used) or not len(first):
        return np.zeros(places.shape[:-1])
    present = (matrix[:, used] > 0).astype(float)
    together = (present.T @ present).toarray() / matrix.shape[0]
    scores = _pairs(together)
    inner = np.searchsorted(used, places).clip(0, len(used) - 1)
    a, b = inner[..., first], inner[..., second]
    real = (places[..., first] >= 0) & (places[..., second] >= 0)
    total = np.where(real, scores[a, b], 0.0).sum(axis=-1)
    found: NDArray[np.float64] = total / np.maximum(real.sum(axis=-1), 1)
    return found


def _pairs(together: NDArray[np.float64]) -> NDArray[np.float64]:
    alone = np.diag(together)
    expected = alone[:, None] * alone[None]
    known = (expected > 0) & (together < 1)
    p = np.where(known, together + _EPSILON, 0.5)
    found: NDArray[np.float64] = np.log(p / np.where(known, expected, 0.5)) / -np.log(p)
    return np.where(known, found, 0.0)
