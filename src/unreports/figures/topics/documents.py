"""The topics of each document: how much of it they take, with intervals."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from unreports.figures import style
from unreports.figures.topics import marks

_MOST = 12  # documents drawn
_COLUMNS = 3


def topics_by_document(
    shares: pd.DataFrame, labels: Mapping[int, str], below: Collection[int] = (), *,
    source: str = "",
) -> Figure:  # fmt: skip
    """Draw the mean share of each topic in each document, one panel a document on one scale.

    Parameters
    ----------
    shares : DataFrame
        symbol, paragraphs, topic, share, low, high (`analysis.topics.topics_by_document`); of more
        than twelve documents the longest are drawn.
    labels : mapping of int to str
        A name for each topic.
    below : collection of int
        Topics that are not above chance.
    source : str
        What the figure stands on.
    """
    sizes = shares.drop_duplicates("symbol").set_index("symbol")["paragraphs"]
    longest = set(sizes.sort_values(ascending=False, kind="stable").index[:_MOST])
    symbols = [symbol for symbol in sizes.index if symbol in longest]
    columns = min(_COLUMNS, len(symbols))
    rows = math.ceil(len(symbols) / columns)
    row = 0.36 + (0.1 if below else 0)
    figure = style.new_figure(height=1.5 + rows * (0.45 + row * len(labels)))
    grid = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False).ravel()
    for axes, symbol in zip(grid, symbols, strict=False):
        _panel(axes, shares[shares["symbol"] == symbol], below)
        axes.set_title(
            f"{style.shorten(symbol, 22)} ({sizes[symbol]} par.)",
            loc="left", fontsize=9, fontweight="bold",
        )  # fmt: skip
    for axes in grid[len(symbols) :]:
        axes.remove()
    first = grid[0]
    first.set_ylim(len(labels) - 0.5, -0.5)
    first.set_xlim(0, max(1.04 * float(shares["high"].max()), 0.02))
    first.xaxis.set_major_locator(MaxNLocator(4, prune="upper"))
    first.xaxis.set_major_formatter(lambda value, _: f"{100 * value:.0f} %")
    marks.name_rows(first, labels, below, width=34 if columns < _COLUMNS else 26)
    left_out = len(sizes) - len(symbols)
    return marks.settle(style.finish(
        figure,
        _title(shares, labels, symbols),
        subtitle="Mean share of a topic in the paragraphs of the document; the line is the 95 % "
        "interval over resampled paragraphs."
        + (" Hollow and grey: not above chance." if below else "")
        + (f" The {len(symbols)} longest documents; {left_out} more are not drawn."
           if left_out else ""),
        source=source,
    ))  # fmt: skip


def _panel(axes: Axes, own: pd.DataFrame, below: Collection[int]) -> None:
    columns = (own[name].tolist() for name in ("topic", "share", "low", "high"))
    for place, (topic, share, low, high) in enumerate(zip(*columns, strict=True)):
        colour = marks.colour(topic, below)
        axes.hlines(place, low, high, color=colour, linewidth=2)
        axes.plot(
            share, place, "o", markersize=7, color=colour, markeredgewidth=1.5,
            markerfacecolor=marks.fill(topic, below), clip_on=False, zorder=3,
        )  # fmt: skip
    style.bare(axes)
    axes.tick_params(labelbottom=True, labelsize=8)


def _title(shares: pd.DataFrame, labels: Mapping[int, str], symbols: list[str]) -> str:
    """Name the topic that takes most of each document, of three at most."""
    best = shares.sort_values("share", ascending=False, kind="stable").drop_duplicates("symbol")
    first = {s: labels[int(t)] for s, t in zip(best["symbol"], best["topic"], strict=True)}
    if len(symbols) > 3:
        common = best["topic"].value_counts()
        return (
            f"“{marks.short(labels[int(common.index[0])], 44)}” is the foremost topic in "
            f"{common.iloc[0]} of {len(best)} documents"
        )
    return "; ".join(
        f"{symbol}: above all “{marks.short(first[symbol], 40)}”" for symbol in symbols
    )
