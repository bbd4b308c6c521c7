from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import hypergeom

from unreports.analysis.specificity import specificity

# Ten speeches of Robespierre, in which Lafon (1980, p. 140) follows the form "peuple": the data set
# `robespierre` of R's package textometry (frequencies, running words).
PEUPLE = [45, 18, 15, 14, 53, 30, 42, 16, 4, 59]
WORDS = [8395, 2558, 3920, 6903, 7896, 4555, 10142, 2063, 1084, 13933]
TOTAL, FREQUENCY = 61449, 296


def test_lafons_speeches_of_robespierre() -> None:
    """R 4.2.2: phyper(), upper tail from the expected frequency on, as textometry decides."""
    expected = [
        0.6161, 1.1466, -0.6709, -4.1743, 2.1122, 1.2906, -0.7980, 1.3632, -0.3977, -0.8410,
    ]  # fmt: skip
    assert (sum(WORDS), sum(PEUPLE)) == (TOTAL, FREQUENCY)
    found = [
        specificity([f], [FREQUENCY - f], t, TOTAL - t)[0]
        for f, t in zip(PEUPLE, WORDS, strict=True)
    ]
    assert found == pytest.approx(expected, abs=5e-5)


def test_probabilities_too_small_for_a_float() -> None:
    """R 4.2.2: phyper(899, 2000, 998000, 1e5, lower = F, log = T), phyper(3, ...), by ln 10."""
    found = specificity([900, 3], [1100, 1997], 1e5, 9e5)
    assert found == pytest.approx([355.4924, -85.34127], rel=1e-6)


@given(st.integers(1, 400), st.integers(1, 400), st.data())
def test_agrees_with_scipy(n: int, m: int, data: st.DataObject) -> None:
    """hypergeom.sf and hypergeom.cdf."""
    a, b = data.draw(st.integers(0, n)), data.draw(st.integers(0, m))
    law = hypergeom(n + m, a + b, n)
    more = a >= (a + b) * n / (n + m)
    p = law.sf(a - 1) if more else law.cdf(a)
    found = specificity([a], [b], n, m)[0]
    assert 10 ** -abs(found) == pytest.approx(min(p, 1.0), rel=1e-6)
    assert found >= 0 if more else found <= 0


@given(*[st.integers(0, 2000)] * 4)
def test_always_finite(a: int, b: int, n: int, m: int) -> None:
    """Even for more terms than words, which a faulty list of frequencies may claim."""
    assert np.isfinite(specificity([a], [b], n, m)).all()


def test_all_values_of_a_small_corpus_by_hand() -> None:
    """Four words, two in the part, a term twice: P(2) = 1/6, P(0) = 1/6, P(1 or more) = 5/6."""
    found = specificity([2, 0, 1], [0, 2, 1], 2, 2)
    assert found == pytest.approx([np.log10(6), -np.log10(6), -np.log10(5 / 6)])
    assert specificity([2], [0], 2, 0)[0] == 0
