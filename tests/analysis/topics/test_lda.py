"""The comparison with latent Dirichlet allocation."""

from __future__ import annotations

import pandas as pd
import pytest

from unreports.analysis.topics.lda import compare_lda
from unreports.errors import AnalysisError

from .made import planted


def test_both_models_are_measured_over_ten_seeds():
    """Planted topics come back from every seed of NMF; the table has no gap."""
    counts, _ = planted()
    table = compare_lda(counts, 3)
    assert table["seeds"].tolist() == [10, 10]
    assert table["model"].tolist() == ["NMF, random starts", "LDA"]
    assert table.iloc[0]["stability"] > 0.95
    assert (table["least"] <= table["stability"]).all()
    assert (table["stability"] <= table["most"]).all()
    assert not table.isna().any().any()
    pd.testing.assert_frame_equal(table, compare_lda(counts, 3), check_exact=True)


def test_more_topics_than_paragraphs_are_refused():
    """As by the model."""
    with pytest.raises(AnalysisError, match="from 1 to 36 are possible"):
        compare_lda(planted()[0], 61)
