"""Names followed by an acronym that the gazetteer does not know, for a user to add to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from unreports.annotation.organisations.acronyms import REACH, Definition, find_definitions
from unreports.annotation.organisations.gazetteer import Gazetteer
from unreports.annotation.organisations.index import acronym_parts
from unreports.annotation.organisations.matching import plain, split
from unreports.annotation.organisations.recognition import find_organisations
from unreports.annotation.organisations.words import function_words
from unreports.reading.document import Paragraph


@dataclass(frozen=True, slots=True)
class UnknownOrganisation:
    """A name with a capital, as the document writes it where it gives the acronym.

    `count` is how often the acronym stands in the document, `paragraphs` the indexes of the
    paragraphs where it does.
    """

    name: str
    acronym: str
    count: int
    paragraphs: tuple[int, ...]


def unknown_organisations(
    paragraphs: Sequence[Paragraph], language: str, gazetteer: Gazetteer
) -> list[UnknownOrganisation]:
    """Collect the names that a document abbreviates and the gazetteer does not know.

    Parameters
    ----------
    paragraphs : sequence of Paragraph
        In the order of the document.
    language : str
        "fr" or "en".
    gazetteer : Gazetteer
        What is known.

    Returns
    -------
    list of UnknownOrganisation
        The most frequent first, then by acronym.

    Examples
    --------
    >>> from unreports.annotation.organisations.gazetteer import load_gazetteer
    >>> text = "The Broad Alliance for Moss (BAM) met. BAM works with UNDP."
    >>> paragraph = Paragraph(kind="body", number=1, section="1", position=0, text=text)
    >>> [(it.name, it.acronym, it.count)
    ...  for it in unknown_organisations([paragraph], "en", load_gazetteer())]
    [('Broad Alliance for Moss', 'BAM', 2)]
    """
    mentions = find_organisations(paragraphs, language, gazetteer, frameworks=True)
    resolved = {(mention.paragraph, mention.start) for mention in mentions}
    names: dict[str, str] = {}
    for number, paragraph in enumerate(paragraphs):
        for definition in find_definitions(paragraph.text):
            name = _name(paragraph.text, definition)
            if name and (number, definition.start) not in resolved:
                names.setdefault(definition.acronym, name)
    places = _places(paragraphs, names)
    found = [
        UnknownOrganisation(name, acronym, len(where), tuple(dict.fromkeys(where)))
        for acronym, name in names.items()
        if (where := places[acronym])
    ]
    return sorted(found, key=lambda item: (-item.count, item.acronym))


def _name(text: str, definition: Definition) -> str:
    """Long form of a definition if it begins with a capital, or nothing."""
    start, end = definition.long_start, definition.long_end
    if start is None or end is None:
        start, end = _capitalised_start(text, definition), definition.bracket
    name = " ".join(text[start:end].split())
    return name if name[:1].isupper() and " " in name else ""


def _capitalised_start(text: str, definition: Definition) -> int:
    """Where the run of capitalised and function words before an acronym begins."""
    floor = max(0, definition.bracket - REACH)
    parts = split(text[floor : definition.bracket])
    begin, position = definition.bracket, definition.bracket
    for place in range(len(parts) - 1, -1, -1):
        position -= len(parts[place])
        word = parts[place]
        if place % 2:
            if any(mark in word for mark in ".;:!?()"):
                break
        elif word[:1].isupper():
            begin = position
        elif word and plain(word).lower() not in function_words("small"):
            break
    return begin


def _places(paragraphs: Sequence[Paragraph], names: dict[str, str]) -> dict[str, list[int]]:
    """Paragraphs in which each acronym stands, once for each time."""
    wanted = {tuple(acronym_parts(acronym)): acronym for acronym in names}
    firsts = {parts[0] for parts in wanted}
    longest = max(map(len, wanted), default=0)
    places: dict[str, list[int]] = defaultdict(list)
    for number, paragraph in enumerate(paragraphs):
        words = split(paragraph.text)[0::2]
        for place, word in enumerate(words):
            if plain(word) in firsts:
                for size in range(longest, 0, -1):
                    acronym = wanted.get(tuple(map(plain, words[place : place + size])))
                    if acronym:
                        places[acronym].append(number)
                        break
    return places
