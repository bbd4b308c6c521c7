"""From a citation to the place it names on a document's page, and to a link.

"A/75/345, par. 55" is the paragraph with the id `par-55` on the page `A_75_345.html`. The pages
make their ids with the same function as the links, so that the two cannot disagree.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from itertools import groupby
from typing import NamedTuple

from unreports.site.text import escaped

# From outputs/<run>/notebooks and outputs/<run>/html alike.
PAGES = "../html/"

_PARAGRAPH = re.compile(r"(paras?\.|par\.) \d+(?:-\d+)?")
_SEVERAL = re.compile(r"([^;]+?, (?:paras?\.|par\.)) (\d+(?:-\d+)?(?:, \d+(?:-\d+)?)*)")
_REST = re.compile(
    r"(?:(?:[^,;]+, )?(?:paras?\.|par\.|block|bloc) \d+(?:-\d+)?"
    r"|résumé|summary|page de titre|cover page|annexe?(?: [IVXLC0-9]+)?)(?:, note(?: \S+)?)?"
    r"|note(?: \S+)?"
)
_SYMBOL = re.compile(r"[^\s,;]+(?: \(\d{4}\))?")


class Reference(NamedTuple):
    """A citation taken apart: the document's symbol, and the place in it ("par. 55")."""

    symbol: str
    place: str


def parse_reference(text: str) -> Reference | None:
    """Take a citation apart, or return None where the text is none.

    Examples
    --------
    >>> parse_reference("A/75/345, par. 55")
    Reference(symbol='A/75/345', place='par. 55')
    >>> parse_reference("a remark, par exemple") is None
    True
    """
    symbol, _, place = text.strip().partition(", ")
    if _SYMBOL.fullmatch(symbol) and _REST.fullmatch(place):
        return Reference(symbol, place)
    return None


def anchor(place: str) -> str:
    """Return the id of a place on a document's page; of the first paragraph, where it is a range.

    Examples
    --------
    >>> anchor("par. 55"), anchor("paras. 5-9"), anchor("résumé"), anchor("par. 5, note *")
    ('par-55', 'par-5', 'resume', 'par-5-note-x2a')
    """
    first = re.sub(r"\bparas?\. (?=\d)", "par. ", re.sub(r"(?<=\d)-\d+$", "", place))
    plain = unicodedata.normalize("NFKD", first)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    plain = re.sub(r"[.,]?\s+", "-", plain.strip(" .,"))
    return re.sub(r"[^a-z0-9-]", lambda m: f"x{ord(m[0]):x}", plain)


def address(reference: Reference, pages: str = PAGES) -> str:
    """Return the relative address of a citation's place.

    Examples
    --------
    >>> address(Reference("A/75/345", "par. 55"))
    '../html/A_75_345.html#par-55'
    """
    return f"{pages}{page_name(reference.symbol)}.html#{anchor(reference.place)}"


def link(text: str, known: Collection[str] = (), pages: str = PAGES) -> str:
    """Return a citation as an HTML link; escaped text where it is none.

    Parameters
    ----------
    text : str
        "A/75/345, par. 55".
    known : collection of str, optional
        The symbols that have a page; every symbol, where it is empty.
    pages : str, optional
        The relative address of the folder of pages.
    """
    reference = parse_reference(text)
    if reference is None or (known and reference.symbol not in known):
        return escaped(text)
    return f'<a href="{escaped(address(reference, pages))}">{escaped(text.strip())}</a>'


def link_all(
    texts: Iterable[str], known: Collection[str] = (), limit: int | None = None, pages: str = PAGES
) -> str:
    """Return citations as HTML, each symbol written once before the numbers of its paragraphs.

    A text may cite several paragraphs at once ("A/75/345, par. 2, 5-9; CEB/2021/1, par. 3").
    Beyond `limit` links the paragraphs left out are counted: "A/75/345, par. 2, 5-9 + 12 more".
    """
    every = [part for text in texts for part in expand(text)]
    shown = every if limit is None or len(every) <= limit + 1 else every[:limit]
    parts = []
    for (_, word), group in groupby(shown, key=_shared):
        first, *others = list(group)
        numbers = [_numbered(text, known, pages) for text in others]
        separator = ", " if word else "; "
        parts.append(separator.join([link(first, known, pages), *numbers]))
    left = sum(_extent(text) for text in every[len(shown) :])
    more = f" <span>+ {left} more</span>" if left else ""
    return "; ".join(parts) + more


def expand(text: str) -> list[str]:
    """Split citations written together into one for each paragraph or range.

    Examples
    --------
    >>> expand("A/1, par. 2, 5-9; B/1, résumé")
    ['A/1, par. 2', 'A/1, par. 5-9', 'B/1, résumé']
    """
    found = []
    for part in filter(None, text.split("; ")):
        several = _SEVERAL.fullmatch(part.strip())
        numbers = several[2].split(", ") if several else []
        found += [f"{several[1]} {n}" for n in numbers] if several else [part.strip()]
    return found


def is_citation(text: str) -> bool:
    """Whether a text consists of citations and nothing else."""
    parts = expand(text)
    return bool(parts) and all(parse_reference(part) for part in parts)


def _extent(text: str) -> int:
    """How many paragraphs a citation names."""
    span = re.search(r" (\d+)-(\d+)$", text)
    return int(span[2]) - int(span[1]) + 1 if span else 1


def _shared(text: str) -> tuple[str, str]:
    """What neighbours must share to be written together: symbol and "par."; else the text."""
    reference = parse_reference(text)
    plain = _PARAGRAPH.fullmatch(reference.place) if reference else None
    return (reference.symbol, plain[1]) if reference and plain else (text, "")


def _numbered(text: str, known: Collection[str], pages: str) -> str:
    """Link a further paragraph by its number alone, its whole citation kept for screen readers."""
    number = text.rpartition(" ")[2]
    whole = link(text, known, pages)
    if not whole.startswith("<a "):
        return escaped(number)
    return whole.replace("<a ", f'<a aria-label="{escaped(text)}" ', 1).replace(
        f">{escaped(text)}</a>", f">{escaped(number)}</a>"
    )


def page_name(symbol: str) -> str:
    """Return the name of a document's page, without `.html`; two symbols never share one.

    A slash becomes "_"; anything else but letters, digits, "." and "-" becomes "~" and its code,
    and so does a first character that is no letter (the pages of notebooks start with digits).

    Examples
    --------
    >>> page_name("A/75/345"), page_name("S/RES/2457 (2019)"), page_name("A_75")
    ('A_75_345', 'S_RES_2457~20~282019~29', 'A~5F75')
    """
    safe = re.sub(r"[^A-Za-z0-9./-]|^[0-9.-]", _escape, symbol)
    return safe.replace("/", "_")


def _escape(match: re.Match[str]) -> str:
    return "".join(f"~{byte:02X}" for byte in match[0].encode("utf-8"))
