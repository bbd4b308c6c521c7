"""A map of topics, and how relevant a term is to one: the information of LDAvis, as tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.spatial.distance import jensenshannon

from unreports.analysis.topics.factorisation import one_thread
from unreports.analysis.topics.model import TopicModel

LAMBDAS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


@dataclass(frozen=True, eq=False)
class TopicMap:
    """Where topics lie in the plane.

    Attributes
    ----------
    positions : DataFrame
        topic, label, x, y, share (the topic's prevalence).
    distances : DataFrame
        topic, other, distance: each pair of topics, both ways and with itself.
    shown : float
        The share of the squared distances that the plane shows, from 0 to 1.
    """

    positions: pd.DataFrame
    distances: pd.DataFrame
    shown: float


def map_topics(model: TopicModel) -> TopicMap:
    """Lay topics out so that those with like terms lie close (Sievert and Shirley 2014).

    Parameters
    ----------
    model : TopicModel

    Returns
    -------
    TopicMap
        One topic lies at the origin; two lie on a line.

    Notes
    -----
    The distance between the topics' distributions over terms, p and q, is Jensen-Shannon's, the
    root of (KL(p, m) + KL(q, m)) / 2 with m = (p + q) / 2 and logarithms to base 2: 0 for the same
    distribution, 1 for two without a term in common. Its square embeds in Euclidean space (Endres
    and Schindelin 2003), so classical scaling (Torgerson 1952) has no negative part; LDAvis scales
    the divergence, the square, itself. The side of an axis means nothing: the topic farthest from
    the origin is put on its positive side.
    """
    k = model.k
    distances = js_distances(model.phi)
    coordinates, shown = _scaled(distances)
    topics = np.arange(1, k + 1)
    positions = pd.DataFrame(
        {
            "topic": topics,
            "label": [model.labels[topic] for topic in range(1, k + 1)],
            "x": coordinates[:, 0],
            "y": coordinates[:, 1],
            "share": model.prevalence["share"].to_numpy(),
        }
    )
    pairs = pd.DataFrame(
        {
            "topic": np.repeat(topics, k),
            "other": np.tile(topics, k),
            "distance": distances.ravel(),
        }
    )
    return TopicMap(positions, pairs, shown)


def js_distances(phi: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the Jensen-Shannon distances between rows that sum to 1, from 0 to 1.

    Examples
    --------
    >>> js_distances(np.array([[1.0, 0.0], [0.0, 1.0], [0.5, 0.5]])).round(3).tolist()
    [[0.0, 1.0, 0.558], [1.0, 0.0, 0.558], [0.558, 0.558, 0.0]]
    """
    k = len(phi)
    distances = np.zeros((k, k))
    for i in range(k):
        for j in range(i):
            # Rounding can leave a tiny negative divergence between equal rows.
            found = jensenshannon(phi[i], phi[j], base=2)
            distances[i, j] = distances[j, i] = np.nan_to_num(found)
    return distances


def relevance(
    model: TopicModel, *, lambdas: Sequence[float] = LAMBDAS, terms: int = 30
) -> pd.DataFrame:
    """Rank the terms of each topic by relevance (Sievert and Shirley 2014).

    Parameters
    ----------
    model : TopicModel
    lambdas : sequence of float
        The weights of frequency against lift, from 0 (lift alone) to 1 (frequency alone).
    terms : int
        How many terms of each topic, for each weight.

    Returns
    -------
    DataFrame
        topic, lambda, rank, term, relevance, weight (phi), overall (p), by topic, lambda and rank.

    Notes
    -----
    r = lambda ln(phi) + (1 - lambda) ln(phi / p), with phi the term's share of the topic and p its
    share of all topics, each topic counted by its prevalence. A term with phi 0.2 and p 0.1 has,
    for lambda 0.6, 0.6 ln 0.2 + 0.4 ln 2 = -0.688.
    """
    phi = model.phi
    share = model.prevalence["share"].to_numpy()
    share = share / share.sum() if share.sum() > 0 else np.full(len(share), 1 / len(share))
    with one_thread():
        overall = share @ phi
    names = np.asarray(model.basis.terms, dtype=object)
    tables = []
    for index, weights in enumerate(phi):
        there = np.flatnonzero((weights > 0) & (overall > 0))
        frequency, lift = np.log(weights[there]), np.log(weights[there] / overall[there])
        for value in lambdas:
            scores = value * frequency + (1 - value) * lift
            order = np.lexsort((names[there], -weights[there], -scores))[:terms]
            tables.append(
                pd.DataFrame(
                    {
                        "topic": index + 1,
                        "lambda": value,
                        "rank": np.arange(1, len(order) + 1),
                        "term": names[there][order],
                        "relevance": scores[order],
                        "weight": weights[there][order],
                        "overall": overall[there][order],
                    }
                )
            )
    return pd.concat(tables, ignore_index=True)


def _scaled(distances: NDArray[np.float64]) -> tuple[NDArray[np.float64], float]:
    """Classical scaling to two dimensions, and the share of the squared distances they show."""
    k = len(distances)
    centre = np.eye(k) - 1 / k
    with one_thread():
        values, vectors = np.linalg.eigh(-centre @ distances**2 @ centre / 2)
    values, vectors = np.maximum(values[::-1], 0), vectors[:, ::-1]
    coordinates = np.zeros((k, 2))
    for axis in range(min(2, k)):
        column = vectors[:, axis] * np.sqrt(values[axis])
        # Rounding must not choose between sides, so the first of about the farthest decides.
        far = np.flatnonzero(np.abs(column) >= 0.999 * np.abs(column).max())
        coordinates[:, axis] = column * (-1 if column[far[0]] < 0 else 1)
    total = values.sum()
    return coordinates, float(values[:2].sum() / total) if total > 0 else 1.0
