"""What a rule is, and what the readers of rules share."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from .drafts import Draft
from .vocabulary import Scan

Match = re.Match[str]


UNKNOWN = "XXXX"


class Rule(NamedTuple):
    """A pattern over classes of words, and what reads its matches (nothing to refuse one)."""

    name: str
    pattern: str
    read: Callable[[Scan, Match], list[Draft]]


def digits(word: str) -> int:
    """Return the number that a word begins with ("1er" is 1)."""
    return int(re.match(r"\d+", word)[0])  # type: ignore[index]


def year_of(scan: Scan, match: Match, group: str) -> str:
    """Return the year in a group of the match, or the mark of an unknown one."""
    if not match[group]:
        return UNKNOWN
    return f"{digits(scan.words[match.start(group)]):04d}"


def month_of(scan: Scan, index: int) -> str:
    """Return the month at a token, in two figures."""
    return f"{int(scan.value('month', index)):02d}"


def day_of(scan: Scan, index: int) -> str:
    """Return the day at a token, in two figures."""
    return f"{digits(scan.words[index]):02d}"


def written(scan: Scan, index: int) -> bool:
    """Tell whether a month is written as one: *may* and *march* need their capital."""
    return scan.capital(index) or not scan.has("homograph", index)


def dated(first: int, last: int, value: str) -> Draft:
    """Return a plain date."""
    return Draft(first, last, "DATE", value)


def opening(scan: Scan, match: Match) -> int:
    """Return where a range begins: a dash needs no *from*, so that one belongs to the sentence."""
    first = match.start()
    if match["to"] and scan.has("dash", match.start("to")):
        while scan.has("from", first) or (
            scan.has("article", first) and not scan.has("plural_article", first)
        ):
            first += 1
    return first


def year_before(year: str, crosses: bool) -> str:
    """Return the year in which a range begins that ends in `year` and may cross new year."""
    return f"{int(year) - 1:04d}" if crosses and year != UNKNOWN else year
