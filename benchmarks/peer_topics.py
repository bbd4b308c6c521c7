"""Fit topics with one library of others, in an environment of its own.

Reads a list of jobs as JSON on the standard input, each {"counts", "weights", "k", "seeds"} with
sparse matrices as {"data", "indices", "indptr", "shape"}, and writes for each job and seed the ten
weightiest terms of each topic, the leading topic of each paragraph (from 1; 0 for none) and the
processor time. It knows nothing of unreports, so that neither side's dependencies bind the other.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from scipy import sparse

Fitted = tuple[Any, Any]  # topics by terms, paragraphs by topics


def gensim_lda(counts: Any, weights: Any, k: int, seed: int) -> Fitted:
    from gensim.matutils import Sparse2Corpus
    from gensim.models import LdaModel

    corpus = list(Sparse2Corpus(counts, documents_columns=False))
    words = {column: str(column) for column in range(counts.shape[1])}
    model = LdaModel(
        corpus, k, words, passes=20, random_state=seed, alpha="auto", eta="auto", dtype=np.float64
    )
    return model.get_topics(), model.inference(corpus)[0]


def gensim_nmf(counts: Any, weights: Any, k: int, seed: int) -> Fitted:
    from gensim.matutils import Sparse2Corpus
    from gensim.models.nmf import Nmf

    corpus = list(Sparse2Corpus(weights, documents_columns=False))
    words = {column: str(column) for column in range(weights.shape[1])}
    model = Nmf(corpus, k, words, passes=20, random_state=seed)
    held = np.zeros((len(corpus), k))
    for row, document in enumerate(corpus):
        for topic, share in model.get_document_topics(document, minimum_probability=0):
            held[row, topic] = share
    return model.get_topics(), held


def tomotopy_lda(counts: Any, weights: Any, k: int, seed: int) -> Fitted:
    import tomotopy

    model = tomotopy.LDAModel(k=k, seed=seed + 1)
    rows = [
        np.repeat(row.indices, row.data).astype(str).tolist()
        for row in (counts[i] for i in range(counts.shape[0]))
    ]
    for row in filter(None, rows):
        model.add_doc(row)
    model.train(1000, workers=1)
    columns = np.array([int(word) for word in model.used_vocabs])
    h = np.zeros((k, counts.shape[1]))
    for topic in range(k):
        h[topic, columns] = model.get_topic_word_dist(topic)
    held = np.zeros((len(rows), k))
    held[[bool(row) for row in rows]] = [document.get_topic_dist() for document in model.docs]
    return h, held


def scikit_learn_lda(counts: Any, weights: Any, k: int, seed: int) -> Fitted:
    from sklearn.decomposition import LatentDirichletAllocation

    model = LatentDirichletAllocation(k, max_iter=50, random_state=seed, n_jobs=1)
    held = model.fit_transform(counts)
    return model.components_, held


LIBRARIES: dict[str, Callable[[Any, Any, int, int], Fitted]] = {
    "gensim LDA": gensim_lda,
    "gensim NMF": gensim_nmf,
    "tomotopy LDA": tomotopy_lda,
    "scikit-learn LDA": scikit_learn_lda,
}


def matrix(job: dict[str, Any]) -> Any:
    parts = (np.array(job[name]) for name in ("data", "indices", "indptr"))
    return sparse.csr_matrix(tuple(parts), shape=job["shape"])


def fit(library: str, job: dict[str, Any]) -> list[dict[str, Any]]:
    counts, weights = matrix(job["counts"]), matrix(job["weights"])
    found = []
    for seed in job["seeds"]:
        before = time.process_time()
        h, w = LIBRARIES[library](counts, weights, job["k"], seed)
        took = time.process_time() - before
        best = np.argsort(-np.asarray(h), axis=1, kind="stable")[:, :10]
        w = np.asarray(w)
        leading = np.where(w.max(axis=1) > 0, w.argmax(axis=1) + 1, 0)
        found.append({"topics": best.tolist(), "leading": leading.tolist(), "seconds": took})
    return found


def main() -> None:
    library, jobs = sys.argv[1], json.load(sys.stdin)
    LIBRARIES[library](matrix(jobs[0]["counts"]), matrix(jobs[0]["weights"]), 2, 0)  # not timed
    json.dump([fit(library, job) for job in jobs], sys.stdout)


if __name__ == "__main__":
    main()
