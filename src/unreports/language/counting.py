"""Counting the terms of many texts at once: paragraphs in, a matrix of frequencies out.

The result is that of `term_names`, text by text. The speed comes from doing every step once for
each distinct thing: a text is cut at blanks, a piece seen before ("l'Union,") is known with its
tokens, a token with its lemma, and the terms of several words are looked for in arrays of numbers,
only where one can start. A word of this module's own: a *piece* is what stands between two blanks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from unreports.language.entries import EntryFinder, runs
from unreports.language.tokens import grammar
from unreports.language.vocabulary import Unit, joined, listed_entries, word_types
from unreports.language.wordlists import Language, get

_BATCH = 1_000_000  # characters handled together: enough to fill arrays, few enough for a cache
_DROPPED = -1
Ints = NDArray[np.int32]


class Frequencies(NamedTuple):
    """A matrix of texts by terms in compressed rows, and the running words of each text.

    Attributes
    ----------
    terms : list of str
        What the columns count, in alphabetical order of code points.
    indptr, indices, data : array of int
        As `scipy.sparse.csr_matrix` has them.
    words : array of int
        Tokens of each text, punctuation left out.
    """

    terms: list[str]
    indptr: NDArray[np.int64]
    indices: Ints
    data: NDArray[np.int64]
    words: NDArray[np.int64]


def count_texts(
    texts: Iterable[str],
    lang: Language | str,
    *,
    unit: Unit = "lemma",
    multiword: bool = True,
    keep_stop_words: bool = False,
    keep_boilerplate: bool = False,
    extra: Iterable[str] = (),
) -> Frequencies:
    """Count the terms of each text.

    Parameters
    ----------
    texts : iterable of str
    lang, unit, multiword, keep_stop_words, keep_boilerplate, extra
        As `terms` takes them.

    Examples
    --------
    >>> found = count_texts(["La paix, et la paix.", "Les Nations Unies"], "fr")
    >>> found.terms, found.indptr.tolist(), found.indices.tolist(), found.data.tolist()
    (['nations unies', 'paix'], [0, 1, 2], [1, 0], [2, 1])
    """
    language = get(lang) if isinstance(lang, str) else lang
    entries = listed_entries(language, multiword, keep_stop_words, keep_boilerplate, tuple(extra))
    counter = _Counter(language, unit, keep_stop_words, EntryFinder(entries))
    blocks = [counter.count(batch) for batch in _batches(texts)]
    return _assembled(counter.columns, blocks)


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """Lists of texts of some size together: at least one text, whatever its length."""
    batch: list[str] = []
    size = 0
    for text in texts:
        batch.append(text)
        size += len(text)
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


class _Counter:
    """The pieces, tokens and terms of one language met so far, each with a number."""

    def __init__(
        self, lang: Language, unit: Unit, keep_stop_words: bool, finder: EntryFinder
    ) -> None:
        self.lang, self.unit, self.finder = lang, unit, finder
        self.words = word_types(lang, unit, keep_stop_words)
        self.columns: dict[str, int] = {}
        self.tokens = _Tokens(self)
        self.pieces = _Pieces(self.tokens, lang)
        self.phrases: dict[tuple[int, ...], int] = {}
        # By token unit a joined term is counted as written; by lemma as it is listed.
        self.entry_columns = np.array(
            [self.column(term) if term else _DROPPED for term in finder.terms], dtype=np.int32
        )

    def column(self, term: str) -> int:
        return self.columns.setdefault(term, len(self.columns))

    def count(self, texts: Sequence[str]) -> tuple[Ints, Ints, NDArray[np.int64], Ints]:
        """Give the number of different terms of each text; their columns, frequencies; words."""
        tokens = self.pieces.tokens_of(texts)
        rows = np.cumsum(tokens == 0, dtype=np.int32)  # a text ends with token 0
        rows[tokens == 0] -= 1
        is_word = np.array(self.tokens.is_word, dtype=bool)[tokens]
        words = np.bincount(rows[is_word], minlength=len(texts)).astype(np.int32)
        columns = np.array(self.tokens.columns, dtype=np.int32)[tokens]
        keys = np.array(self.tokens.trie_keys, dtype=np.int32)[tokens]
        self._join(columns, tokens, *self.finder.find(keys))
        there = np.flatnonzero(columns != _DROPPED)
        width = max(len(self.columns), 1)
        cells, frequency = np.unique(
            rows[there].astype(np.int64) * width + columns[there], return_counts=True
        )
        held = np.bincount(cells // width, minlength=len(texts)).astype(np.int32)
        return held, (cells % width).astype(np.int32), frequency, words

    def _join(self, columns: Ints, tokens: Ints, starts: Ints, ends: Ints, entries: Ints) -> None:
        """Put each entry found in place of its tokens."""
        if not len(starts):
            return
        covered = np.zeros(len(tokens) + 1, dtype=np.int8)
        covered[starts] = 1
        covered[ends] -= 1
        columns[np.cumsum(covered[:-1], dtype=np.int8) > 0] = _DROPPED
        found = self.entry_columns[entries]
        if self.unit == "token":
            for place in np.flatnonzero(found != _DROPPED):
                found[place] = self._written(tokens[starts[place] : ends[place]])
        columns[starts] = found

    def _written(self, tokens: Ints) -> int:
        key = tuple(tokens.tolist())
        if key not in self.phrases:
            term = joined([self.tokens.surfaces[token] for token in key])
            self.phrases[key] = self.column(term)
        return self.phrases[key]


class _Tokens(dict[str, int]):
    """Token types, numbered from 1 when first met; 0 is the end of a text."""

    def __init__(self, counter: _Counter) -> None:
        self.counter, self.token = counter, grammar(counter.lang).token
        self.surfaces, self.columns, self.trie_keys, self.is_word = [""], [_DROPPED], [0], [False]

    def __missing__(self, surface: str) -> int:
        word = self.counter.words[surface]
        kept = word.kept
        self.surfaces.append(surface)
        self.columns.append(self.counter.column(word.term) if kept else _DROPPED)
        self.trie_keys.append(self.counter.finder.keys.get(word.key, 0))
        self.is_word.append(self.token.match(surface) is not None)
        number = self[surface] = len(self.surfaces) - 1
        return number


class _Pieces(dict[str, int]):
    """Pieces of text between blanks, numbered when first met, each with its tokens.

    Few tokens reach over a blank: a number ("10 000", "35 %"), a symbol with its year; an
    apostrophe elides according to the quotation mark after it. Where the end of a piece and the
    start of the next allow one of these, the two are read as one piece.
    """

    def __init__(self, tokens: _Tokens, lang: Language) -> None:
        self.tokens, self.find = tokens, grammar(lang).stream.findall
        self.after_blank = f'0123456789%‰("*{lang.opening_quotes}'
        self.names, self.flat = ["", ""], [0]  # piece 0 ends a text, piece 1 is empty
        self.start, self.length = [0, 1], [1, 0]
        self.is_open, self.goes_on = [False, False], [False, False]
        self[""] = 1

    def __missing__(self, piece: str) -> int:
        tokens = [self.tokens[surface] for surface in self.find(piece)]
        self.names.append(piece)
        self.start.append(len(self.flat))
        self.length.append(len(tokens))
        self.flat += tokens
        last = piece[-1]
        symbol = "/" in piece and (last.isalnum() or last == ")")
        self.is_open.append(last.isdigit() or last in "'’ʼ" or symbol)
        self.goes_on.append(piece[0] in self.after_blank or piece[0].isdigit())
        number = self[piece] = len(self.names) - 1
        return number

    def tokens_of(self, texts: Sequence[str]) -> Ints:
        """Numbers of the tokens of the texts, a 0 after each text."""
        met: list[int] = []
        get_number = self.__getitem__
        for text in texts:
            # Only a plain blank cuts; a line break must not make a new piece of two words.
            lines = text.replace("\n", " \n ") if "\n" in text else text
            met.extend(map(get_number, lines.split(" ")))
            met.append(0)
        pieces = self._linked(np.array(met, dtype=np.int32))
        length = np.array(self.length, dtype=np.int32)[pieces]
        start = np.array(self.start, dtype=np.int32)[pieces]
        offset = start - (np.cumsum(length, dtype=np.int32) - length)
        place = np.repeat(offset, length) + np.arange(length.sum(), dtype=np.int32)
        tokens: Ints = np.array(self.flat, dtype=np.int32)[place]
        return tokens

    def _linked(self, pieces: Ints) -> Ints:
        is_open = np.array(self.is_open, dtype=bool)[pieces[:-1]]
        links = np.flatnonzero(is_open & np.array(self.goes_on, dtype=bool)[pieces[1:]])
        if not len(links):
            return pieces
        for first, last in runs(links):
            name = " ".join(self.names[piece] for piece in pieces[first : last + 2])
            pieces[first] = self[name]
            pieces[first + 1 : last + 2] = 1
        return pieces


def _assembled(
    columns: dict[str, int], blocks: list[tuple[Ints, Ints, NDArray[np.int64], Ints]]
) -> Frequencies:
    """One matrix of all blocks, without the columns that nothing fills, in alphabetical order."""
    held, indices, data, words = (
        np.concatenate([block[i] for block in blocks]) if blocks else np.zeros(0, dtype=np.int64)
        for i in range(4)
    )
    names = list(columns)
    used = np.flatnonzero(np.bincount(indices, minlength=len(names)) > 0).tolist()
    order = sorted(used, key=names.__getitem__)
    rank = np.zeros(len(names), dtype=np.int32)
    rank[order] = np.arange(len(order))
    indptr = np.concatenate([[0], np.cumsum(held, dtype=np.int64)])
    return Frequencies(
        [names[i] for i in order], indptr, rank[indices], data.astype(np.int64),
        words.astype(np.int64),
    )  # fmt: skip
