"""Sequences of words that paragraphs repeat, compared by their lemmas."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

from unreports import language
from unreports.language.vocabulary import word_types

if TYPE_CHECKING:
    from unreports.corpus import Corpus

_LONGEST = 20  # words; a longer repetition is quoted text, and is found in pieces


class Word(NamedTuple):
    """A word: by what it is compared, as written in small letters, and whether a stop word."""

    key: str
    surface: str
    stop: bool


class Run(NamedTuple):
    """Words that nothing interrupts, and the row of the paragraph they stand in."""

    row: int
    words: tuple[Word, ...]


Place = tuple[int, int]  # a run, and a word in it


def runs_of(corpus: Corpus) -> Iterator[Run]:
    """Cut the paragraphs of the body at punctuation, numbers and names.

    Names are those recognised, and words with a capital inside a sentence.
    """
    body = corpus.body
    named = _named(corpus)
    columns = (body[name] for name in ("symbol", "position", "text", "language"))
    for row, (symbol, position, text, code) in enumerate(zip(*columns, strict=True)):
        tokens = language.tokenise(text, code)
        inside = _marks(len(text), named[symbol, position])
        first = {start for start, _ in language.sentences(text, code)}
        cuts = [0]
        for left, right in pairwise(tokens):
            gap = text[left.end : right.start].strip()
            cuts.append(cuts[-1] + (bool(gap) or _cuts(left.text) or _cuts(right.text)))
        pieces = zip(cuts, tokens, strict=False)
        for _, group in groupby(pieces, key=lambda pair: pair[0]):
            own = [token for _, token in group]
            for is_name, part in groupby(own, key=lambda token: _is_name(token, inside, first)):
                if not is_name:
                    yield Run(row, tuple(_word(token.text, code) for token in part))


def sequences(
    runs: list[Run], min_words: int, min_paragraphs: int
) -> dict[tuple[str, ...], list[Place]]:
    """Find the sequences of enough words in enough paragraphs, stop words at neither end."""
    found: dict[tuple[str, ...], list[Place]] = {}
    places = [(run, at) for run, one in enumerate(runs) for at in range(len(one.words))]
    for length in range(2, _LONGEST + 1):
        grouped: defaultdict[tuple[str, ...], list[Place]] = defaultdict(list)
        for run, at in places:
            words = runs[run].words[at : at + length]
            if len(words) == length:
                grouped[tuple(word.key for word in words)].append((run, at))
        grouped = defaultdict(list, {
            key: own for key, own in grouped.items()
            if len({runs[run].row for run, _ in own}) >= min_paragraphs
        })  # fmt: skip
        if not grouped:
            break
        # Only what is repeated can be the beginning of something longer that is.
        places = sorted(place for own in grouped.values() for place in own)
        if length >= min_words:
            found |= {key: own for key, own in grouped.items() if _whole(runs, own[0], length)}
    return found


def _whole(runs: list[Run], place: Place, length: int) -> bool:
    run, at = place
    words = runs[run].words
    return not words[at].stop and not words[at + length - 1].stop


def free_places(places: list[Place], length: int, taken: set[Place]) -> Iterator[Place]:
    """Give the places whose words no longer sequence has, none overlapping the one before."""
    last: Place = (-1, -1)
    for run, at in places:
        apart = run != last[0] or at >= last[1]
        if apart and not any((run, at + i) in taken for i in range(length)):
            last = (run, at + length)
            yield run, at


def written(run: Run, at: int, length: int) -> str:
    """Write a sequence as its words stand there, in small letters."""
    words = (word.surface for word in run.words[at : at + length])
    return " ".join(words).replace("’", "'").replace("' ", "'")


def _named(corpus: Corpus) -> defaultdict[tuple[str, int], list[tuple[int, int]]]:
    spans: defaultdict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    for table in (corpus.organisations, corpus.places, corpus.dates, corpus.citations):
        columns = (table[name] for name in ("symbol", "position", "start", "end"))
        for symbol, position, start, end in zip(*columns, strict=True):
            spans[symbol, position].append((start, end))
    return spans


def _marks(length: int, spans: list[tuple[int, int]]) -> bytearray:
    marks = bytearray(length + 1)
    for start, end in spans:
        marks[start:end] = b"\1" * (end - start)
    return marks


def _is_name(token: language.Token, inside: bytearray, first: set[int]) -> bool:
    return bool(inside[token.start]) or (token.text[0].isupper() and token.start not in first)


def _cuts(token: str) -> bool:
    """Whether a token is a number or a symbol: what varies in a formula."""
    return any(letter.isdigit() for letter in token)


def _word(surface: str, code: str) -> Word:
    low = surface.lower()
    key = word_types(language.get(code), "lemma", True)[surface].key
    return Word(key, low, low.replace("’", "'") in _stop_words(code))


@cache
@cache
def _stop_words(code: str) -> frozenset[str]:
    listed = {word.replace("’", "'") for word in language.get(code).stop_words}
    return frozenset(listed | {word + "'" for word in language.get(code).elisions})
