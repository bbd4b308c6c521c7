"""From a tree of divisions to classes: nodes large enough, and the tree that joins them."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from unreports.analysis.reinert.division import Node

COLUMNS = ("node", "parent", "class", "segments", "chi2", "height")


def terminal(nodes: Sequence[Node], sizes: Sequence[int], floor: int) -> list[int]:
    """Give the nodes that are large enough and have none below them that is.

    Parameters
    ----------
    nodes : sequence of Node
        As `division.divide` gives them, or as many of the first as some divisions made.
    sizes : sequence of int
        Segments of each node.
    floor : int
        The fewest segments of a class.
    """
    holds = [False] * len(nodes)  # whether a node below is large enough
    for index in reversed(range(1, len(nodes))):
        if holds[index] or sizes[index] >= floor:
            holds[nodes[index].parent] = True
    return [i for i in range(len(nodes)) if sizes[i] >= floor and not holds[i]]


def leaf_order(nodes: Sequence[Node], chosen: Sequence[int], index: int = 0) -> list[int]:
    """Put the nodes that are classes in the order of the tree."""
    if index in chosen:
        return [index]
    return [leaf for part in nodes[index].parts for leaf in leaf_order(nodes, chosen, part)]


def tree_table(nodes: Sequence[Node], chosen: Sequence[int], sizes: Sequence[int]) -> pd.DataFrame:
    """Give the tree of the classes; divisions that only shed segments are left out of it.

    Parameters
    ----------
    nodes, sizes
        As in `terminal`.
    chosen : sequence of int
        The nodes that are classes, in the order of their numbers.

    Returns
    -------
    DataFrame
        node (0 is the root), parent (-1 of the root), class (0 where divided), segments (of the
        classes below), chi2 (of the division), height (as rainette draws it: the χ² of this
        division and of all later ones).
    """
    rows: list[tuple[int, int, int, int, float]] = []
    ranks: list[int] = []

    def add(index: int, parent: int) -> None:
        leaves = leaf_order(nodes, chosen, index)
        parts = [part for part in nodes[index].parts if leaf_order(nodes, chosen, part)]
        if len(leaves) > 1 and len(parts) == 1:
            add(parts[0], parent)
            return
        divided, number = len(leaves) > 1, len(rows)
        place = 0 if divided else list(chosen).index(leaves[0]) + 1
        count = sum(sizes[leaf] for leaf in leaves)
        rows.append((number, parent, place, count, nodes[index].chi2 if divided else 0.0))
        ranks.append(nodes[index].rank if divided else 0)
        for part in parts if divided else ():
            add(part, number)

    add(0, -1)
    heights = [
        sum(row[4] for row, own in zip(rows, ranks, strict=True) if own >= rank > 0)
        for rank in ranks
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS[:-1])).assign(height=heights)
