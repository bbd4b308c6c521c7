"""Finding what a date leaves out: its year, or the date that it refers back to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from .drafts import Draft
from .intervals import interval
from .rules import UNKNOWN
from .vocabulary import OTHER, Scan

UNRELIABLE = ("citation", "programme", "deadline")
"""Roles of dates that do not say when the text is: no year is taken from them."""

_SLACK = timedelta(days=14)
_NEAR = 10
_STORY = timedelta(days=330)
_LIST_GAP = 4
_BESIDE = 3
_WAYS = {"past": False, "next": True}
"""For "octobre dernier" and "octobre prochain": whether the date lies after the document's."""


@dataclass
class Memory:
    """What the paragraph has said so far, and what is known of the document.

    `last` is the value of the last date, `explicit` that of the last one that named its
    year; `place` is the token where the latter begins, `end` where the former ends.
    """

    document_date: date | None
    period: str
    last: str = ""
    explicit: str = ""
    place: int = 0
    end: int = 0

    def learn(self, draft: Draft, value: str) -> None:
        """Remember a date that has been read, for the later ones that lean on it."""
        if draft.anaphora or "T" in value or not value[:4].isdecimal():
            return
        self.last, self.end = value, draft.last
        if UNKNOWN not in draft.value:
            self.explicit, self.place = value, draft.first


def resolve(scan: Scan, draft: Draft, memory: Memory, later: list[Draft]) -> Draft | None:
    """Complete a draft's value, or return None if it refers to nothing that is known.

    A missing year is, in this order: that of the date it is listed with ("le 3 mars et le 5
    avril 2015"); that of the last date that names one, if it stands in the same sentence or opens
    its own; the one that brings the date nearest to the document's; without a document's date,
    whatever year the paragraph gives.
    """
    if draft.anaphora:
        value = _referent(draft.anaphora, memory)
        return replace(draft, value=value) if value else None
    if draft.type == "TIME":
        return replace(draft, value=_day_of_clock(scan, draft, memory, later) + draft.value)
    if UNKNOWN not in draft.value:
        return draft
    year = _year(scan, draft, memory, later)
    return replace(draft, value=_dated(draft.value, year)) if year else draft


def _dated(value: str, year: str) -> str:
    """Put a year into a value; a range over new year ends in the next one.

    Examples
    --------
    >>> _dated("XXXX-12-31/XXXX-01-01", "2021")
    '2021-12-31/2022-01-01'
    """
    first, _, second = value.partition("/")
    if first.startswith(UNKNOWN) and second.startswith(UNKNOWN) and second < first:
        second = second.replace(UNKNOWN, f"{int(year) + 1:04d}")
        return f"{first.replace(UNKNOWN, year)}/{second}"
    return value.replace(UNKNOWN, year)


def _day_of_clock(scan: Scan, draft: Draft, memory: Memory, later: list[Draft]) -> str:
    """Return the day of a clock time: the one that it leans on, else the last one.

    "On 3 November, at 8 p.m." leans back; "until 6 a.m. on 4 November" leans on what follows.
    """
    after = later[0] if later else None
    if after and after.type == "DATE" and len(after.value) == 10:
        free = not _leans(scan, memory.end, draft.first)
        follows = _leans(scan, draft.last, after.first)
        found = resolve(scan, after, memory, later[1:]) if follows else None
        if found and (free or not scan.has("comma", draft.last)):
            return found.value
    return memory.last if len(memory.last) == 10 else "XXXX-XX-XX"


def _leans(scan: Scan, end: int, start: int) -> bool:
    """Tell whether a date and a clock time stand side by side: not *from* one *to* the other."""
    apart = any(scan.has(name, i) for i in range(end, start) for name in ("from", "until", "and"))
    return 0 < end <= start <= end + _BESIDE and not apart and not scan.parted(end, start)


def _year(scan: Scan, draft: Draft, memory: Memory, later: list[Draft]) -> str:
    nearest = _nearest(scan, draft, memory.document_date)
    if draft.lead in _WAYS:
        return nearest
    return (
        _listed(scan, draft, memory, later)
        or _continued(scan, draft, memory)
        or _framed(scan, draft, memory, nearest)
        or _ahead(scan, draft, later)
        or nearest
        or memory.explicit[:4]
        or _next_year(scan, draft, later)
    )


def _listed(scan: Scan, draft: Draft, memory: Memory, later: list[Draft]) -> str:
    """Return the year of the date that follows, if nothing but *and* or a comma parts them."""
    end = draft.last
    for after in later:
        between = scan.shape[end : after.first]
        if len(between) > _LIST_GAP or OTHER in between or scan.has("lpar", end):
            return ""
        if after.value[:4].isdecimal() and after.value[4:5] == "-":
            return _led_up(scan, draft, memory, after.value) or after.value[:4]
        end = after.last
    return ""


def _led_up(scan: Scan, draft: Draft, memory: Memory, end: str) -> str:
    """Return the year of the sentence's last explicit date, if this one lies from it to `end`.

    "Prévue en mai 2019, elle a été reportée au 12 novembre puis au 22 février 2020."
    """
    if not memory.explicit or scan.parted(memory.place, draft.first):
        return ""
    year = memory.explicit[:4]
    spans = [interval(value) for value in (memory.explicit, _dated(draft.value, year), end)]
    days = [span.begin for span in spans if span and span.begin]
    return year if len(days) == len(spans) and days == sorted(days) else ""


def _continued(scan: Scan, draft: Draft, memory: Memory) -> str:
    """Return the year of the date just before, if the two are in one list."""
    between = scan.shape[memory.end : draft.first]
    listed = memory.last and between and len(between) <= _LIST_GAP and OTHER not in between
    if not listed or scan.parted(memory.end, draft.first):
        return ""
    return _onward(draft, memory.last, memory.document_date)


def _onward(draft: Draft, before: str, document_date: date | None) -> str:
    """Return the year of the date before, or the next one if the list passes new year.

    "Le 28 novembre 2021 et le 5 janvier": what is told in order has not yet happened otherwise.
    """
    year = before[:4]
    spans = [interval(value) for value in (before, _dated(draft.value, year))]
    known, same = [span.begin if span and span.precision == "day" else None for span in spans]
    if not (known and same and document_date and same < known):
        return year
    turned = f"{int(year) + 1:04d}"
    following = interval(_dated(draft.value, turned))
    told = following and following.begin and following.begin <= document_date
    return turned if told else year


def _framed(scan: Scan, draft: Draft, memory: Memory, nearest: str) -> str:
    """Return the year of the last explicit date where it is the frame of this one.

    A frame is a date in the same sentence, or one that opens its sentence ("En 2011, ..."). After a
    month or a day the story may pass into the next year; the document's date then tells.
    """
    if not memory.explicit:
        return ""
    opens = memory.place < 4 or scan.parted(memory.place - 4, memory.place)
    if not opens and scan.parted(memory.place, draft.first):
        return ""
    frame = memory.explicit[:4]
    known = interval(memory.explicit)
    if nearest and known and known.begin and known.precision != "year":
        candidate = interval(_dated(draft.value, nearest))
        if candidate and candidate.begin and timedelta(0) <= candidate.begin - known.begin < _STORY:
            return nearest
    return frame


def _ahead(scan: Scan, draft: Draft, later: list[Draft]) -> str:
    """Return the year of a later date of the sentence, as precise as this one, that it leads up to.

    "La première session aura lieu du 3 au 5 février, la deuxième du 28 au 30 avril 2015."
    """
    year = _next_year(scan, draft, later)
    after = next((found for found in later if found.value[:4] == year), None)
    first = interval(_dated(draft.value, year)) if year and after else None
    second = interval(after.value) if after else None
    if not (first and second and first.begin and second.begin):
        return ""
    alike = first.precision == second.precision
    return year if alike and timedelta(0) <= second.begin - first.begin < _STORY else ""


def _next_year(scan: Scan, draft: Draft, later: list[Draft]) -> str:
    for after in later:
        if scan.parted(draft.last, after.first):
            return ""
        if after.value[:4].isdecimal():
            return after.value[:4]
    return ""


def _nearest(scan: Scan, draft: Draft, document_date: date | None) -> str:
    """Return the year that makes the date the last before the document, or the first after it.

    A report tells what has happened, so the last one before, unless the words near it look ahead
    ("se tiendra", "scheduled for", "octobre prochain").
    """
    if document_date is None:
        return ""
    ahead = _WAYS[draft.lead] if draft.lead in _WAYS else _future(scan, draft)
    known = min(max(document_date, date.min + _SLACK), date.max - _SLACK)
    limit = known - _SLACK if ahead else known + _SLACK
    years = range(max(1, document_date.year - 4), min(9999, document_date.year + 5))
    found = [(year, interval(_dated(draft.value, f"{year:04d}"))) for year in years]
    if ahead:
        fitting = [year for year, span in found if span and span.begin and span.begin >= limit][:1]
    else:
        fitting = [year for year, span in found if span and span.begin and span.begin <= limit][-1:]
    return f"{fitting[0]:04d}" if fitting else ""


def _future(scan: Scan, draft: Draft) -> bool:
    """Tell whether the words around a date, in its sentence, speak of what is to come."""
    endings = tuple(scan.vocabulary.values["future_ending"])
    start = max(0, draft.first - _NEAR)
    for index in range(start, min(len(scan.words), draft.last + _NEAR)):
        ahead = scan.has("future", index) or (endings and scan.words[index].endswith(endings))
        if ahead and not scan.parted(min(index, draft.last), max(index, draft.first)):
            return True
    return False


def _referent(anaphora: str, memory: Memory) -> str:
    kind, _, rest = anaphora.partition(" ")
    if kind == "reporting":
        return memory.period or "PAST_REF"
    if kind == "since":
        return memory.last
    unit, shift = rest.split()
    base = _base(kind, memory)
    return _shift(base, unit, int(shift)) if base else ""


def _base(kind: str, memory: Memory) -> str:
    now = memory.document_date.isoformat() if memory.document_date else ""
    if kind == "now":
        return now
    if kind == "this":
        return memory.last or now
    return memory.last or ""


def _shift(base: str, unit: str, count: int) -> str:
    """Return the decade, year, month or day that `base` lies in, moved by `count` of them; or "".

    Examples
    --------
    >>> _shift("2019-12-31", "D", 1), _shift("2019-01", "M", -1), _shift("2019-03", "Y", 1)
    ('2020-01-01', '2018-12', '2020')
    """
    found = interval(base)
    if found is None or found.begin is None or found.finish is None:
        return ""
    anchor = found.finish if count > 0 else found.begin
    if unit == "DE":
        return f"{anchor.year // 10 + count}"
    if unit == "Y":
        return f"{anchor.year + count:04d}"
    if unit == "M":
        if found.precision == "year":
            return ""
        number = anchor.year * 12 + anchor.month - 1 + count
        return f"{number // 12:04d}-{number % 12 + 1:02d}"
    if unit == "D" and found.precision in ("day", "range"):
        return _move(anchor, count)
    return ""


def _move(anchor: date, count: int) -> str:
    try:
        return (anchor + timedelta(days=count)).isoformat()
    except OverflowError:
        return ""
