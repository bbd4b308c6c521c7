from __future__ import annotations

import pytest

from unreports.analysis.frequency import TermCounts, count_terms
from unreports.analysis.reference_list import (
    Met,
    ReferenceList,
    meet,
    parse_reference_list,
)
from unreports.corpus import Corpus
from unreports.errors import AnalysisError


def test_a_list_with_all_it_may_have() -> None:
    """Comments, empty lines, quotes, other columns, the words of the corpus."""
    text = '# a comment\n# words = 1 250 000\n\nterm,rank,frequency\npaix, 1 , 12\n"a, b",2,0\n'
    assert parse_reference_list(text) == ReferenceList({"paix": 12, "a, b": 0}, 1_250_000)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("mot,frequency\npaix,1\n", 1, "no column term"),
        ("term,frequency\npaix\n", 2, "a row of 1 cell"),
        ("term,frequency\n\npaix,douze\n", 3, "the frequency of 'paix' is 'douze'"),
        ("term,frequency\npaix,-3\n", 2, "is '-3'"),
        ("term,frequency\npaix,1.5\n", 2, "is '1.5'"),
        ("term,frequency\n ,5\n", 2, "a row without a term"),
        ("term,frequency\npaix,1\npaix,2\n", 3, "'paix' stands twice"),
        ("term,frequency\npaix,0\n", None, "no frequency above 0"),
        ("term,frequency\n", None, "a header and no term"),
        ("", None, "the file is empty"),
        ("\n\n", None, "the file is empty"),
        ("paix;12\n", 1, "no column term and no column frequency: the header is 'paix,12'"),
        ("# words=5\nterm,frequency\npaix,9\n", None, "fewer than the frequencies together"),
    ],
)
def test_bad_rows_are_named_with_their_line(text: str, line: int | None, message: str) -> None:
    """What is wrong, in which line of which file."""
    with pytest.raises(AnalysisError, match=message) as caught:
        parse_reference_list(text, where="list.csv")
    assert caught.value.line == line
    assert str(caught.value).startswith("list.csv")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_header_shows_the_separator(separator: str) -> None:
    """As spreadsheets save in English, in French, as tabs; with a byte order mark."""
    rows = ["Term,Rank,Frequency", "paix,1,12", "guerre,2,3"]
    text = "\ufeff# words=100\n" + "\n".join(row.replace(",", separator) for row in rows)
    assert parse_reference_list(text) == ReferenceList({"paix": 12, "guerre": 3}, 100)


@pytest.fixture(scope="module")
def counts(corpus: Corpus) -> TermCounts:
    return count_terms(corpus, extra=["lutte contre le terrorisme"])


@pytest.mark.parametrize(
    ("entry", "term"),
    [
        ("conflit", "conflit"),
        ("Conflits", "conflit"),
        ("CONFLITS", "conflit"),
        ("Nations Unies", "nations unies"),
        ("nations unies", "nations unies"),
        ("la lutte contre le terrorisme", "lutte contre le terrorisme"),
        ("covid-19", "COVID-19"),
        ("l’Union africaine", "union africaine"),
        ("travailler ensemble", None),
        ("licorne", None),
        ("et", None),
    ],
)
def test_entries_are_read_as_the_corpus_is(
    counts: TermCounts, entry: str, term: str | None
) -> None:
    """Case, inflection, articles, terms of several words; two words are no term."""
    listed = ReferenceList({"paix": 5, entry: 20}, 100)
    found = meet(listed, counts, extra=["lutte contre le terrorisme"])
    assert found.listed == ReferenceList({"paix": 5, term or entry: 20}, 100)
    assert (found.met, found.of) == (2 if term else 1, 2)
    assert found.list_share == (1.0 if term else 0.2)


def test_forms_of_a_term_are_added_up(counts: TermCounts) -> None:
    """By words as printed each form stays apart."""
    listed = ReferenceList({"Conflits": 3, "conflit": 4, "licorne": 3}, 10)
    assert meet(listed, counts).listed.frequencies == {"conflit": 7, "licorne": 3}
    column = counts.terms.index("conflit")
    share = counts.matrix[:, [column]].sum() / counts.matrix.sum()
    assert meet(listed, counts).corpus_share == pytest.approx(share)


def test_words_as_printed_stay_apart(corpus: Corpus) -> None:
    """The unit of the corpus is that of the list."""
    listed = ReferenceList({"Conflits": 3, "conflit": 4}, 10)
    found = meet(listed, count_terms(corpus, unit="token"), unit="token")
    assert found == Met(
        ReferenceList({"conflits": 3, "conflit": 4}, 10), 2, 2, 1.0, found.corpus_share
    )


def test_a_list_that_shares_nothing_is_refused(counts: TermCounts) -> None:
    """A list in another language, for example."""
    with pytest.raises(AnalysisError, match="no term of the list is a term of the corpus"):
        meet(ReferenceList({"Zusammenarbeit": 5, "Frieden": 9}, 100), counts)
