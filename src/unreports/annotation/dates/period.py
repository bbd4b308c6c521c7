"""The period that a report covers, where it says so near its beginning.

"Le rapport porte sur la période écoulée depuis la publication du précédent rapport, le 17 août
2018" covers 17 August 2018 to the day of the document; "covers the period from 1 April 2024 to 31
March 2025" says both ends. The words are data (`data/reporting_period.toml`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from unreports.language import sentences

_OPENING = 12  # paragraphs; a report says what it covers in its summary or introduction


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
        "2018-08-17/2020-09-11", or "" where the report does not say.

    Examples
    --------
    >>> text = "The present report covers the period from 1 April 2024 to 31 March 2025."
    >>> reporting_period([text], "en", "2025-05-02")
    '2024-04-01/2025-03-31'
    """
    words = _words(language)
    if words is None:
        return ""
    announces, since = words
    for text in list(texts)[:_OPENING]:
        for start, end in sentences(text, language):
            sentence = text[start:end]
            if announces.search(sentence):
                found = _span(sentence, language, document_date, since)
                if found:
                    return found
    return ""


def _span(sentence: str, language: str, document_date: str, since: re.Pattern[str]) -> str:
    from unreports.annotation.dates import find_dates

    dated = [
        mention
        for mention in find_dates(sentence, language, document_date=document_date or None)
        if mention.begin and mention.role in ("event", "period")
    ]
    for mention in dated:
        if mention.precision == "range":
            return f"{mention.begin}/{mention.finish}"
    if not since.search(sentence) or not document_date:
        return ""
    past = [mention.begin for mention in dated if mention.begin < document_date]
    return f"{past[0]}/{document_date}" if past else ""


@cache
def _words(language: str) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    source = files("unreports.annotation").joinpath("data/reporting_period.toml")
    known = tomllib.loads(source.read_text(encoding="utf-8")).get(language)
    if known is None:
        return None
    announces, since = (
        re.compile(rf"\b(?:{'|'.join(map(re.escape, known[name]))})\b", re.IGNORECASE)
        for name in ("announces", "since")
    )
    return announces, since
