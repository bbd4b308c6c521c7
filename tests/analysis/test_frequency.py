from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import unreports
from unreports import language
from unreports.analysis.frequency import (
    TermCounts,
    count_terms,
    tfidf,
)
from unreports.analysis.parts import cite_together, part_labels
from unreports.analysis.resampling import log_ratio_interval, resample
from unreports.corpus import Corpus
from unreports.errors import AnalysisError


@pytest.fixture(scope="module")
def counts(corpus: Corpus) -> TermCounts:
    return count_terms(corpus)


def test_the_matrix_counts_the_terms_of_each_paragraph(corpus: Corpus, counts: TermCounts) -> None:
    """Against a Counter for every paragraph."""
    body = corpus.body
    assert counts.matrix.shape == (len(body), len(counts.terms))
    assert list(counts.terms) == sorted(set(counts.terms))
    for row in (0, 17, len(body) - 1):
        text = body["text"][row]
        expected = Counter(term.term for term in language.terms(text, "fr"))
        cells = counts.matrix[[row]].tocoo()
        assert {counts.terms[c]: n for c, n in zip(cells.col, cells.data, strict=True)} == expected
        assert counts.words[row] == len(language.tokenise(text, "fr"))


def test_sections_of_one_title_are_told_apart(corpus: Corpus) -> None:
    """By symbol; and a level of the outline can be chosen."""
    body = corpus.body
    labels = part_labels(body, corpus.sections, by="section")
    assert {"Introduction (A/75/345)", "Introduction (CEB/2021/1)"} <= set(labels)
    assert labels[body["reference"] == "A/75/345, par. 7"].item() == "Union africaine"
    top = part_labels(body, corpus.sections, by="section", level=1)
    assert top[body["reference"] == "A/75/345, par. 7"].item().startswith("Coopération entre")
    with pytest.raises(AnalysisError, match="not 'page'"):
        part_labels(body, corpus.sections, by="page")  # type: ignore[arg-type]


def test_no_term_is_an_error(folder: Callable[..., Path]) -> None:
    """A corpus of numbers and stop words."""
    text = "Distr. générale\n\n1. Et 2 pour 3 en 2019.\n\n2. Il est là.\n"
    corpus = unreports.load_corpus(folder(**{"A_1_1-fr": text}))
    with pytest.raises(AnalysisError, match="holds no term"):
        count_terms(corpus)


def test_tfidf_is_what_the_formula_says(counts: TermCounts) -> None:
    """Against the definition, for one section."""
    weights = tfidf(counts, min_frequency=1)
    labels = part_labels(counts.paragraphs, counts.sections, by="section")
    sums = pd.DataFrame(counts.matrix.toarray(), columns=counts.terms).groupby(labels).sum()
    row = sums.loc["Communauté des Caraïbes"]
    idf = {t: math.log(len(sums) / (sums[t] > 0).sum()) for t in row.index[row > 0]}
    raw = {t: (1 + math.log(row[t])) * idf[t] for t in idf}
    norm = math.sqrt(sum(w * w for w in raw.values()))
    got = weights[weights["part"] == "Communauté des Caraïbes"].set_index("term")
    assert got["tfidf"].to_dict() == pytest.approx({t: w / norm for t, w in raw.items()})
    assert got["rank"].tolist() == list(range(1, len(got) + 1))
    assert got["tfidf"].is_monotonic_decreasing
    assert got.index[0] == "CARICOM"


def test_tfidf_of_a_single_part_is_zero(folder: Callable[..., Path]) -> None:
    """No term tells it from others."""
    assert (tfidf(count_terms(unreports.load_corpus(folder())), by="document")["tfidf"] == 0).all()


@pytest.mark.parametrize(
    ("references", "expected"),
    [
        ([], ""),
        (["A/1, par. 5"], "A/1, par. 5"),
        (["A/1, par. 5", "A/1, par. 6", "A/1, par. 7", "A/1, par. 9"], "A/1, par. 5-7, 9"),
        (["A/1, par. 5", "CEB/2021/1, par. 3"], "A/1, par. 5 ; CEB/2021/1, par. 3"),
        (["A/1, bloc 3", "A/1, bloc 5", "A/1, résumé"], "A/1, bloc 3, 5 ; A/1, résumé"),
    ],
)
def test_citations_are_written_together(references: list[str], expected: str) -> None:
    """Each document once; runs as spans."""
    assert cite_together(references) == expected


def test_the_bootstrap_draws_paragraphs() -> None:
    """Against a loop over the same draws."""
    rng = np.random.default_rng(5)
    part, rest = rng.poisson(2, (6, 3)), rng.poisson(1, (9, 3))
    words = rng.integers(20, 40, 6), rng.integers(20, 40, 9)
    low, high = log_ratio_interval(
        *(unreports_sparse(m) for m in (part, rest)), *words, n_resamples=40, seed=1
    )
    rng = np.random.default_rng(1)
    drawn, others = resample(6, 40, rng), resample(9, 40, rng)
    ratios = []
    for once, again in zip(drawn, others, strict=True):
        a = np.repeat(part, once, axis=0).sum(axis=0)
        b = np.repeat(rest, again, axis=0).sum(axis=0)
        n, m = np.repeat(words[0], once).sum(), np.repeat(words[1], again).sum()
        ratios.append(np.log2(np.where(a == 0, 0.5, a) / n / (np.where(b == 0, 0.5, b) / m)))
    np.testing.assert_allclose(low, np.percentile(ratios, 2.5, axis=0))
    np.testing.assert_allclose(high, np.percentile(ratios, 97.5, axis=0))


def unreports_sparse(matrix: np.ndarray) -> object:
    from scipy import sparse

    return sparse.csr_matrix(matrix)


def test_an_interval_needs_resamples(counts: TermCounts) -> None:
    """One draw has no spread."""
    with pytest.raises(AnalysisError, match="2 resamples or more"):
        log_ratio_interval(
            counts.matrix[:9], counts.matrix[9:], counts.words[:9], counts.words[9:], n_resamples=1
        )
