"""Topics that begin from given words."""

from __future__ import annotations

import pandas as pd
import pytest

from unreports.analysis.frequency import count_terms
from unreports.analysis.topics import fit_seeded, fit_topics, parse_seeds
from unreports.analysis.topics.seeds import find_seeds
from unreports.errors import AnalysisError, UnreportsWarning

from .made import planted


def seeds(**words: str) -> pd.DataFrame:
    rows = [(name, word) for name, own in words.items() for word in own.split()]
    return pd.DataFrame(rows, columns=["name", "given"])


def test_seeds_are_read_as_spreadsheets_write_them():
    """By comma or semicolon, columns in any order, blank lines, quotes; each pair once."""
    comma = parse_seeds('Topic,Term\n"Peace, security",truce\n\n"Peace, security",truce\n')
    assert comma.values.tolist() == [["Peace, security", "truce"]]
    semicolon = parse_seeds("note;term;topic\r\nx; climat ;Climat\r\n")
    assert semicolon.values.tolist() == [["Climat", "climat"]]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "line 1: no column topic"),
        ("topic,word\na,b\n", "line 1: no column term"),
        ("topic,term\n", "no seed word"),
        ("topic,term\na,b\nc\n", "line 3: no term"),
        ("topic,term\na,b\n,d\n", "line 3: no topic"),
    ],
)
def test_a_bad_file_of_seeds_says_the_line(text, message):
    """And the form that is wanted."""
    with pytest.raises(AnalysisError, match=f"mine.csv(, )?.*{message}.*topic,term"):
        parse_seeds(text, where="mine.csv")


def test_seeds_are_brought_to_the_forms_that_the_corpus_counts(corpus):
    """Plural, capitals, an expression that it joins, two words that it does not."""
    counts = count_terms(corpus)
    given = ["Femmes", "changements climatiques", "covid-19", "femmes pacifiques", "terorisme"]
    found = find_seeds(pd.DataFrame({"name": "x", "given": given}), counts)
    assert found[["term", "nearest"]].values.tolist() == [
        ["femme", ""],
        ["changements climatiques", ""],
        ["COVID-19", ""],
        ["femme", ""],
        ["pacifique", ""],
        ["", "terrorisme"],
    ]


def test_seeds_give_a_topic_its_name_and_its_words():
    """Words of the third group: its topic is theirs, the others stay as they were."""
    counts, _ = planted()
    seeded = fit_seeded(counts, 3, seeds(Mine="g2w01 g2w05"))
    row = seeded.matches[seeded.matches["name"] == "Mine"].iloc[0]
    assert seeded.model.labels[row["topic"]].startswith("Mine: g2w")
    assert row["similarity"] > 0.95
    table = seeded.terms.set_index("term")
    assert set(table.index[table["seed"]]) == {"g2w01", "g2w05"}
    assert (table.loc[["g2w01", "g2w05"], "after"] > table.loc[["g2w01", "g2w05"], "before"]).all()
    assert seeded.moved.empty


def test_seeds_make_a_topic_that_would_not_be_there(corpus):
    """Of the paragraphs on terrorism, which the free topics share out; most words are not given."""
    counts = count_terms(corpus)
    seeded = fit_seeded(counts, 8, seeds(Terrorism="terrorisme"))
    own = seeded.terms
    assert own.iloc[0]["term"] == "terrorisme"
    assert own.iloc[0]["after"] > 5 * own.iloc[0]["before"]
    assert own.iloc[0]["after"] < 0.2
    assert len(own) > 10
    topic = own.iloc[0]["topic"]
    assert (seeded.moved["after"] == topic).any()
    assert (seeded.moved["after"] != seeded.moved["before"]).all()
    key = seeded.model.key_paragraphs(topic, 5)["reference"]
    texts = corpus.body.set_index("reference").loc[key, "text"]
    assert texts.str.contains("terroris").all()


def test_the_free_model_is_the_one_without_seeds():
    """Where the seeds are terms of it anyway."""
    counts, _ = planted()
    free = fit_seeded(counts, 3, seeds(Mine="g2w01")).free
    pd.testing.assert_frame_equal(free.topics, fit_topics(counts, 3).topics, check_exact=True)


def test_a_seed_below_the_floor_is_kept():
    """The user asked for it."""
    counts, _ = planted()
    floor = {"min_paragraphs": 18}
    term = counts.terms[min(range(36), key=lambda column: counts.matrix[:, [column]].nnz)]
    assert term not in fit_topics(counts, 2, **floor).basis.terms
    assert term in fit_seeded(counts, 2, seeds(Mine=term), **floor).model.basis.terms


def test_two_seeded_topics_are_two():
    """Even where both ask for words of one group."""
    counts, _ = planted()
    seeded = fit_seeded(counts, 4, seeds(A="g1w01 g1w02", B="g1w03 g1w04"))
    named = seeded.matches[seeded.matches["name"] != ""]
    assert sorted(named["name"]) == ["A", "B"]
    assert named["topic"].is_unique


def test_a_missing_seed_is_named_with_the_nearest_term():
    """And the rest goes on."""
    counts, _ = planted()
    with pytest.warns(UnreportsWarning, match=r"left out: g2w051 \(Mine\), perhaps g2w05\."):
        seeded = fit_seeded(counts, 3, seeds(Mine="g2w01 g2w051"))
    assert seeded.seeds["term"].tolist() == ["g2w01", ""]


def test_seeds_of_which_none_occurs_are_refused():
    """With all of them."""
    with pytest.raises(AnalysisError, match=r"none of the seed words .*: qqq \(A\); zzz \(B\)"):
        fit_seeded(planted()[0], 3, seeds(A="qqq", B="zzz"))


def test_more_seeded_topics_than_topics_are_refused():
    """With both numbers."""
    with pytest.raises(AnalysisError, match="2 topics have seed words, and 1 are wanted"):
        fit_seeded(planted()[0], 1, seeds(A="g0w01", B="g1w01"))
