"""Longest match of many names over text, in one pass.

A name is a sequence of words; a word is compared without case, accents, ligatures and invisible
characters, and in the form that `data/organisations_spelling.csv` gives (articles fall away,
*du* and *des* read as *de*, *organization* as *organisation*). Acronyms keep their case. What
stands between two words may be blanks, apostrophes, hyphens or quotation marks; a comma only where
the name has one (and there it may be missing); anything else ends the name, unless the name has it.
Each distinct word of a text is folded once, so the cost of a long text is that of splitting it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from itertools import accumulate
from typing import Any

from unreports.annotation.organisations.words import spelling

Trie = dict[str, Any]
"""Nested dictionaries: a word leads to the next; `END` leads to what the name stands for."""

END = "\n"
COMMA = ","
_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_GAPS = re.compile(rf"([^\w\u0300-\u036f{_INVISIBLE}]+)")
_DROPPED = re.compile(rf"[\u0300-\u036f²³¹⁰⁴-⁹{_INVISIBLE}]")
_LONGEST_GAP = 24
_MOST_GAPS = 10_000
_HARD = re.compile(r"[.;:!?()\[\]{}<>|…\x00-\x08\x0e-\x1f]|\n\s*\n")
_MARKED = re.compile(r"([^\W\d_]{4,})\d{1,2}")
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE"})


def plain(word: str) -> str:
    """Drop accents, ligatures, superscripts and invisible characters; keep the case.

    Examples
    --------
    >>> plain("Œuvre"), plain("États"), plain("ONU\\u200f")
    ('OEuvre', 'Etats', 'ONU')
    """
    if word.isascii():
        return word
    decomposed = unicodedata.normalize("NFKD", _DROPPED.sub("", word).translate(_LIGATURES))
    return _DROPPED.sub("", decomposed)


def key(word: str) -> str:
    """Form in which a word of a name is compared; nothing for an article.

    A note mark that sticks to a word of four letters or more falls away ("budgétaires2"); "AU" and
    "UN" in capitals stay apart from the French words.

    Examples
    --------
    >>> [key(word) for word in ("Organization", "DES", "États", "la", "au", "AU")]
    ['organisation', 'de', 'etats', '', 'a', 'AU']
    """
    bare = plain(word)
    folded = bare.lower()
    if folded[-1:].isdigit() and (marked := _MARKED.fullmatch(folded)):
        folded = marked[1]
    return spelling().get(bare) or spelling().get(folded, folded)


class Words:
    """The words of a text, their keys, and the gaps between them.

    `gaps[i]` follows `words[i]` ("" after the last). Invisible characters alone are a word whose
    key is nothing.
    """

    __slots__ = ("_ends", "gaps", "keys", "words")

    def __init__(self, parts: list[str], keys: Mapping[str, str]) -> None:
        self.words, self.gaps = parts[0::2], [*parts[1::2], ""]
        self.keys = [keys[word] for word in self.words]
        self._ends = list(accumulate(map(len, parts)))

    def start(self, index: int) -> int:
        """Offset of the first character of a word."""
        return self._ends[2 * index - 1] if index else 0

    def end(self, index: int) -> int:
        """Offset after the last character of a word."""
        return self._ends[2 * index]


def split(text: str) -> list[str]:
    """Split a text into words and the gaps between them, by turns; a word comes first and last.

    Examples
    --------
    >>> split("l'ONU.")
    ['l', "'", 'ONU', '.', '']
    """
    return _GAPS.split(text)


class _GapKinds(dict[str, str]):
    """What each gap lets pass; forgets when it has met too many."""

    def __missing__(self, gap: str) -> str:
        if len(self) > _MOST_GAPS:
            self.clear()
        kind = "comma" if COMMA in gap else "soft"
        if not gap or len(gap) > _LONGEST_GAP or _HARD.search(gap):
            kind = "hard"
        self[gap] = kind
        return kind


GAP_KINDS: Mapping[str, str] = _GapKinds()
"""For a gap, "soft" or "comma"; "hard" ends a name, as the end of the text does.

>>> [GAP_KINDS[gap] for gap in (" ", "’", ", ", ". ", "\n\n", "")]
['soft', 'soft', 'comma', 'hard', 'hard', 'hard']
"""


def _mark(gap: str) -> str:
    """Say what of a gap belongs to a name: nothing, a comma, or what would end another name."""
    kind = GAP_KINDS[gap]
    return gap.strip() if kind == "hard" else COMMA if kind == "comma" else ""


def name_steps(name: str) -> list[str]:
    """Keys of a name's words in order, with the punctuation between them.

    Examples
    --------
    >>> name_steps("Organisation pour l'éducation, la science et la culture")
    ['organisation', 'pour', 'education', ',', 'science', 'et', 'culture']
    """
    steps: list[str] = []
    words = Words(split(name), new_keys())
    for step, gap in zip(words.keys, words.gaps, strict=True):
        if step:
            steps.append(step)
        if steps and (mark := _mark(gap)):
            steps.append(mark)
    while steps and not any(map(str.isalnum, steps[-1])):
        steps.pop()
    return steps


def add_steps(trie: Trie, steps: Iterable[str], value: object) -> None:
    """Enter a sequence of keys; the first value of a sequence stays."""
    node = trie
    for step in steps:
        node = node.setdefault(step, {})
    if node is not trie:
        node.setdefault(END, value)


def longest(
    node: Trie,
    words: Words,
    last: int,
    *,
    singular: bool = False,
    trail: list[tuple[int, Trie]] | None = None,
) -> tuple[int, Any] | None:
    """Longest name that goes on from a word.

    Parameters
    ----------
    node : Trie
        Where the name has got to with the word `last`.
    words : Words
        The text.
    last : int
        The last word taken.
    singular : bool
        Read a word in -s without it where that helps ("Commissions économiques").
    trail : list, optional
        Takes each word passed and the node that it led to.

    Returns
    -------
    (int, value) or None
        The last word of the name, and what it stands for.
    """
    found = (last, node[END]) if END in node else None
    keys, gaps = words.keys, words.gaps
    while True:
        gap = gaps[last]
        kind = GAP_KINDS[gap]
        if kind != "soft":
            following = node.get(COMMA if kind == "comma" else gap.strip())
            if not gap or following is None:
                break
            node = following
        last += 1
        if step := keys[last]:
            following = node.get(step)
            if following is None and (singular or COMMA in node):
                following = _step_aside(node, step, singular)
            if following is None:
                break
            node = following
            if trail is not None:
                trail.append((last, node))
            if END in node:
                found = last, node[END]
    return found


def _step_aside(node: Trie, step: str, singular: bool) -> Trie | None:
    """Step over a comma that the text leaves out, or to a singular."""
    for branch in (node, node.get(COMMA) or {}):
        for form in (step, step[:-1] if singular and step[-1] == "s" else step):
            if form in branch:
                return branch[form]  # type: ignore[no-any-return]
    return None


def longest_acronym(node: Trie, words: Words, last: int) -> tuple[int, Any] | None:
    """Longest acronym that goes on from a word, with its case: "ONU-Femmes", "Africa CDC"."""
    found = (last, node[END]) if END in node else None
    while len(node) > (END in node) and GAP_KINDS[words.gaps[last]] == "soft":
        last += 1
        node = node.get(plain(words.words[last])) or {}
        if END in node:
            found = last, node[END]
    return found


class _Keys(dict[str, str]):
    """Keys of words, each computed once."""

    def __missing__(self, word: str) -> str:
        self[word] = found = key(word)
        return found


def new_keys() -> dict[str, str]:
    """Return a mapping that folds each word on first sight; one for each text or document."""
    return _Keys()
