"""Stability: the worked examples of Greene, O'Callaghan and Cunningham (2014)."""

from __future__ import annotations

import numpy as np
import pytest

from unreports.analysis.topics.stability import agreement, average_jaccard


def rankings(*lists: str) -> np.ndarray:
    """Words as numbers, the same in every call."""
    words = "album music best award win sport medal bank finance money band economy".split()
    return np.array([[words.index(word) for word in one.split()] for one in lists])


def test_average_jaccard_is_that_of_table_1():
    """Greene et al., table 1, for one to five terms."""
    one, other = rankings("album music best award win"), rankings("sport best win medal award")
    got = [average_jaccard(one[:, :d], other[:, :d])[0, 0] for d in range(1, 6)]
    assert np.round(got, 3).tolist() == [0.0, 0.0, 0.067, 0.086, 0.154]


def test_agreement_is_that_of_figure_1():
    """Greene et al., figure 1: three topics of three terms matched; 0.50, 0.50, 0.61, mean 0.54."""
    one = rankings("sport win award", "bank finance money", "music album band")
    other = rankings("finance bank economy", "music band award", "win sport money")
    assert np.round(average_jaccard(one, other), 2).tolist() == [
        [0.0, 0.07, 0.5], [0.5, 0.0, 0.07], [0.0, 0.61, 0.0],
    ]  # fmt: skip
    assert np.round(agreement(one, other), 2).tolist() == [0.5, 0.5, 0.61]
    assert agreement(one, other).mean() == pytest.approx(0.54, abs=0.005)


def test_a_topic_without_a_match_has_no_agreement():
    """One topic of the other model is matched with one of these only."""
    one = rankings("sport win", "bank finance")
    assert agreement(one, rankings("bank finance")).tolist() == [0.0, 1.0]


def test_missing_terms_are_not_shared():
    """-1 is no term; a shorter list is compared for what it has."""
    assert average_jaccard(np.array([[-1, -1]]), np.array([[-1, -1]])).tolist() == [[0.0]]
    assert average_jaccard(np.array([[1, -1]]), np.array([[1, -1]])).tolist() == [[1.0]]
    assert average_jaccard(np.array([[1, -1]]), np.array([[1, 2]])).tolist() == [[0.75]]
