"""Segments: where paragraphs are cut, and which are classified together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import unreports
from unreports.analysis.reinert import classify, segment
from unreports.analysis.reinert.segments import cut, merge
from unreports.corpus import Corpus
from unreports.errors import AnalysisError


@pytest.mark.parametrize(
    ("sizes", "sources", "minimum", "expected"),
    [
        ([3, 2, 1, 4, 5, 1, 3], "aaaaaaa", 3, [0, 1, 1, 2, 3, 4, 4]),  # rainette, test_utils.R
        ([3, 2, 1, 4, 5, 1, 1], "aaaaaaa", 3, [0, 1, 1, 2, 3, 3, 3]),  # the last joins backwards
        ([1, 1, 1, 5], "aabb", 3, [0, 0, 1, 1]),  # a source too short is one unit
        ([1, 5, 1], "aab", 2, [0, 0, 1]),
        ([4, 1, 4], "aba", 3, [0, 1, 2]),
        ([0, 0], "ab", 0, [0, 1]),
    ],
)
def test_merge(sizes: list[int], sources: str, minimum: int, expected: list[int]) -> None:
    """Units as rainette computes its uc from uce."""
    assert merge(sizes, sources, minimum).tolist() == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Une phrase courte.", 40, ["Une phrase courte."]),
        ("", 40, [""]),
        # The end of a sentence wins over a comma nearer to the wanted length.
        ("un deux trois. Quatre, cinq six sept", 4, ["un deux trois.", "Quatre, cinq six sept"]),
        # An abbreviation ends nothing.
        ("un M. Ban dix; deux trois six sept", 3, ["un M. Ban dix;", "deux trois six", "sept"]),
        # A closing quotation mark stays with what it closes, an elided word with the next.
        ("un deux « trois six » cinq six sept", 4, ["un deux « trois six »", "cinq six sept"]),
        ("un deux l'union cinq six sept huit", 3, ["un deux", "l'union cinq", "six sept huit"]),
    ],
)  # fmt: skip
def test_cut(text: str, words: int, expected: list[str]) -> None:
    assert [text[start:end] for start, end in cut(text, "fr", words=words)] == expected


def test_segments_are_the_paragraphs_text(corpus: Corpus) -> None:
    """Nothing is lost or repeated, and each segment is cited by its paragraph."""
    table = segment(corpus).table
    joined = table.groupby("reference", sort=False)["text"].agg(" ".join)
    written = corpus.body.set_index("reference")["text"]
    assert [text.split() for text in joined] == [text.split() for text in written]
    assert joined.index.tolist() == written.index.tolist()
    assert table["words"].between(1, 55).all()


def test_matrix_is_presence(corpus: Corpus) -> None:
    found = segment(corpus, min_segments=5)
    assert set(found.matrix.data) == {1}
    assert (found.matrix.sum(axis=0) >= 5).all()
    assert found.matrix.shape == (len(found.table), len(found.terms))
    assert "nations unies" in found.terms


def test_no_term_left(folder: Callable[..., Path]) -> None:
    lone = unreports.load_corpus(folder())
    with pytest.raises(AnalysisError, match="segments"):
        segment(lone, words=0)
    with pytest.raises(AnalysisError, match="no term is in 6 of the 20"):
        segment(_many(lone), min_segments=10)


def test_one_paragraph_is_one_class(corpus: Corpus) -> None:
    """The floor gives way: terms of all of a few segments could not tell them apart."""
    lone = corpus.filter(documents="CEB/2021/1", paragraphs=[3])
    found = classify(segment(lone))
    assert (found.k, len(found.paragraphs)) == (1, 1)
    assert found.reason.startswith("one class: ")


def _many(corpus: Corpus) -> Corpus:
    """The same corpus, each paragraph of which has words that no other has."""
    rows = corpus.paragraphs.loc[corpus.paragraphs.index.repeat(5)].reset_index(drop=True)
    names = ["azur", "bouleau", "citron", "dune", "érable", "frêne", "grotte", "houx", "iris"]
    words = [f"{names[i % 9]}{names[i // 9 % 9]}" for i in range(len(rows))]
    return type(corpus)(
        corpus.documents, corpus.sections, rows.assign(text=words), corpus.cleaning, corpus.mentions
    )
