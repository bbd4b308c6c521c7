"""The period that a report covers, where it says so near its beginning.

"Le rapport porte sur la période écoulée depuis la publication du précédent rapport, le 17 août
2018" covers 17 August 2018 to the day of the document; "covers the period from 1 April 2024 to 31
March 2025" says both ends. The words are data (`data/reporting_period.toml`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from unreports.annotation.dates.intervals import interval
from unreports.language import sentences

if TYPE_CHECKING:
    from unreports.annotation.dates import DateMention

_OPENING = 12  # paragraphs; a report says what it covers in its summary or introduction
_BESIDE = 5  # characters from *until* to its date: "up to the 15th"
_NEAR = 60  # characters in which the dates of "the reporting period (...)" follow


def reporting_period(texts: Iterable[str], language: str, document_date: str = "") -> str:
    """Find the period that a report covers.

    Parameters
    ----------
    texts : iterable of str
        The paragraphs of the summary and the body, in order; only the first are read.
    language : str
        ISO 639-1 code.
    document_date : str
        ISO day of the document, which ends a period "since" a date.

    Returns
    -------
    str
        "2018-08-17/2020-09-11", as exact as the report says it ("2024-04/2025-03"), or "" where
        it does not say.

    Examples
    --------
    >>> text = "The present report covers the period from 1 April 2024 to 31 March 2025."
    >>> reporting_period([text], "en", "2025-05-02")
    '2024-04-01/2025-03-31'
    """
    words = _words(language)
    if words is None:
        return ""
    for text in list(texts)[:_OPENING]:
        for start, end in sentences(text, language):
            sentence = text[start:end]
            if words.announces.search(sentence):
                found = _span(sentence, language, document_date, words)
            elif named := words.names.search(sentence):
                reach = sentence[named.end() : named.end() + _NEAR]
                found = _span(reach, language, document_date, None)
            else:
                continue
            if found:
                return found
    return ""


def period_days(period: str) -> str:
    """Write a period by its first and last day.

    Examples
    --------
    >>> period_days("2024-04/2025-03"), period_days("")
    ('2024-04-01/2025-03-31', '')
    """
    covered = interval(period) if period else None
    if covered is None or covered.begin is None or covered.finish is None:
        return ""
    return f"{covered.begin.isoformat()}/{covered.finish.isoformat()}"


def _span(text: str, language: str, document_date: str, words: _Words | None) -> str:
    """Find a range, or, with the words that leave the end open, a day to count from."""
    from unreports.annotation.dates import find_dates

    dated = [
        mention
        for mention in find_dates(text, language, document_date=document_date or None)
        if mention.begin and mention.role in ("event", "period")
    ]
    for mention in dated:
        if mention.precision == "range":
            return mention.value
    if words is None or not words.since.search(text) or not document_date:
        return ""
    past = [mention.begin for mention in dated if mention.begin < document_date]
    return f"{past[0]}/{_until(text, past[0], dated, words) or document_date}" if past else ""


def _until(text: str, begin: str, dated: list[DateMention], words: _Words) -> str:
    """Return the day up to which the period runs, where the report says it after *until*."""
    for closing in words.until.finditer(text):
        for mention in dated:
            beside = 0 <= mention.start - closing.end() <= _BESIDE
            if beside and begin <= mention.finish:
                return mention.finish
    return ""


@dataclass(frozen=True)
class _Words:
    announces: re.Pattern[str]
    names: re.Pattern[str]
    since: re.Pattern[str]
    until: re.Pattern[str]


@cache
def _words(language: str) -> _Words | None:
    source = files("unreports.annotation").joinpath("data/reporting_period.toml")
    known = tomllib.loads(source.read_text(encoding="utf-8")).get(language)
    if known is None:
        return None
    return _Words(
        **{
            name: re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b", re.IGNORECASE)
            for name, phrases in known.items()
        }
    )
