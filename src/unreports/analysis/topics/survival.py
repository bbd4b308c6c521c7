"""Would the topics be found under other settings? The same paragraphs, fitted otherwise.

A number of topics, a unit and a floor are choices. A topic that only one choice finds is made by
the choice; one that gathers much the same paragraphs under all of them is in the reports.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from unreports.analysis.frequency import TermCounts
from unreports.analysis.topics.model import TopicModel, fit_topics
from unreports.analysis.topics.places import main_topics
from unreports.analysis.topics.scan import Scan, scan_topics, topic_trust
from unreports.analysis.topics.seeded import fit_seeded
from unreports.errors import AnalysisError, UnreportsWarning

FOUND = 0.5  # Hennig's limit: below it a cluster is dissolved
DELETIONS = 10
FIFTH = "a fifth of the paragraphs left out"
SOLID, UNSETTLED, CHANCE = "solid", "depends on the settings", "not above chance"
_LEFT_OUT = 5
Leads = NDArray[np.int64]


def overlaps(one: Leads, other: Leads, k: int) -> NDArray[np.float64]:
    """Give each of `k` topics its likeness to the nearest of another model, by their paragraphs.

    Parameters
    ----------
    one, other : array of int
        The leading topic of the same paragraphs in either model, from 1; 0 for none.
    k : int
        How many topics the first has.

    Returns
    -------
    ndarray of shape (k,)
        The highest Jaccard index |A & B| / |A | B| of the topic's paragraphs A and those B of any
        topic of the other model; 0 for a topic that leads nowhere.

    Notes
    -----
    A cluster is dissolved if the index is at most 0.5, and recovered well from 0.75 on (Hennig
    2007, who averages it over samples as is done here).

    References
    ----------
    Hennig, C. (2007). Cluster-wise assessment of cluster stability. Computational Statistics &
    Data Analysis 52(1), 258-271.

    Examples
    --------
    >>> overlaps(np.array([1, 1, 1, 2, 2]), np.array([2, 2, 1, 1, 1]), 2).round(3).tolist()
    [0.667, 0.667]
    """
    found = np.zeros(k)
    theirs = [other == topic for topic in range(1, int(other.max(initial=0)) + 1)]
    for topic in range(k):
        own = one == topic + 1
        for them in theirs:
            either = int((own | them).sum())
            if either:
                found[topic] = max(found[topic], int((own & them).sum()) / either)
    return found


def trust_of(counts: TermCounts, scan: Scan, model: TopicModel) -> pd.DataFrame:
    """Give `scan.topic_trust` of a model that seed words beyond the floors may have widened.

    Parameters
    ----------
    counts : TermCounts
        What the model was fitted to.
    scan : Scan
        Of these counts; where its terms are not the model's, one of the model's own is made.
    model : TopicModel
    """
    try:
        return topic_trust(scan, model)
    except AnalysisError:
        place = {term: column for column, term in enumerate(counts.terms)}
        columns = [place[term] for term in model.basis.terms]
        own = replace(counts, matrix=counts.matrix[:, columns], terms=model.basis.terms)
        return topic_trust(scan_topics(own, [model.k], min_paragraphs=1, max_share=1.0), model)


def under_other_settings(
    counts: TermCounts,
    model: TopicModel,
    units: Mapping[str, TermCounts],
    *,
    seeds: pd.DataFrame | None = None,
    seed: int = 0,
) -> pd.DataFrame:
    """Fit the model again with other settings, and see which topics gather the same paragraphs.

    Parameters
    ----------
    counts : TermCounts
        What the model was fitted to.
    model : TopicModel
    units : mapping of str to TermCounts
        The same paragraphs counted in other units, by what these are.
    seeds : DataFrame, optional
        The words that the model was seeded with.
    seed : int
        Of the paragraphs left out.

    Returns
    -------
    DataFrame
        topic, setting, overlap (see `overlaps`), found (whether it is above 0.5): one topic fewer
        and more, terms of one paragraph fewer and more, the other units, and the mean over ten
        random four fifths of the paragraphs. A setting that the corpus does not bear has no row.
    """
    leads = main_topics(model)["main_topic"].to_numpy()
    rows = [
        (topic, setting, float(value), bool(value > FOUND))
        for setting, values in _refitted(counts, model, units, leads, seeds, seed)
        for topic, value in enumerate(values, start=1)
    ]
    return pd.DataFrame(rows, columns=["topic", "setting", "overlap", "found"])


def verdicts(trust: pd.DataFrame, settings: pd.DataFrame) -> pd.DataFrame:
    """Say of each topic how far it can be trusted.

    Parameters
    ----------
    trust : DataFrame
        Of `scan.topic_trust`.
    settings : DataFrame
        Of `under_other_settings`.

    Returns
    -------
    DataFrame
        The rows of `trust` with found (of how many settings it is), settings (how many there are)
        and verdict: "not above chance", or "solid" where it is found under every other setting but
        one at most (with a topic fewer, one has to go), or else "depends on the settings".
    """
    grouped = settings.groupby("topic")["found"]
    found = trust["topic"].map(grouped.sum()).fillna(0).astype(int)
    tried = trust["topic"].map(grouped.size()).fillna(0).astype(int)
    verdict = np.where(
        ~trust["above_chance"].to_numpy(dtype=bool), CHANCE,
        np.where((tried > 1) & (found >= tried - 1), SOLID, UNSETTLED),
    )  # fmt: skip
    return trust.assign(found=found, settings=tried, verdict=verdict)


def _refitted(
    counts: TermCounts, model: TopicModel, units: Mapping[str, TermCounts], leads: Leads,
    seeds: pd.DataFrame | None, seed: int,
) -> Iterator[tuple[str, NDArray[np.float64]]]:  # fmt: skip
    k, floor, share = model.k, model.basis.min_paragraphs, model.basis.max_share
    wanted = [
        (f"{number} topic{'s' if number > 1 else ''}", counts, number, floor)
        for number in (k - 1, k + 1)
    ]
    wanted += [
        (f"terms in {number} paragraph{'s' if number > 1 else ''} or more", counts, k, number)
        for number in (floor - 1, floor + 1)
    ]
    wanted += [(name, other, k, floor) for name, other in units.items()]
    for name, used, number, least in wanted:
        if number and least:
            other = _leads(used, number, least, share, seeds)
            if other is not None:
                yield name, overlaps(leads, other, k)
    rng = np.random.default_rng(seed)
    n = len(leads)
    parts = []
    for _ in range(DELETIONS):
        rows = np.sort(rng.permutation(n)[round(n / _LEFT_OUT) :])
        other = _leads(_only(counts, rows), k, floor, share, seeds) if len(rows) < n else None
        if other is not None:
            parts.append(overlaps(leads[rows], other, k))
    if parts:
        yield FIFTH, np.mean(parts, axis=0)


def _only(counts: TermCounts, rows: NDArray[np.int64]) -> TermCounts:
    return replace(
        counts, matrix=counts.matrix[rows], paragraphs=counts.paragraphs.iloc[rows],
        words=counts.words[rows],
    )  # fmt: skip


def _leads(
    counts: TermCounts, k: int, floor: int, share: float, seeds: pd.DataFrame | None
) -> Leads | None:
    """The leading topic of each paragraph; None where the settings bear no such model."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UnreportsWarning)
        try:
            if seeds is None:
                model = fit_topics(counts, k, min_paragraphs=floor, max_share=share)
            else:
                model = fit_seeded(counts, k, seeds, min_paragraphs=floor, max_share=share).model
        except AnalysisError:
            return None
    found: Leads = main_topics(model)["main_topic"].to_numpy()
    return found
