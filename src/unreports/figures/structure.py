"""Figures of how documents are built."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from unreports.figures import style


def section_bars(lengths: pd.DataFrame, *, source: str = "") -> Figure:
    """Draw the words of each section as bars, in the order of reading, one panel a document.

    Parameters
    ----------
    lengths : DataFrame
        symbol, level, label, title, paragraphs, words (`analysis.structure.section_lengths`).
    source : str
        What the figure stands on.
    """
    symbols = list(dict.fromkeys(lengths["symbol"]))
    sizes = [int((lengths["symbol"] == symbol).sum()) for symbol in symbols]
    figure = style.new_figure(height=1.0 + 0.6 * len(symbols) + 0.235 * sum(sizes))
    panels = figure.subplots(
        len(symbols), 1, sharex=True, squeeze=False, height_ratios=[n + 1 for n in sizes]
    )
    for axes, symbol in zip(panels.ravel(), symbols, strict=True):
        own = lengths[lengths["symbol"] == symbol]
        y = np.arange(len(own))
        colours = [style.BLUE if level == 1 else style.SKY for level in own["level"]]
        axes.barh(y, own["words"], color=colours, height=0.72)
        axes.set_yticks(y, [_outline(row) for row in own.itertuples()], fontsize=8)
        axes.set_ylim(len(own) - 0.4, -0.6)
        for place, row in zip(y, own.itertuples(), strict=True):
            axes.annotate(
                f"{row.words:,} ({row.paragraphs})", (row.words, place), (4, 0),
                textcoords="offset points", va="center", fontsize=8, color=style.MUTED,
            )  # fmt: skip
        axes.set_title(symbol, loc="left", fontsize=10, fontweight="bold")
        style.bare(axes)
        axes.margins(x=0.16)
        axes.tick_params(labelbottom=True, labelsize=8)
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    panels.ravel()[-1].set_xlabel("words")
    return style.finish(
        figure,
        "How long each section of the reports is",
        subtitle="Words and, in brackets, paragraphs of the body, in the order of reading. A main "
        "section (dark) includes its subsections (light).",
        source=source,
    )


def paragraph_bars(lengths: pd.DataFrame, *, source: str = "") -> Figure:
    """Draw the words of every paragraph along each document, with the median.

    Parameters
    ----------
    lengths : DataFrame
        symbol, order, words (`analysis.structure.paragraph_lengths`).
    source : str
        What the figure stands on.
    """
    symbols = list(dict.fromkeys(lengths["symbol"]))
    figure = style.new_figure(height=1.1 + 1.7 * len(symbols))
    panels = figure.subplots(len(symbols), 1, sharey=True, squeeze=False).ravel()
    for axes, symbol in zip(panels, symbols, strict=True):
        own = lengths[lengths["symbol"] == symbol]
        axes.bar(own["order"], own["words"], width=0.85, color=style.BLUE)
        median = own["words"].median()
        axes.axhline(median, color=style.ORANGE, linewidth=1.2, linestyle=(0, (4, 2)))
        axes.annotate(
            f"median {median:.0f}", (1, median), (4, 0), xycoords=("axes fraction", "data"),
            textcoords="offset points", va="center", fontsize=8, color=style.ORANGE,
        )  # fmt: skip
        axes.set_title(symbol, loc="left", fontsize=10, fontweight="bold")
        axes.set_ylabel("words")
        axes.set_xlim(0, len(own) + 1)
        axes.xaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))
        style.bare(axes, grid="y")
    panels[-1].set_xlabel("paragraph, in the order of reading")
    return style.finish(figure, "How long the paragraphs are, along each report", source=source)


def _outline(row: object) -> str:
    label, title = str(getattr(row, "label", "")), str(getattr(row, "title", ""))
    text = style.shorten(f"{label} {title}".strip(), 62)
    return text if getattr(row, "level", 1) == 1 else "    " + style.shorten(text, 58)
