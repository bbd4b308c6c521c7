"""Figures of topics: they can be read, and what is not above chance is marked without colour."""

from __future__ import annotations

import itertools

import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from tests.figures.test_frequency import assert_legible, texts
from unreports.analysis import topics
from unreports.analysis.frequency import TermCounts, count_terms
from unreports.analysis.topics import TopicModel, fit_topics
from unreports.corpus import Corpus
from unreports.figures import style
from unreports.figures import topics as draw
from unreports.figures.topics import marks

MARK = f"({marks.BELOW})"


@pytest.fixture(scope="module")
def counts(corpus: Corpus) -> TermCounts:
    return count_terms(corpus)


@pytest.fixture(scope="module", params=[1, 3, 14])
def model(counts: TermCounts, request: pytest.FixtureRequest) -> TopicModel:
    return fit_topics(counts, request.param)


def marked(figure: Figure) -> int:
    """How often a name says that its topic is not above chance."""
    return sum(MARK in text.get_text() for text in texts(figure))


def upright_apart(figure: Figure) -> None:
    """No name of a column lies upon another."""
    shown = [t.get_window_extent() for t in texts(figure) if t.get_rotation() == 90]
    for a, b in itertools.combinations(shown, 2):
        assert min(a.x1, b.x1) - max(a.x0, b.x0) < 1.5 or min(a.y1, b.y1) - max(a.y0, b.y0) < 1.5


@pytest.mark.parametrize("by", ["weight", "distinctiveness"])
def test_terms(model: TopicModel, by: str) -> None:
    """A panel a topic; a topic below chance is hollow, grey and named so."""
    figure = draw.topic_terms(model.topics, model.labels, [1], by=by, terms=6)  # type: ignore[arg-type]
    assert len(figure.axes) == model.k
    assert marked(figure) == 1
    points = figure.axes[0].lines[0]
    assert points.get_markerfacecolor() == "white"
    assert to_hex(points.get_color()) == style.MUTED
    first = model.topics[model.topics["topic"] == 1].nlargest(6, by)[by]
    assert points.get_xdata() == pytest.approx(first.tolist())


def test_documents(model: TopicModel) -> None:
    """A panel a document, a point a topic with its interval."""
    shares = topics.topics_by_document(model)
    figure = draw.topics_by_document(shares, model.labels, [1], source="x")
    assert_legible(figure)
    assert len(figure.axes) == shares["symbol"].nunique()
    assert marked(figure) == 1
    drawn = [float(line.get_xdata()[0]) for axes in figure.axes for line in axes.lines]
    assert drawn == pytest.approx(shares["share"].tolist())
    assert figure.axes[0].lines[0].get_markerfacecolor() == "white"


def test_documents_are_twelve_at_most(model: TopicModel) -> None:
    """Of more, the longest are drawn, and the others counted."""
    own = topics.topics_by_document(model).iloc[: model.k]
    many = pd.concat([own.assign(symbol=f"A/{n}", paragraphs=n) for n in range(1, 16)])
    figure = draw.topics_by_document(many, model.labels)
    assert len(figure.axes) == 12
    assert any("3 more are not drawn" in t.get_text().replace("\n", " ") for t in texts(figure))


def test_sections_along_and_map(corpus: Corpus, model: TopicModel) -> None:
    """Heatmap, strips and map name each topic once, and mark the one below chance."""
    sections = topics.topics_by_section(model, corpus.sections)
    figure = draw.topics_by_section(sections, model.labels, [1])
    assert marked(figure) == 1
    upright_apart(figure)
    along = topics.topics_along(model)
    figure = draw.topics_along(along, model.labels, [1])
    assert_legible(figure)
    assert marked(figure) == along["symbol"].nunique()
    laid = topics.map_topics(model)
    figure = draw.topic_map(laid.positions, laid.shown, model.labels, [1])
    assert marked(figure) == 1
    circles = figure.axes[0].collections
    assert len(circles) == model.k
    assert circles[0].get_facecolor().size == 0  # hollow


def test_months(model: TopicModel) -> None:
    """Bars count the events; years alone are left out."""
    months = pd.DataFrame(
        [(m, t, 2 / model.k, 2) for m in ("2019", "2019-03", "2019-05") for t in model.labels],
        columns=["month", "topic", "weight", "count"],
    )
    figure = draw.topics_by_month(months, model.labels, view=("2019-03", "2019-06"))
    assert_legible(figure)
    assert [bar.get_height() for bar in figure.axes[0].patches] == [2, 0, 2, 0]


def test_settings(counts: TermCounts) -> None:
    """Every cell has its number, what is lost says so."""
    model = fit_topics(counts, 4)
    table = topics.under_other_settings(counts, model, {})
    figure = draw.topic_settings(table, model.labels, [2])
    assert_legible(figure)
    assert marked(figure) == 1
    lost = sum(text.get_text().endswith("\nlost") for text in figure.axes[0].texts)
    assert lost == int((~table["found"]).sum())
    assert len(figure.axes[0].texts) == len(table)


@pytest.mark.parametrize("numbers", [[1], [3, 4, 5]])
def test_scan(numbers: list[int]) -> None:
    """Three panels with the band of shuffled text; below chance is hollow."""
    rows = [(k, 0.8, 0.6, 0.2, k != 3) for k in numbers]
    table = pd.DataFrame(
        rows, columns=["k", "stability_seed", "stability_deletion", "npmi", "above_chance"]
    )
    for name in ("seed_null", "deletion_null", "null"):
        table[f"{name}_low"], table[f"{name}_high"] = 0.05, 0.1
    figure = draw.topic_scan(table, numbers[-1], title="so many")
    assert_legible(figure)
    for axes in figure.axes[:3]:
        filled, hollow = axes.lines[-2:]
        assert filled.get_xdata().tolist() == [k for k in numbers if k != 3]
        assert hollow.get_xdata().tolist() == [k for k in numbers if k == 3]
        assert hollow.get_markerfacecolor() == "white"
