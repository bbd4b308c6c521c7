"""Classes are those that were planted; little text and bad input have an answer."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import sparse
from sklearn.metrics import adjusted_rand_score

from unreports.analysis import reinert
from unreports.analysis.reinert import Classification, Segments
from unreports.corpus import Corpus
from unreports.errors import AnalysisError

_PER_CLASS = 60


def made(matrix: np.ndarray, order: np.ndarray | None = None) -> Segments:
    """Segments of one section each, so that none are joined."""
    rows = np.arange(len(matrix)) if order is None else order
    table = pd.DataFrame(
        {
            "symbol": "A/1",
            "paragraph": pd.array(rows + 1, dtype="Int64"),
            "segment": 1,
            "reference": [f"A/1, par. {row + 1}" for row in rows],
            "section": [str(row) for row in rows],
            "text": [f"text {row}" for row in rows],
            "words": 40,
        }
    )
    sections = pd.DataFrame({name: [] for name in ("symbol", "section", "title")})
    terms = tuple(f"term {i:03}" for i in range(matrix.shape[1]))
    return Segments(table, sparse.csr_matrix(matrix.astype(float)), terms, sections)


def planted(classes: int, seed: int = 0) -> tuple[Segments, np.ndarray]:
    """Segments with 8 of 30 words of their class, and 4 of 60 that all share."""
    random = np.random.default_rng(seed)
    truth = np.repeat(np.arange(classes), _PER_CLASS)
    matrix = np.zeros((len(truth), 30 * classes + 60))
    for row, label in enumerate(truth):
        matrix[row, 30 * label + random.choice(30, 8, replace=False)] = 1
        matrix[row, 30 * classes + random.choice(60, 4, replace=False)] = 1
    return made(matrix), truth


def labels(found: Classification) -> np.ndarray:
    return found.segments["class"].to_numpy()


@pytest.mark.parametrize("classes", [2, 3, 5, 8])
@pytest.mark.parametrize("double", [False, True])
def test_planted_classes_are_found(classes: int, double: bool) -> None:
    segments, truth = planted(classes)
    method = reinert.classify_double if double else reinert.classify
    found = method(segments, k=classes)
    assert found.k == classes
    assert found.reason == ""
    assert adjusted_rand_score(truth, labels(found)) >= 0.9
    own = found.terms[found.terms["rank"] == 1]
    assert len({int(term.split()[1]) // 30 for term in own["term"]}) == classes


def test_the_order_of_segments_changes_nothing() -> None:
    segments, _ = planted(4)
    order = np.random.default_rng(3).permutation(len(segments.table))
    again = reinert.classify(made(segments.matrix.toarray()[order], order), k=4)
    once = labels(reinert.classify(segments, k=4))
    assert adjusted_rand_score(once[order], labels(again)) == 1


def test_tables_agree_with_each_other(corpus: Corpus) -> None:
    segments = reinert.segment(corpus)
    for found in (reinert.classify(segments), reinert.classify_double(segments)):
        sizes = found.segments["class"].value_counts()
        assert found.classes["segments"].tolist() == [sizes[k] for k in found.classes["class"]]
        assert found.classes["share"].sum() == pytest.approx(1)
        assert found.unclassified == len(found.segments) - found.classes["segments"].sum()
        chosen = found.levels[found.levels["chosen"]]
        assert chosen["k"].tolist() == [found.k]
        assert chosen["segments"].tolist() == [found.classes["segments"].sum()]
        assert (found.classes["segments"] >= found.min_members).all()
        assert len(found.paragraphs) == len(corpus.body)
        for table in (found.classes, found.terms, found.segments, found.variables, found.tree):
            told = table.drop(columns=["paragraph", "section"], errors="ignore")
            assert not told.isna().to_numpy().any()
        by_document = found.variables[found.variables["variable"] == "document"]
        assert by_document.groupby("class")["segments"].sum().tolist() == (
            found.classes["segments"].tolist()
        )


def test_tree_is_one(corpus: Corpus) -> None:
    """Every class is a leaf, a node has the segments of its parts, heights fall from the root."""
    found = reinert.classify(reinert.segment(corpus), k=6)
    tree = found.tree.set_index("node")
    leaves = tree[tree["class"] > 0]
    assert leaves["class"].tolist() == [1, 2, 3, 4, 5, 6]
    assert leaves["segments"].tolist() == found.classes["segments"].tolist()
    for node, row in tree[tree["class"] == 0].iterrows():
        parts = tree[tree["parent"] == node]
        assert parts["segments"].sum() == row["segments"]
        assert (parts["height"] < row["height"]).all()
    assert tree["height"].iloc[0] == pytest.approx(tree["chi2"].sum())


def test_typical_segments_have_the_typical_terms() -> None:
    segments, truth = planted(3)
    found = reinert.classify(segments, k=3)
    best = found.typical_segments(1, n=2)
    assert (best["class"] == 1).all()
    assert best["score"].iloc[0] == found.segments.loc[labels(found) == 1, "score"].max()
    row = best.index[0]
    weight = found.terms[found.terms["class"] == 1].set_index("term")["chi2"].clip(lower=0)
    held = [segments.terms[i] for i in segments.matrix[row].indices]
    assert best["score"].iloc[0] == pytest.approx(weight[held].sum())
    assert len(set(truth[best.index])) == 1


def test_fewer_classes_than_asked_for_is_said() -> None:
    segments, _ = planted(2)
    found = reinert.classify(segments, k=9, min_members=50)
    assert found.k == 2
    assert found.reason == ("2 classes: no division gives more that have at least 50 segments each")


@pytest.mark.parametrize("method", [reinert.classify, reinert.classify_double])
def test_one_class_is_a_result(method: type) -> None:
    """A segment alone, and a few that cannot be divided."""
    for matrix in (np.ones((1, 4)), np.eye(3), np.eye(2, 5)):
        found = method(made(matrix))
        assert found.k == 1
        assert found.reason.startswith("one class: ")
        assert labels(found).tolist() == [1] * len(matrix)
        assert (found.terms["chi2"] == 0).all()
        assert found.tree.empty
    assert method(planted(2)[0], k=1).reason == ""


@pytest.mark.parametrize("method", [reinert.classify, reinert.classify_double])
def test_bad_input(method: type) -> None:
    with pytest.raises(AnalysisError, match="all 6 segments hold the same terms"):
        method(made(np.ones((6, 4))))
    with pytest.raises(AnalysisError, match="none of the 4 segments holds a term"):
        method(made(np.zeros((4, 2))))
    with pytest.raises(AnalysisError, match="at least 1 class, not 0"):
        method(planted(2)[0], k=0)


def test_small_parts_are_in_no_class() -> None:
    """Three segments of words of their own are shed, and the rest is still told apart."""
    segments, truth = planted(2)
    matrix = np.zeros((len(truth) + 3, segments.matrix.shape[1] + 5))
    matrix[:-3, :-5] = segments.matrix.toarray()
    matrix[-3:, -5:] = 1
    found = reinert.classify(made(matrix), k=2)
    assert found.unclassified == 3
    assert labels(found)[-3:].tolist() == [0, 0, 0]
    assert adjusted_rand_score(truth, labels(found)[:-3]) >= 0.9
