"""The cumulative progression of words along the corpus."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from unreports.figures import style
from unreports.figures.labels import Label, write_beside

_DASHES: tuple[object, ...] = ("-", (0, (5, 1.5)), (0, (1.2, 1.2)), (0, (6, 1.5, 1.2, 1.5)))
_MARKS = 8  # markers along a line: enough to follow it, few enough to see it
_LABEL = 26
_NARROW = 0.02  # share of the corpus below which a part's name is not written


def progression_lines(
    steps: pd.DataFrame, parts: pd.DataFrame, terms: Sequence[str], *, source: str = ""
) -> Figure:
    """Draw the matches so far against the position in the corpus, one stepped line a term.

    Parameters
    ----------
    steps : DataFrame
        term, position, cumulative (`analysis.progression`).
    parts : DataFrame
        part, start, end; a vertical line stands where a part begins.
    terms : sequence of str
        The lines; a term that does not occur is a level one at 0.
    source : str
        What the figure stands on.
    """
    length = int(parts["end"].max()) if len(parts) else 1
    figure = style.new_figure(height=4.9 + 0.1 * len(terms))
    axes = figure.subplots()
    labels = [_line(axes, steps, term, number, length) for number, term in enumerate(terms)]
    axes.set_xlim(0, length)
    axes.set_ylim(bottom=0)
    axes.set_ylim(top=max(axes.get_ylim()[1], 1.0))
    axes.set_xlabel("running words from the beginning of the corpus")
    axes.set_ylabel("occurrences so far")
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}".replace(",", "\u202f"))
    style.bare(axes, grid="y")
    _parts(axes, parts, length)
    style.finish(
        figure,
        f"How the count of {terms[0]} grows" if len(terms) == 1
        else f"How the counts of {len(terms)} terms grow",
        subtitle="Each step is an occurrence; where a line is level the term is absent, where it "
        "is steep a passage repeats it. At the right, the number of occurrences.",
        source=source,
    )  # fmt: skip
    _keep_margin(figure, max(len(one.text) for one in labels))
    write_beside(axes, labels)
    return figure


def _line(axes: Axes, steps: pd.DataFrame, term: str, number: int, length: int) -> Label:
    own = steps[steps["term"] == term]
    total = len(own)
    x = np.concatenate([[0], own["position"].to_numpy(), [length]])
    y = np.concatenate([[0], own["cumulative"].to_numpy(), [total]])
    colour = style.PALETTE[number % len(style.PALETTE)]
    # Past the palette a colour comes back, with another marker and another dash.
    again = number // len(style.PALETTE)
    axes.plot(
        x, y, drawstyle="steps-post", color=colour, linewidth=1.5,
        linestyle=_DASHES[number % len(_DASHES)],
        marker=style.MARKERS[(number + again) % len(style.MARKERS)], markersize=4.5,
        markevery=_marked(total, number), zorder=3,
    )  # fmt: skip
    return Label(f"{style.shorten(term, _LABEL)} ({total})", length, total, colour)


def _marked(total: int, number: int) -> list[int]:
    """Choose which steps bear a marker; lines side by side have theirs at different places."""
    if not total:
        return []
    gap = max(1, round(total / _MARKS))
    return list(range(1 + number % gap, total + 1, gap))


def _parts(axes: Axes, parts: pd.DataFrame, length: int) -> None:
    columns = (parts[name] for name in ("part", "start", "end"))
    several = len(parts) > 4
    for part, start, end in zip(*columns, strict=True):
        if start:
            colour = style.GRID if several else style.MUTED
            axes.axvline(start, color=colour, linewidth=0.8, linestyle=(0, (2, 2)))
        if (end - start) / length >= _NARROW:
            middle = (start + end) / 2
            axes.annotate(
                style.shorten(part, 30 if several else 40), (middle if several else start, 1),
                xycoords=("data", "axes fraction"), xytext=(0 if several else 3, 3),
                textcoords="offset points", fontsize=7.5, color=style.MUTED,
                rotation=55 if several else 0, ha="left", va="bottom",
                rotation_mode="anchor", annotation_clip=False,
            )  # fmt: skip


def _keep_margin(figure: Figure, letters: int) -> None:
    """Leave room at the right for the labels of the lines."""
    engine = figure.get_layout_engine()
    if engine is not None:
        left, bottom, width, height = engine.get()["rect"]
        taken = (24 + 5.4 * letters) / (72 * figure.get_figwidth())
        engine.set(rect=(left, bottom, width - taken, height))  # type: ignore[call-arg]
