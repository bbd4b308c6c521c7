from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from unreports import language
from unreports.corpus import Corpus
from unreports.language import counting
from unreports.language.counting import Frequencies, count_texts
from unreports.language.entries import TERM, EntryFinder, make_trie

# Where a token reaches over a blank, and where it must not.
PIECES = [
    "10", "000", "35", "%", "‰", "S/RES/2457", "(2019)", "(VII)", "A/75/L.3", "l'", "d’", "«",
    "paix", "Nations", "Unies", "nations", "unies,", "droits", "de", "l'homme", "ONU", "É.-U.",
    "Add.1", "1er", "(", "*", "\"Union\"", "M.", "a-t-il", "2016-2020", "\n", " ", "\u00a0",
    "\u202f%", "3,5", "12(b)", "système", "des", "mise", "en", "œuvre", "durable",
    "développement", "présent", "rapport", "?",
]  # fmt: skip


@st.composite
def texts(draw: DrawFn) -> str:
    """Pieces with blanks of several kinds between them, or none."""
    pieces = draw(st.lists(st.sampled_from(PIECES), max_size=20))
    blanks = draw(st.lists(st.sampled_from([" ", " ", " ", "", "  ", "\n", "\u00a0"]),
                           min_size=len(pieces), max_size=len(pieces)))  # fmt: skip
    return "".join(piece + blank for piece, blank in zip(pieces, blanks, strict=True))


def rows(found: Frequencies) -> list[dict[str, int]]:
    """Each text's terms with their frequencies."""
    return [
        {found.terms[c]: int(n) for c, n in zip(found.indices[i:j], found.data[i:j], strict=True)}
        for i, j in zip(found.indptr[:-1], found.indptr[1:], strict=True)
    ]


@given(st.lists(texts(), max_size=4), st.sampled_from(["lemma", "token"]), st.booleans())
def test_counts_are_those_of_reading_text_by_text(
    several: list[str], unit: str, keep: bool
) -> None:
    """The same terms and running words, whatever stands on either side of a blank."""
    found = count_texts(several, "fr", unit=unit, keep_stop_words=keep)  # type: ignore[arg-type]
    expected = [
        Counter(language.term_names(text, "fr", unit=unit, keep_stop_words=keep))  # type: ignore[arg-type]
        for text in several
    ]
    assert rows(found) == expected
    assert found.words.tolist() == [language.count_tokens(text, "fr") for text in several]
    assert found.terms == sorted({term for one in expected for term in one})


@pytest.mark.parametrize("size", [1, 1000, 10_000_000])
def test_batches_change_nothing(corpus: Corpus, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    """One text at a time, some, or all of the shipped reports together."""
    texts_ = corpus.body["text"].tolist()
    monkeypatch.setattr(counting, "_BATCH", size)
    found = count_texts(texts_, "fr")
    assert rows(found) == [Counter(language.term_names(text, "fr")) for text in texts_]


def test_texts_may_be_a_stream_and_may_be_none() -> None:
    """A generator is read once; without a text there is an empty matrix."""
    assert count_texts((text for text in ["la paix", ""]), "fr").words.tolist() == [2, 0]
    nothing = count_texts([], "fr")
    assert (nothing.terms, nothing.indptr.tolist(), len(nothing.data)) == ([], [0], 0)


def test_extra_terms_are_joined() -> None:
    """In any number, as in `terms`; the longer one wins over the list."""
    text = "Les équipes de la coopération régionale et le système des Nations Unies élargi"
    extra = ["coopération régionale", "système des nations unies élargi"]
    found = count_texts([text], "fr", extra=extra)
    assert found.terms == ["coopération régionale", "système des nations unies élargi", "équipe"]
    assert [t.term for t in language.terms(text, "fr", extra=extra)] == [
        "équipe", *extra,
    ]  # fmt: skip


ENTRIES = st.lists(st.lists(st.sampled_from("abcd"), min_size=1, max_size=4), max_size=8)


@given(ENTRIES, st.lists(st.sampled_from("abcde"), max_size=30))
def test_entries_are_found_as_by_hand(entries: list[list[str]], words: list[str]) -> None:
    """From the left, the longest at each place, none overlapping."""
    listed = {tuple(entry) for entry in entries}
    finder = EntryFinder(make_trie([(entry, "+".join(entry)) for entry in listed]))
    keys = np.array([finder.keys.get(word, 0) for word in words], dtype=np.int32)
    starts, ends, numbers = finder.find(keys)
    found = [
        (int(s), int(e), finder.terms[n]) for s, e, n in zip(starts, ends, numbers, strict=True)
    ]
    expected, here = [], 0
    while here < len(words):
        fits = [e for e in listed if tuple(words[here : here + len(e)]) == e]
        longest = max(fits, key=len, default=())
        if longest:
            expected.append((here, here + len(longest), "+".join(longest)))
        here += max(len(longest), 1)
    assert found == expected


def test_the_last_of_equal_entries_counts() -> None:
    """A term may replace a formula of the same words."""
    assert make_trie([(("a",), ""), (("a",), "term"), ((), "none")]) == {"a": {TERM: "term"}}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("le maintien de la paix et la sécurité", [["maintien de la paix"], ["sécurité"]]),
        ("la paix, la sécurité", [["paix"], ["sécurité"]]),
        ("les réfugiés soudanais", [["réfugié", "soudanais"]]),
        ("il a renforcé la coopération locale", [["coopération", "local"]]),
        ("aux États Membres en 2019 avec l'ONU", [["états membres"], ["ONU"]]),
        ("", []),
    ],
)
def test_chains_of_content_words(text: str, expected: list[list[str]]) -> None:
    """Cut at verbs, numbers, marks and other everyday words; listed terms are one unit."""
    chains = language.content_chains(text, "fr")
    assert [[word for _, _, word in chain] for chain in chains] == expected
