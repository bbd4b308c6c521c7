"""The heatmap of terms by sections, in the order of their tree, with each cluster's stability."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from numpy.typing import NDArray
from scipy.cluster import hierarchy

from unreports.figures import style


def co_mention_heatmap(
    cells: pd.DataFrame, clusters: pd.DataFrame, tree: NDArray[np.float64], *,
    labels: Mapping[str, str] | None = None, what: str = "terms", sections: int = 24,
    source: str = "",
) -> Figure:  # fmt: skip
    """Draw which sections mention which terms.

    Parameters
    ----------
    cells : DataFrame
        term, part, share, cluster, terms in the order of the tree (`analysis.co_mention`).
    clusters : DataFrame
        cluster, size, stability, recovered, verdict.
    tree : array
        Linkage of the terms, as scipy writes it.
    labels : mapping, optional
        A label for each term, such as the name of a theme.
    what : str
        What the rows are, in the plural.
    sections : int
        How many columns at most: those with most mentions, in their order; the rest is counted in
        the subtitle.
    source : str
        What the figure stands on.
    """
    terms = list(dict.fromkeys(cells["term"]))
    mentions = cells.groupby("part", sort=False)["paragraphs"].sum()
    most = set(mentions.sort_values(ascending=False, kind="stable").index[:sections])
    parts = [part for part in mentions.index if part in most]
    shown = cells[cells["part"].isin(most)]
    grid = shown["share"].to_numpy().reshape(len(terms), len(parts))
    figure = style.new_figure(
        width=max(style.WIDTH, 5.6 + 0.23 * len(parts)), height=3.6 + 0.2 * len(terms)
    )
    left, middle = figure.subplots(1, 2, width_ratios=(1, 0.26 * len(parts) + 1), sharey=True)
    _tree(left, tree)
    image = middle.imshow(
        np.ma.masked_equal(grid, 0.0), cmap=style.SEQUENTIAL, vmin=0, vmax=1, aspect="auto"
    )
    names = labels or {}
    middle.set_yticks(
        range(len(terms)), [style.shorten(names.get(t, t), 34) for t in terms], fontsize=8
    )
    middle.tick_params(labelleft=True)
    _top(middle, parts, len(terms))
    _brackets(middle, clusters, len(parts))
    bar = figure.colorbar(
        image, ax=middle, location="bottom", shrink=0.5, aspect=24, pad=0.02, fraction=0.04
    )
    bar.set_label("share of the section's paragraphs")
    bar.ax.xaxis.set_major_formatter(lambda value, _: f"{100 * value:.0f} %")
    bar.outline.set_visible(False)
    stable = int((clusters["verdict"] == "stable").sum())
    return style.finish(
        figure,
        f"Which {what} the same sections mention: {stable} stable of {len(clusters)} clusters",
        subtitle="At the left the tree (Ward, chord distance). At the right of each cluster, its "
        "stability: mean Jaccard similarity with the most similar cluster when the paragraphs are "
        "drawn again, and the share of draws that find it again (above 0.75). In bold the stable "
        "ones; below 0.60 a cluster should not be trusted. A blank cell is none."
        + (
            f" Columns: of {len(mentions)} sections, the {len(parts)} with most mentions; the tree "
            "rests on all."
            if len(parts) < len(mentions)
            else ""
        ),
        source=source,
    )


def _tree(axes: Axes, tree: NDArray[np.float64]) -> None:
    drawn = hierarchy.dendrogram(tree, no_plot=True)
    lines = [
        [(-depth, (place - 5) / 10) for place, depth in zip(across, down, strict=True)]
        for across, down in zip(drawn["icoord"], drawn["dcoord"], strict=True)
    ]
    axes.add_collection(LineCollection(lines, colors=style.MUTED, linewidths=0.9))
    axes.set_xlim(-1.03 * max(float(tree[:, 2].max()), 1e-9), 0)
    axes.set_axis_off()


def _top(axes: Axes, parts: list[str], terms: int) -> None:
    axes.set_xticks(
        range(len(parts)), [style.wrap(part, 32) for part in parts],
        rotation=60, ha="left", rotation_mode="anchor", fontsize=7.5, linespacing=0.95,
    )  # fmt: skip
    axes.xaxis.tick_top()
    style.ruled(axes, terms, len(parts))


def _brackets(axes: Axes, clusters: pd.DataFrame, parts: int) -> None:
    """Mark each cluster at the right of its rows, and part it from the next."""
    top = -0.5
    right = parts - 0.5
    for row in clusters.to_dict("records"):
        foot = top + row["size"]
        sure = row["verdict"] == "stable"
        colour = style.BLUE if sure else style.MUTED
        axes.plot(
            [right + 0.3] * 2, [top + 0.15, foot - 0.15], color=colour, clip_on=False,
            linewidth=3 if sure else 1.2, solid_capstyle="butt",
        )  # fmt: skip
        axes.annotate(
            f"{row['stability']:.2f}  ({100 * row['recovered']:.0f} %)",
            (right + 0.3, (top + foot) / 2), xytext=(6, 0), textcoords="offset points",
            va="center", fontsize=8, color=style.INK if sure else style.MUTED,
            fontweight="bold" if sure else "normal", annotation_clip=False,
        )  # fmt: skip
        if foot < clusters["size"].sum() - 0.5:
            axes.axhline(foot, color=style.INK, linewidth=1.0)
        top = foot
    axes.set_xlim(-0.5, right)
    axes.set_ylim(top, -0.5)
