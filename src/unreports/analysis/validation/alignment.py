"""Mentions in one text, annotated and recognised, and which of them are the same."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

_SAME = str.maketrans({"’": "'", "\u00a0": " ", "\u202f": " ", "\n": " ", "–": "-"})
_RAISED = re.compile(r"\^\{([^{}]*)\}")  # "1^{er}" in the annotations, "1er" in the text as read
_MARGIN = 45  # characters of the text shown on either side of a mention


@dataclass(frozen=True, slots=True)
class Span:
    """A mention: where it stands (-1 where it cannot be found), its words, what it is worth."""

    start: int
    end: int
    text: str
    value: str = ""
    role: str = ""

    @property
    def label(self) -> str:
        """Words and worth in one line, as in a list of errors."""
        return ", ".join(part for part in (f"{self.text} = {self.value}", self.role) if part)


def locate(
    text: str, annotations: Iterable[tuple[str, str, str]], recognised: Collection[Span] = ()
) -> list[Span]:
    """Find where annotations stand that come without offsets, in the order of the text.

    Each is looked for after the one before it, then anywhere; never over another, nor inside a
    longer word or number. Where the same words follow several times ("Asie centrale" in the name of
    an office, which is no place, and again alone), recognition has the benefit of the doubt.

    Parameters
    ----------
    text : str
        The paragraph.
    annotations : iterable of (text, value, role)
        In the order of the text.
    recognised : collection of Span
        What was recognised in it.

    Examples
    --------
    >>> text = "En mai 2019 et en 2019, le 1er mai"
    >>> found = locate(text, [("mai 2019", "", ""), ("2019", "", ""), ("1^{er} mai", "", "")])
    >>> [(span.start, span.end) for span in found]
    [(3, 11), (18, 22), (27, 34)]
    """
    plain = text.translate(_SAME)
    spans: list[Span] = []
    taken: list[tuple[int, int]] = []
    after = 0
    doubt = {(span.start, span.end) for span in recognised}
    for words, value, role in annotations:
        wanted = re.escape(_RAISED.sub(r"\1", words).translate(_SAME))
        places = [
            found.span()
            for found in re.finditer(rf"(?<!\w){wanted}(?!\w)", plain)
            if all(found.end() <= first or last <= found.start() for first, last in taken)
        ]
        order = [(place[0] < after, place not in doubt, place) for place in places]
        start, end = min(order)[2] if order else (-1, -1)
        if start >= 0:
            taken.append((start, end))
            after = end
        spans.append(Span(start, end, words, value, role))
    return spans


def align(gold: Sequence[Span], found: Sequence[Span]) -> list[tuple[Span | None, Span | None]]:
    """Pair annotated and recognised mentions that overlap, each with at most one other.

    The pairs that share most characters are made first; of equals, the first in the text.

    Returns
    -------
    list of (gold, found)
        In the order of the text. One of the two is None for what was missed and what was found
        in error.

    Examples
    --------
    >>> gold = [Span(0, 25, "Les 23 et 24 juillet 2019"), Span(30, 34, "2016")]
    >>> found = [Span(4, 6, "23"), Span(10, 25, "24 juillet 2019")]
    >>> [(a and a.text, b and b.text) for a, b in align(gold, found)]
    [('Les 23 et 24 juillet 2019', '24 juillet 2019'), (None, '23'), ('2016', None)]
    """
    shared = [
        (min(a.end, b.end) - max(a.start, b.start), i, j)
        for i, a in enumerate(gold)
        for j, b in enumerate(found)
        if a.start >= 0 and a.start < b.end and b.start < a.end
    ]
    partner: dict[int, int] = {}
    used: set[int] = set()
    for _, i, j in sorted(shared, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if i not in partner and j not in used:
            partner[i] = j
            used.add(j)
    pairs: list[tuple[Span | None, Span | None]] = [
        (a, found[partner[i]] if i in partner else None) for i, a in enumerate(gold)
    ]
    pairs += [(None, b) for j, b in enumerate(found) if j not in used]
    return sorted(pairs, key=lambda pair: min(span.start for span in pair if span))


def around(text: str, span: Span) -> str:
    """Give a mention with some of the text on either side, cut between words."""
    if span.start < 0:
        return ""
    first, last = max(0, span.start - _MARGIN), min(len(text), span.end + _MARGIN)
    if first:
        first = text.find(" ", first, span.start) + 1 or span.start
    if last < len(text):
        cut = text.rfind(" ", span.end, last)
        last = span.end if cut < 0 else cut
    shown = " ".join(text[first:last].split())
    return f"{'… ' if first else ''}{shown}{' …' if last < len(text) else ''}"
