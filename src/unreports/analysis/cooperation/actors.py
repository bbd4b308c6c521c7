"""Who can take part in what a sentence says: organisations, holders of office, the author.

An organisation is on the side of the United Nations if its kind or one of its parents is, except
in a section that bears its name: there it is the partner. The Secretary-General, who writes "I",
and the holders of offices ("the Under-Secretary-General for Peace Operations") stand for their
entity, or for the United Nations.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from unreports.annotation.organisations import Gazetteer
from unreports.language.joint_action import JointAction, joint_action
from unreports.language.phrases import content_words

Side = Literal["un", "partner"]
Origin = Literal["name", "office", "person", "others"]
UN = "UN"
_TOPIC_REACH = 160  # characters after a title in which its subject is looked for
_TITLE_REACH = 40  # characters around a title for the words that belong to it
_RECENT = 40  # names before a title among which its entity is looked for
_STEM = 6  # letters of a title that its genders and numbers share
_OFFICE_KINDS = ("un_secretariat", "un_mission_or_office")
_HIGH_OFFICES = ("UNHCR",)  # a High Commissioner's, though a programme by its kind


@dataclass(frozen=True, slots=True)
class Actor:
    """One who may act, at a place of a paragraph's text."""

    start: int
    end: int
    organisation: str
    side: Side
    origin: Origin = "name"


@dataclass(frozen=True, eq=False)
class Cast:
    """What is needed to know the actors of one document.

    Attributes
    ----------
    language : str
        Code of its language.
    gazetteer : Gazetteer
    offices : dict
        By the content words of its subject, each entity that holders of office stand for, and
        the first word of the title if its name holds one ("Bureau de l'Envoyé spécial ...").
    first_person : bool
        Whether the document's "I" is the Secretary-General.
    """

    language: str
    gazetteer: Gazetteer
    offices: dict[tuple[str, ...], tuple[str, str]]
    first_person: bool

    @property
    def words(self) -> JointAction:
        """The words of the language."""
        return joint_action(self.language)

    def side(self, identifier: str, partners: Collection[str] = ()) -> Side:
        """Say on which side an organisation is, in a section of these partners."""
        line = (identifier, *self.gazetteer.ancestors(identifier))
        if any(one in partners for one in line):
            return "partner"
        return "un" if any(self.gazetteer.is_un(one) for one in line) else "partner"


def cast_of(document_kind: str, language: str, gazetteer: Gazetteer) -> Cast:
    """Prepare for a document of this kind ("Report of the Secretary-General") and language."""
    authors = joint_action(language).author
    first_person = any(author.lower() in document_kind.lower() for author in authors)
    return Cast(language, gazetteer, _offices(gazetteer, language), first_person)


def actors(
    text: str, mentions: Sequence[tuple[int, int, str]], partners: Collection[str], cast: Cast
) -> list[Actor]:
    """Find who may act in a paragraph, in the order of the text.

    Parameters
    ----------
    text : str
        The paragraph's.
    mentions : sequence of (start, end, id)
        Organisations in it. One inside another is left out: "Commission de l'Union africaine"
        is the Commission alone.
    partners : collection of str
        Organisations that the section's heading names.
    cast : Cast

    Returns
    -------
    list of Actor
    """
    named = [
        Actor(start, end, identifier, cast.side(identifier, partners))
        for start, end, identifier in _outermost(mentions)
    ]
    named = _without_owners(text, named, cast)
    holders = list(_holders(text, named, cast))
    nameless = [
        Actor(match.start(), match.end(), UN, "un", origin)
        for origin, pattern in _nameless(cast)
        for match in pattern.finditer(text)
    ]
    by_start = sorted((*holders, *named, *nameless), key=lambda actor: actor.start)
    found: list[Actor] = []
    for actor in by_start:
        if not found or actor.start >= found[-1].end:
            found.append(actor)
    return found


def _outermost(mentions: Sequence[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Give the mentions that lie in no other, by start."""
    reached = -1
    for start, end, identifier in sorted(mentions, key=lambda one: (one[0], -one[1])):
        if end > reached:
            yield start, end, identifier
            reached = end


def _nameless(cast: Cast) -> Iterator[tuple[Origin, re.Pattern[str]]]:
    yield "others", cast.words.others
    if cast.first_person:
        yield "person", cast.words.first_person


def _without_owners(text: str, named: list[Actor], cast: Cast) -> list[Actor]:
    """Drop the owner after its own organ: "la Commission interaméricaine ... de l'OEA"."""
    kept: list[Actor] = []
    for actor in named:
        before = kept[-1] if kept else None
        owned = before is not None and cast.words.owned.fullmatch(text, before.end, actor.start)
        if not owned or before is None or before.side != actor.side:
            kept.append(actor)
        elif actor.organisation not in (before.organisation, UN) and before.organisation == UN:
            kept[-1] = actor
    return kept


def _holders(text: str, named: Sequence[Actor], cast: Cast) -> Iterator[Actor]:
    """Find the holders of office of the United Nations whose entity is not named beside them."""
    words, starts = cast.words, [actor.start for actor in named]
    for pattern, whole in ((words.title, False), (words.head, True)):
        for match in pattern.finditer(text):
            place = bisect_left(starts, match.start())
            if place and match.start() < named[place - 1].end:
                continue
            window = max(0, match.start() - _TITLE_REACH)
            own = words.possessive.search(text[window : match.start()]) is not None
            entity, end = ("", match.end()) if whole else _entity(text, match, cast)
            after = bisect_left(starts, end)
            following = named[after] if after < len(named) else None
            if _belongs_elsewhere(text, end, following, cast):
                continue
            if whole:
                entity = UN
            elif own and not entity and not _is_followed_by_entity(text, end, following, cast):
                entity = _same_office(text, match, named[:place]) or UN
            if entity:
                yield Actor(match.start(), end, entity, "un", "office")


def _same_office(text: str, match: re.Match[str], before: Sequence[Actor]) -> str:
    """Entity last named with this title: "mon Envoyée" after "Bureau de l'Envoyée"."""
    title = match[0].split()[0].casefold()
    alike = (
        actor.organisation
        for actor in reversed(before[-_RECENT:])
        if actor.side == "un" and title in text[actor.start : actor.end].casefold()
    )
    return next(alike, "")


def _entity(text: str, title: re.Match[str], cast: Cast) -> tuple[str, int]:
    """Entity whose subject follows a title, and where the subject ends; or nothing."""
    start, generic = title.end(), cast.words.generic
    found: list[tuple[str, int]] = []
    for word in content_words(text[start : start + _TOPIC_REACH], cast.language):
        lemma = word.term
        if found or lemma not in generic:
            found.append((lemma, start + word.end))
    for length in range(min(len(found), 8), 0, -1):
        key = tuple(lemma for lemma, _ in found[:length])
        entity, office = cast.offices.get(key, ("", ""))
        if entity and office in title[0].casefold():
            return entity, found[length - 1][1]
    return "", start


def _belongs_elsewhere(text: str, end: int, following: Actor | None, cast: Cast) -> bool:
    """Whether the words after a title say that it is another organisation's."""
    if cast.words.elsewhere.match(text, end):
        return True
    return (
        following is not None
        and following.organisation != UN
        and following.start - end < _TITLE_REACH
        and cast.words.owned.fullmatch(text, end, following.start) is not None
    )


def _is_followed_by_entity(text: str, end: int, following: Actor | None, cast: Cast) -> bool:
    """Whether the entity of a title is named after it: "ma Représentante, Chef du Centre"."""
    return (
        following is not None
        and following.side == "un"
        and following.start - end < _TOPIC_REACH
        and not cast.words.verbs.search(text, end, following.start)
    )


@cache
def _offices(gazetteer: Gazetteer, language: str) -> dict[tuple[str, ...], tuple[str, str]]:
    """Entities that an office's subject names; a subject that several have is left out."""
    words = joint_action(language)
    found: dict[tuple[str, ...], set[tuple[str, str]]] = {}
    for row in gazetteer.organisations.values():
        if row.kind not in _OFFICE_KINDS and row.id not in _HIGH_OFFICES:
            continue
        french = language == "fr"
        names = (row.name_fr, *row.aliases_fr) if french else (row.name_en, *row.aliases_en)
        for name in names:
            lemmas = [word.term for word in content_words(name, language)]
            if not lemmas or lemmas[0] not in words.heads:
                continue
            while lemmas and lemmas[0] in words.generic:
                lemmas.pop(0)
            title = words.title.search(name)
            office = title[0].split()[0].casefold()[:_STEM] if title else ""
            if lemmas:
                found.setdefault(tuple(lemmas), set()).add((row.id, office))
    return {key: min(ids) for key, ids in found.items() if len({one for one, _ in ids}) == 1}
