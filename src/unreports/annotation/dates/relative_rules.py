"""Times that are no place in the calendar by themselves: durations, sets, clock times, anaphora."""

from __future__ import annotations

import re

from .drafts import Draft
from .rules import Match, Rule
from .vocabulary import Scan

# What a unit is called in an ISO duration, and how many of those it is worth.
_DURATIONS = {
    "Y": ("P", "Y", 1), "M": ("P", "M", 1), "W": ("P", "W", 1), "D": ("P", "D", 1),
    "H": ("PT", "H", 1), "MIN": ("PT", "M", 1), "DE": ("P", "DE", 1), "CE": ("P", "CE", 1),
    "Q": ("P", "M", 3), "H2": ("P", "M", 6), "BI": ("P", "Y", 2),
}  # fmt: skip
_AGE_REACH = 12
_NEAR = 5


def _length(unit: str, count: float | str) -> str:
    """Return an ISO duration; an unknown count is the ``X`` of TIMEX3."""
    lead, name, factor = _DURATIONS[unit]
    if isinstance(count, str):
        return f"{lead}X{name}"
    return f"{lead}{count * factor:g}{name}"


def _duration(scan: Scan, match: Match) -> list[Draft]:
    place = match.start("u")
    unit = scan.value("unit", place)
    if scan.capital(place) or _age(scan, match) or (unit == "Q" and scan.has("of", match.end())):
        return []
    count: float | str = "X"
    if match["n"]:
        number = _count(scan, *match.span("n"))
        if number is None or number > 99999:
            return []
        count = number + (0.5 if match["half"] else 0)
    elif match["fraction"]:
        count = 0.5
    elif not _vague(scan, match):
        return []
    first = match.start()
    if match["n"] and match["m"]:
        most = _count(scan, *match.span("m"))
        return [
            Draft(
                first, match.end(), "DURATION", f"{_length(unit, count)}/{_length(unit, most or 1)}"
            )
        ]
    return [Draft(first, match.end(), "DURATION", _length(unit, count))]


def _count(scan: Scan, first: int, last: int) -> int | None:
    return scan.number(first, last)


def _vague(scan: Scan, match: Match) -> bool:
    """Tell whether an uncounted duration says at least how it lies to now."""
    place = match.start("u")
    if match["v"]:
        return scan.has("plural", place)
    if match["after"] and (scan.has("year", match.end()) or scan.has("article", match.end())):
        return False  # "in the years following 2025"
    if match["lead"] or match["past"] or match["after"]:
        return scan.has("plural", place)
    lasting = scan.has("indefinite", match.start() - 1) and scan.has("lasting", match.start() - 2)
    return scan.has("plural", place) and lasting


def _age(scan: Scan, match: Match) -> bool:
    """Tell whether years are somebody's age: "moins de 18 ans", "women aged 15 to 49 years"."""
    if scan.value("unit", match.start("u")) != "Y" or not match["n"]:
        return False
    after = match.end()
    if scan.has("old", after) or (scan.has("dash", after) and scan.has("old", after + 1)):
        return True
    if scan.has("lpar", match.start() - 1) and match["m"]:
        return True
    if scan.has("comma", match.start() - 1) and scan.has("comma", after):
        return True  # a person, 12 ans, ...
    for index in range(match.start() - 1, max(-1, match.start() - _AGE_REACH), -1):
        if scan.has("stop", index) or scan.has("comma", index):
            return False
        if scan.has("age" if match.start() - index <= _NEAR else "aged", index):
            return True
    return False


def _periodic(scan: Scan, match: Match) -> list[Draft]:
    place = match.start()
    name = scan.capital(place) and place > 0 and not scan.has("stop", place - 1)
    noun = scan.has("noun_too", place) and scan.has("article", place - 1)
    if name or noun or scan.has("year", place + 1) or scan.glued(place):
        return []
    value = scan.value("periodic", place)
    beside = range(place - 3, place + 3)
    long = value[-1] == "Y" and value != "P1Y" and any(scan.has("long_term", i) for i in beside)
    return [Draft(place, place + 1, "DURATION" if long else "SET", value)]


def _each(scan: Scan, match: Match) -> list[Draft]:
    place = match.end() - 1
    number = _count(scan, *match.span("n")) if match["n"] else 1
    if scan.capital(place) or number is None or number > 999:
        return []
    return [Draft(match.start(), match.end(), "SET", _length(scan.value("unit", place), number))]


_RELATIVES = ("Y", "M", "W", "D")


def _reference(scan: Scan, match: Match, kind: str, shift: int = 0) -> list[Draft]:
    place = match.start("unit") if match.groupdict().get("unit") else match.start("u")
    unit = scan.value("unit", place)
    if unit not in _RELATIVES or (scan.has("plural", place) and unit != "M"):
        return []
    anaphora = f"{kind} {unit} {shift}"
    return [Draft(match.start(), match.end(), "DATE", "", anaphora=anaphora)]


def _same(scan: Scan, match: Match) -> list[Draft]:
    return _reference(scan, match, "antecedent")


def _this(scan: Scan, match: Match) -> list[Draft]:
    unit = scan.value("unit", match.start("u"))
    if (unit in "WD" and not match["there"]) or scan.has("at", match.start() - 1):
        return []  # "à ce jour", "this week" say when the text was written
    remote = bool(match["there"]) or scan.has("that", match.start())
    return _reference(scan, match, "antecedent" if remote else "this")


def _current(scan: Scan, match: Match) -> list[Draft]:
    return _reference(scan, match, "now")


def _end_of_decade(scan: Scan, match: Match) -> list[Draft]:
    if scan.value("unit", match.start("u")) != "DE" or scan.has("plural", match.start("u")):
        return []
    modifier = scan.value("modifier", match.start("mod"))
    ahead = "deadline" if match["ahead"] else ""
    return [
        Draft(match.start(), match.end(), "DATE", "", modifier, anaphora="now DE 0", lead=ahead)
    ]


def _shifted(scan: Scan, match: Match) -> list[Draft]:
    index = match.start("way")
    for name, kind in (("next_relative", "antecedent"), ("past_relative", "antecedent"),
                       ("next_now", "now"), ("past_now", "now")):  # fmt: skip
        if scan.has(name, index):
            return _reference(scan, match, kind, int(scan.value(name, index)))
    return []


def _neighbour(scan: Scan, match: Match) -> list[Draft]:
    index = match.end() - 1
    if scan.has("of", match.end()):
        return []  # "à la veille des élections"
    shift = scan.value("eve", index) or scan.value("morrow", index)
    return [Draft(match.start(), match.end(), "DATE", "", anaphora=f"antecedent D {shift}")]


def _since_then(scan: Scan, match: Match) -> list[Draft]:
    return [Draft(match.start(), match.end(), "DATE", "", modifier="AFTER", anaphora="since")]


def _reporting(scan: Scan, match: Match) -> list[Draft]:
    if scan.has("past", match.start() - 1) or scan.has("next", match.start() - 1):
        return []  # the previous reporting period is another one
    return [Draft(match.start(), match.end(), "DATE", "", anaphora="reporting")]


def _clock(scan: Scan, match: Match) -> list[Draft]:
    first, last = match.span()
    word = scan.words[first]
    if not word[0].isdecimal():
        return []
    parts = [int(part) for part in re.findall(r"\d+", word)]
    if match["m"]:
        parts.append(int(scan.words[match.start("m")]))
    hour, minute = (*parts, 0)[:2]
    if match["half"] or match["noon"]:
        name = "noon" if match["noon"] else "half"
        kind = "noon" if match["noon"] else "meridiem"
        hour = hour % 12 + int(scan.value(kind, match.start(name)))
    elif "h" in word or ":" in word:
        pass
    elif not (
        scan.has("at", first - 1)
        or scan.has("to", first - 1)
        or _opens(scan, last)
        or _of_day(scan, first, last)
    ):
        return []  # "24 heures" lasts; "à 15 heures" is a moment
    if hour > 24 or minute > 59:
        return []
    return [Draft(first, last, "TIME", f"T{hour:02d}:{minute:02d}")]


def _front_year(scan: Scan, match: Match) -> list[Draft]:
    """Read "Soixante-quinzième année": the Security Council counts its years from 1946."""
    number = scan.number(match.start(), match.start("u"))
    if not number or number > 200 or scan.value("unit", match.start("u")) != "Y":
        return []
    return [Draft(match.start(), match.end(), "DATE", f"{1945 + number}")]


def _of_day(scan: Scan, first: int, last: int) -> bool:
    """Tell whether a day follows the hours that open a range: "de 20 heures le 3 novembre"."""
    day = last + scan.has("article", last)
    return scan.has("from", first - 1) and scan.has("day", day) and scan.has("month", day + 1)


def _opens(scan: Scan, last: int) -> bool:
    return scan.has("to", last) and scan.has("figure", last + 1)


_COUNT = r"NUMBER (?:DASH NUMBER){0,2}"

RULES = (
    Rule(
        "reporting period",
        r"ARTICLE? (?:SPAN_NOUN (?:AT ARTICLE|OF|UNDER)? UNDER_REVIEW|REPORTING SPAN_NOUN)",
        _reporting,
    ),
    Rule("since then", "SINCE THEN", _since_then),
    Rule("same unit", "(?:ARTICLE|THIS) SAME (?P<u>UNIT)", _same),
    Rule(
        "unit in course",
        r"ARTICLE CURRENT (?P<u>UNIT)|ARTICLE (?P<unit>UNIT) IN? CURRENT",
        _current,
    ),
    Rule(
        "end of the decade",
        r"(?P<ahead>BY|BEFORE|OF ICI (?:TO|AT)?)? ARTICLE? (?P<mod>MODIFIER) OF"
        r"(?:ARTICLE|THIS) CURRENT? (?P<u>UNIT)",
        _end_of_decade,
    ),
    Rule("this unit", r"THIS (?P<u>UNIT) (?P<there>DASH DEMONSTRATIVE)?", _this),
    Rule(
        "unit before or after",
        r"ARTICLE? (?P<way>NEXT_RELATIVE|PAST_RELATIVE|NEXT_NOW|PAST_NOW) (?P<u>UNIT)",
        _shifted,
    ),
    Rule(
        "unit, before or after",
        r"ARTICLE (?P<u>UNIT) (?P<way>NEXT_RELATIVE|PAST_RELATIVE|NEXT_NOW|PAST_NOW)",
        _shifted,
    ),
    Rule("eve or morrow", "ARTICLE (?:EVE|MORROW)", _neighbour),
    Rule(
        "clock",
        r"(?:CLOCK|NUMBER) (?:(?P<half>MERIDIEM) STOP LETTER_M STOP?|(?P<noon>NOON))"
        r"|CLOCK|NUMBER CLOCK_HOUR (?P<m>NUMBER)?",
        _clock,
    ),
    Rule("each unit", r"EACH ARTICLE? (?P<n>NUMBER)? (?P<u>UNIT)|PER UNIT", _each),
    Rule("periodic", "PERIODIC", _periodic),
    Rule(
        "duration",
        rf"(?P<lead>PAST|NEXT)? (?:(?P<n>{_COUNT}) (?:(?:TO|DASH|AND) (?P<m>{_COUNT}))?"
        r"| (?P<v>VAGUE)"
        r"| (?P<fraction>HALF))? DASH? (?P<past>PAST|NEXT)? (?P<u>UNIT)"
        r"(?P<half>AND NUMBER? HALF)? (?P<after>(?:PAST|NEXT|TO COMING|COMING))?",
        _duration,
    ),
)

FRONT_RULES = (
    Rule("year of the Council", r"(?:NUMBER (?:DASH|AND)?){0,3} ORDINAL (?P<u>UNIT)", _front_year),
)
