"""Figures of a contrast: which side uses which terms more, how surely and how evenly."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from unreports.errors import AnalysisError
from unreports.figures import style
from unreports.figures.labels import Label, write_labels

_SURE = 10.83  # G2 at p = 0.001 for one term
_PALE = 0.35
SURELY = "95 % interval beyond 0, and 5 % false discoveries over paragraphs"
HEAPED = 0.25  # of the way from chance to all in one place
_STEP = 0.05  # the range of colours begins and ends at such a step


def two_sided(
    table: pd.DataFrame, *, part: str | None = None, terms: int = 15, source: str = ""
) -> Figure:
    """Draw the terms that tell two sides apart as bars of G2 to the right and to the left.

    Parameters
    ----------
    table : DataFrame
        Of `analysis.contrast.term_table`.
    part : str, optional
        The part whose terms stand at the right; by default the table's first.
    terms : int
        How many on each side.
    source : str
        What the figure stands on.
    """
    rows, part = _of_part(table, part)
    ordered = rows.sort_values(["g2", "term"], ascending=[False, True])
    more = ordered[ordered["g2"] > 0].head(terms)
    less = ordered[ordered["g2"] < 0].tail(terms)
    both = pd.concat([more, less])
    figure = style.new_figure(height=1.7 + 0.21 * max(len(both), 4))
    axes = figure.subplots()
    y = np.arange(len(both))
    right = (both["g2"] > 0).to_numpy()
    bars = axes.barh(y, both["g2"], color=np.where(right, style.BLUE, style.ORANGE), height=0.72)
    for bar, sure in zip(bars, both["sure"], strict=True):
        bar.set_alpha(1.0 if sure else _PALE)
    limit = float(both["g2"].abs().max()) if len(both) else 1.0
    for place, (term, value, count) in enumerate(
        zip(both["term"], both["g2"], both["frequency"], strict=True)
    ):
        axes.annotate(
            f"{style.shorten(term, 36)} ({count})", (0, place), va="center", fontsize=8.5,
            xytext=(-4 if value > 0 else 4, 0), textcoords="offset points",
            ha="right" if value > 0 else "left",
        )  # fmt: skip
    axes.set_xlim(-limit * 1.08, limit * 1.08)
    axes.set_ylim(len(both) - 0.4, -0.6)
    axes.set_yticks([])
    axes.axvline(0, color=style.INK, linewidth=0.8)
    axes.set_xlabel("log-likelihood G2; left: less than elsewhere, right: more")
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{abs(value):g}"))
    style.bare(axes)
    other = _other(table, part)
    first, last = more[more["sure"]]["term"].head(1), less[less["sure"]]["term"].tail(1)
    lead = "".join(f"{part} is marked by “{term}”" for term in first)
    lead = lead or f"{part} surely stands out by no term"
    tail = "".join(f", {other} by “{term}”" for term in last)
    return style.finish(
        figure,
        lead + tail,
        subtitle=f"Terms that {part} uses more (blue) or less (orange) than {other}, by "
        f"log-likelihood; pale: not surely ({SURELY}). In brackets: occurrences in {part}.",
        source=source,
    )


def effect_and_evidence(
    table: pd.DataFrame, *, part: str | None = None, labels: int = 30, source: str = ""
) -> Figure:
    """Draw each term by how much more a part uses it, how surely (G2), and how heaped.

    Parameters
    ----------
    table, part, source
        As for `two_sided`.
    labels : int
        How many points are named: those of most evidence, above the dashed line; one without room
        stays a point.
    """
    rows, part = _of_part(table, part)
    rows = rows.assign(height=rows["g2"].abs())
    # Where the part lacks a term there is no spread to colour.
    there = rows[rows["frequency"] > 0]
    lacking = rows[rows["frequency"] == 0]
    low, high = _range(there["heaping"])
    figure = style.new_figure(height=6.4)
    axes = figure.subplots()
    points = axes.scatter(
        there["log_ratio"], there["height"], c=there["heaping"], cmap="viridis_r", vmin=low,
        vmax=high, s=28, edgecolors=style.INK, linewidths=0.4, zorder=3,
    )  # fmt: skip
    axes.scatter(
        lacking["log_ratio"], lacking["height"], s=26, facecolors="white", zorder=3,
        edgecolors=style.MUTED, linewidths=0.9,
    )  # fmt: skip
    axes.axvline(0, color=style.MUTED, linewidth=0.8)
    axes.set_yscale("symlog", linthresh=4)
    axes.set_ylim(0, max(float(rows["height"].max()), 4.0) * 1.6)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axes.yaxis.set_minor_formatter(FuncFormatter(lambda *_: ""))
    axes.axhline(_SURE, color=style.MUTED, linewidth=0.8, linestyle=(0, (4, 3)))
    axes.xaxis.set_major_locator(MaxNLocator(nbins=9, integer=True))
    axes.margins(x=0.1)
    style.bare(axes, grid="both")
    other = _other(table, part)
    axes.set_xlabel(
        f"Log Ratio: used less in {style.shorten(part, 32)} (left), more (right); each step doubles"
    )
    axes.set_ylabel("log-likelihood G2")
    bar = figure.colorbar(points, ax=axes, shrink=0.5, aspect=18, pad=0.02)
    bar.set_label(f"heaping (0 as chance, 1 in one place):\nthe colours span {low:g} to {high:g}")
    bar.outline.set_visible(False)
    sure = rows[rows["sure"] & (rows["low"] > 0)]
    even = int((sure["heaping"] < HEAPED).sum())
    used = f"{len(sure)} term{'' if len(sure) == 1 else 's'}"
    style.finish(
        figure,
        f"{part} surely uses {used} more than {other}, {even} of them throughout",
        subtitle="Each point a term: effect to the right, evidence upwards; hollow: absent from "
        f"{part}. Surely: {SURELY}. Colour: how much more heaped than at random; "
        f"throughout: less than {HEAPED:g}. Dashed: p = 0.001 for one term.",
        source=source,
    )
    every = list(zip(rows["log_ratio"], rows["height"], strict=True))
    write_labels(axes, _named(rows, _SURE, labels), size=7.5, points=every)
    return figure


def _named(rows: pd.DataFrame, limit: float, labels: int) -> list[Label]:
    """Labels of the points above a limit; terms of one point share a label."""
    above = rows[rows["height"] >= limit].sort_values(["height", "term"], ascending=[False, True])
    marks = []
    for (_, _), own in above.groupby(["height", "log_ratio"], sort=False):
        names = own["term"].tolist()
        more = f" +{len(names) - 2}" if len(names) > 2 else ""
        text = style.shorten(", ".join(names[:2]), 34) + more
        marks.append(Label(text, own["log_ratio"].iloc[0], own["height"].iloc[0], style.INK))
    return marks[:labels]


def _range(heaping: pd.Series[float]) -> tuple[float, float]:
    """Give the range of colours: what occurs, outwards to a step; all of it if nothing does."""
    if heaping.empty:
        return 0.0, 1.0
    low = math.floor(round(float(heaping.min()) / _STEP, 6)) * _STEP
    high = math.ceil(round(float(heaping.max()) / _STEP, 6)) * _STEP
    return round(low, 2), round(max(high, low + _STEP), 2)


def _of_part(table: pd.DataFrame, part: str | None) -> tuple[pd.DataFrame, str]:
    parts = list(dict.fromkeys(table["part"]))
    chosen = parts[0] if part is None else part
    if chosen not in parts:
        raise AnalysisError(
            f"the table has no part {chosen!r}", remedy=f"It has {', '.join(parts[:8])}."
        )
    return table[table["part"] == chosen], chosen


def _other(table: pd.DataFrame, part: str) -> str:
    others = [name for name in dict.fromkeys(table["part"]) if name != part]
    if not others:
        return "the reference list"
    return "the rest" if len(others) > 1 or others == ["rest"] else others[0]
