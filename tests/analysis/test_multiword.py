from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

import unreports
from unreports.analysis.frequency import count_terms
from unreports.analysis.multiword import COLUMNS, c_values, log_dice, multiword_terms
from unreports.corpus import Corpus
from unreports.errors import AnalysisError


def test_c_values_of_the_published_example() -> None:
    """Frantzi, Ananiadou and Mima (2000), section 2.3.1, as the package ncnc prints it."""
    frequencies = {
        "adenoid cystic basal cell carcinoma": 5, "cystic basal cell carcinoma": 11,
        "ulcerated basal cell carcinoma": 7, "recurrent basal cell carcinoma": 5,
        "circumscribed basal cell carcinoma": 3, "basal cell carcinoma": 984,
    }  # fmt: skip
    values = c_values({tuple(term.split()): n for term, n in frequencies.items()})
    found = {" ".join(key): value for key, (value, _) in values.items()}
    assert found == pytest.approx(
        {
            "basal cell carcinoma": 1551.361296, "ulcerated basal cell carcinoma": 14.0,
            "cystic basal cell carcinoma": 12.0, "adenoid cystic basal cell carcinoma": 11.60964,
            "recurrent basal cell carcinoma": 10.0, "circumscribed basal cell carcinoma": 6.0,
        }
    )  # fmt: skip
    assert values[("basal", "cell", "carcinoma")][1] == 26


def test_a_fragment_has_no_value_and_takes_none() -> None:
    """What never stands outside a longer term is none, and does not count in what it holds."""
    values = c_values({("a", "b", "c"): 6, ("a", "b"): 6, ("b", "c"): 8})
    assert values[("a", "b")] == (0.0, 6)
    assert values[("b", "c")] == (2.0, 6)


@pytest.mark.parametrize(
    ("together", "alone", "expected"),
    [(8, (389, 230), 8.726204), (300, (300, 300), 14.0), (3, (3000, 3000), 4.034216),
     (300, (3000, 3000), 10.67807), (0, (3, 4), 0.0), (5, (5, 5, 5), 14.0)],
)  # fmt: skip
def test_log_dice(together: int, alone: tuple[int, ...], expected: float) -> None:
    """Values of M. Sugiura's R function for Rychlý (2008), sugiura-ken.org; 14 at most."""
    assert log_dice(together, *alone) == pytest.approx(expected, abs=1e-5)


@pytest.fixture(scope="module")
def table(corpus: Corpus) -> pd.DataFrame:
    return multiword_terms(corpus)


def test_terms_of_the_reports(corpus: Corpus, table: pd.DataFrame) -> None:
    """Names that no list has, whole; frequencies as in the text."""
    assert list(table) == list(COLUMNS)
    found = table.set_index("term")
    assert {"pandémie de COVID-19", "causes profondes des conflits"} <= set(found.index)
    assert "organisation du traité de sécurité collective" in found.index
    assert "traité de sécurité" not in found.index  # a fragment
    assert "nations unies" not in found.index  # listed already
    texts = corpus.body["text"].str.replace("’", "'").str.lower()
    row = found.loc["causes profondes des conflits"]
    assert row["frequency"] == texts.str.count("causes profondes des conflits").sum()
    assert row["paragraphs"] == texts.str.contains("causes profondes des conflits").sum()
    assert (found["frequency"] >= 5).all()
    assert (found["paragraphs"] >= 3).all()
    assert found["words"].between(2, 4).all()


def test_the_order_of_paragraphs_does_not_matter(corpus: Corpus, table: pd.DataFrame) -> None:
    """Nor for the citations."""
    shuffled = replace(corpus, paragraphs=corpus.paragraphs.sample(frac=1, random_state=1))
    pd.testing.assert_frame_equal(multiword_terms(shuffled), table)


def test_found_terms_can_be_counted(corpus: Corpus, table: pd.DataFrame) -> None:
    """As extra terms, and by the unit of that name."""
    counts = count_terms(corpus, extra=table["term"])
    column = counts.terms.index("pandémie de COVID-19")
    row = table.set_index("term").loc["pandémie de COVID-19"]
    assert counts.matrix[:, [column]].sum() == row["frequency"]
    same = count_terms(corpus, unit="multiword")
    assert same.terms == counts.terms
    assert (same.matrix != counts.matrix).nnz == 0


def test_a_planted_term_is_found(folder: Callable[..., Path]) -> None:
    """Six times in four paragraphs, between other words and a verb."""
    text = "Distr. générale\n\n" + "\n\n".join(
        f"{n}. Il a salué la pêche côtière durable au port numéro{n}. La pêche est {word}."
        for n, word in enumerate(["belle", "grande", "petite", "forte", "longue", "riche"], start=1)
    )
    corpus = unreports.load_corpus(folder(**{"A_1_1-fr": text}))
    assert multiword_terms(corpus)["term"].tolist()[0] == "pêche côtière durable au port"
    assert "pêche côtière" not in set(multiword_terms(corpus)["term"])


def test_none_is_an_empty_table(corpus: Corpus) -> None:
    """With the columns; and a term of one word is no term of several."""
    none = multiword_terms(corpus, min_frequency=500)
    assert none.empty
    assert list(none) == list(COLUMNS)
    with pytest.raises(AnalysisError, match="at least 2"):
        multiword_terms(corpus, max_words=1)
