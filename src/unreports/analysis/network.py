"""A network of collocations: which pairs are kept, and where its terms are drawn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components, shortest_path

from unreports.errors import AnalysisError

_ROUNDS = 300  # of stress majorisation: beyond, nothing moves that an eye could see
_SHAPE = 1.5  # width of the drawing to its height
_GAP = np.array([2.4, 0.7])  # between components, in lengths of an edge: labels need width


@dataclass(frozen=True, eq=False)
class Network:
    """Terms and the collocations between them.

    Attributes
    ----------
    nodes : DataFrame
        term, frequency, degree, component (from 0, the largest first), x, y (an edge is about 1
        long).
    edges : DataFrame
        The rows of `collocation.collocations` that were kept.
    rule : str
        Which these are, in words.
    """

    nodes: pd.DataFrame
    edges: pd.DataFrame
    rule: str


def network(
    collocations: pd.DataFrame,
    *,
    min_log_dice: float = 11.0,
    min_g2: float = 10.83,
    min_paragraphs: int = 3,
    most: int = 80,
    min_group: int = 3,
) -> Network:
    """Make a network of the strongest collocations.

    Parameters
    ----------
    collocations : DataFrame
        Of `collocation.collocations`.
    min_log_dice, min_g2, min_paragraphs
        Leave out weaker pairs, less sure ones, and those in fewer paragraphs.
    most : int
        Of what is left, keep so many pairs at most: those of highest G2.
    min_group : int
        Then leave out groups of fewer terms, such as pairs that stand alone.

    Returns
    -------
    Network
        The same for the same pairs, whatever their order: each component is laid out by stress
        majorisation over the numbers of steps between its terms, from their principal coordinates
        (Gansner, E. R., Koren, Y. and North, S. (2005). Graph drawing by stress majorization. GD
        2004, 239-250), and components stand side by side, the largest first.

    Raises
    ------
    AnalysisError
        No pair is left.
    """
    table = collocations[
        (collocations["log_dice"] >= min_log_dice)
        & (collocations["g2"] >= min_g2)
        & (collocations["paragraphs"] >= min_paragraphs)
    ].sort_values(["g2", "node", "collocate"], ascending=[False, True, True])
    rule = (
        f"logDice of {min_log_dice:g} or more, G2 of {min_g2:g} or more, in {min_paragraphs} "
        f"paragraphs or more"
    )
    if table.empty:
        raise AnalysisError(f"no collocation has {rule}", remedy="Lower one of these.")
    if len(table) > most:
        rule += f"; of {len(table)} such pairs the {most} of highest G2"
        table = table.head(most)
    nodes = _nodes(table)
    size = nodes.groupby("component")["term"].transform("size")
    small = set(nodes["term"][size < min_group])
    if len(small) == len(nodes):
        raise AnalysisError(
            f"no {min_group} terms are linked by {rule}", remedy="Lower min_group or the floors."
        )
    if small:
        table = table[~table["node"].isin(small)]
        rule += f"; groups of fewer than {min_group} terms are left out"
        nodes = _nodes(table)
    return Network(nodes, table.reset_index(drop=True), rule)


def _nodes(edges: pd.DataFrame) -> pd.DataFrame:
    frequency = dict(zip(edges["node"], edges["node_frequency"], strict=True))
    frequency |= dict(zip(edges["collocate"], edges["collocate_frequency"], strict=True))
    terms = sorted(frequency)
    place = {term: number for number, term in enumerate(terms)}
    pairs = edges["node"].map(place).to_numpy(), edges["collocate"].map(place).to_numpy()
    graph = csr_matrix((np.ones(len(edges)), pairs), shape=(len(terms), len(terms)))
    count, label = connected_components(graph, directed=False)
    steps = shortest_path(graph, directed=False, unweighted=True)
    members = [np.flatnonzero(label == number) for number in range(count)]
    members.sort(key=lambda own: (-len(own), terms[own[0]]))
    places = _packed([_layout(steps[np.ix_(own, own)]) for own in members])
    nodes = pd.DataFrame({"term": terms, "frequency": [int(frequency[t]) for t in terms]})
    nodes["degree"] = np.bincount(np.concatenate(pairs), minlength=len(terms))
    for number, (own, xy) in enumerate(zip(members, places, strict=True)):
        nodes.loc[own, "component"] = number
        nodes.loc[own, ["x", "y"]] = xy
    return nodes.astype({"component": int})


def _layout(steps: NDArray[np.float64]) -> NDArray[np.float64]:
    """Places in a plane whose distances come near the numbers of steps."""
    count = len(steps)
    if count == 2:
        return np.array([[0.0, 0.0], [0.0, 1.0]])
    places = _principal(steps)
    weight = 1 / np.where(steps > 0, steps, 1.0) ** 2
    np.fill_diagonal(weight, 0.0)
    laplacian = np.diag(weight.sum(axis=1)) - weight
    inverse = np.linalg.pinv(laplacian)
    for _ in range(_ROUNDS):
        apart = np.linalg.norm(places[:, None] - places[None], axis=2)
        pull = -weight * steps / np.maximum(apart, 1e-9)
        np.fill_diagonal(pull, 0.0)
        np.fill_diagonal(pull, -pull.sum(axis=1))
        places = inverse @ (pull @ places)
    # Upright, so that labels at the right of the points lie beside the lines, not upon them.
    places = places - places.mean(axis=0)
    _, _, axes = np.linalg.svd(places, full_matrices=False)
    turned = places @ axes[::-1].T
    turn = np.sign(turned[np.abs(turned).argmax(axis=0), [0, 1]])
    return np.asarray(turned * np.where(turn == 0, 1.0, turn))


def _principal(steps: NDArray[np.float64]) -> NDArray[np.float64]:
    """Principal coordinates; a little apart in a fixed way where terms would coincide."""
    count = len(steps)
    centre = np.eye(count) - 1 / count
    values, vectors = np.linalg.eigh(-centre @ steps**2 @ centre / 2)
    axes = vectors[:, -1:-3:-1] * np.sqrt(np.maximum(values[-1:-3:-1], 1e-6))
    turn = np.sign(axes[np.abs(axes).argmax(axis=0), [0, 1]])
    angle = 2 * np.pi * np.arange(count) / count
    return np.asarray(axes * turn + 0.05 * np.column_stack([np.cos(angle), np.sin(angle)]))


def _packed(layouts: list[NDArray[np.float64]]) -> list[NDArray[np.float64]]:
    """Components in rows, from the top left, on a sheet of the shape of a page."""
    boxes = [(xy - xy.min(axis=0), np.ptp(xy, axis=0) + _GAP) for xy in layouts]
    area = sum(float(size.prod()) for _, size in boxes)
    width = max(float(np.sqrt(area * _SHAPE)), *(float(size[0]) for _, size in boxes), 0.0)
    placed, x, y, height = [], 0.0, 0.0, 0.0
    for xy, size in boxes:
        if x > 0 and x + size[0] > width + 1e-9:
            x, y, height = 0.0, y - height, 0.0
        placed.append(xy + np.array([x, y - size[1]]))
        x, height = x + float(size[0]), max(height, float(size[1]))
    return placed
