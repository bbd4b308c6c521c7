"""Reinert's divisions: contexts that share words, parted again and again in two.

One division of a table of presence and absence X (units by terms, n its sum, r and c the sums of
its rows and columns) goes:

1.  The units are put in the order of the first axis of the correspondence analysis of X.
2.  Of the cuts along that order the best is taken: the highest χ² of the table of two rows which
    count, for each term, the units of either side that hold it. With a_j the count of term j on
    one side and A the sum of the a_j::

        χ² = n² / (A (n - A)) × (Σ_j a_j² / c_j - A² / n)

3.  The unit whose change of side raises χ² most is moved, as long as one does.
4.  Each side keeps the terms that at least `min_frequency` of its units hold; a term that goes
    with one side, of contingency coefficient C = sqrt(χ²_j / (χ²_j + c_j)) above `max_contingency`,
    is kept on that side only (χ²_j the term's part of χ²).

Then the largest class is divided in its turn. This is rainette's description, and its result where
step 3 moves one unit at most; rainette's code looks up the second and later units to move in an
order that it has not renewed, so that it may move another. Where the largest class cannot be
divided rainette stops, and here the next largest is.

References
----------
Reinert, M. (1983). Une méthode de classification descendante hiérarchique : application à l'analyse
lexicale par contexte. Les cahiers de l'analyse des données 8(2), 187-198.
Barnier, J. rainette: the Reinert method for textual data clustering, "Algorithms description".
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.linalg import LinearOperator, eigsh

_DENSE = 64  # a side no longer than this has its axes worked out directly
_ZERO = 1e-12  # below this an eigenvalue is rounding
_DIGITS = 10  # χ² that agree so far, relatively, are equal
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Node:
    """A class of the tree: its units, and where it was divided its parts and their χ².

    `rank` numbers the divisions from 1, in the order in which they were made.
    """

    units: Ints
    parent: int = -1
    parts: tuple[int, ...] = ()
    chi2: float = 0.0
    rank: int = 0


def divide(
    matrix: sparse.csr_matrix, leaves: int, *, min_units: int = 5, min_frequency: int = 3,
    max_contingency: float = 0.3,
) -> list[Node]:  # fmt: skip
    """Divide the units until there are so many classes, the largest class first.

    Parameters
    ----------
    matrix : sparse matrix, units by terms
        Presence (1) and absence.
    leaves : int
        How many undivided classes to end with; fewer where no class can be divided.
    min_units : int
        A class of fewer units is not divided; 3 at the least.
    min_frequency, max_contingency
        Which terms a class keeps: see the module. IRaMuTeQ's and rainette's values.

    Returns
    -------
    list of Node
        The first is the root, of all units. Of two parts the larger stands first, of equal ones
        that of the first unit. A unit that holds none of a class' terms is in none of its parts.
    """
    nodes = [Node(np.arange(matrix.shape[0]))]
    waiting: dict[int, Ints] = {0: np.arange(matrix.shape[1])}  # undivided classes, their terms
    while waiting and (len(nodes) + 1) // 2 < leaves:
        index = max(waiting, key=lambda i: (len(nodes[i].units), -i))
        columns = waiting.pop(index)
        if len(nodes[index].units) < max(min_units, 3):
            break
        inside = matrix[nodes[index].units][:, columns]
        filled = np.flatnonzero(np.diff(inside.indptr))
        part = bipartition(inside[filled])
        if part is None:
            continue
        side, chi2 = part
        units = nodes[index].units[filled]
        kept = kept_terms(inside[filled], side, min_frequency, max_contingency)
        pair = [(units[~side], columns[kept[0]]), (units[side], columns[kept[1]])]
        pair.sort(key=lambda one: (-len(one[0]), one[0][0]))
        first = len(nodes)
        rank = (first + 1) // 2
        nodes[index] = Node(nodes[index].units, nodes[index].parent, (first, first + 1), chi2, rank)
        for number, (own, terms) in enumerate(pair, first):
            nodes.append(Node(own, index))
            waiting[number] = terms
    return nodes


def bipartition(matrix: sparse.csr_matrix) -> tuple[NDArray[np.bool_], float] | None:
    """Divide units in two (steps 1 to 3 of the module).

    Returns
    -------
    (array of bool, float) or None
        Which units are on the second side, and χ²; none where all units hold the same terms.

    Examples
    --------
    The example of rainette's tests, a table of 7 units and 5 terms:

    >>> rows = ["11100", "00110", "10000", "11110", "11111", "10000", "11100"]
    >>> side, chi2 = bipartition(sparse.csr_matrix([[int(x) for x in row] for row in rows]))
    >>> np.flatnonzero(side != side[0]).tolist(), round(chi2, 3)
    ([2, 5], 4.843)
    """
    matrix = matrix[:, np.flatnonzero(np.asarray(matrix.sum(axis=0)).ravel())].astype(float)
    if min(matrix.shape) < 2:
        return None
    axis = first_axis(matrix)
    if axis is None:
        return None
    order = np.argsort((axis / np.abs(axis).max()).round(9), kind="stable")
    side = np.ones(len(order), dtype=bool)
    side[order[: best_cut(matrix[order])]] = False
    side = exchange(matrix, side)
    return side, chi_squared(matrix, side)


def first_axis(matrix: sparse.csr_matrix) -> Floats | None:
    """Give the rows' coordinates on the first axis of the correspondence analysis, up to scale.

    None where the table has no axis. Where several axes are first, equally, their plane is met by
    one fixed vector, so that the coordinates are determined. The largest is positive.
    """
    rows = np.asarray(matrix.sum(axis=1)).ravel()
    columns = np.asarray(matrix.sum(axis=0)).ravel()
    a, b = np.sqrt(rows / rows.sum()), np.sqrt(columns / columns.sum())
    scaled = sparse.csr_matrix(
        sparse.diags(1 / np.sqrt(rows)) @ matrix @ sparse.diags(1 / np.sqrt(columns))
    )
    turned = scaled.T.tocsr()

    # Sums and not scalar products: those are the threads' of BLAS, in whatever order they end.
    def across(x: Floats) -> Floats:
        return np.asarray(scaled @ x - a * (b * x).sum())

    def back(y: Floats) -> Floats:
        return np.asarray(turned @ y - b * (a * y).sum())

    start = np.modf(np.arange(1, len(rows) + 1) * 0.618033988749895)[0] - 0.5
    is_wide = len(rows) <= len(columns)
    size = min(matrix.shape)
    if not is_wide:
        start = back(start)
    if size <= _DENSE:
        residual = (scaled.toarray() - np.outer(a, b)) if is_wide else (
            turned.toarray() - np.outer(b, a)
        )  # fmt: skip
        values, vectors = np.linalg.eigh(residual @ residual.T)
        first = vectors[:, values > values[-1] * (1 - 1e-9)]
        value, vector = values[-1], first @ (first.T @ start)
    else:
        gram = (lambda y: across(back(y))) if is_wide else (lambda x: back(across(x)))
        operator = LinearOperator((size, size), matvec=gram, dtype=float)
        values, vectors = eigsh(operator, k=1, v0=start)
        value, vector = values[0], vectors[:, 0]
    if value < _ZERO:
        return None
    placed = (vector if is_wide else across(vector)) / np.sqrt(rows)
    largest = placed[(np.abs(placed) / np.abs(placed).max()).round(9).argmax()]
    return np.asarray(placed * np.sign(largest))


def best_cut(matrix: sparse.csr_matrix) -> int:
    """Give how many of the first rows stand on one side of the cut with the highest χ²."""
    columns = matrix.tocsc()
    columns.sort_indices()
    held = np.diff(columns.indptr)
    # The sum of a² grows by 2 a + 1 with each row that holds the term and has a before it.
    before = np.arange(columns.nnz) - np.repeat(columns.indptr[:-1], held)
    steps = (2.0 * before + 1.0) / np.repeat(held, held)
    grown = np.bincount(columns.indices, weights=steps, minlength=matrix.shape[0])
    squares: Floats = np.cumsum(grown)
    terms = np.cumsum(np.diff(matrix.indptr)).astype(float)
    values = _chi2(squares[:-1], terms[:-1], float(matrix.nnz))
    return _highest(values) + 1


def exchange(matrix: sparse.csr_matrix, side: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Move the unit whose change of side raises χ² most, as long as one does."""
    side = side.copy()
    columns = matrix.tocsc()
    inverse = 1.0 / np.diff(columns.indptr)
    sizes = np.diff(matrix.indptr).astype(float)
    total = float(matrix.nnz)
    own = np.asarray(matrix @ inverse)
    count = np.asarray(matrix.T @ side.astype(float))
    shared = np.asarray(matrix @ (count * inverse))
    while True:
        sign = np.where(side, -1.0, 1.0)  # a unit of the second side would leave it
        squares, size = float((count**2 * inverse).sum()), float(count.sum())
        present = float(_chi2(np.array([squares]), np.array([size]), total)[0])
        moved = _chi2(squares + 2 * sign * shared + own, size + sign * sizes, total)
        best = _highest(moved)
        if moved[best] <= present * (1 + 10.0**-_DIGITS):
            return side
        terms = matrix.indices[matrix.indptr[best] : matrix.indptr[best + 1]]
        count[terms] += sign[best]
        for term in terms:
            rows = columns.indices[columns.indptr[term] : columns.indptr[term + 1]]
            shared[rows] += sign[best] * inverse[term]
        side[best] = not side[best]


def chi_squared(matrix: sparse.csr_matrix, side: NDArray[np.bool_]) -> float:
    """χ² of the table that counts, on either side, the units that hold each term."""
    count = np.asarray(matrix.T @ side.astype(float))
    held = np.asarray(matrix.sum(axis=0)).ravel()
    value = _chi2(np.array([(count**2 / held).sum()]), np.array([count.sum()]), float(matrix.sum()))
    return float(value[0])


def kept_terms(
    matrix: sparse.csr_matrix, side: NDArray[np.bool_], min_frequency: int, max_contingency: float
) -> tuple[Ints, Ints]:
    """Give the columns that the first and the second side keep (step 4 of the module)."""
    second = np.asarray(matrix.T @ side.astype(float))
    held = np.asarray(matrix.sum(axis=0)).ravel()
    observed = np.vstack([held - second, second])
    expected = observed.sum(axis=1, keepdims=True) * held / held.sum()
    deviation = (observed - expected) ** 2
    chi2 = np.divide(deviation, expected, out=np.zeros_like(expected), where=expected > 0).sum(0)
    coefficient = np.sqrt(chi2 / np.maximum(chi2 + held, 1))
    own = (coefficient <= max_contingency) | (observed > expected)
    first, last = (np.flatnonzero(row) for row in own & (observed >= min_frequency))
    return first, last


def _chi2(squares: Floats, size: Floats, total: float) -> Floats:
    """χ² from Σ a² / c, A and n; -1 where a side is empty."""
    other = total - size
    real = (size > 0) & (other > 0)
    scale = total**2 / np.where(real, size * other, 1.0)
    return np.where(real, scale * (squares - size**2 / total), -1.0)


def _highest(values: Floats) -> int:
    """Give the place of the highest value, of equal ones the first."""
    top = max(float(values.max()), _ZERO)
    return int((values / top).round(_DIGITS).argmax())
