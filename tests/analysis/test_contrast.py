from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

import unreports
from unreports.analysis.contrast import TERMS, read_contrast, term_table
from unreports.analysis.frequency import TermCounts, count_terms
from unreports.analysis.keyness import log_likelihood
from unreports.analysis.parts import cite_together
from unreports.analysis.reference_list import ReferenceList
from unreports.analysis.specificity import specificity
from unreports.corpus import Corpus
from unreports.errors import AnalysisError, CorpusError

MEASURES = ["g2", "log_ratio", "log_odds_z", "specificity", "g2_paragraphs"]


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


def made(counts: TermCounts, matrix: np.ndarray, words: np.ndarray) -> TermCounts:
    """Other frequencies in as many of the corpus' paragraphs, the first half one document."""
    rows = counts.paragraphs.iloc[: len(matrix)].copy()
    rows["symbol"] = ["A/1/1"] * (len(rows) // 2) + ["A/1/2"] * (len(rows) - len(rows) // 2)
    rows["reference"] = [f"{s}, par. {i}" for i, s in enumerate(rows["symbol"])]
    names = tuple(f"t{i:04}" for i in range(matrix.shape[1]))
    return replace(
        counts, matrix=sparse.csr_matrix(matrix), terms=names, paragraphs=rows, words=words
    )


def test_the_table_has_a_row_for_each_term_and_part(table: pd.DataFrame) -> None:
    """With the columns of the design first, and no number missing."""
    assert list(table) == list(TERMS)
    assert not table.duplicated(["term", "part"]).any()
    assert len(table) == table["term"].nunique() * 2
    assert list(table["part"].unique()) == ["A/75/345", "CEB/2021/1"]
    assert np.isfinite(table.select_dtypes("number")).all(axis=None)
    assert (table["low"] <= table["high"]).all()
    for name in ("p_g2", "p_holm", "q_fdr"):
        assert table[name].between(0, 1).all()
    assert (table["p_g2"] <= table["q_fdr"]).all()
    assert (table["q_fdr"] <= table["p_holm"]).all()


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
    other = corpus.documents.set_index("symbol").at["A/75/345", "words"]
    assert row["g2"] == log_likelihood([row["frequency"]], [0], words, other)[0]
    assert row["specificity"] == specificity([row["frequency"]], [0], words, other)[0]
    assert row["g2_paragraphs"] == log_likelihood([len(holds)], [0], 37, 108)[0]
    assert 0 < row["low"] < row["log_ratio"] < row["high"]


def test_two_parts_mirror_each_other(table: pd.DataFrame) -> None:
    """What one document uses more the other uses less, to the same degree."""
    one, other = (rows.set_index("term").sort_index() for _, rows in table.groupby("part"))
    for name in MEASURES:
        np.testing.assert_allclose(one[name], -other[name], atol=1e-9)
    assert (one["low"] == -other["high"]).all()
    assert (one["high"] == -other["low"]).all()
    assert (one["sure"] == other["sure"]).all()


@pytest.mark.parametrize("contrast", ["document", "section"])
def test_what_a_part_lacks_it_does_not_use_more(counts: TermCounts, contrast: str) -> None:
    """The log ratio, G2 and the interval agree on the direction; nothing absent is used more."""
    rows = term_table(counts, contrast, n_resamples=200)
    assert (np.sign(rows["log_ratio"].round(9)) == np.sign(rows["g2"].round(9))).all()
    lacking = rows[rows["frequency"] == 0]
    assert (lacking["low"] <= 0).all()
    assert (lacking["g2"] <= 0).all()


def test_six_against_none_is_not_sure(counts: TermCounts) -> None:
    """In three quarters of the words, six occurrences would fall so by chance one time in six."""
    matrix = np.zeros((80, 2), dtype=np.int64)
    matrix[:6, 0] = 1
    matrix[:60, 1] = 1
    symbols = made(counts, matrix, np.full(80, 100))
    rows = symbols.paragraphs.assign(symbol=["A/1/1"] * 60 + ["A/1/2"] * 20)
    table = term_table(replace(symbols, paragraphs=rows), min_paragraphs=1).set_index(
        ["part", "term"]
    )
    six, sixty = table.loc[("A/1/1", "t0000")], table.loc[("A/1/1", "t0001")]
    assert six["low"] < 0 < six["log_ratio"]
    assert not six["sure"]
    assert sixty["sure"]
    assert sixty["low"] > 0


def test_shuffled_paragraphs_give_no_sure_term(counts: TermCounts) -> None:
    """The shipped text, its paragraphs dealt to two documents at random, ten times."""
    rng = np.random.default_rng(17)
    found, tested, alone = 0, 0, 0.0
    for _ in range(10):
        symbols = rng.permutation(counts.paragraphs["symbol"])
        dealt = replace(counts, paragraphs=counts.paragraphs.assign(symbol=symbols))
        rows = term_table(dealt, n_resamples=100)
        rows = rows[rows["part"] == "CEB/2021/1"]
        found, tested = found + int(rows["sure"].sum()), tested + len(rows)
        alone += float((rows["p_g2"] < 0.05).mean()) / 10
    assert found <= 0.005 * tested
    assert alone > 0.06  # words come in bundles: G2 of words alone is sure too often


def test_the_order_of_paragraphs_changes_nothing(corpus: Corpus, table: pd.DataFrame) -> None:
    """Not even the bootstrap."""
    shuffled = replace(corpus, paragraphs=corpus.paragraphs.sample(frac=1, random_state=3))
    pd.testing.assert_frame_equal(term_table(count_terms(shuffled), n_resamples=200), table)


def test_floors_hold_for_all_sides_together_and_are_told(counts: TermCounts) -> None:
    """A term may be rare in a part."""
    rows = term_table(counts, min_frequency=12, min_paragraphs=10, n_resamples=2)
    totals = rows.groupby("term")[["frequency", "paragraphs"]].sum()
    assert totals["frequency"].min() == 12
    assert totals["paragraphs"].min() == 10
    assert rows.attrs == {
        "contrast": "document", "min_frequency": 12, "min_paragraphs": 10, "terms": len(totals),
        "terms_of": len(counts.terms),
    }  # fmt: skip
    with pytest.raises(AnalysisError, match="no term occurs 9000 times in 3 paragraphs"):
        term_table(counts, min_frequency=9000)


def test_a_single_part_has_nothing_to_compare(small: Corpus) -> None:
    """Zeros and ones, not NaN."""
    rows = term_table(count_terms(small), min_frequency=2, min_paragraphs=2)
    assert (rows[[*MEASURES, "low", "high"]] == 0).all(axis=None)
    assert (rows[["p_g2", "p_holm", "q_fdr"]] == 1).all(axis=None)
    assert rows.set_index("term").at["forêt", "references"] == "A/74/1, par. 1-4"


def test_sections_are_parts(small: Corpus) -> None:
    """By title; a part may be one paragraph, and lack a term."""
    rows = term_table(
        count_terms(small), "section", min_frequency=1, min_paragraphs=1, n_resamples=50
    ).set_index(["part", "term"])
    assert rows.loc[("Les forêts", "arbre"), "frequency"] == 2
    assert rows.loc[("Introduction", "arbre"), "frequency"] == 0
    assert rows.loc[("Introduction", "arbre"), "references"] == ""
    assert rows.loc[("Introduction", "arbre"), "dispersion"] == 1
    assert np.isfinite(rows.select_dtypes("number")).all(axis=None)


@pytest.mark.parametrize(
    ("spec", "parts", "sizes"),
    [
        ("document", ["A/75/345", "CEB/2021/1"], [108, 37]),
        ("A/75/345 : CEB/2021/1", ["A/75/345", "CEB/2021/1"], [108, 37]),
        ("document=CEB/2021/1 : rest", ["CEB/2021/1", "rest"], [37, 108]),
        ("a/75/345:Rest", ["A/75/345", "rest"], [108, 37]),
        ("rest : s/2020/898", ["rest", "A/75/345"], [37, 108]),
        ("section=union  AFRICAINE : rest", ["Union africaine", "rest"], [18, 127]),
        ("section=Union africaine & paragraphs=5..7 : A/75/345 & !section=2.1",
         ["section=Union africaine & paragraphs=5..7", "A/75/345 & !section=2.1"],
         [3, 90]),
        ("section=Introduction & a/75/345 : ceb/2021/1 & section=introduction",
         ["Introduction (A/75/345)", "Introduction (CEB/2021/1)"], [4, 2]),
        ("paragraphs=1..5 & A/75/345 : paragraphs=40..200",
         ["A/75/345, par. 1-5", "A/75/345, par. 40-108"], [5, 69]),
        ("organisation=union AFRICAINE : rest", ["Union africaine", "rest"], [18, 127]),
        ("organisation=UA : rest", ["Union africaine", "rest"], [18, 127]),
        ("organisation=l’Union africaine : rest", ["Union africaine", "rest"], [18, 127]),
        ("organisation=World Health Organisation : rest",
         ["Organisation mondiale de la Santé", "rest"], [1, 144]),
        ("organisation=African Union : rest", ["Union africaine", "rest"], [18, 127]),
        ("dates=2020..2021 : rest", ["events of 2020..2021", "rest"], [26, 119]),
        ("A/75/345 & language=fr : CEB/2021/1 & language=fr",
         ["A/75/345 & language=fr", "CEB/2021/1 & language=fr"], [108, 37]),
    ],
)  # fmt: skip
def test_contrasts_by_name(
    counts: TermCounts, spec: str, parts: list[str], sizes: list[int]
) -> None:
    """Each side has its name and its paragraphs, and none of the other's."""
    sides = read_contrast(counts, spec).sides
    assert [side.part for side in sides] == parts
    assert [int(side.inside.sum()) for side in sides] == sizes
    assert not any((side.inside & side.outside).any() for side in sides)


def test_paragraphs_that_mention_an_organisation(corpus: Corpus, counts: TermCounts) -> None:
    """Those of the table of organisations."""
    side = read_contrast(counts, "organisation=UNHCR : rest").sides[0]
    rows = corpus.organisations
    expected = set(rows[rows["organisation"] == "UNHCR"]["reference"])
    found = set(counts.paragraphs["reference"][side.inside])
    assert found == expected & set(counts.paragraphs["reference"])


@pytest.mark.parametrize("window", ["2019-01..2019-06", "2019", "2018-12-03..2019-02"])
def test_paragraphs_with_an_event_in_a_window(
    corpus: Corpus, counts: TermCounts, window: str
) -> None:
    """An event that begins before the end and ends after the beginning."""
    side = read_contrast(counts, f"dates={window} : rest").sides[0]
    first, last = {
        "2019-01..2019-06": ("2019-01-01", "2019-06-30"), "2019": ("2019-01-01", "2019-12-31"),
        "2018-12-03..2019-02": ("2018-12-03", "2019-02-28"),
    }[window]  # fmt: skip
    rows = corpus.dates[(corpus.dates["role"] == "event") & (corpus.dates["begin"] != "")]
    expected = {
        row.reference for row in rows.itertuples() if row.begin <= last and row.finish >= first
    } & set(counts.paragraphs["reference"])
    assert set(counts.paragraphs["reference"][side.inside]) == expected


def test_a_contrast_of_two_sets_leaves_the_others_out(counts: TermCounts) -> None:
    """Frequencies are those of the two sides alone."""
    rows = term_table(counts, "section=Union africaine : CEB/2021/1", n_resamples=2)
    total = rows[rows["term"] == "paix"]["frequency"].sum()
    inside = counts.matrix[:, [counts.terms.index("paix")]].toarray().ravel()
    labels = counts.paragraphs["symbol"] == "CEB/2021/1"
    african = (counts.paragraphs["section"] == "2.1") & ~labels
    assert total == inside[(labels | african).to_numpy()].sum()
    assert rows.attrs["terms_of"] < len(counts.terms)


def test_a_list_of_frequencies(counts: TermCounts) -> None:
    """One part; a term that the list lacks counts as absent; the list has no paragraphs."""
    other = ReferenceList({"paix": 2000}, 100_000)
    rows = term_table(counts, "reference", reference=other, n_resamples=100)
    assert list(rows["part"].unique()) == ["corpus"]
    row = rows.set_index("term").loc["paix"]
    words = counts.words.sum()
    assert row["g2"] == log_likelihood([row["frequency"]], [2000], words, 100_000)[0] < 0
    assert row["low"] < row["log_ratio"] < row["high"] < 0
    assert (rows["g2_paragraphs"] == 0).all()
    assert rows.set_index("term")["sure"].loc["paix"]
    assert not rows[rows["term"] != "paix"]["sure"].any()  # the list's silence is no zero
    one = term_table(counts, "CEB/2021/1 : reference", reference=other, n_resamples=2)
    assert list(one["part"].unique()) == ["CEB/2021/1"]
    assert (one["frequency"] >= 5).all()
    assert (one["paragraphs"] >= 3).all()


@pytest.mark.parametrize(
    ("spec", "error", "message"),
    [
        ("", AnalysisError, "'' names no contrast"),
        ("page", AnalysisError, "Allowed are 'document', 'section'"),
        ("A/75/345", AnalysisError, "names no contrast"),
        ("A/75/345 : CEB/2021/1 : rest", AnalysisError, "names no contrast"),
        ("A/75/345 : page=3", AnalysisError, "'page=3' names no set of paragraphs"),
        ("section= : rest", AnalysisError, "names no set of paragraphs"),
        ("A/1/1 : rest", CorpusError, "no document 'A/1/1'"),
        ("section=Atlantide : rest", CorpusError, "no section 'Atlantide'"),
        ("organisation=XYZ : rest", AnalysisError, "names no organisation 'XYZ'.*Union afr"),
        ("organisation=Unoin africaine : rest", AnalysisError, "mean organisation=Union africaine"),
        ("organisation=OTAN : rest", AnalysisError, "no organisation 'OTAN' .Organisation du Tr"),
        ("organisation=CEI : rest", AnalysisError, "2 organisations.*=Communauté d'États indép"),
        (
            "section=Introduction : rest",
            AnalysisError,
            "Say which: A/75/345 & section=Introduction; CEB/2021/1 & section=Introduction",
        ),
        ("paragraphs=1..5 : rest", AnalysisError, "CEB/2021/1 & paragraphs=1..5"),
        ("section=Union africane : rest", CorpusError, "Did you mean section=Union africaine"),
        ("A/75/346 : rest", CorpusError, "Did you mean A/75/345"),
        ("sections=Union africaine : rest", AnalysisError, "mean section=Union africaine"),
        ("Union africaine : rest", AnalysisError, "mean section=Union africaine"),
        ("rest : rest", AnalysisError, "names no contrast"),
        ("rest : reference", AnalysisError, "names no contrast"),
        ("dates=2020-13..2020-14 : rest", AnalysisError, "there is no month 2020-13"),
        ("dates=2019-02-30 : rest", AnalysisError, "there is no day 2019-02-30"),
        ("paragraphs=7..5 : rest", AnalysisError, "Write paragraphs=5..7"),
        ("dates=hier : rest", AnalysisError, "'hier' is no span of days"),
        ("dates=2020..2019 : rest", AnalysisError, "Write dates=2019..2020"),
        ("dates=1820 : rest", AnalysisError, "no paragraph of the corpus"),
        ("paragraphs=a : rest", AnalysisError, "no span of paragraphs"),
        ("language=fr : rest", AnalysisError, "the whole corpus: there is no rest"),
        ("organisation=AU : organisation=UN", AnalysisError, "paragraphs in common"),
        ("reference", AnalysisError, "needs a list of frequencies"),
    ],
)
def test_errors_say_what_is_allowed(
    counts: TermCounts, spec: str, error: type[Exception], message: str
) -> None:
    """What was named, why it cannot be, what can."""
    with pytest.raises(error, match=message):
        read_contrast(counts, spec)


@pytest.mark.parametrize(
    "spec",
    [
        "organisation=AU : organisation=UA",
        "organisation=AU : organisation=UN",
        "section=Union africaine : A/75/345",
        "A/75/345 : section=Union africaine",
        "A/75/345 & !section=Union africaine : A/75/345",
        "A/75/345 & dates=2020 : A/75/345 & dates=2019",
        "A/75/345 : section=Union africaine & paragraphs=5..8",
    ],
)
def test_the_contrast_suggested_can_be_asked_for(counts: TermCounts, spec: str) -> None:
    """Sides that overlap: the message names two that do not, and have paragraphs."""
    with pytest.raises(AnalysisError) as caught:
        read_contrast(counts, spec)
    suggested = caught.value.remedy.removeprefix("Compare instead ")
    assert suggested != caught.value.remedy
    one, other = read_contrast(counts, suggested).sides
    assert one.inside.any()
    assert other.inside.any()
    assert not (one.inside & other.inside).any()


def test_titles_with_the_marks_of_the_grammar(folder: Callable[..., Path]) -> None:
    """A colon or an ampersand in a title is part of it."""
    text = (
        "I. Introduction\n\n1. Un début.\n\nII. Forêts : vie & mort\n\n2. Une suite.\n\n"
        "III. Fin\n\n3. La fin.\n"
    )
    report = folder() / "A_74_1-fr.txt"
    head = report.read_text("utf-8").split("I. Introduction")[0]
    report.write_text(head + text, "utf-8")
    own = unreports.load_corpus(report)
    assert "Forêts : vie & mort" in own.sections["title"].tolist()
    one, other = read_contrast(own, "section=forêts : vie & mort : rest").sides
    assert (one.part, other.part) == ("Forêts : vie & mort", "rest")
    assert int(one.inside.sum()) == 1


def test_counts_without_a_corpus(counts: TermCounts) -> None:
    """Documents and sections can be compared, sets of paragraphs cannot."""
    bare = replace(counts, corpus=None)
    assert len(read_contrast(bare, "document").sides) == 2
    with pytest.raises(AnalysisError, match="Make them by count_terms"):
        read_contrast(bare, "A/75/345 : rest")


def test_planted_terms_are_found(counts: TermCounts) -> None:
    """Three terms four times as frequent in one half come first, with intervals above 0."""
    rng = np.random.default_rng(11)
    matrix = rng.poisson(1.0, (120, 60))
    matrix[:60, :3] = rng.poisson(4.0, (60, 3))
    rows = term_table(made(counts, matrix, np.full(120, 300)), n_resamples=300)
    first = rows[rows["part"] == "A/1/1"].head(3)
    assert set(first["term"]) == {"t0000", "t0001", "t0002"}
    assert (first["low"] > 0).all()
    assert first["log_ratio"].between(1.5, 2.5).all()
    assert (first["p_holm"] < 0.001).all()
    assert first["sure"].all()
    assert (rows[rows["part"] == "A/1/1"].iloc[3:]["p_holm"] > 0.05).all()


def test_labels_without_meaning_give_five_in_a_hundred(counts: TermCounts) -> None:
    """2,000 terms scattered word by word: p < 0.05 for about 5 %, and no discovery."""
    rng = np.random.default_rng(5)
    matrix = rng.poisson(0.8, (100, 2000))
    rows = term_table(made(counts, matrix, np.full(100, 20_000)), n_resamples=2)
    rows = rows[rows["part"] == "A/1/1"]
    assert (rows["p_g2"] < 0.05).mean() == pytest.approx(0.05, abs=0.012)
    assert rows["sure"].sum() == 0
    assert (rows["specificity"].abs() > 3).mean() < 0.005
    assert (rows["q_fdr"] < 0.05).sum() == 0


def test_bundles_of_words_mislead_g2_but_not_the_paragraphs(counts: TermCounts) -> None:
    """Terms that come ten at a time: G2 is sure far too often, paragraphs are not."""
    rng = np.random.default_rng(7)
    matrix = rng.binomial(1, 0.08, (100, 1500)) * 10
    rows = term_table(made(counts, matrix, np.full(100, 20_000)), n_resamples=2)
    rows = rows[rows["part"] == "A/1/1"]
    assert (rows["g2"].abs() > 3.841).mean() > 0.3
    assert (rows["g2_paragraphs"].abs() > 3.841).mean() < 0.09


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_table_is_finite_or_a_message(counts: TermCounts, data: st.DataObject) -> None:
    """Terms everywhere, nowhere, in one paragraph; paragraphs without words."""
    rows, columns = data.draw(st.integers(2, 6)), data.draw(st.integers(1, 4))
    cells = st.lists(st.integers(0, 4), min_size=columns, max_size=columns)
    matrix = np.array(data.draw(st.lists(cells, min_size=rows, max_size=rows)), dtype=np.int64)
    slack = data.draw(st.lists(st.integers(0, 5), min_size=rows, max_size=rows))
    corpus = made(counts, matrix, matrix.sum(axis=1) + np.array(slack))
    if not matrix.any():
        with pytest.raises(AnalysisError, match="no term occurs"):
            term_table(corpus, min_frequency=1, min_paragraphs=1, n_resamples=5)
        return
    table = term_table(corpus, min_frequency=1, min_paragraphs=1, n_resamples=5)
    assert np.isfinite(table.select_dtypes("number")).all(axis=None)
    assert table["dispersion"].between(0, 1).all()
