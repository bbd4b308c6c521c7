"""What a date is there for. A timeline that ignores it draws the bibliography.

The roles, and the rule for each, tried in this order:

metadata   everything on the first page
vague      durations and sets; what is not on the calendar
citation   the year in brackets after the number of a resolution ("résolution 2457 (2019)"), the
           year that names an instrument ("la Convention de 1951"), a footnote that cites
period     what is said of a period or an exercise; a range longer than a quarter
programme  the year in the name of a programme, plan, agenda, decade or initiative, or in
           a quoted title ("Programme 2030", "« Faire taire les armes d'ici 2020 »")
deadline   "d'ici à 2030", "à l'horizon 2030", "by 2030", "jusqu'au 15 novembre"; not when
           before the document's date
event      the rest
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from .drafts import Draft
from .intervals import Interval
from .vocabulary import OTHER, Scan

_SYMBOL = re.compile(r"https?:|www\.|\b[A-Z]{1,5}/[A-Z0-9]")
_WINDOW = 10  # the longest of the patterns below
_REACH = 30
_QUOTE_REACH = 16
_INSTRUMENT_REACH = 16
_BARRIERS = ("comma", "stop", "semicolon", "year", "meeting", "programme")
_ENDS = ("semicolon", "stop", "colon", "year", "rquote")
_NAME = 9
_QUARTER = 100  # days

_RESOLUTION_NUMBER = r"(?:RESOLUTION|REFERENCE|AND|COMMA|RPAR) (?:[\s\S]{0,2}?) NUMBER LPAR$"
_AUTHOR = r"ET_AL STOP COMMA?$"
_OF = r"OF ARTICLE? UNIT?$"
_PARENTHESIS = r"LPAR (?:ANY){1,6} COMMA$"
_PERIOD = (
    r"(?:PERIOD | YEAR_ADJECTIVE UNIT | UNIT YEAR_ADJECTIVE) (?:PERIODIC | YEAR_ADJECTIVE)?"
    r"(?:LPAR | OF | COMMA | FROM)? ARTICLE? (?:UNIT | IN | DASH)?$"
)
_IN = r"(?:IN|AT|SINCE|BETWEEN) ARTICLE?$"


class Context(NamedTuple):
    """A date and all that its role depends on."""

    scan: Scan
    draft: Draft
    interval: Interval
    kind: str
    document_date: date | None

    def before(self, pattern: str) -> bool:
        """Tell whether the words before the date match a pattern over classes."""
        first = self.draft.first
        compiled = self.scan.vocabulary.compile(pattern)
        return compiled.search(self.scan.shape, max(0, first - _WINDOW), first) is not None


def role(context: Context) -> str:
    """Return the role of a date: the first of the rules above that holds."""
    for name, holds in _RULES:
        if holds(context):
            return name
    return "event"


def _metadata(context: Context) -> bool:
    return context.kind == "front"


def _vague(context: Context) -> bool:
    return context.draft.type in ("DURATION", "SET")


def _citation(context: Context) -> bool:
    if context.kind == "footnote" and _bibliographic(context):
        return True
    if context.interval.precision != "year":
        return False
    if context.before(_RESOLUTION_NUMBER) or context.before(_AUTHOR) or _instrument(context):
        return True
    return context.before(_PARENTHESIS) and context.scan.has("rpar", context.draft.last)


def _bibliographic(context: Context) -> bool:
    """Tell whether a footnote cites: it names a document or an address, or ends on a year."""
    scan = context.scan
    if _SYMBOL.search(scan.text) or scan.has("see", 0):
        return True
    year = context.interval.precision == "year"
    if year and scan.has("rpar", context.draft.last):
        return True
    last = context.draft.last
    ends = last == len(scan.shape) or any(scan.has(s, last) for s in ("stop", "comma", "rpar"))
    return ends and scan.has("comma", context.draft.first - 1)


def _instrument(context: Context) -> bool:
    """Tell whether the year says which instrument is meant: "la Convention de 1951"."""
    scan, first = context.scan, context.draft.first
    if not context.before(_OF):
        name = first - 1 - scan.has("comma", first - 1)
        titled = scan.has("instrument", name) and scan.capital(name)
        return titled or (scan.has("instrument", context.draft.last) and not context.before(_IN))
    loose = False
    for index in range(first - 2, max(-1, first - _INSTRUMENT_REACH), -1):
        if any(scan.has(name, index) for name in _BARRIERS):
            return False
        if scan.has("instrument", index) and not scan.has("per", index - 1):  # par rapport
            return scan.capital(index) or not loose
        loose = loose or any(scan.has(name, index) for name in ("to", "and", "in"))
    return False


def _ends_meeting(context: Context) -> bool:
    """Tell whether the year is that of a meeting, itself perhaps inside a programme's name."""
    scan, first = context.scan, context.draft.first
    near = any(scan.has("meeting", index) for index in range(first - 5, first))
    return near and context.before(_OF)


def _period(context: Context) -> bool:
    return context.draft.anaphora == "reporting" or context.before(_PERIOD)


def _long(context: Context) -> bool:
    begin, finish, precision = context.interval
    long = begin is not None and finish is not None and (finish - begin).days > _QUARTER
    return precision == "range" and long


def _programme(context: Context) -> bool:
    precise = context.interval.precision
    if (precise == "range" and len(context.draft.value) > 9) or precise not in ("range", "year"):
        return False
    return _named(context) or _names(context) or _in_title(context)


def _named(context: Context) -> bool:
    """Tell whether the date ends a name that a word such as *programme* opens."""
    scan, first = context.scan, context.draft.first
    if _ends_meeting(context) or (context.before(_IN) and context.draft.lead != "horizon"):
        return False
    linked = context.before(r"(?:FOR ARTICLE? UNIT?|LPAR)$")
    limit = context.draft.lead == "deadline"
    for index in range(first - 1, max(-1, first - _REACH), -1):
        if (limit and scan.has("to", index)) or any(scan.has(name, index) for name in _ENDS):
            return False
        if scan.has("comma", index) and (limit or not linked or index < first - 12):
            return False
        if scan.has("programme", index):
            near = first - index <= 2
            return scan.capital(index) or linked or (near and not scan.has("unit", index))
    return False


def _names(context: Context) -> bool:
    """Tell whether the date opens a name: "the 2030 Agenda", "the post-2015 development agenda"."""
    scan, last = context.scan, context.draft.last
    for index in range(last, min(last + _NAME, len(scan.shape))):
        if scan.has("programme", index):
            return scan.capital(index) or index == last or context.draft.modifier == "AFTER"
        joint = scan.has("and", index) or scan.has("of", index)
        if not (scan.capital(index) or joint or (scan.shape[index] == OTHER and index < last + 3)):
            return False
    return False


def _in_title(context: Context) -> bool:
    """Tell whether the date stands in a short quoted title."""
    scan, first = context.scan, context.draft.first
    for index in range(first - 1, max(-1, first - _QUOTE_REACH), -1):
        if scan.has("rquote", index) or scan.has("stop", index):
            return False
        if scan.has("lquote", index):
            return True
    return False


def _deadline(context: Context) -> bool:
    if context.draft.lead not in ("deadline", "horizon", "before", "until"):
        return False
    finish, known = context.interval.finish, context.document_date
    if context.draft.lead in ("before", "until"):
        return finish is not None and known is not None and finish > known
    return finish is None or known is None or finish > known


_RULES = (
    ("metadata", _metadata),
    ("vague", _vague),
    ("citation", _citation),
    ("period", _period),
    ("programme", _programme),
    ("deadline", _deadline),
    ("period", _long),
)
