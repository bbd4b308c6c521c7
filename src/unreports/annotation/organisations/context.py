"""What stands beside a name and decides whether it is one."""

from __future__ import annotations

from functools import cache

from unreports.annotation.organisations.matching import (
    END,
    GAP_KINDS,
    Trie,
    Words,
    add_steps,
    name_steps,
)
from unreports.annotation.organisations.words import function_words, read_lines

_REACH = 60
_OF = ("de", "d")


def conjunction(words: Words, last: int) -> int | None:
    """Last word of the link to a further name: "et", "and", or the word before a comma."""
    kind = GAP_KINDS[words.gaps[last]]
    if kind == "hard":
        return None
    if words.keys[last + 1] in function_words("conjunction"):
        return last + 1
    return last if kind == "comma" else None


def goes_on(words: Words, last: int) -> bool:
    """Whether a short form is the beginning of another name ("le Conseil exécutif")."""
    if GAP_KINDS[words.gaps[last]] != "soft":
        return False
    following = words.words[last + 1]
    if words.gaps[last].strip() and not words.gaps[last][0].isspace():
        return words.gaps[last][0] in "-‑"
    return words.keys[last + 1] in function_words("attached") or following[:1].isupper()


def of_a_state(words: Words, place: int, last: int) -> bool:
    """Whether what stands beside a name makes it that of a State's body.

    "National Security Council", "Conseil de sécurité nationale", "Bureau des affaires juridiques
    du Ministère".
    """
    if place and words.gaps[place - 1] == " ":
        before = words.words[place - 1]
        if before[:1].isupper() and words.keys[place - 1] in function_words("state_before"):
            return True
    if words.gaps[last] != " ":
        return False
    following = words.keys[last + 1]
    if following in function_words("state_after"):
        return True
    if following not in _OF:
        return False
    owner = next(filter(None, words.keys[last + 2 : last + 4]), "")
    return owner in function_words("state_owner")


def written_as_name(words: Words, place: int, last: int) -> bool:
    """Whether a name that is also ordinary words begins with a capital."""
    if words.words[place][:1].isupper():
        return True
    node: Trie = _capitalised()
    for position in range(place, last + 1):
        if key := words.keys[position]:
            if key not in node:
                return True
            node = node[key]
    return END not in node


@cache
def _capitalised() -> Trie:
    trie: Trie = {}
    for name in read_lines("organisations_capitalised.txt"):
        add_steps(trie, name_steps(name), True)
    return trie


def in_symbol(text: str, words: Words, place: int, last: int) -> bool:
    """Whether an acronym is part of a document symbol, an address or a file name."""
    start, end = words.start(place), words.end(last)
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if before not in ("/", "@", "_") and after not in ("/", "@", "_"):
        return False
    left = text[max(0, start - _REACH) : start].split()
    right = text[end : end + _REACH].split()
    run = (left[-1] if left and before.strip() else "") + (
        right[0] if right and after.strip() else ""
    )
    return any(map(str.isdigit, run)) or "@" in run or "://" in run
