"""One table of terms for any contrast: how frequent, how evenly, how surely and how much more.

What a contrast is, and the short text that names one, is said in `sides`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from unreports.analysis.conditions import Mask
from unreports.analysis.dispersion import deviation_of_proportions, expected_deviation
from unreports.analysis.frequency import TermCounts, in_order
from unreports.analysis.keyness import (
    false_discovery_rate,
    g2_probability,
    holm,
    log_likelihood,
    log_odds_z,
    log_ratio,
)
from unreports.analysis.parts import cite_together
from unreports.analysis.reference_list import ReferenceList
from unreports.analysis.resampling import log_ratio_interval
from unreports.analysis.sides import Contrast, Side, read_contrast
from unreports.analysis.specificity import specificity
from unreports.errors import AnalysisError

__all__ = ["PER", "SURE", "TERMS", "Contrast", "Side", "read_contrast", "term_table"]

TERMS = (
    "term", "part", "frequency", "rate", "paragraphs", "dispersion", "g2", "log_ratio",
    "log_odds_z", "low", "high", "references",
    "specificity", "p_g2", "p_holm", "q_fdr", "g2_paragraphs", "q_paragraphs", "sure",
    "dispersion_expected", "heaping",
)  # fmt: skip
SURE = 0.05  # share of false discoveries among the terms called sure
PER = 10_000  # running words that a rate counts occurrences in


def term_table(
    counts: TermCounts,
    contrast: str = "document",
    *,
    level: int | None = None,
    min_frequency: int = 5,
    min_paragraphs: int = 3,
    prior_words: float | None = None,
    n_resamples: int = 1000,
    seed: int = 0,
    reference: ReferenceList | None = None,
) -> pd.DataFrame:
    """Describe each term in each part of a contrast, against the other side.

    Parameters
    ----------
    counts : TermCounts
    contrast, level, reference
        What is compared: see `read_contrast`.
    min_frequency, min_paragraphs : int
        Leave out the terms with fewer occurrences, or in fewer paragraphs, on all sides together
        (the corpus' alone where it is compared with a list).
    prior_words : float, optional
        Strength of the prior of log_odds_z: see `keyness.log_odds_z`.
    n_resamples, seed : int
        Of the bootstrap.

    Returns
    -------
    DataFrame
        One row a term and part, terms absent from the part included: term, part, frequency, rate
        (per 10,000 running words), paragraphs (those of the part that hold the term), dispersion
        (`dispersion.deviation_of_proportions` over the part's paragraphs), g2, log_ratio,
        log_odds_z (`keyness`), low, high (95 % bootstrap interval of log_ratio, over paragraphs),
        references (all paragraphs of the part with the term), specificity (Lafon's), p_g2 (of one
        term), p_holm and q_fdr (adjusted for all terms of the part), g2_paragraphs (G2 of the
        numbers of paragraphs with and without the term; 0 against a list, which has none),
        q_paragraphs (the false discovery rate by paragraphs: of the hypergeometric probability of
        the number of paragraphs with the term, doubled for both directions; against a list, q_fdr),
        sure (low and high are on one side of 0, and q_paragraphs is 0.05 or less; never of a term
        that a list lacks, for a list is cut off somewhere and its silence is no zero),
        dispersion_expected (of as many occurrences that fall at random:
        `dispersion.expected_deviation`), heaping (how far the dispersion is from there to 1: 0 as
        even as chance, 1 all in one place). Parts are in the order of the contrast, each with its
        most characteristic terms first (by g2).
        `attrs` has the contrast, the floors, and how many terms reached them of how many.
        A corpus that is one part has nothing to compare it with: differences are 0, p and q are 1.

    Raises
    ------
    AnalysisError
        No term reaches the floors; or see `read_contrast`.
    """
    counts = in_order(counts)
    sides = read_contrast(counts, contrast, level=level, reference=reference)
    matrix = counts.matrix[sides.compared]
    held = np.asarray((matrix > 0).sum(axis=0)).ravel()
    total = np.asarray(matrix.sum(axis=0)).ravel()
    kept = np.flatnonzero((total >= max(min_frequency, 1)) & (held >= min_paragraphs))
    if not len(kept):
        raise AnalysisError(
            f"no term occurs {min_frequency} times in {min_paragraphs} paragraphs",
            remedy="Lower min_frequency or min_paragraphs.",
        )
    chosen = counts.matrix[:, kept].tocsr()
    names = [counts.terms[i] for i in kept]
    tables: list[pd.DataFrame] = []
    for part, others in _pairs(counts, chosen, names, sides):
        if len(tables) == 1 and len(sides.sides) == 2:  # the mirror of the first: minus its numbers
            found = tables[0].set_index("term").loc[names]
            interval = -found["high"].to_numpy(), -found["low"].to_numpy()
        else:
            interval = log_ratio_interval(
                part.matrix, others.matrix, part.words, others.words,
                n_resamples=n_resamples, seed=seed,
            )  # fmt: skip
        tables.append(_describe(part, others, names, prior_words, interval))
    table = pd.concat(tables, ignore_index=True)[list(TERMS)]
    table.attrs = {
        "contrast": sides.spec, "min_frequency": min_frequency, "min_paragraphs": min_paragraphs,
        "terms": len(kept), "terms_of": int((total > 0).sum()),
    }  # fmt: skip
    return table


@dataclass(frozen=True, eq=False)
class _Group:
    """Paragraphs by terms, the running words of each, and the citations of the paragraphs."""

    name: str
    matrix: sparse.csr_matrix
    words: NDArray[np.int64]
    references: NDArray[np.object_]
    are_paragraphs: bool = True

    @property
    def frequencies(self) -> NDArray[np.int64]:
        return np.asarray(self.matrix.sum(axis=0)).ravel()

    @property
    def held(self) -> NDArray[np.int64]:
        return np.asarray((self.matrix > 0).sum(axis=0)).ravel()


def _pairs(
    counts: TermCounts, matrix: sparse.csr_matrix, names: list[str], contrast: Contrast
) -> Iterator[tuple[_Group, _Group]]:
    references = counts.paragraphs["reference"].to_numpy(dtype=object)

    def group(name: str, mask: Mask) -> _Group:
        return _Group(name, matrix[mask], counts.words[mask], references[mask])

    for side in contrast.sides:
        if contrast.reference is None:
            yield group(side.part, side.inside), group("", side.outside)
        else:
            yield group(side.part, side.inside), _listed(contrast.reference, names)


def _listed(reference: ReferenceList, names: list[str]) -> _Group:
    """A list of frequencies as one paragraph, which every draw of the bootstrap leaves as it is."""
    row = np.array([[reference.frequencies.get(name, 0) for name in names]], dtype=np.int64)
    words = np.array([reference.words], dtype=np.int64)
    return _Group("", sparse.csr_matrix(row), words, np.array([""], dtype=object), False)


def _describe(
    part: _Group,
    others: _Group,
    names: list[str],
    prior_words: float | None,
    interval: tuple[NDArray[np.float64], NDArray[np.float64]],
) -> pd.DataFrame:
    n, m = int(part.words.sum()), int(others.words.sum())
    a, b = part.frequencies, others.frequencies
    low, high = interval
    g2 = log_likelihood(a, b, n, m)
    p = g2_probability(g2)
    q = false_discovery_rate(_paragraph_probability(part, others) if others.are_paragraphs else p)
    spread = deviation_of_proportions(part.matrix, part.words)
    even = expected_deviation(a, part.words)
    table = pd.DataFrame(
        {
            "term": names,
            "part": part.name,
            "frequency": a,
            "rate": a * PER / max(n, 1),
            "paragraphs": part.held,
            "dispersion": spread,
            "g2": g2,
            "log_ratio": log_ratio(a, b, n, m),
            "log_odds_z": log_odds_z(a, b, n, m, prior_words=prior_words),
            "low": low,
            "high": high,
            "references": _references(part),
            "specificity": specificity(a, b, n, m),
            "p_g2": p,
            "p_holm": holm(p),
            "q_fdr": false_discovery_rate(p),
            "g2_paragraphs": _paragraph_keyness(part, others),
            "q_paragraphs": q,
            "sure": ((low > 0) | (high < 0)) & (q <= SURE) & (others.are_paragraphs | (b > 0)),
            "dispersion_expected": even,
            "heaping": np.clip((spread - even) / np.where(even < 1, 1 - even, 1.0), 0.0, 1.0),
        }
    )
    return table.sort_values(["g2", "term"], ascending=[False, True], kind="stable")


def _paragraph_keyness(part: _Group, others: _Group) -> NDArray[np.float64]:
    if not others.are_paragraphs:
        return np.zeros(part.matrix.shape[1])
    return log_likelihood(part.held, others.held, part.matrix.shape[0], others.matrix.shape[0])


def _paragraph_probability(part: _Group, others: _Group) -> NDArray[np.float64]:
    """Exact probability of the number of paragraphs with a term, were they dealt at random."""
    found = specificity(part.held, others.held, part.matrix.shape[0], others.matrix.shape[0])
    return np.minimum(2 * 10.0 ** -np.abs(found), 1.0)


def _references(part: _Group) -> list[str]:
    columns = part.matrix.tocsc()
    columns.sort_indices()
    return [
        cite_together(part.references[columns.indices[columns.indptr[i] : columns.indptr[i + 1]]])
        for i in range(columns.shape[1])
    ]
