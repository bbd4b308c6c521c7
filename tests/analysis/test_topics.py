"""Topics: planted ones come back, and a corpus that cannot bear them says so."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import sparse
from sklearn.metrics import adjusted_rand_score

from unreports.analysis.frequency import TermCounts, count_terms
from unreports.analysis.topics import fit_topics, frex, most_topics, topics_by_section, weigh
from unreports.errors import AnalysisError


def planted(groups: int = 3, paragraphs: int = 20, seed: int = 0) -> tuple[TermCounts, np.ndarray]:
    """Paragraphs that draw most words from their own group's vocabulary."""
    rng = np.random.default_rng(seed)
    own = 12
    truth = np.repeat(np.arange(groups), paragraphs)
    matrix = rng.poisson(0.08, size=(len(truth), groups * own))
    for row, group in enumerate(truth):
        matrix[row, group * own : (group + 1) * own] += rng.poisson(1.2, size=own)
    terms = tuple(f"g{g}w{w:02}" for g in range(groups) for w in range(own))
    frame = pd.DataFrame(
        {
            "symbol": "A/1/1",
            "paragraph": np.arange(1, len(truth) + 1),
            "section": [str(g + 1) for g in truth],
            "reference": [f"A/1/1, par. {i + 1}" for i in range(len(truth))],
        }
    )
    words = matrix.sum(axis=1)
    return TermCounts(sparse.csr_matrix(matrix), terms, frame, words, pd.DataFrame()), truth


def test_planted_topics_are_recovered():
    """The strongest topic of each paragraph is its group, and its terms head the topic."""
    counts, truth = planted()
    model = fit_topics(counts, 3)
    strongest = model.paragraphs.loc[model.paragraphs.groupby("paragraph")["loading"].idxmax()]
    assert adjusted_rand_score(truth, strongest["topic"]) >= 0.9
    for _, head in model.topics[model.topics["rank"] <= 8].groupby("topic"):
        assert len({term[:2] for term in head["term"]}) == 1


def test_shares_and_weights_sum_to_one(corpus):
    """Over a paragraph's topics, and over a topic's terms."""
    model = fit_topics(count_terms(corpus), 6)
    shares = model.paragraphs.groupby("reference")["weight"].sum()
    assert len(shares) == 145
    assert np.allclose(shares[shares > 0], 1)
    assert np.allclose(model.topics.groupby("topic")["weight"].sum(), 1)
    assert (model.topics["weight"] > 0).all()
    assert 0 < model.reconstruction < 1


def test_the_same_settings_give_the_same_model(corpus):
    """To the last bit."""
    counts = count_terms(corpus)
    first, again = fit_topics(counts, 5), fit_topics(counts, 5)
    pd.testing.assert_frame_equal(first.topics, again.topics, check_exact=True)
    pd.testing.assert_frame_equal(first.paragraphs, again.paragraphs, check_exact=True)


def test_topics_are_ordered_by_prevalence_and_named(corpus):
    """Topic 1 takes the largest share; every topic has a name of its own terms."""
    model = fit_topics(count_terms(corpus), 6)
    prevalence = model.paragraphs.groupby("topic")["weight"].sum()
    assert prevalence.is_monotonic_decreasing
    for topic, label in model.labels.items():
        own = set(model.topics[model.topics["topic"] == topic]["term"])
        assert set(label.split(", ")) <= own


def test_key_paragraphs_are_those_that_load_highest():
    """Highest first, and only paragraphs that have the topic at all."""
    counts, _ = planted()
    model = fit_topics(counts, 3)
    own = model.paragraphs[model.paragraphs["topic"] == 2]
    key = model.key_paragraphs(2, n=4)
    assert key["loading"].tolist() == sorted(own["loading"], reverse=True)[:4]


def test_topics_by_section_are_means_over_paragraphs():
    """Each section of the planted corpus is one topic."""
    counts, _ = planted()
    sections = pd.DataFrame({"symbol": "A/1/1", "section": ["1", "2", "3"], "title": list("abc")})
    shares = topics_by_section(fit_topics(counts, 3), sections)
    assert shares.columns.tolist() == [
        "symbol", "section", "title", "paragraphs", "topic", "share",
    ]  # fmt: skip
    assert shares.groupby("section")["share"].max().min() > 0.75
    assert np.allclose(shares.groupby("section")["share"].sum(), 1)
    assert set(shares["paragraphs"]) == {20}


@pytest.mark.parametrize("k", [0, 61, 1000])
def test_more_topics_than_the_corpus_bears_are_refused(k):
    """The message gives the numbers that are possible."""
    with pytest.raises(AnalysisError, match="from 1 to 36 are possible"):
        fit_topics(planted()[0], k)


def test_the_most_topics_can_be_fitted_and_one_more_cannot():
    """Zero where the floors leave nothing."""
    counts, _ = planted()
    assert most_topics(counts) == fit_topics(counts, 36).k == 36
    assert most_topics(counts, min_paragraphs=61, max_share=0.01) == 0


def test_one_topic_is_a_valid_result():
    """Every paragraph then has it whole."""
    model = fit_topics(planted()[0], 1)
    assert np.allclose(model.paragraphs["weight"], 1)


def test_a_vocabulary_emptied_by_the_floors_is_said():
    """With the floors, so that the user can lower them."""
    counts, _ = planted()
    with pytest.raises(AnalysisError, match="no term stands in at least 61 paragraphs"):
        fit_topics(counts, 2, min_paragraphs=61, max_share=0.01)


def test_weights_are_sublinear_tfidf_of_unit_length():
    """By hand: n = 2, d = 2 and 1, so idf is 1 and ln(3/2) + 1 = 1.405465."""
    got = weigh(sparse.csr_matrix([[1, 3], [2, 0]])).toarray()
    a, b = 1.0, (1 + np.log(3)) * 1.4054651081081644
    length = np.hypot(a, b)
    assert np.allclose(got, [[a / length, b / length], [1, 0]])


def test_frex_by_hand():
    """Ranks 3, 2, 1 by weight of 3; exclusivity 1, 3/8 and 1/6 in the first topic."""
    got = frex(np.array([[0.6, 0.3, 0.1], [0.0, 0.5, 0.5]]))
    assert np.allclose(got[0], [1, 2 / 3, 1 / 3])
    # second topic: weights 0, .5, .5 -> F = 1/3, 1, 1; exclusivity 0, 5/8, 5/6 -> E = 1/3, 2/3, 1
    assert np.allclose(got[1], [1 / 3, 0.8, 1])
