"""Words: tokens, lemmas, stop words, terms of several words, sentences.

A language is a folder of plain word lists (`fr/`, `en/`); no code knows one by name.
"""

from unreports.language.content import content_chains, spelled
from unreports.language.detection import detect
from unreports.language.segmentation import sentences
from unreports.language.tokens import Token, count_tokens, tokenise
from unreports.language.vocabulary import Term, lemma, term_names, terms
from unreports.language.wordlists import Language, available, get

__all__ = [
    "Language",
    "Term",
    "Token",
    "available",
    "content_chains",
    "count_tokens",
    "detect",
    "get",
    "lemma",
    "sentences",
    "spelled",
    "term_names",
    "terms",
    "tokenise",
]
