"""Latent Dirichlet allocation, for comparison only.

It is the model that most readers know. On a corpus of this size its topics depend on the seed, and
one fixed seed would hide that; so it is fitted with several, beside NMF with as many.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from sklearn.decomposition import LatentDirichletAllocation

from unreports.analysis.frequency import TermCounts
from unreports.analysis.topics.coherence import npmi, top_terms
from unreports.analysis.topics.factorisation import factorise, one_thread
from unreports.analysis.topics.model import check_number
from unreports.analysis.topics.stability import agreement
from unreports.analysis.topics.weighting import vocabulary, weigh

SEEDS = 10
_ROUNDS = 10


def compare_lda(
    counts: TermCounts, k: int, *, min_paragraphs: int = 3, max_share: float = 0.5
) -> pd.DataFrame:
    """Compare latent Dirichlet allocation and NMF, both from 10 seeds.

    Parameters
    ----------
    counts, k, min_paragraphs, max_share
        As in `fit_topics`.

    Returns
    -------
    DataFrame
        model, seeds, k, stability (mean agreement of each two seeds' topics, see
        `stability.agreement`), least, most (of any two), npmi (mean coherence of the topics).

    Raises
    ------
    AnalysisError
        No term is between the floors, or the corpus does not bear `k` topics.

    Notes
    -----
    LDA is scikit-learn's: variational Bayes on the counts, 10 rounds over all paragraphs, priors
    1 / k (Blei, Ng and Jordan 2003; Hoffman, Blei and Bach 2010). Its `n_jobs` is a parameter of
    the model (1 and 2 give different ones from one seed) and stays 1. NMF is that of `fit_topics`,
    with random starts instead of the deterministic one that a model here has.
    """
    used = counts.matrix[:, vocabulary(counts, min_paragraphs, max_share)]
    check_number(k, used, min_paragraphs)
    used = used[np.flatnonzero(np.diff(used.indptr) > 0)]
    weights = weigh(used)
    with one_thread():
        fits = {
            "NMF, random starts": [factorise(weights, k, seed=seed)[1] for seed in range(SEEDS)],
            "LDA": [_lda(used, k, seed) for seed in range(SEEDS)],
        }
    return pd.DataFrame([_row(name, used, topics) for name, topics in fits.items()])


def _lda(matrix: sparse.csr_matrix, k: int, seed: int) -> NDArray[np.float64]:
    model = LatentDirichletAllocation(
        k, learning_method="batch", max_iter=_ROUNDS, random_state=seed, n_jobs=1
    )
    found: NDArray[np.float64] = model.fit(matrix).components_
    return found


def _row(
    name: str, matrix: sparse.csr_matrix, topics: list[NDArray[np.float64]]
) -> dict[str, object]:
    rankings = [top_terms(h) for h in topics]
    alike = [agreement(one, other).mean() for one, other in combinations(rankings, 2)]
    return {
        "model": name,
        "seeds": len(topics),
        "k": len(topics[0]),
        "stability": float(np.mean(alike)),
        "least": float(min(alike)),
        "most": float(max(alike)),
        "npmi": float(npmi(matrix, np.stack(rankings)).mean()),
    }
