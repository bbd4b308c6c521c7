"""Profiles: χ² and p by R, shares and paragraphs by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from unreports.analysis.reinert.profiles import p_values, paragraph_table, profile, signed_chi2


def test_chi2_and_p_by_r() -> None:
    """R 4.2: chisq.test(matrix(c(12, 8, 28, 52), nrow = 2), correct = FALSE)."""
    found = signed_chi2(np.array([[12.0]]), np.array([20.0]), np.array([40.0]), 100)
    assert found == pytest.approx(4.166667, abs=1e-6)
    assert p_values(found) == pytest.approx(0.04122683, abs=1e-7)
    rare = signed_chi2(np.array([[8.0]]), np.array([20.0]), np.array([60.0]), 100)
    assert rare == pytest.approx(-4.166667, abs=1e-6)


def test_unclassified_segments_do_not_count() -> None:
    present = sparse.csr_matrix(np.array([[1.0], [1.0], [0.0], [1.0], [1.0]]))
    table = profile(present, np.array([1, 1, 2, 2, 0]), 2)
    assert table["segments"].tolist() == [2, 1]
    assert table["total"].tolist() == [3, 3]
    assert table["share"].tolist() == pytest.approx([2 / 3, 1 / 3])


def test_one_class_and_a_term_of_none_are_defined() -> None:
    present = sparse.csr_matrix(np.array([[1.0, 0.0], [1.0, 1.0]]))
    table = profile(present, np.array([1, 0]), 1)
    assert table["chi2"].tolist() == [0.0, 0.0]
    assert table["p"].tolist() == [1.0, 1.0]
    assert table["share"].tolist() == [1.0, 0.0]


def test_leading_class_of_a_paragraph() -> None:
    """Most segments; of equal classes the higher score; 0 where none is classified."""
    segments = pd.DataFrame(
        {
            "symbol": "A",
            "paragraph": [1, 1, 1, 2, 2, 3],
            "segment": [1, 2, 3, 1, 2, 1],
            "class": [1, 2, 2, 1, 2, 0],
            "score": [90.0, 1.0, 1.0, 2.0, 5.0, 0.0],
            "reference": ["A, par. 1"] * 3 + ["A, par. 2"] * 2 + ["A, par. 3"],
        }
    ).astype({"paragraph": "Int64"})
    table = paragraph_table(segments)
    assert table["class"].tolist() == [2, 2, 0]
    assert table["segments"].tolist() == [2, 1, 0]
    assert table["share"].tolist() == pytest.approx([2 / 3, 1 / 2, 0])
    assert table["reference"].tolist() == ["A, par. 1", "A, par. 2", "A, par. 3"]
