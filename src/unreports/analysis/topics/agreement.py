"""An outside check: do the topics follow the reports' own headings, or the lexicon of themes?

Neither is the truth about a report, but both were made without the model. A model that agrees
with neither has found something else, or nothing; chance alone gives the last columns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from unreports.analysis.parts import part_labels
from unreports.analysis.topics.model import TopicModel
from unreports.language.themes import main_themes

_DRAWS = 400  # halves, and permutations
_LEVEL = 0.95
Array = NDArray[np.float64]


def leading_topics(model: TopicModel) -> NDArray[np.int64]:
    """Give the topic with the largest share of each paragraph, in their order; 0 where none has."""
    shares = model.paragraphs["weight"].to_numpy().reshape(-1, model.k)
    first: NDArray[np.int64] = np.where(shares.max(axis=1) > 0, shares.argmax(axis=1) + 1, 0)
    return first


def headings(
    paragraphs: pd.DataFrame, sections: pd.DataFrame, *, level: int | None = None
) -> list[str]:
    """Name the section of each paragraph, down to a level; empty outside all sections."""
    inside = paragraphs["section"].notna() & (paragraphs["section"] != "")
    names = part_labels(paragraphs, sections, by="section", level=level)
    return names.where(inside, "").tolist()


def leading_themes(paragraphs: pd.DataFrame) -> list[str]:
    """Name the theme of the lexicon that each paragraph speaks of most; empty where of none."""
    texts = zip(paragraphs["text"], paragraphs["language"], strict=True)
    found = (main_themes(text, language) for text, language in texts)
    return [themes[0].theme if themes else "" for themes in found]


def agreement_table(
    topics: NDArray[np.int64], labellings: Mapping[str, Sequence[str]], *, seed: int = 0
) -> pd.DataFrame:
    """Compare the paragraphs' leading topics with other labels of them.

    Parameters
    ----------
    topics : array of int
        `leading_topics`: one for each paragraph, 0 for none.
    labellings : mapping of str to sequence of str
        Labels of the same paragraphs, empty for none, under the name of what they are. Only
        paragraphs with a topic and a label are compared.
    seed : int
        Of the draws.

    Returns
    -------
    DataFrame
        labels (their name), measure ("ARI", "NMI"), value, low, high, chance, chance_high,
        paragraphs (those with a topic and a label), groups (labels among them). `chance` is the
        mean over 400 permutations of the labels, `chance_high` their 95th percentile.

    Notes
    -----
    ARI = (S - E) / (M - E), S the pairs of paragraphs that both put together, E = A B / (n choose
    2) those expected of A pairs together in the one and B in the other, M = (A + B) / 2 (Hubert
    and Arabie 1985). NMI = 2 I / (H + H'), natural logarithms. Where both have one group only, or
    each paragraph its own, both are 1; fewer than two paragraphs have 0.

    The interval comes from random halves of the paragraphs drawn without replacement (the delete-d
    jackknife, Shao and Wu 1989): their statistic spreads about its mean as that of the whole does.
    A bootstrap would draw paragraphs twice, and a paragraph always agrees with itself.

    References
    ----------
    Hubert, L. and Arabie, P. (1985). Comparing partitions. Journal of Classification 2, 193-218.
    Shao, J. and Wu, C. F. J. (1989). A general theory for jackknife variance estimation. Annals of
    Statistics 17(3), 1176-1197.
    """
    rows = []
    for name, labels in labellings.items():
        named = np.asarray(labels, dtype=object)
        both = (topics > 0) & (named != "")
        one, other = (pd.factorize(values[both])[0] for values in (topics, named))
        drawn = _draws(one, other, np.random.default_rng(seed))
        for measure, score in (("ARI", adjusted_rand), ("NMI", normalised_information)):
            value, halves, chance = (score(tables) for tables in drawn)
            low, high = value[0] + np.percentile(halves - halves.mean(), _ENDS)
            rows.append(
                {
                    "labels": name,
                    "measure": measure,
                    "value": float(value[0]),
                    "low": float(max(low, -1.0 if measure == "ARI" else 0.0)),
                    "high": float(min(high, 1.0)),
                    "chance": float(chance.mean()),
                    "chance_high": float(np.percentile(chance, 95)),
                    "paragraphs": int(both.sum()),
                    "groups": len(np.unique(other)),
                }
            )
    return pd.DataFrame(rows, columns=_COLUMNS)


def adjusted_rand(tables: Array) -> Array:
    """Give the adjusted Rand index of contingency tables of shape (draws, a, b).

    Examples
    --------
    >>> adjusted_rand(np.array([[[2, 0], [1, 1]]])).round(6).tolist()
    [0.0]
    """
    together = _pairs(tables).sum(axis=(1, 2))
    rows, columns = _pairs(tables.sum(axis=2)).sum(axis=1), _pairs(tables.sum(axis=1)).sum(axis=1)
    every = np.maximum(_pairs(tables.sum(axis=(1, 2))), 1)
    expected = rows * columns / every
    most = (rows + columns) / 2
    same: Array = np.divide(
        together - expected, most - expected, out=np.ones_like(expected), where=most != expected
    )
    return np.where(tables.sum(axis=(1, 2)) < 2, 0.0, same)


def normalised_information(tables: Array) -> Array:
    """Give the normalised mutual information of contingency tables of shape (draws, a, b).

    Examples
    --------
    >>> normalised_information(np.array([[[2, 0], [0, 2]], [[1, 1], [1, 1]]])).tolist()
    [1.0, 0.0]
    """
    n = tables.sum(axis=(1, 2))
    rows = _entropy(tables.sum(axis=2), n)
    columns = _entropy(tables.sum(axis=1), n)
    joint = _entropy(tables.reshape(len(tables), -1), n)
    shared = np.maximum(rows + columns - joint, 0).round(12)
    both = rows + columns
    found: Array = np.divide(2 * shared, both, out=np.ones_like(both), where=both > 0)
    return np.where(n < 2, 0.0, np.minimum(found, 1.0))


_ENDS = [100 * (1 - _LEVEL) / 2, 100 * (1 + _LEVEL) / 2]
_COLUMNS = [
    "labels", "measure", "value", "low", "high", "chance", "chance_high", "paragraphs", "groups",
]  # fmt: skip


def _draws(a: NDArray[np.int64], b: NDArray[np.int64], rng: np.random.Generator) -> list[Array]:
    """Contingency tables of all paragraphs, of random halves, and of permuted labels."""
    n = len(a)
    orders = rng.permuted(np.tile(np.arange(n), (_DRAWS, 1)), axis=1)
    halves = orders[:, : max(n // 2, min(n, 2))]
    shape = (int(a.max(initial=0)) + 1, int(b.max(initial=0)) + 1)
    everyone = np.tile(np.arange(n), (_DRAWS, 1))
    return [
        _tables(a[None], b[None], shape),
        _tables(a[halves], b[halves], shape),
        _tables(a[everyone], b[orders], shape),
    ]


def _tables(one: NDArray[np.int64], other: NDArray[np.int64], shape: tuple[int, int]) -> Array:
    draws, cells = len(one), shape[0] * shape[1]
    places = np.arange(draws)[:, None] * cells + one * shape[1] + other
    counted = np.bincount(places.ravel(), minlength=draws * cells)
    return counted.reshape(draws, *shape).astype(float)


def _pairs(counts: Array) -> Array:
    return counts * (counts - 1) / 2


def _entropy(counts: Array, n: Array) -> Array:
    share = counts / np.maximum(n, 1)[:, None]
    found: Array = -(share * np.log(np.where(share > 0, share, 1))).sum(axis=1)
    return found
