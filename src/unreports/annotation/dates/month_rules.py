"""Months, and the quarters, halves and seasons of a year."""

from __future__ import annotations

from .drafts import Draft
from .rules import (
    UNKNOWN,
    Match,
    Rule,
    dated,
    month_of,
    opening,
    written,
    year_before,
    year_of,
)
from .vocabulary import Scan


def _month_range(scan: Scan, match: Match) -> list[Draft]:
    first, second = match.start("m1"), match.start("m2")
    if not match["to"] and not scan.has("between", match.start()):
        return []
    if not (written(scan, first) and written(scan, second)):
        return []
    since, until = month_of(scan, first), month_of(scan, second)
    year = year_of(scan, match, "y2") if match["y2"] else year_of(scan, match, "y1")
    earlier = year_of(scan, match, "y1") if match["y1"] else year_before(year, since > until)
    return [dated(opening(scan, match), match.end(), f"{earlier}-{since}/{year}-{until}")]


def _month_list(scan: Scan, match: Match) -> list[Draft]:
    places = [index for index in range(*match.span("list")) if scan.has("month", index)]
    if not all(written(scan, index) for index in places):
        return []
    ends = [index + 1 for index in places[:-1]] + [match.end()]
    year = year_of(scan, match, "y")
    found = zip(places, ends, strict=True)
    return [dated(first, last, f"{year}-{month_of(scan, first)}") for first, last in found]


def _month_years(scan: Scan, match: Match) -> list[Draft]:
    month = match.start("m")
    if not written(scan, month):
        return []
    places = [index for index in range(*match.span("list")) if scan.has("year", index)]
    starts = [month, *places[1:]]
    found = zip(starts, places, strict=True)
    return [
        dated(first, place + 1, f"{scan.words[place]}-{month_of(scan, month)}")
        for first, place in found
    ]


_MONTH_CONTEXT = ("in", "of", "from", "to", "at", "by", "since", "before", "after", "between",
                  "modifier", "and", "each", "past", "next", "this", "span_noun")  # fmt: skip


def _one_month(scan: Scan, match: Match) -> list[Draft]:
    place = match.start("m")
    if not written(scan, place):
        return []
    if not match["y"]:
        beside = place - 1
        if scan.has("dash", beside) and scan.has("modifier", beside - 1):
            beside -= 1  # "mid-October"
        expected = any(scan.has(name, beside) for name in _MONTH_CONTEXT)
        common = not scan.capital(place) and not scan.has("homograph", place)
        if scan.has("abbreviation", place) or not (expected or common):
            return []
        lead = ""
        if match["way"]:
            lead = "next" if scan.has("next_now", match.start("way")) else "past"
        return [Draft(place, match.end(), "DATE", f"{UNKNOWN}-{month_of(scan, place)}", lead=lead)]
    return [dated(place, match.end(), f"{year_of(scan, match, 'y')}-{month_of(scan, place)}")]


def _half_of_month(scan: Scan, match: Match) -> list[Draft]:
    month, half = match.start("m"), _ordinal(scan, match.start("o"), 2)
    if half not in (1, 2) or not written(scan, month):
        return []
    value = f"{year_of(scan, match, 'y')}-{month_of(scan, month)}"
    modifier = "START" if half == 1 else "END"
    return [Draft(match.start(), match.end(), "DATE", value, modifier)]


_PARTS = {"Q": ("Q", 4), "H2": ("H", 2)}


def _part_of_year(scan: Scan, match: Match) -> list[Draft]:
    kind = scan.value("unit", match.start("u"))
    if kind not in _PARTS:
        return []
    bare = not match["y"] and not match["whole"]
    if bare and scan.has("half_year", match.start("u")):
        return []  # the first half of the meeting
    letter, count = _PARTS[kind]
    numbers = [_ordinal(scan, match.start(group), count) for group in ("o1", "o2") if match[group]]
    if not all(1 <= number <= count for number in numbers):
        return []
    year = year_of(scan, match, "y")
    value = "/".join(f"{year}-{letter}{number}" for number in numbers)
    return [dated(match.start(), match.end(), value)]


def _ordinal(scan: Scan, index: int, last: int) -> int:
    return int(scan.value("ordinal", index) or last)


def _quarter(scan: Scan, match: Match) -> list[Draft]:
    number = scan.value("quarter_code", match.start("q"))
    return [dated(match.start(), match.end(), f"{year_of(scan, match, 'y')}-Q{number}")]


def _season(scan: Scan, match: Match) -> list[Draft]:
    place = match.start()
    if scan.has("homograph", place) and not any(
        scan.has(name, place - 1)
        for name in ("article", "in", "of", "at", "modifier", "and", "this")
    ):
        return []
    name = scan.value("season", place)
    return [dated(place, match.end(), f"{year_of(scan, match, 'y')}-{name}")]


RULES = (
    Rule(
        "months from to",
        r"(?:FROM|BETWEEN)? (?P<m1>MONTH) (?:COMMA? OF? (?P<y1>YEAR))?"
        r"(?:(?P<to>TO|DASH)|AND) MODIFIER? (?P<m2>MONTH) (?:COMMA? OF? (?P<y2>YEAR))?",
        _month_range,
    ),
    Rule(
        "list of months",
        r"(?P<list>MONTH (?:COMMA IN? MONTH){0,8} COMMA? AND (?:IN|OF)? MONTH)"
        r"(?:OF? (?P<y>YEAR))?",
        _month_list,
    ),
    Rule(
        "month of several years",
        r"(?P<m>MONTH) OF? (?P<list>YEAR (?:COMMA YEAR){0,8} COMMA? AND YEAR)",
        _month_years,
    ),
    Rule(
        "month", r"(?P<m>MONTH) (?:(?P<way>PAST_NOW|NEXT_NOW)|COMMA? OF? (?P<y>YEAR))?", _one_month
    ),
    Rule(
        "half of a month",
        r"(?P<o>ORDINAL|ORDINAL_LAST) HALF_MONTH OF (?:ARTICLE? UNIT OF)? (?P<m>MONTH)"
        r"(?:COMMA? OF? (?P<y>YEAR))?",
        _half_of_month,
    ),
    Rule(
        "part of a year",
        r"(?P<o1>ORDINAL|ORDINAL_LAST) (?:(?:AND|TO ARTICLE?) (?P<o2>ORDINAL|ORDINAL_LAST))?"
        r"(?P<u>UNIT)"
        r"(?:(?:OF|COMMA)? (?:ARTICLE? UNIT)? (?P<y>YEAR)|(?P<whole>OF ARTICLE? UNIT))?",
        _part_of_year,
    ),
    Rule("quarter by code", r"(?P<q>QUARTER_CODE) OF? (?P<y>YEAR)", _quarter),
    Rule("season", r"SEASON OF? (?P<y>YEAR) (?:(?:DASH|SLASH) FIGURE)?", _season),
)
