"""How far a number would move if other paragraphs had been written: bootstrap intervals.

What is drawn again is the paragraph, not the word: words come in bundles, and a term used five
times in one paragraph is one piece of evidence rather than five.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from unreports.analysis.keyness import log_ratio
from unreports.errors import AnalysisError

Floats = NDArray[np.float64]
_CELLS = 4_000_000  # draws x terms held at once: 32 MB


def resample(paragraphs: int, n_resamples: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Draw samples of as many paragraphs as there are, with replacement.

    Returns
    -------
    array, resamples by paragraphs
        How often each paragraph was drawn; every row sums to `paragraphs`.
    """
    if paragraphs == 0:
        return np.zeros((n_resamples, 0), dtype=np.int64)
    return rng.multinomial(paragraphs, np.full(paragraphs, 1 / paragraphs), size=n_resamples)


def log_ratio_interval(
    part: sparse.csr_matrix,
    rest: sparse.csr_matrix,
    words_part: NDArray[np.int64],
    words_rest: NDArray[np.int64],
    *,
    n_resamples: int = 1000,
    level: float = 0.95,
    seed: int = 0,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Percentile bootstrap interval of the log ratio, over paragraphs.

    Parameters
    ----------
    part, rest : sparse matrix, paragraphs by terms
        Frequencies on either side.
    words_part, words_rest : array
        Running words of their paragraphs.
    n_resamples : int
        How many times each side is drawn again.
    level : float
        Share of the resamples between both ends.
    seed : int
        Seed of the draws.

    Returns
    -------
    low, high : array of float, one value a term
        Both 0 where a side is empty. A side of one paragraph is the same in every draw: the
        interval then says nothing about it.

    Notes
    -----
    A term that a side lacks is lacking in every resample of it, which would make 6 against 0 sure
    by construction. Its share p of that side's n paragraphs is therefore drawn from what is known
    after seeing none in n, Beta(1/2, n + 1/2) (Jeffreys' prior), and stands for n p m occurrences,
    m being the mean number of occurrences in a paragraph that holds it on the other side; never
    less than what `log_ratio` takes a zero as.

    Raises
    ------
    AnalysisError
        With fewer than 2 resamples, or a level outside ]0, 1[.

    References
    ----------
    Efron, B. and Tibshirani, R. (1993). An Introduction to the Bootstrap, chapter 13.
    Lijffijt, J. et al. (2016). Significance testing of word frequencies in corpora. Digital
    Scholarship in the Humanities 31(2), 374-397 (why whole texts are drawn, not words).

    Examples
    --------
    >>> same = sparse.csr_matrix([[2], [2], [2]]), np.array([10, 10, 10])
    >>> low, high = log_ratio_interval(same[0], same[0], same[1], same[1])
    >>> float(low[0]), float(high[0])
    (0.0, 0.0)
    """
    if n_resamples < 2 or not 0 < level < 1:
        raise AnalysisError(
            f"an interval needs 2 resamples or more and a level between 0 and 1, "
            f"not {n_resamples} and {level}"
        )
    low, high = np.zeros(part.shape[1]), np.zeros(part.shape[1])
    if words_part.sum() == 0 or words_rest.sum() == 0:
        return low, high
    rng = np.random.default_rng(seed)
    drawn = [resample(side.shape[0], n_resamples, rng) for side in (part, rest)]
    sizes = [(d @ w).astype(float) for d, w in zip(drawn, (words_part, words_rest), strict=True)]
    lacking = [_unseen(side.shape[0], n_resamples, rng) for side in (part, rest)]
    bundles = [_bundle(side) for side in (part, rest)]
    ends = 100 * np.array([(1 - level) / 2, (1 + level) / 2])
    step = max(1, _CELLS // n_resamples)
    for start in range(0, part.shape[1], step):
        block = slice(start, start + step)
        a, b = (
            (side[:, block].T @ d.T).T.astype(float)
            for side, d in zip((part, rest), drawn, strict=True)
        )
        for counts, unseen, own, other in (
            (a, lacking[0], *bundles),
            (b, lacking[1], *bundles[::-1]),
        ):
            zero = np.flatnonzero(own[block] == 0)
            counts[:, zero] = unseen[:, None] * other[block][zero]
        ratios = log_ratio(*_floored(a, b, *sizes), sizes[0][:, None], sizes[1][:, None])
        low[block], high[block] = np.percentile(ratios, ends, axis=0)
    return low, high


def _unseen(paragraphs: int, n_resamples: int, rng: np.random.Generator) -> Floats:
    """In how many paragraphs of a side a term may stand that was seen in none of them."""
    seen: Floats = np.asarray(paragraphs * rng.beta(0.5, paragraphs + 0.5, n_resamples))
    return seen


def _bundle(side: sparse.csr_matrix) -> Floats:
    """Occurrences of each term in a paragraph that holds it; 0 where none does."""
    held = np.asarray((side > 0).sum(axis=0), dtype=float).ravel()
    total = np.asarray(side.sum(axis=0), dtype=float).ravel()
    return np.asarray(total / np.maximum(held, 1.0))


def _floored(a: Floats, b: Floats, n_a: Floats, n_b: Floats) -> tuple[Floats, Floats]:
    """Raise what is below the share of one occurrence to 0, which `log_ratio` takes as that."""
    share = (n_a / np.maximum(n_a + n_b, 1.0))[:, None]
    return np.where(a < share, 0.0, a), np.where(b < 1 - share, 0.0, b)
