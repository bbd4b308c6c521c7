"""Dates in running text: where they stand, what they are worth, what they are there for.

Rules over language data, in French and English. `find_dates` reads one paragraph:

1. `vocabulary` turns it into tokens and a string of their kinds;
2. `grammar` finds the dates that the words spell out (`day_rules`, `month_rules`, `year_rules`,
   `relative_rules`);
3. `context` takes in what precedes them ("à la fin de", "d'ici à");
4. `resolution` supplies what they leave out, from the paragraph or the document;
5. `roles` says what each is there for.

Values are ISO 8601 as TIMEX3 uses it; `intervals` states the forms.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from .context import extend
from .drafts import Draft
from .grammar import drafts
from .intervals import Interval, interval
from .resolution import UNRELIABLE, Memory, resolve
from .roles import Context, role
from .vocabulary import Scan, vocabulary

_AHEAD = 6  # how many later dates a missing year may be taken from


@dataclass(frozen=True)
class DateMention:
    """A date in a text.

    `start` and `end` are offsets in the text, `text` what stands between them. `type` is that
    of TIMEX3 (DATE, TIME, DURATION, SET), `value` its value; `begin` and `finish` are the first and
    the last day that the value covers, or "" where there is none. `precision` is day, week, month,
    quarter, half, season, year, decade, century, range or time, or "" for durations and sets;
    `modifier` START, MID, END, BEFORE, AFTER, APPROX or ""; `role` event, period, programme,
    citation, deadline, metadata or vague.
    """

    start: int
    end: int
    text: str
    type: str
    value: str
    begin: str
    finish: str
    precision: str
    modifier: str
    role: str


def find_dates(
    text: str,
    language: str,
    *,
    document_date: date | str | None = None,
    kind: str = "body",
    period: str = "",
) -> list[DateMention]:
    """Find the dates of a paragraph, in order.

    Parameters
    ----------
    text : str
        The paragraph.
    language : str
        ISO 639-1 code: "fr" or "en".
    document_date : date or str, optional
        The date of the document, which supplies a year that the paragraph does not give.
    kind : str, default "body"
        The kind of the paragraph: dates in "front" are metadata, in "footnote" citations.
    period : str, optional
        The period that the report covers, "2018-08-17/2020-09-11": the value of "the period under
        review". Without it, that value is "PAST_REF".

    Returns
    -------
    list of DateMention
        None overlaps another.

    Examples
    --------
    >>> [found] = find_dates("Du 19 au 21 mars 2019, le Bureau a réuni", "fr")
    >>> found.text, found.value, found.begin, found.role
    ('Du 19 au 21 mars 2019', '2019-03-19/2019-03-21', '2019-03-19', 'event')
    >>> [(d.text, d.role) for d in find_dates("In resolution 2457 (2019) and in May 2020", "en")]
    [('2019', 'citation'), ('May 2020', 'event')]
    """
    scan = vocabulary(language).scan(text)
    known = date.fromisoformat(document_date) if isinstance(document_date, str) else document_date
    return list(_mentions(scan, Memory(known, period), kind))


def _mentions(scan: Scan, memory: Memory, kind: str) -> Iterator[DateMention]:
    floor = 0
    found = list(drafts(scan, front=kind == "front"))
    for index, plain in enumerate(found):
        draft = extend(scan, plain, floor)
        resolved = resolve(scan, draft, memory, found[index + 1 : index + _AHEAD])
        covered = interval(resolved.value) if resolved else None
        if resolved is None or covered is None:
            continue
        purpose = role(Context(scan, resolved, covered, kind, memory.document_date))
        if purpose not in UNRELIABLE:
            memory.learn(draft, resolved.value)
        floor = resolved.last
        yield _mention(scan, resolved, covered, purpose)


def _mention(scan: Scan, draft: Draft, covered: Interval, purpose: str) -> DateMention:
    start, end = scan.span(draft.first, draft.last)
    return DateMention(
        start=start,
        end=end,
        text=scan.text[start:end],
        type=draft.type,
        value=draft.value,
        begin=covered.begin.isoformat() if covered.begin else "",
        finish=covered.finish.isoformat() if covered.finish else "",
        precision=covered.precision,
        modifier=draft.modifier,
        role=purpose,
    )
