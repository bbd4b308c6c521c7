"""Which topics are found again under other settings."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from unreports.figures import style
from unreports.figures.topics import marks


def topic_settings(
    settings: pd.DataFrame, labels: Mapping[int, str], below: Collection[int] = (), *,
    source: str = "",
) -> Figure:  # fmt: skip
    """Draw how far each topic gathers the same paragraphs under each other setting.

    Parameters
    ----------
    settings : DataFrame
        topic, setting, overlap, found (`analysis.topics.under_other_settings`).
    labels : mapping of int to str
        A name for each topic.
    below : collection of int
        Topics that are not above chance.
    source : str
        What the figure stands on.
    """
    names = list(dict.fromkeys(settings["setting"]))
    topics = sorted(labels)
    wide = settings.set_index(["topic", "setting"])
    grid = np.array([[wide.loc[(t, s), "overlap"] for s in names] for t in topics], dtype=float)
    found = np.array([[wide.loc[(t, s), "found"] for s in names] for t in topics], dtype=bool)
    row = 0.36 + (0.1 if below else 0)
    figure = style.new_figure(height=2.3 + row * len(topics))
    axes = figure.subplots()
    marks.heat(axes, grid, [t in below for t in topics], highest=1)
    for (i, j), value in np.ndenumerate(grid):
        axes.text(
            j, i, f"{100 * value:.0f}" + ("" if found[i, j] else "\nlost"), ha="center",
            va="center", fontsize=8, fontweight="bold" if found[i, j] else "normal",
            linespacing=0.95,
            color="white" if value > 0.55 and topics[i] not in below else style.INK,
        )  # fmt: skip
    marks.name_rows(axes, labels, below, width=34)
    axes.set_xticks(range(len(names)), [textwrap.fill(n, 12) for n in names], fontsize=8)
    axes.xaxis.tick_top()
    always = [t for t, own in zip(topics, found, strict=True) if own.all()]
    return marks.settle(style.finish(
        figure,
        f"{len(always)} of {len(topics)} topic{'s are' if len(topics) > 1 else ' is'} found again "
        "under every other setting" if always else "No topic is found again under every setting",
        subtitle="Paragraphs that the topic shares with the nearest topic of the other model, in "
        "per cent of those that either leads; at 50 or less it is lost.",
        source=source,
    ))  # fmt: skip
