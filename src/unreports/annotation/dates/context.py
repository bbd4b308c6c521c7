"""What stands before a date and bears on it: "à la fin de", "d'ici à", "avant", "environ"."""

from __future__ import annotations

from dataclasses import replace

from .drafts import Draft
from .vocabulary import Scan

_WINDOW = 8
_MODIFIER = (
    "(?:AT ARTICLE? | IN ARTICLE? | ARTICLE)? (?P<mod>MODIFIER)"
    "(?:(?P<of>OF) ARTICLE? | DASH)? (?:UNIT OF?)?$"
)
_DEADLINE = "(?:OF ICI (?:TO|AT)? ARTICLE? UNIT? | BY ARTICLE? UNIT?)$"
_LATEST = "(?:AT MORE LATE THAN?|MORE LATE THAN) (?:ARTICLE|IN|AT)?$"
_UNTIL = "UNTIL QUOTE? (?:TO|AT|IN)? ARTICLE?$"
_HORIZON = "DEADLINE (?:OF|IN)? ARTICLE?$"
_BEFORE = "(?P<mod>BEFORE) (?:DASH|ARTICLE|OF)*? UNIT?$"
_AFTER = "(?P<mod>AFTER) (?:DASH|ARTICLE)? UNIT?$"
_APPROX = "(?P<mod>APPROX) (?:OF|AT)? ARTICLE?$"


def extend(scan: Scan, draft: Draft, floor: int) -> Draft:
    """Take the words before a date into it, as far back as token `floor`.

    The words that place a moment inside its date and those of a deadline belong to the span
    ("à la fin de 2018", "d'ici à 2030"); *before*, *after* and *about* only to the modifier.
    """
    if draft.type != "DATE" or draft.anaphora or draft.modifier:
        return draft
    draft = _place(scan, draft, floor)
    draft = _limit(scan, draft, floor)
    return draft if draft.lead == "deadline" else _side(scan, draft, floor)


def _search(scan: Scan, pattern: str, draft: Draft, floor: int) -> tuple[int, str] | None:
    start = max(floor, draft.first - _WINDOW)
    match = scan.vocabulary.compile(pattern).search(scan.shape, start, draft.first)
    if match is None:
        return None
    index = match.start("mod") if "mod" in match.re.groupindex else match.start()
    # "à la fin de 2018" begins with its preposition; "(à la) mi-juin", "early 2018" do not.
    whole = match.groupdict().get("of", "") is not None
    return match.start() if whole else index, scan.words[index]


def _place(scan: Scan, draft: Draft, floor: int) -> Draft:
    found = _search(scan, _MODIFIER, draft, floor)
    if found is None:
        return draft
    first, word = found
    return replace(draft, first=first, modifier=scan.vocabulary.values["modifier"][word])


def _limit(scan: Scan, draft: Draft, floor: int) -> Draft:
    for pattern in (_DEADLINE, _LATEST):
        found = _search(scan, pattern, draft, floor)
        if found:
            modifier = draft.modifier or "BEFORE"
            return replace(draft, first=found[0], modifier=modifier, lead="deadline")
    for pattern, lead in ((_HORIZON, "horizon"), (_UNTIL, "until")):
        if _search(scan, pattern, draft, floor):
            return replace(draft, lead=lead)
    return draft


def _side(scan: Scan, draft: Draft, floor: int) -> Draft:
    for pattern, modifier in ((_BEFORE, "BEFORE"), (_AFTER, "AFTER"), (_APPROX, "APPROX")):
        found = _search(scan, pattern, draft, floor)
        if found:
            glued = scan.has("dash", draft.first - 1)  # l'après-2015
            first = found[0] if glued else draft.first
            lead = "before" if modifier == "BEFORE" else draft.lead
            return replace(draft, first=first, modifier=draft.modifier or modifier, lead=lead)
    return draft
