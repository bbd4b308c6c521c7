from __future__ import annotations

import itertools

import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from unreports.analysis.concordance import occurrences
from unreports.analysis.contrast import term_table
from unreports.analysis.frequency import TermCounts, count_terms, tfidf
from unreports.corpus import Corpus
from unreports.figures.frequency import distinctive_terms, term_dispersion, terms_by_section


@pytest.fixture(scope="module")
def counts(corpus: Corpus) -> TermCounts:
    return count_terms(corpus)


def texts(figure: Figure) -> list[Text]:
    """What is written in the figure, once drawn; not the ticks beyond the ends of an axis."""
    figure.draw_without_rendering()
    beyond = {
        id(label)
        for axes in figure.axes
        for axis in (axes.xaxis, axes.yaxis)
        for tick in axis.get_major_ticks()
        for label in (tick.label1, tick.label2)
        if not min(axis.get_view_interval()) <= tick.get_loc() <= max(axis.get_view_interval())
    }
    found = [t for t in figure.findobj(Text) if isinstance(t, Text) and id(t) not in beyond]
    return [t for t in found if t.get_visible() and t.get_text().strip()]


def assert_legible(figure: Figure) -> None:
    """No text runs out of the figure and none lies upon another (slanted labels apart)."""
    shown = [t for t in texts(figure) if t.get_rotation() in (0, 90)]
    boxes = [(t.get_text(), t.get_window_extent()) for t in shown]
    boxes = [(text, box) for text, box in boxes if box.width > 0]
    for text, box in boxes:
        assert box.x0 >= -1, text
        assert box.x1 <= figure.bbox.width + 1, text
    for (one, a), (other, b) in itertools.combinations(boxes, 2):
        wide = min(a.x1, b.x1) - max(a.x0, b.x0)
        high = min(a.y1, b.y1) - max(a.y0, b.y0)
        assert wide < 1.5 or high < 1.5, (one, other)


def test_distinctive_terms_of_two_documents(counts: TermCounts) -> None:
    """A panel a document, each term with its counts, the interval around the point."""
    table = term_table(counts, n_resamples=100)
    figure = distinctive_terms(table, terms=12, source="A/75/345, CEB/2021/1")
    assert_legible(figure)
    written = {t.get_text() for t in texts(figure)}
    row = table[(table["term"] == "confiance") & (table["part"] == "CEB/2021/1")].iloc[0]
    assert f"confiance ({row['frequency']} / {row['paragraphs']})" in written
    assert {"A/75/345", "CEB/2021/1", "A/75/345, CEB/2021/1"} <= written
    points = figure.axes[1].lines[0].get_xdata()
    assert row["log_ratio"] in list(points)


def test_distinctive_terms_of_many_parts(counts: TermCounts) -> None:
    """Long titles wrap, and a part with few terms leaves room."""
    table = term_table(counts, "section", level=1, n_resamples=20)
    assert_legible(distinctive_terms(table, terms=6))


def test_terms_by_section(counts: TermCounts) -> None:
    """A row a section, at most so many columns, long names cut."""
    weights = tfidf(counts)
    sizes = dict.fromkeys(weights["part"], 3)
    figure = terms_by_section(weights, terms=40, paragraphs=sizes, source="x")
    assert_legible(figure)
    axes = figure.axes[0]
    assert len(axes.get_yticklabels()) == weights["part"].nunique()
    columns = [label.get_text() for label in axes.get_xticklabels()]
    assert len(columns) == len(set(columns)) == 40
    assert "CARICOM" in columns
    assert any(label.get_text() == "Union africaine  (3)" for label in axes.get_yticklabels())


def test_term_dispersion(corpus: Corpus) -> None:
    """A stroke for each occurrence, and their number."""
    terms = ["confiance", "union africaine", "lutte contre le terrorisme"]
    positions = occurrences(corpus, terms)
    figure = term_dispersion(positions, terms, source="x")
    assert_legible(figure)
    strokes = [len(row.get_positions()) for row in figure.axes[1].collections]
    expected = positions[positions["symbol"] == "CEB/2021/1"]["term"].value_counts()
    assert strokes == [expected.get(term, 0) for term in terms]


@pytest.mark.parametrize("documents", [0, 1, 3, 5])
def test_term_dispersion_of_any_number_of_documents(corpus: Corpus, documents: int) -> None:
    """None, one, a row of three, a grid."""
    positions = occurrences(corpus.filter(documents="CEB/2021/1"), ["confiance"])
    copies = [positions.assign(symbol=f"A/75/{i}") for i in range(documents)]
    table = pd.concat([positions.head(0), *copies]).astype(positions.dtypes)
    figure = term_dispersion(table, ["confiance"])
    assert_legible(figure)
    assert len(figure.axes) == max(documents, 1)
