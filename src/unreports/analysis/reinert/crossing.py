"""Double classification: what two trees of divisions, of shorter and of longer contexts, agree on.

A class that is found only for one length of context is an accident of where the text was cut. Each
class of the first tree is crossed with each of the second; what they share is a crossed class. Kept
are those which

-   have enough segments;
-   associate their two classes, by the signed χ² (with Yates' correction) of the table of two rows
    and two columns: segments in the one or not, in the other or not; above 3.84, p = 0.05;
-   are for both of their classes the crossed class of highest χ².

A partition is a set of crossed classes with no segment in common. For each number of classes the
best is that of the highest sum of χ². This is rainette's "classical" analysis, the one nearest to
Reinert's articles.

References
----------
Reinert, M. (1990). Alceste, une méthodologie d'analyse des données textuelles. Bulletin de
méthodologie sociologique 26, 24-54.
Barnier, J. rainette, "Algorithms description", double clustering.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Members = NDArray[np.bool_]


class Crossed(NamedTuple):
    """A crossed class: its segments, and how strongly its two classes are associated."""

    members: Members
    chi2: float


class Partition(NamedTuple):
    """The segments of each of some classes, none of them in two, and a sum of χ²."""

    members: tuple[Members, ...]
    chi2: float

    @property
    def k(self) -> int:
        """How many classes there are."""
        return len(self.members)

    @property
    def size(self) -> int:
        """How many segments are in a class."""
        return sum(int(one.sum()) for one in self.members)


def association(both: Floats, first: Floats, second: Floats, total: int) -> Floats:
    """Signed χ² of a class with another, from their sizes and that of what they share.

    With Yates' correction, as R's `chisq.test` has it; negative where they share less than they
    would by chance.

    Examples
    --------
    >>> association(np.array([45.0]), np.array([121.0]), np.array([257.0]), 1213).round(3)
    array([19.563])
    """
    expected = first * second / total
    deviation = both - expected
    shortened = np.maximum(np.abs(deviation) - np.minimum(0.5, np.abs(deviation)), 0.0)
    spread = first * second * (total - first) * (total - second)
    value = np.divide(
        shortened**2 * float(total) ** 3, spread, out=np.zeros_like(expected), where=spread > 0
    )
    return np.asarray(np.where(deviation < 0, -value, value))


def cross(
    first: Members, second: Members, *, min_members: int, min_chi2: float = 3.84
) -> list[Crossed]:
    """Cross the classes of two trees, and keep what the module says.

    Parameters
    ----------
    first, second : array of bool, classes by segments
    min_members : int
        The fewest segments of a crossed class.
    min_chi2 : float
        The association must be above it.
    """
    both = first.astype(float) @ second.T.astype(float)
    sizes = first.sum(axis=1, keepdims=True).astype(float), second.sum(axis=1).astype(float)
    chi2 = association(both, *sizes, first.shape[1])
    chi2[(both < max(min_members, 1)) | (chi2 <= min_chi2)] = -np.inf
    _drop_equal(chi2, first, second)
    real = np.isfinite(chi2)
    of_first = chi2.max(axis=1, keepdims=True, initial=-np.inf)
    best = real & (chi2 == of_first) & (chi2 == chi2.max(axis=0, initial=-np.inf))
    return [Crossed(first[i] & second[j], float(chi2[i, j])) for i, j in np.argwhere(best)]


def _drop_equal(chi2: Floats, first: Members, second: Members) -> None:
    """Of crossed classes of the same segments leave the one of highest χ², the first of equals."""
    seen = set()
    cells = np.argwhere(np.isfinite(chi2)).tolist()
    for i, j in sorted(cells, key=lambda cell: -round(float(chi2[cell[0], cell[1]]), 9)):
        key = np.packbits(first[i] & second[j]).tobytes()
        if key in seen:
            chi2[i, j] = -np.inf
        seen.add(key)


def best_partitions(crossed: Sequence[Crossed]) -> list[Partition]:
    """Give the best partition for each number of classes, from 2 as far as there is one."""
    apart = np.array([[not (a.members & b.members).any() for b in crossed] for a in crossed])
    best: dict[int, tuple[float, int, tuple[int, ...]]] = {}
    for chosen in _sets(apart):
        chi2 = round(sum(crossed[i].chi2 for i in chosen), 9)
        size = int(sum(crossed[i].members.sum() for i in chosen))
        if (chi2, size) > best.get(len(chosen), (0.0, 0))[:2]:
            best[len(chosen)] = chi2, size, chosen
    return [
        Partition(tuple(crossed[i].members for i in chosen), chi2)
        for count, (chi2, _, chosen) in sorted(best.items())
        if count > 1
    ]


def _sets(apart: NDArray[np.bool_], chosen: tuple[int, ...] = ()) -> Iterator[tuple[int, ...]]:
    """All sets, of one or more, of which no two have a segment in common."""
    start = chosen[-1] + 1 if chosen else 0
    for i in range(start, len(apart)):
        if all(apart[i, j] for j in chosen):
            found = (*chosen, i)
            yield found
            yield from _sets(apart, found)
