"""United Nations documents and resolutions that a text cites, as normalised symbols.

Three forms: a symbol as printed (`A/73/328-S/2018/592` is two), what hangs on it ("A/8447 et
Add.1"), and a resolution or decision by its number. The number's form says whose it is:
`2457 (2019)` is the Security Council's, `217 A (III)` the General Assembly's before 1976, `2006/11`
the Economic and Social Council's, and `58/316` the Assembly's unless another organ is named.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from unreports.annotation.citations.forms import (
    Forms,
    cited_paragraph,
    forms,
    is_document,
    locators,
)
from unreports.symbols import normalise

# The Assembly numbers resolutions by session from the 31st (1976) on, and its decisions from 301.
_FIRST_SESSION, _FIRST_DECISION = 31, 301
_REACH = 200  # how far, in characters, the organ of "its resolution" is looked for
_CONTINUED = re.compile(
    r"(?:(?:Add|Corr|Rev)\.\d{1,3}(?:/(?:Add|Corr|Rev)\.\d{1,3}){0,4}|\d{1,4}/\d{1,4}|\d{1,3})(?!\w|[/.-]\w)"
)
_SUFFIX = re.compile(r"/(?:Add|Corr|Rev|PV|SR)\.\d+$")
_PAIR = re.compile(r"/\d+/\d+$")
_LETTER = re.compile(r"[A-Z](?![\w'’])")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGER_NAME = re.compile(r"\b[A-Z]\w{3,24}\s\Z")
_OTHER = "other"
_ENDED = re.compile(r"\s?(?:[).,;]|\Z)")


class Citation(NamedTuple):
    """One document cited.

    `start` and `end` are offsets in the text, of what the UN itself makes a link: the symbol, or
    the number of the resolution without the word. `cited` is the normalised symbol; `paragraph`
    what is cited in it ("annexe, 4 l)", "12-15"), or None.
    """

    start: int
    end: int
    text: str
    cited: str
    paragraph: str | None


def find_citations(text: str, language: str = "fr") -> list[Citation]:
    """Find the documents and resolutions that a text cites, in reading order.

    Of a range ("A/75/1 à A/75/4", "52/38 A à C") the two ends are given.

    Parameters
    ----------
    text : str
        A paragraph.
    language : str
        ISO 639-1 code of its words; symbols are the same in all.

    Returns
    -------
    list of Citation
        Without overlaps.

    Examples
    --------
    >>> [c.cited for c in find_citations("le rapport (A/73/328-S/2018/592), A/8447 et Add.1")]
    ['A/73/328', 'S/2018/592', 'A/8447', 'A/8447/Add.1']
    >>> find_citations("au paragraphe 4 l) de l'annexe à la résolution 58/316 de l'Assemblée")
    [Citation(start=47, end=53, text='58/316', cited='A/RES/58/316', paragraph='annexe, 4 l)')]
    """
    form = forms(language)
    # The paragraph announced before a citation is kept under the offset where that citation begins.
    before = dict(locators(text, form))
    found = [*_symbols(text, form, before), *_numbers(text, form, before)]
    found.sort(key=lambda c: (c.start, -c.end))
    kept: list[Citation] = []
    for citation in found:
        if not kept or citation.start >= kept[-1].end:
            kept.append(citation)
    return kept


def _symbols(text: str, form: Forms, before: dict[int, str]) -> Iterator[Citation]:
    if "/" not in text:
        return
    for match in form.symbol.finditer(text):
        printed = match.group().rstrip(".,;:&([")
        if not is_document(printed):
            continue
        base, end = normalise(printed), match.start() + len(printed)
        run = [(match.start(), end, base), *_continued(text, end, base, form)]
        paragraph = before.get(match.start()) or cited_paragraph(text, run[-1][1], form)
        for start, stop, symbol in run:
            yield Citation(start, stop, text[start:stop], symbol, paragraph)


def _continued(text: str, end: int, base: str, form: Forms) -> Iterator[tuple[int, int, str]]:
    """Give what is listed after a symbol and stands on it: "et Add.1", "et 70/2"."""
    last = base
    while (gap := form.separator.match(text, end)) and (item := _CONTINUED.match(text, gap.end())):
        words = item.group()
        if words[0].isalpha():
            # "A/72/1/Add.1 et Add.2" is A/72/1/Add.2, "A/72/1/Add.1 et Corr.1" corrects Add.1.
            alike = base.rpartition("/")[2].startswith(words[:3])
            last = f"{base.rpartition('/')[0] if alike else base}/{words}"
        elif "/" in words and _PAIR.search(base):
            last = _PAIR.sub("/" + words, base)
        elif words.isdigit() and _SUFFIX.search(last) and _ENDED.match(text, item.end()):
            last = re.sub(r"\d+$", words, last)
        else:
            return
        end = item.end()
        yield item.start(), end, normalise(last)


class _Item(NamedTuple):
    """One number of a list: "72/262 C" is number 72/262, letter C."""

    start: int
    end: int
    number: str
    letter: str
    year: str | None
    roman: str | None


def _numbers(text: str, form: Forms, before: dict[int, str]) -> Iterator[Citation]:
    heads = list(form.head.finditer(text))
    organs = _organs(text, form) if heads else []
    for head in heads:
        governor, begin = _organ_before(text, head.start(), organs)
        announced = before.get(begin) or before.get(head.start())
        for items, end, named in _lists(text, head.end(), form):
            owner = named or governor
            around = owner or _organ_around(text, head.start(), end, organs, form)
            paragraph = announced or cited_paragraph(text, end, form)
            announced = None
            for item in items:
                whose = around if "/" in item.number else owner
                if symbol := _symbol_of(item, whose, decision=head["decision"] is not None):
                    span = text[item.start : item.end]
                    yield Citation(item.start, item.end, span, symbol, paragraph)


def _organs(text: str, form: Forms) -> list[tuple[int, int, str]]:
    """Find the organs; a short name after a capital is another's ("World Health Assembly")."""
    found = []
    for match in form.organ.finditer(text):
        code = form.organ_code(match.group()) or _OTHER
        if " " not in match.group() and _LONGER_NAME.search(
            text[max(0, match.start() - 30) : match.start()]
        ):
            code = _OTHER
        found.append((match.start(), match.end(), code))
    return found


def _lists(text: str, position: int, form: Forms) -> Iterator[tuple[list[_Item], int, str | None]]:
    """Give each run of numbers, where it ends, and the organ named after it ("... du Conseil")."""
    items: list[_Item] = []
    item = _item(text, position, form, None)
    while item:
        items.append(item)
        dated = form.dated.match(text, item.end)
        end = dated.end() if dated else item.end
        named = None
        if owner := form.of_organ.match(text, end):
            named = (form.organ_code(owner["organ"]) if owner["organ"] else None) or _OTHER
            end = owner.end() if owner["organ"] else end
        gap = form.separator.match(text, end)
        item = _item(text, gap.end(), form, item) if gap else None
        if named or item is None:
            yield items, end, named
            items = []


def _item(text: str, position: int, form: Forms, previous: _Item | None) -> _Item | None:
    if match := form.item.match(text, position):
        if "/" in match["number"] or match["year"] or match["roman"]:
            letter = match["letter"] or ""
            return _Item(*match.span(), match["number"], letter, match["year"], match["roman"])
    elif previous and previous.letter and (match := _LETTER.match(text, position)):
        return previous._replace(start=position, end=match.end(), letter=match.group())
    return None


def _organ_before(
    text: str, start: int, organs: list[tuple[int, int, str]]
) -> tuple[str | None, int]:
    """Read "General Assembly resolution": the organ, and where the citation then begins."""
    place = bisect_left(organs, (start,)) - 1
    if place >= 0 and 0 < start - organs[place][1] < 3 and text[organs[place][1] : start].isspace():
        return organs[place][2], organs[place][0]
    return None, start


def _organ_around(
    text: str, start: int, end: int, organs: list[tuple[int, int, str]], form: Forms
) -> str | None:
    """Read "Dans sa résolution 45/1, le Conseil ...": whose it is, by the nearest organ."""
    if not form.possessive.search(text[max(0, start - 8) : start]):
        return None
    after = bisect_left(organs, (end,))
    follows = after < len(organs) and organs[after][0] - end < _REACH
    if follows and form.subject.fullmatch(text, end, organs[after][0]):
        return organs[after][2]
    before = bisect_left(organs, (start,)) - 1
    near = before >= 0 and start - organs[before][1] < _REACH
    return organs[before][2] if near else None


def _symbol_of(item: _Item, owner: str | None, *, decision: bool) -> str | None:
    """Write a number as the symbol of the organ that its form and its owner point to."""
    kind = "DEC" if decision else "RES"
    if owner == _OTHER:
        return None
    if item.year:
        return None if decision else f"S/RES/{item.number} ({item.year})"
    if item.roman:
        organ = "E" if owner == "ECOSOC" else "A"
        return f"{organ}/{kind}/{item.number}({item.roman})" + (item.letter and f"[{item.letter}]")
    session, serial = item.number.split("/")
    if _YEAR.fullmatch(session):
        return f"E/{'CN.4/' if owner == 'CHR' else ''}{kind}/{item.number}"
    if owner in {"HRC", "COUNCIL"}:
        return f"A/HRC/{kind}/{item.number}"
    special = not session.isdigit()
    early = not special and int(session) < _FIRST_SESSION
    if owner not in {None, "GA"} or early or (decision and int(serial) < _FIRST_DECISION):
        return None
    return normalise(f"A/{kind}/{item.number}{item.letter}")
