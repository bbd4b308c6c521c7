"""Hierarchical clusters of profiles, how many there are, and how alike two clusterings are.

References
----------
Hennig, C. (2007). Cluster-wise assessment of cluster stability. Computational Statistics & Data
Analysis 52(1), 258-271 (`clusterboot` in the R package fpc).
Orlóci, L. (1967). An agglomerative method for classification of plant communities. Journal of
Ecology 55(1), 193-206 (the chord distance).
Rousseeuw, P. J. (1987). Silhouettes. Journal of Computational and Applied Mathematics 20, 53-65.
Ward, J. H. (1963). Hierarchical grouping to optimize an objective function. JASA 58, 236-244.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.cluster import hierarchy
from scipy.spatial.distance import squareform

STABLE, DISSOLVED, DOUBTFUL = 0.75, 0.5, 0.6  # Hennig (2007) and the manual of clusterboot
_MOST_CLUSTERS = 10
Array = NDArray[np.float64]
Labels = NDArray[np.int64]


def chord(profiles: Array) -> Array:
    """Give the chord distance between each two rows, none of them all 0.

    Examples
    --------
    >>> chord(np.array([[1.0, 0.0], [2.0, 0.0], [0.0, 5.0]])).round(3)[0].tolist()
    [0.0, 0.0, 1.414]
    """
    unit = profiles / np.linalg.norm(profiles, axis=1, keepdims=True)
    found: Array = np.sqrt(np.clip(2 - 2 * unit @ unit.T, 0, None)).round(12)
    np.fill_diagonal(found, 0.0)
    return found


def ward(distances: Array, *, ordered: bool = False) -> Array:
    """Join the two most similar clusters until one is left, by Ward's method.

    Parameters
    ----------
    distances : array
        Euclidean, such as `chord`.
    ordered : bool
        Put leaves that are alike side by side, for drawing.

    Returns
    -------
    array
        The linkage, as scipy writes it.
    """
    condensed = squareform(distances, checks=False)
    tree: Array = hierarchy.linkage(condensed, method="ward", optimal_ordering=ordered)
    return tree


def cut(tree: Array, clusters: int) -> Labels:
    """Undo the last merges: so many clusters, numbered from 0, at equal heights too.

    Examples
    --------
    >>> cut(ward(chord(np.array([[1.0, 0.0], [2.0, 0.0], [0.0, 5.0]]))), 2).tolist()
    [0, 0, 1]
    """
    # By the order of the merges, for heights may be equal; cut_tree takes ten times as long.
    merges = np.arange(len(tree), dtype=float)
    kept = hierarchy.fcluster(tree, len(tree) - clusters, criterion="monocrit", monocrit=merges)
    _, first, labels = np.unique(kept, return_index=True, return_inverse=True)
    numbers: Labels = first.argsort().argsort()[labels]
    return numbers


def best_number(tree: Array, distances: Array) -> int:
    """Give the number of clusters, 2 to 10, with the highest mean silhouette."""
    most = min(_MOST_CLUSTERS, len(distances) - 1)
    scores = {k: silhouette(distances, cut(tree, k)) for k in range(2, most + 1)}
    return max(scores, key=lambda k: (round(scores[k], 9), -k))


def silhouette(distances: Array, labels: Labels) -> float:
    """Give the mean silhouette of a clustering; a cluster of one has silhouette 0 (Rousseeuw).

    s = (b - a) / max(a, b), a the mean distance to the others of the cluster, b the mean distance
    to the nearest other cluster.

    Examples
    --------
    >>> silhouette(np.array([[0, 1.0, 4], [1, 0, 4], [4, 4, 0]]), np.array([1, 1, 2]))
    0.5
    """
    member = (labels[:, None] == np.unique(labels)[None]).astype(float)
    sizes = member.sum(axis=0)
    own = member.argmax(axis=1)
    sums = distances @ member
    rows = np.arange(len(labels))
    a = sums[rows, own] / np.maximum(sizes[own] - 1, 1)
    means = sums / sizes
    means[rows, own] = np.inf
    b = means.min(axis=1)
    widest = np.maximum(a, b)
    score = np.where((sizes[own] > 1) & (widest > 0), (b - a) / np.where(widest > 0, widest, 1), 0)
    return float(score.mean())


def jaccard(labels: Labels, again: Labels, clusters: int) -> Array:
    """Compare each of the clusters 0, 1, ... with the most similar one of another clustering.

    Examples
    --------
    >>> jaccard(np.array([0, 0, 0, 1]), np.array([5, 5, 7, 7]), 2).round(3).tolist()
    [0.667, 0.5]
    """
    old = (labels[None] == np.arange(clusters)[:, None]).astype(float)
    new = (again[None] == np.unique(again)[:, None]).astype(float)
    both = old @ new.T
    union = old.sum(axis=1)[:, None] + new.sum(axis=1)[None] - both
    best: Array = (both / np.maximum(union, 1)).max(axis=1, initial=0.0)
    return best


def verdict(stability: float) -> str:
    """Say what Hennig advises to make of a cluster.

    Examples
    --------
    >>> [verdict(one) for one in (0.9, 0.7, 0.5)]
    ['stable', 'a pattern, members in doubt', 'not to be trusted']
    """
    if stability > STABLE:
        return "stable"
    return "a pattern, members in doubt" if stability >= DOUBTFUL else "not to be trusted"
