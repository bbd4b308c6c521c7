"""Which number of topics to take, and whether the numbers leave a choice."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from unreports.analysis.topics.scan import Scan

DEFAULT = 8
_TOGETHER = 3  # neighbours that may share the first place


@dataclass(frozen=True)
class Choice:
    """A number of topics, and why.

    Attributes
    ----------
    k : int
        How many topics.
    reason : str
        The rule as it applied: sentences with the numbers.
    outstanding : bool
        Whether this number, with its nearest neighbours, stands out from the others.
    above_chance : bool
        Whether it stands above shuffled text.
    """

    k: int
    reason: str
    outstanding: bool
    above_chance: bool


def choose(scan: Scan) -> Choice:
    """Choose a number of topics from a scan.

    The rule: of the numbers above chance, that with the most stable topics (`stability` in the
    scan's table), provided that all others are less stable by more than two standard errors of the
    difference, neighbours of it apart, of which there may be so many that three numbers in a row
    share the place. Otherwise none stands out, and the one nearest to 8 is taken of those that
    cannot be told from the most stable; where none is above chance, the number nearest to 8.

    Parameters
    ----------
    scan : Scan

    Returns
    -------
    Choice
    """
    scanned = scan.table["k"].tolist()
    above = scan.table[scan.table["above_chance"]]
    numbers = above["k"].tolist()
    if not numbers:
        k = _nearest(scanned)
        words = (
            f"No number of topics from {_span(scanned)} is above chance: shuffled text does as "
            f"well. {k} is shown because a number is needed; its topics are not to be trusted."
        )
        return Choice(k, words, outstanding=False, above_chance=False)
    stability, error = above["stability"].to_numpy(), above["stability_error"].to_numpy()
    best = int(stability.argmax())
    k = numbers[best]
    near = stability[best] - stability <= 2 * np.hypot(error[best], error)
    rivals = [number for number, close in zip(numbers, near, strict=True) if close]
    alone = len(rivals) < len(numbers) and rivals[-1] - rivals[0] < _TOGETHER
    of = f"the {len(numbers)} numbers from {_span(numbers)} that are above chance"
    others = [rival for rival in rivals if rival != k]
    if len(numbers) == 1:
        words = f"{k} is the only number of topics from {_span(scanned)} that is above chance."
        return Choice(k, words, outstanding=False, above_chance=True)
    if not alone:
        taken = _nearest(rivals)
        words = (
            f"No number stands out: of {of}, {k} has the most stable topics "
            f"({stability[best]:.2f}), but {_listed(others)} cannot be told from it. "
            f"{taken} is taken, of these the nearest to the default of {DEFAULT}."
        )
        return Choice(taken, words, outstanding=False, above_chance=True)
    words = f"Of {of}, {k} has the most stable topics ({stability[best]:.2f})"
    words += (
        f"; {_listed(others)} cannot be told from it, all others are less stable."
        if others
        else ", and all others are less stable by more than their noise."
    )
    return Choice(k, words, outstanding=True, above_chance=True)


def _nearest(numbers: list[int]) -> int:
    return min(numbers, key=lambda k: (abs(k - DEFAULT), k))


def _span(numbers: list[int]) -> str:
    return f"{numbers[0]} to {numbers[-1]}"


def _listed(numbers: list[int]) -> str:
    *first, last = map(str, numbers)
    return f"{', '.join(first)} and {last}" if first else last
