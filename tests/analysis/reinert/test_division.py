"""Divisions agree with rainette's tests and run, with R's ca, and with exhaustive search."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from scipy import sparse

from unreports.analysis.reinert.division import (
    best_cut,
    bipartition,
    chi_squared,
    divide,
    exchange,
    first_axis,
    kept_terms,
)

# The table of rainette's own tests (juba/rainette, tests/testthat/test_rainette1.R).
RAINETTE = ["11100", "00110", "10000", "11110", "11111", "10000", "11100"]
# Three blurred blocks, drawn at random once.
BLOCKS = [
    "10100000010000", "11110000000000", "10110000100100", "11010010000001", "00010100000000",
    "11010100000000", "01010001010010", "10010000000001", "00011101000000", "10001100000000",
    "10011010010000", "10001010000000", "00000111100000", "00100100000010", "00101100000000",
    "10001011001010", "10011100100000", "01101000110001", "00101100101101", "10001000110011",
    "01001000001110", "00001100111100", "01000000011101", "01010111110100",
]  # fmt: skip


def table(rows: list[str]) -> sparse.csr_matrix:
    return sparse.csr_matrix(np.array([[int(cell) for cell in row] for row in rows], dtype=float))


def pearson(matrix: sparse.csr_matrix, side: np.ndarray) -> float:
    """χ² from observed and expected counts, as a textbook has it."""
    dense = matrix.toarray()
    observed = np.array([dense[~side].sum(axis=0), dense[side].sum(axis=0)])
    expected = observed.sum(axis=1, keepdims=True) * observed.sum(axis=0) / observed.sum()
    return float(((observed - expected) ** 2 / expected).sum())


def test_rainettes_own_example() -> None:
    """rainette's test gives the groups 2 2 1 2 2 1 2; its χ² is R's chisq.test of that table."""
    found = bipartition(table(RAINETTE))
    assert found is not None
    side, chi2 = found
    assert set(np.flatnonzero(side != side[0])) == {2, 5}
    assert chi2 == pytest.approx(4.843137, abs=1e-6)


def test_rainettes_choice_of_terms() -> None:
    """The two cases of rainette's test of select_features."""
    matrix = table(RAINETTE)
    side = np.array([True, True, False, True, True, False, True])
    first, second = kept_terms(matrix, side, 3, 0.3)
    assert (first.tolist(), second.tolist()) == ([], [1, 2, 3])
    side = np.array([True, False, False, False, False, False, True])
    first, second = kept_terms(matrix, side, 3, 0.3)
    assert (first.tolist(), second.tolist()) == ([0, 2, 3], [])


def test_rainettes_exchange() -> None:
    """rainette's test of switch_docs: from a wrong cut, after one unit, to the best."""
    axis = first_axis(table(RAINETTE))
    assert axis is not None
    side = np.ones(7, dtype=bool)
    side[2] = False
    assert np.flatnonzero(~exchange(table(RAINETTE), side)).tolist() == [2, 5]


def test_three_divisions_as_rainette_makes_them() -> None:
    """rainette's functions order_docs to select_features, run in R 4.2 with RSpectra 0.16."""
    nodes = divide(table(BLOCKS), 4, min_units=3)
    divided = sorted((node for node in nodes if node.rank), key=lambda node: node.rank)
    assert [round(node.chi2, 6) for node in divided] == [31.6542, 13.661019, 12.162162]
    sizes = [[len(nodes[part].units) for part in node.parts] for node in divided]
    assert sizes == [[14, 10], [7, 7], [7, 3]]
    groups = [4, 2, 3, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 4, 4, 1, 1, 3, 3, 3, 3, 3, 3, 2]
    theirs = {frozenset(np.flatnonzero(np.array(groups) == k)) for k in range(1, 5)}
    assert {frozenset(node.units.tolist()) for node in nodes if not node.parts} == theirs


@pytest.mark.parametrize("rows", [RAINETTE, BLOCKS])
def test_axis_is_that_of_correspondence_analysis(rows: list[str]) -> None:
    """Proportional to the row coordinates by the formula of Greenacre (2017), appendix A."""
    p = table(rows).toarray() / table(rows).sum()
    r, c = p.sum(axis=1), p.sum(axis=0)
    u, _, _ = np.linalg.svd((p - np.outer(r, c)) / np.sqrt(np.outer(r, c)))
    theirs = u[:, 0] / np.sqrt(r)
    mine = first_axis(table(rows))
    assert mine is not None
    assert abs(np.corrcoef(mine, theirs)[0, 1]) == pytest.approx(1)


def test_axis_of_rs_ca() -> None:
    """Standard row coordinates of the first axis by R's package ca."""
    theirs = np.array([-0.455881, 1.714792, -2.24874, 0.27766, 0.538509, -2.24874, -0.455881])
    mine = first_axis(table(RAINETTE))
    assert mine is not None
    scale = theirs[np.abs(theirs).argmax()] / mine[np.abs(mine).argmax()]
    assert mine * scale == pytest.approx(theirs, abs=1e-5)


def test_iterated_axis_is_the_direct_one() -> None:
    """Tables with a side of more than 64 are not decomposed directly: same axis."""
    random = np.random.default_rng(4)
    dense = (random.random((90, 80)) < 0.1) | (np.arange(80) % 90 == np.arange(90)[:, None])
    dense[:, 0] = True
    for side in (dense, dense.T, dense[:70]):
        matrix = sparse.csr_matrix(side[side.any(axis=1)].astype(float))
        p = matrix.toarray() / matrix.sum()
        r, c = p.sum(axis=1), p.sum(axis=0)
        u, _, _ = np.linalg.svd((p - np.outer(r, c)) / np.sqrt(np.outer(r, c)))
        mine = first_axis(matrix)
        assert mine is not None
        assert abs(np.corrcoef(mine, u[:, 0] / np.sqrt(r))[0, 1]) == pytest.approx(1)


@pytest.mark.parametrize("rows", [RAINETTE, BLOCKS])
def test_best_cut_is_that_of_all_cuts(rows: list[str]) -> None:
    """Every cut along the rows, its χ² by the textbook."""
    matrix = table(rows)
    places = np.arange(len(rows))
    every = {cut: pearson(matrix, places >= cut) for cut in range(1, len(rows))}
    assert every[best_cut(matrix)] == pytest.approx(max(every.values()))
    assert all(chi_squared(matrix, places >= cut) == pytest.approx(x) for cut, x in every.items())


@pytest.mark.parametrize("rows", [RAINETTE, BLOCKS[:6] + BLOCKS[18:]])
def test_no_single_exchange_is_better(rows: list[str]) -> None:
    """On these small tables the division is also the best of all 2^(n-1)."""
    matrix = table(rows)
    found = bipartition(matrix)
    assert found is not None
    n = len(rows)
    best = 0.0
    for size in range(1, n // 2 + 1):
        for chosen in combinations(range(n), size):
            side = np.isin(np.arange(n), chosen)
            if 0 < matrix[side].sum() < matrix.sum():
                best = max(best, pearson(matrix, side))
    assert found[1] == pytest.approx(best)


def test_equal_first_axes_give_one_answer() -> None:
    """Three like blocks without a word in common: the axis is a plane, the division is not free."""
    block = np.kron(np.eye(3), np.ones((6, 4)))
    block[::2, ::4] = 0
    once = divide(sparse.csr_matrix(block), 3, min_units=3)
    again = divide(sparse.csr_matrix(block), 3, min_units=3)
    leaves = [node.units.tolist() for node in once if not node.parts]
    assert leaves == [node.units.tolist() for node in again if not node.parts]
    assert sorted(leaves) == [list(range(i, i + 6)) for i in (0, 6, 12)]


def test_what_cannot_be_divided() -> None:
    """Units of the same terms, too few units, and a request for one class leave the root."""
    same = sparse.csr_matrix(np.ones((8, 3)))
    assert bipartition(same) is None
    assert len(divide(same, 4)) == 1
    assert len(divide(table(RAINETTE), 4, min_units=8)) == 1
    assert len(divide(table(RAINETTE), 1)) == 1


def test_a_unit_without_terms_is_in_no_part() -> None:
    nodes = divide(table([*RAINETTE, "00000"]), 2, min_units=3)
    assert len(nodes[0].units) == 8
    assert sum(len(nodes[part].units) for part in nodes[0].parts) == 7
