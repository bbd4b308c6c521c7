"""From documents as read to the tables of a corpus: documents, sections, paragraphs, cleaning."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from unreports import language as lang
from unreports.catalogue import Entry
from unreports.errors import CatalogueError, UnreportsWarning
from unreports.reading import Document
from unreports.reading.citation import cite
from unreports.symbols import split_double

_SECTIONS = [
    "symbol", "section", "parent", "level", "title", "first_paragraph", "last_paragraph", "label",
]  # fmt: skip
_CLEANING = ["symbol", "paragraph", "action", "line", "detail"]


@dataclass(frozen=True, eq=False)
class Tables:
    """The tables of a corpus (see `corpus.Corpus`) and the documents they were made of."""

    documents: pd.DataFrame
    sections: pd.DataFrame
    paragraphs: pd.DataFrame
    cleaning: pd.DataFrame
    read: dict[str, Document]


def tabulate(pairs: list[tuple[Document, Entry | None]]) -> Tables:
    """Make the tables of documents and their catalogue entries, where they have one.

    Raises
    ------
    CatalogueError
        Two files have one symbol.
    """
    documents, sections, paragraphs, cleaning = [], [], [], []
    read: dict[str, Document] = {}
    for document, entry in pairs:
        symbols = _symbols(document, entry)
        symbol = symbols[0]
        if symbol in read:
            raise CatalogueError(
                f"{symbol} is also the symbol of {Path(read[symbol].file).name}",
                where=document.file,
                remedy="A symbol names one document: remove one file, or keep translations of one "
                "document in folders of their own.",
            )
        read[symbol] = document
        rows = _paragraph_rows(symbol, document)
        paragraphs += rows
        documents.append(_document_row(symbols, document, entry, analysed(pd.DataFrame(rows))))
        sections += [
            {"symbol": symbol} | {name: getattr(s, name) for name in _SECTIONS[1:]}
            for s in document.sections
        ]
        cleaning += [
            {"symbol": symbol} | {name: getattr(c, name) for name in _CLEANING[1:]}
            for c in document.cleaning
        ]
    numbers = {"first_paragraph": "Int64", "last_paragraph": "Int64"}
    return Tables(
        documents=pd.DataFrame(documents),
        sections=pd.DataFrame(sections, columns=_SECTIONS).astype(numbers),
        paragraphs=pd.DataFrame(paragraphs).astype({"paragraph": "Int64"}),
        cleaning=pd.DataFrame(cleaning, columns=_CLEANING).astype({"paragraph": "Int64"}),
        read=read,
    )


def analysed(paragraphs: pd.DataFrame) -> pd.DataFrame:
    """Keep the paragraphs that analyses count.

    The numbered ones of the body; of a document that numbers none, all its blocks. Tables, figures
    and other blocks between numbered paragraphs cannot be cited and are left out.
    """
    body = paragraphs[paragraphs["kind"] == "body"]
    numbered = body["paragraph"].notna()
    counted = body["symbol"].isin(body["symbol"][numbered])
    return body[numbered | ~counted]


def count_words(rows: pd.DataFrame) -> pd.Series[int]:
    """Count the running words of each row's text, by the tokens of its language."""
    counts = [
        lang.count_tokens(text, code)
        for text, code in zip(rows["text"], rows["language"], strict=True)
    ]
    return pd.Series(counts, index=rows.index, dtype="int64")


def _symbols(document: Document, entry: Entry | None) -> tuple[str, ...]:
    if entry is not None:
        return split_double(entry.symbol)
    if document.symbol is not None:
        return document.symbol, *document.other_symbols
    path = Path(document.file)
    warnings.warn(
        f"{path.name}: no symbol on the page or in the file's name; cited as {path.stem!r}. "
        "Name the file after its symbol (A_75_345-fr.txt) or catalogue it: unreports add.",
        UnreportsWarning,
        stacklevel=4,
    )
    return (path.stem,)


def _document_row(
    symbols: tuple[str, ...],
    document: Document,
    entry: Entry | None,
    body: pd.DataFrame,
) -> dict[str, object]:
    head = document.masthead
    printed = head.date.isoformat() if head.date else ""
    return {
        "symbol": symbols[0],
        "other_symbols": "; ".join(symbols[1:]),
        "title": document.title or (entry.title if entry else ""),
        "kind": document.kind or "",
        "body": "; ".join(head.organs),
        "session": head.session or "",
        "date": (entry.date if entry else "") or printed,
        "language": document.language,
        "original_language": head.original_language or "",
        "agenda_item": head.agenda_item or "",
        "file": Path(document.file).name,
        "sha256": document.sha256,
        "paragraphs": int(body["paragraph"].notna().sum()),
        "words": int(count_words(body).sum()),
    }


def _paragraph_rows(symbol: str, document: Document) -> list[dict[str, object]]:
    homes = {p.position: p for p in document.paragraphs}
    return [
        {
            "symbol": symbol,
            # An annex may number from 1 again: there the number is in the reference alone.
            "paragraph": p.number if p.kind == "body" else None,
            "kind": p.kind,
            "section": p.section,
            "position": p.position,
            "reference": cite(
                symbol, p, document.language, note_of=homes[p.anchor[0]] if p.anchor else None
            ),
            "text": p.text,
            "language": document.language,
        }
        for p in document.paragraphs
    ]
