from __future__ import annotations

import numpy as np
import pytest

from unreports.analysis.concordance import COLUMNS, concordance, occurrences
from unreports.corpus import Corpus
from unreports.errors import AnalysisError


def test_lines_are_cut_out_of_the_text(corpus: Corpus) -> None:
    """Offsets, context, reference, in the order of the documents."""
    lines = concordance(corpus, "confiance", width=25)
    assert list(lines) == list(COLUMNS)
    texts = corpus.body.set_index("reference")["text"]
    for line in lines.itertuples():
        text = texts[line.reference]
        assert text[line.start : line.end] == line.match == "confiance"
        assert text[: line.start].endswith(line.left)
        assert text[line.end :].startswith(line.right)
        assert max(len(line.left), len(line.right)) <= 25
    assert len(lines) == sum(text.lower().count("confiance") for text in texts)
    keys = list(zip(lines["symbol"], lines["paragraph"], lines["start"], strict=True))
    assert keys == sorted(keys)


@pytest.mark.parametrize(
    ("pattern", "matches"),
    [
        ("élection", {"élections"}),
        ("ELECTION", {"élections"}),
        ("developpement durable", {"développement durable"}),
        ("lutt* contre", {"lutte contre", "lutter contre", "luttant contre"}),
        ("*urope", {"Europe"}),
        ("Conseil de l'Europe", {"Conseil de l'Europe"}),
        ("conseil de l’europe", {"Conseil de l'Europe"}),
        ("COVID-19", {"COVID-19"}),
        ("cessez-le-feu", {"cessez-le-feu"}),
        ("résolution 2457", {"résolution 2457"}),
        ("A/73/*", {"A/73/328-S/2018/592"}),
        ("d'accord", {"d'accord"}),
        ("d'accor*", {"d'accord", "d'accords"}),
        ("(CCS)", {"CCS"}),
        ("organisée par *", None),
    ],
)
def test_patterns(corpus: Corpus, pattern: str, matches: set[str] | None) -> None:
    """Lemmas, phrases, stars within a word or for a word; no case, no accent."""
    found = set(concordance(corpus, pattern)["match"])
    assert found
    if matches is None:
        assert all(len(match.split()) == 3 for match in found)
    else:
        assert found <= matches


def test_a_star_is_not_a_lemma(corpus: Corpus) -> None:
    """Starred words are compared as written."""
    assert set(concordance(corpus, "conflit")["match"]) == {"conflit", "conflits"}
    assert set(concordance(corpus, "confli*t")["match"]) == {"conflit"}


def test_a_phrase_does_not_cross_punctuation(corpus: Corpus) -> None:
    """Par. 1 of CEB/2021/1 has "(CCS) s'est"."""
    assert concordance(corpus.filter(documents="CEB/2021/1", paragraphs=[1]), "CCS s' est").empty


@pytest.mark.parametrize(
    "pattern", ["(a+)+$", "^paix$", "[paix]", "paix|droit", "pai.", "paix?", "conf\\w+"]
)
def test_only_the_star_is_special(corpus: Corpus, pattern: str) -> None:
    """What means something to other programs stands for itself, and is not in these texts."""
    assert concordance(corpus, pattern).empty
    assert occurrences(corpus, [pattern]).empty


def test_marks_are_found_where_the_pattern_has_them(corpus: Corpus) -> None:
    """A comma, brackets, quotation marks; blanks beside them do not matter."""
    every = concordance(corpus, "paix")
    texts = corpus.body.set_index("reference")["text"]
    comma = [texts[r.reference][r.end : r.end + 1] == "," for r in every.itertuples()]
    assert len(concordance(corpus, "paix ,")) == sum(comma) > 0
    lines = concordance(corpus, "paix, de la")
    assert len(lines) == sum(" ".join(t.split()).count("paix, de la") for t in texts)


def test_concordance_and_positions_agree(corpus: Corpus) -> None:
    """One pattern finds the same places for reading and for the dispersion plot."""
    for pattern in ("lutt* contre", "d'accord", "conflit*", "(CCS)"):
        lines, places = concordance(corpus, pattern), occurrences(corpus, [pattern])
        assert lines["reference"].tolist() == places["reference"].tolist()


def test_no_match_gives_the_columns(corpus: Corpus) -> None:
    """An empty frame of the same types."""
    none, some = concordance(corpus, "zzz"), concordance(corpus, "paix")
    assert none.empty
    assert list(none) == list(COLUMNS)
    assert none.dtypes["paragraph"] == some.dtypes["paragraph"]


@pytest.mark.parametrize("pattern", ["", "  ", "...", "«»"])
def test_a_pattern_needs_a_word(corpus: Corpus, pattern: str) -> None:
    """The error shows the pattern."""
    with pytest.raises(AnalysisError, match="has no word"):
        concordance(corpus, pattern)


def test_width_and_order_are_checked(corpus: Corpus) -> None:
    """The message says what is allowed."""
    with pytest.raises(AnalysisError, match="width of 0 or more"):
        concordance(corpus, "paix", width=-1)
    with pytest.raises(AnalysisError, match='"left" or "right"'):
        concordance(corpus, "paix", order="up")  # type: ignore[arg-type]


def test_sorting_by_context(corpus: Corpus) -> None:
    """To the right by the words after; to the left by the words before, read backwards."""
    right = concordance(corpus, "paix", order="right")["right"].str.split().str[0].fillna("")
    plain = [word.lower().replace("é", "e").replace("è", "e").replace("à", "a") for word in right]
    assert plain == sorted(plain)
    left = concordance(corpus, "paix", order="left")
    assert sorted(left["start"]) == sorted(concordance(corpus, "paix")["start"])
    assert list(left["left"].str.rstrip().str[-2:])[:3] != list(right)[:3]


def test_positions_are_running_words_of_the_document(corpus: Corpus) -> None:
    """In order, within the document, as many as there are occurrences, in the cited paragraph."""
    table = occurrences(corpus, ["confiance", "changements climatiques", "nulle part"])
    words = corpus.documents.set_index("symbol")["words"]
    assert set(table["term"]) == {"confiance", "changements climatiques"}
    assert (table["words"] == table["symbol"].map(words)).all()
    assert (table["word"] < table["words"]).all()
    for _, rows in table.groupby(["term", "symbol"]):
        assert rows["word"].is_monotonic_increasing
    first = table[table["term"] == "confiance"].iloc[0]
    texts = corpus.body.set_index("reference")["text"]
    assert "confiance" in texts[first["reference"]]


def test_positions_of_nothing_have_the_columns(corpus: Corpus) -> None:
    """An empty frame that the figure can take."""
    table = occurrences(corpus, [])
    assert table.empty
    assert list(table) == ["term", "symbol", "paragraph", "word", "words", "reference"]
    assert np.issubdtype(table["word"].dtype, np.integer)


def test_no_word_of_the_context_is_cut(corpus: Corpus) -> None:
    """Each side begins and ends at a blank of the text, or at its edge."""
    lines = concordance(corpus, "conflit", width=33)
    texts = corpus.body.set_index("reference")["text"]
    assert len(lines) > 20
    for line in lines.itertuples():
        text = texts[line.reference]
        before = text[: line.start - len(line.left)]
        after = text[line.end + len(line.right) :]
        assert not before or before[-1].isspace() or line.left == ""
        assert not after or after[0].isspace() or line.right == ""


@pytest.mark.parametrize("pattern", ["", "***", "( - )"])
def test_a_pattern_without_a_letter_is_refused(corpus: Corpus, pattern: str) -> None:
    """It would find everything or nothing."""
    with pytest.raises(AnalysisError, match="has no word"):
        concordance(corpus, pattern)
