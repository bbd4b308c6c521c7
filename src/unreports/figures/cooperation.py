"""Figures of cooperation: who works with whom, how often, and on what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from unreports.figures import style

_LABEL = 30  # characters of a label in a figure; the table beside it has the whole name
_DARK = 0.55  # share of the highest value above which white figures read better
_SLOT = 0.27  # inches for a line of text
_TIE_SLOT = 0.5  # slots between the ties of one organisation
_END = 0.006  # by which the bar of an organisation is longer than its ties, of the height
_THICKEST = 7.0  # points, of the tie with most paragraphs


def cooperation_matrix(
    cells: pd.DataFrame, labels: Mapping[str, str], *, rows: int = 30, columns: int = 24,
    source: str = "",
) -> Figure:  # fmt: skip
    """Draw the paragraphs of every pair, United Nations entities in rows, partners in columns.

    Both are in the order of their counts, all pairs together, so that those who work with many are
    at the top and at the left.

    Parameters
    ----------
    cells : DataFrame
        un, partner, paragraphs (`analysis.cooperation.matrix`).
    labels : mapping
        A short label for each id (`analysis.cooperation.names`).
    rows, columns : int
        At most so many entities and partners; the subtitle says how many are left out.
    source : str
        What the figure stands on.
    """
    wide = cells.pivot_table(index="un", columns="partner", values="paragraphs", fill_value=0)
    ordered = wide.loc[_by_total(wide.sum(axis=1)), _by_total(wide.sum(axis=0))]
    kept = ordered.iloc[:rows, :columns]
    # Sorted again by what is seen: a sum that lies in columns left out would look like a mistake.
    shown = kept.loc[_by_total(kept.sum(axis=1)), _by_total(kept.sum(axis=0))]
    figure = style.new_figure(height=2.4 + 0.215 * max(len(shown), 1))
    axes = figure.subplots()
    grid = shown.to_numpy(dtype=float)
    _heat(axes, grid, [_short(labels, one) for one in shown.index])
    _top_labels(axes, [_short(labels, one) for one in shown.columns])
    for (row, column), value in np.ndenumerate(grid):
        if value:
            _cell(axes, row, column, f"{value:.0f}", dark=value > _DARK * grid.max())
    left = _left_out(cells, ordered, shown)
    return style.finish(
        figure,
        "Which United Nations entity works with which organisation",
        subtitle="Paragraphs that say so; a blank cell is none. Rows and columns with the "
        f"highest sums come first. {left}",
        source=source,
    )


def _by_total(totals: pd.Series[float]) -> list[str]:
    names = [str(one) for one in totals.index]
    return sorted(names, key=lambda one: (-float(totals[one]), one))


def _left_out(cells: pd.DataFrame, ordered: pd.DataFrame, shown: pd.DataFrame) -> str:
    un, partners = (len(ordered.axes[i]) - len(shown.axes[i]) for i in (0, 1))
    if not un and not partners:
        return "All are shown."
    inside = int(shown.to_numpy().sum())
    return (
        f"Left out: the {un} entities and {partners} organisations with the fewest; shown are "
        f"{inside} of {int(cells['paragraphs'].sum())} pairs counted."
    )


def cooperation_themes(
    themes: pd.DataFrame, labels: Mapping[str, str], theme_labels: Mapping[str, str], *,
    partners: int = 30, source: str = "",
) -> Figure:  # fmt: skip
    """Draw what each partnership is about: paragraphs of every partner and theme.

    Parameters
    ----------
    themes : DataFrame
        partner, theme, paragraphs, share (`analysis.cooperation.themes_by_partner`).
    labels : mapping
        A short label for each partner.
    theme_labels : mapping
        A name for each theme, in the order of the columns.
    partners : int
        At most so many, those with most paragraphs.
    source : str
        What the figure stands on.
    """
    wide = themes.pivot_table(index="partner", columns="theme", values="paragraphs", fill_value=0)
    wide = wide.reindex(columns=[theme for theme in theme_labels if theme in wide.columns])
    order = _by_total(wide.sum(axis=1))
    shown = wide.loc[order[:partners]]
    figure = style.new_figure(height=2.7 + 0.225 * max(len(shown), 1))
    axes = figure.subplots()
    grid = shown.to_numpy(dtype=float)
    _heat(axes, grid, [_short(labels, one) for one in shown.index])
    _top_labels(axes, [style.shorten(theme_labels[theme], 34) for theme in shown.columns])
    for (row, column), value in np.ndenumerate(grid):
        if value:
            _cell(axes, row, column, f"{value:.0f}", dark=value > _DARK * grid.max())
    left = len(order) - len(shown)
    rest = f" {left} partners with fewer paragraphs are left out." if left else ""
    return style.finish(
        figure,
        "What each partnership is about",
        subtitle="Paragraphs in which the partner and the United Nations work on the theme; a "
        f"paragraph may have several.{rest}",
        source=source,
    )


def cooperation_network(
    nodes: pd.DataFrame, edges: pd.DataFrame, labels: Mapping[str, str], *, rule: str,
    left_out: int = 0, source: str = "",
) -> Figure:  # fmt: skip
    """Draw who works with whom in two columns, so that every name can be read.

    Parameters
    ----------
    nodes : DataFrame
        organisation, side, place, paragraphs (`analysis.cooperation.network`).
    edges : DataFrame
        un, partner, paragraphs.
    labels : mapping
        A short label for each id.
    rule : str
        Which ties are shown, in words.
    left_out : int
        How many are not.
    source : str
        What the figure stands on.
    """
    heights = _heights(edges)
    slots = max((sum(one.values()) for one in heights.values()), default=1.0)
    edges = edges.reset_index(drop=True)
    figure = style.new_figure(height=1.6 + _SLOT * max(slots, 3))
    axes = figure.subplots()
    places = _places(nodes, heights)
    ends = {side: _ends(edges, side, places, heights[side]) for side in heights}
    thickest = edges["paragraphs"].max() if len(edges) else 1
    for tie, paragraphs in enumerate(edges["paragraphs"]):
        width = _THICKEST * paragraphs / thickest
        _tie(axes, (0.0, ends["un"][tie]), (1.0, ends["partner"][tie]), paragraphs, width)
    for one, side, paragraphs in nodes[["organisation", "side", "paragraphs"]].itertuples(
        index=False
    ):
        own = [ends[side][tie] for tie in edges.index[edges[side] == one]]
        _node(axes, places[one], own, f"{_short(labels, one)} ({paragraphs})")
    axes.set_xlim(-0.62, 1.62)
    axes.set_ylim(1.04, -0.04)
    axes.set_axis_off()
    return style.finish(
        figure,
        "The ties that the reports come back to",
        subtitle=f"Left, United Nations entities; right, their partners. Shown: {rule} (the "
        f"number on the line); {left_out} weaker ones are left out. In brackets, the "
        "paragraphs of all ties.",
        source=source,
    )


def _heights(edges: pd.DataFrame) -> dict[str, dict[str, float]]:
    """Give an organisation more room the more ties it has, in slots of a line of text."""
    return {
        side: {
            str(one): max(1.0, _TIE_SLOT * ties) for one, ties in edges[side].value_counts().items()
        }
        for side in ("un", "partner")
    }


def _places(
    nodes: pd.DataFrame, heights: Mapping[str, Mapping[str, float]]
) -> dict[str, tuple[float, float]]:
    """Place each side from top (0) to bottom (1), the shorter one as tall as the longer."""
    places: dict[str, tuple[float, float]] = {}
    for x, side in ((0.0, "un"), (1.0, "partner")):
        own = nodes[nodes["side"] == side].sort_values("place")["organisation"]
        total, here = sum(heights[side].values()), 0.0
        for one in own:
            places[one] = (x, (here + heights[side][one] / 2) / total)
            here += heights[side][one]
    return places


def _ends(
    edges: pd.DataFrame, side: str, places: Mapping[str, tuple[float, float]],
    heights: Mapping[str, float],
) -> dict[int, float]:  # fmt: skip
    """Height at which each tie ends on a side: those of one organisation apart, uncrossed."""
    other = "partner" if side == "un" else "un"
    total = sum(heights.values())
    ends: dict[int, float] = {}
    for one, own in edges.groupby(side, sort=False):
        ties = sorted(own.index, key=lambda tie: places[str(own.at[tie, other])][1])
        step = _TIE_SLOT / total
        for rank, tie in enumerate(ties):
            ends[int(tie)] = places[str(one)][1] + (rank - (len(ties) - 1) / 2) * step
    return ends


def _tie(
    axes: Axes, start: tuple[float, float], end: tuple[float, float], weight: int, width: float
) -> None:
    """Draw a curve that leaves and arrives level, so that ties can be followed."""
    (x0, y0), (x1, y1) = start, end
    middle = (x0 + x1) / 2
    path = Path(
        [(x0, y0), (middle, y0), (middle, y1), (x1, y1)],
        [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4],
    )
    axes.add_patch(
        PathPatch(path, facecolor="none", edgecolor=style.BLUE, linewidth=width, alpha=0.45)
    )
    axes.annotate(
        f"{weight}", (x0 + 0.045, y0), ha="center", va="center", fontsize=6.5, color=style.INK,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.4},
    )  # fmt: skip


def _node(axes: Axes, place: tuple[float, float], ends: Sequence[float], label: str) -> None:
    """Draw an organisation as a bar along the ends of its ties, its label beside it."""
    x, y = place
    left = x == 0
    axes.plot([x, x], [min(ends) - _END, max(ends) + _END], color=style.INK, linewidth=5, zorder=3)
    axes.annotate(
        label, (x, y), (-8 if left else 8, 0), textcoords="offset points",
        ha="right" if left else "left", va="center", fontsize=8.5,
    )  # fmt: skip


def _short(labels: Mapping[str, str], one: str) -> str:
    return style.shorten(labels.get(one, one), _LABEL)


def _heat(axes: Axes, grid: np.ndarray, names: Sequence[str]) -> None:
    if grid.size:
        axes.imshow(grid, cmap=style.SEQUENTIAL, vmin=0, vmax=grid.max(), aspect="auto")
    axes.set_yticks(range(len(names)), names, fontsize=8)
    style.ruled(axes, *grid.shape)


def _top_labels(axes: Axes, names: Sequence[str]) -> None:
    axes.xaxis.tick_top()
    axes.set_xticks(
        range(len(names)), names, rotation=45, ha="left", rotation_mode="anchor", fontsize=8
    )
    axes.tick_params(length=0, which="both")


def _cell(axes: Axes, row: int, column: int, text: str, *, dark: bool) -> None:
    axes.text(
        column, row, text, ha="center", va="center", fontsize=7.5,
        color="white" if dark else style.INK,
    )  # fmt: skip
