"""Phrases of a plain list, found in running text by their lemmas.

An entry matches in any number, gender or tense, whatever everyday words (articles, prepositions)
stand between its words; the longest entry at each place counts, and a word counts once. A single
word with a star at its end stands for all lemmas that begin so ("électoral*"), one with an equals
sign before it for itself as written ("=entrepreneuses", whose lemma is that of entrepreneurs).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from unreports.language.tokens import tokenise
from unreports.language.vocabulary import Term, lemma
from unreports.language.wordlists import Language, get

_LONGEST_FUNCTION_WORD = 4


class Phrase(NamedTuple):
    """An entry found: the entry as listed, what it is listed under, and where it stands."""

    entry: str
    value: str
    start: int
    end: int


class PhraseFinder:
    """Entries of several lists, ready to be looked for.

    Parameters
    ----------
    lists : mapping of str to iterable of str
        Entries by what they stand for.
    language : str
        Code of the language whose lemmas are used.

    Examples
    --------
    >>> finder = PhraseFinder({"vote": ["scrutin", "électoral*"]}, "fr")
    >>> [found.entry for found in finder.find("Deux scrutins et les listes électorales")]
    ['scrutin', 'électoral*']
    """

    def __init__(self, lists: Mapping[str, Iterable[str]], language: str) -> None:
        self._language = language
        self._by_first: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
        self._stems: list[tuple[str, str, str]] = []
        self._written: dict[str, tuple[str, str]] = {}
        for value, entries in lists.items():
            for entry in entries:
                self._add(entry, value)
        for found in self._by_first.values():
            found.sort(key=lambda item: -len(item[0]))
        self._stems.sort(key=lambda item: -len(item[0]))

    def _add(self, entry: str, value: str) -> None:
        if entry.endswith("*"):
            self._stems.append((entry[:-1].lower(), entry, value))
            return
        if entry.startswith("="):
            self._written[entry[1:].lower()] = (entry, value)
            return
        key = tuple(term.term for term in content_words(entry, self._language))
        if key:
            self._by_first.setdefault(key[0], []).append((key, entry, value))

    def find(self, text: str) -> list[Phrase]:
        """Give the entries that a text holds, in order, none overlapping another."""
        words = content_words(text, self._language)
        keys = [word.term for word in words]
        found: list[Phrase] = []
        here = 0
        while here < len(keys):
            length, entry, value = self._at(keys, here)
            written = self._written.get(words[here].surface.lower())
            if written and length <= 1:
                length, (entry, value) = 1, written
            if length:
                found.append(Phrase(entry, value, words[here].start, words[here + length - 1].end))
            here += max(length, 1)
        return found

    def _at(self, keys: list[str], here: int) -> tuple[int, str, str]:
        for key, entry, value in self._by_first.get(keys[here], ()):
            if tuple(keys[here : here + len(key)]) == key:
                return len(key), entry, value
        for stem, entry, value in self._stems:
            if keys[here].startswith(stem):
                return 1, entry, value
        return 0, "", ""


def content_words(text: str, language: str) -> list[Term]:
    """Lemmas of a text without articles and prepositions; numbers stay, whole terms stay apart.

    Left out are the everyday words of up to four letters: longer ones ("personne") carry sense.

    Examples
    --------
    >>> [word.term for word in content_words("le Programme 2030 pour la personne", "fr")]
    ['programme', '2030', 'personne']
    """
    lang = get(language)
    return [
        Term(term, *token) for token in tokenise(text, lang) if (term := _content(token.text, lang))
    ]


@lru_cache(maxsize=100_000)
def _content(word: str, lang: Language) -> str:
    """Lemma of a word, or nothing for one that only joins others."""
    plain = word.lower().replace("’", "'")
    short = len(plain) <= _LONGEST_FUNCTION_WORD
    if not any(map(str.isalnum, plain)) or (short and plain in _stop_words(lang)):
        return ""
    found = lemma(plain, lang)
    return "" if len(found) == 1 and not found.isdigit() else found


@cache
def _stop_words(lang: Language) -> frozenset[str]:
    return frozenset(word.replace("’", "'") for word in lang.stop_words)
