from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency

from unreports.analysis.keyness import log_likelihood, log_odds_z, log_ratio

Counts = tuple[int, int, int, int]


@st.composite
def counts(draw: st.DrawFn) -> Counts:
    """Two sides of any size, empty ones included, and a term that may fill them."""
    n, m = draw(st.integers(0, 3000)), draw(st.integers(0, 3000))
    return draw(st.integers(0, n)), draw(st.integers(0, m)), n, m


def test_log_likelihood_of_the_published_example() -> None:
    """Lancaster's calculator: 52 in 50,000 against 57 in 75,000 gives +2.65 (two cells)."""
    assert log_likelihood([52], [57], 50_000, 75_000)[0] == pytest.approx(2.65, abs=0.01)


@pytest.mark.parametrize(
    ("a", "b", "n", "m"), [(23, 551, 263, 8870), (5, 0, 90, 400), (1, 80, 70, 90)]
)
def test_log_likelihood_agrees_with_scipy(a: int, b: int, n: int, m: int) -> None:
    """The same statistic from the 2 x 2 table."""
    table = [[a, b], [n - a, m - b]]
    expected = chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
    sign = 1 if a / n > b / m else -1
    assert log_likelihood([a], [b], n, m)[0] == pytest.approx(sign * expected)


@pytest.mark.parametrize(
    ("a", "b", "n", "m", "expected"),
    [(8, 2, 100, 100, 2.0), (10, 10, 100, 400, 2.0), (1, 8, 50, 50, -3.0),
     (3, 0, 10, 10, np.log2(6)), (0, 4, 10, 10, -3.0), (0, 0, 10, 10, 0.0), (5, 0, 10, 0, 0.0)],
)  # fmt: skip
def test_log_ratio(a: int, b: int, n: int, m: int, expected: float) -> None:
    """Doublings of the relative frequency; a zero counts as one half."""
    assert log_ratio([a], [b], n, m)[0] == pytest.approx(expected)


def test_log_odds_of_the_published_package() -> None:
    """The package `fightin_words` prints these for its two sentences of nine words, prior 0.05.

    "the quick brown fox jumps over the lazy pig" against
    "the lazy purple pig jumps over the lazier donkey".
    """
    z = log_odds_z([0, 2, 1], [1, 2, 0], 9, 9, prior=[0.05] * 3, prior_words=0.05 * 11)
    assert z == pytest.approx([-0.6894227886807968, 0.0, 0.6894227886807968])


def test_the_corpus_is_the_default_prior() -> None:
    """The terms' frequencies in both sides together."""
    default = log_odds_z([30, 1], [10, 9], 1000, 500)
    assert default == pytest.approx(log_odds_z([30, 1], [10, 9], 1000, 500, [40, 10], 1500))


@given(counts())
def test_every_value_is_finite_and_antisymmetric(case: Counts) -> None:
    """Nothing is NaN or infinite, and to swap the sides is to change the sign."""
    a, b, n, m = case
    for statistic in (log_likelihood, log_ratio, log_odds_z):
        there, back = statistic([a], [b], n, m), statistic([b], [a], m, n)  # type: ignore[operator]
        assert np.isfinite(there).all()
        assert there == pytest.approx(-back, abs=1e-6)


@given(counts())
def test_the_signs_say_who_uses_it_more(case: Counts) -> None:
    """The log-likelihood has the sign of the difference of relative frequencies."""
    a, b, n, m = case
    g2 = log_likelihood([a], [b], n, m)[0]
    if n and m:
        assert np.sign(a * m - b * n) * g2 >= 0
