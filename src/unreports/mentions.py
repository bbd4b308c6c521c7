"""What documents mention, as tables: dates, organisations, citations, places.

Recognition reads a document whole (an acronym defined in its introduction counts to its end), so
the tables are made of whole documents, each once and only when it is asked for; a filtered corpus
takes its rows from them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from unreports.annotation.citations import find_citations
from unreports.annotation.dates import find_dates
from unreports.annotation.dates.period import reporting_period
from unreports.annotation.organisations import (
    Gazetteer,
    find_organisations,
    load_gazetteer,
    unknown_organisations,
)
from unreports.annotation.places import find_places
from unreports.reading import Document, Paragraph

_HOME = ["symbol", "paragraph"]
_SPAN = ["start", "end", "text"]
_DATES = ["type", "value", "begin", "finish", "precision", "modifier", "role"]
_Row = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Mentions:
    """The mentions in all documents of a corpus.

    Parameters
    ----------
    documents, paragraphs : DataFrame
        Those of the whole corpus.
    read : mapping of str to Document
        The documents as read, by symbol.
    gazetteer_file : Path, optional
        The user's own organisations.
    """

    documents: pd.DataFrame
    paragraphs: pd.DataFrame
    read: Mapping[str, Document]
    gazetteer_file: Path | None = None

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The organisations that are known, the user's own included."""
        return load_gazetteer(self.gazetteer_file)

    @cached_property
    def periods(self) -> dict[str, str]:
        """The period that each document covers, "2018-08-17/2020-09-11", or ""."""
        days = dict(zip(self.documents["symbol"], self.documents["date"], strict=True))
        return {
            symbol: reporting_period(
                (p.text for p in document.paragraphs if p.kind in ("summary", "body")),
                document.language,
                days[symbol],
            )
            for symbol, document in self.read.items()
        }

    @cached_property
    def dates(self) -> pd.DataFrame:
        """One row an expression of time; see `corpus.Corpus.dates`."""
        days = dict(zip(self.documents["symbol"], self.documents["date"], strict=True))
        rows = [
            _row(home, mention, _DATES)
            for home in self._homes()
            for mention in find_dates(
                home["text"],
                home["language"],
                document_date=days[home["symbol"]] or None,
                kind=home["kind"],
                period=self.periods[home["symbol"]],
            )
        ]
        return _table(rows, _DATES)

    @cached_property
    def organisations(self) -> pd.DataFrame:
        """One row an organisation named, names of frameworks included (kind "framework")."""
        homes = list(self._homes())
        rows = []
        for symbol, document in self.read.items():
            own = [home for home in homes if home["symbol"] == symbol]
            titles = {section.section: section.title for section in document.sections}
            found = find_organisations(
                document.paragraphs, document.language, self.gazetteer, titles, frameworks=True
            )
            rows += [
                _row(own[mention.paragraph], mention, ["organisation", "kind", "form"])
                for mention in found
            ]
        return _table(rows, ["organisation", "kind"], ["form"])

    @cached_property
    def section_organisations(self) -> dict[tuple[str, str], list[str]]:
        """The organisations outside the United Nations that the titles of sections name.

        Keys are symbol and section; a section without one takes those of the section around it.
        """
        named: dict[tuple[str, str], list[str]] = {}
        for symbol, document in self.read.items():
            titles = [
                Paragraph("body", None, section.section, place, section.title)
                for place, section in enumerate(document.sections)
            ]
            found = find_organisations(titles, document.language, self.gazetteer)
            for place, section in enumerate(document.sections):
                own = [m.organisation for m in found if m.paragraph == place]
                partners = [name for name in dict.fromkeys(own) if not self.gazetteer.is_un(name)]
                around = named.get((symbol, section.parent or ""), [])
                named[symbol, section.section] = partners or around
        return named

    @cached_property
    def unknown_organisations(self) -> pd.DataFrame:
        """Capitalised names followed by an acronym that the gazetteer does not know."""
        rows = []
        for symbol, document in self.read.items():
            own = self.paragraphs[self.paragraphs["symbol"] == symbol]
            references = own["reference"].tolist()
            for found in unknown_organisations(
                document.paragraphs, document.language, self.gazetteer
            ):
                cited = [references[index] for index in found.paragraphs]
                rows.append(
                    {
                        "name": found.name,
                        "acronym": found.acronym,
                        "count": found.count,
                        "symbol": symbol,
                        "references": "; ".join(dict.fromkeys(cited)),
                    }
                )
        return pd.DataFrame(rows, columns=["name", "acronym", "count", "symbol", "references"])

    @cached_property
    def citations(self) -> pd.DataFrame:
        """One row a document or resolution cited."""
        rows = [
            _row(home, mention, ["cited"]) | {"cited_paragraph": mention.paragraph or ""}
            for home in self._homes()
            for mention in find_citations(home["text"], home["language"])
        ]
        return _table(rows, ["cited"], ["cited_paragraph"])

    @cached_property
    def places(self) -> pd.DataFrame:
        """One row a place named outside the names of organisations."""
        taken: dict[tuple[str, int], list[tuple[int, int]]] = {}
        names = ("symbol", "position", "start", "end")
        for symbol, position, start, end in zip(
            *(self.organisations[name] for name in names), strict=True
        ):
            taken.setdefault((symbol, position), []).append((start, end))
        rows = [
            _row(home, mention, ["place", "kind"])
            for home in self._homes()
            for mention in find_places(
                home["text"],
                home["language"],
                exclude=taken.get((home["symbol"], home["position"]), ()),
            )
        ]
        return _table(rows, ["place"], ["kind"])

    def _homes(self) -> Iterator[_Row]:
        yield from (
            {str(k): v for k, v in row.items()} for row in self.paragraphs.to_dict("records")
        )


def _row(home: _Row, mention: object, names: list[str]) -> _Row:
    keys = ("symbol", "paragraph", "reference", "position")
    return {name: home[name] for name in keys} | {
        name: getattr(mention, name) for name in (*_SPAN, *names)
    }


def _table(rows: list[_Row], names: list[str], after: list[str] | None = None) -> pd.DataFrame:
    columns = [*_HOME, *_SPAN, *names, "reference", "position", *(after or [])]
    return pd.DataFrame(rows, columns=columns).astype(
        {"paragraph": "Int64", "start": "int64", "end": "int64", "position": "int64"}
    )
