"""How often terms occur, where, and in which part more than elsewhere.

Counting is done once: `count_terms` makes a matrix of paragraphs by terms, which the tables here
and the topic models share. Running words are all tokens, stop words and numbers included.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from unreports import language
from unreports.analysis.dispersion import deviation_of_proportions
from unreports.analysis.keyness import log_likelihood, log_odds_z, log_ratio
from unreports.analysis.parts import By, cite_together, part_labels
from unreports.analysis.resampling import log_ratio_interval
from unreports.errors import AnalysisError

if TYPE_CHECKING:
    from unreports.corpus import Corpus

TERMS = (
    "term", "part", "frequency", "rate", "paragraphs", "dispersion", "g2", "log_ratio",
    "log_odds_z", "low", "high", "references",
)  # fmt: skip
_PER = 10_000  # running words that a rate counts occurrences in


@dataclass(frozen=True, eq=False)
class TermCounts:
    """The terms of every paragraph.

    Attributes
    ----------
    matrix : sparse matrix of int, paragraphs by terms
        Frequencies.
    terms : tuple of str
        What the columns count, in alphabetical order of code points.
    paragraphs : DataFrame
        What the rows are: the corpus' `body`, in its order.
    words : array of int
        Running words of each paragraph.
    sections : DataFrame
        The corpus' `sections`, for the titles.
    """

    matrix: sparse.csr_matrix
    terms: tuple[str, ...]
    paragraphs: pd.DataFrame
    words: NDArray[np.int64]
    sections: pd.DataFrame = field(repr=False)


def count_terms(
    corpus: Corpus,
    *,
    unit: Literal["lemma", "token"] = "lemma",
    multiword: bool = True,
    keep_stop_words: bool = False,
    keep_boilerplate: bool = False,
) -> TermCounts:
    """Count the terms of each paragraph of the corpus' body.

    Parameters
    ----------
    corpus : Corpus
    unit, multiword, keep_stop_words, keep_boilerplate
        What counts as a term: see `language.terms`.

    Raises
    ------
    AnalysisError
        There is no paragraph, or no term in any.
    """
    body = corpus.body
    columns: defaultdict[str, int] = defaultdict()
    columns.default_factory = columns.__len__
    indices: list[int] = []
    ends = [0]
    for text, code in zip(body["text"], body["language"], strict=True):
        names = language.term_names(
            text, code, unit=unit, multiword=multiword,
            keep_stop_words=keep_stop_words, keep_boilerplate=keep_boilerplate,
        )  # fmt: skip
        indices += [columns[name] for name in names]
        ends.append(len(indices))
    if not indices:
        raise AnalysisError("the corpus holds no term", remedy="Widen the filter.")
    ones = np.ones(len(indices), dtype=np.int64)
    matrix = sparse.csr_matrix((ones, indices, ends), shape=(len(body), len(columns)))
    matrix.sum_duplicates()
    names = list(columns)
    order = sorted(range(len(names)), key=names.__getitem__)
    counted = [
        language.count_tokens(text, code)
        for text, code in zip(body["text"], body["language"], strict=True)
    ]
    return TermCounts(
        matrix=matrix[:, order],
        terms=tuple(names[i] for i in order),
        paragraphs=body,
        words=np.array(counted, dtype=np.int64),
        sections=corpus.sections,
    )


def term_table(
    counts: TermCounts,
    *,
    by: By = "document",
    level: int | None = None,
    min_frequency: int = 5,
    min_paragraphs: int = 3,
    n_resamples: int = 1000,
    seed: int = 0,
) -> pd.DataFrame:
    """Describe each term in each part of the corpus, against all the other parts.

    Parameters
    ----------
    counts : TermCounts
    by : {"document", "section"}
        What a part is.
    level : int, optional
        With sections, the depth of the outline to cut at; by default the innermost section.
    min_frequency, min_paragraphs : int
        Leave out the terms with fewer occurrences, or in fewer paragraphs, in the whole corpus.
    n_resamples, seed : int
        Of the bootstrap.

    Returns
    -------
    DataFrame
        One row a term and part, terms absent from the part included: term, part, frequency, rate
        (per 10,000 running words), paragraphs (those of the part that hold the term), dispersion
        (`dispersion.deviation_of_proportions` over the part's paragraphs), g2, log_ratio,
        log_odds_z (`keyness`, the part against the rest), low, high (95 % bootstrap interval of
        log_ratio), references (all paragraphs with the term, "A/75/345, par. 5, 9"). Parts are in
        the order of symbols and pages, each with its most characteristic terms first (by g2).
        With a single part there is nothing to compare: g2 to high are 0.

    Raises
    ------
    AnalysisError
        No term reaches the floors.
    """
    counts = _in_order(counts)
    held = np.asarray((counts.matrix > 0).sum(axis=0)).ravel()
    total = np.asarray(counts.matrix.sum(axis=0)).ravel()
    kept = np.flatnonzero((total >= min_frequency) & (held >= min_paragraphs))
    if not len(kept):
        raise AnalysisError(
            f"no term occurs {min_frequency} times in {min_paragraphs} paragraphs",
            remedy="Lower min_frequency or min_paragraphs.",
        )
    matrix = counts.matrix[:, kept].tocsr()
    names = [counts.terms[i] for i in kept]
    labels = part_labels(counts.paragraphs, counts.sections, by=by, level=level)
    tables = [
        _describe(matrix, names, counts, (labels == part).to_numpy(), n_resamples, seed).assign(
            part=part
        )
        for part in labels.unique()
    ]
    return pd.concat(tables, ignore_index=True)[list(TERMS)]


def _describe(
    matrix: sparse.csr_matrix,
    names: list[str],
    counts: TermCounts,
    inside: NDArray[np.bool_],
    n_resamples: int,
    seed: int,
) -> pd.DataFrame:
    part, rest = matrix[inside], matrix[~inside]
    words, others = counts.words[inside], counts.words[~inside]
    n, m = int(words.sum()), int(others.sum())
    a, b = np.asarray(part.sum(axis=0)).ravel(), np.asarray(rest.sum(axis=0)).ravel()
    low, high = log_ratio_interval(part, rest, words, others, n_resamples=n_resamples, seed=seed)
    table = pd.DataFrame(
        {
            "term": names,
            "frequency": a,
            "rate": a * _PER / max(n, 1),
            "paragraphs": np.asarray((part > 0).sum(axis=0)).ravel(),
            "dispersion": deviation_of_proportions(part, words),
            "g2": log_likelihood(a, b, n, m),
            "log_ratio": log_ratio(a, b, n, m),
            "log_odds_z": log_odds_z(a, b, n, m),
            "low": low,
            "high": high,
            "references": _references(part, counts.paragraphs["reference"].to_numpy()[inside]),
        }
    )
    return table.sort_values(["g2", "term"], ascending=[False, True], kind="stable")


def tfidf(
    counts: TermCounts, *, by: By = "section", level: int | None = None, min_frequency: int = 2
) -> pd.DataFrame:
    """Weight the terms of each part by how often they are there and how rare elsewhere.

    Parameters
    ----------
    counts : TermCounts
    by, level
        What a part is: see `term_table`.
    min_frequency : int
        Leave out terms with fewer occurrences in the part.

    Returns
    -------
    DataFrame
        term, part, frequency, tfidf, rank (from 1 in each part), parts in the order of the corpus.

    Notes
    -----
    w = (1 + ln f) ln(P / p) with f the term's frequency in the part, P the number of parts, p that
    of the parts that hold the term; then each part's weights are divided by their Euclidean norm,
    so that long and short parts compare. A term in every part has weight 0, as all have where
    there is one part. (Salton, G. and Buckley, C. (1988). Term-weighting approaches in automatic
    text retrieval. Information Processing & Management 24(5), 513-523.)
    A term found 3 times in one of 10 parts only: (1 + ln 3) ln 10 = 4.83 before the norm.
    """
    counts = _in_order(counts)
    labels = part_labels(counts.paragraphs, counts.sections, by=by, level=level)
    codes, parts = pd.factorize(labels)
    rows = np.arange(len(codes))
    indicator = sparse.csr_matrix((np.ones(len(codes), dtype=np.int64), (codes, rows)))
    summed = (indicator @ counts.matrix).tocoo()
    spread = np.bincount(summed.col, minlength=len(counts.terms))
    weight = (1 + np.log(summed.data)) * np.log(len(parts) / spread[summed.col])
    norm = np.sqrt(np.bincount(summed.row, weights=weight**2, minlength=len(parts)))
    table = pd.DataFrame(
        {
            "term": np.asarray(counts.terms, dtype=object)[summed.col],
            "part": np.asarray(parts, dtype=object)[summed.row],
            "frequency": summed.data,
            "tfidf": weight / np.where(norm > 0, norm, 1.0)[summed.row],
            "order": summed.row,
        }
    )
    table = table[table["frequency"] >= min_frequency].sort_values(
        ["order", "tfidf", "frequency", "term"], ascending=[True, False, False, True]
    )
    table["rank"] = table.groupby("order").cumcount() + 1
    return table.drop(columns="order").reset_index(drop=True)


def _references(part: sparse.csr_matrix, references: NDArray[np.object_]) -> list[str]:
    columns = part.tocsc()
    columns.sort_indices()
    return [
        cite_together(references[columns.indices[columns.indptr[i] : columns.indptr[i + 1]]])
        for i in range(columns.shape[1])
    ]


def _in_order(counts: TermCounts) -> TermCounts:
    """The same in the order of the documents, so that no result depends on that of the rows."""
    rows = counts.paragraphs.reset_index(drop=True)
    order = rows.sort_values(["symbol", "position"], kind="stable").index.to_numpy()
    return TermCounts(
        counts.matrix[order], counts.terms, rows.loc[order].reset_index(drop=True),
        counts.words[order], counts.sections,
    )  # fmt: skip
