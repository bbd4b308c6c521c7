"""Names for topics: the terms that are frequent in one and rare in the others."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

_HEAD = 20  # of so many of a topic's weightiest terms
_TERMS = 3


def frex(phi: NDArray[np.float64], weight: float = 0.5) -> NDArray[np.float64]:
    """Score terms by frequency and exclusivity together (Bischof and Airoldi 2012).

    FREX = 1 / (w / E + (1 - w) / F), where F is the term's rank among the topic's weights and E
    the rank of its exclusivity, phi_kt divided by the sum of phi_jt over topics j, both as shares
    of the number of terms (an empirical distribution function).

    Parameters
    ----------
    phi : ndarray of shape (k, m)
        Weights of m terms in k topics.
    weight : float
        Weight w of exclusivity, from 0 to 1.

    Returns
    -------
    ndarray of shape (k, m)
        From above 0 to 1; higher is more distinctive.

    Notes
    -----
    The R package stm (Roberts, Stewart and Tingley 2019) has ranks where this has shares, which
    orders terms alike, and gives equal values their mean rank where the distribution function has
    the highest.

    Examples
    --------
    >>> frex(np.array([[0.6, 0.3, 0.1], [0.0, 0.5, 0.5]])).round(2).tolist()
    [[1.0, 0.67, 0.33], [0.33, 0.8, 1.0]]
    """
    total = phi.sum(axis=0)
    exclusivity = np.divide(phi, total, out=np.zeros_like(phi), where=total > 0)
    n = phi.shape[1]
    frequency = np.apply_along_axis(rankdata, 1, phi, method="max") / n
    exclusive = np.apply_along_axis(rankdata, 1, exclusivity, method="max") / n
    scores: NDArray[np.float64] = 1 / (weight / exclusive + (1 - weight) / frequency)
    return scores


def label_topics(phi: NDArray[np.float64], terms: NDArray[np.object_]) -> dict[int, str]:
    """Name each topic by the most distinctive of its weightiest terms.

    Parameters
    ----------
    phi : ndarray of shape (k, m)
        Weights of m terms in k topics, each topic's summing to 1.
    terms : ndarray of str
        The terms.

    Returns
    -------
    dict of int to str
        For each topic from 1, three of its twenty weightiest terms, the most distinctive first;
        no term that is part of another of them, or has one as its part. A topic that would have the
        three terms of an earlier one has a fourth, and so on.

    Examples
    --------
    >>> names = np.array(["paix", "union", "union africaine", "virus"], dtype=object)
    >>> label_topics(np.array([[0.2, 0.3, 0.5, 0.0], [0.0, 0.0, 0.0, 1.0]]), names)
    {1: 'union africaine, paix', 2: 'virus'}
    """
    labels: dict[int, str] = {}
    taken: dict[frozenset[str], int] = {}
    for topic, (weights, scores) in enumerate(zip(phi, frex(phi), strict=True), start=1):
        head = np.lexsort((terms, -weights))[:_HEAD]
        head = head[weights[head] > 0]
        best = head[np.lexsort((terms[head], -weights[head], -scores[head]))]
        apart = _apart([str(term) for term in terms[best]])
        size = min(_TERMS, len(apart))
        while frozenset(apart[:size]) in taken and size < len(apart):
            size += 1
        chosen = frozenset(apart[:size])
        taken[chosen] = taken.get(chosen, 0) + 1
        again = f" ({taken[chosen]})" if taken[chosen] > 1 else ""
        labels[topic] = ", ".join(apart[:size]) + again
    return labels


def _apart(terms: list[str]) -> list[str]:
    """Leave out terms that contain an earlier one as words, or are contained in one."""
    kept: list[str] = []
    for term in terms:
        if not any(
            f" {a} " in f" {b} " for other in kept for a, b in ((term, other), (other, term))
        ):
            kept.append(term)
    return kept
