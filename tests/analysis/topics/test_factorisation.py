"""The factorisation: as good as scikit-learn's, the same bytes whatever the threads."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse
from sklearn.decomposition import NMF
from threadpoolctl import threadpool_limits

from unreports.analysis.topics.factorisation import factorise, project


def weights(n: int = 60, m: int = 90, seed: int = 0) -> sparse.csr_matrix:
    return sparse.random(n, m, 0.15, format="csr", random_state=np.random.RandomState(seed))


def error(matrix: sparse.csr_matrix, w: np.ndarray, h: np.ndarray) -> float:
    return float(np.linalg.norm(matrix.toarray() - w @ h))


@pytest.mark.parametrize("shape", [(200, 600), (700, 700)], ids=["exact", "randomised"])
@pytest.mark.parametrize("seed", [None, 5])
def test_the_bytes_do_not_depend_on_the_number_of_threads(shape, seed):
    """Of linear algebra: as OPENBLAS_NUM_THREADS or the machine's cores would set it."""
    rng = np.random.default_rng(3)
    n, m = shape
    matrix = sparse.csr_matrix(rng.gamma(0.2, size=(n, 4)) @ rng.gamma(0.2, size=(4, m)))
    found = []
    for threads in (1, 4):
        with threadpool_limits(threads, user_api="blas"):
            found.append(b"".join(f.tobytes() for f in factorise(matrix, 4, seed=seed)))
    assert found[0] == found[1]


@pytest.mark.parametrize("k", [1, 4, 9])
def test_the_deterministic_start_is_as_good_as_that_of_scikit_learn(k):
    """The error is at most a thousandth above that of its NMF from the same start."""
    matrix = weights()
    theirs = NMF(k, init="nndsvd", tol=1e-6, max_iter=5000).fit(matrix).reconstruction_err_
    w, h = factorise(matrix, k)
    assert w.shape == (60, k)
    assert h.shape == (k, 90)
    assert min(w.min(), h.min()) >= 0
    assert error(matrix, w, h) <= 1.001 * theirs


def test_a_large_matrix_takes_the_other_way_to_the_same_start(monkeypatch):
    """The randomised decomposition leads to the factors of the exact one."""
    rng = np.random.default_rng(0)
    blocks = np.kron(np.eye(4), np.ones((15, 20))) * rng.uniform(0.5, 1.5, (60, 80))
    matrix = sparse.csr_matrix(blocks)
    exact = factorise(matrix, 4)
    monkeypatch.setattr("unreports.analysis.topics.factorisation._EXACT", 10)
    for ours, theirs in zip(exact, factorise(matrix, 4), strict=True):
        assert np.allclose(ours, theirs, atol=1e-6)


def test_a_seed_gives_its_own_start_and_always_the_same():
    """Another seed, other factors."""
    first, again, other = (factorise(weights(), 5, seed=seed) for seed in (1, 1, 2))
    assert np.array_equal(first[0], again[0])
    assert not np.array_equal(first[0], other[0])


def test_a_component_without_room_is_empty():
    """A matrix of rank one has one component, whatever is asked for."""
    matrix = sparse.csr_matrix(np.outer([1.0, 2.0, 3.0, 1.0], [1.0, 0.0, 2.0, 2.0]))
    w, h = factorise(matrix, 3)
    assert np.allclose(w @ h, matrix.toarray(), atol=1e-3)
    assert (h.any(axis=1) & w.any(axis=0)).tolist() == [True, False, False]


def test_projecting_solves_least_squares_without_negatives():
    """By hand: the second row lies on the first axis only, the third between both."""
    h = np.array([[1.0, 0.0, 1.0], [0.0, 2.0, 0.0]])
    rows = sparse.csr_matrix([[2.0, 6.0, 2.0], [5.0, 0.0, 5.0], [1.0, 1.0, 0.0], [0.0, 0.0, 0.0]])
    wanted = [[2, 3], [5, 0], [0.5, 0.5], [0, 0]]
    assert np.allclose(project(rows, h), wanted, atol=1e-4)
