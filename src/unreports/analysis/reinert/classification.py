"""Classes of text segments by their vocabulary: simple and double classification."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from scipy import sparse

from unreports.analysis.reinert import profiles
from unreports.analysis.reinert.crossing import Members, Partition, best_partitions, cross
from unreports.analysis.reinert.division import Node, divide
from unreports.analysis.reinert.segments import Segments, merge
from unreports.analysis.reinert.tree import COLUMNS, leaf_order, terminal, tree_table
from unreports.errors import AnalysisError

_LEAVES = 10  # undivided classes of a tree, IRaMuTeQ's default
_MOST = 3  # parts made for each class asked for: some are too small for a class
_SMALLEST = 2
_CLASSIFIED = 0.75
_LEVELS = ["k", "chi2", "segments", "share", "chosen"]


@dataclass(frozen=True, eq=False)
class Classification:
    """Classes of segments, as tables.

    Attributes
    ----------
    classes : DataFrame
        class (from 1), segments, share (of the classified ones), label (the most typical terms).
    terms : DataFrame
        class, term, chi2 (signed), p, segments (of the class, with the term), total, share
        (segments / total), rank (from 1 in each class).
    segments : DataFrame
        symbol, paragraph, segment, class (0: not classified), score (sum of the χ² of its terms),
        reference, section, text.
    paragraphs : DataFrame
        symbol, paragraph, class (that most of its segments are in; 0: none), segments, total,
        share, reference.
    variables : DataFrame
        variable ("document", "section"), value, class, chi2, p, segments, total, share.
    tree : DataFrame
        node, parent, class, segments, chi2, height (see `tree.tree_table`). Empty of a double
        classification, and of one class.
    levels : DataFrame
        What could be chosen: k, chi2 (sum over the divisions, or over the associations of a double
        classification), segments (classified), share, chosen.
    min_members : int
        The fewest segments that a class may have.
    reason : str
        Why there are fewer classes than was asked for, or one; "" otherwise.
    """

    classes: pd.DataFrame
    terms: pd.DataFrame
    segments: pd.DataFrame = field(repr=False)
    paragraphs: pd.DataFrame = field(repr=False)
    variables: pd.DataFrame = field(repr=False)
    tree: pd.DataFrame
    levels: pd.DataFrame
    min_members: int
    reason: str = ""

    @property
    def k(self) -> int:
        """How many classes there are."""
        return len(self.classes)

    @property
    def unclassified(self) -> int:
        """How many segments are in no class."""
        return int((self.segments["class"] == 0).sum())

    def typical_segments(self, number: int, n: int = 3) -> pd.DataFrame:
        """Give the `n` segments of a class with the highest score, the highest first."""
        rows = self.segments[self.segments["class"] == number]
        return rows.sort_values("score", ascending=False, kind="stable").head(n)


def classify(
    segments: Segments, *, k: int | None = None, min_terms: int = 10,
    min_members: int | None = None,
) -> Classification:  # fmt: skip
    """Classify segments by Reinert's descending hierarchical classification.

    Parameters
    ----------
    segments : Segments
    k : int, optional
        How many classes. By default, of ten parts at most, as many classes as take three quarters
        of the segments; where no number does, the one that takes most.
    min_terms : int
        Neighbouring segments of one section are classified together until they have so many terms.
    min_members : int, optional
        The fewest segments of a class: by default a twentieth of all.

    Returns
    -------
    Classification
        Classes in the order of the tree, of two parts the larger first. One class, with a reason,
        where nothing can be parted.

    Raises
    ------
    AnalysisError
        There is no term, or all segments hold the same; or k is below 1.

    Notes
    -----
    See `division` for the divisions [1]_. A class is a node of the tree that has `min_members`
    segments and below which no node has, as IRaMuTeQ means to choose them [2]_; the segments of no
    such node are not classified.

    References
    ----------
    .. [1] Reinert, M. (1983). Une méthode de classification descendante hiérarchique. Les cahiers
       de l'analyse des données 8(2), 187-198.
    .. [2] Ratinaud, P. IRaMuTeQ, CHD.R, `find.terminales`.
    """
    total = _checked(segments, k)
    floor = _floor(total, k, min_members)
    nodes, members = _divided(segments, min_terms, max(_LEAVES, _MOST * (k or 1)))
    sizes = [int(member.sum()) for member in members]
    found: list[Partition] = []
    orders: dict[int, list[int]] = {}
    for step in range(3, len(nodes) + 1, 2):
        order = leaf_order(nodes, terminal(nodes[:step], sizes, floor))
        if len(order) > max(1, len(found[-1].members) if found else 1):
            orders[len(order)] = order
            chi2 = float(tree_table(nodes, order, sizes)["chi2"].sum())
            found.append(Partition(tuple(members[i] for i in order), chi2))
        if len(order) == k:
            break
    chosen = _choice(found, total, k)
    tree = tree_table(nodes, orders[chosen.k], sizes) if chosen else None
    return _assembled(segments, found, chosen, k, floor, tree)


def classify_double(
    segments: Segments, *, k: int | None = None, min_terms: tuple[int, int] = (10, 15),
    min_members: int | None = None,
) -> Classification:  # fmt: skip
    """Classify segments twice, in shorter and in longer contexts, and keep what both find.

    Parameters
    ----------
    segments : Segments
    k : int, optional
        How many classes, ten at most. By default as in `classify`.
    min_terms : (int, int)
        How many terms a context has at least, in the one and in the other.
    min_members : int, optional
        The fewest segments of a class: by default a twentieth of all, as in IRaMuTeQ.

    Returns
    -------
    Classification
        Classes by size. Segments that the two classifications put differently are in none.

    Raises
    ------
    AnalysisError
        There is no term, or all segments hold the same; or k is below 1.

    Notes
    -----
    See `crossing`.
    """
    total = _checked(segments, k)
    floor = _floor(total, k, min_members)
    first, second = (
        np.array(_divided(segments, size, _LEAVES)[1][1:], dtype=bool).reshape(-1, total)
        for size in min_terms
    )
    found = [
        one._replace(members=tuple(sorted(one.members, key=lambda m: (-m.sum(), m.argmax()))))
        for one in best_partitions(cross(first, second, min_members=floor))
    ]
    return _assembled(segments, found, _choice(found, total, k), k, floor, None)


def _checked(segments: Segments, k: int | None) -> int:
    """Give the number of segments."""
    total = int(segments.matrix.shape[0])
    if k is not None and k < 1:
        raise AnalysisError(f"there is at least 1 class, not {k}", where="classes")
    if not segments.matrix.nnz:
        raise AnalysisError(
            f"none of the {total} segments holds a term", where="classes",
            remedy="Lower min_segments, or add documents.",
        )  # fmt: skip
    held = np.asarray(segments.matrix.sum(axis=0)).ravel()
    if total > 1 and np.isin(held, (0, total)).all():
        raise AnalysisError(
            f"all {total} segments hold the same terms, and nothing tells them apart",
            where="classes", remedy="Look for paragraphs that repeat, or add documents.",
        )  # fmt: skip
    return total


def _floor(total: int, k: int | None, given: int | None) -> int:
    return given or max(_SMALLEST, round(total / (2 * max(_LEAVES, k or 1))))


def _divided(segments: Segments, min_terms: int, leaves: int) -> tuple[list[Node], list[Members]]:
    """Divide contexts of a size; give the nodes, and which segments each holds."""
    table = segments.table
    sources = list(zip(table["symbol"], table["section"].fillna(""), strict=True))
    units = merge(np.diff(segments.matrix.indptr), sources, min_terms)
    shape = (int(units.max()) + 1, len(units))
    gathered = sparse.csr_matrix((np.ones(len(units)), (units, np.arange(len(units)))), shape)
    matrix = sparse.csr_matrix(gathered @ segments.matrix)
    matrix.data[:] = 1.0
    matrix.sort_indices()
    nodes = divide(matrix, leaves)
    return nodes, [np.isin(units, node.units) for node in nodes]


def _choice(found: Sequence[Partition], total: int, k: int | None) -> Partition | None:
    if k is not None:
        return max((one for one in found if one.k <= k), default=None, key=lambda one: one.k)
    enough = [one for one in found if one.size >= _CLASSIFIED * total]
    return enough[-1] if enough else max(found, default=None, key=lambda one: one.size)


def _assembled(
    segments: Segments, found: Sequence[Partition], chosen: Partition | None, k: int | None,
    floor: int, tree: pd.DataFrame | None,
) -> Classification:  # fmt: skip
    total = int(segments.matrix.shape[0])
    labels = np.zeros(total, dtype=np.int64)
    for number, member in enumerate(chosen.members if chosen else [np.ones(total, dtype=bool)], 1):
        labels[member] = number
    count = int(labels.max())
    terms = profiles.term_table(segments, labels, count)
    own = profiles.segment_table(segments, labels, terms)
    levels = [(p.k, p.chi2, p.size, p.size / total, p is chosen) for p in found]
    return Classification(
        classes=profiles.class_table(labels, terms, count),
        terms=terms,
        segments=own,
        paragraphs=profiles.paragraph_table(own),
        variables=profiles.variable_table(segments, labels, count),
        tree=pd.DataFrame(columns=list(COLUMNS)) if tree is None else tree,
        levels=pd.DataFrame(levels, columns=_LEVELS),
        min_members=floor,
        reason=_reason(count, k, floor),
    )


def _reason(count: int, k: int | None, floor: int) -> str:
    """Say why there are fewer classes than was asked for, where there are."""
    if count >= (k or 2):
        return ""
    what = "one class" if count == 1 else f"{count} classes"
    return f"{what}: no division gives more that have at least {floor} segments each"
