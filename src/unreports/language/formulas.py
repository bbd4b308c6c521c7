"""The listed formulas of reports, where they stand in a text.

`terms` leaves them out of its counts; this says what it left out, and where.
"""

from __future__ import annotations

from functools import cache

from unreports.language.entries import TERM, Trie, make_trie
from unreports.language.tokens import grammar
from unreports.language.vocabulary import Term, word_types
from unreports.language.wordlists import Language, get


def formulas(text: str, lang: Language | str) -> list[Term]:
    """Find the formulas that the language lists, as `terms` does: the longest entry wins.

    A formula inside a listed term of several words is none.

    Parameters
    ----------
    text : str
        Running text (Unicode NFC).
    lang : Language or str
        The language, or its code.

    Returns
    -------
    list of Term
        `term` is the formula as it is listed.

    Examples
    --------
    >>> found = formulas("Au cours de la période considérée, l'ONU a continué d'aider.", "fr")
    >>> [(formula.term, formula.surface) for formula in found][0]
    ('au cours de la période considérée', 'Au cours de la période considérée')
    """
    language = get(lang) if isinstance(lang, str) else lang
    spans = [(m[0], *m.span()) for m in grammar(language).stream.finditer(text)]
    types = word_types(language, "lemma", True)
    keys = [types[surface].key for surface, _, _ in spans]
    trie = _entries(language)
    found: list[Term] = []
    here = 0
    while here < len(keys):
        length, formula = _longest(keys, trie, here)
        if formula:
            start, end = spans[here][1], spans[here + length - 1][2]
            found.append(Term(formula, text[start:end], start, end))
        here += max(length, 1)
    return found


def match_keys(text: str, lang: Language | str) -> tuple[str, ...]:
    """Give the keys by which the words of a text are matched with a list: their lemmas.

    Examples
    --------
    >>> match_keys("Les États Membres", "fr")
    ('le', 'état', 'membre')
    """
    language = get(lang) if isinstance(lang, str) else lang
    types = word_types(language, "lemma", True)
    return tuple(types[m[0]].key for m in grammar(language).stream.finditer(text))


@cache
def _entries(lang: Language) -> Trie:
    """Formulas, and with an empty term whatever else `terms` matches."""
    others = [word for word in lang.stop_words if len(match_keys(word, lang)) > 1]
    return make_trie(
        [(match_keys(phrase, lang), "") for phrase in others]
        + [(match_keys(phrase, lang), phrase) for phrase in lang.boilerplate]
        + [(match_keys(phrase, lang), "") for phrase in lang.multiword]
    )


def _longest(keys: list[str], trie: Trie, here: int) -> tuple[int, str]:
    length, formula = 0, ""
    node: Trie | None = trie
    for there in range(here, len(keys)):
        node = node.get(keys[there]) if node else None
        if node is None:
            break
        if TERM in node:
            length, formula = there - here + 1, node[TERM]
    return length, formula
