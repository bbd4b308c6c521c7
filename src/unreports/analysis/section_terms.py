"""What is specific to each section, beyond the name that it bears.

Two numbers for a term in a section. Lafon's specificity counts occurrences: it ranks. Words come in
bundles, so it is too sure; whether a section can be told apart is asked of its paragraphs: were the
corpus' paragraphs dealt to the sections at random, how probable is it that so many that hold the
term, or more, would fall into this one? All terms of all sections are tested together, so the
probabilities are adjusted by the false discovery rate of the whole table.

A section on an organisation repeats the organisation's name. That is no finding: a term made of
nothing but words of the section's title, or of the names and acronyms that the gazetteer has for
an organisation in the title, is marked as the section's own name.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.stats import hypergeom

from unreports import language
from unreports.analysis.frequency import TermCounts, in_order
from unreports.analysis.keyness import false_discovery_rate
from unreports.analysis.parts import cite_together, part_labels
from unreports.analysis.specificity import specificity
from unreports.annotation.organisations.matching import plain
from unreports.errors import AnalysisError

COLUMNS = (
    "term", "part", "frequency", "paragraphs", "of_paragraphs", "specificity", "p", "q", "own_name",
    "references",
)  # fmt: skip


def section_terms(
    counts: TermCounts, *, min_frequency: int = 5, min_paragraphs: int = 3, level: int | None = None
) -> pd.DataFrame:
    """List the terms that each section has more of than its size would give it.

    Parameters
    ----------
    counts : TermCounts
    min_frequency, min_paragraphs : int
        Leave out the terms with fewer occurrences, or in fewer paragraphs, in the corpus.
    level : int, optional
        The depth of the outline to cut at; by default the innermost section.

    Returns
    -------
    DataFrame
        term, part, frequency and paragraphs (in the section), of_paragraphs (that the section has),
        specificity (Lafon's, above 0), p (hypergeometric, of the paragraphs), q (false discovery
        rate over all terms and sections), own_name (whether the term only names the section),
        references; the smallest p first, then the highest specificity.

    Raises
    ------
    AnalysisError
        No term reaches the floors.

    Notes
    -----
    With N paragraphs, K of which hold the term, n in the section and k of these with the term,
    p = P(X >= k) of the hypergeometric distribution: Fisher's exact test, in one direction, and the
    null hypothesis is just that paragraphs are dealt to sections at random.

    Examples
    --------
    >>> import unreports
    >>> from unreports.analysis.frequency import count_terms
    >>> table = section_terms(count_terms(unreports.load_corpus("data/corpus")))
    >>> table[["term", "part", "own_name"]].values.tolist()[0]
    ['union africaine', 'Union africaine', True]
    """
    counts = in_order(counts)
    total = np.asarray(counts.matrix.sum(axis=0)).ravel()
    held = np.asarray((counts.matrix > 0).sum(axis=0)).ravel()
    kept = np.flatnonzero((total >= max(min_frequency, 1)) & (held >= max(min_paragraphs, 1)))
    if not len(kept):
        raise AnalysisError(
            f"no term occurs {min_frequency} times in {min_paragraphs} paragraphs",
            remedy="Lower min_frequency or min_paragraphs.",
        )
    labels = part_labels(counts.paragraphs, counts.sections, by="section", level=level)
    codes, parts = pd.factorize(labels)
    rows = len(codes)
    member = sparse.csr_matrix((np.ones(rows, dtype=np.int64), (codes, np.arange(rows))))
    matrix = counts.matrix[:, kept].tocsr()
    there = (member @ (matrix > 0)).toarray()
    often = (member @ matrix).toarray()
    sizes, words = np.bincount(codes), member @ counts.words
    p = hypergeom.sf(there - 1, rows, held[kept][None], sizes[:, None])
    q = false_discovery_rate(np.where(there > 0, p, 1.0).ravel()).reshape(p.shape)
    all_words = int(counts.words.sum())
    tables = []
    for part, name in enumerate(parts):
        score = specificity(
            often[part], total[kept] - often[part], int(words[part]), all_words - int(words[part])
        )
        found = np.flatnonzero((there[part] > 0) & (score > 0))
        tables.append(
            pd.DataFrame(
                {
                    "column": kept[found], "part": name, "frequency": often[part, found],
                    "paragraphs": there[part, found], "of_paragraphs": sizes[part],
                    "specificity": score[found], "p": p[part, found], "q": q[part, found],
                    "code": part,
                }
            )
        )  # fmt: skip
    table = pd.concat(tables, ignore_index=True)
    table["term"] = np.asarray(counts.terms, dtype=object)[table["column"]]
    table["own_name"] = _own_names(counts, codes, table)
    table["references"] = _references(counts, codes, table)
    ranked = table.sort_values(
        ["p", "specificity", "code", "term"], ascending=[True, False, True, True]
    )
    return ranked[list(COLUMNS)].reset_index(drop=True)


def _references(counts: TermCounts, codes: np.ndarray, table: pd.DataFrame) -> list[str]:
    cited = counts.paragraphs["reference"].to_numpy()
    columns = counts.matrix.tocsc()
    columns.sort_indices()
    found = []
    for column, code in zip(table["column"], table["code"], strict=True):
        own = columns.indices[columns.indptr[column] : columns.indptr[column + 1]]
        found.append(cite_together(cited[own[codes[own] == code]]))
    return found


def _own_names(counts: TermCounts, codes: np.ndarray, table: pd.DataFrame) -> list[bool]:
    """Whether each term consists of words of its section's title and organisations."""
    titles = {
        (symbol, section): title
        for symbol, section, title in zip(
            *(counts.sections[name] for name in ("symbol", "section", "title")), strict=True
        )
    }
    first = pd.Series(range(len(codes))).groupby(codes).first().to_numpy()
    columns = (counts.paragraphs[name].iloc[first] for name in ("symbol", "section", "language"))
    places = list(zip(*columns, strict=True))
    named = [
        _words([titles.get((symbol, section), ""), *_names(counts, symbol, section)], code)
        for symbol, section, code in places
    ]
    return [
        _words([term], places[code][2]) <= named[code]
        for term, code in zip(table["term"], table["code"], strict=True)
    ]


def _names(counts: TermCounts, symbol: str, section: str) -> list[str]:
    """Give all names and acronyms of the organisations that a section's title names."""
    if counts.corpus is None:
        return []
    known = counts.corpus.mentions
    rows = [known.gazetteer[one] for one in known.section_organisations.get((symbol, section), [])]
    return [
        name
        for row in rows
        for name in (*row.names, *row.aliases_fr, *row.aliases_en, row.acronym_fr, row.acronym_en)
    ]


def _words(names: list[str], code: str) -> frozenset[str]:
    return frozenset(
        plain(language.lemma(token.text, code)).casefold()
        for name in names
        for token in language.tokenise(name, code)
    )
