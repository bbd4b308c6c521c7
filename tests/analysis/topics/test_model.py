"""Topics: planted ones come back, and a corpus that cannot bear them says so."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score

from unreports.analysis.frequency import count_terms
from unreports.analysis.topics import attainable, fit_topics, main_topics, most_topics
from unreports.analysis.topics.tables import prevalence_table
from unreports.corpus import Corpus, load_corpus
from unreports.errors import AnalysisError, UnreportsWarning

from .made import counted, planted

SUBJECTS = {
    "rivers": "river flood dam basin irrigation rainfall drought fisher canal valley delta",
    "health": "vaccine hospital nurse fever clinic patient epidemic medicine doctor virus dose",
    "trade": "tariff export market price customs investor factory contract currency loan port",
    "courts": "judge trial verdict lawyer appeal witness crime sentence tribunal statute jury plea",
}
FRAMES = (
    "The {0} and the {1} were reviewed with the {2} during the session.",
    "Members noted that the {0} had affected the {1}, and asked for a report on the {2}.",
    "Support for the {0} continued; the {1} and the {2} remain a concern.",
)


def written(folder, paragraphs: int = 15) -> tuple[Corpus, list[str]]:
    """A document whose paragraphs each speak of one of four subjects, in mixed order."""
    rng = np.random.default_rng(1)
    subjects = list(SUBJECTS) * paragraphs
    rng.shuffle(subjects)
    lines = []
    for number, subject in enumerate(subjects, start=1):
        words = rng.permutation(SUBJECTS[subject].split())[:9].reshape(3, 3)
        text = " ".join(frame.format(*own) for frame, own in zip(FRAMES, words, strict=True))
        lines.append(f"{number}. {text}")
    return load_corpus(folder(**{"A_74_1-en": "\n\n".join(lines)})), subjects


def test_texts_that_were_mixed_are_told_apart(folder):
    """Sixty paragraphs on four subjects, written alike but for their nouns."""
    corpus, subjects = written(folder)
    assert len(corpus.body) == len(subjects) == 60
    main = main_topics(fit_topics(count_terms(corpus), 4))
    assert adjusted_rand_score(subjects, main["main_topic"]) >= 0.9


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


def test_the_order_of_the_paragraphs_does_not_matter():
    """Rows the other way round give the same topics."""
    counts, _ = planted()
    turned = counted(counts.matrix.toarray()[::-1], counts.terms)
    first, second = fit_topics(counts, 3), fit_topics(turned, 3)
    assert first.labels == second.labels
    assert np.allclose(first.phi, second.phi, atol=1e-3)
    assert np.allclose(first.shares, second.shares[::-1], atol=1e-2)


def test_the_model_finds_its_own_paragraphs_again(corpus):
    """As if they were new: the same shares, and no term that it has not seen."""
    model = fit_topics(count_terms(corpus, unit="multiword"), 6)
    again = model.basis.transform(model.basis.count(corpus))
    assert np.allclose(model.shares, again.shares, atol=5e-3)
    assert again.unseen == 0
    assert again.labels == model.labels
    assert again.reconstruction == pytest.approx(model.reconstruction, abs=1e-4)


def test_new_paragraphs_get_the_topics_they_speak_of():
    """Of a vocabulary that is only in part the model's, in another order; counts by hand."""
    model = fit_topics(planted()[0], 3)
    topic = int(model.topics.loc[model.topics["term"] == "g1w03", "topic"].iloc[0])
    rows = np.array([[2, 0, 1], [0, 3, 0]])
    new = model.basis.transform(counted(rows, ("g1w03", "unheard", "g1w01")))
    assert new.shares[0].argmax() == topic - 1
    assert new.shares[1].tolist() == [0, 0, 0]
    assert new.unseen == 3 / 6
    assert new.prevalence["share"].sum() == pytest.approx(0.5)


def test_a_model_warns_of_documents_it_hardly_knows_and_refuses_foreign_ones():
    """With the share of terms that it never saw."""
    model = fit_topics(planted()[0], 3)
    with pytest.warns(UnreportsWarning, match="75% of the terms"):
        model.basis.transform(counted(np.array([[1, 3]]), ("g1w03", "unheard")))
    with pytest.raises(AnalysisError, match="none of the 36 terms of the model occurs"):
        model.basis.transform(counted(np.array([[1, 3]]), ("autre", "inconnu")))


def test_prevalence_lies_within_its_interval():
    """A mean of 400 coin tosses: 0.5 with 1.96 standard errors of 0.025 either side."""
    shares = np.repeat([[1.0, 0.0], [0.0, 1.0]], 200, axis=0)
    table = prevalence_table(shares)
    assert table["share"].tolist() == [0.5, 0.5]
    assert table["low"].to_numpy() == pytest.approx(0.451, abs=0.006)
    assert table["high"].to_numpy() == pytest.approx(0.549, abs=0.006)


def test_paragraphs_that_are_all_the_same_are_one_topic():
    """Asked for more, the model says how many there are."""
    counts = counted(np.tile([1, 2, 1, 0], (30, 1)))
    bounds = attainable(counts, 8)
    assert (bounds.k, bounds.max_share) == (1, 1.0)
    with pytest.warns(UnreportsWarning, match="bear 1 topics, not 3"):
        assert fit_topics(counts, 3, max_share=1.0).k == 1


def test_one_paragraph_is_one_topic():
    """The nearest sensible result, and a valid one."""
    counts = counted(np.array([[1, 2, 1, 4]]))
    k, min_paragraphs, max_share = attainable(counts, 8)
    model = fit_topics(counts, k, min_paragraphs=min_paragraphs, max_share=max_share)
    assert (model.k, model.reconstruction) == (1, pytest.approx(1))
    assert model.prevalence[["share", "low", "high"]].values.tolist() == [[1, 1, 1]]


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 9).flatmap(
        lambda m: st.lists(st.lists(st.integers(0, 3), min_size=m, max_size=m), min_size=1)
    ),
    st.integers(1, 12),
)
@pytest.mark.filterwarnings("ignore::unreports.errors.UnreportsWarning")
def test_what_is_attainable_can_be_fitted(rows, k):
    """Whatever the counts, so long as there is one: finite numbers, and never more than asked."""
    matrix = np.array(rows)
    assume(matrix.any())
    counts = counted(matrix)
    bounds = attainable(counts, k)
    model = fit_topics(
        counts, bounds.k, min_paragraphs=bounds.min_paragraphs, max_share=bounds.max_share
    )
    assert 1 <= model.k <= bounds.k <= k
    assert len(model.labels) == len(set(model.labels.values())) == model.k
    for table in (model.topics, model.paragraphs, model.prevalence):
        assert np.isfinite(table.select_dtypes("number").to_numpy(dtype=float)).all()
    assert 0 <= model.reconstruction <= 1 + 1e-9
