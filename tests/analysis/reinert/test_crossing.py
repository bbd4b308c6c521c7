"""Crossed classes and partitions: rainette's tests and R's chisq.test."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from unreports.analysis.reinert.crossing import Crossed, association, best_partitions, cross


def members(*groups: list[int], total: int) -> np.ndarray:
    return np.array([np.isin(np.arange(1, total + 1), group) for group in groups])


@pytest.mark.parametrize(
    ("both", "first", "second", "total", "expected"),
    [(45, 121, 257, 1213, 19.56279), (0, 12, 25, 121, -2.210942), (4, 4, 4, 5, 0.703125)],
)
def test_association(both: int, first: int, second: int, total: int, expected: float) -> None:
    """The cases of rainette's tests, by R 4.2: chisq.test(matrix(...))$statistic, signed."""
    found = association(np.array([both]), np.array([first]), np.array([second]), total)
    assert found == pytest.approx(expected, abs=1e-5)


def test_crossing_of_rainettes_test() -> None:
    """test_rainette2.R, "crosstab_add_members": of 13 crossings one is left, of 1 to 4."""
    first = members([1, 2, 3, 4], [5], [1, 2], [3], [4, 5], total=5)
    second = members([1, 2, 3, 4], [5], [2, 4], [5], [1, 3], total=5)
    (left,) = cross(first, second, min_members=2, min_chi2=0.5)
    assert np.flatnonzero(left.members).tolist() == [0, 1, 2, 3]


def test_partitions_of_rainettes_test() -> None:
    """test_rainette2.R, get_optimal_partitions with full = FALSE."""
    sets = members([1, 2, 3], [4, 5, 6], [1, 2], [7], total=7)
    crossed = [Crossed(one, chi2) for one, chi2 in zip(sets, (4.0, 5.0, 10.0, 4.0), strict=True)]
    two, three = best_partitions(crossed)
    assert (two.k, two.chi2, two.size) == (2, 15.0, 5)
    assert (three.k, three.chi2, three.size) == (3, 19.0, 6)  # 4-6, 1-2 and 7


def test_partitions_are_the_best_of_all() -> None:
    """Every set of crossed classes, tried one by one."""
    random = np.random.default_rng(2)
    crossed = [Crossed(random.random(12) < 0.25, float(random.integers(1, 50))) for _ in range(9)]
    found = {one.k: one.chi2 for one in best_partitions(crossed)}
    expected: dict[int, float] = {}
    for k in range(2, 10):
        for chosen in combinations(crossed, k):
            if np.sum([one.members for one in chosen], axis=0).max() < 2:
                expected[k] = max(expected.get(k, 0.0), sum(one.chi2 for one in chosen))
    assert found == expected


def test_only_mutual_associations_are_kept() -> None:
    """A class whose best partner prefers another is in no crossed class."""
    first = members(list(range(1, 41)), list(range(41, 61)), total=100)
    second = members(list(range(1, 39)), [39, 40, *range(61, 80)], total=100)
    kept = cross(first, second, min_members=2)
    assert [int(one.members.sum()) for one in kept] == [38]
    assert cross(first, second, min_members=39) == []
