from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from unreports.analysis.dispersion import deviation_of_proportions

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
