"""How many topics: what each number reaches, beside what shuffled text reaches."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from unreports.figures import style
from unreports.figures.topics import marks

_PANELS = (
    ("stability_seed", "seed_null", "Same topics from another start"),
    ("stability_deletion", "deletion_null", "Same topics without a fifth"),
    ("npmi", "null", "Terms stand together (NPMI)"),
)


def topic_scan(scan: pd.DataFrame, k: int, *, title: str, source: str = "") -> Figure:
    """Draw stability and coherence by number of topics, each over the band of shuffled text.

    Parameters
    ----------
    scan : DataFrame
        Of `analysis.topics.scan.Scan.table`.
    k : int
        The number taken.
    title : str
        What the choice was.
    source : str
        What the figure stands on.
    """
    figure = style.new_figure(height=4.4)
    grid = figure.subplot_mosaic("abc;ddd", height_ratios=(1, 0.08))
    panels = [grid[letter] for letter in "abc"]
    grid["d"].set_axis_off()
    for axes, (measure, null, name) in zip(panels, _PANELS, strict=True):
        _panel(axes, scan, measure, null, k)
        axes.set_title(name, loc="left", fontsize=9, fontweight="bold")
    bottom = min(0.0, float(scan[["npmi", "null_low"]].min().min()))
    top = max(0.3, 1.1 * float(scan[["npmi", "null_high"]].max().max()))
    for axes, limits in zip(panels, ((0, 1.03), (0, 1.03), (bottom, top)), strict=True):
        axes.set_ylim(*limits)
    handles = [
        Line2D([], [], color=style.BLUE, marker="o", label="these reports"),
        Line2D([], [], color=style.BLUE, marker="o", markerfacecolor="white", linestyle="",
               label="not above chance"),
        Line2D([], [], color="#b9c2ca", linewidth=6, label="shuffled text, 5th to 95th percentile"),
        Line2D([], [], color=style.ORANGE, linestyle=(0, (4, 2)), label=f"taken: {k}"),
    ]  # fmt: skip
    grid["d"].legend(handles=handles, loc="center", ncols=4, fontsize=8.5, borderaxespad=0)
    return marks.settle(
        style.finish(
            figure,
            title,
            subtitle="Horizontal: number of topics. What the reports reach counts only above what "
            "the same words reach when they are dealt out at random.",
            source=source,
        )
    )


def _panel(axes: Axes, scan: pd.DataFrame, measure: str, null: str, k: int) -> None:
    numbers = scan["k"].to_numpy()
    axes.vlines(numbers, scan[f"{null}_low"], scan[f"{null}_high"], color="#b9c2ca", linewidth=6)
    axes.axvline(k, color=style.ORANGE, linestyle=(0, (4, 2)), linewidth=1.2, zorder=1)
    axes.plot(numbers, scan[measure], color=style.BLUE, linewidth=1.5, zorder=2)
    above = scan["above_chance"].to_numpy(dtype=bool)
    for chosen, inside in ((above, style.BLUE), (~above, "white")):
        axes.plot(
            numbers[chosen], scan[measure][chosen], "o", color=style.BLUE, markersize=5.5,
            markerfacecolor=inside, zorder=3,
        )  # fmt: skip
    axes.set_xlim(min(numbers.min(), k) - 0.7, max(numbers.max(), k) + 0.7)
    if len(numbers) > 6:
        axes.xaxis.set_major_locator(MaxNLocator(6, integer=True))
    else:
        axes.set_xticks(numbers)
    style.bare(axes, grid="y")
