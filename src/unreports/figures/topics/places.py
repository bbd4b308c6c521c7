"""Where topics are: in the sections, along the documents, in the months of events."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.ticker import FuncFormatter, MaxNLocator

from unreports.figures import style
from unreports.figures.topics import marks

_SECTIONS = 60
_DOCUMENTS = 6


def topics_by_section(
    shares: pd.DataFrame, labels: Mapping[int, str], below: Collection[int] = (), *,
    source: str = "",
) -> Figure:  # fmt: skip
    """Draw the mean share of each topic in each section as a heatmap, documents apart.

    Parameters
    ----------
    shares : DataFrame
        symbol, section, title, paragraphs, topic, share (`analysis.topics.topics_by_section`); of
        more than sixty sections, those of most paragraphs are drawn.
    labels : mapping of int to str
        A name for each topic.
    below : collection of int
        Topics that are not above chance.
    source : str
        What the figure stands on.
    """
    sections = shares.drop_duplicates(["symbol", "section"])
    longest = sections.nlargest(_SECTIONS, "paragraphs").index
    columns = (sections.loc[sections.index.isin(longest), c] for c in
               ("symbol", "section", "title", "paragraphs"))  # fmt: skip
    rows = {
        (symbol, section): (title, n) for symbol, section, title, n in zip(*columns, strict=True)
    }
    keys, names = list(rows), sorted(labels)
    indexed = shares.set_index(["symbol", "section", "topic"])["share"]
    grid = np.array([[indexed.get((*key, t), 0.0) for t in names] for key in keys])
    lines = 2 if len(names) <= 8 else 1  # of a name, as wide as its column
    figure = style.new_figure(height=3.4 + 0.25 * len(keys))
    axes = figure.subplots()
    image = marks.heat(axes, grid, [t in below for t in names], highest=grid.max(), by="columns")
    marks.write_cells(axes, grid, [t in below for t in names], highest=float(grid.max()))
    axes.set_yticks(
        range(len(keys)), [f"{style.shorten(title, 52)}  ({n})" for title, n in rows.values()],
        fontsize=8,
    )  # fmt: skip
    axes.set_xticks(
        range(len(names)),
        [marks.name(t, labels, below, 30, lines) for t in names],
        rotation=90,
        fontsize=8,
    )
    for tick, topic in zip(axes.get_xticklabels(), names, strict=True):
        tick.set_color(marks.ink(topic, below))
    axes.xaxis.tick_top()
    _part_documents(axes, keys)
    _scale(figure, axes, image, "mean share of a paragraph", beneath=True)
    left_out = len(sections) - len(keys)
    return marks.settle(
        style.finish(
            figure,
            _strongest(shares, labels),
            subtitle="Mean share of the topic in the paragraphs of a section, in per cent (from 5 "
            "on); in brackets, the section's own paragraphs."
            + (" Grey: not above chance." if below else "")
            + (f" {left_out} shorter sections are not drawn." if left_out else ""),
            source=source,
        )
    )


def topics_along(
    along: pd.DataFrame, labels: Mapping[int, str], below: Collection[int] = (), *,
    window: int = 5, source: str = "",
) -> Figure:  # fmt: skip
    """Draw the topics from the first paragraph of each document to the last.

    Parameters
    ----------
    along : DataFrame
        symbol, place, reference, topic, mean (`analysis.topics.topics_along`); of more than six
        documents the longest are drawn.
    labels : mapping of int to str
        A name for each topic.
    below : collection of int
        Topics that are not above chance.
    window : int
        How many paragraphs the mean is over.
    source : str
        What the figure stands on.
    """
    sizes = along.groupby("symbol", sort=False)["place"].max()
    longest = set(sizes.sort_values(ascending=False, kind="stable").index[:_DOCUMENTS])
    symbols = [symbol for symbol in sizes.index if symbol in longest]
    row = 0.24 + (0.12 if below else 0)
    figure = style.new_figure(height=1.5 + len(symbols) * (0.62 + row * len(labels)))
    panels = figure.subplots(len(symbols), 1, squeeze=False).ravel()
    highest = float(along["mean"].max())
    for axes, symbol in zip(panels, symbols, strict=True):
        own = along[along["symbol"] == symbol]
        grid = own.pivot(index="topic", columns="place", values="mean").to_numpy(dtype=float)
        image = marks.heat(axes, grid, [t in below for t in sorted(labels)], highest=highest)
        marks.name_rows(axes, labels, below, width=38, lines=1)
        _paragraph_ticks(axes, own.drop_duplicates("place")["reference"].tolist())
        axes.set_title(symbol, loc="left", fontsize=9, fontweight="bold")
    _scale(figure, panels, image, f"share, mean of {window} paragraphs" if window > 1 else "share")
    left_out = len(sizes) - len(symbols)
    return marks.settle(
        style.finish(
            figure,
            _longest_run(along, labels),
            subtitle="Each column is a numbered paragraph, from the first at the left to the last; "
            f"the darker, the larger the topic's share of it and its neighbours ({window} in all)."
            + (" Grey: not above chance." if below else "")
            + (f" The longest documents; {left_out} more are not drawn." if left_out else ""),
            source=source,
        )
    )


def topics_by_month(
    months: pd.DataFrame, labels: Mapping[int, str], below: Collection[int] = (), *,
    view: tuple[str, str], source: str = "",
) -> Figure:  # fmt: skip
    """Draw how many of the events of each month each topic speaks of.

    Parameters
    ----------
    months : DataFrame
        month, topic, weight, count (`analysis.topics.topics_by_month`); years alone are left out.
    labels : mapping of int to str
        A name for each topic.
    below : collection of int
        Topics that are not above chance.
    view : tuple of str
        The first and the last month shown, "2019-03".
    source : str
        What the figure stands on.
    """
    topics = sorted(labels)
    shown = pd.period_range(*view, freq="M").astype(str).tolist()
    weights = months.set_index(["month", "topic"])["weight"]
    counts = months.drop_duplicates("month").set_index("month")["count"].reindex(shown).fillna(0)
    grid = np.array([[weights.get((month, t), 0.0) for month in shown] for t in topics])
    row = 0.3 + (0.1 if below else 0)
    figure = style.new_figure(height=2.9 + row * len(topics))
    top, axes = figure.subplots(2, 1, sharex=True, height_ratios=(1.0, max(1.0, row * len(topics))))
    top.bar(range(len(shown)), counts, color=style.MUTED, width=0.8)
    top.set_ylabel("events", fontsize=8.5)
    top.tick_params(labelsize=8)
    top.yaxis.set_major_locator(MaxNLocator(3, integer=True))
    style.bare(top, grid="y")
    image = marks.heat(axes, grid, [t in below for t in topics], highest=grid.max())
    marks.name_rows(axes, labels, below, width=38, lines=1)
    step = max(1, round(len(shown) / 8))
    step = next((s for s in (1, 2, 3, 6, 12, 24, 60, 120) if s >= step), 240)
    ticks = [i for i, month in enumerate(shown) if (int(month[5:]) - 1) % min(step, 12) == 0]
    ticks = ticks[:: max(1, step // 12)]
    axes.set_xticks(ticks, [shown[i] for i in ticks], fontsize=8)
    _scale(figure, (top, axes), image, "events, by share")
    by_topic = grid.sum(axis=1)
    best = topics[int(by_topic.argmax())]
    return marks.settle(style.finish(
        figure,
        f"“{marks.short(labels[best], 46)}” has the largest share of the dated events"
        if len(topics) > 1 else "When the dated events of the one topic are",
        subtitle="Above, the events of each month in the numbered paragraphs; below, how they are "
        "divided among the topics by the shares of their paragraphs. Years named alone are left "
        "out." + (" Grey: not above chance." if below else ""),
        source=source,
    ))  # fmt: skip


def _strongest(shares: pd.DataFrame, labels: Mapping[int, str]) -> str:
    """Say which section a topic fills most, of those with three paragraphs where there are such."""
    longer = shares[shares["paragraphs"] >= 3]
    row = (longer if len(longer) else shares).sort_values("share", kind="stable").iloc[-1]
    return (
        f"“{marks.short(labels[int(row['topic'])], 40)}” is strongest in "
        f"“{style.shorten(row['title'] or row['symbol'], 44)}” ({row['share']:.0%})"
    )


def _longest_run(along: pd.DataFrame, labels: Mapping[int, str]) -> str:
    row = along.sort_values("mean", kind="stable").iloc[-1]
    return f"“{marks.short(labels[int(row['topic'])], 44)}” is densest about {row['reference']}"


def _paragraph_ticks(axes: Axes, references: list[str]) -> None:
    """Write the number of about eight paragraphs, the first and last among them."""
    n = len(references)
    places = sorted(set(np.linspace(0, n - 1, min(n, 8)).round().astype(int).tolist()))
    axes.set_xticks(
        places, [references[place].rpartition(", ")[2] or "–" for place in places], fontsize=7.5
    )


def _scale(
    figure: Figure, axes: object, image: AxesImage, name: str, *, beneath: bool = False
) -> None:
    place = {"location": "bottom", "shrink": 0.5, "aspect": 34} if beneath else {"shrink": 0.6}
    bar = figure.colorbar(image, ax=axes, pad=0.02, **place)  # type: ignore[arg-type]
    bar.set_label(name, fontsize=8.5)
    if "events" not in name:
        bar.formatter = FuncFormatter(lambda value, _: f"{100 * value:.0f} %")
        bar.update_ticks()
    bar.ax.tick_params(labelsize=8)
    bar.outline.set_visible(False)


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
