"""How a topic is named and marked in every figure: colour, fill and words say the same."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from numpy.typing import NDArray

from unreports.figures import style

BELOW = "not above chance"
_GREYS = LinearSegmentedColormap.from_list("greys", ["white", "#8b959e"])
_WRITTEN = 0.05  # shares from here on are written into their cell
Array = NDArray[np.float64]


def short(label: str, width: int) -> str:
    """Cut a label of terms to a width at a comma, or the first term within it.

    Examples
    --------
    >>> short("afrique, union africaine, prévention des conflits", 30)
    'afrique, union africaine…'
    >>> short("organisation du traité de sécurité collective, paix", 20)
    'organisation du…'
    """
    if len(label) <= width:
        return label
    kept = ""
    for term in label.split(", "):
        longer = f"{kept}, {term}" if kept else term
        if len(longer) >= width:
            break
        kept = longer
    return f"{kept}…" if kept else style.shorten(label, width)


def name(
    topic: int, labels: Mapping[int, str], below: Collection[int], width: int, lines: int = 2
) -> str:
    """Name a topic by number and label, on a few lines of `width` characters."""
    parts = textwrap.wrap(labels[topic], width, break_long_words=False) or [""]
    if len(parts) > lines:
        last = " ".join(parts[lines - 1 :])
        parts = [*parts[: lines - 1], style.shorten(last, width)]
    if topic in below:
        parts.append(f"({BELOW})")
    return f"{topic}  " + "\n".join(parts)


def colour(topic: int, below: Collection[int]) -> str:
    """Give the colour of a topic's mark."""
    return style.MUTED if topic in below else style.BLUE


def fill(topic: int, below: Collection[int]) -> str:
    """Give what a topic's mark is filled with."""
    return "white" if topic in below else style.BLUE


def ink(topic: int, below: Collection[int]) -> str:
    """Give the colour of a topic's name."""
    return style.MUTED if topic in below else style.INK


def settle(figure: Figure) -> Figure:
    """Lay a figure out once for all formats that it is written in, which takes most of the time."""
    figure.draw_without_rendering()
    figure.set_layout_engine("none")
    return figure


def name_rows(
    axes: Axes, labels: Mapping[int, str], below: Collection[int], *, width: int, size: float = 8,
    lines: int = 2,
) -> None:  # fmt: skip
    """Name the topics at the rows 0, 1, 2 ... of an axes, the first at the top."""
    topics = sorted(labels)
    axes.set_yticks(
        range(len(topics)), [name(t, labels, below, width, lines) for t in topics], fontsize=size
    )
    for tick, topic in zip(axes.get_yticklabels(), topics, strict=True):
        tick.set_color(ink(topic, below))
        tick.set_multialignment("left")


def heat(
    axes: Axes, grid: Array, below: Sequence[bool], *, highest: float, by: str = "rows"
) -> AxesImage:
    """Draw a grid of topics by something in blue, and topics below chance in grey.

    Parameters
    ----------
    axes : Axes
    grid : array
    below : sequence of bool
        Which topics are below chance.
    highest : float
        The value of the darkest colour.
    by : {"rows", "columns"}
        Where the topics are.
    """
    masked = np.broadcast_to(
        np.asarray(below)[:, None] if by == "rows" else np.asarray(below), grid.shape
    )
    top = max(highest, 1e-9)
    for hidden, colours in ((~masked, _GREYS), (masked, style.SEQUENTIAL)):
        shown = np.ma.masked_array(grid, hidden)
        image = axes.imshow(
            shown, cmap=colours, vmin=0, vmax=top, aspect="auto", interpolation="nearest"
        )
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    return image


def write_cells(axes: Axes, grid: Array, below: Sequence[bool], *, highest: float) -> None:
    """Write the shares of a grid, topics in its columns, in per cent, save the smallest."""
    for (row, column), value in np.ndenumerate(grid):
        if value >= _WRITTEN:
            axes.text(
                column, row, f"{100 * value:.0f}", ha="center", va="center", fontsize=7.5,
                color="white" if value > 0.55 * highest and not below[column] else style.INK,
            )  # fmt: skip
