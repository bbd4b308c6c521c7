"""Figures of cooperation: what is drawn, what is said to be left out."""

from __future__ import annotations

import pandas as pd
import pytest

from unreports.analysis.cooperation import matrix, network, themes_by_partner
from unreports.figures.cooperation import (
    cooperation_matrix,
    cooperation_network,
    cooperation_themes,
)


def table(partners: int) -> pd.DataFrame:
    """UNDP works with every partner once, with the first twice; UNHCR with the first."""
    rows = [("1", "UNDP", "P0", "law"), ("2", "UNHCR", "P0", "youth")]
    rows += [("3", "UNDP", f"P{number}", "law; youth") for number in range(partners)]
    return pd.DataFrame(rows, columns=["reference", "un", "partner", "themes"])


def drawn(figure) -> list[str]:
    """All text of a figure."""
    figure.draw_without_rendering()
    axes = [text for one in figure.axes for text in one.texts]
    ticks = [t for one in figure.axes for t in (*one.get_xticklabels(), *one.get_yticklabels())]
    return [text.get_text() for text in (*figure.texts, *axes, *ticks)]


def test_matrix_writes_counts_and_says_what_is_left_out():
    """Two of five partners are shown."""
    labels = {"UNDP": "PNUD", "P0": "Premier"}
    figure = cooperation_matrix(matrix(table(5)), labels, columns=2, source="A/1/1")
    texts = drawn(figure)
    assert {"PNUD", "Premier", "UNHCR", "2", "A/1/1"} <= set(texts)
    assert any("0 entities and 3 organisations" in text.replace("\n", " ") for text in texts)
    assert "P4" not in texts


def test_matrix_that_shows_all_says_so():
    """Nothing is left out."""
    texts = drawn(cooperation_matrix(matrix(table(2)), {}))
    assert any("All are shown." in text.replace("\n", " ") for text in texts)


def test_themes_in_the_order_of_the_lexicon():
    """Only those that occur."""
    names = {"youth": "Youth", "elections": "Elections", "law": "Law"}
    figure = cooperation_themes(themes_by_partner(table(2)), {}, names)
    assert [t.get_text() for t in figure.axes[0].get_xticklabels()] == ["Youth", "Law"]


def test_network_names_every_organisation_apart():
    """No two labels overlap, each tie has its number, and the rule is written."""
    ties = network(table(14), min_paragraphs=1)
    figure = cooperation_network(ties.nodes, ties.edges, {}, rule=ties.rule, left_out=ties.left_out)
    texts = drawn(figure)
    assert any(ties.rule in text.replace("\n", " ") for text in texts)
    boxes = [text.get_window_extent() for text in figure.axes[0].texts]
    assert len(boxes) == len(ties.nodes) + len(ties.edges)
    crossed = [(a, b) for i, a in enumerate(boxes) for b in boxes[:i] if a.overlaps(b)]
    assert crossed == []


@pytest.mark.parametrize("rows", [0, 1])
def test_empty_and_single(rows):
    """No pair, and one pair, are drawn."""
    pairs = table(1).iloc[:rows]
    ties = network(pairs, min_paragraphs=1)
    drawn(cooperation_matrix(matrix(pairs), {}))
    drawn(cooperation_themes(themes_by_partner(pairs), {}, {"law": "Law"}))
    drawn(cooperation_network(ties.nodes, ties.edges, {}, rule=ties.rule))
