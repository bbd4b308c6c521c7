"""The conditions that a set of paragraphs is made of, each looked up in the corpus.

A condition is understood if it can mean one thing only. Otherwise the message lists what it could
mean, each written so that it can be copied.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from unreports.annotation.organisations.gazetteer import Gazetteer
from unreports.annotation.organisations.matching import key, plain
from unreports.errors import AnalysisError, CorpusError
from unreports.symbols import is_symbol, normalise

if TYPE_CHECKING:
    from unreports.corpus import Corpus

Mask = NDArray[np.bool_]
ALLOWED = (
    "document=A/75/345 (or the symbol alone), section=Union africaine, organisation=Union "
    "africaine, dates=2019-01..2019-06, paragraphs=5..22, language=fr; joined by ' & ', denied by "
    "'!'"
)
_LISTED = 8
_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


@dataclass(frozen=True, eq=False)
class Scope:
    """Where a condition is looked up: the corpus, its paragraphs, those that are still meant."""

    corpus: Corpus
    paragraphs: pd.DataFrame
    within: Mask

    @property
    def symbols(self) -> list[str]:
        """The documents that are still meant."""
        return list(dict.fromkeys(self.paragraphs["symbol"][self.within]))

    def among(self, others: pd.DataFrame) -> Mask:
        """Tell which paragraphs another table mentions."""
        keys = ["symbol", "position"]
        here = pd.MultiIndex.from_frame(self.paragraphs[keys])
        return np.asarray(here.isin(pd.MultiIndex.from_frame(others[keys])))


@dataclass(frozen=True, eq=False)
class Found:
    """What a condition means: its name for readers, how it is written in full, its paragraphs."""

    label: str
    spec: str
    mask: Mask


def fold(text: str) -> str:
    """Give a name in the form in which names are compared.

    Examples
    --------
    >>> fold("Ligue des  États arabes"), fold("l’Europe")
    ('ligue des etats arabes', "l'europe")
    """
    return " ".join(plain(text).casefold().replace("’", "'").split())


def nearest(name: str, known: Iterable[str]) -> str:
    """Give the known name that is most like another, or "" where none is."""
    names = {fold(one): one for one in known}
    near = difflib.get_close_matches(fold(name), list(names), n=1)
    return names[near[0]] if near else ""


def is_document(corpus: Corpus, text: str) -> bool:
    """Tell whether a text is a symbol, of the corpus or not, in any case."""
    return is_symbol(text.upper()) or fold(text) in map(fold, corpus.symbols)


def _document(scope: Scope, value: str) -> Found:
    rows = scope.corpus.documents
    known = {fold(symbol): symbol for symbol in rows["symbol"]}
    for symbol, others in zip(rows["symbol"], rows["other_symbols"], strict=True):
        for other in re.split(r"[\s;,]+", str(others)):
            known.setdefault(fold(other), symbol)
    symbol = known.get(fold(value)) or known.get(fold(normalise(value)))
    if not symbol or not value:
        near = nearest(value, rows["symbol"])
        raise CorpusError(
            f"no document {value!r} in the corpus",
            remedy=f"Did you mean {near}? " * bool(near) + f"It has {_some(rows['symbol'])}.",
        )
    return Found(symbol, symbol, np.asarray(scope.paragraphs["symbol"] == symbol))


def _language(scope: Scope, value: str) -> Found:
    code = value.lower()
    mask = np.asarray(scope.paragraphs["language"] == code)
    if not mask.any():
        known = dict.fromkeys(scope.paragraphs["language"])
        raise AnalysisError(
            f"no paragraph of the corpus is in the language {value!r}",
            remedy=f"Its languages are {', '.join(known)}.",
        )
    return Found(f"language={code}", f"language={code}", mask)


def _section(scope: Scope, value: str) -> Found:
    table = scope.corpus.sections
    table = table[table["symbol"].isin(scope.symbols)]
    titles = table["title"].map(fold)
    rows = table[(titles == fold(value)) | (table["section"] == value)]
    if rows.empty:
        near = nearest(value, table["title"])
        raise CorpusError(
            f"no section {value!r} in the corpus",
            remedy=f"Did you mean section={near}?"
            if near
            else f"Its sections are {_some(table['title'])}.",
        )
    own = rows["symbol"].value_counts()
    if len(rows) > 1:
        forms = [
            f"{symbol} & section={number if own[symbol] > 1 else value}"
            for symbol, number in zip(rows["symbol"], rows["section"], strict=True)
        ]
        raise AnalysisError(
            f"{len(rows)} sections are called {value!r}", remedy=f"Say which: {_some(forms, '; ')}."
        )
    symbol, number, title = (str(rows[name].iloc[0]) for name in ("symbol", "section", "title"))
    of_document = table["symbol"] == symbol
    unique = bool(title) and int((of_document & (titles == fold(title))).sum()) == 1
    sections = scope.paragraphs["section"].fillna("").astype(str)
    inside = (sections == number) | sections.str.startswith(f"{number}.")
    mask = np.asarray(inside & (scope.paragraphs["symbol"] == symbol), dtype=bool)
    return Found(
        title or number, f"section={title if unique and value != number else number}", mask
    )


def _organisation(scope: Scope, value: str) -> Found:
    table, gazetteer = scope.corpus.organisations, scope.corpus.mentions.gazetteer
    language = str(scope.paragraphs["language"].mode()[0])
    forms = _forms(gazetteer)
    known = table["organisation"].value_counts().index
    meant = sorted(forms.get(_organisation_key(value), ()))
    named = [one for one in meant if one in known]
    if len(named) > 1:  # CEI is one organisation in French and the id of another
        which = [f"organisation={gazetteer.name(one, language)}" for one in named]
        raise AnalysisError(
            f"{value!r} stands for {len(named)} organisations",
            remedy=f"Say which: {_some(which, '; ')}.",
        )
    if not named:
        own = {gazetteer.name(one, language): one for one in known}
        near = nearest(value, [form for form in forms if forms[form] & set(known)])
        likely = [name for name, one in own.items() if near and one in forms[near]]
        raise AnalysisError(
            f"the corpus names no organisation {value!r}"
            + (f" ({gazetteer.name(meant[0], language)})" if meant else ""),
            remedy=(f"Did you mean organisation={likely[0]}? " if likely and not meant else "")
            + f"Most named are {_some(list(own)[:5])}.",
        )
    name = gazetteer.name(named[0], language)
    written = name if forms[_organisation_key(name)] == {named[0]} else named[0]
    mask = scope.among(table[table["organisation"] == named[0]])
    return Found(name, f"organisation={written}", mask)


@lru_cache(maxsize=4)
def _forms(gazetteer: Gazetteer) -> dict[str, set[str]]:
    """Every name, acronym and id, folded, with the ids that it stands for."""
    forms: dict[str, set[str]] = {}
    for row in gazetteer.organisations.values():
        acronyms = (*row.aliases_fr, *row.aliases_en, row.acronym_fr, row.acronym_en)
        for name in filter(None, (row.id, *row.names, *acronyms)):
            forms.setdefault(_organisation_key(name), set()).add(row.id)
    return forms


def _organisation_key(name: str) -> str:
    """Fold a name; of several words, without articles and in one spelling ("Organization")."""
    words = fold(name).replace("'", " ").split()
    return " ".join(filter(None, map(key, words))) if len(words) > 1 else fold(name)


def _dates(scope: Scope, value: str) -> Found:
    first, dots, last = (piece.strip() for piece in value.partition(".."))
    last = last if dots else first
    for end in (first, last):
        _check_day(end, value)
    if last + "~" < first:
        raise AnalysisError(
            f"{value!r} ends before it begins", remedy=f"Write dates={last}..{first}."
        )
    table = scope.corpus.dates
    known = (table["role"] == "event") & (table["begin"] != "") & (table["finish"] != "")
    # "2019-06" includes the whole month: "~" sorts after every digit and hyphen.
    inside = (table["finish"] >= first) & (table["begin"] <= last + "~")
    span = first if first == last else f"{first}..{last}"
    return Found(f"events of {span}", f"dates={span}", scope.among(table[known & inside]))


def _check_day(text: str, value: str) -> None:
    match = _DAY.fullmatch(text)
    if not match:
        raise AnalysisError(
            f"{value!r} is no span of days",
            remedy="Write the first and the last day, month or year, such as 2019-01..2019-06.",
        )
    year, month, day = (int(piece or 1) for piece in match.groups())
    try:
        date(year, month, day)
    except ValueError:
        what = "day" if match[3] else "month" if match[2] else "year"
        raise AnalysisError(
            f"there is no {what} {text}",
            remedy="Months go from 01 to 12, days as far as the month has them.",
        ) from None


def _numbers(scope: Scope, value: str) -> Found:
    match = re.fullmatch(r"(\d{1,6})(?:\s*\.\.\s*(\d{1,6}))?", value)
    if not match:
        raise AnalysisError(f"{value!r} is no span of paragraphs", remedy="Write 5..22, or 7.")
    first, last = int(match[1]), int(match[2] or match[1])
    span = f"paragraphs={first}..{last}" if last != first else f"paragraphs={first}"
    if last < first:
        raise AnalysisError(
            f"{value!r} ends before it begins", remedy=f"Write paragraphs={last}..{first}."
        )
    numbers = scope.paragraphs["paragraph"]
    mask = np.asarray(numbers.between(first, last).fillna(value=False), dtype=bool)
    owners = list(dict.fromkeys(scope.paragraphs["symbol"][mask & scope.within]))
    if len(owners) > 1:
        raise AnalysisError(
            f"{len(owners)} documents have {span}",
            remedy=f"Say of which: {_some([f'{one} & {span}' for one in owners], '; ')}.",
        )
    of_owner = np.asarray(scope.paragraphs["symbol"].isin(owners), dtype=bool)
    return Found(span, span, mask & of_owner)


def _some(names: Iterable[str], mark: str = ", ") -> str:
    """List names, the first few of many."""
    every = list(dict.fromkeys(names))
    more = f"{mark}and {len(every) - _LISTED} more" if len(every) > _LISTED else ""
    return mark.join(every[:_LISTED]) + more


KINDS: dict[str, Callable[[Scope, str], Found]] = {
    "document": _document,
    "language": _language,
    "organisation": _organisation,
    "dates": _dates,
    "section": _section,
    "paragraphs": _numbers,
}
"""Each kind of condition, in the order in which they are looked up."""
