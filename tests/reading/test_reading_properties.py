"""Whatever the text: a Document or a ReadingError, and no word lost."""

from __future__ import annotations

import warnings
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from unreports.errors import ReadingError
from unreports.reading.assembly import compose
from unreports.reading.document import Document
from unreports.reading.files import Source, decode

SINGLE = (
    "Conseil union 1. 2. 3. 12. I. II. A. a) (b) Annexe Résumé fin. 2019. A/75/345 1 Introduction "
    "M. 12/30 25-07569 mot¹ mot* ## ____________"
).split()
LONGER = [
    *("oui :", "non ;", "Distr. générale", "12 août 2021", "Original : anglais", "Figure 1"),
    *("Source :", "Rapport du Secrétaire général", "¹ Note", "* Note"),
]
WORDS = st.sampled_from(SINGLE + LONGER)
GAPS = st.sampled_from([" ", " ", "\n", "\n\n", "\n\n\n", "\n\f", "    "])


def read_text(text: str) -> Document:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return compose(Source("x-fr.txt", text, "utf-8", ""))


def bag(text: str) -> Counter[str]:
    """Count the letters and digits: joining changes blanks, marks become anchors."""
    raised = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
    return Counter(c for c in text.translate(raised) if c.isalnum())


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
@settings(max_examples=300, deadline=None)
def test_any_bytes(data: bytes) -> None:
    """Bytes either decode and read, or give the one kind of error."""
    try:
        text, _ = decode(data)
    except ReadingError:
        return
    document = read_text(text)
    assert [p.position for p in document.paragraphs] == list(range(len(document.paragraphs)))


@given(st.lists(st.tuples(WORDS, GAPS), min_size=1, max_size=40))
@settings(max_examples=500, deadline=None)
def test_no_word_is_lost(parts: list[tuple[str, str]]) -> None:
    """Every letter and digit of the input is in the output or in the record."""
    text = "".join(word + gap for word, gap in parts)
    document = read_text(text)
    kept: list[str] = [p.text for p in document.paragraphs]
    kept += [str(p.number) for p in document.paragraphs if p.number is not None]
    kept += [p.mark for p in document.paragraphs if p.mark]
    kept += [f"{s.label} {s.title}" for s in document.sections]
    kept += [c.detail for c in document.cleaning if c.action in ("running_head", "repeated")]
    kept += [p.mark for p in document.paragraphs if p.mark and p.anchor]  # note and reference
    missing = bag(text) - bag(" ".join(kept))
    summaries = text.count("Résumé") * bag("Résumé")["R"]
    assert sum(missing.values()) <= 6 * summaries + text.count("¹")


@given(st.lists(st.tuples(WORDS, GAPS), min_size=1, max_size=40))
@settings(max_examples=300, deadline=None)
def test_structure_holds(parts: list[tuple[str, str]]) -> None:
    """Sections nest, anchors point into their paragraphs, texts are clean."""
    document = read_text("".join(word + gap for word, gap in parts))
    known = {section.section: section for section in document.sections}
    for section in document.sections:
        assert section.parent is None or known[section.parent].level == section.level - 1
        assert section.section.rpartition(".")[0] == (section.parent or "")
    for paragraph in document.paragraphs:
        assert paragraph.section is None or paragraph.section in known
        assert "\ufdd0" not in paragraph.text
        if paragraph.anchor:
            position, offset = paragraph.anchor
            assert 0 <= offset <= len(document.paragraphs[position].text)
