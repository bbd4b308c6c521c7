"""Topics under other settings: Jaccard by paragraphs against worked cases, verdicts as a table."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from unreports.analysis.frequency import TermCounts, count_terms
from unreports.analysis.topics import (
    fit_seeded,
    fit_topics,
    parse_seeds,
    scan,
    topics_by_document,
    trust_of,
    under_other_settings,
    verdicts,
)
from unreports.analysis.topics.survival import CHANCE, FIFTH, SOLID, UNSETTLED, overlaps
from unreports.corpus import Corpus


@pytest.fixture(scope="module")
def counts(corpus: Corpus) -> TermCounts:
    return count_terms(corpus)


def test_overlap_is_the_jaccard_index_of_the_nearest_topic() -> None:
    """Renumbered, split, merged, and led nowhere; paragraphs without a topic are nobody's."""
    one = np.array([1, 1, 1, 1, 2, 2, 0, 0])
    assert overlaps(one, np.array([2, 2, 2, 2, 1, 1, 0, 0]), 3).tolist() == [1, 1, 0]
    assert overlaps(one, np.array([1, 1, 2, 2, 3, 3, 0, 0]), 2).tolist() == [0.5, 1]
    assert overlaps(one, np.array([1, 1, 1, 1, 1, 1, 0, 0]), 2).tolist() == [4 / 6, 2 / 6]
    assert overlaps(one, np.zeros(8, dtype=np.int64), 2).tolist() == [0, 0]


def test_the_same_model_is_found_again_whole(counts: TermCounts) -> None:
    """The same counts under another name give every topic back; the settings are those named."""
    model = fit_topics(counts, 5)
    table = under_other_settings(counts, model, {"the same": counts})
    same = table[table["setting"] == "the same"]
    assert same["overlap"].tolist() == [1.0] * 5
    assert table["setting"].unique().tolist() == [
        "4 topics", "6 topics", "terms in 2 paragraphs or more", "terms in 4 paragraphs or more",
        "the same", FIFTH,
    ]  # fmt: skip
    assert table["found"].tolist() == (table["overlap"] > 0.5).tolist()
    pd.testing.assert_frame_equal(table, under_other_settings(counts, model, {"the same": counts}))


def test_verdicts() -> None:
    """Chance first; then found under all settings but one, or not; untried is not solid."""
    trust = pd.DataFrame(
        {"topic": [1, 2, 3, 4, 5], "above_chance": [True, True, True, False, True]}
    )
    found = {1: [1, 1, 1], 2: [1, 1, 0], 3: [1, 0, 0], 4: [1, 1, 1]}
    rows = [(t, str(i), bool(f)) for t, own in found.items() for i, f in enumerate(own)]
    table = verdicts(trust, pd.DataFrame(rows, columns=["topic", "setting", "found"]))
    assert table["verdict"].tolist() == [SOLID, SOLID, UNSETTLED, CHANCE, UNSETTLED]
    assert table["found"].tolist() == [3, 2, 1, 3, 0]


def test_a_seeded_model_beyond_the_floors_has_its_trust(counts: TermCounts) -> None:
    """A seed word below the floor is measured with the model's own terms."""
    rare = next(
        t for t, n in zip(counts.terms, np.bincount(counts.matrix.indices), strict=False) if n == 1
    )
    seeds = parse_seeds(f"topic,term\nMine,{rare}\n")
    model = fit_seeded(counts, 3, seeds).model
    assert rare in model.basis.terms
    table = trust_of(counts, scan.scan_topics(counts, [3]), model)
    assert table["topic"].tolist() == [1, 2, 3]


def test_topics_by_document_are_means(counts: TermCounts) -> None:
    """Shares of a document sum to one, inside their intervals; paragraphs are counted."""
    model = fit_topics(counts, 4)
    table = topics_by_document(model)
    own = table[table["symbol"] == "CEB/2021/1"]
    rows = model.paragraphs[model.paragraphs["symbol"] == "CEB/2021/1"]
    expected = rows.groupby("topic")["weight"].mean()
    assert own["share"].tolist() == pytest.approx(expected.tolist())
    assert own["paragraphs"].unique().tolist() == [37]
    assert (table["low"] <= table["share"]).all()
    assert (table["share"] <= table["high"]).all()
