"""Which language a text is in, by its everyday words."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from unreports.language.wordlists import available, get

_RUN = re.compile(r"[^\W\d_]+")
_ENOUGH = 50_000  # characters; a report's first ten pages


def detect(text: str) -> str:
    """Return the code of the language whose everyday words are most frequent in the text.

    Parameters
    ----------
    text : str
        Running text. Only the first 50,000 characters are read.

    Returns
    -------
    str
        A code of `available`. Where no everyday word is found, or as many of two languages,
        the first in alphabetical order.

    Examples
    --------
    >>> detect("Le Conseil a salué la coopération entre les deux organisations.")
    'fr'
    """
    words = Counter(_RUN.findall(text[:_ENOUGH].lower()))
    share = {
        code: sum(count for word, count in words.items() if word in _everyday(code))
        for code in available()
    }
    return max(sorted(share), key=lambda code: share[code])


@cache
def _everyday(code: str) -> frozenset[str]:
    return frozenset(part for word in get(code).stop_words for part in _RUN.findall(word.lower()))
