"""Correspondence analysis (AFC): which terms and which sections stand apart, on few axes.

A table of terms by sections is read as two clouds of profiles, and the axes along which they differ
most are found. For the table N, n its sum, P = N / n, r and c the sums of its rows and columns:

    S = (P - r c') / sqrt(r c')      standardised residuals; n times the sum of S² is Pearson's χ²
    S = U D V'                       singular value decomposition; eigenvalues λ = D²
    F = U D / sqrt(r)                principal coordinates; of the columns V D / sqrt(c)
    contribution = r F² / λ          share of the point in the axis; they sum to 1 on each side
    cos² = F² / d²                   share of the axis in the point's distance d to the centre

A supplementary column of profile h = column / sum has the coordinates h' U / sqrt(r): it is placed
on the axes and pulls none.

References
----------
Benzécri, J.-P. (1973). L'analyse des données, 2 : L'analyse des correspondances.
Greenacre, M. (2017). Correspondence Analysis in Practice, 3rd edition, appendix A.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from unreports.errors import AnalysisError

_ZERO = 1e-12  # below this an eigenvalue is rounding
Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Correspondence:
    """Points and axes of a correspondence analysis.

    Attributes
    ----------
    points : DataFrame
        point, side ("term", "section", or "document" for a supplementary point), mass, inertia
        (mass times squared distance to the centre), then for each axis axis_1, contribution_1,
        cos2_1, ...; last, references. A supplementary point has no mass, inertia or contribution.
    axes : DataFrame
        axis, eigenvalue (its inertia), share (of the whole inertia), cumulative, null_high (the
        95th percentile of the eigenvalue when the paragraphs are dealt to the sections at random:
        an axis that does not exceed it shows nothing; 0 where it was not worked out).
    inertia : float
        The whole inertia; times the sum of the table, Pearson's chi-squared.
    """

    points: pd.DataFrame
    axes: pd.DataFrame
    inertia: float


def correspondence(
    table: pd.DataFrame, *, supplementary: pd.DataFrame | None = None, axes: int = 5
) -> Correspondence:
    """Analyse a table of counts.

    Parameters
    ----------
    table : DataFrame, terms by sections
        Counts; no row or column is empty.
    supplementary : DataFrame, terms by documents, optional
        Columns to place on the axes found, on the same rows.
    axes : int
        How many to give. One beyond the rank of the table has eigenvalue 0 and all points at 0.

    Returns
    -------
    Correspondence
        The sign of an axis is free: here the section farthest from the centre is on the positive
        side, the first by name among equals.

    Raises
    ------
    AnalysisError
        There are fewer than two terms or sections, or a negative count, or an empty row or column.

    Examples
    --------
    >>> table = pd.DataFrame({"Nord": [8, 2], "Sud": [2, 8]}, index=["forêt", "mer"])
    >>> result = correspondence(table, axes=1)
    >>> result.axes["eigenvalue"].round(2).tolist()  # (8 - 5)² / 5 four times, over 20
    [0.36]
    >>> result.points["axis_1"].round(1).tolist()
    [0.6, -0.6, 0.6, -0.6]
    """
    counts = _checked(table, axes)
    total = counts.sum()
    p = counts / total
    r, c = p.sum(axis=1), p.sum(axis=0)
    u, singular, v = decompose(p, r, c)
    signs = _signs(v * singular / np.sqrt(c)[:, None], list(table.columns))
    u, v = u * signs, v * signs
    eigenvalues = singular**2
    sides = [
        _points(table.index, "term", r, u * singular / np.sqrt(r)[:, None], eigenvalues, axes),
        _points(table.columns, "section", c, v * singular / np.sqrt(c)[:, None], eigenvalues, axes),
    ]
    if supplementary is not None and len(supplementary.columns):
        extra = _checked_extra(supplementary, table)
        profiles = extra / extra.sum(axis=0)
        placed = profiles.T @ (u / np.sqrt(r)[:, None])
        distances = ((profiles - r[:, None]) ** 2 / r[:, None]).sum(axis=0)
        names, none = supplementary.columns, np.zeros(len(extra.T))
        sides.append(_points(names, "document", none, placed, eigenvalues, axes, distances))
    inertia = float(eigenvalues.sum())
    points = pd.concat(sides, ignore_index=True).assign(references="")
    return Correspondence(points, _axes(eigenvalues, axes), inertia)


def _checked(table: pd.DataFrame, axes: int) -> Array:
    counts: Array = table.to_numpy(dtype=float)
    if min(counts.shape, default=0) < 2 or axes < 1:
        raise AnalysisError(
            f"a correspondence analysis needs two terms and two sections and one axis or more, "
            f"not {counts.shape[0]}, {counts.shape[1]} and {axes}",
            remedy="Lower the floors, or widen the corpus.",
        )
    if not np.isfinite(counts).all() or (counts < 0).any():
        raise AnalysisError("a correspondence analysis is of counts: 0 or more, none missing")
    rows, columns = counts.sum(axis=1) == 0, counts.sum(axis=0) == 0
    empty = [*table.index[rows], *table.columns[columns]]
    if empty:
        raise AnalysisError(
            f"nothing is counted for {', '.join(map(str, empty[:5]))}", remedy="Leave that out."
        )
    return counts


def _checked_extra(supplementary: pd.DataFrame, table: pd.DataFrame) -> Array:
    extra: Array = supplementary.reindex(table.index).to_numpy(dtype=float)
    if not np.isfinite(extra).all() or (extra < 0).any() or (extra.sum(axis=0) == 0).any():
        raise AnalysisError(
            "supplementary columns are counts of the same terms, not all of them 0",
            remedy="Leave out the empty ones.",
        )
    return extra


def decompose(p: Array, r: Array, c: Array) -> tuple[Array, Array, Array]:
    """Give U, the diagonal of D, and V of the standardised residuals; what is rounding is 0."""
    u, singular, vt = np.linalg.svd(_residuals(p, r, c), full_matrices=False)
    singular[singular**2 < _ZERO] = 0.0  # the last is 0: rows and columns are centred
    return u, singular, vt.T


def eigenvalues_of(p: Array, r: Array, c: Array) -> Array:
    """Give the squared diagonal of `decompose` alone, the largest first: much less work.

    Examples
    --------
    >>> p = np.array([[8, 2], [2, 8]]) / 20
    >>> eigenvalues_of(p, p.sum(axis=1), p.sum(axis=0)).round(2).tolist()
    [0.36, 0.0]
    """
    residuals = _residuals(p, r, c)
    wide = residuals.shape[0] < residuals.shape[1]
    square = residuals @ residuals.T if wide else residuals.T @ residuals
    values: Array = np.asarray(np.linalg.eigvalsh(square)[::-1], dtype=np.float64)
    return np.asarray(np.where(values < _ZERO, 0.0, values))


def _residuals(p: Array, r: Array, c: Array) -> Array:
    expected = np.outer(r, c)
    residuals: Array = (p - expected) / np.sqrt(expected)
    return residuals


def _signs(coordinates: Array, names: list[str]) -> Array:
    """Give +1 or -1 for each axis: what puts the farthest column on the positive side."""
    order = np.array(sorted(range(len(names)), key=lambda i: str(names[i])))
    ordered = coordinates[order]
    far = np.abs(ordered).round(9).argmax(axis=0)
    return np.where(ordered[far, np.arange(ordered.shape[1])] < 0, -1.0, 1.0)


def _points(
    names: pd.Index[str], side: str, masses: Array, placed: Array, eigenvalues: Array, axes: int,
    distances: Array | None = None,
) -> pd.DataFrame:  # fmt: skip
    squared = placed**2
    d2 = squared.sum(axis=1) if distances is None else distances
    columns = {"point": list(names), "side": side, "mass": masses, "inertia": masses * d2}
    for axis in range(axes):
        real = axis < len(eigenvalues) and eigenvalues[axis] > 0
        own = squared[:, axis] if real else np.zeros(len(names))
        columns[f"axis_{axis + 1}"] = placed[:, axis] if real else own
        columns[f"contribution_{axis + 1}"] = masses * own / (eigenvalues[axis] if real else 1.0)
        columns[f"cos2_{axis + 1}"] = own / np.where(d2 > _ZERO, d2, 1.0)
    return pd.DataFrame(columns)


def _axes(eigenvalues: Array, axes: int) -> pd.DataFrame:
    padded = np.zeros(axes)
    padded[: min(axes, len(eigenvalues))] = eigenvalues[:axes]
    share = padded / (eigenvalues.sum() or 1.0)
    return pd.DataFrame(
        {
            "axis": np.arange(1, axes + 1),
            "eigenvalue": padded,
            "share": share,
            "cumulative": share.cumsum(),
            "null_high": 0.0,
        }
    )
