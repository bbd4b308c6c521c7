"""The tables of a model: terms of topics, topics of paragraphs, and how prevalent each topic is."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from unreports.analysis.resampling import resample

Floats = NDArray[np.float64]

_RESAMPLES = 1000
_LEVEL = 0.95
_CELLS = 4_000_000  # draws x paragraphs held at once: 32 MB


def to_shares(rows: Floats) -> Floats:
    """Divide each row by its sum; a row of zeros stays."""
    total = rows.sum(axis=1, keepdims=True)
    shares: Floats = np.divide(rows, total, out=np.zeros_like(rows), where=total > 0)
    return shares


def topic_table(phi: Floats, distinct: Floats, terms: NDArray[np.object_]) -> pd.DataFrame:
    """List the terms of each topic that weigh anything, the weightiest first."""
    tables = []
    for index, (weights, scores) in enumerate(zip(phi, distinct, strict=True)):
        order = np.lexsort((terms, -weights))
        order = order[weights[order] > 0]
        tables.append(
            pd.DataFrame(
                {
                    "topic": index + 1,
                    "term": terms[order],
                    "weight": weights[order],
                    "distinctiveness": scores[order],
                    "rank": np.arange(1, len(order) + 1),
                }
            )
        )
    return pd.concat(tables, ignore_index=True)


def paragraph_table(paragraphs: pd.DataFrame, shares: Floats, loadings: Floats) -> pd.DataFrame:
    """List the topics of each paragraph, a row for each pair."""
    n, k = shares.shape
    base = paragraphs.loc[paragraphs.index.repeat(k)].reset_index(drop=True)
    return pd.DataFrame(
        {
            "symbol": base["symbol"],
            "paragraph": base["paragraph"],
            "topic": np.tile(np.arange(1, k + 1), n),
            "weight": shares.ravel(),
            "reference": base["reference"],
            "section": base["section"],
            "loading": loadings.ravel(),
        }
    )


def prevalence_table(shares: Floats, seed: int = 0) -> pd.DataFrame:
    """Average the topics' shares over paragraphs, with bootstrap intervals.

    Parameters
    ----------
    shares : ndarray of shape (n, k)
        Each paragraph's shares.
    seed : int
        Seed of the draws.

    Returns
    -------
    DataFrame
        topic, share, low, high: the mean over all paragraphs (those with none of the terms count as
        0), and the middle 95 % of the means of 1,000 samples of n paragraphs drawn with replacement
        (Efron and Tibshirani 1993, chapter 13). The model is not fitted again: the interval says
        how far the mean would move with other paragraphs, not with other topics.

    Examples
    --------
    >>> prevalence_table(np.array([[1.0, 0.0], [1.0, 0.0]])).values.tolist()
    [[1.0, 1.0, 1.0, 1.0], [2.0, 0.0, 0.0, 0.0]]
    """
    n, k = shares.shape
    rng = np.random.default_rng(seed)
    step = max(1, _CELLS // max(n, 1))
    means = np.concatenate(
        [
            _means(resample(n, min(step, _RESAMPLES - start), rng), shares)
            for start in range(0, _RESAMPLES, step)
        ]
    )
    low, high = np.percentile(means, [50 * (1 - _LEVEL), 50 * (1 + _LEVEL)], axis=0)
    mean = shares.mean(axis=0)
    return pd.DataFrame({"topic": np.arange(1, k + 1), "share": mean, "low": low, "high": high})


def _means(drawn: NDArray[np.int64], shares: Floats) -> Floats:
    # einsum, not BLAS: whole numbers times floats, summed in one order whatever the threads.
    means: Floats = np.einsum("rn,nk->rk", drawn.astype(float), shares) / shares.shape[0]
    return means
