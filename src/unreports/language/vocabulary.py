"""From tokens to terms: lemmas, terms of several words, stop words.

The work is done once a word type and looked up for every token; what follows is one walk along
the tokens that joins the longest listed term at each place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from unreports.language.entries import TERM, Trie, make_trie
from unreports.language.tokens import grammar, is_number, is_symbol
from unreports.language.wordlists import Language, get

Unit = Literal["lemma", "token"]
_LONGEST_WORD = 60  # anything longer is debris: not worth a look-up, nor a place in memory
_ACRONYM = re.compile(r"[A-Z]{2}")
_DOTTED = re.compile(r"(?:[A-Z]\.)+")
_PLAIN = str.maketrans({"’": "'", "ʼ": "'", "\u2010": "-", "\u2011": "-"})


class Term(NamedTuple):
    """What is counted: a lemma or a joined term, the text it stands for, and its offsets."""

    term: str
    surface: str
    start: int
    end: int


class Word(NamedTuple):
    """A word type: how it is counted and matched, and whether it is counted at all."""

    term: str  # as it is counted
    key: str  # as it is matched with the lists
    kept: bool


def terms(
    text: str,
    lang: Language | str,
    *,
    unit: Unit = "lemma",
    multiword: bool = True,
    keep_stop_words: bool = False,
    keep_boilerplate: bool = False,
    extra: Iterable[str] = (),
) -> list[Term]:
    """Read a text as a sequence of terms, in one pass.

    Parameters
    ----------
    text : str
        Running text (Unicode NFC).
    lang : Language or str
        The language, or its code.
    unit : {"lemma", "token"}
        Count lemmas, or words as they are written in small letters.
    multiword : bool
        Join the terms that the language lists ("nations unies"), the longest first; a plural or
        a feminine joins like the listed form.
    keep_stop_words, keep_boilerplate : bool
        Keep everyday words, and the formulas of reports ("au cours de la période considérée").
    extra : iterable of str
        Terms of several words to join beside those that the language lists.

    Returns
    -------
    list of Term
        In small letters, acronyms excepted ("ONU", "COVID-19"). Numbers, symbols and single
        letters are tokens, but not terms.

    Examples
    --------
    >>> [term.term for term in terms("Les États Membres ont salué l'ONU en 2019.", "fr")]
    ['états membres', 'saluer', 'ONU']
    """
    language = get(lang) if isinstance(lang, str) else lang
    words = word_types(language, unit, keep_stop_words)
    trie = listed_entries(language, multiword, keep_stop_words, keep_boilerplate, tuple(extra))
    found: list[Term] = []
    matches = [(match[0], *match.span()) for match in grammar(language).stream.finditer(text)]
    for term, first, last in walk([words[match[0]] for match in matches], trie):
        start, end = matches[first][1], matches[last][2]
        surface = text[start:end]
        if last > first and unit == "token":
            term = joined([match[0] for match in matches[first : last + 1]])
        found.append(Term(term, surface, start, end))
    return found


def term_names(
    text: str,
    lang: Language | str,
    *,
    unit: Unit = "lemma",
    multiword: bool = True,
    keep_stop_words: bool = False,
    keep_boilerplate: bool = False,
    extra: Iterable[str] = (),
) -> list[str]:
    """Read a text as a bag of terms: those of `terms` without their places, in half the time.

    Examples
    --------
    >>> term_names("Les Nations Unies œuvrent pour la paix.", "fr")
    ['nations unies', 'œuvrer', 'paix']
    """
    language = get(lang) if isinstance(lang, str) else lang
    words = word_types(language, unit, keep_stop_words)
    trie = listed_entries(language, multiword, keep_stop_words, keep_boilerplate, tuple(extra))
    surfaces = grammar(language).stream.findall(text)
    return [
        joined(surfaces[first : last + 1]) if last > first and unit == "token" else term
        for term, first, last in walk([words[surface] for surface in surfaces], trie)
    ]


def walk(words: list[Word], trie: Trie) -> Iterator[tuple[str, int, int]]:
    """Give the terms, each with its first and last token, joining the longest listed entry."""
    here, count = 0, len(words)
    while here < count:
        term, key, kept = words[here]
        if key in trie:
            length, entry = _longest(words, trie, here)
            if length:
                if entry:
                    yield entry, here, here + length - 1
                here += length
                continue
        if kept:
            yield term, here, here
        here += 1


def lemma(word: str, lang: Language | str) -> str:
    """Return the lemma of a word, in small letters: the dictionary form, else the word itself.

    Examples
    --------
    >>> lemma("organisées", "fr"), lemma("mise", "fr")
    ('organiser', 'mise')
    """
    language = get(lang) if isinstance(lang, str) else lang
    return _lemma(language, _plain(word).lower())


@lru_cache(maxsize=200_000)
def _lemma(lang: Language, form: str) -> str:
    # Imported here: half a second that reading a file or splitting sentences need not pay.
    from simplemma import lemmatize

    if form in lang.lemmas:
        return lang.lemmas[form]
    if len(form) > _LONGEST_WORD:
        return form
    found: str = lemmatize(form, lang=lang.code).lower()
    return lang.lemmas.get(found, found)


class _Types(dict[str, Word]):
    """Word types of one language, worked out when first met."""

    def __init__(self, lang: Language, unit: Unit, keep_stop_words: bool) -> None:
        self.lang, self.unit, self.keep_stop_words = lang, unit, keep_stop_words
        self.stop = frozenset(_plain(word) for word in lang.stop_words)

    def __missing__(self, surface: str) -> Word:
        plain = _plain(surface)
        low = plain.lower()
        acronym = self._is_acronym(plain, low)
        key = low if acronym else _lemma(self.lang, low)
        if acronym:
            term = plain.replace(".", "") if _DOTTED.fullmatch(plain) else plain
        else:
            term = key if self.unit == "lemma" else low
        word = Word(term, key, self._is_kept(plain, low))
        if len(surface) <= _LONGEST_WORD:
            self[surface] = word
        return word

    def _is_acronym(self, plain: str, low: str) -> bool:
        if not _ACRONYM.search(plain) and not _DOTTED.fullmatch(plain):
            return False
        if plain in self.lang.acronyms:
            return True
        shouted = len(plain) > 4 and plain.isupper() and plain.isalpha()
        return not (low in self.stop or (shouted and _is_known(self.lang, low)))

    def _is_kept(self, plain: str, low: str) -> bool:
        if is_number(plain, self.lang) or is_symbol(plain, self.lang):
            return False
        if low in self.stop and plain not in self.lang.acronyms:
            return self.keep_stop_words
        return len(plain) > 1


def _is_known(lang: Language, low: str) -> bool:
    from simplemma import is_known

    return low in lang.lemmas or bool(is_known(low, lang=lang.code))


@cache
def word_types(lang: Language, unit: Unit, keep_stop_words: bool) -> Mapping[str, Word]:
    """Words as printed, each with what it counts as; worked out when first asked for."""
    return _Types(lang, unit, keep_stop_words)


@cache
def listed_entries(
    lang: Language,
    multiword: bool,
    keep_stop_words: bool,
    keep_boilerplate: bool,
    extra: tuple[str, ...] = (),
) -> Trie:
    """Listed entries by their tokens' keys; at an entry's end its term, or "" to drop it."""
    dropped: list[str] = []
    if not keep_stop_words:
        dropped += [word for word in lang.stop_words if len(_keys(lang, word)) > 1]
    if not keep_boilerplate:
        dropped += lang.boilerplate
    named = (*(lang.multiword if multiword else ()), *extra)
    return make_trie(
        [(_keys(lang, phrase), "") for phrase in dropped]
        + [(_keys(lang, phrase), phrase) for phrase in named]
    )


def _keys(lang: Language, phrase: str) -> tuple[str, ...]:
    words = word_types(lang, "lemma", True)
    return tuple(words[match[0]].key for match in grammar(lang).stream.finditer(phrase))


def _longest(words: list[Word], trie: Trie, here: int) -> tuple[int, str]:
    """Number of tokens in the longest entry that starts here (0 if none), and its term."""
    length, term = 0, ""
    node: Trie | None = trie
    for there in range(here, len(words)):
        node = node.get(words[there].key) if node else None
        if node is None:
            break
        if TERM in node:
            length, term = there - here + 1, node[TERM]
    return length, term


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text.translate(_PLAIN))


def joined(surfaces: list[str]) -> str:
    """Write a joined term as printed, with single blanks: small letters, but for acronyms."""
    words = [_plain(surface) for surface in surfaces]
    lowered = " ".join(word if _ACRONYM.search(word) else word.lower() for word in words)
    return lowered.replace("' ", "'").replace(" ,", ",")
