"""Floors are lowered only where a corpus is too small for them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from unreports.analysis.floors import attainable_floors
from unreports.analysis.frequency import TermCounts


def counts(matrix: list[list[int]]) -> TermCounts:
    array = np.array(matrix)
    terms = tuple(f"t{i:02}" for i in range(array.shape[1]))
    return TermCounts(sparse.csr_matrix(array), terms, pd.DataFrame(), array.sum(1), pd.DataFrame())


@pytest.mark.parametrize(
    ("matrix", "floors"),
    [
        ([[2] * 12, [2] * 12, [1] * 12], (5, 3)),
        ([[2] * 12, [2] * 12], (3, 2)),
        ([[1] * 12, [1] * 12], (2, 2)),
        ([[1] * 12], (1, 1)),
        ([[9] * 3] * 9, (1, 1)),
    ],
)
def test_floors_are_the_highest_that_leave_twelve_terms(matrix, floors):
    """From 5 times in 3 paragraphs down to once in one."""
    assert attainable_floors(counts(matrix), 5, 3) == floors


def test_wanted_floors_are_never_raised():
    """A user who asks for 1 and 1 gets them."""
    assert attainable_floors(counts([[9] * 30] * 9), 1, 1) == (1, 1)
