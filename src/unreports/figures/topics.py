"""Figures of topics: the terms of each, and where in the reports they are."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from unreports.figures import style


def topic_terms(
    topics: pd.DataFrame, labels: dict[int, str], *, terms: int = 10, source: str = ""
) -> Figure:
    """Draw the weightiest terms of each topic, one panel a topic on one scale.

    Parameters
    ----------
    topics : DataFrame
        The `topics` table: topic, term, weight, distinctiveness, rank.
    labels : dict of int to str
        A name for each topic.
    terms : int
        How many terms a topic.
    source : str
        What the figure stands on.
    """
    names = sorted(labels)
    columns = 2 if len(names) <= 8 else 3
    rows = math.ceil(len(names) / columns)
    figure = style.new_figure(height=0.9 + rows * (0.45 + 0.19 * terms))
    grid = figure.subplots(rows, columns, sharex=True, squeeze=False).ravel()
    heaviest = topics["weight"].max()
    for axes, topic in zip(grid, names, strict=False):
        head = topics[topics["topic"] == topic].nsmallest(terms, "rank")
        y = np.arange(len(head))
        axes.hlines(y, 0, head["weight"], color=style.BLUE, linewidth=2)
        axes.plot(head["weight"], y, "o", color=style.BLUE, markersize=5)
        size = 8.5 if columns == 2 else 8
        axes.set_yticks(y, [style.shorten(t, 28) for t in head["term"]], fontsize=size)
        axes.set_ylim(terms - 0.4, -0.6)
        axes.set_title(
            f"{topic}  {style.wrap(labels[topic], 32 if columns == 2 else 22)}",
            loc="left", fontsize=9, fontweight="bold", color=style.INK,
        )  # fmt: skip
        style.bare(axes)
        axes.set_xlim(0, 1.06 * heaviest)
        axes.xaxis.set_major_formatter(lambda value, _: f"{100 * value:.3g} %")
        axes.tick_params(labelbottom=True, labelsize=8)
    for axes in grid[len(names) :]:
        axes.remove()
    return style.finish(
        figure,
        f"The terms that weigh most in each of {len(names)} topics",
        subtitle="Share of the topic's weight, one scale for all. A topic is named after its three "
        "most distinctive terms.",
        source=source,
    )


def topics_by_section(shares: pd.DataFrame, labels: dict[int, str], *, source: str = "") -> Figure:
    """Draw the mean share of each topic in each section as a heatmap, documents apart.

    Parameters
    ----------
    shares : DataFrame
        symbol, section, title, paragraphs, topic, share (`analysis.topics.topics_by_section`).
    labels : dict of int to str
        A name for each topic.
    source : str
        What the figure stands on.
    """
    columns = (shares[name] for name in ("symbol", "section", "title", "paragraphs"))
    rows = {
        (symbol, section): (title, n) for symbol, section, title, n in zip(*columns, strict=True)
    }
    keys = list(rows)
    names = sorted(labels)
    indexed = shares.set_index(["symbol", "section", "topic"])["share"]
    grid = np.array([[indexed.get((*key, t), 0.0) for t in names] for key in keys])
    figure = style.new_figure(height=2.2 + 0.25 * len(keys))
    axes = figure.subplots()
    image = axes.imshow(
        grid, cmap=style.SEQUENTIAL, vmin=0, vmax=max(grid.max(), 1e-9), aspect="auto"
    )
    axes.set_yticks(
        range(len(keys)),
        [f"{style.shorten(title, 60)}  ({n})" for title, n in rows.values()],
        fontsize=8,
    )
    axes.set_xticks(
        range(len(names)),
        [f"{t}  {style.shorten(labels[t], 34)}" for t in names],
        rotation=40, ha="left", rotation_mode="anchor", fontsize=8,
    )  # fmt: skip
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    _write_shares(axes, grid)
    _part_documents(axes, keys)
    bar = figure.colorbar(image, ax=axes, shrink=0.4, aspect=14, pad=0.02)
    bar.set_label("mean share of a paragraph")
    bar.ax.yaxis.set_major_formatter(lambda value, _: f"{100 * value:.0f} %")
    bar.outline.set_visible(False)
    return style.finish(
        figure,
        "Where in the reports each topic is",
        subtitle="Mean share of the topic in the paragraphs of a section, in per cent (5 and above "
        "written out); in brackets, the section's number of paragraphs.",
        source=source,
    )


def _write_shares(axes: Axes, grid: np.ndarray) -> None:
    for (row, column), value in np.ndenumerate(grid):
        if value >= 0.05:
            axes.text(
                column, row, f"{100 * value:.0f}", ha="center", va="center", fontsize=7.5,
                color="white" if value > 0.55 * grid.max() else style.INK,
            )  # fmt: skip


def _part_documents(axes: Axes, keys: list[tuple[str, str]]) -> None:
    """Draw a line between documents and write their symbols at the right."""
    symbols = [symbol for symbol, _ in keys]
    starts = [i for i, symbol in enumerate(symbols) if i == 0 or symbol != symbols[i - 1]]
    right = axes.get_xlim()[1]
    for start in starts:
        if start:
            axes.axhline(start - 0.5, color=style.INK, linewidth=1.5)
        axes.annotate(
            symbols[start], (right, start), (6, 0), textcoords="offset points",
            va="center", fontsize=8.5, fontweight="bold",
        )  # fmt: skip
