"""Which lines start numbered paragraphs.

A line that starts with "12." may be paragraph 12, an item of a list inside paragraph 11, a heading
("1. Peacekeeping"), or the end of a sentence that wrapped there ("... No.\n12. ..."). The numbers
decide together: a report's paragraphs count up by one, so each candidate is weighed against the
number expected and against the candidates that follow. One pass, with look-ups by number.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from .headings import PAREN, label_of, like_title, minor_label
from .markup import Line
from .words import every, fold

_NUMBER = re.compile(r"(?:§ ?)?(\d{1,4})\.?(?:\)|(?<=\.))(?:\s+|(?=[^\W\d_a-z«\"“(]))(?=\S)")
_ALONE = re.compile(r"(\d{1,3}\.|[A-Z]\.|[IVXLC]{1,6}\.|\([a-z]{1,4}\)|[a-z]\))")
_END = re.compile(r"[.!?:;…][\"”»’)\]\ufdd0-\ufdd1*\d]*\Z")
_TERMINAL = '.!?:;,…»”")]'


@dataclass(frozen=True)
class Candidate:
    """A line that could start a paragraph: its index, number, and what stands around it."""

    index: int
    number: int
    start: bool  # a blank line, a page end or a heading stands before it
    finished: bool  # the text before it ended a sentence
    bare: bool  # short, without a sentence's end, followed by another start: like a heading
    annex: str | None  # the annex it stands in


@dataclass(frozen=True)
class Start:
    """A line that starts a numbered paragraph, and the annex it belongs to."""

    number: int
    annex: str | None


def merge_labels(lines: list[Line]) -> list[Line]:
    """Put a label that stands alone on its line ("12.", "A.") before the text that follows it."""
    merged: list[Line] = []
    waiting = False
    for line in lines:
        alone = bool(_ALONE.fullmatch(line.text))
        if waiting and not alone and not (line.gap and _wraps(merged)):
            label = merged[-1]
            merged[-1] = replace(label, text=f"{label.text} {line.text}", style=line.style)
        else:
            merged.append(line)
        waiting = alone
    return merged


def _wraps(lines: list[Line]) -> bool:
    """Tell whether a number alone on its line is the end of a sentence ("in March | 30.")."""
    last = lines[-1]
    before = lines[-2] if len(lines) > 1 else None
    return (
        last.text[0].isdigit() and not last.gap and before is not None and not finished(before.text)
    )


def split_number(text: str) -> tuple[int | None, str]:
    """Split a printed paragraph number from its text.

    Examples
    --------
    >>> split_number("12. The Council"), split_number("12.5 per cent"), split_number("7) Il a")
    ((12, 'The Council'), (None, '12.5 per cent'), (7, 'Il a'))
    """
    match = _NUMBER.match(text)
    return (int(match[1]), text[match.end() :]) if match else (None, text)


def annex_name(text: str) -> str | None:
    """Name the annex that a heading opens.

    Examples
    --------
    >>> annex_name("Annexe I"), annex_name("Annex II*"), annex_name("Annexe technique au contrat")
    ('annexe I', 'annex II', None)
    """
    words = text.rstrip("*. ").split()
    if (
        not words
        or len(words) > 2
        or not words[0][0].isupper()
        or fold(words[0]) not in every("annex")
    ):
        return None
    if len(words) == 2 and not re.fullmatch(r"[IVXLC]{1,6}|\d{1,2}|[A-Z]", words[1]):
        return None
    return " ".join([words[0].casefold(), *words[1:]])


def finished(text: str) -> bool:
    """Tell whether a text ends as a sentence or a list item does."""
    return bool(_END.search(text[-12:]))


def find_starts(lines: list[Line]) -> dict[int, Start]:
    """Choose the lines that start numbered paragraphs.

    Parameters
    ----------
    lines : list of Line
        Running text, labels merged.

    Returns
    -------
    dict
        From the index of a line to the paragraph it starts, in the order of the page.
    """
    candidates = _candidates(lines)
    return _Chooser(lines, candidates).choose()


def _candidates(lines: list[Line]) -> list[Candidate]:
    found: list[Candidate] = []
    annex: str | None = None
    numbers = [split_number(line.text)[0] for line in lines]
    for index, line in enumerate(lines):
        if line.gap or line.style or not index:
            annex = annex_name(line.text) or annex
        number = numbers[index]
        if number is None or re.search(r"\.{4,}|(?:\. ){4,}", line.text):
            continue
        before = lines[index - 1] if index else None
        after = lines[index + 1] if index + 1 < len(lines) else None
        bare = (
            len(line.text) <= 200
            and line.text[-1] not in _TERMINAL
            and after is not None
            and (numbers[index + 1] is not None or _heads(after.text))
        )
        start = (
            line.gap or before is None or bool(before.style) or label_of(before.text) is not None
        )
        done = before is None or bool(before.style) or finished(before.text)
        found.append(Candidate(index, number, start, done, bare, annex))
    return found


def _heads(text: str) -> bool:
    """Tell whether a line is a labelled heading, of whatever level."""
    minor = minor_label(text)
    return label_of(text) is not None or (
        minor is not None and minor[0].rank == PAREN and like_title(minor[1]) and len(text) < 100
    )


class _Chooser:
    """The one pass over the candidates, with what it has to remember."""

    def __init__(self, lines: list[Line], candidates: list[Candidate]) -> None:
        self.lines, self.candidates = lines, candidates
        self.places: dict[int, list[int]] = {}  # number -> places in `candidates`
        for place, candidate in enumerate(candidates):
            self.places.setdefault(candidate.number, []).append(place)
        self.runs = self._runs()
        self.starts: dict[int, Start] = {}
        self.last: int | None = None
        self.last_index = -1
        self.annex: str | None = None
        self.list_next: int | None = None  # the next number of a list inside a paragraph
        self.colons = self._colons()

    def _colons(self) -> list[int]:
        """For each line, the last line at or before it that ends with a colon."""
        result, last = [], -1
        for index, line in enumerate(self.lines):
            last = index if line.text.endswith(":") else last
            result.append(last)
        return result

    def _runs(self) -> list[int]:
        """For each candidate, where the run of numbers up by one that starts there ends."""
        ends = list(range(len(self.candidates)))
        for place in range(len(self.candidates) - 2, -1, -1):
            here, there = self.candidates[place], self.candidates[place + 1]
            if there.number == here.number + 1 and there.annex == here.annex:
                ends[place] = ends[place + 1]
        return ends

    def next_place(self, number: int, place: int) -> int | None:
        """Find the next candidate with a number after a place."""
        places = self.places.get(number, [])
        following = bisect_right(places, place)
        return places[following] if following < len(places) else None

    def choose(self) -> dict[int, Start]:
        """Weigh each candidate in turn."""
        for place, candidate in enumerate(self.candidates):
            if candidate.annex != self.annex:
                self.annex, self.last, self.list_next = candidate.annex, None, None
            if self._accept(place, candidate):
                self.starts[candidate.index] = Start(candidate.number, candidate.annex)
                self.last = (
                    candidate.number
                    if self.last is None or not self._repeats(place, candidate)
                    else self.last
                )
                self.last_index, self.list_next = candidate.index, None
        return self.starts

    def _repeats(self, place: int, candidate: Candidate) -> bool:
        """A number printed twice, after which the count goes on as if it were not there."""
        assert self.last is not None
        if candidate.number > self.last:
            return False
        following = self.candidates[place + 1] if place + 1 < len(self.candidates) else None
        return following is not None and following.number == self.last + 1

    def _accept(self, place: int, candidate: Candidate) -> bool:
        number = candidate.number
        if self.last is None:
            return self._opens(place, candidate)
        if self.list_next is not None and number == self.list_next and not self._resumes(place):
            self.list_next = number + 1
            return False
        if number == self.last + 1:
            return self._follows(place, candidate)
        if candidate.bare and not self._odd_one_out(place):
            return False  # "1. Peacekeeping": a heading of the third level
        if number > self.last + 1:
            return self._jumps(place, candidate)
        return self._returns(place, candidate)

    def _odd_one_out(self, place: int) -> bool:
        """Tell whether a bare line is a paragraph all the same: its neighbours are bare too."""
        following = self.candidates[place + 1] if place + 1 < len(self.candidates) else None
        return following is not None and following.bare and following.number > 1

    def _opens(self, place: int, candidate: Candidate) -> bool:
        """The first paragraph of the document or of an annex."""
        if not candidate.start and not candidate.finished and candidate.number != 1:
            return False
        later = self.next_place(1, place)
        if later is not None and self.candidates[later].annex == candidate.annex:
            if candidate.number != 1:
                return candidate.start and self.runs[place] > place
            if candidate.bare and later == place + 1:
                return False
        return candidate.number < 1000

    def _resumes(self, place: int) -> bool:
        """Tell whether a number that continues a list is the next paragraph after all."""
        candidate = self.candidates[place]
        assert self.last is not None
        if candidate.number != self.last + 1 or not candidate.start:
            return False
        again, beyond = (
            self.next_place(candidate.number, place),
            self.next_place(candidate.number + 1, place),
        )
        later = again is not None and self.candidates[again].annex == candidate.annex
        return not later or (beyond is not None and again is not None and beyond + 1 < again)

    def _follows(self, place: int, candidate: Candidate) -> bool:
        """The number expected, unless a better line bears it before the count goes on."""
        again = self.next_place(candidate.number, place)
        if again is None or self.candidates[again].annex != candidate.annex:
            return True
        beyond = self.next_place(candidate.number + 1, place)
        rival = self.candidates[again]
        if beyond is not None and beyond < again:
            return True
        if candidate.bare and again == place + 1:
            return False
        if again > place + 1 and self.candidates[again - 1].number == candidate.number - 1:
            return True  # the other one goes on a list of its own
        return _strength(candidate) >= _strength(rival)

    def _jumps(self, place: int, candidate: Candidate) -> bool:
        """A number higher than expected: numbers are missing, or it is no number."""
        assert self.last is not None
        if not candidate.start:
            return False
        expected = self.next_place(self.last + 1, place)
        lost = expected is None or self.candidates[expected].annex != candidate.annex
        if candidate.number > self.last + 50 and self.runs[place] == place:
            return False
        return lost or (candidate.finished and self.runs[place] > place)

    def _returns(self, place: int, candidate: Candidate) -> bool:
        """A number lower than expected: a list, numbering that restarts, or a number repeated."""
        assert self.last is not None
        if candidate.number == 1:
            expected = self.next_place(self.last + 1, place)
            resumed = expected is not None and self.candidates[expected].annex == candidate.annex
            after_colon = self.colons[candidate.index - 1] >= self.last_index
            if resumed or after_colon or not candidate.start:
                self.list_next = 2
                return False
            return True
        return candidate.start and candidate.finished


def _strength(candidate: Candidate) -> int:
    return 2 * candidate.start + candidate.finished
