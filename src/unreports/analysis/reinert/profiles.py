"""What is typical of each class: its terms, segments, documents and sections.

Counted are segments. With n classified segments, n_k of them in class k, s with the term and a
with the term in class k, the χ² of the table of two rows and two columns is::

    χ² = n (a n - s n_k)² / (s (n - s) n_k (n - n_k))

given the sign of a - s n_k / n, without correction, as IRaMuTeQ gives it. The classes were made of
these same terms: p orders them, it does not prove that the classes exist.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from scipy.stats import chi2 as chi2_distribution

from unreports.analysis.parts import part_labels
from unreports.analysis.reinert.segments import Segments

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
_LABEL = 3  # terms in a class' name


def signed_chi2(both: Floats, terms: Floats, classes: Floats, total: int) -> Floats:
    """χ² of terms by classes, negative where a term is rarer in a class than elsewhere.

    Parameters
    ----------
    both : array, terms by classes
        Segments of the class with the term.
    terms, classes : array
        Segments with the term; segments of the class.
    total : int
        Classified segments.

    Examples
    --------
    12 of the 20 segments with a term are in a class of 40, of 100 (R's `chisq.test` without
    correction has 4.1667):

    >>> signed_chi2(np.array([[12.0]]), np.array([20.0]), np.array([40.0]), 100).round(4)
    array([[4.1667]])
    """
    rows, columns = terms[:, None], classes[None]
    deviation = both * total - rows * columns
    spread = rows * (total - rows) * columns * (total - columns)
    value = np.divide(total * deviation**2, spread, out=np.zeros(deviation.shape), where=spread > 0)
    return np.where(deviation < 0, -value, value) + 0.0


def p_values(chi2: Floats) -> Floats:
    """Probability of a χ² so far from 0, of one degree of freedom."""
    return np.asarray(chi2_distribution.sf(np.abs(chi2), 1))


def indicator(labels: Ints, count: int) -> sparse.csr_matrix:
    """Segments by classes: 1 where the segment is in the class; none of class 0."""
    inside = np.flatnonzero(labels)
    cells = (np.ones(len(inside)), (inside, labels[inside] - 1))
    return sparse.csr_matrix(cells, shape=(len(labels), count))


def profile(present: sparse.csr_matrix, labels: Ints, count: int) -> pd.DataFrame:
    """Cross things (columns of presence by segments) with classes.

    Returns
    -------
    DataFrame
        place (the column), class, chi2, p, segments (of the class, with it), total (classified
        ones with it), share (segments / total); by place, then class.
    """
    member = indicator(labels, count)
    both = np.asarray((present.T @ member).todense(), dtype=float)
    sizes = np.asarray(member.sum(axis=0)).ravel()
    totals = both.sum(axis=1)
    chi2 = signed_chi2(both, totals, sizes, int(sizes.sum()))
    repeated = np.repeat(totals, count)
    return pd.DataFrame(
        {
            "place": np.repeat(np.arange(len(both)), count),
            "class": np.tile(np.arange(1, count + 1), len(both)),
            "chi2": chi2.ravel(),
            "p": p_values(chi2).ravel(),
            "segments": both.ravel().astype(int),
            "total": repeated.astype(int),
            "share": both.ravel() / np.maximum(repeated, 1),
        }
    )


def term_table(segments: Segments, labels: Ints, count: int) -> pd.DataFrame:
    """Give class, term, chi2, p, segments, total, share, rank: the most typical term first."""
    table = profile(segments.matrix, labels, count)
    table["term"] = np.asarray(segments.terms, dtype=object)[table["place"]]
    table["order"] = -table["chi2"].round(9)
    table = table.sort_values(["class", "order", "term"], kind="stable")
    table["rank"] = table.groupby("class").cumcount() + 1
    names = ["class", "term", "chi2", "p", "segments", "total", "share", "rank"]
    return table[names].reset_index(drop=True)


def variable_table(segments: Segments, labels: Ints, count: int) -> pd.DataFrame:
    """Give variable ("document", "section"), value, class, chi2, p, segments, total, share."""
    tables = []
    for variable in ("document", "section"):
        named = part_labels(segments.table, segments.sections, by=variable)
        codes, values = pd.factorize(named)
        rows = np.arange(len(codes))
        present = sparse.csr_matrix((np.ones(len(codes)), (rows, codes)))
        table = profile(present, labels, count)
        table.insert(0, "variable", variable)
        table.insert(1, "value", np.asarray(values, dtype=object)[table["place"]])
        tables.append(table.drop(columns="place"))
    return pd.concat(tables, ignore_index=True)


def segment_table(segments: Segments, labels: Ints, terms: pd.DataFrame) -> pd.DataFrame:
    """Give each segment its class (0 for none) and its score: the sum of its terms' χ² there.

    Only terms that are more frequent in the class count.
    """
    place = {term: column for column, term in enumerate(segments.terms)}
    weights = np.zeros((len(segments.terms), int(labels.max(initial=0)) + 1))
    rows = [place[term] for term in terms["term"]]
    weights[rows, terms["class"].to_numpy()] = np.maximum(terms["chi2"], 0.0)
    scores = np.asarray(segments.matrix @ weights)[np.arange(len(labels)), labels]
    table = segments.table.drop(columns="words")
    table.insert(3, "class", labels)
    table.insert(4, "score", scores)
    return table


def paragraph_table(segments: pd.DataFrame) -> pd.DataFrame:
    """Give each paragraph the class that most of its segments are in.

    Parameters
    ----------
    segments : DataFrame
        That of `segment_table`.

    Returns
    -------
    DataFrame
        symbol, paragraph, class (of equal ones that of the highest sum of scores; 0 where no
        segment is classified), segments (in that class), total, share, reference.
    """
    # Runs of segments, not groups by number: blocks that bear none are paragraphs too.
    is_first = segments["segment"].to_numpy() == 1
    owners, labels = np.cumsum(is_first) - 1, segments["class"].to_numpy()
    shape = (int(is_first.sum()), int(labels.max(initial=0)) + 1)
    votes, scores = np.zeros(shape), np.zeros(shape)
    np.add.at(votes, (owners, labels), 1.0)
    np.add.at(scores, (owners, labels), segments["score"].to_numpy())
    total = votes.sum(axis=1)
    votes[:, 0] = 0.0  # the segments in no class have no vote; where all are, class 0 remains
    leads = votes == votes.max(axis=1, keepdims=True)
    best = np.where(leads, scores.round(9), -1.0).argmax(axis=1)
    best[votes.max(axis=1) == 0] = 0
    count = votes[np.arange(len(best)), best]
    table = segments.loc[is_first, ["symbol", "paragraph"]].reset_index(drop=True)
    table = table.assign(
        **{"class": best, "segments": count.astype(int), "total": total.astype(int)},
        share=count / total,
        reference=segments.loc[is_first, "reference"].to_numpy(),
    )
    return pd.DataFrame(table)


def class_table(labels: Ints, terms: pd.DataFrame, count: int) -> pd.DataFrame:
    """Give class, segments, share (of the classified ones), label (its most typical terms)."""
    sizes = np.bincount(labels, minlength=count + 1)[1:]
    typical = terms[(terms["rank"] <= _LABEL) & (terms["chi2"] > 0)]
    names = typical.groupby("class")["term"].agg(", ".join)
    return pd.DataFrame(
        {
            "class": np.arange(1, count + 1),
            "segments": sizes,
            "share": sizes / max(int(sizes.sum()), 1),
            "label": [str(names.get(number, "")) for number in range(1, count + 1)],
        }
    )
