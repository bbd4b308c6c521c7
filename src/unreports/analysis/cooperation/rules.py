"""By what rule a sentence that names both sides says that they cooperate.

Being named together is not yet cooperation. In each sentence, or each part of it between
semicolons that names both sides, unless it names too many (a table or a list of members):

1. Names that only say whose something is ("la résolution 2457 du Conseil de sécurité") or what a
   meeting was about, or of which the text denies, supposes or contrasts (see `clauses`), take no
   part. Weak are names in the part that says what for or under what
   programme ("afin de ...", "dans le cadre de ..."), those of whom only the States act ("les États
   membres de l'ASEAN"), and the United Nations as owner of a thing ("le Siège de l'ONU").
2. `with`: "avec", "aux côtés de" ... introduces a partner (or the United Nations, to the partner's
   subject). `together`: both sides are joined in one list, whatever the verb,
   unless each only says what it thinks. These are the
   partners; without any, all others named are; without these, the weak.
3. Otherwise the sentence must hold a word of `support`, of `contact` or of `membership`, and one
   side must be more than weak; the author alone ("I") needs more than a word of support.
4. `section`: a sentence that gives support, names an entity and nobody it could have been given to,
   ("avec les groupes armés"), speaks of the section's partner, if the section has exactly one.

Every entity of the United Nations that acts in the sentence is paired with every partner of it. A
sentence that goes on about a pair ("Ils ont ...", "Ce partenariat ...") adds to what it is about.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from unreports.analysis.cooperation.actors import Actor
from unreports.analysis.cooperation.clauses import clauses, denied
from unreports.language.joint_action import JointAction

Rule = Literal["with", "together", "support", "contact", "membership", "section"]
RULES: tuple[Rule, ...] = ("with", "together", "support", "contact", "membership", "section")
_MOST_ACTORS = 60  # in one clause; more are a table or a list of members
_NEVER, _WEAK, _PLAIN, _STRONG = range(4)
_LIST_GAP_WORDS = 8  # "et le bureau du Secrétaire général de": longer is another clause
_WITH_GAP_WORDS = 12  # "avec ses homologues du secrétariat et d'autres organes du"
_REACH = 600  # characters after which a part that says what for is closed
_LEAD = 4  # a marker that begins so near a sentence's start opens a part that ends at a comma


@dataclass(frozen=True, slots=True)
class Pair:
    """An entity of the United Nations and a partner, and the rule by which they are a pair."""

    un: str
    partner: str
    rule: Rule


def pairs_in(
    text: str, start: int, end: int, actors: Sequence[Actor], words: JointAction,
    section_partner: str = "", ancestors: Callable[[str], Sequence[str]] = lambda _: (),
) -> list[Pair]:  # fmt: skip
    """Find the pairs of one sentence.

    Parameters
    ----------
    text : str
        The paragraph's.
    start, end : int
        The sentence in it.
    actors : sequence of Actor
        Those in the sentence, in order.
    words : JointAction
        Of the language.
    section_partner : str
        The one partner that the section's heading names, if it names one.
    ancestors : callable
        From an id to the organisations that it belongs to; of these and their own organ, where
        both are only named, the organ is the partner.

    Returns
    -------
    list of Pair
        Each pair once.
    """
    found: dict[Pair, None] = {}
    for first, last, own in clauses(text, start, end, actors, words):
        if len(own) <= _MOST_ACTORS and any(actor.side == "un" for actor in own):
            found |= dict.fromkeys(
                _pairs_of_clause(text, first, last, own, words, section_partner, ancestors)
            )
    return list(found)


def _pairs_of_clause(
    text: str, start: int, end: int, actors: Sequence[Actor], words: JointAction,
    section_partner: str, ancestors: Callable[[str], Sequence[str]],
) -> list[Pair]:  # fmt: skip
    levels = _levels(text, start, actors, words)
    without = denied(text, start, end, actors, words)
    for place in without:
        levels[place] = _NEVER
    introduced = _introduced(text, start, actors, words)
    lists = _lists(text, actors, words)
    mixed = _mixed(actors, lists, levels)
    mixed -= {p for p in mixed if _in_part(_before(text, start, actors[p]), words)}
    for place in introduced | mixed:
        if levels[place] != _NEVER:
            levels[place] = _STRONG
    here = {place: actors[place] for place in range(len(actors)) if levels[place]}
    un = _acting([p for p in here if here[p].side == "un"], levels, _PLAIN)
    partners = _acting([p for p in here if here[p].side == "partner"], levels, _STRONG, _PLAIN)
    if not un or max(levels, default=_NEVER) < _PLAIN:
        return []
    cues = [found.value for found in words.cues.find(text[start:end])]
    kinds = {"contact" if cue == "jointly" else cue for cue in cues}
    if not any(actor.side == "partner" for actor in actors):
        gives = "support" in kinds and not without and not words.alone.search(text, start, end)
        partners_found = [section_partner] if gives and section_partner else []
        return _product([actors[p].organisation for p in un], partners_found, "section")
    if "jointly" not in cues and next((cue for cue in cues if cue != "none"), "") == "opinion":
        mixed, kinds = set(), set()
    if all(actors[p].origin == "person" for p in un):
        kinds -= {"support"}  # "I commend the support of ..." is no support given
    rule = _rule(un, partners, introduced, mixed, kinds)
    if rule is None:
        return []
    ids = [actors[p].organisation for p in partners]
    if rule not in ("with", "together"):
        above = {parent for one in ids for parent in ancestors(one)}
        ids = [one for one in ids if one not in above]
    return _product([actors[p].organisation for p in un], ids, rule)


def _product(un: Sequence[str], partners: Sequence[str], rule: Rule) -> list[Pair]:
    return list(dict.fromkeys(Pair(u, p, rule) for u in un for p in partners))


def _acting(places: list[int], levels: Sequence[int], *floors: int) -> list[int]:
    """Keep the places at or above the first floor that any reaches; all if none does."""
    for floor in floors:
        if kept := [place for place in places if levels[place] >= floor]:
            return kept
    return places


def _rule(
    un: Sequence[int], partners: Sequence[int], introduced: set[int], mixed: set[int],
    kinds: set[str],
) -> Rule | None:  # fmt: skip
    if not partners:
        return None
    if introduced.intersection(partners) or introduced.intersection(un):
        return "with"
    if mixed.intersection(partners):
        return "together"
    by_cue: tuple[Rule, ...] = ("support", "contact", "membership")
    return next((rule for rule in by_cue if rule in kinds), None)


def _levels(text: str, start: int, actors: Sequence[Actor], words: JointAction) -> list[int]:
    """How each actor stands in the sentence, by the words before it."""
    levels = []
    after_topic = False
    for place, actor in enumerate(actors):
        before = _before(text, start, actor)
        gap_from = actors[place - 1].end if place else start
        listed = _listed(text, actors, place, words)
        topic = _last(words.topic, text, gap_from, actor.start)
        about = topic is not None and ", " not in text[topic.end() : actor.start]
        after_topic = about or (after_topic and listed)
        if actor.origin in ("person", "others"):
            levels.append(_PLAIN)
        elif after_topic or words.authored.search(before[-60:]):
            levels.append(_NEVER)
        elif _in_part(before, words) or words.membered.search(before[-40:]):
            levels.append(_WEAK)
        elif listed and actors[place - 1].side == actor.side:
            levels.append(levels[-1])
        elif (
            actor.side == "un"
            and actor.origin == "name"
            and (_only_owner(before, words) or words.attributed.match(text, actor.end))
        ):
            levels.append(_WEAK)
        else:
            levels.append(_PLAIN)
    return levels


def _before(text: str, start: int, actor: Actor) -> str:
    """Text of the sentence before an actor, as far as its words reach."""
    return text[max(start, actor.start - _REACH) : actor.start]


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    return max(pattern.finditer(text, start, end), key=lambda match: match.end(), default=None)


def _only_owner(before: str, words: JointAction) -> bool:
    owned = words.owned.search(before)
    return owned is not None and words.acting.search(before) is None


def _in_part(before: str, words: JointAction) -> bool:
    """Whether a part that says what for, or under what, is still open at the end of this text."""
    for pattern in (words.purpose, words.frame):
        for match in pattern.finditer(before):
            if match.start() >= _LEAD or ", " not in before[match.end() :]:
                return True
    return False


def _introduced(text: str, start: int, actors: Sequence[Actor], words: JointAction) -> set[int]:
    """Places of the actors that "with" introduces, those of its list included."""
    found: set[int] = set()
    for place, actor in enumerate(actors):
        since = actors[place - 1].end if place else start
        match = _last(words.introduces, text, since, actor.start)
        if match and match["partner"]:
            gap = text[match.end() : actor.start]
            if len(gap.split()) <= _WITH_GAP_WORDS and not _breaks(gap, words):
                found.add(place)
        elif (
            place - 1 in found
            and actors[place - 1].side == actor.side
            and _listed(text, actors, place, words)
        ):
            found.add(place)
    return found


def _breaks(gap: str, words: JointAction) -> bool:
    return any(p.search(gap) for p in (words.verbs, words.purpose, words.topic))


def _opens(text: str, words: JointAction) -> bool:
    return any(match["partner"] for match in words.introduces.finditer(text))


def _listed(text: str, actors: Sequence[Actor], place: int, words: JointAction) -> bool:
    """Whether an actor goes on the list of the one before it, or is its acronym in brackets."""
    if place == 0:
        return False
    before, actor = actors[place - 1], actors[place]
    same = before.organisation == actor.organisation and actor.start - before.end <= len(" (")
    return same or _joined(text, before.end, actor.start, words)


def _joined(text: str, start: int, end: int, words: JointAction) -> bool:
    """Whether the text between two names joins them: "et", a comma, and no verb."""
    gap = text[start:end]
    match = words.joins.match(gap)
    if match is None or len(gap.split()) > _LIST_GAP_WORDS:
        return False
    rest = gap[match.end() :]
    return "," not in rest and not _breaks(rest, words) and not _opens(rest, words)


def _lists(text: str, actors: Sequence[Actor], words: JointAction) -> list[list[int]]:
    """Places grouped into lists; an acronym in brackets after its name is in the same one."""
    lists: list[list[int]] = []
    for place in range(len(actors)):
        if _listed(text, actors, place, words):
            lists[-1].append(place)
        else:
            lists.append([place])
    return lists


def _mixed(
    actors: Sequence[Actor], lists: Sequence[Sequence[int]], levels: Sequence[int]
) -> set[int]:
    """Places in a list of both sides."""
    return {
        place
        for group in lists
        if {actors[p].side for p in group if levels[p]} == {"un", "partner"}
        for place in group
    }
