"""How often terms occur, and where.

Counting is done once: `count_terms` makes a matrix of paragraphs by terms, which contrasts, TF-IDF
and the topic models share. Running words are all tokens, stop words and numbers included.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from unreports.analysis.multiword import multiword_terms
from unreports.analysis.parts import By, part_labels
from unreports.errors import AnalysisError
from unreports.language.counting import Frequencies, count_texts

if TYPE_CHECKING:
    from unreports.corpus import Corpus

Unit = Literal["lemma", "token", "multiword"]


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
    corpus : Corpus, optional
        What was counted, for what its paragraphs mention: some contrasts need it.
    unit : {"lemma", "token", "multiword"}
        What a term is; see `count_terms`.
    """

    matrix: sparse.csr_matrix
    terms: tuple[str, ...]
    paragraphs: pd.DataFrame
    words: NDArray[np.int64]
    sections: pd.DataFrame = field(repr=False)
    corpus: Corpus | None = field(default=None, repr=False)
    unit: Unit = "lemma"


def count_terms(
    corpus: Corpus,
    *,
    unit: Unit = "lemma",
    multiword: bool = True,
    keep_stop_words: bool = False,
    keep_boilerplate: bool = False,
    extra: Iterable[str] = (),
) -> TermCounts:
    """Count the terms of each paragraph of the corpus' body.

    Parameters
    ----------
    corpus : Corpus
    unit : {"lemma", "token", "multiword"}
        Dictionary forms; words as written; or dictionary forms with the terms of several words
        joined that `multiword.multiword_terms` finds in this corpus, by its default rule.
    multiword, keep_stop_words, keep_boilerplate, extra
        What counts as a term: see `language.terms`. `extra` are terms of several words to join,
        such as ``multiword_terms(corpus)["term"]``.

    Raises
    ------
    AnalysisError
        There is no paragraph, or no term in any; or there is no such unit.
    """
    if unit not in ("lemma", "token", "multiword"):
        raise AnalysisError(f"a unit is lemma, token or multiword, not {unit!r}")
    body = corpus.body
    if unit == "multiword":
        extra = (*extra, *multiword_terms(corpus)["term"])
    found = {
        code: count_texts(
            body.loc[rows, "text"].tolist(), str(code),
            unit="token" if unit == "token" else "lemma", multiword=multiword,
            keep_stop_words=keep_stop_words, keep_boilerplate=keep_boilerplate, extra=tuple(extra),
        )
        for code, rows in body.groupby("language").groups.items()
    }  # fmt: skip
    if not any(counted.terms for counted in found.values()):
        raise AnalysisError("the corpus holds no term", remedy="Widen the filter.")
    terms = sorted({term for counted in found.values() for term in counted.terms})
    parts = [_widened(counted, terms) for counted in found.values()]
    words = np.concatenate([counted.words for counted in found.values()])
    rows = np.concatenate([np.flatnonzero(body["language"] == code) for code in found])
    back = np.argsort(rows, kind="stable")
    return TermCounts(
        matrix=sparse.vstack(parts, format="csr")[back] if len(parts) > 1 else parts[0],
        terms=tuple(terms),
        paragraphs=body,
        words=words[back],
        sections=corpus.sections,
        corpus=corpus,
        unit=unit,
    )


def _widened(counted: Frequencies, terms: list[str]) -> sparse.csr_matrix:
    """One language's matrix, with a column for the terms of all languages."""
    place = {term: column for column, term in enumerate(terms)}
    columns = np.array([place[term] for term in counted.terms], dtype=np.int32)
    matrix = sparse.csr_matrix(
        (counted.data, columns[counted.indices], counted.indptr),
        shape=(len(counted.words), len(terms)),
    )
    matrix.sort_indices()
    return matrix


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
    counts = in_order(counts)
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


def in_order(counts: TermCounts) -> TermCounts:
    """Sort the paragraphs as the documents run, so that no result depends on the rows' order."""
    rows = counts.paragraphs.reset_index(drop=True)
    order = rows.sort_values(["symbol", "position"], kind="stable").index.to_numpy()
    return replace(
        counts,
        matrix=counts.matrix[order],
        paragraphs=rows.loc[order].reset_index(drop=True),
        words=counts.words[order],
    )
