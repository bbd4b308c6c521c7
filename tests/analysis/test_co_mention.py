"""Clusters of terms by sections: against scipy, scikit-learn and sets, and planted ones found."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse
from scipy.spatial.distance import pdist, squareform

from tests.conftest import REPORT
from unreports.analysis.clustering import (
    best_number,
    chord,
    cut,
    jaccard,
    silhouette,
    ward,
)
from unreports.analysis.co_mention import CoMention, co_mention, count_themes
from unreports.analysis.contingency import Contingency, cross
from unreports.analysis.frequency import count_terms
from unreports.corpus import Corpus, load_corpus
from unreports.errors import AnalysisError

CLUSTERINGS = st.lists(st.integers(0, 3), min_size=4, max_size=12)


def made(blocks: int, terms: int, paragraphs: int, *, noise: float = 0.0) -> Contingency:
    """A part for each block; its paragraphs hold the terms of the block, and others by chance."""
    rng = np.random.default_rng(5)
    part_of = np.repeat(np.arange(blocks), paragraphs)
    block_of = np.repeat(np.arange(blocks), terms)
    own = part_of[:, None] == block_of[None]
    matrix = np.where(own, rng.random(own.shape) < 0.8, rng.random(own.shape) < noise).astype(int)
    matrix[np.arange(blocks) * paragraphs] |= own[np.arange(blocks) * paragraphs]
    rows = len(part_of)
    return Contingency(
        matrix=sparse.csr_matrix(matrix),
        terms=tuple(f"t{block}{number}" for block in range(blocks) for number in range(terms)),
        parts=tuple(f"part {block}" for block in range(blocks)),
        part_of=part_of,
        paragraphs=pd.DataFrame(
            {"symbol": "A/1/1", "reference": [f"A/1/1, par. {i + 1}" for i in range(rows)]}
        ),
        words=np.full(rows, 10),
        left_out=(),
    )  # fmt: skip


@pytest.fixture(scope="module")
def found(corpus: Corpus) -> CoMention:
    return co_mention(cross(count_terms(corpus)), terms=25, n_resamples=40)


def test_planted_clusters_are_found_and_stable() -> None:
    """Three blocks of four terms, each in the paragraphs of one part."""
    result = co_mention(made(3, 4, 12, noise=0.03), n_resamples=60)
    assert [set(terms.split(", ")) for terms in sorted(result.clusters["terms"])] == [
        {f"t{block}{number}" for number in range(4)} for block in range(3)
    ]
    assert (result.clusters["stability"] > 0.9).all()
    assert (result.clusters["verdict"] == "stable").all()


def test_clusters_of_chance_are_not_stable() -> None:
    """Every term in every part with one probability."""
    crossed = made(3, 4, 12, noise=0.8)
    result = co_mention(crossed, clusters=3, n_resamples=60)
    assert (result.clusters["stability"] < 0.75).all()
    assert (result.clusters["verdict"] != "stable").all()


def test_chord_distance_by_scipy() -> None:
    """The Euclidean distance of rows of length 1."""
    profiles = np.random.default_rng(1).random((9, 5))
    unit = profiles / np.sqrt((profiles**2).sum(axis=1))[:, None]
    assert chord(profiles) == pytest.approx(squareform(pdist(unit)), abs=1e-9)


def test_silhouette_by_scikit_learn() -> None:
    """Clusters of one included."""
    from sklearn.metrics import silhouette_score

    distances = chord(np.random.default_rng(2).random((12, 4)))
    for labels in ([0] * 6 + [1] * 6, [0, 1, 2] * 4, [0] * 10 + [1, 2], [*range(11), 0]):
        expected = silhouette_score(distances, labels, metric="precomputed")
        assert silhouette(distances, np.array(labels)) == pytest.approx(expected)


@settings(max_examples=60, deadline=None)
@given(CLUSTERINGS, st.data())
def test_jaccard_by_sets(one: list[int], data: st.DataObject) -> None:
    """Against the definition, a cluster without members scoring 0."""
    other = data.draw(st.lists(st.integers(0, 3), min_size=len(one), max_size=len(one)))
    got = jaccard(np.array(one), np.array(other), 4)
    groups = [{i for i, label in enumerate(other) if label == own} for own in set(other)]
    for cluster in range(4):
        members = {i for i, label in enumerate(one) if label == cluster}
        expected = max(len(members & group) / len(members | group) for group in groups)
        assert got[cluster] == pytest.approx(expected)


def test_a_cut_undoes_the_last_merges() -> None:
    """As many clusters as asked for, each a branch of the tree, for distances with ties too."""
    profiles = np.array([[1, 0, 0]] * 3 + [[0, 1, 0]] * 2 + [[0, 0, 1], [0, 1, 1]], dtype=float)
    tree = ward(chord(profiles))
    branches = [frozenset([i]) for i in range(len(profiles))]
    for merge in tree:
        branches.append(branches[int(merge[0])] | branches[int(merge[1])])
    for clusters in range(1, len(profiles) + 1):
        labels = cut(tree, clusters)
        assert sorted(set(labels.tolist())) == list(range(clusters))
        got = {frozenset(np.flatnonzero(labels == label).tolist()) for label in range(clusters)}
        assert got <= set(branches)
        assert len(got) == clusters


def test_the_number_of_clusters_has_the_highest_silhouette() -> None:
    """Four pairs far apart."""
    profiles = np.repeat(np.eye(4), 2, axis=0) + 0.01 * np.random.default_rng(0).random((8, 4))
    distances = chord(profiles)
    assert best_number(ward(distances), distances) == 4


def test_cells_by_hand(found: CoMention, corpus: Corpus) -> None:
    """Shares of the section's paragraphs, each leading to them."""
    cells = found.cells.set_index(["term", "part"])
    row = cells.loc[("union africaine", "Union africaine")]
    body = corpus.body
    inside = body[(body["symbol"] == "A/75/345") & (body["section"] == "2.1")]
    counts = count_terms(corpus)
    held = counts.matrix[inside.index][:, [counts.terms.index("union africaine")]].toarray() > 0
    assert row["paragraphs"] == held.sum()
    assert row["share"] == pytest.approx(held.sum() / len(inside))
    assert row["references"].startswith("A/75/345, par. ")
    assert len(found.cells) == 25 * found.cells["part"].nunique()
    assert list(dict.fromkeys(found.cells["cluster"])) == found.clusters["cluster"].tolist()


def test_pairs_by_brute_force(found: CoMention, corpus: Corpus) -> None:
    """The paragraphs that hold both."""
    counts = count_terms(corpus)
    crossed = cross(counts)
    presence = crossed.matrix.toarray() > 0
    for row in found.pairs.head(20).to_dict("records"):
        one, other = (presence[:, crossed.terms.index(row[name])] for name in ("term", "other"))
        assert row["paragraphs"] == (one & other).sum() > 0
    assert found.pairs["similarity"].is_monotonic_decreasing
    assert found.pairs["similarity"].between(0, 1).all()


def test_tables_are_whole_and_repeatable(found: CoMention, corpus: Corpus) -> None:
    """No missing number, sizes add up, the same seed gives the same."""
    assert not found.clusters.isna().any(axis=None)
    assert not found.cells.isna().any(axis=None)
    assert found.clusters["size"].sum() == len(found.terms) == 25
    assert found.clusters[["stability", "recovered", "dissolved"]].stack().between(0, 1).all()
    again = co_mention(cross(count_terms(corpus)), terms=25, n_resamples=40)
    pd.testing.assert_frame_equal(found.clusters, again.clusters)


def test_themes_are_counted_once_a_paragraph(corpus: Corpus) -> None:
    """Paragraph by paragraph, by the lexicon."""
    from unreports.language.themes import themes_of

    counted = count_themes(corpus)
    assert counted.matrix.max() == 1
    for row in (3, 40, 120):
        text = corpus.body["text"][row]
        expected = {theme.theme for theme in themes_of(text, "fr") if theme.score >= 1}
        cells = counted.matrix[[row]].tocoo()
        assert {counted.terms[column] for column in cells.col} == expected
    result = co_mention(cross(counted, min_frequency=3), clusters=4, n_resamples=10)
    assert len(result.clusters) == 4


@pytest.mark.parametrize(
    "settings", [{"clusters": 1}, {"clusters": 12}, {"n_resamples": 0}, {"terms": 2}]
)
def test_what_cannot_be_clustered(settings: dict[str, int]) -> None:
    """The message says what is needed."""
    with pytest.raises(AnalysisError, match="three terms or more"):
        co_mention(made(3, 4, 4), **settings)


def test_a_draw_may_lose_terms_and_parts() -> None:
    """Parts of one paragraph are often not drawn: no number goes missing."""
    result = co_mention(made(5, 2, 1), clusters=3, n_resamples=80)
    assert not result.clusters.isna().any(axis=None)
    assert (result.clusters["dissolved"] > 0).any()


def test_a_corpus_without_themes(folder: Callable[..., Path]) -> None:
    """Nothing to count."""
    text = re.sub(r"(?m)^(\d)\. .*$", r"\1. La table bleue est longue.", REPORT)
    with pytest.raises(AnalysisError, match="no theme"):
        count_themes(load_corpus(folder(**{"A_74_1-fr": text})))


def test_two_parts_have_no_clusters(corpus: Corpus) -> None:
    """A term is in one, the other, or both."""
    with pytest.raises(AnalysisError, match="over 2 parts no cluster"):
        co_mention(cross(count_terms(corpus), by="document"))
