"""Dispersion: is a term spread over a text, or heaped in a corner of it."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse


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
