"""Topics: non-negative matrix factorisation of the paragraphs' weighted terms.

Of the models in use this one moves least when its settings do: on reports of this size the words
that head its topics are the same whatever the seed, where those of latent Dirichlet allocation
share a third. It is deterministic here. It always finds as many topics as it is asked for, so a
topic is a reading aid until the paragraphs behind it have been read.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from unreports.analysis.frequency import TermCounts, Unit, count_terms
from unreports.analysis.topics import weighting
from unreports.analysis.topics.factorisation import factorise, one_thread, project
from unreports.analysis.topics.labels import frex, label_topics
from unreports.analysis.topics.tables import (
    paragraph_table,
    prevalence_table,
    to_shares,
    topic_table,
)
from unreports.corpus import Corpus
from unreports.errors import AnalysisError, UnreportsWarning

UNSEEN = 0.5  # share of running terms: above it a model reads less than half of the text

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class TopicBasis:
    """What a model has learned, without the paragraphs it learned it from.

    Attributes
    ----------
    terms : tuple of str
        The m terms of the model.
    idf : ndarray of shape (m,)
        Their inverse frequencies in the corpus of the fit.
    h : ndarray of shape (k, m)
        The topics, each a row of Euclidean length 1.
    labels : dict of int to str
        A name for each topic, from 1.
    other_terms : tuple of str
        The terms of that corpus which the floors left out.
    unit : {"lemma", "token", "multiword"}
        What a term is.
    min_paragraphs, max_share : int, float
        Floor and ceiling.
    documents : tuple of str
        The symbols of the documents of the fit.
    """

    terms: tuple[str, ...]
    idf: Floats
    h: Floats
    labels: dict[int, str]
    other_terms: tuple[str, ...]
    unit: Unit
    min_paragraphs: int
    max_share: float
    documents: tuple[str, ...]

    @property
    def k(self) -> int:
        """How many topics there are."""
        return len(self.h)

    @property
    def phi(self) -> Floats:
        """Each topic as shares of its terms, of shape (k, m)."""
        return to_shares(self.h)

    def count(self, corpus: Corpus) -> TermCounts:
        """Count the terms of new documents as those of the fit were counted.

        Terms of several words that were found in the corpus of the fit are joined here too, and no
        others are looked for.
        """
        known = (*self.terms, *self.other_terms) if self.unit == "multiword" else ()
        unit: Unit = "token" if self.unit == "token" else "lemma"
        return count_terms(corpus, unit=unit, extra=[term for term in known if " " in term])

    def transform(self, counts: TermCounts) -> TopicModel:
        """Find the topics of this model in other paragraphs.

        Parameters
        ----------
        counts : TermCounts
            Terms of the new paragraphs (see `count`).

        Returns
        -------
        TopicModel
            The same topics, with the new paragraphs, the prevalence in them and `unseen`.

        Raises
        ------
        AnalysisError
            None of the model's terms is there.

        Warns
        -----
        UnreportsWarning
            More than half of the running terms were never seen in the fit.

        Notes
        -----
        W minimises the squared error of X = W H, not negative, with H and the inverse frequencies
        of the fit.
        """
        used = self._columns(counts)
        if not used.nnz:
            raise AnalysisError(
                f"none of the {len(self.terms)} terms of the model occurs in these documents",
                where="topics",
                remedy="Apply it to documents in the language of those that it was fitted to "
                f"({_listed(self.documents)}).",
            )
        weights = weighting.weigh(used, self.idf)
        unseen = self._unseen(counts)
        if unseen > UNSEEN:
            warnings.warn(
                f"{unseen:.0%} of the terms in these documents were never seen by the model, which "
                f"was fitted to {_listed(self.documents)}: the topics describe the rest.",
                UnreportsWarning,
                stacklevel=2,
            )
        return _model(self, counts, weights, project(weights, self.h), unseen)

    def _columns(self, counts: TermCounts) -> sparse.csr_matrix:
        """Give the counts with the model's terms as columns."""
        place = {term: column for column, term in enumerate(self.terms)}
        known = [column for column, term in enumerate(counts.terms) if term in place]
        used = counts.matrix[:, known]
        columns = np.array([place[counts.terms[column]] for column in known], dtype=np.int32)
        shape = (used.shape[0], len(self.terms))
        return sparse.csr_matrix((used.data, columns[used.indices], used.indptr), shape=shape)

    def _unseen(self, counts: TermCounts) -> float:
        seen = {*self.terms, *self.other_terms}
        frequency = np.asarray(counts.matrix.sum(axis=0)).ravel()
        new = np.array([term not in seen for term in counts.terms])
        return float(frequency[new].sum() / frequency.sum())


@dataclass(frozen=True, eq=False)
class TopicModel:
    """Topics and the paragraphs they are in, as tables.

    Attributes
    ----------
    topics : DataFrame
        topic (from 1, the most prevalent in the corpus of the fit first), term, weight (the term's
        share of the topic, summing to 1 over a topic's terms), distinctiveness (see `frex`), rank
        (by weight, from 1).
    paragraphs : DataFrame
        symbol, paragraph, topic, weight (the topic's share of the paragraph, summing to 1 over the
        topics, or 0 for every topic where the paragraph has none of the terms), reference, section,
        loading (the factor itself, on TF-IDF vectors of length 1 and topics of length 1: how
        strongly, not only how exclusively, the paragraph speaks of the topic).
    prevalence : DataFrame
        topic, share (mean over the paragraphs), low, high (see `prevalence_table`).
    reconstruction : float
        Share of the squared TF-IDF weights that the model accounts for, from 0 to 1.
    unseen : float
        Share of the running terms that the model never saw: 0 for the paragraphs of the fit.
    basis : TopicBasis
        What applies to other documents.
    """

    topics: pd.DataFrame
    paragraphs: pd.DataFrame
    prevalence: pd.DataFrame
    reconstruction: float
    unseen: float
    basis: TopicBasis = field(repr=False)

    @property
    def k(self) -> int:
        """How many topics there are."""
        return self.basis.k

    @property
    def labels(self) -> dict[int, str]:
        """The name of each topic."""
        return self.basis.labels

    @property
    def phi(self) -> Floats:
        """Each topic as shares of the model's terms, of shape (k, m)."""
        return self.basis.phi

    @property
    def shares(self) -> Floats:
        """The topics' shares of the paragraphs, of shape (n, k)."""
        return self.paragraphs["weight"].to_numpy().reshape(-1, self.k)

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
        How many topics, at least 1 (see `weighting.attainable` for the most a corpus bears).
    min_paragraphs : int
        Floor on the number of paragraphs with a term.
    max_share : float
        Ceiling on the share of paragraphs with a term.

    Returns
    -------
    TopicModel
        With fewer topics where the paragraphs repeat one another so much that there are no `k`.

    Raises
    ------
    AnalysisError
        More topics than paragraphs or than terms, or no term left.

    Warns
    -----
    UnreportsWarning
        There are fewer topics than asked for.

    Notes
    -----
    X holds the counts as `weighting.weigh` weighs them, and W and H are those of
    `factorisation.factorise` with its deterministic start.
    """
    columns = weighting.vocabulary(counts, min_paragraphs, max_share)
    used = counts.matrix[:, columns]
    check_number(k, used, min_paragraphs)
    w, h = factorise(weighting.weigh(used), k)
    return make_model(counts, columns, w, h, min_paragraphs=min_paragraphs, max_share=max_share)


def check_number(k: int, used: sparse.csr_matrix, min_paragraphs: int) -> None:
    """Raise AnalysisError where a matrix of paragraphs by terms is too small for `k` topics."""
    rows, terms = int((np.diff(used.indptr) > 0).sum()), used.shape[1]
    if not 1 <= k <= min(rows, terms):
        raise AnalysisError(
            f"{k} topics cannot be fitted to {rows} paragraphs with {terms} terms "
            f"between the floors; from 1 to {min(rows, terms)} are possible",
            where="topics",
            remedy="Ask for fewer topics"
            + (", or lower min_paragraphs." if min_paragraphs > 1 else "."),
        )


def make_model(
    counts: TermCounts,
    columns: NDArray[np.int64],
    w: Floats,
    h: Floats,
    *,
    min_paragraphs: int,
    max_share: float,
) -> TopicModel:
    """Make the tables of a factorisation X = W H of the weights of some columns of `counts`.

    The topics are put in order of prevalence and scaled to length 1; empty ones are left out, with
    an UnreportsWarning.
    """
    length = np.linalg.norm(h, axis=1)
    held = (length > 0) & (w.sum(axis=0) > 0)
    if not held.all():
        warnings.warn(
            f"the paragraphs bear {held.sum()} topics, not {len(h)}: they say too much the same.",
            UnreportsWarning,
            stacklevel=2,
        )
    w, h = w[:, held] * length[held], h[held] / length[held, None]
    shares = to_shares(w * h.sum(axis=1))
    order = np.argsort(-shares.sum(axis=0), kind="stable")
    w, h = w[:, order], h[order]
    used = counts.matrix[:, columns]
    names = np.asarray(counts.terms, dtype=object)
    rest = np.delete(names, columns)
    basis = TopicBasis(
        terms=tuple(names[columns]),
        idf=weighting.inverse_frequency(used),
        h=h,
        labels=label_topics(to_shares(h), names[columns]),
        other_terms=tuple(rest),
        unit=counts.unit,
        min_paragraphs=min_paragraphs,
        max_share=max_share,
        documents=tuple(dict.fromkeys(counts.paragraphs["symbol"])),
    )
    return _model(basis, counts, weighting.weigh(used), w, 0.0)


def _model(
    basis: TopicBasis, counts: TermCounts, weights: sparse.csr_matrix, w: Floats, unseen: float
) -> TopicModel:
    shares = to_shares(w * basis.h.sum(axis=1))
    return TopicModel(
        topics=topic_table(basis.phi, frex(basis.phi), np.asarray(basis.terms, dtype=object)),
        paragraphs=paragraph_table(counts.paragraphs, shares, w),
        prevalence=prevalence_table(shares),
        reconstruction=_explained(weights, w, basis.h),
        unseen=unseen,
        basis=basis,
    )


def _explained(weights: sparse.csr_matrix, w: Floats, h: Floats) -> float:
    """Give 1 - |X - W H|^2 / |X|^2 without making W H, which has a cell for every zero of X."""
    total = float((weights.data**2).sum())
    with one_thread():
        both = float(((weights @ h.T) * w).sum())
        made = float(((w.T @ w) * (h @ h.T)).sum())
    return (2 * both - made) / total


def _listed(documents: tuple[str, ...]) -> str:
    shown = ", ".join(documents[:5])
    more = len(documents) - 5
    return f"{shown} and {more} more" if more > 0 else shown
