"""Formulas by list and by repetition, on texts whose repetitions are known."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from tests.conftest import REPORT
from unreports import language
from unreports.analysis.boilerplate import (
    ACROSS,
    COLUMNS,
    LISTED,
    WITHIN,
    boilerplate,
    repeated_phrases,
)
from unreports.analysis.repetition import runs_of
from unreports.corpus import Corpus, load_corpus
from unreports.errors import AnalysisError
from unreports.language.formulas import formulas

HABIT = "Le bureau a tenu des consultations très utiles avec"


@pytest.fixture(scope="module")
def table(corpus: Corpus) -> pd.DataFrame:
    return boilerplate(corpus)


@pytest.fixture
def write(folder: Callable[..., Path]) -> Callable[..., Corpus]:
    """Make a corpus of reports whose four paragraphs (two in each section) are given."""

    def make(*documents: list[str]) -> Corpus:
        files = {}
        for document, paragraphs in enumerate(documents, start=1):
            text = REPORT
            for number, paragraph in enumerate(paragraphs, start=1):
                text = re.sub(rf"(?m)^{number}\. .*$", f"{number}. {paragraph}", text)
            files[f"A_74_{document}-fr"] = text
        return load_corpus(folder(**files))

    return make


def repeated(table: pd.DataFrame) -> dict[str, tuple[str, int, int]]:
    rows = table[table["source"] != LISTED]
    columns = (rows[name] for name in ("formula", "source", "count", "paragraphs"))
    return {formula: (source, n, held) for formula, source, n, held in zip(*columns, strict=True)}


def test_a_habit_of_one_document_is_marked(write: Callable[..., Corpus]) -> None:
    """In three of four paragraphs, of both sections."""
    found = boilerplate(write([f"{HABIT} lui.", "Rien.", f"{HABIT} elle.", f"{HABIT} eux."]))
    formula = "bureau a tenu des consultations très utiles"
    assert repeated(found) == {formula: (WITHIN, 3, 3)}
    row = found[found["formula"] == formula].iloc[0]
    assert row["references"] == "A/74/1, par. 1, 3-4"


def test_forms_of_one_lemma_are_one_formula(write: Callable[..., Corpus]) -> None:
    """In the present once; it is listed as it is most often written."""
    present = HABIT.replace("a tenu", "tient")
    found = boilerplate(write([f"{HABIT} lui.", "Rien.", f"{HABIT} elle.", f"{present} eux."]))
    assert repeated(found) == {"tenu des consultations très utiles": (WITHIN, 3, 3)}


def test_a_formula_of_two_documents(write: Callable[..., Corpus]) -> None:
    """Once in each of two paragraphs, with a floor of two."""
    one, other = (
        ["Rien.", "Rien.", "Rien.", f"{HABIT} lui."],
        [f"{HABIT} eux.", "Un.", "Deux.", "Non."],
    )
    found = boilerplate(write(one, other), min_paragraphs=2)
    assert repeated(found) == {"bureau a tenu des consultations très utiles": (ACROSS, 2, 2)}


@pytest.mark.parametrize(
    "paragraphs",
    [
        [f"{HABIT} lui.", f"{HABIT} elle.", "Rien.", "Rien."],  # one section: its subject
        ["La lutte contre le terrorisme violent progresse."] * 4,  # a theme
        ["Le Secrétaire général adjoint arrive demain."] * 4,  # a listed term
        ["Le bureau voit Les Longues Listes Bleues."] * 4,  # capitals
        ["Une table bleue et une chaise verte."] * 4,  # no verb
        ["Le bureau, tenu, aux consultations, très, utiles."] * 4,  # punctuation
        ["Bureau 1 tenu 2 consultations 3 utiles."] * 4,  # numbers
        ["Il est tout près et il est très bien."] * 4,  # hardly a word that is no stop word
    ],
)
def test_what_is_no_formula(write: Callable[..., Corpus], paragraphs: list[str]) -> None:
    """Content, and what only looks like a sequence."""
    assert repeated(boilerplate(write(paragraphs), min_paragraphs=2)) == {}


def test_the_longer_sequence_goes_first(write: Callable[..., Corpus]) -> None:
    """A piece of it counts only where it stands alone, often enough."""
    short = "bureaux régionaux organisent ateliers"
    long = f"{short} utiles bleus"
    found = boilerplate(
        write([f"{long}.", f"{short}.", f"{long}.", f"{short} {short}."]), min_paragraphs=2
    )
    assert repeated(found) == {long: (WITHIN, 2, 2), short: (WITHIN, 3, 2)}


def test_sequences_by_brute_force(corpus: Corpus, table: pd.DataFrame) -> None:
    """Each repeated formula stands in as many paragraphs of plain text, or more when inflected."""
    rows = table[table["source"] != LISTED]
    assert len(rows) > 0
    texts = [" ".join(text.lower().replace("’", "'").split()) for text in corpus.body["text"]]
    for formula, paragraphs in zip(rows["formula"], rows["paragraphs"], strict=True):
        assert 1 <= sum(formula in text for text in texts) <= paragraphs + 1
        assert len(language.tokenise(formula, "fr")) >= 4
        assert paragraphs >= 3


def test_runs_hold_every_word_that_is_not_named(corpus: Corpus) -> None:
    """In order; no organisation among them."""
    words = [word.surface for run in runs_of(corpus) if run.row == 4 for word in run.words]
    text = corpus.body["text"][4]
    own = corpus.organisations
    named = own[(own["symbol"] == "A/75/345") & (own["paragraph"] == 5)]
    assert len(named) > 0
    kept = text
    for start, end in zip(named["start"], named["end"], strict=True):
        kept = kept[:start] + " " * (end - start) + kept[end:]
    tokens = [token.text.lower() for token in language.tokenise(kept, "fr")]
    assert len(words) > 20
    # Without its noun an elided article is no longer read as one.
    assert not Counter(word for word in words if len(word) > 2) - Counter(tokens)
    assert "union africaine" not in " ".join(words)


def test_listed_formulas_are_what_terms_leaves_out(corpus: Corpus) -> None:
    """No term that is counted stands inside one."""
    for text in corpus.body["text"].head(25):
        spans = [(found.start, found.end) for found in formulas(text, "fr")]
        for term in language.terms(text, "fr"):
            assert all(term.end <= start or term.start >= end for start, end in spans), term


def test_the_list_leads_to_its_paragraphs(corpus: Corpus, table: pd.DataFrame) -> None:
    """Counted anew for one formula."""
    assert tuple(table) == COLUMNS
    assert not table.isna().any(axis=None)
    row = table[table["formula"] == "à cet égard"].iloc[0]
    body = corpus.body
    held = body[body["text"].str.lower().str.contains("à cet égard", regex=False)]
    assert (row["source"], row["paragraphs"]) == (LISTED, len(held))
    assert set(re.findall(r"\d+(?=$|,| ;|-)", row["references"])) & set(
        held["paragraph"].astype(str)
    )


def test_phrases_for_a_count_to_leave_out() -> None:
    """Those of repetition; of the genre alone if so wanted."""
    table = pd.DataFrame({"formula": ["a b", "c d", "e"], "source": [ACROSS, WITHIN, LISTED]})
    assert repeated_phrases(table) == ("a b", "c d")
    assert repeated_phrases(table, across_only=True) == ("a b",)


@pytest.mark.parametrize("floor", [{"min_words": 1}, {"min_paragraphs": 1}])
def test_floors_below_two(corpus: Corpus, floor: dict[str, int]) -> None:
    """One word, or one paragraph, repeats nothing."""
    with pytest.raises(AnalysisError, match="two words"):
        boilerplate(corpus, **floor)


def test_a_corpus_without_formulas(write: Callable[..., Corpus]) -> None:
    """An empty table, with its columns."""
    found = boilerplate(write(["Rien."] * 4))
    assert (len(found), tuple(found)) == (0, COLUMNS)
