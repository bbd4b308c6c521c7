"""What reading gives: a Document, frozen, in the order of the page.

Offsets count characters (Unicode NFC) from 0 in `Paragraph.text`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

ParagraphKind = Literal["front", "summary", "body", "footnote", "annex"]


@dataclass(frozen=True)
class Masthead:
    """What the head of the first page says; None or empty where it says nothing.

    `session` and `agenda_item` are as printed ("Soixante-quinzième session", "130 a) à z)").
    Languages are ISO 639-1 codes.
    """

    organs: tuple[str, ...] = ()
    symbol: str | None = None
    other_symbols: tuple[str, ...] = ()
    distribution: str | None = None
    date: date | None = None
    language: str | None = None
    original_language: str | None = None
    session: str | None = None
    agenda_item: str | None = None


@dataclass(frozen=True)
class Section:
    """A heading and the numbered paragraphs under it, those of its subsections included.

    `section` is the heading's place in the outline as a decimal number ("2", "2.1"); `parent`
    is that of the enclosing section, or None; `level` counts from 1; `label` is the number
    printed before the heading ("II.", "A.") or "". `first_paragraph` and `last_paragraph` are
    None where the section holds no numbered paragraph.
    """

    section: str
    parent: str | None
    level: int
    label: str
    title: str
    first_paragraph: int | None
    last_paragraph: int | None


@dataclass(frozen=True)
class Paragraph:
    """One unit of text.

    `number` is the printed number of a body paragraph (None outside the numbered ones) or of a
    numbered annex paragraph (which `annex` then names: "annexe", "annexe I", "annex II").
    `section` is the innermost section, None in the front matter. `position` counts all units of
    the document from 0. `text` is clean: no markup, number or footnote mark; sub-items
    "a) ..." stand on lines of their own. A footnote has its printed `mark` and, where
    the mark was found in the text, `anchor`: (position of the paragraph it belongs to, offset in
    that paragraph's text).
    """

    kind: ParagraphKind
    number: int | None
    section: str | None
    position: int
    text: str
    annex: str | None = None
    mark: str | None = None
    anchor: tuple[int, int] | None = None


@dataclass(frozen=True)
class Cleaning:
    """One thing that reading mended, for the reader who wants to check it.

    `action` is one of: joined (a paragraph cut by a page break), repeated (a block printed twice,
    dropped), footnote (taken out of the running text), running_head (page furniture, dropped),
    markup (links and typographic markup cleaned; one entry a document, `detail` counts them).
    `line` is the line in the file, from 1.
    """

    action: Literal["joined", "repeated", "footnote", "running_head", "markup"]
    line: int
    paragraph: int | None
    detail: str


@dataclass(frozen=True)
class Document:
    """A report as read from one file.

    `symbol` is the document's first symbol, from the page or else from the file's name, or None;
    `kind` is the nature of the document as printed ("Rapport du Secrétaire général").
    `warnings` are those that reading gave, in words.
    """

    file: str
    sha256: str
    encoding: str
    symbol: str | None
    other_symbols: tuple[str, ...]
    language: str
    masthead: Masthead
    title: str
    kind: str | None
    sections: tuple[Section, ...]
    paragraphs: tuple[Paragraph, ...]
    cleaning: tuple[Cleaning, ...]
    warnings: tuple[str, ...]
