"""Precision, recall and F1: by hand, against scikit-learn, and on what was annotated."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import precision_recall_fscore_support

from tests.conftest import ROOT
from unreports.analysis.cooperation import cooperation
from unreports.analysis.validation import misses_and_false_alarms, scores, validate
from unreports.analysis.validation.alignment import Span, align, around, locate
from unreports.analysis.validation.judgement import (
    DATE_ASPECTS,
    Validation,
    assemble,
    judge_mentions,
    judge_sets,
)
from unreports.analysis.validation.passages import Passage, corpus_passages
from unreports.corpus import Corpus, load_corpus
from unreports.errors import AnalysisError
from unreports.gold import Gold, load_gold


def passage(text: str, number: int = 2) -> Passage:
    return Passage("A/1", number, "fr", text, ((0, 0, f"A/1, par. {number}"),))


def judged(counts: list[tuple[int, int, int, int]]) -> Validation:
    """So many right, missed, false and wrong in each paragraph."""
    read = [("dates", "value", "fr", "A/1", number) for number in range(len(counts))]
    rows = [
        (*home, kind, "", "", "", "", item)
        for home, each in zip(read, counts, strict=True)
        for kind, times in zip(("right", "miss", "false alarm", "wrong"), each, strict=True)
        for item in range(times)
    ]
    return assemble([(rows, read)])  # type: ignore[list-item]


def one(validation: Validation, **settings: int) -> pd.Series:
    table = scores(validation, **settings)
    assert len(table) == 1
    return table.iloc[0]


@pytest.mark.parametrize(
    ("counts", "precision", "recall", "f1"),
    [
        ((3, 1, 2, 0), 3 / 5, 3 / 4, 6 / 9),
        ((4, 0, 0, 0), 1, 1, 1),
        ((8, 0, 0, 2), 8 / 10, 8 / 10, 8 / 10),
        ((0, 2, 0, 0), 0, 0, 0),
        ((0, 0, 3, 0), 0, 0, 0),
        ((1, 1, 1, 1), 1 / 3, 1 / 3, 1 / 3),
    ],
)
def test_scores_by_hand(
    counts: tuple[int, int, int, int], precision: float, recall: float, f1: float
) -> None:
    """A wrong one is a miss and a false alarm; without anything to divide by, the score is 0."""
    found = one(judged([counts]), resamples=10)
    measured = [found["precision"], found["recall"], found["f1"]]
    assert measured == pytest.approx([precision, recall, f1])


_SETS = st.lists(
    st.tuples(st.sets(st.sampled_from("abcdef")), st.sets(st.sampled_from("abcdef"))),
    min_size=1,
    max_size=8,
)


@settings(deadline=None)
@given(_SETS)
def test_sets_score_as_in_scikit_learn(pairs: list[tuple[set[str], set[str]]]) -> None:
    """Micro-averaged over a table of paragraphs by items."""
    read = {("A/1", n): passage("", n) for n in range(len(pairs))}
    gold, found = (
        {("A/1", n): dict.fromkeys(sorted(both[side]), "") for n, both in enumerate(pairs)}
        for side in (0, 1)
    )
    result = scores(assemble([judge_sets("organisations", "by paragraph", read, gold, found)]))
    truth, guess = (
        np.array([[item in both[side] for item in "abcdef"] for both in pairs]) for side in (0, 1)
    )
    if not truth.any() and not guess.any():
        assert result.empty
        return
    wanted = precision_recall_fscore_support(truth, guess, average="micro", zero_division=0)
    row = result.iloc[0]
    assert [row["precision"], row["recall"], row["f1"]] == pytest.approx(wanted[:3])
    assert (row["gold"], row["found"]) == (truth.sum(), guess.sum())
    for measure in ("precision", "recall", "f1"):
        assert 0 <= row[f"{measure}_low"] <= row[f"{measure}_high"] <= 1


def test_the_interval_is_drawn_over_paragraphs() -> None:
    """Ten errors in one paragraph leave more doubt than ten paragraphs with one each."""
    spread = one(judged([(9, 1, 0, 0)] * 10))
    bunched = one(judged([(10, 0, 0, 0)] * 9 + [(0, 10, 0, 0)]))
    assert spread["recall"] == bunched["recall"] == pytest.approx(0.9)
    assert spread["recall_low"] == spread["recall_high"] == pytest.approx(0.9)
    assert bunched["recall_high"] - bunched["recall_low"] > 0.2


def test_the_interval_agrees_with_a_plain_bootstrap() -> None:
    """Paragraphs drawn one by one, with another generator, end within a few thousandths."""
    counts = [
        (3, 1, 0, 0),
        (5, 0, 1, 0),
        (2, 2, 0, 0),
        (0, 0, 1, 0),
        (6, 0, 0, 1),
        (4, 1, 1, 0),
    ] * 5
    found = one(judged(counts), resamples=4000)
    rng = np.random.default_rng(7)
    table = np.array(counts)
    f1 = []
    for _ in range(4000):
        right, missed, alarms, wrong = table[rng.integers(0, len(table), len(table))].sum(axis=0)
        f1.append(2 * right / (2 * right + missed + alarms + 2 * wrong))
    wanted = np.percentile(f1, [2.5, 97.5])
    assert [found["f1_low"], found["f1_high"]] == pytest.approx(list(wanted), abs=0.008)


def test_the_seed_fixes_the_intervals() -> None:
    """The same call gives the same table, another seed another."""
    made = judged([(3, 1, 0, 0), (5, 0, 1, 0), (2, 2, 0, 0)] * 4)
    pd.testing.assert_frame_equal(scores(made), scores(made))
    assert not scores(made, seed=1).equals(scores(made))
    with pytest.raises(AnalysisError, match="2 resamples"):
        scores(made, resamples=1)


@pytest.mark.parametrize(
    ("text", "words", "places"),
    [
        ("en mai 2019 et en mai 2019", ["mai 2019", "mai 2019"], [3, 18]),
        ("le 1er mai", ["1^{er} mai"], [3]),
        ("l’année", ["l'année"], [0]),
        ("Nigéria et Niger", ["Niger"], [11]),
        ("en 2020, 2019", ["2019", "2020"], [9, 3]),
        ("en 2019", ["2018"], [-1]),
        ("du 3 au 5 mai (2019)", ["du 3 au 5 mai", "2019"], [0, 15]),
    ],
)
def test_where_annotations_stand(text: str, words: list[str], places: list[int]) -> None:
    """In the order of the text, whole words only, none twice."""
    assert [span.start for span in locate(text, [(w, "", "") for w in words])] == places


def test_recognition_has_the_benefit_of_the_doubt() -> None:
    """Of several places with the same words, the recognised one is taken."""
    text = "le Bureau pour l'Afrique, en Afrique"
    recognised = [Span(29, 36, "Afrique")]
    assert [s.start for s in locate(text, [("Afrique", "", "")], recognised)] == [29]
    assert [s.start for s in locate(text, [("Afrique", "", "")])] == [17]


def test_each_mention_is_matched_once() -> None:
    """The largest overlap wins; what is left is a miss or a false alarm."""
    gold = [Span(0, 10, "long"), Span(12, 16, "next")]
    found = [Span(0, 3, "a"), Span(4, 10, "b"), Span(12, 16, "next"), Span(20, 24, "late")]
    pairs = [(a and a.text, b and b.text) for a, b in align(gold, found)]
    assert pairs == [("long", "b"), (None, "a"), ("next", "next"), (None, "late")]


def test_the_aspects_of_a_date() -> None:
    """Found, value, span and role are judged apart; what is missed has no role."""
    text = "En mai 2019, puis en 2020 et le 3 juin 2021"
    gold = {("A/1", 2): [("mai 2019", "2019-05", "event"), ("2020", "2020", "event")]}
    found = {
        ("A/1", 2): [
            Span(0, 11, "En mai 2019", "2019-05", "period"),
            Span(32, 43, "3 juin 2021", "2021-06-03", "event"),
        ]
    }
    made = assemble(
        [judge_mentions("dates", DATE_ASPECTS, {("A/1", 2): passage(text)}, gold, found)]
    )
    table = scores(made, resamples=10).set_index("aspect")[["gold", "found", "right"]]
    assert table.to_dict("index") == {
        "found": {"gold": 2, "found": 2, "right": 1},
        "value": {"gold": 2, "found": 2, "right": 1},
        "span": {"gold": 2, "found": 2, "right": 0},
        "role": {"gold": 1, "found": 1, "right": 0},
    }
    listed = misses_and_false_alarms(made, "dates")
    assert listed[["kind", "aspects", "gold", "found"]].values.tolist() == [
        ["wrong", "span; role", "mai 2019 = 2019-05, event", "En mai 2019 = 2019-05, period"],
        ["miss", "found; value; span", "2020 = 2020, event", ""],
        ["false alarm", "found; value; span", "", "3 juin 2021 = 2021-06-03, event"],
    ]
    assert set(listed["reference"]) == {"A/1, par. 2"}
    assert "puis en 2020" in listed.loc[1, "text"]
    assert misses_and_false_alarms(made, "places").empty


def test_the_text_around_a_mention_is_cut_between_words() -> None:
    """So that an error can be read where it is listed."""
    text = "mot " * 40 + "2019" + " fin" * 40
    shown = around(text, Span(160, 164, "2019"))
    assert shown.startswith("… mot")
    assert shown.endswith("fin …")
    assert "mot 2019 fin" in shown
    assert around("en 2019", Span(3, 7, "2019")) == "en 2019"


@pytest.fixture
def report(folder: Callable[..., Path]) -> Corpus:
    return load_corpus(folder())


def written(tmp_path: Path, coverage: str, **tables: list[dict[str, object]]) -> Gold:
    home = tmp_path / "gold"
    home.mkdir()
    for kind, rows in tables.items():
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (home / f"{kind}.jsonl").write_text(lines, encoding="utf-8")
    (home / "coverage.csv").write_text("kind,symbol,language,paragraphs\n" + coverage, "utf-8")
    return load_gold(home)


def date(number: int, text: str, value: str, symbol: str = "A/74/1") -> dict[str, object]:
    return {
        "doc": symbol, "para": number, "text": text, "type": "DATE", "value": value,
        "role": "event",
    }  # fmt: skip


def test_only_paragraphs_that_were_read_count(report: Corpus, tmp_path: Path) -> None:
    """Paragraph 1 and its date are left alone; a wrong value and a miss are told apart."""
    gold = written(
        tmp_path,
        "dates,A/74/1,fr,even\n",
        dates=[date(2, "5 mars 2019", "2019-03-05"), date(2, "2018", "2017"), date(4, "nord", "")],
    )
    table = scores(validate(report, gold), resamples=10).set_index("aspect")
    assert table.loc["found", ["paragraphs", "gold", "found", "right"]].tolist() == [2, 3, 3, 2]
    assert table.loc["value", "right"] == 1
    listed = misses_and_false_alarms(validate(report, gold))
    assert listed["kind"].tolist() == ["wrong", "miss", "false alarm"]


def test_another_language_or_document_is_not_compared(report: Corpus, tmp_path: Path) -> None:
    """What the corpus does not have is named, and nothing fails."""
    gold = written(
        tmp_path,
        "dates,A/74/1,en,all\ndates,A/60/2,fr,all\n",
        dates=[date(2, "5 mars 2019", "2019-03-05"), date(1, "2018", "2018", "A/60/2")],
    )
    made = validate(report, gold)
    assert set(made.absent) == {"A/60/2", "A/74/1"}
    assert scores(made).empty
    assert misses_and_false_alarms(made).empty
    assert scores(validate(report, Gold())).empty


def test_passages_with_their_text_are_recognised_by_themselves(
    report: Corpus, tmp_path: Path
) -> None:
    """Dates in all of them, organisations in those that were read; no corpus is asked."""
    gold = written(
        tmp_path,
        "organisations,A/74/1,en,1\n",
        **{
            "paragraphs-en": [
                {"doc": "A/74/1", "para": n, "text": text, "document_date": "2020-02-01"}
                for n, text in ((1, "On 5 May, UNICEF met the African Union."), (2, "WHO in 2019."))
            ],
            "dates-en": [date(1, "5 May", "2019-05-05"), date(2, "2019", "2019")],
            "organisations-en": [
                {"doc": "A/74/1", "para": 1, "organisation": one, "surface": [one]}
                for one in ("UNICEF", "AU", "EU")
            ],
        },
    )
    made = validate(report, gold)
    table = scores(made, resamples=10).set_index(["task", "aspect"])
    wanted = ["paragraphs", "gold", "found", "right"]
    assert table.loc[("dates", "found"), wanted].tolist() == [2, 2, 2, 2]
    assert table.loc[("organisations", "by paragraph"), wanted].tolist() == [1, 3, 2, 2]
    assert made.absent == ()
    assert "A/74/1, para. 1" in set(misses_and_false_alarms(made)["reference"])


def test_notes_belong_to_their_paragraph(corpus: Corpus) -> None:
    """As the annotators had them; what comes before the first paragraph is 0."""
    passages = corpus_passages(corpus)
    assert "1er janvier 2019" in passages["A/75/345", 50].text
    where = passages["A/75/345", 50].text.index("1er janvier 2019")
    assert passages["A/75/345", 50].reference(where) == "A/75/345, par. 50, note 1"
    assert passages["A/75/345", 50].reference() == "A/75/345, par. 50"
    front = passages["A/75/345", 0].text
    assert "Distr. générale" in front
    assert "17 août 2018" in front


def test_the_shipped_annotations_are_reached(corpus: Corpus) -> None:
    """What the project promises of its own reports."""
    gold = load_gold(ROOT / "data" / "gold")
    made = validate(corpus, gold, cooperation(corpus, corpus.organisations))
    table = scores(made, resamples=100).set_index(["task", "aspect", "language"])["f1"]
    for key, promised in {
        ("dates", "value", "fr"): 0.98,
        ("dates", "role", "fr"): 0.92,
        ("dates", "value", "en"): 0.92,
        ("organisations", "by paragraph", "fr"): 0.95,
        ("organisations", "by paragraph", "en"): 0.85,
        ("places", "code", "fr"): 0.95,
        ("citations", "by paragraph", "fr"): 0.95,
        ("cooperation", "UN entities", "fr"): 0.90,
        ("cooperation", "pairs", "fr"): 0.80,
        ("cooperation", "themes", "fr"): 0.75,
    }.items():
        assert table[key] >= promised, key
    assert made.absent == ()
    listed = misses_and_false_alarms(made)
    assert listed["reference"].str.match(r".+, (par|para)\. \d+|.+, (résumé|page de titre)").all()
    assert (listed["gold"] != listed["found"]).all()
