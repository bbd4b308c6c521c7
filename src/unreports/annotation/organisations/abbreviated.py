"""Names written with a capital beside an acronym: "Agence française de développement (AFD)".

Where the letters of the acronym are not those of the name (a name translated, its acronym kept),
the name is the run of capitalised words, and of small words between them, before the parenthesis;
else what begins with the nearest head of names that has a capital ("Plan", "Agence").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from unreports.annotation.organisations.acronyms import REACH, Definition, find_definitions
from unreports.annotation.organisations.matching import plain
from unreports.annotation.organisations.rows import looks_like_acronym
from unreports.annotation.organisations.words import function_words, read_lines

_EXPLAINED = re.compile(
    r"(?<![\w/-])(?P<acronym>[A-ZÀ-Þ][\w-]{1,14})\s{1,2}"
    r"\((?:(?:[Ll][ea]|[Tt]he)\s|[Ll]['’])?(?P<name>[^\W\d_][^(),;:.!?]{8,200})\)"
)
_BREAK = re.compile(r"[.;:!?()]\s|\n\s*\n|[()]")
_WORD = re.compile(r"[^\W_]+")
_ARTICLES = frozenset(("le", "la", "les", "l", "the"))
_OF = ("de", "du", "des", "d", "l", "la", "les")
_ENGLISH = frozenset(("the", "of", "and", "for"))
_MOST_WORDS = 16
_FEWEST_CAPITALS = 3  # "ABC (South Africa)" says where, not what


def abbreviated_names(text: str) -> Iterator[tuple[str, int, str]]:
    """Find the capitalised names that an acronym follows in parentheses, or precedes.

    Parameters
    ----------
    text : str
        A paragraph.

    Yields
    ------
    (str, int, str)
        The acronym, where it begins, the name.

    Examples
    --------
    >>> list(abbreviated_names("le Plan du Président pour la lutte contre le sida (PEPFAR)"))
    [('PEPFAR', 51, 'Plan du Président pour la lutte contre le sida')]
    >>> list(abbreviated_names("l'AFD (French Development Agency) et la maladie (COVID-19)"))
    [('AFD', 2, 'French Development Agency')]
    """
    if "(" not in text:
        return
    seen = set()
    for definition in find_definitions(text):
        if name := _defined(text, definition):
            seen.add(definition.start)
            yield definition.acronym, definition.start, name
    for match in _EXPLAINED.finditer(text):
        name = " ".join(match["name"].split())
        known = match.start() in seen or not looks_like_acronym(match["acronym"])
        if not known and _is_name(name):
            yield match["acronym"], match.start(), name


def _defined(text: str, definition: Definition) -> str:
    """Name that a definition abbreviates, or nothing."""
    start, end = definition.long_start, definition.long_end
    if start is None or end is None or not text[start].isupper():
        end = definition.bracket
        floor = max(0, end - REACH)
        window = text[floor:end]
        last = max((found.end() for found in _BREAK.finditer(window)), default=0)
        start = floor + last + _begin(window[last:])
    name = " ".join(text[start:end].split())
    return name if " " in name else ""


def _begin(before: str) -> int:
    """Where in a clause the name that ends with it begins; its length where there is none."""
    words = [(match.start(), match.group()) for match in _WORD.finditer(before)][-_MOST_WORDS:]
    small = function_words("small") | _ARTICLES
    run = len(words)
    while run and _may_stand(words, run - 1, small):
        run -= 1
    while run < len(words) and _leads(words, run, small, before):
        run += 1
    if run == len(words):
        return _head(words, len(words), len(before))
    of = run and plain(words[run - 1][1]).lower() in _OF and not _heads(words[run][1])
    return _head(words[max(0, run - 5) :], min(run, 5), words[run][0]) if of else words[run][0]


def _head(words: list[tuple[int, str]], most: int, otherwise: int) -> int:
    """Where the nearest head with a capital begins, in a language that writes the rest small."""
    stops = function_words("clause") | _ENGLISH
    if not stops.isdisjoint(word for _, word in words[most:]):
        return otherwise
    for begin, word in reversed(words[:most]):
        if word in stops:
            break
        if word[0].isupper() and _heads(word):
            return begin
    return otherwise


def _may_stand(words: list[tuple[int, str]], place: int, small: frozenset[str]) -> bool:
    """Whether a word can stand inside a name: with a capital, or a small word after another word.

    An article stands there after a preposition only: "for the", but not "Mali the".
    """
    word = words[place][1]
    folded = plain(word).lower()
    if folded in _ARTICLES:
        return place > 0 and plain(words[place - 1][1]).lower() in small
    return word[0].isupper() or folded in small or (folded == "s" and place > 0)


def _leads(words: list[tuple[int, str]], place: int, small: frozenset[str], before: str) -> bool:
    """Whether a word at the beginning of a run is not part of the name."""
    begin, word = words[place]
    folded = plain(word).lower()
    if folded in small or not word[0].isupper():
        return True
    opens = not before[:begin].strip() and place + 1 < len(words)
    return opens and not _heads(word) and plain(words[place + 1][1]).lower() in small


def _heads(word: str) -> bool:
    folded = plain(word).lower()
    return folded in function_words("head") or folded in _known_heads()


@cache
def _known_heads() -> frozenset[str]:
    return frozenset(read_lines("organisations_short_forms.txt"))


def _is_name(name: str) -> bool:
    """Whether what an acronym is explained by is a name: capitals, or a head with one."""
    words = _WORD.findall(name)
    if not words[0][0].isupper():
        return False
    small = function_words("small")
    content = [word for word in words if len(word) > 1 and plain(word).lower() not in small]
    capitals = all(word[0].isupper() for word in content)
    headed = _heads(words[0]) or (capitals and any(map(_heads, words)))
    return len(content) > 1 and (headed or (capitals and len(content) >= _FEWEST_CAPITALS))
