"""Non-negative matrix factorisation: a deterministic start or a seeded one, the same to the byte.

Sums in another order round differently, and the number of BLAS threads decides the order; so the
factorisation runs on one thread. Whoever needs more speed runs several at once, in processes: the
limit on threads is one for a whole process.
"""

from __future__ import annotations

import warnings
from contextlib import AbstractContextManager
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import linalg, sparse
from sklearn.decomposition import non_negative_factorization
from sklearn.exceptions import ConvergenceWarning
from sklearn.utils.extmath import randomized_svd
from threadpoolctl import ThreadpoolController

_ITERATIONS = 1000
_TOLERANCE = 1e-4
_EXACT = 600  # rows or columns, whichever are fewer: up to here the whole SVD takes under a second
_CELLS = 4_000_000  # and so many cells of a dense copy: 32 MB

Factors = tuple[NDArray[np.float64], NDArray[np.float64]]


@cache
def _libraries() -> ThreadpoolController:
    return ThreadpoolController()


def one_thread() -> AbstractContextManager[Any]:
    """Keep linear algebra on one thread of this process, so that sums always round alike."""
    limit: AbstractContextManager[Any] = _libraries().limit(limits=1, user_api="blas")
    return limit


def factorise(weights: sparse.csr_matrix, k: int, *, seed: int | None = None) -> Factors:
    """Approximate a non-negative matrix by the product of two non-negative ones.

    Parameters
    ----------
    weights : csr_matrix of shape (n, m)
        The matrix X, such as weighted terms of paragraphs.
    k : int
        How many components, from 1 to the smaller of n and m.
    seed : int, optional
        A random start; without it the start is deterministic.

    Returns
    -------
    W : ndarray of shape (n, k)
    H : ndarray of shape (k, m)
        A component that the matrix has no room for (its rank is lower) is zero in both with the
        deterministic start.

    Notes
    -----
    W and H minimise the squared error of X = W H (Lee and Seung 1999) by coordinate descent
    (Cichocki and Phan 2009), until a round of updates moves the gradient ten thousand times less
    than the first did. The deterministic start is a non-negative double singular value
    decomposition (Boutsidis and Gallopoulos 2008), from the exact one where the matrix is small,
    else from a randomised one with a fixed seed (Halko, Martinsson and Tropp 2011). The random
    start has entries |N(0, 1)| sqrt(mean(X) / k).

    Examples
    --------
    >>> w, h = factorise(sparse.csr_matrix([[1.0, 0.0], [0.0, 2.0]]), 2)
    >>> (w @ h).round(6).tolist()
    [[1.0, 0.0], [0.0, 2.0]]
    """
    with one_thread():
        w, h = nndsvd(weights, k) if seed is None else random_start(weights, k, seed)
        return improve(weights, w, h)


def improve(
    weights: sparse.csr_matrix,
    w: NDArray[np.float64],
    h: NDArray[np.float64],
    *,
    tolerance: float = _TOLERANCE,
    rounds: int = _ITERATIONS,
) -> Factors:
    """Go on from given factors to the nearest minimum; they are left as they are."""
    with one_thread(), warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        w, h, _ = non_negative_factorization(
            weights, W=w.copy(), H=h.copy(), n_components=len(h), init="custom", solver="cd",
            tol=tolerance, max_iter=rounds,
        )  # fmt: skip
    return w, h


def project(weights: sparse.csr_matrix, h: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the W of shape (n, k) that fits rows best to a given H; 0 for rows without terms."""
    # The problem is convex, so the start does not matter; rows are independent of each other.
    k = len(h)
    with one_thread(), warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        w, _, _ = non_negative_factorization(
            weights, H=h.astype(float), n_components=k, init="custom", update_H=False, solver="cd",
            tol=_TOLERANCE / 100, max_iter=_ITERATIONS,
        )  # fmt: skip
    found: NDArray[np.float64] = w
    return found


def random_start(weights: sparse.csr_matrix, k: int, seed: int) -> Factors:
    """Draw factors: see `factorise`."""
    rng = np.random.default_rng(seed)
    scale = np.sqrt(weights.mean() / k)
    n, m = weights.shape
    return (
        scale * np.abs(rng.standard_normal((n, k))),
        scale * np.abs(rng.standard_normal((k, m))),
    )


def nndsvd(weights: sparse.csr_matrix, k: int) -> Factors:
    """Keep, of every pair of singular vectors, the heavier of its positive and negative parts.

    The start for fewer components is the first of these: one decomposition does for all.
    """
    u, s, vt = _svd(weights, k)
    w, h = np.zeros((weights.shape[0], k)), np.zeros((k, weights.shape[1]))
    for j in range(min(k, len(s))):
        if s[j] <= s[0] * 1e-10:
            break
        sides = [(np.maximum(sign * u[:, j], 0), np.maximum(sign * vt[j], 0)) for sign in (1, -1)]
        norms = [(np.linalg.norm(x), np.linalg.norm(y)) for x, y in sides]
        best = 0 if norms[0][0] * norms[0][1] >= norms[1][0] * norms[1][1] else 1
        (x, y), (a, b) = sides[best], norms[best]
        if a * b > 0:
            w[:, j] = np.sqrt(s[j] * a * b) * x / a
            h[j] = np.sqrt(s[j] * a * b) * y / b
    return w, h


def _svd(weights: sparse.csr_matrix, k: int) -> tuple[NDArray[np.float64], ...]:
    n, m = weights.shape
    if min(n, m) <= _EXACT and n * m <= _CELLS:
        u, s, vt = linalg.svd(weights.toarray(), full_matrices=False)
    else:
        u, s, vt = randomized_svd(weights, k, n_oversamples=20, n_iter=7, random_state=0)
    return u[:, :k], s[:k], vt[:k]
