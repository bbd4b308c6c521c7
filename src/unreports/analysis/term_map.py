"""Correspondence analysis of the terms of a corpus by its sections, and what a map shows of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from unreports.analysis.contingency import Contingency
from unreports.analysis.correspondence import Correspondence, correspondence, eigenvalues_of
from unreports.analysis.parts import cite_together
from unreports.errors import AnalysisError


def correspondence_of_terms(
    contingency: Contingency, *, axes: int = 5, n_resamples: int = 200, seed: int = 0
) -> Correspondence:
    """Analyse the terms of a corpus by its sections, with its documents as supplementary points.

    Parameters
    ----------
    contingency : Contingency
        `contingency.cross` of a count.
    axes : int
        As for `correspondence`; no more than the table can have.
    n_resamples, seed : int
        How many times the paragraphs are dealt to the sections at random for `null_high`; the
        seed of that.

    Returns
    -------
    Correspondence
        A term's `references` are the paragraphs that hold it.

    Raises
    ------
    AnalysisError
        There are fewer than three sections or terms: a map has two axes.
    """
    if len(contingency.parts) < 3 or len(contingency.terms) < 3:
        raise AnalysisError(
            f"a map of two axes needs three sections and three terms, not {len(contingency.parts)} "
            f"and {len(contingency.terms)}",
            remedy="Lower the floors, or widen the corpus.",
        )
    axes = min(axes, len(contingency.parts) - 1, len(contingency.terms) - 1)
    documents = contingency.by_document()
    # One document is the centre itself; documents that are the parts are placed already.
    apart = len(documents.columns) > 1 and set(documents.columns) != set(contingency.parts)
    placed = [name for name in documents.columns if apart and documents[name].sum() > 0]
    found = correspondence(contingency.table, supplementary=documents[placed], axes=axes)
    null = _null(contingency, axes, n_resamples, seed)
    cited = dict(zip(contingency.terms, contingency.references, strict=True))
    own = [
        cite_together(cited[point]) if side == "term" else ""
        for point, side in zip(found.points["point"], found.points["side"], strict=True)
    ]
    return replace(
        found,
        points=found.points.assign(references=own),
        axes=found.axes.assign(null_high=null),
    )


@dataclass(frozen=True, eq=False)
class MapPoints:
    """The points that a map can show, the rule that chose them, and how many it left out.

    Attributes
    ----------
    points : DataFrame
        Rows of `Correspondence.points`: terms, sections, documents, each the weightiest first.
    rule : str
        In words.
    left_out : int
        Terms not shown.
    """

    points: pd.DataFrame
    rule: str
    left_out: int


def choose_points(
    result: Correspondence, *, plane: tuple[int, int] = (1, 2), terms: int = 40,
    min_cos2: float = 0.3,
) -> MapPoints:  # fmt: skip
    """Choose what a map of two axes shows: all sections and documents, and the terms that make it.

    Parameters
    ----------
    result : Correspondence
    plane : tuple of int
        The axes.
    terms : int
        At most so many, those with the highest contribution to the plane (the contributions to
        both axes, each weighted by the axis' eigenvalue).
    min_cos2 : float
        Least share of the plane in the term's distance to the centre.

    Raises
    ------
    AnalysisError
        The analysis has no such axes.
    """
    if any(f"axis_{axis}" not in result.points for axis in plane) or len(set(plane)) != 2:
        raise AnalysisError(
            f"there is no plane of the axes {plane}", remedy=f"There are {len(result.axes)} axes."
        )
    one, two = plane
    values = [float(result.axes["eigenvalue"].iloc[axis - 1]) for axis in plane]
    points = result.points.assign(
        weight=lambda rows: (
            rows[f"contribution_{one}"] * values[0] + rows[f"contribution_{two}"] * values[1]
        ) / (sum(values) or 1.0)
    ).sort_values(["weight", "point"], ascending=[False, True])  # fmt: skip
    own = points[points["side"] == "term"]
    quality = own[f"cos2_{one}"] + own[f"cos2_{two}"]
    chosen = own[(own["weight"] > 1 / len(own)) & (quality >= min_cos2)].head(terms)
    rule = (
        f"the {len(chosen)} terms with the highest contributions to the plane, above the mean "
        f"(1/{len(own)}) and with cos² of {min_cos2:g} or more"
    )
    rest = points[points["side"] != "term"]
    shown = pd.concat([chosen, rest], ignore_index=True).drop(columns="weight")
    return MapPoints(shown, rule, len(own) - len(chosen))


def _null(contingency: Contingency, axes: int, n_resamples: int, seed: int) -> NDArray[np.float64]:
    """95th percentile of each eigenvalue over random deals of the paragraphs to the sections."""
    rng = np.random.default_rng(seed)
    drawn = np.zeros((n_resamples, axes))
    for draw in drawn:
        counts = contingency.dealt(rng)
        counts = counts[counts.sum(axis=1) > 0][:, counts.sum(axis=0) > 0]
        p = counts / counts.sum()
        values = eigenvalues_of(p, p.sum(axis=1), p.sum(axis=0))[:axes]
        draw[: len(values)] = values
    return np.percentile(drawn, 95, axis=0) if n_resamples else np.zeros(axes)
