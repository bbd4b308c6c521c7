from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency

from unreports.analysis.keyness import (
    false_discovery_rate,
    g2_probability,
    holm,
    log_likelihood,
    log_odds_z,
    log_ratio,
)

Counts = tuple[int, int, int, int]


@st.composite
def counts(draw: st.DrawFn) -> Counts:
    """Two sides of any size, empty ones included, and a term that may fill them."""
    n, m = draw(st.integers(0, 3000)), draw(st.integers(0, 3000))
    return draw(st.integers(0, n)), draw(st.integers(0, m)), n, m


def test_log_likelihood_of_the_published_example() -> None:
    """Lancaster's calculator: 52 in 50,000 against 57 in 75,000 gives +2.65 (two cells)."""
    assert log_likelihood([52], [57], 50_000, 75_000)[0] == pytest.approx(2.65, abs=0.01)


def test_log_likelihood_of_dunnings_bigram() -> None:
    """Dunning (1993), table 2: "the swiss", 110 2442 111 29114, -2 log lambda = 270.72.

    nltk 3.9, BigramAssocMeasures.likelihood_ratio(110, (2552, 221), 31777), gives 270.721876936225.
    """
    assert log_likelihood([110], [111], 2552, 29225)[0] == pytest.approx(270.721876936225)


@pytest.mark.parametrize(
    ("joint", "x", "y", "total", "expected"),
    [(8, 42, 20, 14_307_668, 178.52875242), (20, 300, 45, 10_000, 81.1844103212295)],
)
def test_log_likelihood_agrees_with_nltk(
    joint: int, x: int, y: int, total: int, expected: float
) -> None:
    """nltk 3.9, BigramAssocMeasures.likelihood_ratio(joint, (x, y), total); + 1e-20."""
    assert log_likelihood([joint], [y - joint], x, total - x)[0] == pytest.approx(expected)


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
     (3, 0, 10, 10, np.log2(6)), (0, 4, 10, 10, -3.0), (0, 0, 10, 10, 0.0), (5, 0, 10, 0, 0.0),
     (3, 0, 10, 30, np.log2(12)), (0, 1, 10, 990, np.log2(0.99))],
)  # fmt: skip
def test_log_ratio(a: int, b: int, n: int, m: int, expected: float) -> None:
    """Doublings of the relative frequency; a zero counts as the side's share of one occurrence."""
    assert log_ratio([a], [b], n, m)[0] == pytest.approx(expected)


def test_another_smoothing_of_the_log_ratio() -> None:
    """What both sides share for a zero; a frequency stays."""
    assert log_ratio([4, 0], [0, 2], 10, 10, smoothing=0.5) == pytest.approx([4.0, -3.0])


@pytest.mark.parametrize(("a", "b", "expected"), [(15, 1, 5.32588277), (3, 49, -2.61075517)])
def test_log_ratio_agrees_with_keyflux(a: int, b: int, expected: float) -> None:
    """keyflux 0.2.0, keyness.log_ratio(a, b, 4144, 11081)."""
    assert log_ratio([a], [b], 4144, 11081)[0] == pytest.approx(expected)


P = [0.01, 0.04, 0.03, 0.005, 0.55, 0.0001, 0.04, 0.2]


def test_adjusted_probabilities() -> None:
    """R 4.2.2, p.adjust; statsmodels 0.14, multipletests: the same."""
    assert holm(P) == pytest.approx([0.06, 0.16, 0.15, 0.035, 0.55, 0.0008, 0.16, 0.4])
    assert false_discovery_rate(P) == pytest.approx(
        [0.02666667, 0.05333333, 0.05333333, 0.02, 0.55, 0.0008, 0.05333333, 0.22857143]
    )


def test_probability_of_a_log_likelihood() -> None:
    """R 4.2.2, pchisq(c(2.65, 15.3, 31.19), 1, lower.tail = FALSE); the sign is no matter."""
    expected = [1.03549896176e-01, 9.17165112769e-05, 2.33968230108e-08]
    assert g2_probability([2.65, -15.3, 31.19]) == pytest.approx(expected)


@given(st.lists(st.floats(0, 1), max_size=20))
def test_adjusting_keeps_order_and_bounds(p: list[float]) -> None:
    """Never smaller than before, FDR never above Holm, order kept, none lost."""
    first, second = holm(p), false_discovery_rate(p)
    assert len(first) == len(second) == len(p)
    assert ((np.array(p) <= second + 1e-15) & (second <= first + 1e-15) & (first <= 1)).all()
    order = np.argsort(p, kind="stable")
    assert (np.diff(first[order]) >= 0).all()
    assert (np.diff(second[order]) >= 0).all()


def test_a_weaker_prior_shrinks_less() -> None:
    """The prior's strength in words; without a background it is the corpus at that size."""
    strong, default, weak = (
        log_odds_z([9, 30], [0, 30], 1000, 1000, prior_words=words)[0]
        for words in (20_000, None, 100)
    )
    assert strong < default < weak
    assert log_odds_z([9], [1], 1000, 500, prior_words=150)[0] == pytest.approx(
        log_odds_z([9], [1], 1000, 500, prior=[1.0], prior_words=150)[0]
    )


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
        assert log_ratio([a], [b], n, m)[0] * (a * m - b * n) >= 0
        assert (log_ratio([a], [b], n, m)[0] == 0) == (a * m == b * n)
