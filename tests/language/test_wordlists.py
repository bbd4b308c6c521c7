from __future__ import annotations

import pickle
import shutil
from importlib import resources
from pathlib import Path

import pytest

from unreports import language
from unreports.errors import UnreportsError
from unreports.language import wordlists
from unreports.language.tokens import grammar
from unreports.language.vocabulary import lemma

CODES = language.available()
FILES = ("language.toml", "stop_words.txt", "boilerplate.txt", "multiword.txt", "lemmas.csv")


def test_a_language_is_read_once() -> None:
    """And survives the way to another process."""
    french = language.get("fr")
    assert language.get("fr") is french
    assert pickle.loads(pickle.dumps(french)) is french


def test_an_unknown_language_names_those_there_are() -> None:
    """The message lists them."""
    with pytest.raises(UnreportsError, match="'xx'; there are en, fr"):
        language.get("xx")


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("name", FILES)
def test_every_file_says_what_it_is(code: str, name: str) -> None:
    """A comment heads each."""
    text = (resources.files("unreports.language") / code / name).read_text(encoding="utf-8")
    assert text.startswith("# ")


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("name", ["stop_words", "boilerplate", "multiword"])
def test_no_entry_stands_twice(code: str, name: str) -> None:
    """Entries that would match the same words hide one another."""
    lang = language.get(code)
    entries = getattr(lang, name)
    assert len(entries) > 100
    keys = [
        entry if name == "stop_words"
        else " ".join(lemma(m[0], lang) for m in grammar(lang).stream.finditer(entry))
        for entry in entries
    ]  # fmt: skip
    assert sorted(keys) == sorted(set(keys))


@pytest.mark.parametrize("code", CODES)
def test_joined_terms_are_found_as_they_are_listed(code: str) -> None:
    """Each listed term, alone, is read as itself."""
    lang = language.get(code)
    for entry in lang.multiword:
        assert [t.term for t in language.terms(entry, lang)] == [entry]


@pytest.mark.parametrize("code", CODES)
def test_corrections_are_small_letters_and_final(code: str) -> None:
    """A corrected lemma is its own lemma."""
    lang = language.get(code)
    for form, to in lang.lemmas.items():
        assert form == form.lower()
        assert lemma(form, lang) == to
        assert lang.lemmas.get(to, to) == to


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("fr", "Le Conseil de sécurité a prié le Secrétaire général de lui présenter un rapport."),
        ("en", "The Security Council requested the Secretary-General to submit a report to it."),
        ("fr", "coopération « Stop the War on Children » lancée par l'ONU et les pays d'Afrique"),
    ],
)
def test_detects_the_language(code: str, text: str) -> None:
    """By everyday words, quotations in another language notwithstanding."""
    assert language.detect(text) == code


def test_detects_something_in_nothing() -> None:
    """Without a word, the first language there is."""
    assert language.detect("") == language.detect("123 / 456") == CODES[0]


def test_a_folder_is_a_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Spanish needs word lists and no code."""
    source = Path(str(resources.files("unreports.language")))
    for code in (*CODES, "es"):
        shutil.copytree(source / (code if code in CODES else "en"), tmp_path / code)
    (tmp_path / "es" / "stop_words.txt").write_text("# x\nla\nlas\nde\nlos\ny\n", encoding="utf-8")
    (tmp_path / "es" / "multiword.txt").write_text("# x\nnaciones unidas\n", encoding="utf-8")
    monkeypatch.setattr(wordlists.resources, "files", lambda _: tmp_path)
    try:
        assert wordlists.available() == ("en", "es", "fr")
        found = language.terms("Las Naciones Unidas y los países de la ONU", "es")
        assert [term.term for term in found] == ["naciones unidas", "país", "ONU"]
        assert language.detect("Las Naciones Unidas y los países de la ONU") == "es"
    finally:
        wordlists.get.cache_clear()
