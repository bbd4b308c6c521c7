"""Agreement with headings and themes: scikit-learn's values, chance, and paragraphs without."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score

from unreports.analysis.frequency import count_terms
from unreports.analysis.topics.agreement import (
    agreement_table,
    headings,
    leading_themes,
    leading_topics,
)
from unreports.analysis.topics.model import fit_topics

from .made import planted


def values(one: list[int], other: list[str]) -> tuple[float, float]:
    table = agreement_table(np.array(one), {"x": other})
    return tuple(table["value"])


@pytest.mark.parametrize("seed", range(8))
def test_values_are_those_of_scikit_learn(seed):
    """With any number of groups on either side, one included."""
    rng = np.random.default_rng(seed)
    one = rng.integers(1, 2 + seed, 40)
    other = rng.integers(0, 1 + seed % 4, 40).astype(str)
    assert values(one, other.tolist()) == pytest.approx(
        (adjusted_rand_score(one, other), normalized_mutual_info_score(one, other))
    )


def test_the_adjusted_rand_index_of_a_worked_example():
    """Hubert and Arabie (1985): groups (3, 3) against (2, 2, 2) crossed as 2 1 0 and 0 1 2.

    2 of 15 pairs are together in both, 6 and 3 in either: (2 - 1.2) / (4.5 - 1.2).
    """
    got, _ = values([1, 1, 1, 2, 2, 2], list("aabbcc"))
    assert got == pytest.approx(0.8 / 3.3)


def test_planted_topics_agree_with_their_sections_and_chance_does_not():
    """The interval is above chance; labels dealt out at random are within it."""
    counts, truth = planted()
    topics = leading_topics(fit_topics(counts, 3))
    dealt = np.random.default_rng(1).permutation(truth).astype(str)
    table = agreement_table(topics, {"sections": [str(t) for t in truth], "dealt": dealt.tolist()})
    assert set(table["measure"]) == {"ARI", "NMI"}
    assert (table["low"] <= table["value"] + 1e-12).all()
    assert (table["value"] <= table["high"] + 1e-12).all()
    own, random = (rows for _, rows in table.groupby("labels", sort=False))
    assert (own["value"] >= 0.9).all()
    assert (own["low"] > own["chance_high"]).all()
    assert (random["low"] < random["chance_high"]).all()


def test_only_paragraphs_with_topic_and_label_are_compared():
    """0 is no topic, an empty text no label; with nothing left there is no agreement."""
    table = agreement_table(np.array([0, 1, 2, 1]), {"x": ["a", "b", "", "b"], "none": [""] * 4})
    assert table["paragraphs"].tolist() == [2, 2, 0, 0]
    assert table[table["labels"] == "none"]["value"].tolist() == [0.0, 0.0]
    assert not table.isna().any().any()


def test_the_reports_have_headings_and_themes(corpus):
    """A label for each paragraph of the body; the levels of the outline differ."""
    counts = count_terms(corpus)
    finest = headings(counts.paragraphs, counts.sections)
    first = headings(counts.paragraphs, counts.sections, level=1)
    assert len(set(first)) < len(set(finest))
    assert len(finest) == len(counts.paragraphs) == len(leading_themes(counts.paragraphs))
    assert "health_covid" in leading_themes(counts.paragraphs)
