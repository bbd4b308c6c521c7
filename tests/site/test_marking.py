"""Mentions are marked where they stand, however they lie in one another."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

import unreports
from unreports.site.marking import KINDS, Mark, marked_html, marks_of

from .pages import Page

TEXT = "Le <b>1er mars</b> & l'UA\u202e"
MARKS = st.lists(
    st.builds(
        lambda start, length, kind, href: Mark(start, start + length, kind, '"<i>', href),
        st.integers(0, len(TEXT)),
        st.integers(1, 9),
        st.sampled_from(list(KINDS)),
        st.sampled_from(["", "A_1.html"]),
    ),
    max_size=6,
)


@given(MARKS, st.lists(st.integers(0, len(TEXT) + 5), max_size=2))
def test_any_marks_leave_the_text_and_close_what_they_open(
    marks: list[Mark], offsets: list[int]
) -> None:
    html = marked_html(TEXT, marks, [(offset, "<sup>1</sup>") for offset in offsets])
    assert not Page(html).open
    plain = unescape(re.sub(r"<sup>1</sup>|</?(?:a|span)\b[^>]*>", "", html))
    assert plain == TEXT.replace("\u202e", "⟨U+202E⟩")
    depth = 0
    for tag in re.findall(r"</?a\b", html):
        depth += 1 if tag == "<a" else -1
        assert 0 <= depth <= 1, "a link in a link"


def test_what_lies_in_another_is_marked_in_it() -> None:
    marks = [Mark(0, 8, "organisation", "UA"), Mark(3, 8, "place", "002")]
    assert marked_html("UA Afrique", marks) == (
        '<span class="organisation" title="organisation: UA">UA '
        '<span class="place" title="place: 002">Afriq</span></span>ue'
    )


def test_every_mention_says_what_it_is() -> None:
    corpus = unreports.load_corpus("data/corpus")
    texts = corpus.paragraphs.set_index(["symbol", "position"])["text"]
    found = {}
    for symbol in corpus.symbols:
        for position, marks in marks_of(corpus, symbol).items():
            for mark in marks:
                found[texts[symbol, position][mark.start : mark.end], mark.kind] = mark.words
    assert found["17 août 2018", "date"] == "2018-08-17, event"
    assert found["Union africaine", "organisation"] == "Union africaine (AU)"
    assert found["Libye", "place"] == "Libye (LBY)"
    assert found["Nairobi", "place"] == "Nairobi, Kenya (KEN)"
    assert found["58/316", "citation"].startswith("A/RES/58/316")
