"""The one visual language of all figures: sizes, typefaces, colours, title and source line.

Colours are those of Okabe and Ito (2008), which people with any common colour blindness can tell
apart; a figure never relies on colour alone. A title states what is seen, a line beneath it says
how to read it, and the foot names the documents it stands on.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import matplotlib as mpl
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INK = "#1f2933"
MUTED = "#5f6b76"
GRID = "#dde3e8"
BLUE, ORANGE, GREEN, PURPLE = "#0072B2", "#D55E00", "#009E73", "#AA4499"
SKY, AMBER, BLACK = "#56B4E9", "#E69F00", "#222222"
PALETTE = (BLUE, ORANGE, GREEN, PURPLE, SKY, AMBER, BLACK)
MARKERS = ("o", "s", "^", "D", "v", "P", "X")
SEQUENTIAL = "Blues"  # white is none; even in grey and for colour-blind readers

WIDTH = 8.0  # inches: the text column of a page
DPI = 100

_RC = {
    "font.family": ["DejaVu Sans"],  # ships with matplotlib: the same glyphs on every machine
    "font.size": 9.5,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": MUTED,
    "axes.labelsize": 9.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "legend.frameon": False,
    "text.parse_math": False,  # "$100 million" is text of a document, not a formula
    "svg.hashsalt": "unreports",  # the ids inside an SVG file are random without it
    "svg.fonttype": "path",
    "pdf.compression": 9,
}


def new_figure(width: float = WIDTH, height: float = 4.5) -> Figure:
    """Give an empty figure in the house style; sizes in inches."""
    mpl.rcParams.update(_RC)
    return Figure(figsize=(width, height), dpi=DPI, layout="constrained", facecolor="white")


def finish(figure: Figure, title: str, *, subtitle: str = "", source: str = "") -> Figure:
    """Set the title, what it means to read the figure, and the documents it stands on.

    The title is placed at the left and wrapped to the figure's width, in points of its own band, so
    that it never touches the axes.
    """
    width = figure.get_figwidth()
    lines = textwrap.wrap(title, int(width * 10.2)) or [""]
    notes = textwrap.wrap(subtitle, int(width * 14.2)) if subtitle else []
    foot = textwrap.wrap(source, int(width * 15.5)) if source else []
    height = figure.get_figheight()
    top = (0.12 + 0.215 * len(lines) + 0.18 * len(notes)) / height
    bottom = (0.06 + 0.165 * len(foot)) / height
    engine = figure.get_layout_engine()
    if engine is not None:
        engine.set(rect=(0, bottom, 1, 1 - top - bottom))  # type: ignore[call-arg]
    left = 0.1 / width
    figure.text(
        left, 1 - 0.06 / height, "\n".join(lines), va="top", ha="left",
        fontsize=12, fontweight="bold", linespacing=1.2,
    )  # fmt: skip
    figure.text(
        left, 1 - (0.09 + 0.215 * len(lines)) / height, "\n".join(notes), va="top", ha="left",
        fontsize=9, color=MUTED, linespacing=1.25,
    )  # fmt: skip
    figure.text(
        left, 0.05 / height, "\n".join(foot), va="bottom", ha="left", fontsize=8, color=MUTED,
        linespacing=1.2,
    )  # fmt: skip
    return figure


def shorten(text: str, width: int) -> str:
    """Cut a label at a word's end, with an ellipsis, so that it takes at most `width` characters.

    Examples
    --------
    >>> shorten("Organisation pour la sécurité et la coopération en Europe", 24)
    'Organisation pour la…'
    """
    if len(text) <= width:
        return text
    return text[: width - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"


def wrap(text: str, width: int, lines: int = 2) -> str:
    """Break a label into at most `lines` lines of `width` characters; what is left is cut.

    Examples
    --------
    >>> print(wrap("Organisation de coopération économique de la mer Noire", 30))
    Organisation de coopération
    économique de la mer Noire
    """
    parts = textwrap.wrap(text, width)
    if len(parts) > lines:
        parts = [*parts[: lines - 1], shorten(" ".join(parts[lines - 1 :]), width)]
    return "\n".join(parts)


def bare(axes: Axes, *, grid: str = "x") -> Axes:
    """Leave only what is read: light grid lines along one axis, no frame, no tick marks."""
    axes.grid(visible=True, axis=grid, color=GRID, linewidth=0.8)  # type: ignore[arg-type]
    for side in ("left", "right", "top"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0)
    return axes


def ruled(axes: Axes, rows: int, columns: int) -> Axes:
    """Part the cells of a heatmap by light lines, without frame or tick marks.

    One collection: minor ticks with grid lines take many times as long to draw.
    """
    across = [[(-0.5, at - 0.5), (columns - 0.5, at - 0.5)] for at in range(rows + 1)]
    down = [[(at - 0.5, -0.5), (at - 0.5, rows - 0.5)] for at in range(columns + 1)]
    lines = LineCollection(across + down, colors=GRID, linewidths=0.5)
    axes.add_collection(lines, autolim=False)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    return axes
