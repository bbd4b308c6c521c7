"""What topics are called, and the scores behind it."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import rankdata

from unreports.analysis.topics.labels import frex, label_topics

PHI = np.array(
    [[0.35, 0.30, 0.20, 0.10, 0.05], [0.34, 0.05, 0.01, 0.50, 0.10], [0.10, 0.15, 0.06, 0.29, 0.40]]
)


def test_frex_by_hand():
    """Ranks 3, 2, 1 by weight of 3; exclusivity 1, 3/8 and 1/6 in the first topic."""
    got = frex(np.array([[0.6, 0.3, 0.1], [0.0, 0.5, 0.5]]))
    assert np.allclose(got[0], [1, 2 / 3, 1 / 3])
    # second topic: weights 0, .5, .5 -> F = 1/3, 1, 1; exclusivity 0, 5/8, 5/6 -> E = 1/3, 2/3, 1
    assert np.allclose(got[1], [1 / 3, 0.8, 1])


def test_frex_is_that_of_stm():
    """Values of R with the lines of stm's calcfrex; it has ranks where ours are shares of 5."""
    theirs = [
        [3.75, 4.0, 3.75, 2.0, 1.0],
        [4.0, 2.0, 1.0, 5.0, 3.0],
        [1.333333333, 3.0, 1.333333333, 4.0, 5.0],
    ]
    assert np.allclose(5 * frex(PHI), theirs)


@pytest.mark.parametrize("weight", [0.0, 1.0])
def test_frex_has_frequency_at_one_end_and_exclusivity_at_the_other(weight):
    """The ranks of one alone."""
    alone = PHI / PHI.sum(axis=0) if weight else PHI
    assert np.allclose(5 * frex(PHI, weight), [rankdata(row) for row in alone])


def names(*terms: str) -> np.ndarray:
    return np.array(terms, dtype=object)


def test_a_label_does_not_say_a_term_twice():
    """Neither the part after the whole nor the whole after the part; other words stay."""
    terms = names("afrique", "union", "union africaine", "union europ", "virus")
    phi = np.array([[0.2, 0.24, 0.3, 0.26, 0.0], [0.0, 0.0, 0.0, 0.0, 1.0]])
    assert label_topics(phi, terms)[1] == "union africaine, union europ, afrique"


def test_no_two_labels_are_equal():
    """Topics of the same terms are told apart by a further one, or by a number."""
    terms = names("a", "b", "c", "d")
    phi = np.array([[0.4, 0.3, 0.2, 0.1], [0.4, 0.3, 0.2, 0.1], [0.5, 0.5, 0, 0], [0.5, 0.5, 0, 0]])
    labels = label_topics(phi, terms)
    assert labels[3].removesuffix(" (2)") == labels[4].removesuffix(" (2)")
    assert len(set(labels.values())) == 4
    assert len(labels[2].split(", ")) == 4


def test_the_order_of_the_columns_does_not_matter():
    """Ties are broken by the term."""
    terms = names("d", "b", "a", "c")
    phi = np.array([[0.25, 0.25, 0.25, 0.25]])
    assert label_topics(phi, terms) == label_topics(phi, terms[::-1]) == {1: "a, b, c"}
