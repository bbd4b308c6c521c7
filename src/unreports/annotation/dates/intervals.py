"""What a value in ISO 8601, as TIMEX3 extends it, covers: first day, last day, precision.

Forms: ``2020-04-16``, ``2020-03``, ``2019``, ``2019-Q1`` (quarter), ``2019-H2`` (half),
``2019-SU`` (season; SP, SU, FA and WI are the meteorological seasons of the north, and winter
begins in December of its year), ``2019-W42`` (week), ``199`` (the 1990s: the year without its last
digit), ``19`` (the years 1900 to 1999, which is what a report means by the twentieth century),
``a/b`` (from a to b, both included). An ``X`` is what nothing in the text supplies.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


class Interval(NamedTuple):
    """First and last day (None when unknown) and the precision of a value."""

    begin: date | None
    finish: date | None
    precision: str


@lru_cache(4096)
def interval(value: str) -> Interval | None:
    """Return what a value covers, or None if it names no time of the calendar (31 February).

    Examples
    --------
    >>> interval("2020-02")
    Interval(begin=datetime.date(2020, 2, 1), finish=datetime.date(2020, 2, 29), precision='month')
    >>> interval("2019-03-19/2019-03-21").precision
    'range'
    >>> interval("2019-02-30") is None
    True
    """
    if value.startswith("P") or value.endswith("_REF") or not value:
        return Interval(None, None, "")
    if "/" in value:
        return _range(*value.split("/", 1))
    value, _, clock = value.partition("T")
    if "X" in value:
        return Interval(None, None, _precision(value)) if _possible(value) else None
    try:
        begin, finish = _days(value)
    except (ValueError, OverflowError):
        return None
    return Interval(begin, finish, "time" if clock else _precision(value))


def _range(first: str, second: str) -> Interval | None:
    start, end = interval(first), interval(second)
    if start is None or end is None:
        return None
    if start.begin and end.finish and start.begin > end.finish:
        return None
    known = start.begin is not None and end.finish is not None
    return Interval(start.begin if known else None, end.finish if known else None, "range")


def _precision(value: str) -> str:
    if len(value) <= 3:
        return "century" if len(value) == 2 else "decade"
    if "-" not in value:
        return "year"
    part = value[5:]
    kinds = {"Q": "quarter", "H": "half", "W": "week", "S": "season", "F": "season"}
    if part == "WI":
        return "season"
    return kinds.get(part[:1], "day" if len(part) == 5 else "month")


def _possible(value: str) -> bool:
    day = re.fullmatch(r"XXXX-(\d\d)-(\d\d)", value)
    if not day:
        return True
    try:
        date(2000, int(day[1]), int(day[2]))
    except ValueError:
        return False
    return True


def _days(value: str) -> tuple[date, date]:
    if len(value) < 4:
        width = 10 ** (4 - len(value))
        first = int(value) * width
        return date(first, 1, 1), date(first + width - 1, 12, 31)
    year, _, part = value.partition("-")
    if not part:
        return date(int(year), 1, 1), date(int(year), 12, 31)
    return _part(int(year), part)


def _part(year: int, part: str) -> tuple[date, date]:
    if part.startswith("W") and part[1:].isdecimal():
        monday = date.fromisocalendar(year, int(part[1:]), 1)
        return monday, monday + timedelta(days=6)
    if part in _SEASONS:
        return months(year, _SEASONS[part], 3)
    if part[0] in "QH":
        length = 3 if part[0] == "Q" else 6
        return months(year, (int(part[1:]) - 1) * length + 1, length)
    if "-" in part:
        month, day = part.split("-")
        only = date(year, int(month), int(day))
        return only, only
    return months(year, int(part), 1)


def months(year: int, month: int, count: int) -> tuple[date, date]:
    """Return the first and the last day of `count` months from `month` on.

    Examples
    --------
    >>> months(2019, 12, 3)[1]
    datetime.date(2020, 2, 29)
    """
    after = year * 12 + month - 1 + count
    return date(year, month, 1), date(after // 12, after % 12 + 1, 1) - timedelta(days=1)
