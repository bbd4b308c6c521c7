"""Terms by parts: the table that correspondence analysis and co-mention read.

Floors come first: a section of a few words has a profile that one sentence makes, and a term of
one paragraph tells no two sections apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from unreports.analysis.frequency import TermCounts
from unreports.analysis.parts import By, part_labels
from unreports.errors import AnalysisError


@dataclass(frozen=True, eq=False)
class Contingency:
    """What is counted in each paragraph, and the part that each paragraph is in.

    Attributes
    ----------
    matrix : sparse matrix of int, paragraphs by terms
        Of the terms above the floors, in the paragraphs of the parts above theirs.
    terms : tuple of str
        What the columns count, in alphabetical order of code points.
    parts : tuple of str
        In the order of symbols and pages.
    part_of : array of int
        For each paragraph, the place of its part in `parts`.
    paragraphs : DataFrame
        What the rows are.
    words : array of int
        Running words of each paragraph.
    left_out : tuple of str
        The parts below the floor.
    """

    matrix: sparse.csr_matrix
    terms: tuple[str, ...]
    parts: tuple[str, ...]
    part_of: NDArray[np.int64]
    paragraphs: pd.DataFrame
    words: NDArray[np.int64]
    left_out: tuple[str, ...]

    @cached_property
    def membership(self) -> sparse.csr_matrix:
        """Parts by paragraphs: 1 where the paragraph is in the part."""
        rows = len(self.part_of)
        return sparse.csr_matrix(
            (np.ones(rows), (self.part_of, np.arange(rows))), shape=(len(self.parts), rows)
        )

    @cached_property
    def table(self) -> pd.DataFrame:
        """Occurrences, terms by parts."""
        counts = (self.membership @ self.matrix).T.toarray().astype(int)
        return pd.DataFrame(counts, index=list(self.terms), columns=list(self.parts))

    @cached_property
    def references(self) -> list[list[str]]:
        """For each term, the paragraphs that hold it."""
        columns = self.matrix.tocsc()
        columns.sort_indices()
        cited = self.paragraphs["reference"].to_numpy()
        ends = columns.indptr
        return [list(cited[columns.indices[ends[i] : ends[i + 1]]]) for i in range(len(self.terms))]

    def by_document(self) -> pd.DataFrame:
        """Occurrences, terms by documents."""
        symbols = self.paragraphs["symbol"].to_numpy()
        names = list(dict.fromkeys(symbols))
        sums = [np.asarray(self.matrix[symbols == name].sum(axis=0)).ravel() for name in names]
        return pd.DataFrame(dict(zip(names, sums, strict=True)), index=list(self.terms))

    def dealt(self, rng: np.random.Generator) -> NDArray[np.float64]:
        """Occurrences, terms by parts, with the paragraphs dealt at random to parts of one size."""
        shuffled: NDArray[np.float64] = (
            self.membership @ self.matrix[rng.permutation(len(self.part_of))]
        ).T.toarray()
        return shuffled


def cross(
    counts: TermCounts,
    *,
    by: By = "section",
    level: int | None = None,
    min_frequency: int = 5,
    min_paragraphs: int = 3,
    min_words: int = 200,
) -> Contingency:
    """Cross terms with parts.

    Parameters
    ----------
    counts : TermCounts
    by : {"document", "section"}
        What a part is.
    level : int, optional
        With sections, the depth of the outline to cut at; by default the innermost section.
    min_frequency, min_paragraphs : int
        Leave out the terms with fewer occurrences, or in fewer paragraphs, in the parts kept.
    min_words : int
        Leave out the parts with fewer running words.

    Raises
    ------
    AnalysisError
        Fewer than two parts or terms reach the floors.

    Examples
    --------
    >>> import unreports
    >>> from unreports.analysis.frequency import count_terms
    >>> crossed = cross(count_terms(unreports.load_corpus("data/corpus")))
    >>> crossed.table.loc["causes profondes", "Union africaine"]
    np.int64(0)
    """
    rows = counts.paragraphs.reset_index(drop=True)
    order = rows.sort_values(["symbol", "position"], kind="stable").index.to_numpy()
    paragraphs = rows.loc[order].reset_index(drop=True)
    labels = part_labels(paragraphs, counts.sections, by=by, level=level)
    words = counts.words[order]
    sizes = pd.Series(words).groupby(labels.to_numpy(), sort=False).sum()
    parts = [str(part) for part in sizes.index[sizes >= min_words]]
    if len(parts) < 2:
        raise AnalysisError(
            f"{len(parts)} of {len(sizes)} parts have {min_words} words, and two are needed",
            remedy="Lower min_words, or compare other parts.",
        )
    inside = labels.isin(parts).to_numpy()
    matrix = counts.matrix[order][inside]
    total = np.asarray(matrix.sum(axis=0)).ravel()
    held = np.asarray((matrix > 0).sum(axis=0)).ravel()
    kept = np.flatnonzero((total >= max(min_frequency, 1)) & (held >= max(min_paragraphs, 1)))
    if len(kept) < 2:
        raise AnalysisError(
            f"{len(kept)} terms occur {min_frequency} times in {min_paragraphs} paragraphs, and "
            "two are needed",
            remedy="Lower min_frequency or min_paragraphs.",
        )
    place = {part: number for number, part in enumerate(parts)}
    return Contingency(
        matrix=matrix[:, kept].tocsr(),
        terms=tuple(counts.terms[i] for i in kept),
        parts=tuple(parts),
        part_of=np.array([place[part] for part in labels[inside]], dtype=np.int64),
        paragraphs=paragraphs[inside].reset_index(drop=True),
        words=words[inside],
        left_out=tuple(str(part) for part in sizes.index[sizes < min_words]),
    )
