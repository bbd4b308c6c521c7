"""The terms of each topic, by weight or by distinctiveness."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from typing import Literal

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from unreports.figures import style
from unreports.figures.topics import marks

_SUBTITLE = {
    "weight": "Share of the topic's weight, one scale for all.",
    "distinctiveness": "FREX: how frequent a term is in the topic and how exclusive to it, both as "
    "ranks among all terms; 1 is first in both. One scale for all, which does not begin at 0.",
}


def topic_terms(
    topics: pd.DataFrame, labels: Mapping[int, str], below: Collection[int] = (), *,
    by: Literal["weight", "distinctiveness"] = "weight", terms: int = 10, source: str = "",
) -> Figure:  # fmt: skip
    """Draw the first terms of each topic, one panel a topic on one scale.

    Parameters
    ----------
    topics : DataFrame
        The `topics` table: topic, term, weight, distinctiveness, rank.
    labels : mapping of int to str
        A name for each topic.
    below : collection of int
        Topics that are not above chance.
    by : {"weight", "distinctiveness"}
        What the terms are ranked by, and what the points show.
    terms : int
        How many terms a topic.
    source : str
        What the figure stands on.
    """
    names = sorted(labels)
    ordered = topics.sort_values(["topic", by, "rank"], ascending=[True, False, True])
    heads = ordered.groupby("topic", sort=False).head(terms)
    columns = 2 if len(names) <= 8 else 3
    rows = math.ceil(len(names) / columns)
    titles = 0.45 + (0.15 if below else 0)
    figure = style.new_figure(height=1.1 + rows * (titles + 0.1 + 0.19 * terms))
    grid = figure.subplots(rows, columns, sharex=True, squeeze=False).ravel()
    for axes, topic in zip(grid, names, strict=False):
        _panel(axes, heads[heads["topic"] == topic], topic, below, by, terms, columns)
        axes.set_title(
            marks.name(topic, labels, below, 36 if columns == 2 else 26),
            loc="left", x=-0.5 if columns == 2 else -0.75, fontsize=9,
            fontweight="bold", color=marks.ink(topic, below),
        )  # fmt: skip
    for axes in grid[len(names) :]:
        axes.remove()
    low, high = float(heads[by].min()), float(heads[by].max())
    start = 0 if by == "weight" else low - 0.08 * max(high - low, 0.02)
    grid[0].set_xlim(start, high + 0.06 * max(high - start, 0.02))
    if by == "weight":
        grid[0].xaxis.set_major_formatter(lambda value, _: f"{100 * value:.3g} %")
    return marks.settle(
        style.finish(
            figure,
            _title(heads, labels, by),
            subtitle=_SUBTITLE[by] + (" Hollow and grey: not above chance." if below else ""),
            source=source,
        )
    )


def _panel(
    axes: Axes, head: pd.DataFrame, topic: int, below: Collection[int], by: str, terms: int,
    columns: int,
) -> None:  # fmt: skip
    y = np.arange(len(head))
    colour = marks.colour(topic, below)
    if by == "weight":
        axes.hlines(y, 0, head[by], color=colour, linewidth=2)
    axes.plot(
        head[by], y, "o", color=colour, markersize=5, markerfacecolor=marks.fill(topic, below),
        markeredgewidth=1.3, zorder=3,
    )  # fmt: skip
    size, width = (8.5, 30) if columns == 2 else (8, 21)
    axes.set_yticks(y, [style.shorten(t, width) for t in head["term"]], fontsize=size)
    axes.set_ylim(terms - 0.4, -0.6)
    style.bare(axes)
    axes.tick_params(labelbottom=True, labelsize=8)
    axes.tick_params(axis="y", labelsize=size)


def _title(heads: pd.DataFrame, labels: Mapping[int, str], by: str) -> str:
    if by == "distinctiveness":
        first = heads.drop_duplicates("topic")["term"].tolist()
        listed = ", ".join(f"“{style.shorten(term, 34)}”" for term in first[:3])
        return f"Most distinctive of {'their topics' if len(first) > 1 else 'the topic'}: {listed}"
    row = heads.nlargest(1, "weight").iloc[0]
    return (
        f"“{row['term']}” weighs most: {row['weight']:.1%} of "
        + (f"topic {row['topic']}" if len(labels) > 1 else "the one topic")
    )  # fmt: skip
