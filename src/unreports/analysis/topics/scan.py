"""How many topics: models of 3, 4, 5 ... of them, each beside itself on shuffled text.

Two things are asked of a number of topics: that its topics come back when the start is random or a
fifth of the paragraphs is left out, and that their words belong together. What shuffled text
reaches is the least of either: a model finds some of both where there is nothing to find.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from scipy.stats import t as student

from unreports.analysis.frequency import TermCounts
from unreports.analysis.topics.coherence import Ranking, npmi, top_terms
from unreports.analysis.topics.factorisation import (
    Factors,
    factorise,
    improve,
    nndsvd,
    one_thread,
    random_start,
)
from unreports.analysis.topics.model import TopicModel
from unreports.analysis.topics.null import band, shuffled
from unreports.analysis.topics.stability import agreement
from unreports.analysis.topics.weighting import vocabulary, weigh
from unreports.errors import AnalysisError

NUMBERS = range(3, 16)
SEEDS, DELETIONS, SHUFFLES = 5, 10, 10
_SHUFFLED_DELETIONS = 5  # of each shuffled text; and one random start
_LEFT_OUT = 5  # a fifth of the paragraphs
_MOST_PARAGRAPHS = 400
_ERROR = 0.05
# Ranks of the first ten terms settle long before the weights do, from a random start later.
_TOLERANCE, _ROUNDS, _RANDOM_ROUNDS = 1e-3, 30, 100
Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Scan:
    """Numbers of topics compared.

    Attributes
    ----------
    table : DataFrame
        One row a number: k, stability_seed (mean agreement of the model with those of 5 random
        starts), stability_deletion (with those of 10 random four fifths of the paragraphs), npmi
        (mean coherence of the topics), null_low, null_high (the band of the npmi of the same
        model on 10 shuffled texts, 5th to 95th percentile), then the bands of the stabilities
        (seed_null_low, seed_null_high, deletion_null_low, deletion_null_high), stability (the mean
        of both), stability_error (its standard error over starts and deletions) and
        above_chance (npmi and stability_deletion are both above what shuffled text reaches once in
        twenty scans: the mean of the 10 + t sqrt(1 + 1/10) standard deviations, t Student's at
        0.05 divided by the numbers of topics scanned).
    paragraphs : int
        How many were read: of more than 400, a random sample of so many.
    """

    table: pd.DataFrame
    paragraphs: int
    _terms: tuple[str, ...] = field(repr=False)
    _whole: _Text = field(repr=False)
    _nulls: list[_Text] = field(repr=False)
    _measured: dict[int, _Measured] = field(repr=False)


@dataclass(frozen=True, eq=False)
class _Text:
    """A matrix of counts, its weights, and the start for any number of topics."""

    counts: sparse.csr_matrix
    weights: sparse.csr_matrix
    start: Factors
    parts: list[_Text]

    def ranking(self, k: int) -> Ranking:
        w, h = self.start
        return _ranking(self.weights, w[:, :k], h[:k], _ROUNDS)

    def random_ranking(self, k: int, seed: int) -> Ranking:
        return _ranking(self.weights, *random_start(self.weights, k, seed), _RANDOM_ROUNDS)

    def part_rankings(self, k: int) -> list[Ranking]:
        return [part.ranking(k) for part in self.parts]


@dataclass(frozen=True, eq=False)
class _Measured:
    """A row of the scan, one of the topics' nulls, and the models that the row's came from."""

    row: dict[str, float]
    null: dict[str, float]
    seeds: list[Ranking]
    parts: list[Ranking]


def scan_topics(
    counts: TermCounts,
    ks: Iterable[int] = NUMBERS,
    *,
    min_paragraphs: int = 3,
    max_share: float = 0.5,
    seed: int = 0,
) -> Scan:
    """Fit models with different numbers of topics, and measure how far each can be trusted.

    Parameters
    ----------
    counts : TermCounts
        Terms by paragraph.
    ks : iterable of int
        Numbers of topics; those that the corpus does not bear are left out.
    min_paragraphs, max_share
        As in `fit_topics`.
    seed : int
        Of the random starts, deletions and shuffles.

    Returns
    -------
    Scan

    Raises
    ------
    AnalysisError
        No term is between the floors, or the corpus bears none of the numbers.

    Notes
    -----
    The models are those of `fit_topics`; the starts, deletions and shuffled texts are fitted to a
    tolerance ten times looser. A model's agreement with another is that of `stability.agreement`
    over the ten weightiest terms; a part starts from a decomposition of its own. Of each shuffled
    text (see `null.shuffled`), one random start and five deletions are compared with it.
    """
    kept = vocabulary(counts, min_paragraphs, max_share)
    matrix = counts.matrix[:, kept]
    matrix = matrix[np.flatnonzero(np.diff(matrix.indptr) > 0)]
    rng = np.random.default_rng(seed)
    if matrix.shape[0] > _MOST_PARAGRAPHS:
        matrix = matrix[np.sort(rng.permutation(matrix.shape[0])[:_MOST_PARAGRAPHS])]
    n, m = matrix.shape
    wanted = sorted(set(ks))
    # The smallest part must bear them too.
    borne = [k for k in wanted if 1 <= k <= min(n - _left_out(n), m)]
    if not borne:
        raise AnalysisError(
            f"{n} {'paragraphs' if n > 1 else 'paragraph'} with {m} terms between the floors "
            f"cannot bear any of the numbers of topics asked for ({', '.join(map(str, wanted))})",
            where="topics",
            remedy="Ask for fewer topics, or add documents.",
        )
    with one_thread():
        whole = _text(matrix, borne[-1], DELETIONS, rng)
        nulls = [
            _text(shuffled(matrix, rng), borne[-1], _SHUFFLED_DELETIONS, rng)
            for _ in range(SHUFFLES)
        ]
        measured = {k: _measure(whole, nulls, k, len(borne)) for k in borne}
    return Scan(
        table=pd.DataFrame([one.row for one in measured.values()]),
        paragraphs=n,
        _terms=tuple(np.asarray(counts.terms, dtype=object)[kept]),
        _whole=whole,
        _nulls=nulls,
        _measured=measured,
    )


def topic_trust(scan: Scan, model: TopicModel) -> pd.DataFrame:
    """Say of each topic whether it stands above those of shuffled text.

    Parameters
    ----------
    scan : Scan
        Up to the model's number of topics or higher.
    model : TopicModel
        Of the same counts and floors.

    Returns
    -------
    DataFrame
        topic, stability_seed, stability_deletion, npmi, null_stability, null_npmi (the 95th
        percentile of single topics of shuffled text), above_chance: whether stability_deletion and
        npmi are both above these. The stability under seeds does not count: where topics are few,
        shuffled text has one too.
    """
    if model.k > scan.table["k"].max() or model.basis.terms != scan._terms:
        raise AnalysisError(
            f"the scan does not reach {model.k} topics of these terms",
            where="topics",
            remedy="Scan the same counts, the model's number of topics among them.",
        )
    with one_thread():
        measured = scan._measured.get(model.k) or _measure(scan._whole, scan._nulls, model.k, 1)
    own = top_terms(model.basis.h)
    seeds, parts = (
        np.mean([agreement(own, other) for other in fits], axis=0)
        for fits in (measured.seeds, measured.parts)
    )
    table = pd.DataFrame(
        {
            "topic": np.arange(1, model.k + 1),
            "stability_seed": seeds,
            "stability_deletion": parts,
            "npmi": npmi(scan._whole.counts, own),
            "null_stability": measured.null["stability"],
            "null_npmi": measured.null["npmi"],
        }
    )
    table["above_chance"] = (table["stability_deletion"] > table["null_stability"]) & (
        table["npmi"] > table["null_npmi"]
    )
    return table


def _measure(whole: _Text, nulls: list[_Text], k: int, scanned: int) -> _Measured:
    own = top_terms(factorise(whole.weights, k)[1])
    seeds = [whole.random_ranking(k, seed) for seed in range(SEEDS)]
    parts = whole.part_rankings(k)
    by_seed, by_part = (np.array([agreement(own, one).mean() for one in r]) for r in (seeds, parts))
    chance = [_chance(text, k) for text in nulls]
    null_npmi, null_seed, null_part = (np.array(values) for values in zip(*chance, strict=True))
    coherence = float(npmi(whole.counts, own).mean())
    names = ("null", "seed_null", "deletion_null")
    bands = {
        f"{name}_{end}": value
        for name, values in zip(names, (null_npmi, null_seed, null_part), strict=True)
        for end, value in zip(("low", "high"), band(values.mean(axis=1)), strict=True)
    }
    errors = [values.var(ddof=1) / len(values) for values in (by_seed, by_part)]
    row = {
        "k": k,
        "stability_seed": by_seed.mean(),
        "stability_deletion": by_part.mean(),
        "npmi": coherence,
        **bands,
        "stability": (by_seed.mean() + by_part.mean()) / 2,
        "stability_error": np.sqrt(sum(errors)) / 2,
        "above_chance": _above(coherence, null_npmi.mean(axis=1), scanned)
        and _above(by_part.mean(), null_part.mean(axis=1), scanned),
    }
    null = {"npmi": band(null_npmi)[1], "stability": band(null_part)[1]}
    return _Measured(row, null, seeds, parts)


def _above(value: float, null: Array, scanned: int) -> bool:
    """Whether a value is above the next one of the null, with Bonferroni's correction."""
    t = student.ppf(1 - _ERROR / scanned, len(null) - 1)
    return bool(value > null.mean() + t * null.std(ddof=1) * np.sqrt(1 + 1 / len(null)))


def _chance(text: _Text, k: int) -> tuple[Array, Array, Array]:
    """Coherence and stabilities of the topics of a shuffled text."""
    own = text.ranking(k)
    deletion: Array = np.mean([agreement(own, part) for part in text.part_rankings(k)], axis=0)
    return npmi(text.counts, own), agreement(own, text.random_ranking(k, 0)), deletion


def _text(matrix: sparse.csr_matrix, most: int, parts: int, rng: np.random.Generator) -> _Text:
    weights = weigh(matrix)
    n = matrix.shape[0]
    rows = [np.sort(rng.permutation(n)[_left_out(n) :]) for _ in range(parts)]
    return _Text(
        matrix, weights, nndsvd(weights, most), [_text(matrix[r], most, 0, rng) for r in rows]
    )


def _left_out(n: int) -> int:
    return min(max(1, round(n / _LEFT_OUT)), n - 1)


def _ranking(weights: sparse.csr_matrix, w: Array, h: Array, rounds: int) -> Ranking:
    return top_terms(improve(weights, w, h, tolerance=_TOLERANCE, rounds=rounds)[1])
