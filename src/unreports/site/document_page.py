"""The reading page of a document: every paragraph under its number, where the references lead."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from unreports.files import write_text
from unreports.site.frame import Heading, render, slug, unique
from unreports.site.references import anchor, page_name

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


def write_document_pages(corpus: Corpus, folder: Path, run: str = "lab") -> tuple[str, ...]:
    """Write the page of every document; return the names of the files."""
    names = []
    for symbol in corpus.symbols:
        name = f"{page_name(symbol)}.html"
        write_text(folder / name, document_page(corpus, symbol, run))
        names.append(name)
    return tuple(names)


def document_page(corpus: Corpus, symbol: str, run: str = "lab") -> str:
    """Return the page of one document.

    Parameters
    ----------
    corpus : Corpus
        The corpus that has it.
    symbol : str
        Which.
    run : str
        The run that the page belongs to.
    """
    documents = corpus.documents
    facts = documents[documents["symbol"] == symbol].iloc[0]
    rows = corpus.paragraphs[corpus.paragraphs["symbol"] == symbol]
    taken = {"main", "contents", "notes"}
    pairs = zip(rows["position"].tolist(), rows["reference"].tolist(), strict=True)
    ids: dict[int, str] = {position: _id(text, symbol, taken) for position, text in pairs}
    marks = _marks(corpus.document(symbol), ids)
    blocks, headings = _blocks(corpus, symbol, rows, ids, marks, taken)
    return render(
        "document.html.j2",
        lang=facts["language"],
        run=run,
        index="../index.html",
        symbol=symbol,
        title=f"{symbol} {facts['title']}".strip(),
        heading=facts["title"] or symbol,
        facts=[
            (label, facts[name], in_language)
            for name, (label, in_language) in _FACTS.items()
            if facts[name]
        ],
        cover=[block for block in blocks if block["kind"] == "front"],
        blocks=[block for block in blocks if block["kind"] != "front"],
        headings=headings,
        notes=_notes(corpus.document(symbol), rows, ids),
    )


def _id(reference: str, symbol: str, taken: set[str]) -> str:
    """Return the id of a paragraph: none for a further block under one and the same citation."""
    name = anchor(reference.removeprefix(symbol).lstrip(", "))
    if not name or name in taken:
        return ""
    taken.add(name)
    return name


def _marks(document: Document, ids: dict[int, str]) -> dict[int, list[tuple[int, str]]]:
    """Return the footnote marks of each paragraph: offset and HTML, from the last to the first."""
    found: dict[int, list[tuple[int, str]]] = {}
    for note in document.paragraphs:
        if note.kind == "footnote" and note.anchor is not None and ids.get(note.position):
            position, offset = note.anchor
            target = ids[note.position]
            html = (
                f'<sup><a id="mark-{target}" href="#{target}">{escape(note.mark or "*")}</a></sup>'
            )
            found.setdefault(position, []).append((offset, html))
    return {position: sorted(marks, reverse=True) for position, marks in found.items()}


def _blocks(
    corpus: Corpus,
    symbol: str,
    rows: Any,
    ids: dict[int, str],
    marks: dict[int, list[tuple[int, str]]],
    taken: set[str],
) -> tuple[list[dict[str, Any]], list[Heading]]:
    """Return headings and paragraphs in the order of the page, and the list of contents."""
    sections = corpus.sections[corpus.sections["symbol"] == symbol].set_index("section")
    pending = list(sections.index)
    blocks: list[dict[str, Any]] = []
    headings = []
    for row in rows[rows["kind"] != "footnote"].itertuples(index=False):
        while pending and isinstance(row.section, str) and _reached(pending[0], row.section):
            section = sections.loc[pending.pop(0)]
            text = f"{section['label']} {section['title']}".strip()
            level = min(int(section["level"]) + 1, 6)
            heading = Heading(level, unique(f"section-{slug(text)}", taken), text)
            headings.append(heading)
            blocks.append({"heading": True, "kind": "", **vars(heading)})
        blocks.append(
            {
                "heading": False,
                "kind": row.kind,
                "id": ids[row.position],
                "number": _number(row.paragraph),
                "reference": row.reference,
                "html": Markup(_with_marks(row.text, marks.get(row.position, []))),
            }
        )
    return blocks, headings


def _reached(section: str, current: str) -> bool:
    """Whether a section begins at or before the current one, in the order of the outline."""
    return _outline(section) <= _outline(current)


def _outline(section: str) -> list[int]:
    return [int(part) if part.isdigit() else 0 for part in section.split(".")]


def _number(value: object) -> str:
    return "" if type(value).__name__ == "NAType" else str(value)


def _with_marks(text: str, marks: list[tuple[int, str]]) -> str:
    """Escape a text and put the footnote marks in their places."""
    pieces, end = [], len(text)
    for offset, html in marks:
        pieces += [escape(text[offset:end]), html]
        end = offset
    pieces.append(escape(text[:end]))
    return "".join(reversed(pieces))


def _notes(document: Document, rows: Any, ids: dict[int, str]) -> list[dict[str, Any]]:
    by_position = {p.position: p for p in document.paragraphs}
    notes = []
    for row in rows[rows["kind"] == "footnote"].itertuples(index=False):
        note = by_position[row.position]
        name = ids[row.position]
        notes.append(
            {
                "id": name,
                "mark": note.mark or "*",
                "back": f"mark-{name}" if name and note.anchor is not None else "",
                "html": row.text,
            }
        )
    return notes
