"""Terms of several words, found by rule in the corpus itself.

A list knows "nations unies"; a corpus has terms of its own ("zones de libre-échange"). They are
found in three steps, each of them stated: what may be a term, how strongly its words hold together,
and whether it is a term or only part of a longer one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import log2
from typing import TYPE_CHECKING

import pandas as pd

from unreports import language
from unreports.analysis.parts import cite_together, in_reading_order
from unreports.errors import AnalysisError

if TYPE_CHECKING:
    from unreports.corpus import Corpus

COLUMNS = (
    "term", "words", "frequency", "paragraphs", "nested", "log_dice", "c_value", "references",
)  # fmt: skip
_LONGEST = 8  # units of a candidate: long names must be known, to tell their fragments from terms
_REPEATED = 2  # a longer term takes from what it holds as soon as it recurs, below the floors too
Key = tuple[str, ...]


@dataclass
class _Found:
    """A candidate: as it is written each time, and the rows it stands in."""

    surfaces: Counter[str] = field(default_factory=Counter)
    rows: list[int] = field(default_factory=list)


def multiword_terms(
    corpus: Corpus,
    *,
    max_words: int = 4,
    min_frequency: int = 5,
    min_paragraphs: int = 3,
    min_log_dice: float = 9.0,
    min_c_value: float = 5.0,
) -> pd.DataFrame:
    """Find the terms of 2 to 4 words of the corpus' body.

    Parameters
    ----------
    corpus : Corpus
    max_words : int
        Units of the longest term: content words or terms that the language lists ("nations
        unies"); linking words ("de la") do not count.
    min_frequency, min_paragraphs : int
        Leave out what occurs less often, or in fewer paragraphs.
    min_log_dice : float
        Leave out what holds together less (14 at most; see Notes).
    min_c_value : float
        Leave out what mostly stands inside longer terms; what stands outside them less often than
        `min_paragraphs` is left out too.

    Returns
    -------
    DataFrame
        term (as most often written), words (units), frequency, paragraphs, nested (how many
        of its occurrences stand inside longer terms of the table), log_dice, c_value, references;
        highest C-value first. Hand ``term`` to `frequency.count_terms` as `extra`.

    Raises
    ------
    AnalysisError
        A term of several words has at least two.

    Notes
    -----
    A candidate is a chain of units: content words (no stop word, number, symbol or form of a verb
    that the language lists) or terms that the language lists. Between two units stands nothing, or
    one of the links that the language lists ("de la"); no punctuation. It is compared by lemmas,
    and looked for up to 8 units, so that a long name is not cut into fragments.

    logDice = 14 + log2(n f / (f_1 + ... + f_n)), f the frequency of the candidate, f_i those of its
    n units: Rychlý's [1]_ for n = 2, the usual extension beyond.

    C-value = log2(n) f where no longer candidate holds it, else log2(n) (f - t / c): c is the
    number of longer terms that do, t the occurrences in them, each counted once [2]_.

    References
    ----------
    .. [1] Rychlý, P. (2008). A lexicographer-friendly association score. RASLAN 2008, 6-9.
    .. [2] Frantzi, K., Ananiadou, S. and Mima, H. (2000). Automatic recognition of multi-word
       terms: the C-value/NC-value method. International Journal on Digital Libraries 3, 115-130.
    """
    if max_words < 2:
        raise AnalysisError(f"a term of several words has at least 2, not {max_words}")
    body = in_reading_order(corpus.body)
    found, single = _candidates(body)
    strong: dict[Key, int] = {}
    bonds: dict[Key, float] = {}
    for key, one in found.items():
        frequency = len(one.rows)
        if frequency < _REPEATED:
            continue
        bonds[key] = log_dice(frequency, *(single[word] for word in key))
        if bonds[key] >= min_log_dice:
            strong[key] = frequency
    references = body["reference"].to_numpy()
    rows = [
        (
            _spelling(found[key]), len(key), strong[key], len(set(found[key].rows)), nested,
            bonds[key], value, cite_together(references[sorted(set(found[key].rows))]),
        )
        for key, (value, nested) in c_values(strong).items()
        if value >= min_c_value and len(key) <= max_words
        and strong[key] >= min_frequency and len(set(found[key].rows)) >= min_paragraphs
        and strong[key] - nested >= min_paragraphs
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    table = table.sort_values(["c_value", "term"], ascending=[False, True], kind="stable")
    return table.drop_duplicates("term").reset_index(drop=True)


def log_dice(frequency: int, *alone: int) -> float:
    """Association of words that occur together so often, and alone so often each.

    Examples
    --------
    >>> round(log_dice(8, 389, 230), 6)
    8.726204
    """
    total = sum(alone)
    return 14 + log2(len(alone) * frequency / total) if frequency and total else 0.0


def c_values(frequencies: Mapping[Key, int]) -> dict[Key, tuple[float, int]]:
    """C-value of each candidate, and how many of its occurrences stand inside longer ones.

    Parameters
    ----------
    frequencies : mapping of tuple of str to int
        Frequency of each candidate, occurrences inside longer candidates included.

    Notes
    -----
    See `multiword_terms`. One departure from the paper: a candidate that never stands outside
    longer ones has 0, and counts for nothing in what it holds; it is a fragment.

    Examples
    --------
    >>> c_values({("soft", "contact", "lens"): 8, ("contact", "lens"): 10})[("contact", "lens")]
    (2.0, 8)
    """
    inside: defaultdict[Key, int] = defaultdict(int)  # occurrences inside longer ones, once each
    longer: defaultdict[Key, int] = defaultdict(int)
    result = {}
    for key in sorted(frequencies, key=lambda words: (-len(words), words)):
        frequency, nested = frequencies[key], inside[key]
        if nested >= frequency:
            result[key] = 0.0, nested
            continue
        free = frequency - (nested / longer[key] if longer[key] else 0)
        result[key] = log2(len(key)) * free, nested
        for part in _parts(key):
            if part in frequencies:
                inside[part] += frequency - nested
                longer[part] += 1
    return result


def _parts(key: Key) -> set[Key]:
    """Shorter sequences inside a sequence."""
    size = len(key)
    return {key[i:j] for i in range(size) for j in range(i + 2, size + 1) if j - i < size}


def _candidates(body: pd.DataFrame) -> tuple[dict[Key, _Found], Counter[str]]:
    """Candidates by their units' lemmas, and how often each unit occurs."""
    found: defaultdict[Key, _Found] = defaultdict(_Found)
    single: Counter[str] = Counter()
    for row, (text, code) in enumerate(zip(body["text"], body["language"], strict=True)):
        for chain in language.content_chains(text, code):
            words = [word for _, _, word in chain]
            single.update(words)
            for first in range(len(chain)):
                for last in range(first + 1, min(first + _LONGEST, len(chain))):
                    one = found[tuple(words[first : last + 1])]
                    one.surfaces[text[chain[first][0] : chain[last][1]]] += 1
                    one.rows.append(row)
    return found, single


def _spelling(one: _Found) -> str:
    written = Counter[str]()
    for surface, count in one.surfaces.items():
        written[language.spelled(surface)] += count
    return min(written, key=lambda term: (-written[term], term))
