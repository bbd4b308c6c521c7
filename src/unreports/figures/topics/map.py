"""A map of topics: which are alike in their terms, and how prevalent each is."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from unreports.figures import style
from unreports.figures.labels import Label, write_labels
from unreports.figures.topics import marks

_LARGEST = 9000.0  # square points of a topic that takes everything
_WIDTH = 40


def topic_map(
    positions: pd.DataFrame, shown: float, labels: Mapping[int, str], below: Collection[int] = (),
    *, source: str = "",
) -> Figure:  # fmt: skip
    """Draw topics as circles, close where their terms are alike, with a list of their names.

    Parameters
    ----------
    positions : DataFrame
        topic, x, y, share (`analysis.topics.map_topics`).
    shown : float
        The share of the squared distances that the plane shows.
    labels : mapping of int to str
        A name for each topic.
    below : collection of int
        Topics that are not above chance.
    source : str
        What the figure stands on.
    """
    names = [marks.name(t, labels, below, _WIDTH) for t in sorted(labels)]
    lines = sum(1.25 * text.count("\n") + 1.75 for text in names)
    figure = style.new_figure(height=max(4.9, 1.6 + 0.125 * lines))
    axes, beside = figure.subplots(1, 2, width_ratios=(1.5, 1))
    x, y = positions["x"].to_numpy(), positions["y"].to_numpy()
    columns = (positions[name].tolist() for name in ("topic", "x", "y", "share"))
    for topic, across, up, share in zip(*columns, strict=True):
        hollow = topic in below
        axes.scatter(
            across, up, s=_LARGEST * share, facecolor="none" if hollow else style.SKY, alpha=0.75,
            edgecolor=style.MUTED if hollow else style.BLUE, linewidth=1.3,
            linestyle=(0, (3, 2)) if hollow else "-", zorder=2,
        )  # fmt: skip
        axes.plot(across, up, ".", color=marks.colour(topic, below), markersize=4, zorder=3)
    reach = 1.3 * max(float(np.ptp(x)), float(np.ptp(y)), 0.2) / 2
    axes.set_xlim(x.max() / 2 + x.min() / 2 - reach, x.max() / 2 + x.min() / 2 + reach)
    axes.set_ylim(y.max() / 2 + y.min() / 2 - reach, y.max() / 2 + y.min() / 2 + reach)
    axes.set_aspect("equal")
    axes.set_xticks([])
    axes.set_yticks([])
    axes.axhline(0, color=style.GRID, linewidth=0.8, zorder=0)
    axes.axvline(0, color=style.GRID, linewidth=0.8, zorder=0)
    for side in axes.spines.values():
        side.set_color(style.GRID)
    _list(beside, names, positions, below, lines)
    style.finish(
        figure,
        _title(positions, labels),
        subtitle="Topics with like terms lie close (Jensen-Shannon distance); area: share of an "
        f"average paragraph. The plane shows {shown:.0%} of the squared distances: what lies "
        "close here may still be far apart."
        + (" Dashed and hollow: not above chance." if below else ""),
        source=source,
    )
    points = [
        Label(str(t), a, b, marks.ink(t, below), bold=True)
        for t, a, b in zip(positions["topic"], x, y, strict=True)
    ]
    write_labels(axes, points, size=10)
    return figure


def _list(
    axes: Axes, names: list[str], positions: pd.DataFrame, below: Collection[int], lines: float
) -> None:
    """Write the topics' names beneath each other, each with its share."""
    axes.set_axis_off()
    axes.set_xlim(0, 1)
    axes.set_ylim(lines, 0)
    place = 0.0
    for text, topic, share in zip(names, positions["topic"], positions["share"], strict=True):
        number, _, rest = text.partition("  ")
        ink = marks.ink(topic, below)
        axes.text(0.0, place, number, fontsize=8.5, fontweight="bold", va="top", color=ink)
        written = axes.text(
            0.08, place, f"{rest} · {share:.0%}", fontsize=8.5, va="top", color=ink, linespacing=1.2
        )
        written.set_in_layout(False)
        place += 1.25 * text.count("\n") + 1.75


def _title(positions: pd.DataFrame, labels: Mapping[int, str]) -> str:
    if len(positions) == 1:
        return "One topic has no other to be compared with"
    x, y = positions["x"].to_numpy(), positions["y"].to_numpy()
    far = int(np.argmax(np.hypot(x, y).round(9)))
    label = marks.short(labels[int(positions["topic"].iloc[far])], 50)
    return f"“{label}” is the topic farthest from the others"
