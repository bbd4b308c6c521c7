"""A gazetteer made ready for matching: its names, its acronyms and the heads of its names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from unreports.annotation.organisations.gazetteer import Gazetteer
from unreports.annotation.organisations.matching import (
    COMMA,
    Trie,
    add_steps,
    name_steps,
    plain,
    split,
)
from unreports.annotation.organisations.rows import Organisation, looks_like_acronym
from unreports.annotation.organisations.words import function_words, read_lines

LANGUAGES = ("fr", "en")
_SHORTEST_FOREIGN_ACRONYM = 4


@dataclass(frozen=True, eq=False)
class Index:
    """What matching looks up.

    Attributes
    ----------
    names : Trie
        Names in both languages; a name stands for an id, or for "" when it is a longer name
        that is not an organisation.
    acronyms : Trie
        Acronyms of both languages; each stands for itself, as `candidates` spells it.
    candidates : mapping
        For each language, acronym to ids in three tiers: the language's own acronyms, its
        aliases, and the other language's acronyms of four letters or more.
    heads : mapping
        For each id, the short forms that can stand for it, as tuples of keys.
    short_forms : Trie
        All of those.
    tails : mapping
        For an id, the punctuation that names of it end with, longest first, without blanks.
    """

    names: Trie
    acronyms: Trie
    candidates: Mapping[str, Mapping[str, tuple[tuple[str, ...], ...]]]
    heads: Mapping[str, frozenset[tuple[str, ...]]]
    short_forms: Trie
    tails: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=8)
def index(gazetteer: Gazetteer) -> Index:
    """Build the index of a gazetteer, once."""
    names: Trie = {}
    heads: dict[str, frozenset[tuple[str, ...]]] = {}
    for row in gazetteer.organisations.values():
        forms = [name_steps(name) for name in row.names]
        for steps in forms:
            add_steps(names, steps, row.id)
        heads[row.id] = frozenset(short for steps in forms for short in _short_forms(steps))
    for name in read_lines("organisations_other_names.txt"):
        add_steps(names, name_steps(name), "")
    for row in gazetteer.organisations.values():
        for name in row.names:
            for steps in _variants(name_steps(name), row, gazetteer):
                add_steps(names, steps, row.id)
    short_forms: Trie = {}
    for shorts in heads.values():
        for short in shorts:
            add_steps(short_forms, short, short)
    acronyms, candidates = _acronyms(gazetteer)
    frozen = MappingProxyType(heads)
    return Index(names, acronyms, candidates, frozen, short_forms, _tails(gazetteer))


def _tails(gazetteer: Gazetteer) -> Mapping[str, tuple[str, ...]]:
    tails: dict[str, tuple[str, ...]] = {}
    for row in gazetteer.organisations.values():
        ends = {"".join(split(name)[-2].split()) for name in row.names if not name[-1].isalnum()}
        if ends:
            tails[row.id] = tuple(sorted(ends, key=len, reverse=True))
    return tails


def _variants(steps: list[str], row: Organisation, gazetteer: Gazetteer) -> Iterator[list[str]]:
    """Other ways to write a name: the organisations in it by acronym, or in full."""
    swaps: list[tuple[list[str], list[str]]] = []
    if row.id != "UN":
        swaps += [
            (["de", "nations", "unies"], ["de", "onu"]),
            (["de", "nations", "unies"], ["de", "organisation", "de", "nations", "unies"]),
            (["de", "onu"], ["de", "nations", "unies"]),
            (["united", "nations"], ["UN"]),
            (["UN"], ["united", "nations"]),
        ]
    for ancestor in gazetteer.ancestors(row.id):
        if ancestor != "UN":
            owner = gazetteer[ancestor]
            swaps += _both_ways(owner.name_fr, owner.acronym_fr)
            swaps += _both_ways(owner.name_en, owner.acronym_en)
    for old, new in swaps:
        for place in range(len(steps) - len(old) + 1):
            inside = steps[place : place + len(old)] == old
            if inside and len(steps) > len(old) and steps[max(place - 1, 0)] != "organisation":
                yield [*steps[:place], *new, *steps[place + len(old) :]]


def _both_ways(name: str, acronym: str) -> list[tuple[list[str], list[str]]]:
    if not (name and acronym):
        return []
    full, short = name_steps(name), name_steps(acronym)
    return [(full, short), (short, full)]


def _short_forms(steps: list[str]) -> Iterator[tuple[str, ...]]:
    """Yield the head of a name, alone and with the adjectives beside it.

    French names begin with their head ("Centre régional des ..."), English ones have it before
    the first preposition ("Economic Commission for ...") or at the end ("African Union").
    """
    allowed = set(read_lines("organisations_short_forms.txt"))
    prepositions = function_words("preposition") | {COMMA}
    stop = next((i for i, step in enumerate(steps) if i and step in prepositions), len(steps))
    phrase = steps[:stop]
    for size in (2, 1):
        for short in (phrase[:size], phrase[-size:]):
            spelled = " ".join(short)
            known = spelled in allowed or (size == 2 and {short[0], short[-1]} & allowed)
            if len(short) == size and known and len(short) < len(steps):
                yield tuple(short)


def _acronyms(
    gazetteer: Gazetteer,
) -> tuple[Trie, Mapping[str, Mapping[str, tuple[tuple[str, ...], ...]]]]:
    """Acronyms as a trie, and for each language whom they stand for."""
    tiers: dict[str, dict[str, list[list[str]]]] = {language: {} for language in LANGUAGES}
    trie: Trie = {}
    for row in gazetteer.organisations.values():
        own = {
            "fr": ([row.acronym_fr], filter(looks_like_acronym, (row.name_fr, *row.aliases_fr))),
            "en": ([row.acronym_en], filter(looks_like_acronym, (row.name_en, *row.aliases_en))),
        }
        for language, levels in own.items():
            other = "en" if language == "fr" else "fr"
            for tier, acronyms in enumerate(levels):
                for acronym in filter(None, acronyms):
                    parts = acronym_parts(acronym)
                    spelled = " ".join(parts)
                    add_steps(trie, parts, spelled)
                    _enter(tiers[language], spelled, tier, row.id)
                    if len(spelled) >= _SHORTEST_FOREIGN_ACRONYM:
                        _enter(tiers[other], spelled, 2, row.id)
    frozen = {
        language: {acronym: tuple(map(tuple, levels)) for acronym, levels in table.items()}
        for language, table in tiers.items()
    }
    return trie, frozen


def acronym_parts(acronym: str) -> list[str]:
    """Words of an acronym without accents, with their case.

    Examples
    --------
    >>> acronym_parts("ONU-Femmes")
    ['ONU', 'Femmes']
    """
    return [word for word in split(plain(acronym))[0::2] if word]


def _enter(table: dict[str, list[list[str]]], acronym: str, tier: int, identifier: str) -> None:
    levels = table.setdefault(acronym, [[], [], []])
    if not any(identifier in level for level in levels):
        levels[tier].append(identifier)
