"""How a paragraph is cited: as the United Nations does, in the document's own language."""

from __future__ import annotations

from unreports.reading.document import Paragraph

# English where the language is not known.
_WORDS = {
    "fr": {"paragraph": "par.", "summary": "résumé", "front": "page de titre", "block": "bloc"},
    "en": {"paragraph": "para.", "summary": "summary", "front": "cover page", "block": "block"},
}


def cite(
    symbol: str, paragraph: Paragraph, language: str, *, note_of: Paragraph | None = None
) -> str:
    """Cite a paragraph as the UN does, in the document's language.

    Parameters
    ----------
    symbol : str
        The document's symbol.
    paragraph : Paragraph
        The unit of text to cite.
    language : str
        ISO 639-1 code.
    note_of : Paragraph, optional
        For a footnote, the paragraph that carries its mark.

    Examples
    --------
    >>> cite("A/75/345", Paragraph("body", 55, "2.1", 90, "..."), "fr")
    'A/75/345, par. 55'
    """
    words = _WORDS.get(language, _WORDS["en"])
    if paragraph.kind == "footnote":
        home = cite(symbol, note_of, language) if note_of else symbol
        return f"{home}, note {paragraph.mark}" if paragraph.mark else f"{home}, note"
    parts = [symbol]
    if paragraph.kind == "annex":
        parts.append(paragraph.annex or "annex")
    if paragraph.number is not None:
        parts.append(f"{words['paragraph']} {paragraph.number}")
    elif paragraph.kind in ("front", "summary"):
        parts.append(words[paragraph.kind])
    elif paragraph.kind == "body":
        parts.append(f"{words['block']} {paragraph.position + 1}")
    return ", ".join(parts)
