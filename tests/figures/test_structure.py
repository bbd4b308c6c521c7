"""Figures of structure and topics draw what their tables say."""

from __future__ import annotations

import pytest

from unreports.analysis import structure
from unreports.analysis.frequency import count_terms
from unreports.analysis.topics import fit_topics
from unreports.analysis.topics import topics_by_section as shares_by_section
from unreports.figures.structure import paragraph_bars, section_bars
from unreports.figures.topics import topic_terms, topics_by_section


def test_section_bars_are_as_long_as_the_sections(corpus):
    """One bar a section, its width the number of words."""
    lengths = structure.section_lengths(corpus)
    figure = section_bars(lengths, source="here")
    widths = [bar.get_width() for axes in figure.axes for bar in axes.patches]
    assert widths == lengths["words"].tolist()
    assert "here" in [text.get_text() for text in figure.texts]


def test_paragraph_bars_are_one_a_paragraph(corpus):
    """Both panels on one scale."""
    figure = paragraph_bars(structure.paragraph_lengths(corpus))
    assert [len(axes.patches) for axes in figure.axes] == [108, 37]
    assert len({axes.get_ylim() for axes in figure.axes}) == 1


@pytest.mark.parametrize("k", [1, 2, 9])
def test_every_topic_has_its_panel_on_one_scale(corpus, k):
    """And no weight lies outside it."""
    model = fit_topics(count_terms(corpus), k)
    figure = topic_terms(model.topics, model.labels)
    assert len(figure.axes) == k
    (limits,) = {axes.get_xlim() for axes in figure.axes}
    assert limits[1] >= model.topics["weight"].max()


def test_the_heatmap_has_a_row_for_every_section_with_paragraphs(corpus):
    """And writes out the shares of 5 per cent and more."""
    model = fit_topics(count_terms(corpus), 4)
    shares = shares_by_section(model, corpus.sections)
    axes = topics_by_section(shares, model.labels).axes[0]
    grid = axes.images[0].get_array()
    assert grid.shape == (len(shares) // 4, 4)
    numbers = [t for t in axes.texts if t.get_text().isdigit()]
    assert len(numbers) == (shares["share"] >= 0.05).sum()
