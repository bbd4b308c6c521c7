"""Terms and themes mentioned by the same sections, in clusters, and how stable each cluster is.

For each part, the share of its paragraphs that hold a term. A term is thus a row of shares, its
profile over the parts; two terms are alike when the same parts speak of both, however often:

    distance(x, y) = sqrt(2 - 2 cos(x, y))      the chord distance, 0 to sqrt(2)

It is Euclidean, as Ward's method asks. The number of clusters is the one of highest mean silhouette
unless it is given.

A cluster may owe its existence to a paragraph or two. So the paragraphs are drawn again, with
replacement, from the whole corpus, everything is done again with as many clusters, and each cluster
C is compared with the one most like it:

    J(C) = max over D of |C ∩ D| / |C ∪ D|       C without the terms that the draw has lost

The mean of J is the cluster's stability. Hennig's advice: above 0.75 it is stable, between 0.6 and
0.75 it points at a pattern whose members are in doubt, below 0.6 it should not be trusted, and at
0.5 or below it has dissolved.

The formulas and their sources are in `clustering`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from scipy.cluster import hierarchy

from unreports import language
from unreports.analysis.clustering import (
    DISSOLVED,
    STABLE,
    best_number,
    chord,
    cut,
    jaccard,
    silhouette,
    verdict,
    ward,
)  # fmt: skip
from unreports.analysis.contingency import Contingency
from unreports.analysis.frequency import TermCounts
from unreports.analysis.parts import cite_together
from unreports.analysis.resampling import resample
from unreports.errors import AnalysisError
from unreports.language.themes import themes, themes_of

if TYPE_CHECKING:
    from unreports.corpus import Corpus

_FEWEST = 3  # parts
Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class CoMention:
    """Which terms the same parts mention.

    Attributes
    ----------
    cells : DataFrame
        term, part, paragraphs (of the part that hold the term), share (of the part's), cluster,
        references; terms and parts in the order of their trees.
    clusters : DataFrame
        cluster (numbered along the tree), size, terms, stability (mean J), recovered (share of the
        resamples with J above 0.75), dissolved (share with J of 0.5 or below), verdict.
    pairs : DataFrame
        term, other, parts and paragraphs that hold both, similarity (cosine), references; the most
        alike first. Pairs that no paragraph holds are left out.
    tree : array
        The linkage of the terms, as scipy writes it, of `terms`.
    terms : tuple of str
        What the tree joins, in alphabetical order.
    silhouette : float
        Mean over the terms, -1 to 1.
    """

    cells: pd.DataFrame
    clusters: pd.DataFrame
    pairs: pd.DataFrame
    tree: Array
    terms: tuple[str, ...]
    silhouette: float


def count_themes(corpus: Corpus) -> TermCounts:
    """Count the themes of each paragraph as if they were terms: 1 for each that it speaks of.

    A paragraph speaks of a theme when it has one of its own words (`language.themes`).

    Raises
    ------
    AnalysisError
        No paragraph speaks of a theme.
    """
    body = corpus.body
    names = sorted(themes())
    place = {theme: number for number, theme in enumerate(names)}
    texts = zip(body["text"], body["language"], strict=True)
    found = [[t.theme for t in themes_of(text, code) if t.score >= 1] for text, code in texts]
    if not any(found):
        raise AnalysisError("the corpus holds no theme", remedy="Widen the filter.")
    matrix = sparse.lil_matrix((len(body), len(names)), dtype=np.int64)
    for row, own in enumerate(found):
        for theme in own:
            matrix[row, place[theme]] = 1
    words = [
        language.count_tokens(text, code)
        for text, code in zip(body["text"], body["language"], strict=True)
    ]
    return TermCounts(
        matrix=matrix.tocsr(),
        terms=tuple(names),
        paragraphs=body,
        words=np.array(words, dtype=np.int64),
        sections=corpus.sections,
        corpus=corpus,
    )


def co_mention(
    contingency: Contingency, *, terms: int = 40, clusters: int | None = None,
    n_resamples: int = 200, seed: int = 0,
) -> CoMention:  # fmt: skip
    """Cluster terms by the parts that mention them.

    Parameters
    ----------
    contingency : Contingency
        `contingency.cross` of a count of terms or of themes (`count_themes`).
    terms : int
        At most so many, those in most paragraphs.
    clusters : int, optional
        How many; by default, of 2 to 10 the number with the highest mean silhouette.
    n_resamples, seed : int
        Of the bootstrap over paragraphs.

    Raises
    ------
    AnalysisError
        Fewer than three terms or parts, or a number of clusters that they do not permit. Over two
        parts a term is in one, the other or both, and every draw finds that again.
    """
    if len(contingency.parts) < _FEWEST:
        raise AnalysisError(
            f"over {len(contingency.parts)} parts no cluster of terms means anything, "
            f"{_FEWEST} are needed",
            remedy="Lower the words that a part must have, or widen the corpus.",
        )
    names, held = _most_held(contingency, terms)
    if len(names) < 3 or not 2 <= (clusters or 2) < len(names) or n_resamples < 1:
        raise AnalysisError(
            f"{len(names)} terms cannot be put into {clusters or 'several'} clusters, "
            f"{n_resamples} times",
            remedy="Take three terms or more, two clusters or more but fewer than terms, and one "
            "resample or more.",
        )
    sizes = np.asarray(contingency.membership.sum(axis=1)).ravel()
    share = _shares(contingency.membership, held, sizes)
    distances = chord(share)
    tree = ward(distances, ordered=True)
    labels = cut(tree, clusters or best_number(tree, distances))
    found = _bootstrap(contingency, held, labels, n_resamples, seed)
    place = {int(term): number for number, term in enumerate(hierarchy.leaves_list(tree))}
    order = sorted(range(len(names)), key=place.__getitem__)
    renamed = {old: new for new, old in enumerate(dict.fromkeys(labels[order]), start=1)}
    numbers = np.array([renamed[label] for label in labels])
    return CoMention(
        cells=_cells(contingency, names, held, share, numbers, order),
        clusters=_cluster_table(names, labels, renamed, found, order),
        pairs=_pairs(contingency, names, held, share),
        tree=tree,
        terms=tuple(names),
        silhouette=silhouette(distances, labels),
    )


def _most_held(contingency: Contingency, terms: int) -> tuple[list[str], sparse.csr_matrix]:
    presence = (contingency.matrix > 0).astype(float)
    held = np.asarray(presence.sum(axis=0)).ravel()
    ranked = sorted(range(len(held)), key=lambda i: (-held[i], contingency.terms[i]))[:terms]
    kept = sorted(i for i in ranked if held[i])
    return [contingency.terms[i] for i in kept], presence[:, kept].tocsr()


def _shares(membership: sparse.csr_matrix, held: sparse.csr_matrix, sizes: Array) -> Array:
    """Give the share of each part's paragraphs that hold each term: terms by parts."""
    share: Array = (membership @ held).T.toarray() / np.maximum(sizes, 1)
    return share


def _bootstrap(
    contingency: Contingency, held: sparse.csr_matrix, labels: NDArray[np.int64],
    n_resamples: int, seed: int,
) -> Array:  # fmt: skip
    """J of each cluster in each resample: resamples by clusters."""
    rng = np.random.default_rng(seed)
    drawn = resample(held.shape[0], n_resamples, rng)
    clusters = len(np.unique(labels))
    found = np.zeros((n_resamples, clusters))
    for row, times in zip(found, drawn, strict=True):
        weighted = contingency.membership @ sparse.diags(times.astype(float))
        share = _shares(weighted, held, np.asarray(weighted.sum(axis=1)).ravel())
        there = np.flatnonzero(share.sum(axis=1) > 0)
        if len(there) > clusters:
            again = cut(ward(chord(share[there])), clusters)
        else:  # every term that is left is a cluster of its own
            again = np.arange(len(there))
        row[:] = jaccard(labels[there], again, clusters)
    return found


def _cluster_table(
    names: list[str], labels: NDArray[np.int64], renamed: dict[int, int], found: Array,
    order: list[int],
) -> pd.DataFrame:  # fmt: skip
    rows = []
    for old, new in renamed.items():
        own = [names[i] for i in order if labels[i] == old]
        j = found[:, old]
        mean = float(j.mean())
        rows.append(
            {
                "cluster": new, "size": len(own), "terms": ", ".join(own), "stability": mean,
                "recovered": float((j > STABLE).mean()),
                "dissolved": float((j <= DISSOLVED).mean()), "verdict": verdict(mean),
            }
        )  # fmt: skip
    return pd.DataFrame(rows)


def _cells(
    contingency: Contingency, names: list[str], held: sparse.csr_matrix, share: Array,
    numbers: NDArray[np.int64], order: list[int],
) -> pd.DataFrame:  # fmt: skip
    cited = contingency.paragraphs["reference"].to_numpy()
    presence = held.toarray() > 0
    rows = []
    for i in order:
        for part in _part_order(share):
            own = presence[:, i] & (contingency.part_of == part)
            rows.append(
                (names[i], contingency.parts[part], int(own.sum()), share[i, part], numbers[i],
                 cite_together(cited[own]))
            )  # fmt: skip
    columns = ["term", "part", "paragraphs", "share", "cluster", "references"]
    return pd.DataFrame(rows, columns=columns)


def _part_order(share: Array) -> list[int]:
    """Order the parts by their own tree; those that mention none of the terms come last."""
    spoken = np.flatnonzero(share.sum(axis=0) > 0)
    silent = [part for part in range(share.shape[1]) if part not in set(spoken)]
    if len(spoken) < 3:
        return [*map(int, spoken), *silent]
    leaves = hierarchy.leaves_list(ward(chord(share[:, spoken].T), ordered=True))
    return [*(int(spoken[leaf]) for leaf in leaves), *silent]


def _pairs(
    contingency: Contingency, names: list[str], held: sparse.csr_matrix, share: Array
) -> pd.DataFrame:
    cited = contingency.paragraphs["reference"].to_numpy()
    presence = held.toarray() > 0
    unit = share / np.linalg.norm(share, axis=1, keepdims=True)
    cosine = (unit @ unit.T).clip(0, 1).round(12)
    rows = []
    for i, j in combinations(range(len(names)), 2):
        both = presence[:, i] & presence[:, j]
        if both.any():
            parts = int(((share[i] > 0) & (share[j] > 0)).sum())
            rows.append(
                (names[i], names[j], parts, int(both.sum()), float(cosine[i, j]),
                 cite_together(cited[both]))
            )  # fmt: skip
    columns = ["term", "other", "parts", "paragraphs", "similarity", "references"]
    table = pd.DataFrame(rows, columns=columns)
    ranked = table.sort_values(
        ["similarity", "paragraphs", "term", "other"], ascending=[False, False, True, True]
    )
    return ranked.reset_index(drop=True)
