"""Stability: do the topics come back when the start or the paragraphs change?"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from unreports.analysis.topics.coherence import Ranking


def average_jaccard(one: Ranking, other: Ranking) -> NDArray[np.float64]:
    """Compare ranked terms of topics, the first ones counting most.

    Parameters
    ----------
    one : array of int, shape (k, n)
        Terms of k topics by rank; -1 is no term.
    other : array of int, shape (l, n)
        Those of l topics.

    Returns
    -------
    array of float, shape (k, l)
        From 0, no term shared, to 1, the same ranking.

    Notes
    -----
    AJ = (1 / n) sum over d = 1 ... n of |A_d & B_d| / |A_d | B_d|, where A_d and B_d are the first
    d terms of either ranking (Greene, O'Callaghan and Cunningham 2014, equation 1). Their table
    1: (album, music, best, award, win) and (sport, best, win, medal, award) have 0, 0, 1/5, 1/7
    and 3/7, so AJ = 0.154.

    References
    ----------
    Greene, D., O'Callaghan, D. and Cunningham, P. (2014). How many topics? Stability analysis for
    topic models. ECML PKDD, 498-513.

    Examples
    --------
    >>> average_jaccard(np.array([[1, 2, 3, 4, 5]]), np.array([[6, 3, 5, 7, 4]])).round(3)
    array([[0.154]])
    """
    n = one.shape[1]
    rank = np.arange(n)
    same = one[:, None, :, None] == other[None, :, None, :]
    same &= (one >= 0)[:, None, :, None]
    depth = np.maximum(rank[:, None], rank[None])  # from this depth on both have the term
    shared = np.stack([(same & (depth <= d)).sum(axis=(2, 3)) for d in rank])
    sizes = np.cumsum(one >= 0, axis=1).T[:, :, None] + np.cumsum(other >= 0, axis=1).T[:, None]
    scores: NDArray[np.float64] = (shared / np.maximum(sizes - shared, 1)).mean(axis=0)
    return scores


def agreement(one: Ranking, other: Ranking) -> NDArray[np.float64]:
    """Match topics one to one, as well as possible, and give each topic of `one` its likeness.

    Returns
    -------
    array of float, shape (k,)
        Average Jaccard of each topic of `one` and its match; 0 where it has none. The mean is
        the agreement of two models (Greene, O'Callaghan and Cunningham 2014, equation 3), the
        match Kuhn's (1955), which maximises it.

    Examples
    --------
    >>> agreement(np.array([[1, 2], [3, 4]]), np.array([[3, 4], [1, 5]])).round(3).tolist()
    [0.667, 1.0]
    """
    scores = average_jaccard(one, other)
    rows, columns = linear_sum_assignment(-scores.round(12))
    found = np.zeros(len(one))
    found[rows] = scores[rows, columns]
    return found
