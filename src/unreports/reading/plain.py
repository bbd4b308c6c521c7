"""A Document as plain data and back, so that it can be kept as JSON (`unreports.store`)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from .document import Cleaning, Document, Masthead, Paragraph, Section


def to_plain(document: Document) -> dict[str, Any]:
    """Return a document as dictionaries, lists, texts and numbers."""
    plain = asdict(document)
    day = document.masthead.date
    plain["masthead"]["date"] = day.isoformat() if day else None
    return plain


def from_plain(plain: dict[str, Any]) -> Document:
    """Return the document that `to_plain` took apart."""
    head = dict(plain["masthead"])
    head["date"] = date.fromisoformat(head["date"]) if head["date"] else None
    for name in ("organs", "other_symbols"):
        head[name] = tuple(head[name])
    paragraphs = (
        p | {"anchor": (p["anchor"][0], p["anchor"][1]) if p["anchor"] else None}
        for p in plain["paragraphs"]
    )
    parts = {
        "masthead": Masthead(**head),
        "sections": tuple(Section(**each) for each in plain["sections"]),
        "paragraphs": tuple(Paragraph(**each) for each in paragraphs),
        "cleaning": tuple(Cleaning(**each) for each in plain["cleaning"]),
        "other_symbols": tuple(plain["other_symbols"]),
        "warnings": tuple(plain["warnings"]),
    }
    return Document(**(plain | parts))
