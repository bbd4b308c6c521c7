"""The map of topics and the relevance of terms, against R and the literature's formulas."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from unreports.analysis.topics import fit_topics, map_topics, relevance
from unreports.analysis.topics.map import js_distances

from .made import planted

PHI = np.array(
    [
        [0.40, 0.25, 0.20, 0.10, 0.05],
        [0.05, 0.30, 0.12, 0.38, 0.15],
        [0.22, 0.08, 0.33, 0.03, 0.34],
        [0.20, 0.20, 0.20, 0.20, 0.20],
    ]
)
# R 4.2: Jensen-Shannon by its formula, then cmdscale(D, k = 2, eig = TRUE).
DISTANCES = [0.4498699209, 0.4068216647, 0.2711710703, 0.5312467717, 0.2690381455, 0.3084236645]
POINTS = [
    [-0.06001030258, 0.22554074605],
    [0.27943214025, -0.06946194997],
    [-0.24766698385, -0.13538055818],
    [0.02824514618, -0.02069823790],
]
SHOWN = 0.9797232428


def model_of(phi: np.ndarray):
    """A model with these topics; its paragraphs stay those of another."""
    model = fit_topics(planted(len(phi))[0], len(phi))
    terms = tuple(f"t{i}" for i in range(phi.shape[1]))
    basis = replace(model.basis, h=phi, terms=terms)
    share = np.full(len(phi), 1 / len(phi))
    return replace(model, basis=basis, prevalence=model.prevalence.assign(share=share))


def test_distances_are_those_of_r():
    """And symmetric, 0 to itself."""
    got = js_distances(PHI)
    assert np.allclose(got[np.triu_indices(4, 1)], DISTANCES)
    assert np.array_equal(got, got.T)
    assert not got.diagonal().any()


def test_the_map_is_classical_scaling():
    """The points and the share of the squared distances that R finds, but for the axes' sides."""
    found = map_topics(model_of(PHI))
    got = found.positions[["x", "y"]].to_numpy()
    assert np.allclose(np.abs(got), np.abs(POINTS))
    assert found.shown == pytest.approx(SHOWN)
    for column in got.T:
        assert column[np.abs(column).argmax()] > 0


def test_one_topic_is_at_the_origin():
    """And nothing is hidden."""
    found = map_topics(model_of(PHI[:1]))
    assert found.positions[["x", "y"]].values.tolist() == [[0, 0]]
    assert found.shown == 1


def test_two_topics_are_on_a_line():
    """As far from one another as their distance."""
    found = map_topics(model_of(PHI[:2]))
    (x1, y1), (x2, y2) = found.positions[["x", "y"]].to_numpy()
    assert abs(x1 - x2) == pytest.approx(DISTANCES[0])
    assert (abs(y1), abs(y2)) == (pytest.approx(0), pytest.approx(0))
    assert found.shown == pytest.approx(1)


def test_relevance_by_hand():
    """phi 0.2 in the first of two topics and none in the other: p = 0.1, lift 2."""
    model = model_of(np.array([[0.2, 0.8, 0.0], [0.0, 0.4, 0.6]]))
    table = relevance(model, lambdas=(0.6,)).set_index(["topic", "term"])
    row = table.loc[(1, "t0")]
    assert (row["weight"], row["overall"]) == (0.2, pytest.approx(0.1))
    assert row["relevance"] == pytest.approx(-0.6884, abs=5e-5)
    assert row["rank"] == 2
    # 0.6 ln 0.8 + 0.4 ln (0.8 / 0.6)
    assert table.loc[(1, "t1"), "relevance"] == pytest.approx(-0.0188, abs=5e-5)
    assert (1, "t2") not in table.index


def test_relevance_goes_from_lift_to_frequency():
    """At 1 the order is that of the weights, at 0 that of weight by share."""
    model = model_of(PHI)
    table = relevance(model)
    by_weight = table[(table["topic"] == 1) & (table["lambda"] == 1)]
    assert by_weight["term"].tolist() == ["t0", "t1", "t2", "t3", "t4"]
    by_lift = table[(table["topic"] == 1) & (table["lambda"] == 0)]
    lift = PHI[0] / PHI.mean(axis=0)
    assert by_lift["term"].tolist() == [f"t{i}" for i in np.argsort(-lift)]
