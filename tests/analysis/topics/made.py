"""Made corpora with topics that are known."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse

from unreports.analysis.frequency import TermCounts


def counted(matrix: np.ndarray, terms: tuple[str, ...] = (), sections: object = "1") -> TermCounts:
    """Counts as those of a corpus of one document."""
    n, m = matrix.shape
    frame = pd.DataFrame(
        {
            "symbol": "A/1/1",
            "paragraph": np.arange(1, n + 1),
            "section": sections,
            "reference": [f"A/1/1, par. {i + 1}" for i in range(n)],
            "language": "en",
        }
    )
    names = terms or tuple(f"t{i:03}" for i in range(m))
    words = matrix.sum(axis=1)
    return TermCounts(sparse.csr_matrix(matrix), names, frame, words, pd.DataFrame())


def planted(groups: int = 3, paragraphs: int = 20, seed: int = 0) -> tuple[TermCounts, np.ndarray]:
    """Paragraphs that draw most words from their own group's vocabulary."""
    rng = np.random.default_rng(seed)
    own = 12
    truth = np.repeat(np.arange(groups), paragraphs)
    matrix = rng.poisson(0.08, size=(len(truth), groups * own))
    for row, group in enumerate(truth):
        matrix[row, group * own : (group + 1) * own] += rng.poisson(1.2, size=own)
    terms = tuple(f"g{g}w{w:02}" for g in range(groups) for w in range(own))
    return counted(matrix, terms, [str(g + 1) for g in truth]), truth
