"""By what words a sentence says that organisations act together, as data for each language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from unreports.language.phrases import PhraseFinder
from unreports.language.wordlists import get

_NOTHING = r"(?!)"
_CONTRACTED = {
    "de": r"(?:de|du|des|d['’])",
    "à": r"(?:à|au|aux)",
}  # a final preposition, with the article that it may swallow


@dataclass(frozen=True, eq=False)
class JointAction:
    """The words of one language, compiled (see `<code>/cooperation.toml` for what each is).

    Attributes
    ----------
    introduces : Pattern
        What introduces the partner ("in collaboration with"), in the group `partner`; it also
        matches, without that group, what only looks like it ("in accordance with").
    joins : Pattern
        What joins the members of a list, at the start of the text between two names.
    verbs : Pattern
        Verbs that the text between two joined names does not hold.
    purpose, frame, topic : Pattern
        What begins the part of a sentence that says what for, under what, about what.
    authored, membered, acting : Pattern
        A noun and "of", at the end of the text before a name.
    attributed : Pattern
        What follows a name that only says whose it is.
    owned : Pattern
        "of", at the end of the text before a name.
    others, first_person, possessive, head, title, elsewhere : Pattern
        The United Nations without a name: other entities, the author, holders of office.
    denies, denies_all : Pattern
        What denies or supposes the verb close after it, or any after it in its clause.
    opposes : Pattern
        What says that those of its clause do not act together.
    contrasts : Pattern
        What begins a part, up to a comma, whose names take no part.
    bounds : Pattern
        Where another clause begins; group `relative`, if it is one inside another, `verb`, if it
        goes on from the same subject.
    alone : Pattern
        Support that went to no organisation, or to another one.
    continues : Pattern
        The beginning of a sentence that goes on about the pair before it.
    cues : PhraseFinder
        Words of "support", "contact" and "membership", of "opinion" (what each says for itself),
        of "jointly", which makes it an act of both, and of "none" of these.
    author : tuple of str
        What in a document's kind says that its first person is the Secretary-General.
    generic, heads : frozenset of str
        Lemmas that say nothing of an office's subject, and those that begin an office's name.
    """

    introduces: re.Pattern[str]
    joins: re.Pattern[str]
    verbs: re.Pattern[str]
    purpose: re.Pattern[str]
    frame: re.Pattern[str]
    topic: re.Pattern[str]
    authored: re.Pattern[str]
    membered: re.Pattern[str]
    acting: re.Pattern[str]
    attributed: re.Pattern[str]
    owned: re.Pattern[str]
    others: re.Pattern[str]
    first_person: re.Pattern[str]
    possessive: re.Pattern[str]
    head: re.Pattern[str]
    title: re.Pattern[str]
    elsewhere: re.Pattern[str]
    denies: re.Pattern[str]
    denies_all: re.Pattern[str]
    opposes: re.Pattern[str]
    contrasts: re.Pattern[str]
    bounds: re.Pattern[str]
    alone: re.Pattern[str]
    continues: re.Pattern[str]
    cues: PhraseFinder
    author: tuple[str, ...]
    generic: frozenset[str]
    heads: frozenset[str]


@cache
def joint_action(language: str) -> JointAction:
    """Load the words of a language.

    Raises
    ------
    UnreportsError
        There is no such language.

    Examples
    --------
    >>> joint_action("fr").introduces.search("en étroite collaboration avec le Forum")["partner"]
    'avec'
    """
    code = get(language).code
    source = resources.files(__package__).joinpath(code, "cooperation.toml")
    words = tomllib.loads(source.read_text(encoding="utf-8"))
    offices, of, denial = words["offices"], words["of_pattern"], words["denial"]
    return JointAction(
        introduces=_introduces(words["with"], words["not_with"]),
        joins=_joins(words["coordinators"]),
        verbs=_any(words["finite_verbs"]),
        purpose=_any(words["purpose"], words["purpose_patterns"]),
        frame=_any(words["frame"]),
        topic=_any((), words["topic_patterns"]),
        authored=_owned(words["authors"], rf"(?:[^,;.]{{0,24}}){of}"),
        membered=_owned(words["members"], of),
        acting=_owned(words["actors"], of),
        attributed=re.compile(rf"\s+(?:{_any(words['attributed']).pattern})", re.IGNORECASE),
        owned=re.compile(rf"{of}$"),
        others=_any((), words["others_patterns"]),
        first_person=re.compile("|".join(offices["first_person_patterns"])),
        possessive=re.compile(rf"(?:{'|'.join(offices['possessive_patterns'])})$"),
        head=re.compile("|".join(offices["head_patterns"])),
        title=re.compile("|".join(offices["title_patterns"])),
        elsewhere=re.compile("|".join(words["anaphora"]["elsewhere_patterns"])),
        denies=_any((), denial["verb_patterns"]),
        denies_all=_any((), denial["clause_patterns"]),
        opposes=_any(denial["opposing"], denial["opposing_patterns"]),
        contrasts=_any(denial["contrasting"], denial["contrasting_patterns"]),
        bounds=_bounds(denial),
        alone=_any((), denial["alone_patterns"]),
        continues=re.compile(
            rf"(?:[^,.;]{{1,60}},\s+)?(?:{_any(words['anaphora']['continuing']).pattern})",
            re.IGNORECASE,
        ),
        cues=PhraseFinder(words["cues"], code),
        author=tuple(offices["author"]),
        generic=frozenset(word.lower() for word in offices["generic"]),
        heads=frozenset(offices["heads"]),
    )


def _literal(phrase: str) -> str:
    """Text as a pattern: either apostrophe, any blank, a contracted preposition at the end."""
    words = phrase.split()
    parts = [re.escape(word).replace("'", "['’]") for word in words]
    if len(words) > 1 and words[-1] in _CONTRACTED:
        parts[-1] = _CONTRACTED[words[-1]]
    return r"\s+".join(parts)


def _any(phrases: Iterable[str], patterns: Iterable[str] = ()) -> re.Pattern[str]:
    literal = sorted((_literal(phrase) for phrase in phrases), key=len, reverse=True)
    options = [rf"(?<!\w)(?:{'|'.join(literal)})(?!(?<=\w)\w)"] if literal else []
    return re.compile("|".join([*options, *patterns]) or _NOTHING, re.IGNORECASE)


def _bounds(denial: Mapping[str, list[str]]) -> re.Pattern[str]:
    verb, relative = ("|".join(denial[f"bound_{kind}_patterns"]) for kind in ("verb", "relative"))
    rest = _any(denial["bounds"]).pattern
    return re.compile(rf"(?P<verb>{verb})|(?P<relative>{relative})|[;:]|{rest}", re.IGNORECASE)


def _introduces(phrases: Iterable[str], others: Iterable[str]) -> re.Pattern[str]:
    partner, not_partner = _any(phrases).pattern, _any(others).pattern
    return re.compile(rf"(?:{not_partner})|(?P<partner>{partner})", re.IGNORECASE)


def _owned(nouns: Iterable[str], of: str) -> re.Pattern[str]:
    literal = "|".join(_literal(noun) for noun in sorted(nouns, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{literal}){of}$", re.IGNORECASE)


def _joins(coordinators: Iterable[str]) -> re.Pattern[str]:
    words = "|".join(_literal(word) for word in sorted(coordinators, key=len, reverse=True))
    return re.compile(rf"[\s)(]*(?:,?\s+(?:{words})\s|,\s|[-–/]\s?)", re.IGNORECASE)
