"""One pass over a paragraph: the names, acronyms and short forms in it, longest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from unreports.annotation.organisations.context import (
    conjunction,
    goes_on,
    in_symbol,
    of_a_state,
    written_as_name,
)
from unreports.annotation.organisations.index import Index, acronym_parts
from unreports.annotation.organisations.matching import (
    COMMA,
    GAP_KINDS,
    Trie,
    Words,
    add_steps,
    longest,
    longest_acronym,
    new_keys,
    plain,
    split,
)
from unreports.annotation.organisations.words import function_words, plurals


class Found(NamedTuple):
    """A stretch of text that the index knows.

    `value` is (id,) for a name ("" for a longer name that is no organisation), (acronym,) for an
    acronym, the keys for a short form. `owner` is the name that a longer name ends with and where
    that begins.
    """

    start: int
    end: int
    form: Literal["name", "acronym", "short"]
    value: tuple[str, ...]
    owner: tuple[str, int] | None


class _Start(NamedTuple):
    """What a word can begin: the nodes that it leads to."""

    name: Trie | None
    acronym: Trie | None
    coined: Trie | None
    plural: Trie | None
    short: Trie | None


class Scanner:
    """Finds what an index knows in the paragraphs of one document.

    Parameters
    ----------
    known : Index
        Names, acronyms, short forms.
    coined : iterable of str
        Acronyms that the document defines.
    """

    def __init__(self, known: Index, coined: Iterable[str] = ()) -> None:
        self._known = known
        self._coined: Trie = {}
        for acronym in coined:
            parts = acronym_parts(acronym)
            add_steps(self._coined, parts, " ".join(parts))
        self._keys = new_keys()
        self._seen: set[str] = set()
        self._starts: dict[str, _Start] = {}
        self._owners: dict[tuple[str, ...], tuple[str, int] | None] = {}

    def scan(self, text: str) -> list[Found]:
        """Find everything in a paragraph, in order, without overlaps."""
        parts = split(text)
        self._meet(parts[0::2])
        starts = self._starts
        places = [place for place, word in enumerate(parts[0::2]) if word in starts]
        found: list[Found] = []
        if not places:
            return found
        words, done = Words(parts, self._keys), -1
        for place in places:
            if place > done:
                for item, last in self._at(text, words, place):
                    found.append(item)
                    done = last
        return found

    def _meet(self, words: list[str]) -> None:
        """Note of each new word what it can begin."""
        new = set(words).difference(self._seen)
        self._seen |= new
        for word in new:
            step, bare = self._keys[word], plain(word)
            short = self._known.short_forms.get(step) if word[:1].isupper() else None
            head = plurals().get(step)
            start = _Start(
                self._known.names.get(step),
                self._known.acronyms.get(bare),
                self._coined.get(bare),
                self._known.names.get(head) if head else None,
                short,
            )
            if any(start):
                self._starts[word] = start

    def _at(self, text: str, words: Words, place: int) -> Iterable[tuple[Found, int]]:
        """Give what begins at a word, each with the last word that it takes."""
        start = self._starts[words.words[place]]
        name = longest(start.name, words, place) if start.name else None
        acronym = _acronym(start, words, place)
        if acronym and (name is None or name[0] <= acronym[0]):
            last, value = acronym
            if in_symbol(text, words, place, last) or self._shouted(words, place, last):
                return ()
            return ((_found(words, place, last, "acronym", (value,)), last),)
        if name and written_as_name(words, place, name[0]):
            if of_a_state(words, place, name[0]):
                return ()
            return ((self._named(words, place, *name), name[0]),)
        if start.plural:
            several = list(self._coordinated(words, place, start.plural))
            if len(several) > 1:
                return several
        if start.short and (short := _short(start.short, words, place)):
            return ((_found(words, place, short[0], "short", short[1]), short[0]),)
        return ()

    def _shouted(self, words: Words, place: int, last: int) -> bool:
        """Whether a short acronym stands in a line of capitals, where it may be a word."""
        if words.end(last) - words.start(place) > 3:
            return False
        beside = words.words[max(0, place - 1) : place] + words.words[last + 1 : last + 2]
        return len(beside) == 2 and all(map(self._shouts, beside))

    def _shouts(self, word: str) -> bool:
        start = self._starts.get(word)
        acronym = start is not None and (start.acronym or start.coined)
        return len(word) > 2 and word.isupper() and word.isalpha() and not acronym

    def _named(self, words: Words, place: int, last: int, value: str) -> Found:
        surface = tuple(words.words[place : last + 1])
        if surface not in self._owners:
            self._owners[surface] = self._owner(words, place, last)
        owner = self._owners[surface]
        if owner:
            owner = owner[0], words.start(place + owner[1])
        end = words.end(last) + self._tail(words.gaps[last], value)
        return Found(words.start(place), end, "name", (value,), owner)

    def _tail(self, gap: str, identifier: str) -> int:
        """Length of the punctuation after a name that belongs to it ("Institut (Paris)")."""
        for tail in self._known.tails.get(identifier, ()):
            pattern = r"\s*" + r"\s*".join(map(re.escape, tail))
            if match := re.match(pattern, gap):
                return match.end()
        return 0

    def _owner(self, words: Words, place: int, last: int) -> tuple[str, int] | None:
        """Find the longest name or acronym that a name ends with; which of its words it begins."""
        for begin in range(place + 1, last + 1):
            if start := self._starts.get(words.words[begin]):
                name = longest(start.name, words, begin) if start.name else None
                for inner in (name, _acronym(start, words, begin)):
                    if inner and inner[0] == last and inner[1]:
                        return inner[1], begin - place
        return None

    def _coordinated(self, words: Words, place: int, node: Trie) -> Iterator[tuple[Found, int]]:
        """Yield the names under one plural head: "Départements de A et de B".

        A further name goes on from where the first one can be left: "Comités de haut niveau sur
        les programmes et sur la gestion".
        """
        trail = [(place, node)]
        found = longest(node, words, place, singular=True, trail=trail)
        begin, first_end = place, found[0] if found else place
        stems = [stem for passed, stem in trail if passed < first_end]
        while found:
            last, value = found
            yield self._named(words, begin, last, value), last
            link = conjunction(words, last)
            if link is None:
                return
            found = next(filter(None, (_branch(stem, words, link) for stem in stems[::-1])), None)
            begin = link + 1


def _branch(stem: Trie, words: Words, link: int) -> tuple[int, str] | None:
    """Find a name that goes on from a stem after a conjunction or a comma."""
    node = {COMMA: stem} if GAP_KINDS[words.gaps[link]] == "comma" else stem
    found = longest(node, words, link, singular=True)
    return found if found and found[0] > link else None


def _acronym(start: _Start, words: Words, place: int) -> tuple[int, str] | None:
    known = longest_acronym(start.acronym, words, place) if start.acronym else None
    coined = longest_acronym(start.coined, words, place) if start.coined else None
    if known and coined:
        return max(known, coined)
    return known or coined


def _short(node: Trie, words: Words, place: int) -> tuple[int, tuple[str, ...]] | None:
    """Find a short form: a determiner, then a head with a capital, then no more of a name."""
    if not place or GAP_KINDS[words.gaps[place - 1]] != "soft":
        return None
    if plain(words.words[place - 1]).lower() not in function_words("determiner"):
        return None
    found = longest(node, words, place)
    return None if found is None or goes_on(words, found[0]) else found


def _found(
    words: Words,
    place: int,
    last: int,
    form: Literal["name", "acronym", "short"],
    value: tuple[str, ...],
) -> Found:
    return Found(words.start(place), words.end(last), form, value, None)
