"""Figures of how well recognition agrees with annotation by hand."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from unreports.figures import style

_MEASURES = (("precision", "precision"), ("recall", "recall"), ("f1", "F1"))
_COLOUR = dict(zip(("precision", "recall", "f1"), style.PALETTE, strict=False))
_MARKER = dict(zip(("precision", "recall", "f1"), style.MARKERS, strict=False))
_STEP = 0.24  # between the three measures of a row, whose height is 1
_LANGUAGES = {"fr": "in French", "en": "in English"}


def score_dots(scores: pd.DataFrame, *, source: str = "") -> Figure:
    """Draw precision, recall and F1 as dots with their intervals, one row a task and aspect.

    Parameters
    ----------
    scores : DataFrame
        The table of `analysis.validation.scores`, with at least one row.
    source : str
        What the figure stands on.
    """
    rows = list(_placed(scores))
    height = rows[-1][0] + 0.8
    figure = style.new_figure(height=1.9 + 0.36 * height)
    axes = figure.subplots()
    for y, _, row in rows:
        for number, (measure, _) in enumerate(_MEASURES):
            _draw(axes, y + (number - 1) * _STEP, row, measure)
    axes.set_ylim(height, -1.4)
    axes.set_yticks(
        [y for y, _, _ in rows], [f"{row.aspect}  ({row.gold})" for _, _, row in rows], fontsize=8.5
    )
    for y, heading, row in rows:
        _aside(axes, f"{row.f1:.3f}", y)
        if heading:
            axes.annotate(
                heading, (0, y - 0.85), (-6, 0), xycoords=("axes fraction", "data"),
                textcoords="offset points", ha="right", va="center", fontsize=9,
                fontweight="bold",
            )  # fmt: skip
    _aside(axes, "F1", -1.0)
    _score_axis(axes, scores)
    _legend(axes)
    return style.finish(
        figure,
        "How well recognition agrees with annotation by hand",
        subtitle="Dots are scores, lines 95 % intervals over resampled paragraphs; in brackets, "
        "how many were annotated. The scale does not begin at 0.",
        source=source,
    )


def _placed(scores: pd.DataFrame) -> Iterator[tuple[float, str, pd.Series]]:
    """Yield each row with its height on the page and, at the first of a task, a heading."""
    y, before = 0.0, ""
    for _, row in scores.iterrows():
        heading = f"{row.task} {_LANGUAGES.get(row.language, row.language)}"
        if heading != before:
            y += 0.9 if before else 0.0
        yield y, heading if heading != before else "", row
        y, before = y + 1, heading


def _draw(axes: Axes, y: float, row: pd.Series, measure: str) -> None:
    colour = _COLOUR[measure]
    axes.hlines(y, row[f"{measure}_low"], row[f"{measure}_high"], color=colour, linewidth=1.6)
    axes.plot(row[measure], y, marker=_MARKER[measure], color=colour, markersize=5, mew=0)


def _aside(axes: Axes, text: str, y: float) -> None:
    axes.annotate(
        text, (1, y), (7, 0), xycoords=("axes fraction", "data"), textcoords="offset points",
        va="center", fontsize=8.5, color=_COLOUR["f1"],
    )  # fmt: skip


def _score_axis(axes: Axes, scores: pd.DataFrame) -> None:
    lowest = min(float(scores[f"{measure}_low"].min()) for measure, _ in _MEASURES)
    first = min(0.8, max(0.0, math.floor(10 * lowest) / 10))
    axes.set_xlim(first - 0.01 * (1 - first), 1 + 0.01 * (1 - first))
    axes.set_xticks(np.arange(round(10 * first), 11, 1 if first >= 0.4 else 2) / 10)
    if first >= 0.7:
        axes.set_xticks(np.arange(round(20 * first), 21) / 20)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:.2f}")
    axes.set_xlabel("score")
    style.bare(axes)


def _legend(axes: Axes) -> None:
    handles = [
        Line2D([], [], color=_COLOUR[m], marker=_MARKER[m], linewidth=1.6, markersize=5, label=name)
        for m, name in _MEASURES
    ]
    axes.legend(
        handles=handles, loc="lower left", bbox_to_anchor=(0, 1.0), ncols=3, fontsize=8.5,
        borderaxespad=0.3,
    )  # fmt: skip
