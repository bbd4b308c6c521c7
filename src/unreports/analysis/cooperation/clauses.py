"""Where in a sentence who acts with whom: its clauses, and what they deny, suppose or contrast.

A negation or a conditional counts only for its own clause, and only where a word of cooperation
follows it: "le PNUD, qui n'a pas de bureau à Lima, a travaillé avec l'OEA" denies nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from unreports.analysis.cooperation.actors import Actor
from unreports.language.joint_action import JointAction

_BOUND_REACH = 80  # characters after a negation in which its verb is looked for
_CLAUSE_REACH = 400  # characters on either side of a negation that can be its clause
_SEMICOLON = re.compile(";")
_KINDS = frozenset({"support", "contact", "membership"})


def clauses(
    text: str, start: int, end: int, actors: Sequence[Actor], words: JointAction
) -> list[tuple[int, int, Sequence[Actor]]]:
    """Part a sentence at its semicolons, where the parts have each their own two sides.

    A part that does not (a list goes on) stays with the one before it. One that names only the
    United Nations has its own other side if something introduces it: "avec des syndicats".

    Returns
    -------
    list of (start, end, actors)
    """
    starts = [actor.start for actor in actors]
    parts: list[tuple[int, int]] = []
    here, complete = start, False
    for stop in [*(m.end() for m in _SEMICOLON.finditer(text, start, end)), end]:
        own = actors[bisect_left(starts, here) : bisect_left(starts, stop)]
        whole = _has_both_sides(text, here, stop, own, words)
        if parts and not (whole and complete):
            parts[-1] = (parts[-1][0], stop)
        else:
            parts.append((here, stop))
        here, complete = stop, complete or whole
    return [(a, b, actors[bisect_left(starts, a) : bisect_left(starts, b)]) for a, b in parts]


def _has_both_sides(
    text: str, start: int, end: int, actors: Sequence[Actor], words: JointAction
) -> bool:
    sides = {actor.side for actor in actors}
    introduced = any(match["partner"] for match in words.introduces.finditer(text, start, end))
    return "un" in sides and ("partner" in sides or introduced)


def denied(
    text: str, start: int, end: int, actors: Sequence[Actor], words: JointAction
) -> set[int]:
    """Find the places of the actors of whom a sentence does not say that they cooperate."""
    spans = list(_denied_spans(text, start, end, actors, words))
    return {
        place
        for place, actor in enumerate(actors)
        if any(first <= actor.start < last for first, last in spans)
    }


def _denied_spans(
    text: str, start: int, end: int, actors: Sequence[Actor], words: JointAction
) -> Iterator[tuple[int, int]]:
    for match in words.contrasts.finditer(text, start, end):
        yield match.start(), _until_comma(text, match.end(), end)
    for match in words.opposes.finditer(text, start, end):
        yield _clause(text, start, end, match, actors, words)
    for pattern, reach in ((words.denies, _BOUND_REACH), (words.denies_all, _CLAUSE_REACH)):
        for match in pattern.finditer(text, start, end):
            span = _clause(text, start, end, match, actors, words)
            own = text[match.start() : min(span[1], match.end() + reach)]
            if any(found.value in _KINDS for found in words.cues.find(own)):
                yield span


def _until_comma(text: str, start: int, end: int) -> int:
    comma = text.find(", ", start, end)
    return end if comma < 0 else comma


def _clause(
    text: str, start: int, end: int, match: re.Match[str], actors: Sequence[Actor],
    words: JointAction,
) -> tuple[int, int]:  # fmt: skip
    """Give the clause around a match; its end alone where another verb goes on from its subject."""
    first, relative = max(start, match.start() - _CLAUSE_REACH), False
    for bound in words.bounds.finditer(text, first, match.start()):
        first, relative = bound.end(), bound["relative"] is not None
    last = min(end, match.end() + _CLAUSE_REACH)
    bound_after = words.bounds.search(text, match.end(), last)
    last = bound_after.start() if bound_after else last
    if relative:
        last = _until_comma(text, match.end(), last)
    goes_on = bound_after is not None and bound_after["verb"] is not None
    if goes_on and any(match.end() <= actor.start < last for actor in actors):
        first = match.start()
    return first, last
