"""Topics: non-negative matrix factorisation of the paragraphs' weighted terms.

Of the models in use this one moves least when its settings do: on reports of this size the words
that head its topics are the same whatever the seed, where those of latent Dirichlet allocation
share a third. It is deterministic here. It always finds as many topics as it is asked for, so a
topic is a reading aid until the paragraphs behind it have been read.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.stats import rankdata
from sklearn.decomposition import NMF

from unreports.analysis.frequency import TermCounts
from unreports.errors import AnalysisError

_ITERATIONS = 1000


@dataclass(frozen=True, eq=False)
class TopicModel:
    """A fitted model, as tables.

    Attributes
    ----------
    topics : DataFrame
        topic (from 1, the most prevalent first), term, weight (the term's share of the topic,
        summing to 1 over a topic's terms), distinctiveness (see `frex`), rank (by weight, from 1).
    paragraphs : DataFrame
        symbol, paragraph, topic, weight (the topic's share of the paragraph, summing to 1 over the
        topics, or 0 for every topic where the paragraph has none of the terms), reference, section,
        loading (the factor itself, on TF-IDF vectors of length 1: how strongly, not only how
        exclusively, the paragraph speaks of the topic).
    labels : dict of int to str
        The three most distinctive terms of each topic.
    reconstruction : float
        Share of the squared TF-IDF weights that the model accounts for, from 0 to 1.
    """

    topics: pd.DataFrame
    paragraphs: pd.DataFrame
    labels: dict[int, str]
    reconstruction: float

    @property
    def k(self) -> int:
        """How many topics there are."""
        return len(self.labels)

    def key_paragraphs(self, topic: int, n: int = 3) -> pd.DataFrame:
        """Give the `n` paragraphs that load highest on a topic, the highest first."""
        rows = self.paragraphs[
            (self.paragraphs["topic"] == topic) & (self.paragraphs["loading"] > 0)
        ]
        return rows.sort_values("loading", ascending=False, kind="stable").head(n)


def fit_topics(
    counts: TermCounts, k: int, *, min_paragraphs: int = 3, max_share: float = 0.5
) -> TopicModel:
    """Fit `k` topics to the paragraphs.

    Terms in fewer than `min_paragraphs` paragraphs, or in more than `max_share` of them, are left
    out: the first cannot connect paragraphs, the second connect them all.

    Parameters
    ----------
    counts : TermCounts
        Terms by paragraph.
    k : int
        How many topics, at least 1.
    min_paragraphs : int
        Floor on the number of paragraphs with a term.
    max_share : float
        Ceiling on the share of paragraphs with a term.

    Returns
    -------
    TopicModel

    Raises
    ------
    AnalysisError
        More topics than paragraphs or than terms, or no term left.

    Notes
    -----
    X holds the counts as `weigh` weighs them. W and H, both non-negative, minimise the squared
    error of X = W H (Lee and Seung 1999) from a start by non-negative double singular value
    decomposition (Boutsidis and Gallopoulos 2008).
    """
    kept = _vocabulary(counts, min_paragraphs, max_share)
    terms = np.asarray(counts.terms)[kept]
    used = counts.matrix[:, kept]
    rows = np.asarray(used.sum(axis=1)).ravel() > 0
    limit = min(int(rows.sum()), len(terms))
    if not 1 <= k <= limit:
        raise AnalysisError(
            f"{k} topics cannot be fitted to {int(rows.sum())} paragraphs with {len(terms)} terms "
            f"between the floors; from 1 to {limit} are possible",
            where="topics",
            remedy="Ask for fewer topics, or lower min_paragraphs.",
        )
    weights = weigh(used)
    model = NMF(k, init="nndsvd", solver="cd", random_state=0, max_iter=_ITERATIONS, tol=1e-5)
    w = model.fit_transform(weights)
    h = model.components_
    error = sparse.linalg.norm(weights - sparse.csr_matrix(w @ h)) if k else 0.0
    explained = 1 - (error / sparse.linalg.norm(weights)) ** 2
    scale = h.sum(axis=1)
    phi = np.divide(h, scale[:, None], out=np.zeros_like(h), where=scale[:, None] > 0)
    theta = w * scale
    order = np.argsort(-_shares(theta).sum(axis=0), kind="stable")
    phi, theta, w = phi[order], theta[:, order], w[:, order]
    distinct = frex(phi)
    return TopicModel(
        topics=_topic_table(phi, distinct, terms),
        paragraphs=_paragraph_table(counts.paragraphs, _shares(theta), w),
        labels=_labels(phi, distinct, terms),
        reconstruction=float(explained),
    )


def most_topics(counts: TermCounts, *, min_paragraphs: int = 3, max_share: float = 0.5) -> int:
    """Give the highest number of topics that can be fitted; 0 where no term is left."""
    kept = _between(counts, min_paragraphs, max_share)
    rows = np.asarray(counts.matrix[:, kept].sum(axis=1)).ravel() > 0
    return min(int(rows.sum()), len(kept))


def weigh(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    """Weigh counts by sublinear TF-IDF, each row scaled to length 1.

    Parameters
    ----------
    matrix : csr_matrix of shape (n, m)
        Counts f of m terms in n paragraphs.

    Returns
    -------
    csr_matrix of shape (n, m)
        (1 + ln f) (ln((1 + n) / (1 + d)) + 1), d the number of paragraphs with the term, as
        in scikit-learn's TfidfTransformer(sublinear_tf=True); a row without terms stays empty.

    Examples
    --------
    >>> weigh(sparse.csr_matrix([[1, 0], [0, 4]])).toarray().tolist()
    [[1.0, 0.0], [0.0, 1.0]]
    """
    from sklearn.feature_extraction.text import TfidfTransformer

    return sparse.csr_matrix(TfidfTransformer(sublinear_tf=True).fit_transform(matrix))


def frex(phi: np.ndarray, weight: float = 0.5) -> np.ndarray:
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
    scores: np.ndarray = 1 / (weight / exclusive + (1 - weight) / frequency)
    return scores


def topics_by_section(
    model: TopicModel, sections: pd.DataFrame, *, min_paragraphs: int = 1
) -> pd.DataFrame:
    """Average the topics' shares over the paragraphs of each section.

    Parameters
    ----------
    model : TopicModel
    sections : DataFrame
        The corpus's sections table.
    min_paragraphs : int
        Sections with fewer paragraphs of their own (those of subsections apart) are left out.

    Returns
    -------
    DataFrame
        symbol, section, title, paragraphs, topic, share, in the order of the documents.
    """
    shares = model.paragraphs.dropna(subset="section")
    grouped = (
        shares.groupby(["symbol", "section", "topic"], sort=False)["weight"]
        .agg(share="mean", paragraphs="size")
        .reset_index()
    )
    grouped = grouped[grouped["paragraphs"] >= min_paragraphs]
    titled = grouped.merge(
        sections[["symbol", "section", "title"]], on=["symbol", "section"], how="left"
    )
    return titled[["symbol", "section", "title", "paragraphs", "topic", "share"]]


def _between(counts: TermCounts, min_paragraphs: int, max_share: float) -> np.ndarray:
    """Find the columns of the terms between floor and ceiling."""
    present = np.asarray((counts.matrix > 0).sum(axis=0)).ravel()
    n = counts.matrix.shape[0]
    # A ceiling below the floor would empty the vocabulary of a corpus of a few paragraphs.
    kept = (present >= min(min_paragraphs, n)) & (present <= max(max_share * n, min_paragraphs))
    return np.flatnonzero(kept)


def _vocabulary(counts: TermCounts, min_paragraphs: int, max_share: float) -> np.ndarray:
    kept = _between(counts, min_paragraphs, max_share)
    if not len(kept):
        raise AnalysisError(
            f"no term stands in at least {min_paragraphs} paragraphs and at most "
            f"{max_share:.0%} of the {counts.matrix.shape[0]}",
            where="topics",
            remedy="Lower min_paragraphs, or add documents.",
        )
    return kept


def _shares(theta: np.ndarray) -> np.ndarray:
    total = theta.sum(axis=1, keepdims=True)
    shares: np.ndarray = np.divide(theta, total, out=np.zeros_like(theta), where=total > 0)
    return shares


def _topic_table(phi: np.ndarray, distinct: np.ndarray, terms: np.ndarray) -> pd.DataFrame:
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


def _paragraph_table(paragraphs: pd.DataFrame, shares: np.ndarray, w: np.ndarray) -> pd.DataFrame:
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
            "loading": w.ravel(),
        }
    )


def _labels(phi: np.ndarray, distinct: np.ndarray, terms: np.ndarray) -> dict[int, str]:
    """Name each topic by the most distinctive of its twenty weightiest terms."""
    names = {}
    for index, (weights, scores) in enumerate(zip(phi, distinct, strict=True)):
        head = np.lexsort((terms, -weights))[:20]
        head = head[weights[head] > 0]
        best = head[np.lexsort((terms[head], -weights[head], -scores[head]))][:3]
        names[index + 1] = ", ".join(terms[best])
    return names
