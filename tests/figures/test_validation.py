"""The figure of scores says what the table says."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
from matplotlib.figure import Figure

from unreports.figures.validation import score_dots


def made(low: float = 0.85) -> pd.DataFrame:
    rows = [
        ("dates", "found", "fr", 81), ("dates", "value", "fr", 81), ("places", "code", "fr", 65),
        ("dates", "value", "en", 287),
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=["task", "aspect", "language", "gold"])
    for measure, value in (("precision", 0.93), ("recall", 0.95), ("f1", 0.94)):
        table[measure] = value
        table[f"{measure}_low"], table[f"{measure}_high"] = low, 1.0
    return table


def notes(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.axes[0].texts]


def test_a_row_for_each_measure_and_a_heading_for_each_task() -> None:
    """Three dots a row, told apart by colour and by marker; F1 also as a number."""
    figure = score_dots(made(), source="A/1")
    axes = figure.axes[0]
    labels = [label.get_text() for label in axes.get_yticklabels()]
    assert labels == ["found  (81)", "value  (81)", "code  (65)", "value  (287)"]
    headings = ["dates in French", "places in French", "dates in English"]
    assert [note for note in notes(figure) if " in " in note] == headings
    assert notes(figure).count("0.940") == 4
    assert len(axes.lines) == 12
    assert len({line.get_marker() for line in axes.lines}) == 3
    assert len({line.get_color() for line in axes.lines}) == 3


def test_the_scale_holds_every_interval() -> None:
    """Low scores widen it; it ends at 1."""
    for low in (0.0, 0.43, 0.85, 1.0):
        first, last = score_dots(made(low)).axes[0].get_xlim()
        assert first <= low
        assert 1 <= last < 1.05


def test_rows_do_not_overlap() -> None:
    """Every row stands lower than the one before it."""
    places = score_dots(made()).axes[0].get_yticks()
    assert all(after - before >= 1 for before, after in pairwise(places))
