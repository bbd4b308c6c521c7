"""Headings: which blocks are, and how deep each stands.

The printed scheme (chapter, I., A., 1., a)) decides the level; markup decides only between
headings without a label, which stand one deeper than the labelled heading above them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .emphasis import HEADINGS, Style
from .words import all_words, every, fold, starts

_LABEL = re.compile(r"([IVXLC]{1,7}|[A-Z])\.\s+(?=\S)")
_PAREN = re.compile(r"(\([a-z]\)|[a-z]\))\s+(?=\S)")
_ARABIC = re.compile(r"(\d{1,2}\.)\s+(?=\S)")
_ROMAN = re.compile(r"(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_FIGURE = re.compile(r"(?<!\S)[\d.,]*\d%?(?!\S)")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
LONGEST = 250  # characters of an unlabelled heading
LONGEST_LABELLED = 450
CHAPTER, ROMAN, LETTER, ARABIC, PAREN, UNLABELLED = 0, 1, 2, 3, 4, 10
_STYLES: tuple[Style, ...] = (*HEADINGS, "bold", "italic", "")


@dataclass(frozen=True)
class Label:
    """A printed label: as printed, its rank in the scheme and its place in the count.

    "C." is both a letter and a Roman number: `other` then holds the second reading.
    """

    text: str
    rank: int
    value: int
    other: Label | None = None


def roman(text: str) -> int | None:
    """Read a Roman number up to 99.

    Examples
    --------
    >>> roman("XIV"), roman("IIX")
    (14, None)
    """
    if not text or not _ROMAN.fullmatch(text):
        return None
    values = [_VALUES[letter] for letter in text]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)


def label_of(text: str) -> tuple[Label, str] | None:
    """Split a heading's printed label (Roman, letter or chapter) from its title.

    Examples
    --------
    >>> label_of("II. Premier débat")
    (Label(text='II.', rank=1, value=2, other=None), 'Premier débat')
    >>> label_of("Union africaine") is None
    True
    """
    if match := _LABEL.match(text):
        letter = Label(f"{match[1]}.", LETTER, ord(match[1]) - 64) if len(match[1]) == 1 else None
        value = roman(match[1])
        if value is None:
            return (letter, text[match.end() :]) if letter else None
        return Label(f"{match[1]}.", ROMAN, value, letter), text[match.end() :]
    first, _, rest = text.partition(" ")
    if fold(first) in every("chapter"):
        number, _, title = rest.partition(" ")
        bare = number.rstrip(".:")
        value = roman(bare) or (int(bare) if bare.isdecimal() and len(bare) < 4 else None)
        value = value or counted(fold(bare))
        if value and first[:1].isupper():
            return Label(f"{first} {number}", CHAPTER, value), title.strip()
    return None


def counted(word: str) -> int | None:
    """Give the place of a word that counts chapters and parts ("premier", "Two")."""
    lists = (words.list("counted") for words in all_words())
    return next((found.index(word) + 1 for found in lists if word in found), None)


def minor_label(text: str) -> tuple[Label, str] | None:
    """Split a label that only a heading's looks tell from a paragraph's: "1." or "a)"."""
    if match := _ARABIC.match(text):
        return Label(match[1], ARABIC, int(match[1][:-1])), text[match.end() :]
    if match := _PAREN.match(text):
        return Label(match[1], PAREN, ord(match[1].strip("()")) - 96), text[match.end() :]
    return None


def like_title(text: str, longest: int = LONGEST) -> bool:
    """Tell whether a text could be a title: short, capital first, no sentence's end.

    Examples
    --------
    >>> like_title("Union africaine"), like_title("à la pandémie"), like_title("Il a dit que :")
    (True, False, False)
    >>> like_title("What next?"), like_title("It was agreed.")
    (True, False)
    """
    bare = text.lstrip("«“\"'‘[ ")
    end = text.rstrip('»”"’) ')
    if not bare or not end or len(text) > longest or not (bare[0].isupper() or bare[0].isdigit()):
        return False
    if not any(character.isalpha() for character in bare):
        return False
    if end[-1] in ".;,:" and not re.search(r"\b[A-Z]\.\Z|\betc\.\Z", end):
        return False
    if len(_FIGURE.findall(text)) >= 3 and len(_FIGURE.findall(text)) * 3 >= len(text.split()):
        return False  # a row of a table
    return not re.search(r"[.!?…] [A-ZÀ-Þ]\w* \w+ \w+", text) or len(text) < 60


def known_title(text: str) -> bool:
    """Tell whether a text is a heading by its words alone ("Introduction")."""
    return fold(text).rstrip("* ") in every("section_words")


def is_float(text: str) -> bool:
    """Tell whether a text is the caption of a figure or a table."""
    first, _, rest = fold(text).partition(" ")
    number = rest.split(" ")[0].rstrip(".:–-")
    if first in every("box"):
        return bool(re.fullmatch(r"\d{1,2}[.:]?", rest))
    return first in every("float") and bool(
        re.fullmatch(r"[ivxlc]{1,6}|\d{1,3}|[a-z]\.?\d?", number)
    )


def is_source(text: str) -> bool:
    """Tell whether a text is a figure's or table's note on sources."""
    return fold(text).startswith(starts("source"))


@dataclass
class Counter:
    """The last label of each rank, to tell "C." after "B." from "C." after "XCIX."."""

    last: dict[int, int] = field(default_factory=dict)
    previous: int = -1

    def read(self, label: Label) -> Label | None:
        """Choose a label's reading that continues a count, or None where none does."""
        readings = [label] if label.other is None else [label, label.other]
        if label.other is not None and self.previous >= LETTER:
            readings.reverse()
        for reading in readings:
            if reading.value == self.last.get(reading.rank, 0) + 1:
                return reading
        if label.rank in (ROMAN, CHAPTER) and label.value == 1:
            return label
        return next((r for r in readings if r.value == 1), None)

    def accept(self, label: Label) -> None:
        """Count a label; the counts below it start again."""
        self.last = {rank: value for rank, value in self.last.items() if rank < label.rank}
        self.last[label.rank] = label.value
        self.previous = label.rank


@dataclass
class Outline:
    """The open headings, from the outermost, and where in the outline the last one stands."""

    stack: list[tuple[int, str]] = field(default_factory=list)  # (rank, section)
    counts: dict[str | None, int] = field(default_factory=dict)

    def open(self, rank: int, style: Style) -> tuple[str, str | None, int]:
        """Open a heading; gives its section number, its parent's and its level."""
        if rank == UNLABELLED:
            rank += _STYLES.index(style)
        floor = min(rank, UNLABELLED) if rank < UNLABELLED else rank
        while self.stack and self.stack[-1][0] >= floor:
            self.stack.pop()
        parent = self.stack[-1][1] if self.stack else None
        self.counts[parent] = self.counts.get(parent, 0) + 1
        section = f"{parent}.{self.counts[parent]}" if parent else str(self.counts[parent])
        self.stack.append((rank, section))
        return section, parent, len(self.stack)

    @property
    def current(self) -> str | None:
        """The innermost open section."""
        return self.stack[-1][1] if self.stack else None
