"""Which organisations the paragraphs of a document name, and where.

The rules, in order:

1. The longest name of the gazetteer counts; a name inside a longer name does not, and neither
   does one inside the name of a treaty or of a person's office (`organisations_other_names.txt`).
   Two exceptions, as our annotators have it: a name that ends with the full name or the acronym of
   the organisation that it belongs to names that organisation too ("Commission de l'Union
   africaine"), and so does a description without a capital ("équipes de pays des Nations Unies").
2. A plural head with coordinated complements names each ("Départements des affaires politiques et
   des opérations de paix").
3. An organ's name followed by another owner is another organ ("Assemblée générale de l'OEA"), and
   so is one of a State ("Conseil de sécurité nationale", "National Security Council").
4. An acronym that the text defines stands for what it defines, from there on. Otherwise it stands
   for the organisation that has it in the document's language; of several, for the one that the
   document names in full. Acronyms inside document symbols and in lines of capitals do not count.
5. A short form ("l'Organisation") stands for the section's organisation, or else for one named in
   the paragraph or in full in the section, if its name has that head and it is no guess between
   several (see `short_forms`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import zip_longest
from typing import Literal

from unreports.annotation.organisations.acronym_resolution import OWNED_BY, AcronymResolver
from unreports.annotation.organisations.acronyms import find_definitions
from unreports.annotation.organisations.gazetteer import Gazetteer
from unreports.annotation.organisations.index import index
from unreports.annotation.organisations.scanning import Found, Scanner
from unreports.annotation.organisations.short_forms import Antecedents
from unreports.language import sentences
from unreports.reading.document import Paragraph

Form = Literal["name", "acronym", "owner", "short"]
_BARE_UN = re.compile(r"Nations|United", re.IGNORECASE)
_PRINCIPAL = ("UN", "UN-Secretariat")
_WITH_ORGANS = ("un_specialised_agency", "un_fund_programme")  # kinds that have organs of their own
_UN_NAMED = re.compile(r"Nations\s+Unies|United\s+Nations|\bONU\b|\bUN\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """An organisation named in a paragraph.

    Attributes
    ----------
    paragraph : int
        Index in the paragraphs given.
    start, end : int
        Offsets in the paragraph's text. Mentions do not overlap, except that one of form "owner"
        lies at the end of the longer name before it.
    text : str
        As printed.
    organisation : str
        Id in the gazetteer.
    kind : str
        Its kind there.
    form : str
        "name", "acronym", "owner" (named at the end of a longer name) or "short".
    """

    paragraph: int
    start: int
    end: int
    text: str
    organisation: str
    kind: str
    form: Form


def find_organisations(
    paragraphs: Sequence[Paragraph],
    language: str,
    gazetteer: Gazetteer,
    titles: Mapping[str, str] | None = None,
    *,
    frameworks: bool = False,
) -> list[Mention]:
    """Find the organisations that a document names.

    Parameters
    ----------
    paragraphs : sequence of Paragraph
        In the order of the document; `text` and `section` are read.
    language : str
        "fr" or "en"; decides between the acronyms.
    gazetteer : Gazetteer
        See `load_gazetteer`.
    titles : mapping, optional
        Title of each section, to know the section's own organisation.
    frameworks : bool
        Give the mentions of kind "framework" too.

    Returns
    -------
    list of Mention
        By paragraph and start.

    Examples
    --------
    >>> from unreports.annotation.organisations.gazetteer import load_gazetteer
    >>> text = "L'ONU et la Communauté économique des États de l'Afrique centrale (CEEAC)"
    >>> paragraph = Paragraph(kind="body", number=1, section="1", position=0, text=text)
    >>> mentions = find_organisations([paragraph], "fr", load_gazetteer())
    >>> [(mention.text, mention.organisation) for mention in mentions][::2]
    [('ONU', 'UN'), ('CEEAC', 'ECCAS')]
    """
    texts = [paragraph.text for paragraph in paragraphs]
    definitions = [find_definitions(text) for text in texts]
    coined = {d.acronym for found in definitions for d in found}
    scanner = Scanner(index(gazetteer), coined)
    found = [scanner.scan(text) for text in texts]
    resolver = AcronymResolver(gazetteer, language, found)
    resolver.bind(texts, definitions)
    owners = _title_owners(titles or {}, scanner)
    antecedents = Antecedents(
        index(gazetteer).heads,
        owners,
        gazetteer.ancestors,
        Counter(item.value[0] for items in found for item in items if item.form == "name"),
        partial(sentences, lang=language),
    )
    mentions: list[Mention] = []
    for number, paragraph in enumerate(paragraphs):
        resolved = list(_resolved(number, paragraph, found[number], resolver, antecedents))
        for item, identifier, form in _kept(paragraph.text, resolved, gazetteer):
            kind = gazetteer[identifier].kind
            if frameworks or kind != "framework":
                surface = paragraph.text[item.start : item.end]
                mention = Mention(number, item.start, item.end, surface, identifier, kind, form)
                mentions.append(mention)
    return mentions


_Resolved = tuple[Found, str, Form]


def _resolved(
    number: int,
    paragraph: Paragraph,
    items: list[Found],
    resolver: AcronymResolver,
    antecedents: Antecedents,
) -> Iterator[_Resolved]:
    """Give every item of a paragraph its organisation; drop what has none."""
    antecedents.enter(paragraph.section, paragraph.text)
    for item in items:
        if item.form == "acronym":
            identifier = resolver.resolve(number, item)
            form: Form = "acronym"
            antecedents.abbreviated(identifier, item.start)
        elif item.form == "short":
            identifier, form = antecedents.resolve(item.value, item.start), "short"
        else:
            identifier, form = item.value[0], "name"
            antecedents.named(identifier, item.start)
        if identifier:
            yield item, identifier, form


def _kept(text: str, items: Sequence[_Resolved], gazetteer: Gazetteer) -> Iterator[_Resolved]:
    """Drop the organs that the text gives to another; add the owners that names end with."""
    for item, following in zip_longest(items, items[1:]):
        found, identifier, form = item
        if form != "name":
            yield item
        elif following is None or not _foreign(text, item, following, gazetteer):
            yield item
            if owner := _owner(text, found, identifier, gazetteer):
                yield owner, owner.value[0], "owner"


def _foreign(text: str, item: _Resolved, following: _Resolved, gazetteer: Gazetteer) -> bool:
    """Whether an organ is given to another: "Assemblée générale de l'OEA"."""
    (found, identifier, _), (after, owner, _) = item, following
    if OWNED_BY.match(text, found.end, after.start) is None:
        return False
    above = gazetteer.ancestors(identifier)
    if not above or owner in above or _UN_NAMED.search(text, found.start, found.end):
        return False
    if gazetteer.is_un(identifier) and gazetteer.is_un(owner):
        return above[0] in _PRINCIPAL and gazetteer[owner].kind in _WITH_ORGANS
    return found.owner is None


def _title_owners(titles: Mapping[str, str], scanner: Scanner) -> dict[str, list[str]]:
    """Organisations that each section's title names in full."""
    return {
        section: [item.value[0] for item in scanner.scan(title) if item.form == "name"]
        for section, title in titles.items()
    }


def _owner(text: str, item: Found, identifier: str, gazetteer: Gazetteer) -> Found | None:
    """Find the organisation that a longer name ends with, where it counts too."""
    if item.owner is None or not (ancestors := gazetteer.ancestors(identifier)):
        return None
    owner, start = item.owner
    if OWNED_BY.search(text, item.start, start) is None:
        return None
    if text[item.start].isupper() and _BARE_UN.match(text, start):
        return None
    for row in map(gazetteer.__getitem__, ancestors):
        counts = row.id == ancestors[-1] or row.kind in _WITH_ORGANS
        if counts and owner in (row.id, row.acronym_fr, row.acronym_en):
            return Found(start, item.end, "name", (row.id,), None)
    return None
