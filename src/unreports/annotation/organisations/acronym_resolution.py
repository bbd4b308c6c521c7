"""Who an acronym stands for, in one document.

Where the document defines it, what it defines, from there on (but an acronym of five letters or
more that only one organisation has stays with it, whatever words the document puts before it).
Elsewhere the organisation that has it in the document's language; of several, the only one that
the document names in full, or else the only one whose usual acronym it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from unreports.annotation.organisations.acronyms import REACH, Definition
from unreports.annotation.organisations.gazetteer import Gazetteer
from unreports.annotation.organisations.index import acronym_parts, index
from unreports.annotation.organisations.scanning import Found

_TELLING = 5  # letters; an acronym that long hardly stands for two organisations
OWNED_BY = re.compile(r"\s+(?:de\s+l['’]|de\s+la\s+|du\s+|des\s+|d['’]|of\s+(?:the\s+)?)\Z")
"""What links a name to the name of its owner, up to where that begins."""


class AcronymResolver:
    """Who an acronym is, in one document.

    Parameters
    ----------
    gazetteer : Gazetteer
        Whom an acronym can stand for.
    language : str
        "fr" or "en".
    found : list of list of Found
        What each paragraph names.
    """

    def __init__(self, gazetteer: Gazetteer, language: str, found: list[list[Found]]) -> None:
        tables = index(gazetteer).candidates
        self._candidates = tables["fr" if language == "fr" else "en"]
        self._foreign = tables["en" if language == "fr" else "fr"]
        self._names = [
            [item for item in items if item.form == "name" and item.value[0]] for items in found
        ]
        self._named = {item.value[0] for items in self._names for item in items}
        self._bindings: dict[str, list[tuple[int, int, str]]] = {}
        self._defaults: dict[str, str] = {}

    def bind(self, texts: list[str], definitions: list[list[Definition]]) -> None:
        """Take down what the document defines."""
        for number, found in enumerate(definitions):
            for definition in found:
                acronym = " ".join(acronym_parts(definition.acronym))
                identifier = self._defined(texts[number], number, definition, acronym)
                if identifier is not None:
                    binding = number, definition.start, identifier
                    self._bindings.setdefault(acronym, []).append(binding)

    def _defined(self, text: str, number: int, definition: Definition, acronym: str) -> str | None:
        """Id of the organisation defined; "" for an unknown one, None where nothing is defined."""
        names = self._near(number, definition)
        tiers = self._candidates.get(acronym, ())
        known = {identifier for tier in tiers for identifier in tier}
        for item in names:
            identifier = item.value[0]
            adjacent = definition.bracket in (item.start, item.end)
            if adjacent and (
                identifier in known
                or _covers(item, definition.long_start)
                or any(identifier in tier for tier in self._foreign.get(acronym, ()))
            ):
                return identifier
            if item.start == definition.long_start and _only_owner_follows(
                text, item, definition, names
            ):
                return identifier
        if definition.long_start is None:
            return None
        inside = (item for item in names if item.start >= definition.long_start)
        if len(known) == 1 and len(acronym) >= _TELLING:
            return None
        return next((item.value[0] for item in inside if item.value[0] in known), "")

    def _near(self, number: int, definition: Definition) -> list[Found]:
        """Names that begin where the long form of a definition can."""
        names = self._names[number]
        first = bisect_left(names, definition.bracket - REACH, key=lambda item: item.start)
        after = bisect_right(names, definition.bracket, key=lambda item: item.start)
        return names[first:after]

    def resolve(self, number: int, item: Found) -> str:
        """Id that an acronym stands for where it stands, or nothing."""
        acronym = item.value[0]
        if bound := self._bindings.get(acronym):
            before = bisect_right(bound, (number, item.start), key=lambda entry: entry[:2])
            if before:
                return bound[before - 1][2]
        if acronym not in self._defaults:
            self._defaults[acronym] = self._default(acronym)
        return self._defaults[acronym]

    def _default(self, acronym: str) -> str:
        tiers = self._candidates.get(acronym, ())
        everyone = [identifier for tier in tiers for identifier in tier]
        if len(everyone) > 1:
            named = [identifier for identifier in everyone if identifier in self._named]
            if len(named) == 1:
                return named[0]
        first = next((tier for tier in tiers if tier), ())
        return first[0] if len(first) == 1 else ""


def _covers(item: Found, long_start: int | None) -> bool:
    return long_start is not None and item.start <= long_start < item.end


def _only_owner_follows(text: str, item: Found, definition: Definition, names: list[Found]) -> bool:
    """Whether the rest of a long form only says whose it is ("... de l'ONU (CEE)")."""
    return any(
        other.end == definition.long_end and OWNED_BY.match(text, item.end, other.start)
        for other in names
    )
