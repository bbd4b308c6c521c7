"""The scan: planted topics stand out, shuffled text does not, small corpora are told apart."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy import sparse
from threadpoolctl import threadpool_limits

from unreports.analysis.topics.choice import choose
from unreports.analysis.topics.model import fit_topics
from unreports.analysis.topics.null import shuffled
from unreports.analysis.topics.scan import scan_topics, topic_trust
from unreports.errors import AnalysisError

from .made import planted

COLUMNS = ["k", "stability_seed", "stability_deletion", "npmi", "null_low", "null_high"]


@pytest.fixture(scope="module")
def four():
    """Four planted topics, scanned."""
    counts, _ = planted(groups=4, paragraphs=15)
    return counts, scan_topics(counts, [3, 4, 5])


@pytest.fixture(scope="module")
def dealt():
    """The words of four planted topics, shuffled."""
    counts, _ = planted(groups=4, paragraphs=15)
    counts = replace(counts, matrix=shuffled(counts.matrix, np.random.default_rng(7)))
    return counts, scan_topics(counts, [3, 4, 5])


def test_the_planted_number_stands_out(four):
    """Its topics come back from every start, and their words belong together."""
    _, scan = four
    choice = choose(scan)
    assert (choice.k, choice.outstanding, choice.above_chance) == (4, True, True)
    assert "4 has the most stable topics" in choice.reason
    row = scan.table.set_index("k").loc[4]
    assert row["stability_seed"] > 0.95
    assert row["npmi"] > row["null_high"]
    assert row["stability_deletion"] > row["deletion_null_high"]


def test_planted_topics_are_above_chance(four):
    """All four of them."""
    counts, scan = four
    trust = topic_trust(scan, fit_topics(counts, 4))
    assert trust["topic"].tolist() == [1, 2, 3, 4]
    assert trust["above_chance"].all()


def test_shuffled_text_is_within_its_band(dealt):
    """No number is above chance, and few topics are: each is with a chance of a twentieth."""
    counts, scan = dealt
    choice = choose(scan)
    assert not choice.above_chance
    assert not choice.outstanding
    assert "shuffled text does as well" in choice.reason
    assert choice.k == 5  # of those scanned the nearest to 8
    assert topic_trust(scan, fit_topics(counts, 4))["above_chance"].sum() <= 1


def test_the_columns_are_those_of_the_design(four):
    """First; and no value is missing."""
    table = four[1].table
    assert table.columns.tolist()[:6] == COLUMNS
    assert np.isfinite(table.to_numpy(dtype=float)).all()
    assert (table["null_low"] <= table["null_high"]).all()


def test_a_scan_is_the_same_to_the_byte_with_any_number_of_threads():
    """To the last bit."""
    counts, _ = planted()
    tables = []
    for threads in (1, 2):
        with threadpool_limits(limits=threads):
            tables.append(scan_topics(counts, [3]).table)
    pd.testing.assert_frame_equal(*tables, check_exact=True)


def test_numbers_that_the_corpus_does_not_bear_are_left_out():
    """12 paragraphs, of which 2 are left out: 10 topics at most."""
    counts, _ = planted(groups=3, paragraphs=4)
    scan = scan_topics(counts, [2, 10, 11, 40], min_paragraphs=1, max_share=1)
    assert scan.table["k"].tolist() == [2, 10]
    with pytest.raises(AnalysisError, match=r"cannot bear any of .* \(40, 50\)"):
        scan_topics(counts, [50, 40])


def test_paragraphs_that_are_all_equal_have_a_scan_without_gaps():
    """There is one topic in them; more are above nothing."""
    counts, _ = planted()
    same = replace(counts, matrix=sparse.csr_matrix(np.ones(counts.matrix.shape, dtype=int)))
    scan = scan_topics(same, [1, 2], max_share=1)
    assert np.isfinite(scan.table.to_numpy(dtype=float)).all()
    assert not choose(scan).above_chance
    assert not topic_trust(scan, fit_topics(same, 1, max_share=1))["above_chance"].any()


def test_one_paragraph_has_no_scan_but_of_one_topic():
    """And none of the usual numbers."""
    counts, _ = planted()
    one = replace(
        counts, matrix=counts.matrix[:1], paragraphs=counts.paragraphs[:1], words=counts.words[:1]
    )
    with pytest.raises(AnalysisError, match="1 paragraph with"):
        scan_topics(one, max_share=1)
    assert not choose(scan_topics(one, [1], max_share=1)).above_chance


def test_a_model_of_other_terms_is_refused(four):
    """Its topics were not measured."""
    other, _ = planted(groups=2)
    with pytest.raises(AnalysisError, match="does not reach 2 topics of these terms"):
        topic_trust(four[1], fit_topics(other, 2))
    with pytest.raises(AnalysisError, match="does not reach 9 topics"):
        topic_trust(four[1], fit_topics(four[0], 9))


def test_a_number_that_was_not_scanned_is_measured_when_asked(four):
    """If it is not above those scanned: the topics of a scan with it."""
    counts, scan = four
    got = topic_trust(scan_topics(counts, [5]), fit_topics(counts, 4))
    pd.testing.assert_frame_equal(got, topic_trust(scan, fit_topics(counts, 4)))


def table(stability: list[float], error: float, above: list[bool] | None = None) -> pd.DataFrame:
    above = above or [True] * len(stability)
    numbers = range(3, 3 + len(stability))
    return pd.DataFrame(
        {"k": numbers, "stability": stability, "stability_error": error, "above_chance": above}
    )


@pytest.mark.parametrize(
    ("stability", "error", "above", "k", "outstanding", "words"),
    [
        ([0.5, 0.9, 0.5, 0.5], 0.01, None, 4, True, "all others are less stable"),
        ([0.5, 0.9, 0.88, 0.5], 0.01, None, 4, True, "5 cannot be told from it"),
        ([0.9, 0.5, 0.5, 0.88], 0.01, None, 6, False, "but 6 cannot be told from it. 6 is taken"),
        ([0.7, 0.72, 0.71, 0.7], 0.1, None, 6, False, "but 3, 5 and 6 cannot be told from it"),
        ([0.9, 0.7, 0.5, 0.4], 0.01, [False, True, True, True], 4, True, "3 numbers from 4 to 6"),
        ([0.9, 0.7, 0.5], 0.01, [False, True, False], 4, False, "4 is the only number"),
        ([0.9, 0.7, 0.5], 0.01, [False] * 3, 5, False, "No number of topics from 3 to 5"),
    ],
)
def test_the_rule_of_choice(four, stability, error, above, k, outstanding, words):
    """The most stable one above chance, if noise leaves it so; else that nearest to 8."""
    choice = choose(replace(four[1], table=table(stability, error, above)))
    assert (choice.k, choice.outstanding) == (k, outstanding)
    assert words in choice.reason
