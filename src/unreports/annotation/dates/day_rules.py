"""Days of the calendar: alone, in ranges and in lists."""

from __future__ import annotations

from .drafts import Draft
from .rules import (
    Match,
    Rule,
    dated,
    day_of,
    digits,
    month_of,
    opening,
    written,
    year_before,
    year_of,
)
from .vocabulary import Scan

_WEEKDAY = "(?:WEEKDAY COMMA? ARTICLE?)?"


def _iso_day(scan: Scan, match: Match) -> list[Draft]:
    first, last = match.span()
    glued = all(scan.glued(index) for index in range(first + 1, last))
    if (
        not glued
        or (scan.glued(first) and scan.has("slash", first - 1))
        or len(scan.words[first + 2]) != 2
    ):
        return []
    return [
        dated(first, last, "-".join(scan.words[index] for index in (first, first + 2, first + 4)))
    ]


def _numeric_day(scan: Scan, match: Match) -> list[Draft]:
    first, last = match.span()
    if scan.glued(first) or not all(scan.glued(index) for index in range(first + 1, last)):
        return []
    day, month = digits(scan.words[first]), digits(scan.words[first + 2])
    return (
        [dated(first, last, f"{scan.words[first + 4]}-{month:02d}-{day:02d}")]
        if month <= 12
        else []
    )


def _day_range(scan: Scan, match: Match) -> list[Draft]:
    if not match["to"] and not scan.has("between", match.start()):
        return []
    named = match.groupdict()
    last_month = match.start("m2") if match["m2"] else match.start("m1")
    first_month = match.start("m1") if match["m1"] else last_month
    if not (written(scan, first_month) and written(scan, last_month)):
        return []
    until, since = month_of(scan, last_month), month_of(scan, first_month)
    year = year_of(scan, match, "y2") if named.get("y2") else year_of(scan, match, "y1")
    earlier = year_of(scan, match, "y1") if named.get("y1") else year_before(year, since > until)
    begin = f"{earlier}-{since}-{day_of(scan, match.start('d1'))}"
    finish = f"{year}-{until}-{day_of(scan, match.start('d2'))}"
    return [dated(opening(scan, match), match.end(), f"{begin}/{finish}")]


def _day_list(scan: Scan, match: Match) -> list[Draft]:
    month = match.start("m")
    if not written(scan, month):
        return []
    tail = f"{year_of(scan, match, 'y')}-{month_of(scan, month)}"
    inside = range(*match.span("list"))
    places = [index for index in inside if scan.has("day", index)]
    days = [digits(scan.words[index]) for index in places]
    together = days == list(range(days[0], days[0] + len(days)))
    if together and not any(scan.has("article", index) for index in inside):
        value = f"{tail}-{days[0]:02d}/{tail}-{days[-1]:02d}"
        return [dated(match.start(), match.end(), value)]
    ends = [index + 1 for index in places[:-1]] + [match.end()]
    found = zip(places, ends, days, strict=True)
    return [dated(first, last, f"{tail}-{day:02d}") for first, last, day in found]


def _one_day(scan: Scan, match: Match) -> list[Draft]:
    month = match.start("m")
    if not written(scan, month) or _part_of_number(scan, match.start("d")):
        return []
    if month < match.start("d") and not match["y"] and _thousands(scan, match.end()):
        return []
    first_month = month < match.start("d")
    if first_month and not match["y"] and scan.has("in", match.start() - 1):
        return []  # "in March 15 States ..."
    value = f"{year_of(scan, match, 'y')}-{month_of(scan, month)}-{day_of(scan, match.start('d'))}"
    return [dated(match.start(), match.end(), value)]


def _part_of_number(scan: Scan, index: int) -> bool:
    """Tell whether the token continues a number, a symbol or a decimal: 1 015, A/12, 2.15."""
    before = index - 1
    if scan.has("number", before) and scan.words[before].isdecimal():
        return len(scan.words[index]) == 3
    return scan.glued(index) and any(
        scan.has(sign, before) for sign in ("slash", "stop", "comma", "colon")
    )


def _thousands(scan: Scan, index: int) -> bool:
    """Tell whether a number goes on: "May 2,019 households"."""
    goes_on = scan.has("comma", index) and scan.glued(index) and scan.glued(index + 1)
    return goes_on and scan.has("number", index + 1) and len(scan.words[index + 1]) == 3


RULES = (
    Rule("day in ISO form", "YEAR DASH FIGURE DASH FIGURE", _iso_day),
    Rule("day in figures", "FIGURE (?:SLASH|STOP) FIGURE (?:SLASH|STOP) YEAR", _numeric_day),
    Rule(
        "days from to",
        rf"(?:FROM|BETWEEN)? ARTICLE? {_WEEKDAY} (?P<d1>DAY)"
        r"(?:OF? (?P<m1>MONTH) (?:COMMA? (?P<y1>YEAR) COMMA?)?)?"
        rf"(?:(?P<to>TO|DASH)|AND) ARTICLE? {_WEEKDAY}"
        r"(?P<d2>DAY) OF? (?P<m2>MONTH) (?:COMMA? OF? (?P<y2>YEAR))?",
        _day_range,
    ),
    Rule(
        "list of days",
        r"ARTICLE? (?P<list>DAY (?:COMMA ARTICLE? DAY){0,8} COMMA? AND ARTICLE? DAY)"
        r"OF? (?P<m>MONTH) (?:COMMA? OF? (?P<y>YEAR))?",
        _day_list,
    ),
    Rule("day", rf"{_WEEKDAY} (?P<d>DAY) OF? (?P<m>MONTH) (?:COMMA? OF? (?P<y>YEAR))?", _one_day),
    Rule(
        "days from to, month first",
        r"(?:FROM|BETWEEN)? (?P<m1>MONTH_FIRST) (?P<d1>DAY) (?:COMMA? (?P<y1>YEAR))?"
        r"(?:(?P<to>TO|DASH)|AND) (?P<m2>MONTH_FIRST)? (?P<d2>DAY) (?:COMMA? (?P<y2>YEAR))?",
        _day_range,
    ),
    Rule(
        "day, month first",
        rf"{_WEEKDAY} (?P<m>MONTH_FIRST) (?P<d>DAY) (?:COMMA? (?P<y>YEAR))?",
        _one_day,
    ),
)
