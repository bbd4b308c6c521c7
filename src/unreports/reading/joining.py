"""How the lines of a wrapped text join, and which hyphens at their ends go.

Reports are mostly set without hyphenation: a hyphen at a line's end is usually the word's own
("open-|source") and stays. It goes where the document has the joined word and not the hyphenated
one, or where the language has the joined word and not both halves ("celebra-|tion").
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from .markup import Line

SOFT = "\u00ad"  # stands at the end of a line whose hyphen goes
_CUT = re.compile(r"([^\W\d_]+)-\Z")
_REST = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def glued(before: str, after: str) -> bool:
    """Tell whether two pieces of a cut text join without a blank."""
    if before.endswith(SOFT):
        return True
    return bool(re.search(r"\w[-–]\Z", before[-2:]) and after[:1].isalnum())


def join_lines(texts: list[str]) -> str:
    """Join wrapped lines; a word cut at its own hyphen gets no blank.

    Examples
    --------
    >>> join_lines(["the Secretary-", "General said", "in 2018–", "2019"])
    'the Secretary-General said in 2018–2019'
    """
    pieces: list[str] = []
    for text in texts:
        if pieces and not glued(pieces[-1], text):
            pieces.append(" ")
        pieces.append(text)
    return "".join(pieces)


def mend_hyphens(lines: list[Line], known: Callable[[str], bool]) -> list[Line]:
    """Put `SOFT` for the hyphens that only a line's end made.

    Parameters
    ----------
    lines : list of Line
        Running text, in order.
    known : callable
        Tells whether the document's language has a word, in lower case.

    Returns
    -------
    list of Line
    """
    words: set[str] = set()
    mended = list(lines)
    for index, line in enumerate(lines[:-1]):
        cut, rest = _CUT.search(line.text[-40:]), _REST.match(lines[index + 1].text[:40])
        if cut is None or rest is None or not rest[0].islower():
            continue
        words = words or {word.lower() for x in lines for word in _WORD.findall(x.text)}
        first, second = cut[1].lower(), rest[0]
        if f"{first}-{second}" in words:
            continue
        joined = first + second
        if joined in words or (known(joined) and not (known(first) and known(second))):
            mended[index] = replace(line, text=line.text[:-1] + SOFT)
    return mended
