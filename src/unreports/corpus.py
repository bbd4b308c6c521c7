"""Documents and what they mention, as tables keyed by symbol and paragraph.

A `Corpus` is what every analysis starts from. It never changes: a filter gives another one.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from unreports import catalogue as cat
from unreports.annotation.dates.period import period_days
from unreports.errors import CorpusError, ReadingError
from unreports.mentions import Mentions
from unreports.reading import Document, read
from unreports.store import Store
from unreports.symbols import normalise
from unreports.tables import analysed, count_words, tabulate


def load_corpus(
    path: str | Path, *, gazetteer: str | Path | None = None, cache: str | Path | None = None
) -> Corpus:
    """Read the documents in a folder, or one document.

    A folder with a catalogue (`<folder>.csv` beside it or `corpus.csv` in it) must agree with it;
    one without is read as it is, symbols coming from the pages or the file names.

    Parameters
    ----------
    path : str or Path
        A folder of text or Markdown files, or one such file.
    gazetteer : str or Path, optional
        A CSV file of organisations to know beside the package's own (columns as there).
    cache : str or Path, optional
        A folder that keeps documents as read and what was recognised in them. The corpus is the
        same without it.

    Returns
    -------
    Corpus
        Documents in the order of their file names.

    Raises
    ------
    ReadingError
        A file cannot be read, or there is none.
    CatalogueError
        Catalogue and folder disagree, or two files have one symbol.

    Examples
    --------
    >>> corpus = load_corpus("data/corpus")
    >>> corpus.documents[["symbol", "paragraphs"]].values.tolist()
    [['A/75/345', 108], ['CEB/2021/1', 37]]
    """
    path = Path(path)
    own = Path(gazetteer) if gazetteer else None
    store = Store(Path(cache)) if cache else None
    if path.is_file():
        return _corpus([(read(path, store=store), None)], own, store)
    if not path.is_dir():
        raise ReadingError(
            "no such file or folder", where=path,
            remedy="Name a folder of text or Markdown files, or one such file.",
        )  # fmt: skip
    files = cat.document_files(path)
    catalogue = cat.catalogue_path(path)
    entries: dict[str, cat.Entry] = {}
    if catalogue is not None:
        rows = cat.read_catalogue(catalogue)
        cat.check_agreement(rows, catalogue, path)
        entries = {row.file: row for row in rows}
    if not files:
        raise ReadingError(
            "the folder holds no document", where=path,
            remedy=f"Put text or Markdown files there ({', '.join(cat.SUFFIXES)}).",
        )  # fmt: skip
    pairs = [(read(file, store=store), entries.get(file.name)) for file in files]
    return _corpus(pairs, own, store)


def _corpus(
    pairs: list[tuple[Document, cat.Entry | None]], gazetteer: Path | None, store: Store | None
) -> Corpus:
    tables = tabulate(pairs)
    mentions = Mentions(tables.documents, tables.paragraphs, tables.read, gazetteer, store)
    return Corpus(tables.documents, tables.sections, tables.paragraphs, tables.cleaning, mentions)


@dataclass(frozen=True, eq=False)
class Corpus:
    """Documents, sections and paragraphs as tables, and filters over them.

    Attributes
    ----------
    documents : DataFrame
        One row a document: symbol, other_symbols, title, kind, body, session, date, language,
        original_language, agenda_item, file, sha256, paragraphs (numbered ones), words (of the
        numbered paragraphs, or of all blocks where none is numbered).
    sections : DataFrame
        symbol, section, parent, level, title, first_paragraph, last_paragraph, label.
    paragraphs : DataFrame
        symbol, paragraph, kind, section, position, reference, text, language. `paragraph` is
        missing (NA) outside the numbered ones.
    cleaning : DataFrame
        What reading mended: symbol, paragraph, action, line, detail.
    mentions : Mentions
        What the whole documents mention, and the gazetteer it was found with.
    """

    documents: pd.DataFrame
    sections: pd.DataFrame
    paragraphs: pd.DataFrame
    cleaning: pd.DataFrame
    mentions: Mentions = field(repr=False)

    @property
    def symbols(self) -> tuple[str, ...]:
        """The symbols of the documents, in order."""
        return tuple(self.documents["symbol"])

    @property
    def body(self) -> pd.DataFrame:
        """The paragraphs to analyse (`tables.analysed`), with a fresh index from 0."""
        return analysed(self.paragraphs).reset_index(drop=True)

    @property
    def dates(self) -> pd.DataFrame:
        """Every expression of time in the text, in the order of reading.

        symbol, paragraph, start, end (in the paragraph's text), text, type, value, begin, finish,
        precision, modifier, role (see `annotation.dates`), reference, position (of the paragraph).
        """
        return self._own(self.mentions.dates)

    @property
    def organisations(self) -> pd.DataFrame:
        """Every organisation named in the text.

        symbol, paragraph, start, end, text, organisation (id in the gazetteer), kind, reference,
        position, form (see `annotation.organisations.Mention`). Names of frameworks (a compact, a
        trade area) are in `mentions.organisations`.
        """
        table = self._own(self.mentions.organisations)
        return table[table["kind"] != "framework"].reset_index(drop=True)

    @property
    def citations(self) -> pd.DataFrame:
        """Every UN document or resolution cited in the text.

        symbol, paragraph, start, end, text, cited (normalised symbol), reference, position,
        cited_paragraph.
        """
        return self._own(self.mentions.citations)

    @property
    def places(self) -> pd.DataFrame:
        """Every country, region or city named outside the names of organisations.

        symbol, paragraph, start, end, text, place (ISO 3166-1 alpha-3 of a country or of the one a
        city or area is in; UN M49 of a region), reference, position, kind.
        """
        return self._own(self.mentions.places)

    @property
    def periods(self) -> dict[str, str]:
        """The first and last day that each document says it covers, as "begin/finish", or ""."""
        return {symbol: period_days(self.mentions.periods[symbol]) for symbol in self.symbols}

    @property
    def source(self) -> str:
        """What a figure stands on: each symbol with its number of paragraphs analysed."""
        sizes = self.body.groupby("symbol", sort=False).size()
        return "; ".join(f"{symbol}, {_count(n, 'paragraph')}" for symbol, n in sizes.items())

    def _own(self, table: pd.DataFrame) -> pd.DataFrame:
        """Keep the rows whose paragraph is in this corpus."""
        here = pd.MultiIndex.from_frame(self.paragraphs[["symbol", "position"]])
        there = pd.MultiIndex.from_frame(table[["symbol", "position"]])
        return table[there.isin(here)].reset_index(drop=True)

    def document(self, symbol: str) -> Document:
        """Give one document as it was read.

        Raises
        ------
        CorpusError
            The corpus has no such document; the message lists those that it has.
        """
        self._known(symbol)
        return self.mentions.read[symbol]

    def section_title(self, symbol: str, section: str | None) -> str:
        """Give the title of a section, or "" outside all sections."""
        rows = self.sections
        found = rows[(rows["symbol"] == symbol) & (rows["section"] == section)]["title"]
        return str(found.iloc[0]) if len(found) else ""

    def filter(
        self,
        *,
        documents: str | Iterable[str] | None = None,
        sections: str | Iterable[str] | None = None,
        language: str | None = None,
        after: str | None = None,
        before: str | None = None,
        paragraphs: Iterable[int] | None = None,
    ) -> Corpus:
        """Keep the part of the corpus that meets every condition given.

        Parameters
        ----------
        documents : str or iterable of str
            Symbols.
        sections : str or iterable of str
            Titles ("Union africaine", in any case) or numbers in the outline ("2.1"); a section
            brings its subsections.
        language : str
            ISO 639-1 code of the documents, such as "fr".
        after, before : str
            First and last day of distribution, as YYYY, YYYY-MM or YYYY-MM-DD, both included.
        paragraphs : iterable of int
            Numbers of paragraphs, such as `range(5, 23)`.

        Raises
        ------
        CorpusError
            A symbol or section that is not there, or nothing left.

        Examples
        --------
        >>> corpus = load_corpus("data/corpus")
        >>> corpus.filter(sections="Union africaine").body["paragraph"].agg(["min", "max"]).tolist()
        [5, 22]
        """
        docs = self.documents
        keep = pd.Series(data=True, index=docs.index)
        if documents is not None:
            wanted = [normalise(s) for s in _listed(documents)]
            for symbol in wanted:
                self._known(symbol)
            keep &= docs["symbol"].isin(wanted)
        if language is not None:
            keep &= docs["language"] == language
        if after is not None:
            keep &= docs["date"] >= after
        if before is not None:
            # "2020" and "2020-09" include the whole year or month: "~" sorts after every digit.
            keep &= (docs["date"] != "") & (docs["date"] <= before + "~")
        rows = self.paragraphs[self.paragraphs["symbol"].isin(docs[keep]["symbol"])]
        if sections is not None:
            chosen = self._with_subsections(list(_listed(sections)))
            pairs = pd.MultiIndex.from_frame(rows[["symbol", "section"]])
            rows = rows[pairs.isin(chosen)]
        if paragraphs is not None:
            rows = rows[rows["paragraph"].isin(list(paragraphs))]
        if rows.empty:
            raise CorpusError("no paragraph meets these conditions", remedy="Widen one of them.")
        return self._restricted(rows)

    def _restricted(self, rows: pd.DataFrame) -> Corpus:
        docs = self.documents[self.documents["symbol"].isin(rows["symbol"])]
        secs = self.sections[self.sections["symbol"].isin(rows["symbol"])]
        used = {
            (symbol, ".".join(section.split(".")[: depth + 1]))
            for symbol, section in zip(rows["symbol"], rows["section"], strict=True)
            if isinstance(section, str)
            for depth in range(section.count(".") + 1)
        }
        secs = secs[pd.MultiIndex.from_frame(secs[["symbol", "section"]]).isin(used)]
        mended = self.cleaning[self.cleaning["symbol"].isin(rows["symbol"])]
        body = analysed(rows)
        docs = docs.assign(
            paragraphs=docs["symbol"].map(body.groupby("symbol")["paragraph"].count()).fillna(0),
            words=docs["symbol"].map(count_words(body).groupby(body["symbol"]).sum()).fillna(0),
        ).astype({"paragraphs": int, "words": int})
        return replace(
            self,
            documents=docs.reset_index(drop=True),
            sections=secs.reset_index(drop=True),
            paragraphs=rows.reset_index(drop=True),
            cleaning=mended.reset_index(drop=True),
        )

    def _known(self, symbol: str) -> None:
        if symbol not in self.symbols:
            raise CorpusError(
                f"no document {symbol!r} in the corpus", remedy=f"It has {', '.join(self.symbols)}."
            )

    def _with_subsections(self, wanted: Sequence[str]) -> set[tuple[str, str]]:
        chosen: set[tuple[str, str]] = set()
        keys = list(zip(self.sections["symbol"], self.sections["section"], strict=True))
        titles = [title.casefold() for title in self.sections["title"]]
        for name in wanted:
            roots = [
                key
                for key, title in zip(keys, titles, strict=True)
                if name == key[1] or name.casefold() == title
            ]
            if not roots:
                raise CorpusError(
                    f"no section {name!r} in the corpus",
                    remedy="The titles and numbers of sections are in corpus.sections.",
                )
            chosen |= {
                key
                for key in keys
                for symbol, root in roots
                if key[0] == symbol and (key[1] == root or key[1].startswith(root + "."))
            }
        return chosen

    def __repr__(self) -> str:
        return f"<Corpus: {_count(len(self.documents), 'document')}, {self._extent()}>"

    def _extent(self) -> str:
        words = int(self.documents["words"].sum())
        return f"{_count(len(self.body), 'paragraph')}, {_count(words, 'word')}"

    def _repr_html_(self) -> str:
        """Show the documents as a table in JupyterLab; what comes from documents is escaped."""
        names = ["symbol", "date", "language", "title", "paragraphs", "words"]
        head = "".join(f'<th scope="col">{name}</th>' for name in names)
        body = "".join(
            "<tr>" + "".join(f"<td>{html.escape(str(v))}</td>" for v in row) + "</tr>"
            for row in self.documents[names].itertuples(index=False)
        )
        caption = f"Corpus: {_count(len(self.documents), 'document')}, {self._extent()}"
        return (
            f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead>"
            f"<tbody>{body}</tbody></table>"
        )


def _listed(value: str | Iterable[str]) -> Iterable[str]:
    return [value] if isinstance(value, str) else value


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
