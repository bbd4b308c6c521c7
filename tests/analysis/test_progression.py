"""Cumulative counts along the corpus, against the concordance."""

from __future__ import annotations

import pandas as pd
import pytest

from unreports.analysis.concordance import concordance
from unreports.analysis.progression import progression
from unreports.corpus import Corpus
from unreports.errors import AnalysisError
from unreports.tables import count_words


def test_steps_are_the_matches_of_the_concordance(corpus: Corpus) -> None:
    """In their order, counted from 1."""
    terms = ("terrorisme", "confiance", "développement durable")
    steps = progression(corpus, terms).steps
    assert list(dict.fromkeys(steps["term"])) == list(terms)
    for term in terms:
        own = steps[steps["term"] == term]
        assert own["reference"].tolist() == concordance(corpus, term)["reference"].tolist()
        assert own["cumulative"].tolist() == list(range(1, len(own) + 1))
        assert own["position"].is_monotonic_increasing
        assert set(own["total"]) == {len(own)}


def test_positions_run_through_the_corpus(corpus: Corpus) -> None:
    """A match lies between the words before its paragraph and those after it."""
    found = progression(corpus, ["confiance", "paix"])
    words = count_words(corpus.body)
    ends = pd.Series(words.cumsum().to_numpy(), index=corpus.body["reference"])
    starts = ends - words.to_numpy()
    for reference, position in zip(found.steps["reference"], found.steps["position"], strict=True):
        assert starts[reference] <= position < ends[reference]
    second = found.parts.iloc[1]
    in_second = found.steps["symbol"] == second["symbol"]
    assert (found.steps["position"] >= second["start"])[in_second].all()
    assert (found.steps["position"] < second["start"])[~in_second].all()


@pytest.mark.parametrize("by", ["document", "section"])
def test_parts_lie_side_by_side(corpus: Corpus, by: str) -> None:
    """From the first word to the last."""
    parts = progression(corpus, ["paix"], by=by).parts  # type: ignore[arg-type]
    assert parts["start"].tolist() == [0, *parts["end"].tolist()[:-1]]
    assert parts["end"].iloc[-1] == corpus.documents["words"].sum()
    assert (parts["part"].nunique() == 2) == (by == "document")


def test_a_pattern_that_does_not_occur(corpus: Corpus) -> None:
    """Has no step, and is still among the terms."""
    found = progression(corpus, ["licorne"])
    assert (len(found.steps), found.terms) == (0, ("licorne",))
    assert found.steps["cumulative"].dtype == "int64"


def test_no_pattern(corpus: Corpus) -> None:
    """Or one without a word."""
    with pytest.raises(AnalysisError, match="no pattern"):
        progression(corpus, [])
    with pytest.raises(AnalysisError, match="has no word"):
        progression(corpus, ["..."])
