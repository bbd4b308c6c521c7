"""Collocations: the terms that stand near a word more often than chance would have it.

Near means in the same sentence, or within some terms to the left or right in the same sentence.
Everyday words and formulas are set aside before, so a window of 5 spans more words than it says.
A word asked for is found as in a concordance: every occurrence, inside longer terms too; a term
that holds an occurrence is not counted beside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from unreports import language
from unreports.analysis.concordance import concordance
from unreports.analysis.keyness import log_likelihood
from unreports.analysis.parts import cite_together, in_reading_order
from unreports.errors import AnalysisError
from unreports.language.vocabulary import Unit

if TYPE_CHECKING:
    from unreports.corpus import Corpus

Floats = NDArray[np.float64]
_NODE = ""  # the word asked for, among the terms: no term is called so, and it comes first
COLUMNS = (
    "node", "collocate", "frequency", "paragraphs", "node_frequency", "collocate_frequency",
    "expected", "log_dice", "g2", "references",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class _Running:
    """The terms of a corpus in their order, with the sentence and paragraph of each."""

    terms: list[str]
    term: NDArray[np.int64]
    sentence: NDArray[np.int64]
    row: NDArray[np.int64]
    references: NDArray[np.object_]


def collocations(
    corpus: Corpus,
    node: str | None = None,
    *,
    window: int | None = None,
    min_frequency: int = 3,
    min_paragraphs: int = 2,
    unit: Unit = "lemma",
    extra: Iterable[str] = (),
) -> pd.DataFrame:
    """Find the terms that stand near a word, or all pairs of terms that stand near each other.

    Parameters
    ----------
    corpus : Corpus
    node : str, optional
        A word, phrase or pattern as `concordance.concordance` takes it; its occurrences are those
        of the concordance. Without it every pair of terms is looked at, once.
    window : int, optional
        Terms on either side, not beyond the sentence; by default the whole sentence.
    min_frequency, min_paragraphs : int
        Leave out the pairs found less often, or in fewer paragraphs.
    unit, extra
        What counts as a term: see `language.terms`.

    Returns
    -------
    DataFrame
        node, collocate, frequency (of both together), paragraphs, node_frequency,
        collocate_frequency, expected (frequency together, were they independent), log_dice, g2
        (signed), references; by logDice, highest first. Without a node, node and collocate are in
        alphabetical order.

    Raises
    ------
    AnalysisError
        The node is not found, or the window is less than 1.

    Notes
    -----
    In sentences, all frequencies count sentences: f_xy those with both, f_x and f_y those with
    each, of N. In a window, they count occurrences: f_y of y among N terms, of which S stand in a
    window around x; f_xy is the number of y in such a window, each once [1]_. For a pair without a
    node, f_xy is the lesser of both directions, and G2 that of the weaker direction.

    logDice = 14 + log2(2 f_xy / (f_x + f_y)), at most 14, whatever the size of the corpus [2]_. In
    a window, f_xy is at most f_x there. G2 is Dunning's (`keyness.log_likelihood`), of y inside and
    outside the sentences or windows of x.

    References
    ----------
    .. [1] Evert, S. (2008). Corpora and collocations. In: Corpus Linguistics, an International
       Handbook, article 58 (surface co-occurrence).
    .. [2] Rychlý, P. (2008). A lexicographer-friendly association score. RASLAN 2008, 6-9.

    Examples
    --------
    >>> import unreports
    >>> corpus = unreports.load_corpus("data/corpus")
    >>> collocations(corpus, "confiance")["collocate"].head(3).tolist()
    ['population', 'citoyen', 'institution']
    """
    if window is not None and window < 1:
        raise AnalysisError(f"a window has 1 term or more, not {window}")
    running = _run(corpus, tuple(extra), unit, node)
    place = running.sentence if window is None else np.arange(len(running.term))
    shape = (int(place.max(initial=-1)) + 1, len(running.terms))
    there = _indicator(place, running.term, shape)
    if node is not None:
        nodes, kept = there[:, [0]], np.arange(1, shape[1])
        pairs = _near_node(nodes, there[:, kept], running, window)
        table = pairs.assign(
            node=node, collocate=np.array(running.terms, dtype=object)[kept][pairs["y"]]
        )
        rows = _shared_rows(table, [nodes] * len(table), there[:, kept], running, window)
    else:
        totals = np.asarray(there.sum(axis=0)).ravel()
        kept = np.flatnonzero(totals >= min_frequency)
        names = np.array(running.terms, dtype=object)[kept]
        chosen = there[:, kept]
        pairs = _all_pairs(chosen, running, window)
        pairs = pairs[pairs["frequency"] >= min_frequency].reset_index(drop=True)
        table = pairs.assign(node=names[pairs["x"]], collocate=names[pairs["y"]])
        wide = chosen.tocsc()
        rows = _shared_rows(table, [wide[:, [x]] for x in table["x"]], wide, running, window)
    table["paragraphs"] = [len(own) for own in rows]
    table["references"] = [cite_together(running.references[own]) for own in rows]
    floor = (table["frequency"] >= min_frequency) & (table["paragraphs"] >= min_paragraphs)
    table = table[floor].sort_values(
        ["log_dice", "g2", "node", "collocate"], ascending=[False, False, True, True]
    )
    return table[list(COLUMNS)].reset_index(drop=True)


def log_dice(together: Floats, x: Floats, y: Floats) -> Floats:
    """Rychlý's logDice; 0 where the terms never meet.

    Examples
    --------
    >>> log_dice(np.array([8.0]), np.array([389.0]), np.array([230.0])).round(6)
    array([8.726204])
    """
    met = together > 0
    dice = 2 * np.where(met, together, 1.0) / np.maximum(x + y, 1.0)
    return np.where(met, 14 + np.log2(dice), 0.0)


def _run(corpus: Corpus, extra: tuple[str, ...], unit: Unit, node: str | None) -> _Running:
    body = in_reading_order(corpus.body)
    matches = _matches(corpus, node)
    numbers: dict[str, int] = {}
    term: list[int] = []
    sentence: list[int] = []
    row: list[int] = []
    last = -1
    columns = (body[name] for name in ("text", "language", "reference"))
    for place, (text, code, reference) in enumerate(zip(*columns, strict=True)):
        ends = [end for _, end in language.sentences(text, code)]
        within = -1
        found = language.terms(text, code, unit=unit, extra=extra)
        for start, name in _with_node(found, matches.get(reference, [])):
            number = int(np.searchsorted(ends, start, side="right"))
            if number != within:
                last, within = last + 1, number
            term.append(numbers.setdefault(name, len(numbers)))
            sentence.append(last)
            row.append(place)
    # Alphabetical numbers, for the order of a pair.
    names = sorted(numbers)
    rank = np.empty(len(names), dtype=np.int64)
    rank[[numbers[name] for name in names]] = np.arange(len(names))
    return _Running(
        names,
        rank[np.array(term, dtype=np.int64)] if term else np.zeros(0, dtype=np.int64),
        np.array(sentence, dtype=np.int64),
        np.array(row, dtype=np.int64),
        body["reference"].to_numpy(dtype=object),
    )


def _indicator(
    place: NDArray[np.int64], term: NDArray[np.int64], shape: tuple[int, int]
) -> sparse.csr_matrix:
    matrix = sparse.csr_matrix((np.ones(len(place)), (place, term)), shape=shape)
    matrix.data[:] = 1.0  # a term twice in one sentence is there once
    return matrix


def _matches(corpus: Corpus, node: str | None) -> dict[str, list[tuple[int, int]]]:
    """Where the node stands in each paragraph."""
    if node is None:
        return {}
    lines = concordance(corpus, node, width=0)
    if lines.empty:
        raise AnalysisError(
            f"{node!r} is not found in the corpus",
            remedy="Give a word, a phrase or a pattern such as lutt*.",
        )
    found: dict[str, list[tuple[int, int]]] = {}
    for reference, start, end in zip(lines["reference"], lines["start"], lines["end"], strict=True):
        found.setdefault(reference, []).append((start, end))
    return found


def _with_node(terms: list[language.Term], matches: list[tuple[int, int]]) -> list[tuple[int, str]]:
    """Terms and where they start; in place of those that hold a match, the node."""
    if not matches:
        return [(one.start, one.term) for one in terms]
    free = [
        (one.start, one.term)
        for one in terms
        if all(end <= one.start or one.end <= start for start, end in matches)
    ]
    return sorted(free + [(start, _NODE) for start, _ in matches])


def _spans(there: sparse.csr_matrix, running: _Running, window: int | None) -> sparse.csr_matrix:
    """Places near each column's occurrences: their sentences, or the terms around them."""
    if window is None:
        return there
    count = there.shape[0]
    near = sparse.csr_matrix((count, count))
    for step in range(1, window + 1):
        same = running.sentence[step:] == running.sentence[:-step]
        here = np.flatnonzero(same)
        ones = np.ones(len(here))
        near = near + sparse.csr_matrix((ones, (here, here + step)), shape=(count, count))
    spans = (near + near.T) @ there
    spans.data[:] = 1.0
    return spans


def _near_node(
    node: sparse.csr_matrix, others: sparse.csr_matrix, running: _Running, window: int | None
) -> pd.DataFrame:
    spans = _spans(node, running, window)
    together = np.asarray((spans.T @ others).todense()).ravel()
    fx, fy = float(node.sum()), np.asarray(others.sum(axis=0)).ravel()
    size, reach = float(others.shape[0]), float(spans.sum())
    y = np.flatnonzero(together)
    both, fy = together[y], fy[y]
    return pd.DataFrame(
        {
            "y": y,
            "frequency": both.astype(np.int64),
            "node_frequency": int(fx),
            "collocate_frequency": fy.astype(np.int64),
            "expected": reach * fy / size,
            "log_dice": log_dice(np.minimum(both, fx), np.full_like(fy, fx), fy),
            "g2": log_likelihood(both, fy - both, reach, size - reach),
        }
    )


def _all_pairs(there: sparse.csr_matrix, running: _Running, window: int | None) -> pd.DataFrame:
    spans = _spans(there, running, window)
    together = (spans.T @ there).tocsr()  # x by y: how many y are near an x
    back = together.T.tocsr()
    lesser = sparse.triu(together.minimum(back), k=1).tocoo()
    x, y, both = lesser.row, lesser.col, lesser.data
    size = float(there.shape[0])
    frequency = np.asarray(there.sum(axis=0)).ravel()
    reach = np.asarray(spans.sum(axis=0)).ravel()
    directions = []
    for one, other in ((x, y), (y, x)):
        met = np.asarray(together[one, other]).ravel() if len(x) else np.zeros(0)
        directions.append(_g2_each(met, frequency[other], reach[one], size))
    g2 = np.where(np.abs(directions[0]) <= np.abs(directions[1]), *directions)
    return pd.DataFrame(
        {
            "x": x,
            "y": y,
            "frequency": both.astype(np.int64),
            "node_frequency": frequency[x].astype(np.int64),
            "collocate_frequency": frequency[y].astype(np.int64),
            "expected": reach[x] * frequency[y] / size,
            "log_dice": log_dice(both, frequency[x], frequency[y]),
            "g2": g2,
        }
    )


def _g2_each(met: Floats, fy: Floats, reach: Floats, size: float) -> Floats:
    g2 = np.zeros(len(met))
    for inside in np.unique(reach):
        own = reach == inside
        g2[own] = log_likelihood(met[own], fy[own] - met[own], inside, size - inside)
    return g2


def _shared_rows(
    table: pd.DataFrame,
    nodes: list[sparse.csr_matrix],
    others: sparse.csr_matrix,
    running: _Running,
    window: int | None,
) -> list[NDArray[np.int64]]:
    """Paragraphs in which each pair is near."""
    wide = others.tocsc()
    if window is None:
        row_of = np.zeros(others.shape[0], dtype=np.int64)
        row_of[running.sentence] = running.row
    else:
        row_of = running.row
    known: dict[int, NDArray[np.int64]] = {}
    rows = []
    for node, y in zip(nodes, table["y"], strict=True):
        if id(node) not in known:
            known[id(node)] = _spans(node, running, window).tocoo().row
        own = wide.indices[wide.indptr[y] : wide.indptr[y + 1]]
        rows.append(np.unique(row_of[np.intersect1d(own, known[id(node)])]))
    return rows
