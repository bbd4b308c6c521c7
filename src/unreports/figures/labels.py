"""Labels beside points, placed so that none lies upon another or upon a point.

adjustText, the library for this, moves labels until a time is up and leaves what still overlaps;
here a label has a free place or none, and the same figure comes out on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from numpy.typing import NDArray

from unreports.figures import style

_RADII = (
    5.0,
    10.0,
    16.0,
    24.0,
    34.0,
    46.0,
    60.0,
    76.0,
    94.0,
    116.0,
)  # points from the marker to the label
_LEADER = 9.0  # from this distance on, a line leads from the label to its point
_DIRECTIONS = 24
_STEPS = 24  # places looked at along a line
_PAD = 1.5  # points kept free around a label
Array = NDArray[np.float64]


@dataclass(frozen=True)
class Label:
    """A text for the point x, y (in data units), in a colour, light or bold."""

    text: str
    x: float
    y: float
    colour: str
    bold: bool = False


def write_labels(
    axes: Axes, labels: Sequence[Label], *, size: float = 8,
    points: Sequence[tuple[float, float]] = (),
) -> list[Label]:  # fmt: skip
    """Write labels beside their points, the first ones nearest; call it when all else is drawn.

    Parameters
    ----------
    axes : Axes
        Of a figure whose layout is final: titles set, limits fixed.
    labels : sequence of Label
        In order of importance. Their points are kept free, whether or not a label is written.
    size : float
        Of the type, in points.
    points : sequence of pairs of float
        More points to keep free, which have no label.

    Returns
    -------
    list of Label
        Those for which there was no room.
    """
    figure = axes.get_figure()
    if not labels or not isinstance(figure, Figure):
        return []
    renderer = _settle(figure)
    unit = figure.dpi / 72
    spots = axes.transData.transform([*((one.x, one.y) for one in labels), *points])
    half = 3.5 * unit
    taken = [np.array([x - half, y - half, x + half, y + half]) for x, y in spots]
    lines: list[Array] = []
    frame: Array = np.asarray(axes.get_window_extent(renderer).extents)
    unplaced = []
    for one, spot in zip(labels, spots, strict=False):
        shown = axes.annotate(
            one.text, (one.x, one.y), xytext=(0, 0), textcoords="offset points", fontsize=size,
            color=_ink(one.colour), fontweight="bold" if one.bold else "normal", ha="center",
            va="center", linespacing=1.05, zorder=4,
        )  # fmt: skip
        shown.set_in_layout(False)
        extent = shown.get_window_extent(renderer)
        boxes, drawn = np.array(taken), np.concatenate([*lines, np.empty((0, 2))])
        own = _holds(boxes, spot)  # points that coincide are one mark
        size_px = extent.width, extent.height
        for strict in (True, False):  # a line crosses another point only where it must
            forbidden = boxes[~own] if strict else boxes[len(spots) :]
            found = _first_free(spot, size_px, unit, boxes, drawn, forbidden, frame)
            if found:
                box, line = found
                taken.append(box)
                shown.set_position(((box[:2] + box[2:]) / 2 - spot) / unit)
                if len(line):
                    lines.append(line)
                    _lead(axes, one, (line[-1] - spot) / unit)
                break
        else:
            shown.remove()
            unplaced.append(one)
    return unplaced


def write_beside(axes: Axes, labels: Sequence[Label], *, size: float = 8.5) -> None:
    """Write labels at the right of the axes, each as near the height of its point as there is room.

    Parameters
    ----------
    axes : Axes
        With the same conditions as `write_labels`, and room at the right.
    labels : sequence of Label
    size : float
        Of the type, in points.
    """
    figure = axes.get_figure()
    if not labels or not isinstance(figure, Figure):
        return
    _settle(figure)
    unit = figure.dpi / 72
    frame = axes.get_window_extent()
    heights = axes.transData.transform([(one.x, one.y) for one in labels])[:, 1]
    order = sorted(range(len(labels)), key=lambda i: (heights[i], i))
    places = spread(heights[order], 1.25 * size * unit, frame.y0, frame.y1)
    for i, y in zip(order, places, strict=True):
        one = labels[i]
        place = (y - frame.y0) / frame.height
        shown = axes.annotate(
            one.text, (1, (heights[i] - frame.y0) / frame.height), xycoords="axes fraction",
            xytext=(1 + 16 * unit / frame.width, place), textcoords="axes fraction",
            fontsize=size, color=_ink(one.colour), va="center", ha="left", annotation_clip=False,
            arrowprops={"arrowstyle": "-", "color": one.colour, "linewidth": 0.9, "shrinkA": 0,
                        "shrinkB": 2, "relpos": (0, 0.5)},
        )  # fmt: skip
        shown.set_in_layout(False)


def spread(wanted: Array, gap: float, low: float, high: float) -> Array:
    """Move heights in ascending order as little as need be to be `gap` apart, from low to high.

    Where there is not room for all, they are even over it.

    Examples
    --------
    >>> spread(np.array([1.0, 1.0, 5.0]), 2.0, 0.0, 10.0).tolist()
    [0.0, 2.0, 5.0]
    """
    count = len(wanted)
    if count > 1 and gap * (count - 1) >= high - low:
        return np.linspace(low, high, count)
    groups: list[tuple[float, int]] = []  # mean place and size of each run of touching labels
    for height in wanted:
        mean, size = float(height), 1
        mean = min(max(mean, low), high)
        while (
            groups and mean - (size - 1) * gap / 2 < groups[-1][0] + (groups[-1][1] + 1) * gap / 2
        ):
            other, others = groups.pop()
            mean, size = (mean * size + other * others) / (size + others), size + others
            reach = (size - 1) * gap / 2
            mean = min(max(mean, low + reach), high - reach)
        groups.append((mean, size))
    placed = [mean + (i - (size - 1) / 2) * gap for mean, size in groups for i in range(size)]
    return np.array(placed)


def _ink(colour: str) -> str:
    """Darken a colour until small letters in it can be read on white."""
    return to_hex(0.5 * np.array(to_rgb(colour)) + 0.5 * np.array(to_rgb(style.INK)))


def _settle(figure: Figure) -> RendererBase:
    """Run the layout, then keep it: labels are placed on what will be drawn."""
    figure.draw_without_rendering()
    figure.set_layout_engine("none")
    canvas = figure.canvas
    if not isinstance(canvas, FigureCanvasAgg):
        canvas = FigureCanvasAgg(figure)
    renderer: RendererBase = canvas.get_renderer()
    return renderer


def _first_free(
    spot: Array, size: tuple[float, float], unit: float, boxes: Array, drawn: Array,
    forbidden: Array, frame: Array,
) -> tuple[Array, Array] | None:  # fmt: skip
    """Find the nearest free place: the label's box, and the line to it where it is far."""
    for distance, shift in _places(*size, unit):
        box = _around(spot + shift, *size, _PAD * unit)
        line = _line(spot, box) if distance >= _LEADER else np.empty((0, 2))
        free = not _meets(box, boxes) and not _holds(box[None], drawn).any()
        if free and _inside(box, frame) and not _crosses(line, forbidden):
            return box, line
    return None


def _places(width: float, height: float, unit: float) -> Iterator[tuple[float, Array]]:
    """Distances, and shifts of the label's centre from its point: right and left come first."""
    angles = sorted(
        (2 * np.pi * i / _DIRECTIONS for i in range(_DIRECTIONS)),
        key=lambda a: (round(abs(np.sin(a)), 6), -round(np.cos(a), 6), -round(np.sin(a), 6)),
    )
    for radius in _RADII:
        for angle in angles:
            across, up = np.cos(angle), np.sin(angle)
            yield (
                radius,
                np.array([across * (radius * unit + width / 2), up * (radius * unit + height / 2)]),
            )


def _lead(axes: Axes, one: Label, end: Array) -> None:
    line = axes.annotate(
        "", (one.x, one.y), xytext=tuple(end), textcoords="offset points",
        arrowprops={"arrowstyle": "-", "color": style.MUTED, "linewidth": 0.5, "shrinkA": 0,
                    "shrinkB": 2.5},
    )  # fmt: skip
    line.set_in_layout(False)


def _line(spot: Array, box: Array) -> Array:
    """Give points along the way from a point to the nearest place of a box."""
    end = np.clip(spot, box[:2], box[2:])
    return np.linspace(spot, end, _STEPS)


def _crosses(line: Array, boxes: Array) -> bool:
    return any(bool(_holds(boxes, place).any()) for place in line[:-1])


def _holds(boxes: Array, places: Array) -> NDArray[np.bool_]:
    """Tell which boxes hold a place, or for one box which places it holds."""
    inside: NDArray[np.bool_] = (places >= boxes[..., :2]) & (places <= boxes[..., 2:])
    return np.asarray(inside.all(axis=-1))


def _around(centre: Array, width: float, height: float, pad: float) -> Array:
    half = np.array([width / 2 + pad, height / 2 + pad])
    return np.concatenate([centre - half, centre + half])


def _inside(box: Array, frame: Array) -> bool:
    return bool((box[:2] >= frame[:2]).all() and (box[2:] <= frame[2:]).all())


def _meets(box: Array, others: Array) -> bool:
    apart = (
        (box[0] >= others[:, 2]) | (box[2] <= others[:, 0])
        | (box[1] >= others[:, 3]) | (box[3] <= others[:, 1])
    )  # fmt: skip
    return not bool(apart.all())
