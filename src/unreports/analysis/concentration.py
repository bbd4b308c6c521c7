"""Terms that look frequent because one section repeats them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from unreports.analysis.dispersion import deviation_of_proportions, expected_deviation
from unreports.analysis.frequency import TermCounts, in_order
from unreports.analysis.parts import cite_together, part_labels
from unreports.analysis.plain import count_plain

COLUMNS = (
    "term", "symbol", "frequency", "rank", "paragraphs", "rank_by_paragraphs", "section",
    "in_section", "share", "dispersion", "dispersion_expected", "plain", "plain_in_section",
    "references",
)  # fmt: skip


def concentrated(
    counts: TermCounts,
    *,
    leading: int = 50,
    min_share: float = 2 / 3,
    max_words: float = 1 / 3,
    min_frequency: int = 2,
) -> pd.DataFrame:
    """Find the frequent terms of each document that stand mostly in one short section of it.

    Only those are given that fall when ranked by the paragraphs that hold them.

    Parameters
    ----------
    counts : TermCounts
    leading : int
        How many of a document's terms are taken for frequent.
    min_share : float
        Least share of the term's occurrences in the document that the section holds.
    max_words : float
        Greatest share of the document's running words that the section may have: what stands
        mostly in the greater part of a document is no wonder.
    min_frequency : int
        Leave out terms with fewer occurrences in the document.

    Returns
    -------
    DataFrame
        term, symbol, frequency, rank (by frequency, in the document; equal ones share the better
        rank), paragraphs (that hold it), rank_by_paragraphs, section, in_section (occurrences),
        share, dispersion (over the document's paragraphs) and dispersion_expected (of as many
        occurrences that fall at random), plain and plain_in_section (occurrences inside longer
        terms counted too: the share must hold of these as well, for a term that stands elsewhere
        within longer ones is repeated everywhere), references (in the section); documents in their
        order, the most frequent terms first.

    Examples
    --------
    >>> import unreports
    >>> from unreports.analysis.frequency import count_terms
    >>> table = concentrated(count_terms(unreports.load_corpus("data/corpus")))
    >>> table[["term", "frequency", "in_section"]].values.tolist()[0]
    ['union africaine', 49, 49]
    """
    counts = in_order(counts)
    labels = part_labels(counts.paragraphs, counts.sections, by="section").to_numpy()
    symbols = counts.paragraphs["symbol"].to_numpy()
    tables = [
        _of_document(counts, labels, symbols == symbol, leading, min_frequency)
        for symbol in dict.fromkeys(symbols)
    ]
    table = pd.concat(tables, ignore_index=True)
    falls = table["rank_by_paragraphs"] > table["rank"]
    kept = falls & (table["share"] >= min_share) & (table["size"] <= max_words)
    table = _with_plain(counts, labels, table[kept])
    holds = table["plain_in_section"] >= min_share * table["plain"]
    return table[holds][list(COLUMNS)].reset_index(drop=True)


def _with_plain(counts: TermCounts, labels: np.ndarray, table: pd.DataFrame) -> pd.DataFrame:
    """Add how often each term stands in its document and section, in longer terms too."""
    plain = count_plain(counts, table["term"])
    column = {term: number for number, term in enumerate(plain.terms)}
    symbols = counts.paragraphs["symbol"].to_numpy()
    matrix = plain.matrix.toarray()
    found = []
    for term, symbol, section in zip(table["term"], table["symbol"], table["section"], strict=True):
        own = matrix[:, column[term]] * (symbols == symbol)
        found.append((int(own.sum()), int(own[labels == section].sum())))
    return table.assign(
        plain=[whole for whole, _ in found], plain_in_section=[inside for _, inside in found]
    )


def _of_document(
    counts: TermCounts,
    labels: np.ndarray,
    inside: np.ndarray,
    leading: int,
    min_frequency: int,
) -> pd.DataFrame:
    matrix, words, labels = counts.matrix[inside], counts.words[inside], labels[inside]
    cited = counts.paragraphs["reference"].to_numpy()[inside]
    frequency = pd.Series(np.asarray(matrix.sum(axis=0)).ravel())
    held = pd.Series(np.asarray((matrix > 0).sum(axis=0)).ravel())
    ranks = frequency.rank(method="min", ascending=False).astype(int)
    held_ranks = held.rank(method="min", ascending=False).astype(int)
    spread = deviation_of_proportions(matrix, words)
    even = expected_deviation(frequency, words)
    chosen = np.flatnonzero((ranks <= leading) & (frequency >= max(min_frequency, 1)))
    rows = []
    for term in sorted(chosen, key=lambda i: (-frequency[i], counts.terms[i])):
        own = matrix[:, [term]].toarray().ravel()
        by_section = pd.Series(own).groupby(labels, sort=False).sum()
        section, most = str(by_section.idxmax()), int(by_section.max())
        there = labels == section
        rows.append(
            {
                "term": counts.terms[term], "frequency": int(frequency[term]),
                "rank": int(ranks[term]), "paragraphs": int(held[term]),
                "rank_by_paragraphs": int(held_ranks[term]), "section": section,
                "in_section": most, "share": most / int(frequency[term]),
                "dispersion": float(spread[term]),
                "dispersion_expected": float(even[term]),
                "size": int(words[there].sum()) / max(int(words.sum()), 1),
                "references": cite_together(cited[there & (own > 0)]),
            }
        )  # fmt: skip
    symbol = str(counts.paragraphs["symbol"].to_numpy()[inside][0])
    return pd.DataFrame(rows, columns=[*COLUMNS, "size"]).assign(symbol=symbol)
