"""The map of a correspondence analysis: terms and sections on two axes."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from unreports.figures import style
from unreports.figures.labels import Label, write_labels

_SIDES = {
    "term": ("o", style.BLUE, "terms"),
    "section": ("s", style.ORANGE, "sections"),
    "document": ("D", style.GREEN, "documents (supplementary)"),
}
_LABEL = 30  # characters on a line of a section's name; the table beside has the whole
_TOGETHER = 44  # characters on a line of terms that share one place
_PENDING = "⋯"


def correspondence_map(
    points: pd.DataFrame, axes: pd.DataFrame, *, rule: str, left_out: int = 0,
    plane: tuple[int, int] = (1, 2), parts: str = "sections", source: str = "",
) -> Figure:  # fmt: skip
    """Draw terms and sections on the plane of two axes, on one scale.

    Parameters
    ----------
    points : DataFrame
        point, side, axis_1, axis_2, ... (`analysis.term_map.choose_points`), in the order in
        which labels get their place; sections come before terms.
    axes : DataFrame
        axis, share (`analysis.correspondence.Correspondence`).
    rule : str
        Which terms are shown, in words.
    left_out : int
        How many are not.
    plane : tuple of int
        The axes across and up.
    parts : str
        What the columns of the table are, in the plural.
    source : str
        What the figure stands on.
    """
    figure = style.new_figure(height=8.8)
    panel = figure.subplots()
    x, y = (f"axis_{axis}" for axis in plane)
    for side, (marker, colour, name) in _SIDES.items():
        own = points[points["side"] == side]
        if len(own):
            panel.plot(
                own[x], own[y], marker, color=colour, markersize=4.5, linestyle="none",
                alpha=0.85, label=parts if side == "section" else name, zorder=3,
            )  # fmt: skip
    _frame(panel, axes, plane)
    panel.legend(loc="upper center", bbox_to_anchor=(0.5, 1.06), ncols=3, fontsize=8.5)
    labels = _labels(points, x, y)
    # How many labels find no room is known only when all else is laid out: the number comes last.
    style.finish(
        figure,
        f"Which terms go with which {parts}",
        subtitle="Correspondence analysis: points far from the centre in one direction go "
        f"together. Terms shown: {rule}; not shown: {left_out}. All {parts} are shown. For "
        f"want of room, not written: {_PENDING} of {len(labels)} labels.",
        source=source,
    )
    missing = str(len(write_labels(panel, labels, size=7.5)))
    for text in figure.texts:
        text.set_text(text.get_text().replace(_PENDING, missing))
    return figure


def _frame(panel: Axes, axes: pd.DataFrame, plane: tuple[int, int]) -> None:
    panel.axhline(0, color=style.MUTED, linewidth=0.7)
    panel.axvline(0, color=style.MUTED, linewidth=0.7)
    shares = dict(zip(axes["axis"], axes["share"], strict=True))
    panel.set_xlabel(f"axis {plane[0]} ({100 * shares[plane[0]]:.1f} % of the inertia)")
    panel.set_ylabel(f"axis {plane[1]} ({100 * shares[plane[1]]:.1f} % of the inertia)")
    style.bare(panel, grid="both")
    panel.margins(0.12)
    panel.set_aspect("equal", adjustable="datalim")


def _labels(points: pd.DataFrame, x: str, y: str) -> list[Label]:
    """Documents and sections first: they are what the map is read by. Terms of one place together.

    Terms that occur in one and the same section only have the same place.
    """
    labels = []
    for sides in (("document",), ("section",), ("term",)):
        own = points[points["side"].isin(sides)]
        places = [own["side"], own[x].round(6), own[y].round(6)]
        for _, rows in own.groupby(places, sort=False):
            side = str(rows["side"].iloc[0])
            names = rows["point"].tolist()
            text = (
                style.wrap(", ".join(names), _TOGETHER, lines=4) if side == "term"
                else style.wrap(" / ".join(names), _LABEL)
            )  # fmt: skip
            across, up = float(rows[x].iloc[0]), float(rows[y].iloc[0])
            labels.append(Label(text, across, up, _SIDES[side][1], bold=side == "document"))
    return labels
