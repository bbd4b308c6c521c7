"""Dispersion: is a term spread over a text, or heaped in a corner of it."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse
from scipy.special import gammaln


def deviation_of_proportions(counts: sparse.csr_matrix, words: ArrayLike) -> NDArray[np.float64]:
    """Gries' normalised deviation of proportions, DPnorm, of each term.

    Parameters
    ----------
    counts : sparse matrix, paragraphs by terms
        Frequencies.
    words : array, one value a paragraph
        Running words; paragraphs without a word are left out.

    Returns
    -------
    array of float, one value a term
        0: in every paragraph in proportion to its length. 1: all in the shortest paragraph, or
        absent from the text. In a text of one paragraph all that occurs has 0.

    Notes
    -----
    DP = 1/2 sum_i \\|v_i - s_i\\|; v_i is the share of the term's occurrences, s_i the share of the
    text's words that paragraph i has [1]_. DPnorm = DP / (1 - min s_i) [2]_.

    References
    ----------
    .. [1] Gries, S. Th. (2008). Dispersions and adjusted frequencies in corpora. International
       Journal of Corpus Linguistics 13(4), 403-437.
    .. [2] Lijffijt, J. and Gries, S. Th. (2012). Correction to "Dispersions and adjusted
       frequencies in corpora". International Journal of Corpus Linguistics 17(1), 147-149.

    Examples
    --------
    Gries' five-part corpus of 50 letters, where *a* occurs 1, 2, 3, 4 and 5 times:

    >>> counts = sparse.csr_matrix([[1], [2], [3], [4], [5]])
    >>> deviation_of_proportions(counts, [9, 10, 10, 10, 11]).round(2)
    array([0.22])
    """
    size = np.asarray(words, dtype=float)
    frequency = np.asarray(counts.sum(axis=0), dtype=float).ravel()
    present = frequency > 0
    if size.sum() <= 0:
        return np.ones(len(frequency))
    share = size / size.sum()
    smallest = share[share > 0].min()
    if smallest == 1.0:
        return np.where(present, 0.0, 1.0)
    # A paragraph without the term adds its own share; only those with it need be visited.
    cells = counts.tocoo()
    there = cells.data / frequency[cells.col]
    change = np.abs(there - share[cells.row]) - share[cells.row]
    total = 1.0 + np.bincount(cells.col, weights=change, minlength=len(frequency))
    return np.where(present, np.clip(total / 2 / (1 - smallest), 0.0, 1.0), 1.0)


def expected_deviation(frequency: ArrayLike, words: ArrayLike) -> NDArray[np.float64]:
    """DPnorm expected of a term of some frequency whose occurrences fall at random.

    A rare term cannot be everywhere: five occurrences in a hundred paragraphs have a DP near 1
    however they fall. A term is heaped as far as its DP is above this [1]_.

    Parameters
    ----------
    frequency : array of int
        Occurrences of each term.
    words : array, one value a paragraph
        Running words; paragraphs without a word are left out.

    Returns
    -------
    array of float, one value a term
        1 for a term that does not occur, as `deviation_of_proportions` has it.

    Notes
    -----
    An occurrence falls into paragraph i with probability s_i, its share of the words, so their
    number X_i is binomial, and DP is on average 1/2 sum_i E\\|X_i - f s_i\\| / f. The mean
    deviation of a binomial is De Moivre's, with k the whole part of f s, plus 1 [2]_::

        E|X - f s| = 2 k C(f, k) s^k (1 - s)^(f - k + 1)

    References
    ----------
    .. [1] Gries, S. Th. (2022). What do (most of) our dispersion measures measure (most)?
       Dispersion? Journal of Second Language Studies 5(2), 171-205.
    .. [2] Diaconis, P. and Zabell, S. (1991). Closed form summation for classical distributions:
       variations on a theme of De Moivre. Statistical Science 6(3), 284-302.

    Examples
    --------
    Two occurrences in two equal halves fall into one half (DP 1/2) half of the time, into both (DP
    0) half of the time; divided by 1 - 1/2:

    >>> expected_deviation([2], [50, 50])
    array([0.5])
    """
    size = np.asarray(words, dtype=float)
    share = size[size > 0] / max(float(size.sum()), 1.0)
    wanted, place = np.unique(np.asarray(frequency, dtype=float), return_inverse=True)
    if len(share) < 2:
        return np.where(wanted > 0, 1.0 - len(share), 1.0)[place]
    f, s = wanted[:, None], share[None]
    k = np.minimum(np.floor(f * s) + 1, np.maximum(f, 1.0))
    choose = gammaln(f + 1) - gammaln(k + 1) - gammaln(f - k + 1)
    mean = 2 * k * np.exp(choose + k * np.log(s) + (f - k + 1) * np.log1p(-s))
    deviation = mean.sum(axis=1) / np.maximum(wanted, 1.0) / 2 / (1 - share.min())
    return np.where(wanted > 0, deviation, 1.0)[place]
