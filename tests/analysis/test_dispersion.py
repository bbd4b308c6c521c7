from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse
from scipy.stats import binom

from unreports.analysis.dispersion import deviation_of_proportions, expected_deviation

# Gries (2008): "b a m n i b e u p", "b a s a t b e w q n", "b c a g a b e s t a",
# "b a g h a b e a a t", "b a h a a b e a x a t".
GRIES = [
    "bamnibeup", "basatbewqn", "bcagabesta", "baghabeaat", "bahaabeaxat",
]  # fmt: skip


def test_dispersion_of_the_published_corpus() -> None:
    """DP of a is 0.18, of x (only in the last part) 0.78; divided by 1 - 9/50."""
    letters = ["a", "x"]
    matrix = sparse.csr_matrix([[part.count(letter) for letter in letters] for part in GRIES])
    value = deviation_of_proportions(matrix, [len(part) for part in GRIES])
    assert value == pytest.approx([0.18 / 0.82, 0.78 / 0.82])


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 30)), min_size=1, max_size=12))
def test_dispersion_is_what_the_formula_says(parts: list[tuple[int, int]]) -> None:
    """Against the definition, spelt out; always from 0 to 1, whatever the order."""
    parts = [(min(count, size), size) for count, size in parts]
    matrix = sparse.csr_matrix([[count] for count, _ in parts])
    sizes = [size for _, size in parts]
    (value,) = deviation_of_proportions(matrix, sizes)
    assert 0 <= value <= 1
    backwards = deviation_of_proportions(matrix[::-1], sizes[::-1])
    assert value == pytest.approx(backwards[0])
    total, words = sum(count for count, _ in parts), sum(sizes)
    shares = [size / words for size in sizes if size] if words else []
    if total and len(shares) > 1:
        gaps = (abs(count / total - size / words) for count, size in parts)
        assert value == pytest.approx(sum(gaps) / 2 / (1 - min(shares)))


@pytest.mark.parametrize(
    ("counts", "words", "expected"),
    [([[0], [0]], [5, 5], 1.0), ([[2]], [5], 0.0), ([[0]], [5], 1.0), ([[2], [2]], [5, 5], 0.0),
     ([[0], [4]], [5, 5], 1.0), ([[0], [0]], [0, 0], 1.0), ([[3], [0]], [9, 0], 0.0)],
)  # fmt: skip
def test_dispersion_of_degenerate_texts(
    counts: list[list[int]], words: list[int], expected: float
) -> None:
    """A defined value for an absent term, one paragraph, an even spread, a heap, no words."""
    assert deviation_of_proportions(sparse.csr_matrix(counts), words)[0] == expected


@given(
    st.integers(1, 60),
    st.lists(st.integers(1, 40), min_size=2, max_size=8),
)
def test_expected_dispersion_is_the_mean_over_all_outcomes(f: int, words: list[int]) -> None:
    """The sum over the binomial distribution of each paragraph, spelt out with scipy's."""
    share = np.array(words) / sum(words)
    k = np.arange(f + 1)
    gaps = [(binom.pmf(k, f, s) * np.abs(k / f - s)).sum() for s in share]
    expected = sum(gaps) / 2 / (1 - share.min())
    assert expected_deviation([f], [*words, 0])[0] == pytest.approx(expected)


def test_expected_dispersion_is_that_of_random_terms() -> None:
    """The mean of terms dropped at random; a rare term is never everywhere."""
    words = np.array([5, 30, 60, 100, 20])
    dropped = np.random.default_rng(2).multinomial(7, words / words.sum(), size=3000)
    mean = deviation_of_proportions(sparse.csr_matrix(dropped.T), words).mean()
    assert expected_deviation([7], words)[0] == pytest.approx(mean, abs=0.01)
    # Five in a hundred equal paragraphs, by hand: each falls alone with probability 0.99^4.
    assert expected_deviation([5], np.full(100, 10))[0] == pytest.approx(0.99**4)


@pytest.mark.parametrize(
    ("frequency", "words", "expected"), [(0, [5, 5], 1.0), (3, [7], 0.0), (3, [0, 0], 1.0)]
)
def test_expected_dispersion_of_degenerate_texts(
    frequency: int, words: list[int], expected: float
) -> None:
    """As `deviation_of_proportions` has it."""
    assert expected_deviation([frequency], words)[0] == expected
