"""Figures of time: events in lanes, and how often each month is named."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from unreports.figures import style

ROLES = ("event", "period", "programme", "deadline", "citation", "metadata", "vague")
_COLOUR = dict(zip(ROLES, style.PALETTE, strict=True))
_MARKER = dict(zip(ROLES, style.MARKERS, strict=True))
_HATCH = dict(zip(ROLES, ("", "////", "....", "xxxx", "\\\\", "++++", "oooo"), strict=True))
_LANES = 30
_SHORT = 8  # days: a range so short is seen by its mark, not its bar
_LINE = 0.115  # inches between the lines of a lane
_GAP = 0.11  # inches between lanes


def event_lanes(
    events: pd.DataFrame,
    *,
    view: tuple[str, str],
    lanes: str = "title",
    by: str = "section",
    title: str = "What is dated when",
    periods: Mapping[str, str] | None = None,
    source: str = "",
) -> Figure:
    """Draw events in lanes: a day is a point, anything longer a bar of its true length.

    Parameters
    ----------
    events : DataFrame
        The `events` table.
    view : tuple of str
        First and last day shown (`analysis.timeline.bulk`); what lies outside is counted beneath
        the title.
    lanes : str, default "title"
        The column whose values are the lanes, in the order of the documents; of more than thirty
        the fullest are drawn.
    by, title : str
        What a lane is, and what is drawn.
    periods : mapping of str to str, optional
        The reporting period of each document, "2018-08-17/2020-09-11", shaded behind its lanes.
    source : str
        What the figure stands on.
    """
    seen = [_seen(span, view) for span in _rows(events)]
    names, left_out = _lane_names(events[seen], lanes)
    groups = dict(list(events[seen].groupby(["symbol", lanes], sort=False)))
    packed = {key: _pack(groups[key], view) for key in names}
    height = sum(len(lines) * _LINE + _GAP for lines in packed.values())
    figure = style.new_figure(height=1.9 + max(height, 0.6))
    axes = figure.subplots()
    edges = _draw_lanes(axes, packed, view)
    shaded = _shade(axes, edges, periods or {})
    _name_lanes(axes, edges)
    room = 0.035 * (_number(view[1]) - _number(view[0])) + 8  # for the number behind the last mark
    axes.set_xlim(_number(view[0]) - 8, _number(view[1]) + room)
    _time_axis(axes)
    shown = sum(mark[3] for lines in packed.values() for line in lines for mark in line)
    roles = [role for role in ROLES if any(role in set(groups[key]["role"]) for key in names)]
    _legend(axes, roles, shaded)
    return style.finish(
        figure,
        f"{title}, by {by}",
        subtitle=_explain(shown, len(events) - shown, left_out),
        source=source,
    )


def _rows(events: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(events["begin"], events["finish"], strict=True))


def _seen(span: tuple[str, str], view: tuple[str, str]) -> bool:
    return span[0] <= view[1] and span[1] >= view[0] and span[0] != ""


def _lane_names(events: pd.DataFrame, lanes: str) -> tuple[list[tuple[str, str]], int]:
    """Return the lanes in the order of the documents, the fullest ones if they are too many."""
    keys = list(zip(events["symbol"], events[lanes], strict=True))
    counts = pd.Series(keys, dtype=object).value_counts()
    kept = set(counts.index[:_LANES])
    order = sorted(
        {k: (k[0], not k[1], n) for k, n in zip(keys, _order(events), strict=True)}.items(),
        key=lambda item: item[1],
    )
    return [key for key, _ in order if key in kept], max(0, len(counts) - _LANES)


def _order(events: pd.DataFrame) -> list[tuple[int, ...]]:
    """Return what sorts the sections of a document as printed; what has none comes first."""
    found = []
    for section in events["section"]:
        parts = section.split(".") if isinstance(section, str) else []
        found.append(tuple(int(part) for part in parts if part.isdecimal()))
    return found


def _number(day: str) -> float:
    return float(date2num(date.fromisoformat(day)))


def _shade(
    axes: Axes, edges: Sequence[tuple[tuple[str, str], float, float]], periods: Mapping[str, str]
) -> bool:
    """Shade each document's reporting period behind its lanes; tell whether any was."""
    shaded = False
    for (symbol, _), top, low in edges:
        begin, _, finish = periods.get(symbol, "").partition("/")
        if finish:
            span = _number(begin), _number(finish) - _number(begin)
            axes.broken_barh([span], (top, low - top), color=style.GRID, alpha=0.45, lw=0, zorder=0)
            shaded = True
    return shaded


_Mark = tuple[str, float, float, int]


def _pack(lane: pd.DataFrame, view: tuple[str, str]) -> list[list[_Mark]]:
    """Lay the marks of a lane on as few lines as hold them without one hiding another."""
    space = max(6.0, (_number(view[1]) - _number(view[0])) / 70)
    lines: list[list[_Mark]] = []
    ends: list[float] = []
    same = Counter(zip(lane["begin"], lane["finish"], lane["role"], strict=True))
    for (first, last, role), count in sorted(same.items()):
        begin, finish = _number(first), _number(last) + 1
        free = next((i for i, end in enumerate(ends) if end <= begin), len(ends))
        if free == len(ends):
            lines.append([])
            ends.append(0.0)
        room = 4.5 * space if count > 1 else space / 3  # the number of a mark stands after it
        ends[free] = max(finish + room, begin + space)
        lines[free].append((role, begin, finish, count))
    return lines


def _draw_lanes(
    axes: Axes, packed: dict[tuple[str, str], list[list[_Mark]]], view: tuple[str, str]
) -> list[tuple[tuple[str, str], float, float]]:
    """Draw all lanes from the top down; give each with its upper and lower edge, in inches."""
    y, edges = 0.0, []
    for key, lines in packed.items():
        top = y
        for line in lines:
            y += _LINE
            for mark in line:
                _draw(axes, mark, y - _LINE / 2 + _GAP / 2, view)
        y += _GAP
        edges.append((key, top, y))
    axes.set_ylim(max(y, 0.3), 0)
    return edges


def _draw(axes: Axes, mark: _Mark, y: float, view: tuple[str, str]) -> None:
    role, begin, finish, count = mark
    left, right = _number(view[0]), _number(view[1]) + 1
    colour = _COLOUR.get(role, style.BLACK)
    if finish - begin > _SHORT:
        # Butt ends: a bar is exactly as long as its time.
        axes.hlines(y, begin, finish, color=colour, linewidth=3.2, alpha=0.75, capstyle="butt")
    for edge, beyond, arrow in ((left, begin < left, "<"), (right, finish > right, ">")):
        if beyond:
            axes.plot(edge, y, marker=arrow, color=colour, markersize=5, mew=0)
    begin, finish = max(begin, left), min(finish, right)
    if finish - begin <= _SHORT or role != "event":
        middle = (begin + finish) / 2
        axes.plot(middle, y, marker=_MARKER.get(role, "o"), color=colour, markersize=4.6, mew=0)
    if count > 1:
        axes.annotate(
            f"×{count}", (finish, y), (3, 0), textcoords="offset points", va="center",
            fontsize=7, color=style.MUTED, annotation_clip=True,
        )  # fmt: skip


def _name_lanes(axes: Axes, edges: list[tuple[tuple[str, str], float, float]]) -> None:
    """Name lanes at the left and, if there are several, documents at the right."""
    symbols = [key[0] for key, _, _ in edges]
    labels = [style.shorten(key[1] or "(none named)", 54) for key, _, _ in edges]
    axes.set_yticks([(top + low) / 2 for _, top, low in edges], labels, fontsize=8)
    for number, (key, top, _) in enumerate(edges):
        new = number == 0 or symbols[number - 1] != key[0]
        if number:
            axes.axhline(top, color=style.INK if new else style.GRID, linewidth=1.2 if new else 0.6)
        if new and len(set(symbols)) > 1:
            axes.annotate(
                key[0], (1, top), (5, -3), xycoords=("axes fraction", "data"),
                textcoords="offset points", va="top", fontsize=8, fontweight="bold",
            )  # fmt: skip


def _time_axis(axes: Axes) -> None:
    locator = AutoDateLocator(minticks=4, maxticks=9)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator, show_offset=False))
    style.bare(axes)


def _legend(axes: Axes, roles: Sequence[str], shaded: bool) -> None:
    handles = [
        Line2D([], [], color=_COLOUR[role], marker=_MARKER[role], linewidth=2.6, label=role)
        for role in roles
    ]
    if shaded:
        handles.append(Line2D([], [], color=style.GRID, linewidth=8, label="reporting period"))
    if handles:
        _above(axes, handles)


def _above(axes: Axes, handles: Sequence[Line2D]) -> None:
    """Set a legend over the axes, at the left: the foot belongs to the source line."""
    axes.legend(
        handles=handles, loc="lower left", bbox_to_anchor=(0, 1.0), ncols=min(4, len(handles)),
        fontsize=8.5, handlelength=1.6, columnspacing=1.2, borderaxespad=0.3,
    )  # fmt: skip


def _explain(shown: int, outside: int, left_out: int) -> str:
    text = (
        "A point is a day; a bar is as long as the month, year or range that is named, an arrow "
        f"where it goes on outside the view; ×3 is one time named thrice. {shown} in all; what "
        "belongs to several lanes counts in each."
    )
    if outside and left_out:
        return f"{text} {outside} more lie outside this view or in lanes not shown ({left_out})."
    return f"{text} {outside} more lie outside this view." if outside else text


def months_histogram(counts: pd.DataFrame, *, view: tuple[str, str], source: str = "") -> Figure:
    """Draw how often each month is named, stacked by role; years alone in a panel of their own.

    Parameters
    ----------
    counts : DataFrame
        month, role, count (`analysis.timeline.mentions_by_month`).
    view : tuple of str
        First and last day shown; what lies outside is counted beneath the title.
    source : str
        What the figure stands on.
    """
    months, years = (
        _month_range(view),
        [str(y) for y in range(int(view[0][:4]), int(view[1][:4]) + 1)],
    )
    monthly = counts[counts["month"].isin(months)]
    yearly = counts[counts["month"].isin(years)]
    seen = pd.concat([monthly, yearly])
    roles = [role for role in ROLES if role in set(seen["role"])]
    figure = style.new_figure(height=4.6)
    left, right = figure.subplots(
        1, 2, sharey=True, width_ratios=[4, min(2.0, max(1.0, len(years) / 5))]
    )
    _stack(left, monthly, months, roles)
    _stack(right, yearly, years, roles)
    highest = pd.concat([monthly, yearly]).groupby("month")["count"].sum().max() if roles else 1
    left.set_ylim(0, 1.08 * highest)  # one scale: the two panels are to be compared
    left.set_ylabel("mentions")
    left.set_title("months and days", loc="left", fontsize=9.5)
    right.set_title("years alone", loc="left", fontsize=9.5)
    _month_ticks(left, months)
    step = math.ceil(len(years) / 12)
    places = range(0, len(years), step)
    right.set_xticks(places, years[::step], rotation=90 if len(years) > 4 else 0, fontsize=8)
    _legend_bars(left, roles)
    outside = int(counts["count"].sum() - seen["count"].sum())
    note = f" {outside} more lie outside this view." if outside else ""
    return style.finish(
        figure,
        "How often each month is named",
        subtitle="A date counts in its month, a range of less than a year in each month it "
        "touches, a longer one not at all; a year without a month stands apart, at the right."
        + note,
        source=source,
    )


def _month_range(view: tuple[str, str]) -> list[str]:
    first, last = (12 * int(day[:4]) + int(day[5:7]) - 1 for day in view)
    return [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(first, last + 1)]


def _stack(axes: Axes, counts: pd.DataFrame, names: Sequence[str], roles: Sequence[str]) -> None:
    base = np.zeros(len(names))
    for role in roles:
        rows = counts[counts["role"] == role].set_index("month")["count"]
        heights = np.array([float(rows.get(name, 0)) for name in names])
        axes.bar(
            range(len(names)), heights, 0.86, bottom=base, color=_COLOUR[role], hatch=_HATCH[role],
            edgecolor="white", linewidth=0.4,
        )  # fmt: skip
        base += heights
    style.bare(axes, grid="y")
    axes.set_xlim(-0.7, len(names) - 0.3)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))


def _month_ticks(axes: Axes, months: Sequence[str]) -> None:
    step = next(s for s in (1, 2, 3, 6, 12, 24, 60, 120, 600) if len(months) / s <= 16 or s == 600)
    places = [i for i, month in enumerate(months) if (int(month[5:]) - 1) % min(step, 12) == 0]
    if step > 12:
        places = [i for i in places if int(months[i][:4]) % (step // 12) == 0]
    axes.set_xticks(places, [months[i] for i in places], rotation=45, ha="right", fontsize=8)


def _legend_bars(axes: Axes, roles: Sequence[str]) -> None:
    handles = [
        Patch(facecolor=_COLOUR[r], hatch=_HATCH[r], edgecolor="white", label=r) for r in roles
    ]
    if handles:
        axes.legend(
            handles=handles, loc="lower left", bbox_to_anchor=(0, 1.05), fontsize=8.5,
            ncols=min(5, len(handles)),
        )  # fmt: skip
