"""Names followed by an acronym that the gazetteer does not know, for a user to add to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from unreports.annotation.organisations.abbreviated import abbreviated_names
from unreports.annotation.organisations.gazetteer import Gazetteer
from unreports.annotation.organisations.index import acronym_parts
from unreports.annotation.organisations.matching import plain, split
from unreports.annotation.organisations.recognition import find_organisations
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
        for acronym, start, name in abbreviated_names(paragraph.text):
            if (number, start) not in resolved:
                names.setdefault(acronym, name)
    places = _places(paragraphs, names)
    found = [
        UnknownOrganisation(name, acronym, len(where), tuple(dict.fromkeys(where)))
        for acronym, name in names.items()
        if (where := places[acronym])
    ]
    return sorted(found, key=lambda item: (-item.count, item.acronym))


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
