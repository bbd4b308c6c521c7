"""Which terms a model is fitted to, and how much each weighs in a paragraph."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from unreports.analysis.frequency import TermCounts
from unreports.errors import AnalysisError

_PARAGRAPHS_PER_TOPIC = 3  # fewer cannot be told from a paragraph that merely stands alone
_ENOUGH = 12  # terms; fewer cannot tell topics apart
_PER_FLOOR = 20  # paragraphs for each one that a term must stand in


class Bounds(NamedTuple):
    """What a corpus bears: how many topics, of terms between which floor and ceiling."""

    k: int
    min_paragraphs: int
    max_share: float


def attainable(
    counts: TermCounts, k: int, *, min_paragraphs: int = 3, max_share: float = 0.5
) -> Bounds:
    """Give the settings nearest to the wanted ones that a corpus bears.

    Parameters
    ----------
    counts : TermCounts
        Terms by paragraph.
    k : int
        The wanted number of topics.
    min_paragraphs : int
        The wanted floor on the number of paragraphs with a term.
    max_share : float
        The wanted ceiling on the share of paragraphs with a term.

    Returns
    -------
    Bounds
        The floor is at most a twentieth of the paragraphs (but 2), and lower still where fewer than
        twelve terms reach it. The ceiling is 1 where no term is under it, as when all paragraphs
        say the same. There are three different paragraphs or more for each topic, and a term; one
        topic is a valid result, and the least.

    Examples
    --------
    >>> import unreports
    >>> from unreports.analysis.frequency import count_terms
    >>> attainable(count_terms(unreports.load_corpus("data/corpus")), 60)
    Bounds(k=48, min_paragraphs=3, max_share=0.5)
    """
    n = counts.matrix.shape[0]
    floor = max(1, min(min_paragraphs, max(2, n // _PER_FLOOR)))
    while floor > 1 and len(between(counts, floor, max_share)) < _ENOUGH:
        floor -= 1
    ceiling = max_share if len(between(counts, floor, max_share)) else 1.0
    if ceiling != max_share:
        floor = min(floor, 2)
    used = counts.matrix[:, between(counts, floor, ceiling)]
    most = min(_different_rows(used) // _PARAGRAPHS_PER_TOPIC, used.shape[1])
    return Bounds(min(max(1, k), max(1, most)), floor, ceiling)


def most_topics(counts: TermCounts, *, min_paragraphs: int = 3, max_share: float = 0.5) -> int:
    """Give the highest number of topics that can be fitted; 0 where no term is left."""
    kept = between(counts, min_paragraphs, max_share)
    rows = np.diff(counts.matrix[:, kept].indptr) > 0
    return min(int(rows.sum()), len(kept))


def between(counts: TermCounts, min_paragraphs: int, max_share: float) -> NDArray[np.int64]:
    """Find the columns of the terms between floor and ceiling; there may be none."""
    present = np.bincount(counts.matrix.indices, minlength=counts.matrix.shape[1])
    n = counts.matrix.shape[0]
    # A ceiling below the floor would empty the vocabulary of a corpus of a few paragraphs.
    kept = (present >= min(min_paragraphs, n)) & (present <= max(max_share * n, min_paragraphs))
    return np.flatnonzero(kept)


def vocabulary(counts: TermCounts, min_paragraphs: int, max_share: float) -> NDArray[np.int64]:
    """Find the columns of the terms between floor and ceiling.

    Raises
    ------
    AnalysisError
        There is none.
    """
    kept = between(counts, min_paragraphs, max_share)
    if not len(kept):
        raise AnalysisError(
            f"no term stands in at least {min_paragraphs} paragraphs and at most "
            f"{max_share:.0%} of the {counts.matrix.shape[0]}",
            where="topics",
            remedy="Lower min_paragraphs, raise max_share, or add documents.",
        )
    return kept


def inverse_frequency(matrix: sparse.csr_matrix) -> NDArray[np.float64]:
    """Give each term's ln((1 + n) / (1 + d)) + 1, with n paragraphs of which d have the term."""
    n, m = matrix.shape
    present = np.bincount(matrix.indices[matrix.data > 0], minlength=m)
    idf: NDArray[np.float64] = np.log((1 + n) / (1 + present)) + 1
    return idf


def weigh(matrix: sparse.csr_matrix, idf: NDArray[np.float64] | None = None) -> sparse.csr_matrix:
    """Weigh counts by sublinear TF-IDF, each row scaled to length 1.

    Parameters
    ----------
    matrix : csr_matrix of shape (n, m)
        Counts f of m terms in n paragraphs.
    idf : ndarray of shape (m,), optional
        Inverse frequencies of an earlier corpus; without it, those of these paragraphs.

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
    counts = sparse.csr_matrix(matrix, dtype=float)
    counts.eliminate_zeros()
    idf = inverse_frequency(counts) if idf is None else idf
    counts.data = (1 + np.log(counts.data)) * idf[counts.indices]
    rows = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    length = np.sqrt(np.bincount(rows, weights=counts.data**2, minlength=counts.shape[0]))
    counts.data /= length[rows]
    return counts


def _different_rows(matrix: sparse.csr_matrix) -> int:
    """Count the rows that have terms and are not the same as an earlier one."""
    ends = zip(matrix.indptr[:-1], matrix.indptr[1:], strict=True)
    return len(
        {(matrix.indices[a:b].tobytes(), matrix.data[a:b].tobytes()) for a, b in ends if a < b}
    )
