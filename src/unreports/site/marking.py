"""What a document mentions, marked in its text: dates, organisations, places, citations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from unreports.site.references import Reference, address
from unreports.site.text import escaped, visible

if TYPE_CHECKING:
    from unreports.corpus import Corpus

# The kinds in the order of the page, each with its plural.
KINDS = {
    "date": "dates",
    "organisation": "organisations",
    "place": "places",
    "citation": "citations",
}


@dataclass(frozen=True)
class Mark:
    """A stretch of a paragraph's text: what kind of thing it mentions, and which.

    Parameters
    ----------
    start, end : int
        Offsets in the text.
    kind : str
        One of `KINDS`.
    words : str
        What is mentioned: "2018-08-17, event".
    href : str
        Where it leads, or "".
    """

    start: int
    end: int
    kind: str
    words: str
    href: str = ""


def marks_of(corpus: Corpus, symbol: str) -> dict[int, list[Mark]]:
    """Return the marks of a document by the position of the paragraph."""
    found: dict[int, list[Mark]] = {}
    documents = corpus.documents
    language = str(documents[documents["symbol"] == symbol]["language"].iloc[0])
    for kind, plural in KINDS.items():
        table = getattr(corpus, plural)
        describe = _DESCRIBED[kind]
        for row in table[table["symbol"] == symbol].itertuples(index=False):
            words, href = describe(row, corpus, language)
            found.setdefault(row.position, []).append(
                Mark(row.start, row.end, kind, visible(words), href)
            )
    return {position: sorted(marks, key=_order) for position, marks in found.items()}


def _order(mark: Mark) -> tuple[int, int]:
    return mark.start, -mark.end


def _date(row: Any, corpus: Corpus, language: str) -> tuple[str, str]:
    return ", ".join(filter(None, (row.value or "no date", row.role))), ""


def _organisation(row: Any, corpus: Corpus, language: str) -> tuple[str, str]:
    return f"{corpus.mentions.gazetteer.name(row.organisation, language)} ({row.organisation})", ""


def _place(row: Any, corpus: Corpus, language: str) -> tuple[str, str]:
    name = _territory(language).get(row.place, "")
    country = f"{name} ({row.place})" if name else row.place
    return (f"{row.text}, {country}" if row.kind == "city" else country), ""


def _citation(row: Any, corpus: Corpus, language: str) -> tuple[str, str]:
    words = ", ".join(filter(None, (row.cited, row.cited_paragraph)))
    if row.cited not in corpus.symbols:
        return words, ""
    page, _, _ = address(Reference(row.cited, ""), "").partition("#")
    return words, page


_DESCRIBED = {
    "date": _date,
    "organisation": _organisation,
    "place": _place,
    "citation": _citation,
}


@cache
def _territory(language: str) -> Mapping[str, str]:
    """Return the names of countries and regions by the codes that the places have."""
    from babel import Locale
    from babel.core import get_global

    names = dict(Locale.parse(language).territories.items())
    aliases = get_global("territory_aliases")
    long = {code: names[short[0]] for code, short in aliases.items() if short[0] in names}
    return long | names


def marked_html(
    text: str, marks: Sequence[Mark], inserts: Iterable[tuple[int, str]] = (), title: bool = True
) -> str:
    """Escape a text, put its marks around what they mention and the inserts in their places.

    Marks may lie in one another or cross; where they cross, the later one is closed and opened
    again. An insert (HTML, such as a footnote's mark) stands outside all marks.

    Examples
    --------
    >>> marks = [Mark(0, 9, "organisation", "AU"), Mark(6, 9, "date", "2020")]
    >>> print(marked_html("UA de 2020", [Mark(0, 2, "organisation", "Union africaine")]))
    <span class="organisation" title="organisation: Union africaine">UA</span> de 2020
    """
    here: dict[int, list[str]] = {}
    for offset, html in inserts:
        here.setdefault(min(offset, len(text)), []).append(html)
    cuts = {0, len(text), *here, *(o for m in marks for o in (m.start, m.end))}
    pieces: list[str] = []
    stack: list[Mark] = []
    for cut, following in pairwise([*sorted(cuts), len(text) + 1]):
        stack = _close(pieces, stack, cut, every=cut in here)
        pieces += here.get(cut, ())
        for mark in _opened(marks, stack, cut):
            pieces.append(_open(mark, title))
            stack.append(mark)
        pieces.append(escaped(text[cut:following]))
    return "".join(pieces)


def _close(pieces: list[str], stack: list[Mark], cut: int, *, every: bool) -> list[Mark]:
    """Close what ends here and what lies in it, which is opened again; return what stays open."""
    keep = 0 if every else next((n for n, m in enumerate(stack) if m.end <= cut), len(stack))
    pieces += ["</a>" if mark.href else "</span>" for mark in reversed(stack[keep:])]
    return stack[:keep]


def _opened(marks: Sequence[Mark], stack: list[Mark], cut: int) -> Iterator[Mark]:
    """Give the marks that must be open from here on and are not, the longest first."""
    wanted = [m for m in marks if m.start <= cut < m.end and m not in stack]
    linked = any(m.href for m in stack)
    for mark in sorted(wanted, key=lambda m: (-m.end, m.start)):
        if not (mark.href and linked):  # a link holds no other link
            linked = linked or bool(mark.href)
            yield mark


def _open(mark: Mark, title: bool) -> str:
    words = f' title="{escape(f"{mark.kind}: {mark.words}")}"' if title else ""
    if mark.href:
        return f'<a class="{mark.kind}" href="{escape(mark.href)}"{words}>'
    return f'<span class="{mark.kind}"{words}>'
