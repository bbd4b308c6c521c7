"""Sets of paragraphs named by a short text: what a contrast compares.

    section=Union africaine            titles or numbers of sections, subsections included
    A/75/345                           a document; also document=A/75/345
    organisation=UNHCR                 paragraphs that name it, by its id in the gazetteer
    dates=2019-01..2019-06             paragraphs with an event in these days, months or years
    paragraphs=5..22                   numbers
    language=fr                        documents in a language

` & ` joins conditions that all hold, `!` before one denies it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from unreports.errors import AnalysisError
from unreports.symbols import is_symbol

if TYPE_CHECKING:
    from unreports.corpus import Corpus

Mask = NDArray[np.bool_]
ALLOWED = (
    "document=A/75/345 (or the symbol alone), section=Union africaine, organisation=UNHCR, "
    "dates=2019-01..2019-06, paragraphs=5..22, language=fr; joined by ' & ', denied by '!'"
)
_DAY = re.compile(r"\d{4}(-\d{2}){0,2}")


def select(corpus: Corpus, paragraphs: pd.DataFrame, spec: str) -> Mask:
    """Tell which paragraphs a selection names.

    Parameters
    ----------
    corpus : Corpus
    paragraphs : DataFrame
        Paragraphs of the corpus (symbol, position, ...).
    spec : str
        A selection, as the module describes it.

    Returns
    -------
    array of bool, one a paragraph

    Raises
    ------
    AnalysisError
        The text is no selection, or it names no paragraph.
    CorpusError
        There is no such document or section.
    """
    mask = np.ones(len(paragraphs), dtype=bool)
    for part in re.split(r"\s&\s", spec):
        denied = part.strip().startswith("!")
        found = _condition(corpus, paragraphs, part.strip().removeprefix("!").strip(), spec)
        mask &= ~found if denied else found
    if not mask.any():
        raise AnalysisError(
            f"no paragraph of the corpus is in {spec!r}", remedy="Widen it, or name another."
        )
    return mask


def _condition(corpus: Corpus, paragraphs: pd.DataFrame, text: str, spec: str) -> Mask:
    kind, equals, value = (piece.strip() for piece in text.partition("="))
    if not equals:
        kind, value = ("document", text) if is_symbol(text) or text in corpus.symbols else ("", "")
    if kind not in _KINDS or not value:
        raise AnalysisError(
            f"{text!r} names no set of paragraphs (in {spec!r})", remedy=f"Allowed are {ALLOWED}."
        )
    return _KINDS[kind](corpus, paragraphs, value)


def _filtered(corpus: Corpus, paragraphs: pd.DataFrame, **conditions: str) -> Mask:
    return _among(paragraphs, corpus.filter(**conditions).paragraphs)  # type: ignore[arg-type]


def _among(paragraphs: pd.DataFrame, others: pd.DataFrame) -> Mask:
    keys = ["symbol", "position"]
    here = pd.MultiIndex.from_frame(paragraphs[keys])
    return np.asarray(here.isin(pd.MultiIndex.from_frame(others[keys])))


def _document(corpus: Corpus, paragraphs: pd.DataFrame, value: str) -> Mask:
    return _filtered(corpus, paragraphs, documents=value)


def _section(corpus: Corpus, paragraphs: pd.DataFrame, value: str) -> Mask:
    return _filtered(corpus, paragraphs, sections=value)


def _language(corpus: Corpus, paragraphs: pd.DataFrame, value: str) -> Mask:
    return np.asarray(paragraphs["language"] == value)


def _organisation(corpus: Corpus, paragraphs: pd.DataFrame, value: str) -> Mask:
    table = corpus.organisations
    rows = table[table["organisation"] == value]
    if rows.empty:
        known = table["organisation"].value_counts().index[:12]
        raise AnalysisError(
            f"the corpus names no organisation {value!r}",
            remedy=f"Its ids are in corpus.organisations; most named are {', '.join(known)}.",
        )
    return _among(paragraphs, rows)


def _dates(corpus: Corpus, paragraphs: pd.DataFrame, value: str) -> Mask:
    first, dots, last = (piece.strip() for piece in value.partition(".."))
    last = last if dots else first
    if not _DAY.fullmatch(first) or not _DAY.fullmatch(last) or last + "~" < first:
        raise AnalysisError(
            f"{value!r} is no span of days",
            remedy="Write the first and the last day, month or year, such as 2019-01..2019-06.",
        )
    table = corpus.dates
    known = (table["role"] == "event") & (table["begin"] != "") & (table["finish"] != "")
    # "2019-06" includes the whole month: "~" sorts after every digit and hyphen.
    inside = (table["finish"] >= first) & (table["begin"] <= last + "~")
    return _among(paragraphs, table[known & inside])


def _numbers(corpus: Corpus, paragraphs: pd.DataFrame, value: str) -> Mask:
    match = re.fullmatch(r"(\d{1,6})(?:\s*\.\.\s*(\d{1,6}))?", value)
    if not match:
        raise AnalysisError(f"{value!r} is no span of paragraphs", remedy="Write 5..22, or 7.")
    first, last = int(match[1]), int(match[2] or match[1])
    return np.asarray(paragraphs["paragraph"].between(first, last).fillna(value=False), dtype=bool)


_KINDS: dict[str, Callable[[Corpus, pd.DataFrame, str], Mask]] = {
    "document": _document,
    "section": _section,
    "organisation": _organisation,
    "dates": _dates,
    "paragraphs": _numbers,
    "language": _language,
}
