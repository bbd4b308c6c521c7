"""The reading page of a document: every paragraph under its number, where the references lead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from unreports.files import write_text
from unreports.site.assets import write_assets, write_data
from unreports.site.frame import Heading, render, slug, unique
from unreports.site.marking import KINDS, Mark, marked_html, marks_of
from unreports.site.references import anchor, page_name
from unreports.site.text import escaped, visible
from unreports.site.topics import Topic
from unreports.site.uses import Uses

if TYPE_CHECKING:
    from unreports.corpus import Corpus
    from unreports.reading.document import Document

_FACTS = {
    "kind": ("Kind", True),
    "body": ("Body", True),
    "session": ("Session", True),
    "agenda_item": ("Agenda item", False),
    "date": ("Date", False),
    "language": ("Language", False),
    "original_language": ("Original", False),
    "other_symbols": ("Also issued as", False),
    "file": ("File", False),
    "sha256": ("SHA-256", False),
}


@dataclass(frozen=True)
class Surroundings:
    """What a reading page shows beside the text.

    Parameters
    ----------
    run : str
        The run that the page belongs to.
    uses : Uses
        Where the run uses each paragraph.
    topics : mapping
        The topics of each paragraph by its citation.
    marked : bool
        Whether to mark what the paragraphs mention.
    """

    run: str = "lab"
    uses: Uses = field(default_factory=dict)
    topics: Mapping[str, Sequence[Topic]] = field(default_factory=dict)
    marked: bool = True


def write_document_pages(
    corpus: Corpus, folder: Path, around: Surroundings | None = None
) -> tuple[str, ...]:
    """Write the page of every document of a corpus, and the text to search it by.

    Parameters
    ----------
    corpus : Corpus
        The documents.
    folder : Path
        The folder of the run; the pages go into `html/`.
    around : Surroundings, optional
        What to show beside the text.
    """
    write_assets(folder)
    names = []
    for symbol in corpus.symbols:
        name = page_name(symbol)
        write_text(folder / "html" / f"{name}.html", document_page(corpus, symbol, around))
        write_data(folder, f"text-{name}", searchable(corpus, symbol))
        names.append(name)
    return tuple(names)


def document_page(corpus: Corpus, symbol: str, around: Surroundings | None = None) -> str:
    """Return the page of one document.

    Parameters
    ----------
    corpus : Corpus
        The corpus that has it.
    symbol : str
        Which.
    around : Surroundings, optional
        What to show beside the text.
    """
    around = around or Surroundings()
    documents = corpus.documents
    facts = documents[documents["symbol"] == symbol].iloc[0]
    page = _Page(corpus, symbol, around)
    blocks, headings = page.blocks()
    marks = [mark for own in page.marks.values() for mark in own]
    return render(
        "document.html.j2",
        lang=facts["language"],
        run=around.run,
        index="../index.html",
        scripts=("reading.js",),
        symbol=symbol,
        title=f"{symbol} {facts['title']}".strip(),
        heading=facts["title"] or symbol,
        facts=[
            (label, facts[name], in_language)
            for name, (label, in_language) in _FACTS.items()
            if facts[name]
        ],
        kinds=[(kind, plural, sum(m.kind == kind for m in marks)) for kind, plural in KINDS.items()]
        if marks
        else [],
        cover=[block for block in blocks if block["kind"] == "front"],
        blocks=[block for block in blocks if block["kind"] != "front"],
        headings=headings,
        notes=page.loose_notes,
    )


def searchable(corpus: Corpus, symbol: str) -> dict[str, Any]:
    """Return the paragraphs of a document as the search of the index needs them."""
    rows: Any = corpus.paragraphs[corpus.paragraphs["symbol"] == symbol]
    documents = corpus.documents
    ids = _ids(rows, symbol)
    return {
        "symbol": symbol,
        "page": f"html/{page_name(symbol)}.html",
        "lang": str(documents[documents["symbol"] == symbol]["language"].iloc[0]),
        "paragraphs": [
            [ids[row.position], row.reference, visible(row.text)]
            for row in rows.itertuples(index=False)
            if ids[row.position]
        ],
    }


def _ids(rows: Any, symbol: str) -> dict[int, str]:
    """Return the id of each paragraph: none for a further block under one and the same citation."""
    taken = {"main", "contents", "notes", "search"}
    ids = {}
    for position, reference in zip(rows["position"].tolist(), rows["reference"], strict=True):
        name = anchor(reference.removeprefix(symbol).lstrip(", "))
        ids[position] = "" if name in taken else name
        taken.add(name)
    return ids


class _Page:
    """The paragraphs of a document on the way to its page."""

    def __init__(self, corpus: Corpus, symbol: str, around: Surroundings) -> None:
        self.symbol, self.around = symbol, around
        self.rows = corpus.paragraphs[corpus.paragraphs["symbol"] == symbol]
        self.sections = corpus.sections[corpus.sections["symbol"] == symbol].set_index("section")
        self.ids = _ids(self.rows, symbol)
        self.marks = marks_of(corpus, symbol) if around.marked else {}
        self.notes, self.loose_notes = self._settle_notes(corpus.document(symbol))

    def _settle_notes(
        self, document: Document
    ) -> tuple[dict[int, list[dict[str, Any]]], list[dict[str, Any]]]:
        """Return the footnotes by the paragraph that they belong to, and those of none."""
        anchored: dict[int, list[dict[str, Any]]] = {}
        loose = []
        for note in document.paragraphs:
            if note.kind == "footnote" and note.position in self.ids:
                name = self.ids[note.position]
                found: dict[str, Any] = {
                    "id": name,
                    "mark": note.mark or "*",
                    "html": self._html(note),
                }
                if note.anchor is None:
                    loose.append(found | {"back": ""})
                else:
                    position, offset = note.anchor
                    found |= {"offset": offset, "back": f"mark-{name}" if name else ""}
                    anchored.setdefault(position, []).append(found)
        return anchored, loose

    def _html(self, row: Any) -> Markup:
        """Return a paragraph's text with its marks and those of its footnotes."""
        notes = getattr(self, "notes", {}).get(row.position, ())
        inserts = [(note["offset"], _mark_html(note)) for note in notes]
        return Markup(marked_html(row.text, self.marks.get(row.position, ()), inserts))

    def blocks(self) -> tuple[list[dict[str, Any]], list[Heading]]:
        """Return headings and paragraphs in the order of the page, and the list of contents."""
        pending = list(self.sections.index)
        taken = set(self.ids.values()) | {"main", "contents", "notes", "search"}
        blocks: list[dict[str, Any]] = []
        headings = []
        for row in self.rows[self.rows["kind"] != "footnote"].itertuples(index=False):
            while pending and isinstance(row.section, str) and _reached(pending[0], row.section):
                heading = self._heading(pending.pop(0), taken)
                headings.append(heading)
                blocks.append({"heading": True, "kind": "", **vars(heading)})
            blocks.append(self._block(row))
        return blocks, headings

    def _heading(self, section: str, taken: set[str]) -> Heading:
        row: Any = self.sections.loc[section]
        text = f"{row['label']} {row['title']}".strip()
        return Heading(
            min(int(row["level"]) + 1, 6), unique(f"section-{slug(text)}", taken), visible(text)
        )

    def _block(self, row: Any) -> dict[str, Any]:
        name = self.ids[row.position]
        uses = self.around.uses.get(f"{page_name(self.symbol)}.html#{name}", ()) if name else ()
        return {
            "heading": False,
            "kind": row.kind,
            "id": name,
            "number": _number(row.paragraph),
            "reference": row.reference,
            "html": self._html(row),
            "notes": self.notes.get(row.position, ()),
            "mentions": _mentions(self.marks.get(row.position, ())),
            "topics": self.around.topics.get(row.reference, ()) if name else (),
            "uses": [(title, list(own)) for title, own in groupby(uses, lambda use: use.notebook)],
            "used": len(uses),
        }


def _mark_html(note: dict[str, Any]) -> str:
    """Return the mark of a footnote, which leads to it."""
    mark = escaped(note["mark"])
    if note["back"]:
        mark = f'<a id="{note["back"]}" href="#{note["id"]}">{mark}</a>'
    return f"<sup>{mark}</sup>"


def _mentions(marks: Sequence[Mark]) -> list[dict[str, Any]]:
    """Return what a paragraph mentions by kind: each thing once, with how often."""
    found = []
    for kind, plural in KINDS.items():
        own = [mark for mark in marks if mark.kind == kind]
        things = [
            {"words": words, "href": href, "count": sum(m.words == words for m in own)}
            for words, href in dict.fromkeys((mark.words, mark.href) for mark in own)
        ]
        if own:
            name = kind if len(own) == 1 else plural
            found.append({"kind": kind, "name": name, "count": len(own), "things": things})
    return found


def _reached(section: str, current: str) -> bool:
    """Whether a section begins at or before the current one, in the order of the outline."""
    return _outline(section) <= _outline(current)


def _outline(section: str) -> list[int]:
    return [int(part) if part.isdigit() else 0 for part in section.split(".")]


def _number(value: object) -> str:
    return "" if type(value).__name__ == "NAType" else str(value)
