"""Floors on how often a term must occur, lowered where a corpus is too small for them."""

from __future__ import annotations

import numpy as np

from unreports.analysis.frequency import TermCounts

_ENOUGH = 12  # terms; fewer cannot tell parts of a corpus apart


def attainable_floors(
    counts: TermCounts, min_frequency: int, min_paragraphs: int
) -> tuple[int, int]:
    """Give the highest floors, not above the wanted ones, that leave enough terms to compare.

    Parameters
    ----------
    counts : TermCounts
        Terms by paragraph.
    min_frequency, min_paragraphs : int
        The wanted floors.

    Returns
    -------
    tuple of int
        Floors on occurrences and on paragraphs; the wanted ones where at least twelve terms reach
        them, else lower ones, down to 1 and 1.

    Examples
    --------
    >>> import unreports
    >>> from unreports.analysis.frequency import count_terms
    >>> attainable_floors(count_terms(unreports.load_corpus("data/corpus")), 5, 3)
    (5, 3)
    """
    frequency = np.asarray(counts.matrix.sum(axis=0)).ravel()
    paragraphs = np.asarray((counts.matrix > 0).sum(axis=0)).ravel()
    while (min_frequency, min_paragraphs) != (1, 1):
        kept = (frequency >= min_frequency) & (paragraphs >= min_paragraphs)
        if kept.sum() >= _ENOUGH:
            break
        if min_frequency > min_paragraphs:
            min_frequency -= 1
        else:
            min_paragraphs = max(1, min_paragraphs - 1)
            min_frequency = max(1, min(min_frequency, min_paragraphs + 1))
    return min_frequency, min_paragraphs
