"""The factorisation: as good as scikit-learn's, the same bytes whatever the threads."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest
from scipy import sparse
from sklearn.decomposition import NMF

from unreports.analysis.topics.factorisation import factorise, project

# A matrix for each way to the start, the exact decomposition and the randomised one.
DIGESTS = """
import hashlib
import numpy as np
from scipy import sparse
from unreports.analysis.topics.factorisation import factorise
for n, m in ((200, 600), (700, 900)):
    matrix = sparse.random(n, m, 0.02, format="csr", random_state=np.random.RandomState(3))
    for seed in (None, 5):
        factors = factorise(matrix, 6, seed=seed)
        print(n, seed, [hashlib.sha256(f.tobytes()).hexdigest() for f in factors])
"""


def weights(n: int = 60, m: int = 90, seed: int = 0) -> sparse.csr_matrix:
    return sparse.random(n, m, 0.15, format="csr", random_state=np.random.RandomState(seed))


def error(matrix: sparse.csr_matrix, w: np.ndarray, h: np.ndarray) -> float:
    return float(np.linalg.norm(matrix.toarray() - w @ h))


def test_the_bytes_do_not_depend_on_the_number_of_threads():
    """Nor on what else the environment says of them."""
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", DIGESTS],
            env={**os.environ, "OPENBLAS_NUM_THREADS": threads, "OMP_NUM_THREADS": threads},
            stdout=subprocess.PIPE,
            text=True,
        )
        for threads in ("1", "4")
    ]
    one, four = (run.communicate()[0] for run in runs)
    assert one.count("\n") == 4
    assert one == four


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
