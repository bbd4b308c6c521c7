"""Entries of several words, found in sequences of numbers: the longest at each place.

A list of entries is a trie over the keys of words. `EntryFinder` flattens it into arrays, so that
all places of a long text where an entry can start are tried together, a word at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

TERM = ""  # the trie's key for "an entry ends here"; no word is empty
Trie = dict[str, Any]
Ints = NDArray[np.int32]


def make_trie(entries: Iterable[tuple[tuple[str, ...], str]]) -> Trie:
    """Nest the words of each entry; where it ends stands its term. The last of equals counts.

    Examples
    --------
    >>> make_trie([(("nation", "uni"), "nations unies")])
    {'nation': {'uni': {'': 'nations unies'}}}
    """
    trie: Trie = {}
    for keys, term in entries:
        node = trie
        for key in keys:
            node = node.setdefault(key, {})
        if keys:
            node[TERM] = term
    return trie


class EntryFinder:
    """A trie as arrays.

    Attributes
    ----------
    keys : dict of str to int
        The words of the entries, numbered from 1.
    terms : list of str
        The term of each entry; "" for one that is only set aside.
    """

    def __init__(self, trie: Trie) -> None:
        self.keys: dict[str, int] = {}
        self.terms: list[str] = []
        steps: list[tuple[int, int, int]] = []  # from, key, to
        ends = [-1]
        waiting = [(0, trie)]
        for state, node in waiting:
            for key, below in node.items():
                if key == TERM:
                    ends[state] = len(self.terms)
                    self.terms.append(below)
                    continue
                number = self.keys.setdefault(key, len(self.keys) + 1)
                steps.append((state, number, len(ends)))
                waiting.append((len(ends), below))
                ends.append(-1)
        self._ends = np.array(ends, dtype=np.int32)
        self._width = len(self.keys) + 1
        self._first = np.zeros(self._width, dtype=np.int32)
        for state, number, to in steps:
            if state == 0:
                self._first[number] = to
        codes = np.array([s * self._width + k for s, k, _ in steps] or [-1], dtype=np.int64)
        order = np.argsort(codes)
        self._codes = codes[order]
        self._to = np.array([to for *_, to in steps] or [0], dtype=np.int32)[order]

    def find(self, keys: Ints) -> tuple[Ints, Ints, Ints]:
        """Find the entries from left to right, the longest at each place, none overlapping.

        Parameters
        ----------
        keys : array of int
            For each word its number in `keys`, 0 for a word of no entry.

        Returns
        -------
        starts, ends, entries : array of int
            First word, the word after the last, and the place in `terms`.
        """
        here = np.flatnonzero(self._first[keys]).astype(np.int32)
        state = self._first[keys[here]]
        longest, entry = np.zeros(len(keys), np.int8), np.zeros(len(keys), np.int32)
        length = 1
        while len(here):
            ending = self._ends[state]
            ended = ending >= 0
            longest[here[ended]], entry[here[ended]] = length, ending[ended]
            inside = here + length < len(keys)
            here, state = here[inside], state[inside]
            here, state = self._step(here, state, keys[here + length])
            length += 1
        starts = np.flatnonzero(longest).astype(np.int32)
        ends = starts + longest[starts]
        kept = _apart(starts, ends)
        return starts[kept], ends[kept], entry[starts[kept]]

    def _step(self, here: Ints, state: Ints, keys: Ints) -> tuple[Ints, Ints]:
        there = np.flatnonzero(keys)
        here, codes = here[there], state[there].astype(np.int64) * self._width + keys[there]
        place = np.minimum(np.searchsorted(self._codes, codes), len(self._codes) - 1)
        going = self._codes[place] == codes
        return here[going], self._to[place[going]]


def _apart(starts: Ints, ends: Ints) -> NDArray[np.bool_]:
    """Which spans remain when each, from the left, removes those that begin inside it."""
    kept = np.ones(len(starts), dtype=bool)
    # Only spans that overlap one before can be in doubt; elsewhere nothing is to be done.
    doubtful = np.flatnonzero(starts[1:] < np.maximum.accumulate(ends)[:-1]) + 1
    for first, last in runs(doubtful):
        near = zip(starts[first : last + 1].tolist(), ends[first : last + 1].tolist(), strict=True)
        reached = int(ends[first - 1])
        for place, (start, end) in enumerate(near, start=first):
            if start < reached:
                kept[place] = False
            else:
                reached = end
    return kept


def runs(numbers: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """First and last of each run of consecutive numbers.

    Examples
    --------
    >>> list(runs(np.array([2, 3, 4, 9])))
    [(2, 4), (9, 9)]
    """
    if len(numbers):
        breaks = np.flatnonzero(np.diff(numbers) > 1)
        first, last = numbers[np.r_[0, breaks + 1]], numbers[np.r_[breaks, len(numbers) - 1]]
        yield from zip(first.tolist(), last.tolist(), strict=True)
