"""Years, decades and centuries; and when a number is a year at all."""

from __future__ import annotations

from .drafts import Draft
from .rules import (
    Match,
    Rule,
    dated,
    digits,
)
from .vocabulary import Scan


def _decade(scan: Scan, match: Match) -> list[Draft]:
    place = match.start("n") if match["n"] else match.end() - 1
    number = digits(scan.words[place])
    number += 1900 if number < 100 else 0
    if match["n"]:
        return [dated(match.start(), match.end(), str(number)[:3])]
    unit, after = scan.value("unit", match.start()), match.end()
    several = (scan.has("plural", match.start()) and unit == "Y") or unit == "DE"
    listed = any(scan.has(name, after) for name in ("and", "comma", "dash", "to", "slash"))
    if not several or number % 10 or (listed and scan.has("number", after + 1)):
        return []
    return [dated(match.start(), match.end(), str(number)[:3])]


def _century(scan: Scan, match: Match) -> list[Draft]:
    number = scan.number(match.start(), match.start("u"))
    if scan.value("unit", match.start("u")) != "CE" or not number or number > 21:
        return []
    return [dated(match.start(), match.end(), f"{number - 1:02d}")]


def _year_range(scan: Scan, match: Match) -> list[Draft]:
    first, second = match.start("y1"), match.start("y2")
    if match["and"] and not scan.has("between", match.start()):
        return []
    counted = not match["join"]
    whole = len(scan.words[second]) == 4
    if not year_stands(scan, first) or (whole and not year_stands(scan, second, counted=counted)):
        return []
    since, until = int(scan.words[first]), digits(scan.words[second])
    if until < 100 and match["join"] and scan.glued(second) and scan.glued(second - 1):
        until += since // 100 * 100
    slash = bool(match["join"]) and scan.has("slash", match.start("join"))
    if until <= since or (slash and until > since + 2):
        return []
    opening = first if match["join"] else match.start()
    return [dated(opening, match.end(), f"{since:04d}/{until:04d}")]


def _one_year(scan: Scan, match: Match) -> list[Draft]:
    place = match.start()
    if not year_stands(scan, place) or _counts_up_to(scan, place):
        return []
    return [dated(place, place + 1, scan.words[place])]


def _glued_year(scan: Scan, match: Match) -> list[Draft]:
    year, modifier = scan.value("glued_year", match.start()).split()
    return [Draft(match.start(), match.end(), "DATE", year, modifier)]


_YEAR_CONTEXT = ("in", "of", "from", "to", "at", "by", "since", "before", "after", "between",
                 "modifier", "unit", "programme", "period", "year_adjective", "deadline", "approx",
                 "ici", "meeting", "lasting", "month")  # fmt: skip


_ABBREVIATION = 4  # characters: "par.", "art.", "para.", "chap." number what follows
_CERTAIN = ("in", "since", "by", "modifier", "before", "after", "unit", "period", "deadline")


def year_stands(scan: Scan, place: int, *, counted: bool = True) -> bool:
    """Tell whether a number that may be a year is one, by the words around it.

    It is not after a word that numbers things (resolution 1999, para. 2015), inside a symbol, a
    decimal or an address, beside a sign of money or per cent, nor before what it counts
    ("2020 participants").
    """
    before, after = place - 1, place + 1
    if _bound(scan, place):
        return False
    if scan.has("stop", before) and scan.has("reference", before - 1):
        return len(scan.words[before - 1]) > _ABBREVIATION  # par. 2015
    if any(scan.has(name, before) for name in ("reference", "resolution", "unit_sign")):
        return False
    if scan.has("lpar", after) and scan.has("year", after + 1) and scan.has("rpar", after + 2):
        return False  # the number of a resolution: 2178 (2014)
    if any(scan.has(name, after) for name in ("unit_sign", "money", "unit", "clock_hour")):
        return False
    year = digits(scan.words[place])
    if any(scan.has(name, before) for name in _CERTAIN):
        return year >= 1000
    if year < 1500 or (counted and _counts(scan, after)) or _measures(scan, place):
        return False
    known = any(scan.has(name, before) for name in _YEAR_CONTEXT)
    return known or year >= 1800


_PREFIXES = ("number", "modifier", "after", "before")


def _bound(scan: Scan, place: int) -> bool:
    """Tell whether the number is part of a longer token: a symbol, a decimal, an address."""
    before, after = place - 1, place + 1
    if scan.glued(place):
        if scan.has("slash", before) and not scan.has("year", before - 1):
            return True
        if any(scan.has(sign, before) for sign in ("stop", "comma", "colon")):
            return True
        if scan.has("dash", before) and scan.glued(before):
            if scan.has("year", before - 1):
                return scan.glued(before - 1) and not scan.has("lpar", before - 2)
            if not any(scan.has(name, before - 1) for name in _PREFIXES):
                return True
    if scan.glued(after) and scan.glued(after + 1):
        if scan.has("slash", after):
            return not _season_of(scan, place, after + 1)
        if scan.has("stop", after) or scan.has("comma", after):
            return scan.has("number", after + 1)
    return False


def _season_of(scan: Scan, place: int, second: int) -> bool:
    """Tell whether a stroke joins a year to the next one, as in 2024/25 and 2024/2025."""
    word = scan.words[second]
    if not word.isdecimal() or len(word) not in (2, 4) or scan.has("resolution", place - 1):
        return False
    return (int(word) - int(scan.words[place])) % 100 in (1, 2)


def _counts(scan: Scan, after: int) -> bool:
    """Tell whether the word after a number is a plural that it counts."""
    if after >= len(scan.words):
        return False
    word = scan.words[after]
    if not word.isalpha() or scan.capital(after) or scan.has("stop_s", after):
        return False
    return len(word) > 3 and word[-1] in "sx" and not word.endswith("ss")


def _measures(scan: Scan, place: int) -> bool:
    """Tell whether a number is compared or counts people: "2000 fewer", "1960 police officers"."""
    before, after = place - 1, place + 1
    if not scan.has("counted", after) or scan.capital(after) or scan.has("article", before):
        return False
    placed = scan.has("of", before) and scan.has("modifier", before - 1)
    return not placed and not scan.has("year", before - 1)  # "from 2010 to 2015 more than"


def _counts_up_to(scan: Scan, place: int) -> bool:
    """Tell whether the number opens a range of what is counted: "Entre 2010 et 2015 véhicules"."""
    join, second = place + 1, place + 2
    ranged = scan.has("between", place - 1) or scan.has("from", place - 1)
    joined = scan.has("and", join) or scan.has("to", join)
    return ranged and joined and scan.has("year", second) and _counts(scan, second + 1)


RULES = (
    Rule("decade", r"UNIT (?:YEAR|FIGURE)|(?P<n>DECADE_NUMBER)", _decade),
    Rule("century", r"(?:NUMBER (?:DASH|AND)?){0,3} ORDINAL DASH? (?P<u>UNIT)", _century),
    Rule(
        "years from to",
        r"(?:FROM|BETWEEN)? UNIT? (?P<y1>YEAR)"
        r"(?:(?P<join>DASH|SLASH)|TO ARTICLE? UNIT?|(?P<and>AND) UNIT?) (?P<y2>YEAR|FIGURE)",
        _year_range,
    ),
    Rule("year", "YEAR", _one_year),
    Rule("year without its hyphen", "GLUED_YEAR", _glued_year),
)
