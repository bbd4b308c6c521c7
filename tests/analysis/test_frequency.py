from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import unreports
from unreports import language
from unreports.analysis.frequency import (
    TERMS,
    TermCounts,
    count_terms,
    term_table,
    tfidf,
)
from unreports.analysis.parts import cite_together, part_labels
from unreports.analysis.resampling import log_ratio_interval, resample
from unreports.corpus import Corpus
from unreports.errors import AnalysisError


@pytest.fixture(scope="module")
def counts(corpus: Corpus) -> TermCounts:
    return count_terms(corpus)


@pytest.fixture(scope="module")
def table(counts: TermCounts) -> pd.DataFrame:
    return term_table(counts, n_resamples=200)


@pytest.fixture
def small(folder: Callable[..., Path]) -> Corpus:
    """One document of four paragraphs in two sections."""
    return unreports.load_corpus(folder())


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


def test_the_table_has_a_row_for_each_term_and_part(table: pd.DataFrame) -> None:
    """With the columns of the design, and no number missing."""
    assert list(table) == list(TERMS)
    assert not table.duplicated(["term", "part"]).any()
    assert len(table) == table["term"].nunique() * 2
    assert list(table["part"].unique()) == ["A/75/345", "CEB/2021/1"]
    assert np.isfinite(table.select_dtypes("number")).all(axis=None)
    assert (table["low"] <= table["high"]).all()


def test_a_row_by_hand(corpus: Corpus, table: pd.DataFrame) -> None:
    """confiance: counted in the text itself."""
    row = table[(table["term"] == "confiance") & (table["part"] == "CEB/2021/1")].iloc[0]
    texts = corpus.filter(documents="CEB/2021/1").body.set_index("paragraph")["text"]
    joined = [t.replace("renforcement de la confiance", "") for t in texts]
    assert row["frequency"] == sum(t.count("confiance") for t in joined)
    words = corpus.documents.set_index("symbol").at["CEB/2021/1", "words"]
    assert row["rate"] == pytest.approx(10_000 * row["frequency"] / words)
    holds = [n for n, t in zip(texts.index, joined, strict=True) if "confiance" in t]
    assert row["paragraphs"] == len(holds)
    assert row["references"] == cite_together([f"CEB/2021/1, par. {n}" for n in holds])
    assert row["g2"] > 10.83
    assert 0 < row["low"] < row["log_ratio"] < row["high"]


def test_two_parts_mirror_each_other(table: pd.DataFrame) -> None:
    """What one document uses more the other uses less, to the same degree."""
    one, other = (rows.set_index("term").sort_index() for _, rows in table.groupby("part"))
    for name in ("g2", "log_ratio", "log_odds_z"):
        np.testing.assert_allclose(one[name], -other[name], atol=1e-9)


def test_the_order_of_paragraphs_changes_nothing(corpus: Corpus, table: pd.DataFrame) -> None:
    """Not even the bootstrap."""
    shuffled = replace(corpus, paragraphs=corpus.paragraphs.sample(frac=1, random_state=3))
    pd.testing.assert_frame_equal(term_table(count_terms(shuffled), n_resamples=200), table)


def test_floors_hold_for_the_whole_corpus(counts: TermCounts) -> None:
    """A term may be rare in a part."""
    rows = term_table(counts, min_frequency=12, min_paragraphs=10, n_resamples=2)
    totals = rows.groupby("term")[["frequency", "paragraphs"]].sum()
    assert totals["frequency"].min() == 12
    assert totals["paragraphs"].min() == 10
    with pytest.raises(AnalysisError, match="no term occurs 9000 times in 3 paragraphs"):
        term_table(counts, min_frequency=9000)


def test_a_single_part_has_nothing_to_compare(small: Corpus) -> None:
    """Zeros, not NaN."""
    rows = term_table(count_terms(small), min_frequency=2, min_paragraphs=2)
    assert (rows[["g2", "log_ratio", "log_odds_z", "low", "high"]] == 0).all(axis=None)
    assert rows.set_index("term").at["forêt", "references"] == "A/74/1, par. 1-4"


def test_sections_are_parts(small: Corpus) -> None:
    """By title; a part may be one paragraph, and lack a term."""
    rows = term_table(
        count_terms(small), by="section", min_frequency=1, min_paragraphs=1, n_resamples=50
    ).set_index(["part", "term"])
    assert rows.loc[("Les forêts", "arbre"), "frequency"] == 2
    assert rows.loc[("Introduction", "arbre"), "frequency"] == 0
    assert rows.loc[("Introduction", "arbre"), "references"] == ""
    assert rows.loc[("Introduction", "arbre"), "dispersion"] == 1
    assert np.isfinite(rows.select_dtypes("number")).all(axis=None)


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


def test_tfidf_of_a_single_part_is_zero(small: Corpus) -> None:
    """No term tells it from others."""
    assert (tfidf(count_terms(small), by="document")["tfidf"] == 0).all()


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
        term_table(counts, n_resamples=1)
