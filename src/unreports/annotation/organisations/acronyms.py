"""Acronyms that a text defines: "Bureau régional ... pour l'Afrique centrale (BRENUAC)".

After Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in
biomedical text", Pacific Symposium on Biocomputing 8 (2003), 451-462: an acronym of n letters in
parentheses is looked for in at most min(n + 5, 2n) content words before it, from right to left,
its first letter at the beginning of a word. Departures: accents do not count, French function
words do not count as words, and the acronym may stand before its long form in parentheses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from unreports.annotation.organisations.matching import plain
from unreports.annotation.organisations.rows import looks_like_acronym
from unreports.annotation.organisations.words import function_words

_INSIDE = re.compile(
    r"\(\s{0,3}(?:(?:ci-après|hereinafter|hereafter)[^()\w]{1,3})?[«\"“”'\s]{0,3}"
    r"(?:[Ll]['’]|(?:[Ll][ea]|[Tt]he)\s)?(?P<acronym>[A-ZÀ-Þ][\w-]{1,14})[»\"“”'\s]{0,3}[),;]"
)
_BEFORE = re.compile(
    r"(?<![\w/-])(?P<acronym>[A-ZÀ-Þ][\w-]{1,14})\s{1,2}\((?P<long>[^()]{5,200})\)"
)
_BREAK = re.compile(r"[.;:!?()]\s|\n")
_WORD = re.compile(r"[^\W_]+")
REACH = 300
"""How many characters before an acronym its long form may begin."""


@dataclass(frozen=True, slots=True)
class Definition:
    """An acronym and the words that it stands for.

    `start` is where the acronym begins in the text, `bracket` where the long form must end or,
    in `ACRONYM (long form)`, where it begins. `long_start` and `long_end` delimit the long form
    that Schwartz and Hearst's algorithm finds; None where it finds none.
    """

    acronym: str
    start: int
    bracket: int
    long_start: int | None
    long_end: int | None


def find_definitions(text: str) -> list[Definition]:
    """Find the acronyms that a text puts in parentheses or explains in them.

    Examples
    --------
    >>> text = "La Communauté économique des États de l'Afrique centrale (CEEAC) se réunit."
    >>> [(d.acronym, text[d.long_start:d.long_end]) for d in find_definitions(text)]
    [('CEEAC', "Communauté économique des États de l'Afrique centrale")]
    """
    if "(" not in text:
        return []
    return sorted((*_after(text), *_explained(text)), key=lambda found: found.start)


def _after(text: str) -> Iterator[Definition]:
    for match in _INSIDE.finditer(text):
        acronym = match["acronym"]
        if not looks_like_acronym(acronym):
            continue
        end = match.start()
        while end and text[end - 1].isspace() and match.start() - end < 3:
            end -= 1
        floor = max(0, end - REACH)
        window = text[floor:end]
        last = max((found.end() for found in _BREAK.finditer(window)), default=0)
        begin = long_form(acronym, window[last:])
        long_start = None if begin is None else floor + last + begin
        yield Definition(
            acronym, match.start("acronym"), end, long_start, None if begin is None else end
        )


def _explained(text: str) -> Iterator[Definition]:
    for match in _BEFORE.finditer(text):
        acronym, inner = match["acronym"], match["long"]
        if looks_like_acronym(acronym) and long_form(acronym, inner) == 0:
            start, end = match.span("long")
            yield Definition(acronym, match.start("acronym"), start, start, end)


def long_form(acronym: str, before: str) -> int | None:
    """Offset in the text before an acronym at which its long form begins.

    Parameters
    ----------
    acronym : str
        The acronym.
    before : str
        The text that ends where the parenthesis opens.

    Returns
    -------
    int or None
        None where the letters are not found in order.

    Examples
    --------
    >>> long_form("PNUD", "le Programme des Nations Unies pour le développement")
    3
    >>> long_form("OMS", "le Programme des Nations Unies pour le développement") is None
    True
    """
    letters = [letter for letter in plain(acronym).lower() if letter.isalnum()]
    if not letters:
        return None
    words = [(match.start(), plain(match.group()).lower()) for match in _WORD.finditer(before)]
    limit, content, first = min(len(letters) + 5, 2 * len(letters)), 0, len(words)
    while first and content < limit:
        first -= 1
        content += words[first][1] not in function_words("small")
    return _align(letters, words[first:])


def _align(letters: list[str], words: list[tuple[int, str]]) -> int | None:
    """Match letters from right to left; the first of them must begin a word."""
    remaining = len(letters) - 1
    for start, word in reversed(words):
        for position in range(len(word) - 1, -1, -1):
            if word[position] == letters[remaining] and (remaining or not position):
                if not remaining:
                    return start
                remaining -= 1
    return None
