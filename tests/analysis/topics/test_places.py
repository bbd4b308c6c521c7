"""Where topics are, on small models whose shares are known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from unreports.analysis.frequency import count_terms
from unreports.analysis.timeline import events
from unreports.analysis.topics import (
    fit_topics,
    main_topics,
    topics_along,
    topics_by_month,
    topics_by_organisation,
    topics_by_section,
    with_main_topic,
)
from unreports.analysis.topics.tables import paragraph_table, prevalence_table

from .made import counted, planted

SHARES = np.array([[1.0, 0.0], [0.5, 0.5], [0.0, 1.0], [0.0, 0.0]])


@pytest.fixture(scope="module")
def model():
    """Two topics in four paragraphs; the last has neither."""
    fitted = fit_topics(planted()[0], 2)
    paragraphs = counted(np.ones((4, 1), dtype=int)).paragraphs
    return replace(
        fitted,
        paragraphs=paragraph_table(paragraphs, SHARES, SHARES),
        prevalence=prevalence_table(SHARES),
    )


def references(*numbers: int) -> pd.DataFrame:
    return pd.DataFrame({"symbol": "A/1/1", "reference": [f"A/1/1, par. {n}" for n in numbers]})


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


def test_topics_by_organisation(model):
    """A paragraph counts once for each it mentions; those outside the model do not count."""
    mentions = references(1, 1, 2, 3, 9).assign(organisation=["AU", "AU", "AU", "EU", "AU"])
    table = topics_by_organisation(model, mentions, min_paragraphs=1)
    assert table.values.tolist() == [
        ["AU", 2, 1, 0.75, 2.0],
        ["AU", 2, 2, 0.25, 0.25 / 0.375],
        ["EU", 1, 1, 0.0, 0.0],
        ["EU", 1, 2, 1.0, 1 / 0.375],
    ]
    assert set(topics_by_organisation(model, mentions, min_paragraphs=2)["organisation"]) == {"AU"}
    assert topics_by_organisation(model, mentions.iloc[:0]).empty


def test_topics_along_a_document(model):
    """The mean of each paragraph and its neighbours, fewer at the ends."""
    table = topics_along(model, window=3)
    first = table[table["topic"] == 1]
    assert first["place"].tolist() == [1, 2, 3, 4]
    assert first["share"].tolist() == [1, 0.5, 0, 0]
    assert first["mean"].tolist() == pytest.approx([0.75, 0.5, 0.5 / 3, 0])


def test_topics_by_month(model):
    """An event weighs as its paragraph's topics do, in each month that it touches."""
    table = references(1, 2, 2, 3, 9).assign(
        begin=["2019-03-05", "2019-03-01", "2019-04-02", "2019-01-01", "2019-03-01"],
        finish=["2019-03-05", "2019-04-30", "2019-04-02", "2019-12-31", "2019-03-01"],
        precision=["day", "range", "day", "year", "day"],
        role="event",
    )
    assert topics_by_month(model, table).values.tolist() == [
        ["2019", 1, 0.0, 1], ["2019", 2, 1.0, 1],
        ["2019-03", 1, 1.5, 2], ["2019-03", 2, 0.5, 2],
        ["2019-04", 1, 1.0, 2], ["2019-04", 2, 1.0, 2],
    ]  # fmt: skip
    none = topics_by_month(model, table.iloc[:0])
    assert none.columns.tolist() == ["month", "topic", "weight", "count"]
    assert none.empty


def test_the_months_of_the_shipped_corpus_keep_every_event(corpus):
    """Each month's weights sum to its events, but for paragraphs with no term of the model."""
    fitted = fit_topics(count_terms(corpus), 6)
    table = topics_by_month(fitted, events(corpus))
    sums = table.groupby("month").agg(weight=("weight", "sum"), count=("count", "first"))
    assert (sums["weight"] <= sums["count"] + 1e-9).all()
    assert sums["weight"].sum() > 0.95 * sums["count"].sum()


def test_the_main_topic(model):
    """The lower number of equal ones; 0 for none, and for what is not in the model."""
    table = main_topics(model)
    assert table["main_topic"].tolist() == [1, 1, 2, 0]
    assert table["main_share"].tolist() == [1, 0.5, 1, 0]
    rows = references(3, 9, 1).set_index(pd.Index([7, 8, 9]))
    joined = with_main_topic(model, rows)
    assert joined["main_topic"].tolist() == [2, 0, 1]
    assert joined["main_share"].tolist() == [1, 0, 1]
    assert joined.index.tolist() == [7, 8, 9]
