"""What terms of several words are made of: content words, and the links that may stand between."""

from __future__ import annotations

from functools import cache

from unreports.language.tokens import grammar
from unreports.language.vocabulary import joined, listed_entries, walk, word_types
from unreports.language.wordlists import Language, get

Unit = tuple[int, int, str]
Chain = list[Unit]


def content_chains(text: str, lang: Language | str) -> list[Chain]:
    """Cut a text into chains of content words that could be parts of one term.

    Parameters
    ----------
    text : str
        Running text (Unicode NFC).
    lang : Language or str
        The language, or its code.

    Returns
    -------
    list of list of (start, end, lemma)
        A term of several words that the language lists is one unit. Between two units of a chain
        stands nothing, or one of the links that the language lists ("de la"); everything else ends
        a chain: punctuation, numbers, symbols, other everyday words, formulas of reports, and forms
        of the verbs that the language lists.

    Examples
    --------
    >>> content_chains("lutter contre la faim et la pauvreté des États Membres", "fr")
    [[(17, 21, 'faim')], [(28, 36, 'pauvreté'), (41, 54, 'états membres')]]
    """
    language = get(lang) if isinstance(lang, str) else lang
    types = word_types(language, "lemma", False)
    trie = listed_entries(language, multiword=True, keep_stop_words=False, keep_boilerplate=False)
    matches = list(grammar(language).stream.finditer(text))
    links = _links(language)
    chains: list[Chain] = []
    before = -1
    for term, first, last in walk([types[match[0]] for match in matches], trie):
        if first == last and types[matches[first][0]].key in language.verbs:
            continue
        between = tuple(spelled(match[0]) for match in matches[before + 1 : first])
        if before < 0 or (between and between not in links):
            chains.append([])
        chains[-1].append((matches[first].start(), matches[last].end(), term))
        before = last
    return chains


def spelled(text: str) -> str:
    """Write a term found in a text as terms are written: small letters, single blanks.

    Examples
    --------
    >>> spelled("Droits de  l’Homme")
    "droits de l'homme"
    """
    return joined(text.split())


@cache
def _links(lang: Language) -> frozenset[tuple[str, ...]]:
    return frozenset(
        tuple(spelled(match[0]) for match in grammar(lang).stream.finditer(link))
        for link in lang.linking
    )
