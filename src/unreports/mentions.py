"""What documents mention, as tables: dates, organisations, citations, places.

Recognition reads a document whole (an acronym defined in its introduction counts to its end), so
the tables are made of whole documents, each once and only when it is asked for; a filtered corpus
takes its rows from them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
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
from unreports.store import Store

_HOME = ["symbol", "paragraph"]
_SPAN = ["start", "end", "text"]
_DATES = ["type", "value", "begin", "finish", "precision", "modifier", "role"]
_KEYS = ("symbol", "paragraph", "reference", "position")
_Row = dict[str, Any]
_Found = list[tuple[int, Any]]  # the paragraph's place among those of the document, the mention


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
    store : Store, optional
        Where what was recognised before is kept, document by document.
    """

    documents: pd.DataFrame
    paragraphs: pd.DataFrame
    read: Mapping[str, Document]
    gazetteer_file: Path | None = None
    store: Store | None = None

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

        def find(symbol: str, homes: list[_Row]) -> _Found:
            return [
                (place, mention)
                for place, home in enumerate(homes)
                for mention in find_dates(
                    home["text"],
                    home["language"],
                    document_date=days[symbol] or None,
                    kind=home["kind"],
                    period=self.periods[symbol],
                )
            ]

        return _table(self._rows("dates", _DATES, find, lambda symbol: days[symbol]), _DATES)

    @cached_property
    def organisations(self) -> pd.DataFrame:
        """One row an organisation named, names of frameworks included (kind "framework")."""

        def find(symbol: str, homes: list[_Row]) -> _Found:
            document = self.read[symbol]
            titles = {section.section: section.title for section in document.sections}
            found = find_organisations(
                document.paragraphs, document.language, self.gazetteer, titles, frameworks=True
            )
            return [(mention.paragraph, mention) for mention in found]

        names = ["organisation", "kind", "form"]
        rows = self._rows("organisations", names, find, lambda _: self._gazetteer_digest)
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

            def find(document: Document = document) -> list[dict[str, Any]]:
                found = unknown_organisations(
                    document.paragraphs, document.language, self.gazetteer
                )
                return [asdict(each) for each in found]

            for found in self._kept("unknown", document, self._gazetteer_digest, find):
                cited = [references[index] for index in found["paragraphs"]]
                rows.append(
                    {
                        "name": found["name"],
                        "acronym": found["acronym"],
                        "count": found["count"],
                        "symbol": symbol,
                        "references": "; ".join(dict.fromkeys(cited)),
                    }
                )
        return pd.DataFrame(rows, columns=["name", "acronym", "count", "symbol", "references"])

    @cached_property
    def citations(self) -> pd.DataFrame:
        """One row a document or resolution cited."""

        def find(symbol: str, homes: list[_Row]) -> _Found:
            return [
                (place, mention)
                for place, home in enumerate(homes)
                for mention in find_citations(home["text"], home["language"])
            ]

        rows = self._rows("citations", ["cited", "paragraph"], find)
        for row in rows:
            row["cited_paragraph"] = row.pop("mentioned_paragraph") or ""
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

        def find(symbol: str, homes: list[_Row]) -> _Found:
            return [
                (place, mention)
                for place, home in enumerate(homes)
                for mention in find_places(
                    home["text"],
                    home["language"],
                    exclude=taken.get((symbol, home["position"]), ()),
                )
            ]

        rows = self._rows("places", ["place", "kind"], find, lambda _: self._gazetteer_digest)
        return _table(rows, ["place"], ["kind"])

    def _rows(
        self,
        kind: str,
        names: list[str],
        find: Callable[[str, list[_Row]], _Found],
        depends: Callable[[str], str] = lambda _: "",
    ) -> list[_Row]:
        """Find mentions in each document, or take them from the store, and make rows of them."""
        fields = [*_SPAN, *names]
        columns = [f"mentioned_{name}" if name in _HOME else name for name in fields]
        rows: list[_Row] = []
        for symbol, homes in self._homes.items():

            def plain(symbol: str = symbol, homes: list[_Row] = homes) -> list[list[Any]]:
                found = find(symbol, homes)
                return [[place, *(getattr(m, name) for name in fields)] for place, m in found]

            for place, *values in self._kept(kind, self.read[symbol], depends(symbol), plain):
                home = {name: homes[place][name] for name in _KEYS}
                rows.append(home | dict(zip(columns, values, strict=True)))
        return rows

    def _kept(self, kind: str, document: Document, depends: str, make: Callable[[], Any]) -> Any:
        if self.store is None:
            return make()
        return self.store.get(kind, [document.file, document.sha256, depends], make)

    @cached_property
    def _gazetteer_digest(self) -> str:
        file = self.gazetteer_file
        return hashlib.sha256(file.read_bytes()).hexdigest() if file else ""

    @cached_property
    def _homes(self) -> dict[str, list[_Row]]:
        """The paragraphs of each document."""
        homes: dict[str, list[_Row]] = {symbol: [] for symbol in self.read}
        for row in self.paragraphs.to_dict("records"):
            homes[row["symbol"]].append({str(name): value for name, value in row.items()})
        return homes


def _table(rows: list[_Row], names: list[str], after: list[str] | None = None) -> pd.DataFrame:
    columns = [*_HOME, *_SPAN, *names, "reference", "position", *(after or [])]
    return pd.DataFrame(rows, columns=columns).astype(
        {"paragraph": "Int64", "start": "int64", "end": "int64", "position": "int64"}
    )
