"""Reading a text by the rules: where a date may stand, and the first rule that accepts it.

Every date has an anchor: a year, a month, a unit of time or one of a few words. Only around
anchors are rules tried, in order, from the leftmost word that could begin a date. A rule that
refuses its match leaves the place to the next one. All repetitions are bounded, so the time is
linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from . import day_rules, month_rules, relative_rules, year_rules
from .drafts import Draft
from .vocabulary import OTHER, Scan, vocabulary

_ANCHOR = (
    "YEAR|GLUED_YEAR|MONTH|UNIT|PERIODIC|DECADE_NUMBER|CLOCK|EVE|MORROW|THEN"
    "|SPAN_NOUN|CLOCK_HOUR|LETTER_M|NOON"
)
_REACH = 20  # the longest list of days before its month


_RULES = relative_rules.RULES + day_rules.RULES + month_rules.RULES + year_rules.RULES


class _Compiled(NamedTuple):
    pattern: re.Pattern[str]
    read: Callable[[Scan, re.Match[str]], list[Draft]]


class Grammar(NamedTuple):
    """The rules for one language; `applies` tells quickly whether any of them does."""

    rules: tuple[_Compiled, ...]
    applies: re.Pattern[str]
    anchor: re.Pattern[str]


@lru_cache
def grammar(code: str, front: bool = False) -> Grammar:
    """Return the grammar for a language; `front` adds what only a first page has."""
    words = vocabulary(code)
    rules = (relative_rules.FRONT_RULES if front else ()) + _RULES
    whole = "|".join(re.sub(r"\(\?P<\w+>", "(?:", rule.pattern) for rule in rules)
    return Grammar(
        tuple(_Compiled(words.compile(rule.pattern), rule.read) for rule in rules),
        words.compile(whole),
        words.compile(_ANCHOR),
    )


def drafts(scan: Scan, *, front: bool = False) -> Iterator[Draft]:
    """Yield the dates of a text in order, none overlapping another."""
    rules = grammar(scan.vocabulary.code, front)
    done = 0
    for anchor in rules.anchor.finditer(scan.shape):
        if anchor.start() < done:
            continue
        for place in range(_left(scan, anchor.start(), done), anchor.start() + 1):
            found = _read(rules, scan, place)
            if found:
                yield from found
                done = found[-1].last
                break
        else:
            done = anchor.start() + 1  # what no rule accepts there, none will for the next anchor


def _left(scan: Scan, anchor: int, done: int) -> int:
    """Return the first token of the unbroken run of date words that ends at the anchor."""
    limit = max(done, anchor - _REACH)
    place = anchor
    while place > limit and scan.shape[place - 1] != OTHER:
        place -= 1
    return place


def _read(rules: Grammar, scan: Scan, place: int) -> list[Draft]:
    if not rules.applies.match(scan.shape, place):
        return []
    for rule in rules.rules:
        match = rule.pattern.match(scan.shape, place)
        if match:
            found = rule.read(scan, match)
            if found:
                return found
    return []
