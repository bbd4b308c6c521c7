"""Topics that begin from the reader's own words, and what those words changed.

How much of each paragraph the words of a wanted topic are stands beside its terms, so that some
topic has to follow them; which other terms that topic has, and all other topics, are free.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import linear_sum_assignment

from unreports.analysis.frequency import TermCounts
from unreports.analysis.topics import weighting
from unreports.analysis.topics.factorisation import factorise, improve, one_thread, project
from unreports.analysis.topics.model import TopicModel, check_number, make_model
from unreports.analysis.topics.places import main_topics
from unreports.analysis.topics.seeds import find_seeds, warn_of_missing
from unreports.errors import AnalysisError

_TERMS_SHOWN = 10

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class SeededTopics:
    """A model with seeded topics beside the one without.

    Attributes
    ----------
    model : TopicModel
        With the seeds; the labels of their topics begin with the user's names.
    free : TopicModel
        The same number of topics of the same terms without seeds.
    seeds : DataFrame
        name, given, term (as the corpus counts it; "" where it does not occur), nearest (then, the
        most similar of its terms, or "").
    matches : DataFrame
        topic, name ("" for a free topic), free_topic (the one of `free` most like it, one to one),
        similarity (cosine of their terms), paragraphs (whose main topic it is), before (whose main
        topic the free one is).
    terms : DataFrame
        topic, name, term, seed (whether it is one), before (its share of the matched free topic),
        after; for each seeded topic its seeds and its ten weightiest terms of either model.
    moved : DataFrame
        symbol, paragraph, reference, section, before, after: the paragraphs whose main topic is not
        the one matched with that of before (topics numbered as in `model`; 0 for none).
    """

    model: TopicModel
    free: TopicModel
    seeds: pd.DataFrame
    matches: pd.DataFrame
    terms: pd.DataFrame
    moved: pd.DataFrame


def fit_seeded(
    counts: TermCounts,
    k: int,
    seeds: pd.DataFrame,
    *,
    min_paragraphs: int = 3,
    max_share: float = 0.5,
) -> SeededTopics:
    """Fit `k` topics, some of which begin from given words.

    Parameters
    ----------
    counts : TermCounts
        Terms by paragraph.
    k : int
        How many topics, the seeded ones included.
    seeds : DataFrame
        name, given (see `parse_seeds`): the words of each topic.
    min_paragraphs, max_share : int, float
        Floor and ceiling, as in `fit_topics`; seed words are kept whatever they are.

    Returns
    -------
    SeededTopics

    Raises
    ------
    AnalysisError
        None of the words occurs, or there are more seeded topics than topics.

    Warns
    -----
    UnreportsWarning
        Some words do not occur; the message names the most similar terms.

    Notes
    -----
    The free model is fitted again with a column more for each seeded topic, beside the terms: how
    much of each paragraph its words are (the paragraph's weights times the words' inverse
    frequencies, scaled to length 1). This is semi-supervised NMF (Lee, Yoo and Choi 2010), which
    minimises |X - W H|^2 + |S - W B|^2 over W, H and B, not negative, with these columns as S. Each
    column has the squared weight that an average topic of the free model accounts for: the words
    steer as much as a topic of its own would. The start is the free model, its topics matched one
    to one with the columns they are most in; at the end W is fitted to X and H alone. Guided NMF
    (Vendrow et al. 2021) adds the words as rows instead, that is as paragraphs: tried here, their
    topics had hardly another word.
    """
    found = find_seeds(seeds, counts)
    warn_of_missing(found)
    there = found[found["term"] != ""]
    names = list(dict.fromkeys(there["name"]))
    if len(names) > k:
        raise AnalysisError(
            f"{len(names)} topics have seed words, and {k} are wanted",
            where="seeds", remedy="Ask for more topics, or give words for fewer.",
        )  # fmt: skip
    columns, y = _seed_rows(there, names, counts, min_paragraphs, max_share)
    used = counts.matrix[:, columns]
    check_number(k, used, min_paragraphs)
    weights = weighting.weigh(used)
    with one_thread():
        w0, h0 = factorise(weights, k)
        w, h, seeded = _guided(weights, y, w0, h0)
        free, model = (
            make_model(
                counts, columns, *factors, min_paragraphs=min_paragraphs, max_share=max_share
            )
            for factors in ((w0, h0), (w, h))
        )
        # The model has its topics in order of prevalence: find the seeded ones again.
        topics = [int(np.argmax(model.basis.h @ h[row])) + 1 for row in seeded]
        return _compared(model, free, found, dict(zip(topics, names, strict=True)))


def _seed_rows(
    there: pd.DataFrame, names: list[str], counts: TermCounts, min_paragraphs: int, max_share: float
) -> tuple[NDArray[np.int64], Floats]:
    """Give the columns of the model, seeds included, and each topic's words as a weighted row."""
    place = {term: column for column, term in enumerate(counts.terms)}
    own = np.array([place[term] for term in there["term"]])
    columns = np.union1d(weighting.between(counts, min_paragraphs, max_share), own)
    rows = [names.index(name) for name in there["name"]]
    shape = (len(names), len(columns))
    words = sparse.coo_matrix((np.ones(len(own)), (rows, np.searchsorted(columns, own))), shape)
    words = (words.tocsr() > 0).astype(int)
    idf = weighting.inverse_frequency(counts.matrix[:, columns])
    return columns, weighting.weigh(words, idf).toarray()


def _guided(
    weights: sparse.csr_matrix, y: Floats, w: Floats, h: Floats
) -> tuple[Floats, Floats, list[int]]:
    """Fit again with each topic's words as a column more; say which component is whose."""
    m = weights.shape[1]
    scores = weights @ y.T
    explained = float((w.T @ w * (h @ h.T)).sum())
    scores *= np.sqrt(explained / len(h)) / np.linalg.norm(scores, axis=0)
    length = np.linalg.norm(h, axis=1)
    _, own = linear_sum_assignment(-(scores.T @ (w * length)))
    start = np.zeros((len(h), len(y)))
    start[own, np.arange(len(y))] = np.where(length[own] > 0, length[own], 1.0)
    w = w.copy()
    w[:, own] += scores / start[own, np.arange(len(y))]
    whole = sparse.hstack([weights, sparse.csr_matrix(scores)], format="csr")
    w, h = improve(whole, w, np.hstack([h, start]))
    # A seed's topic is the one that accounts for most of its column; two seeds never share one.
    accounted = scores.T @ w * h[:, m:].T
    _, found = linear_sum_assignment(-accounted)
    h = np.ascontiguousarray(h[:, :m])
    return project(weights, h), h, [int(component) for component in found]


def _compared(
    model: TopicModel, free: TopicModel, found: pd.DataFrame, names: dict[int, str]
) -> SeededTopics:
    """Name the seeded topics and set the model beside the free one."""
    labels = {t: f"{names[t]}: {own}" if t in names else own for t, own in model.labels.items()}
    model = replace(model, basis=replace(model.basis, labels=labels))
    alike = model.basis.h @ free.basis.h.T
    pairs = {int(t) + 1: int(f) + 1 for t, f in zip(*linear_sum_assignment(-alike), strict=True)}
    after, before = main_topics(model), main_topics(free)
    matches = pd.DataFrame(
        [
            {
                "topic": topic,
                "name": names.get(topic, ""),
                "free_topic": pairs.get(topic, 0),
                "similarity": float(alike[topic - 1, pairs[topic] - 1]) if topic in pairs else 0.0,
                "paragraphs": int((after["main_topic"] == topic).sum()),
                "before": int((before["main_topic"] == pairs.get(topic, -1)).sum()),
            }
            for topic in labels
        ]
    )
    back = {f: t for t, f in pairs.items()}
    moved = after[["symbol", "paragraph", "reference", "section"]].assign(
        before=before["main_topic"].map(back).fillna(0).astype(int), after=after["main_topic"]
    )
    return SeededTopics(
        model=model,
        free=free,
        seeds=found,
        matches=matches,
        terms=_term_changes(model, free, found, names, pairs),
        moved=moved[moved["before"] != moved["after"]].reset_index(drop=True),
    )


def _term_changes(
    model: TopicModel,
    free: TopicModel,
    found: pd.DataFrame,
    names: dict[int, str],
    pairs: dict[int, int],
) -> pd.DataFrame:
    terms = np.asarray(model.basis.terms, dtype=object)
    tables = []
    for topic, name in sorted(names.items()):
        after = model.phi[topic - 1]
        before = free.phi[pairs[topic] - 1] if topic in pairs else np.zeros_like(after)
        seeds = set(found.loc[found["name"] == name, "term"])
        is_seed = np.array([term in seeds for term in terms])
        heads = [np.lexsort((terms, -own))[:_TERMS_SHOWN] for own in (after, before)]
        shown = np.union1d(np.concatenate(heads), np.flatnonzero(is_seed))
        shown = shown[(after[shown] > 0) | (before[shown] > 0) | is_seed[shown]]
        shown = shown[np.lexsort((terms[shown], -after[shown]))]
        tables.append(
            pd.DataFrame(
                {
                    "topic": topic,
                    "name": name,
                    "term": terms[shown],
                    "seed": is_seed[shown],
                    "before": before[shown],
                    "after": after[shown],
                }
            )
        )
    return pd.concat(tables, ignore_index=True)
