"""A corpus is tables keyed by symbol and paragraph, and filters that give another corpus."""

from __future__ import annotations

import pytest

from tests.conftest import REPORT
from unreports.corpus import load_corpus
from unreports.errors import CatalogueError, CorpusError, ReadingError, UnreportsWarning


def test_tables_have_the_columns_of_the_design(corpus):
    """In the order that the design fixes."""
    assert corpus.documents.columns.tolist() == [
        "symbol",
        "other_symbols",
        "title",
        "kind",
        "body",
        "session",
        "date",
        "language",
        "original_language",
        "agenda_item",
        "file",
        "sha256",
        "paragraphs",
        "words",
    ]
    assert corpus.sections.columns.tolist()[:7] == (
        ["symbol", "section", "parent", "level", "title", "first_paragraph", "last_paragraph"]
    )
    assert corpus.paragraphs.columns.tolist()[:7] == (
        ["symbol", "paragraph", "kind", "section", "position", "reference", "text"]
    )
    assert corpus.dates.columns.tolist()[:13] == [
        "symbol",
        "paragraph",
        "start",
        "end",
        "text",
        "type",
        "value",
        "begin",
        "finish",
        "precision",
        "modifier",
        "role",
        "reference",
    ]


def test_the_shipped_reports_are_whole(corpus):
    """108 and 37 numbered paragraphs, the second symbol from the catalogue."""
    assert corpus.documents["paragraphs"].tolist() == [108, 37]
    assert corpus.documents["other_symbols"].tolist() == ["S/2020/898", ""]
    assert corpus.documents["date"].tolist() == ["2020-09-11", "2021-08-12"]
    assert corpus.body["paragraph"].tolist() == [*range(1, 109), *range(1, 38)]


def test_every_date_stands_where_its_offsets_say(corpus):
    """The text between start and end of a paragraph is the mention."""
    texts = corpus.paragraphs.set_index(["symbol", "position"])["text"]
    assert len(corpus.dates) > 100
    for row in corpus.dates.itertuples():
        assert texts[row.symbol, row.position][row.start : row.end] == row.text


@pytest.mark.parametrize(
    ("conditions", "paragraphs"),
    [
        ({"documents": "CEB/2021/1"}, list(range(1, 38))),
        ({"sections": "union AFRICAINE"}, list(range(5, 23))),
        ({"sections": "2", "documents": "A/75/345"}, list(range(5, 103))),
        ({"after": "2021"}, list(range(1, 38))),
        ({"before": "2020"}, list(range(1, 109))),
        ({"before": "2020-09"}, list(range(1, 109))),
        ({"before": "2020-09-11", "after": "2020-09-11"}, list(range(1, 109))),
        ({"paragraphs": [3], "language": "fr"}, [3, 3]),
    ],
)
def test_a_filter_keeps_the_paragraphs_that_meet_it(corpus, conditions, paragraphs):
    """By document, section with subsections, date and number."""
    assert corpus.filter(**conditions).body["paragraph"].tolist() == paragraphs


def test_a_filter_leaves_the_corpus_as_it_was_and_counts_anew(corpus):
    """Documents, sections and counts follow the paragraphs kept."""
    small = corpus.filter(sections="Union africaine")
    assert small.documents["paragraphs"].tolist() == [18]
    assert 0 < small.documents["words"].item() < corpus.documents["words"][0]
    assert small.sections["title"].tolist()[-1] == "Union africaine"
    assert len(small.sections) == 2
    assert set(small.dates["paragraph"]) <= set(range(5, 23))
    assert corpus.documents["paragraphs"].tolist() == [108, 37]


@pytest.mark.parametrize(
    ("conditions", "said"),
    [
        ({"documents": "A/1/1"}, "no document 'A/1/1'.*It has A/75/345, CEB/2021/1"),
        ({"sections": "Atlantide"}, "no section 'Atlantide'"),
        ({"after": "2030"}, "no paragraph meets these conditions"),
        ({"language": "en"}, "no paragraph meets"),
    ],
)
def test_a_filter_that_finds_nothing_says_so(corpus, conditions, said):
    """One error with what there is."""
    with pytest.raises(CorpusError, match=said):
        corpus.filter(**conditions)


def test_paragraphs_are_cited_as_the_un_does(corpus):
    """Numbered paragraphs, the note with its paragraph, summary and title page."""
    by_kind = corpus.paragraphs.groupby("kind", sort=False)["reference"].agg(list)
    assert "A/75/345, par. 55" in by_kind["body"]
    assert "A/75/345, par. 50, note 1" in by_kind["footnote"]
    assert set(by_kind["summary"]) == {"A/75/345, résumé"}
    assert by_kind["body"] == list(dict.fromkeys(by_kind["body"]))


def test_representations_say_what_is_in_the_corpus_and_escape_it(folder):
    """A title is data: its markup is shown, not obeyed."""
    home = folder(
        **{"A_74_1-fr": REPORT.replace("Les rivières\n", "Les <b>rivières</b> & Cie\n", 1)}
    )
    corpus = load_corpus(home)
    assert repr(corpus).startswith("<Corpus: 1 document, 4 paragraphs, ")
    page = corpus._repr_html_()
    assert "<caption>Corpus: 1 document, 4 paragraphs" in page
    assert "<b>" not in page


def test_one_file_is_a_corpus(folder):
    """A path to a file loads that file."""
    assert load_corpus(folder() / "A_74_1-fr.txt").symbols == ("A/74/1",)


def test_a_folder_without_documents_says_what_it_takes(tmp_path):
    """So does a path that is not there."""
    with pytest.raises(ReadingError, match=r"no document.*\.txt, \.md"):
        load_corpus(tmp_path)
    with pytest.raises(ReadingError, match="no such file or folder"):
        load_corpus(tmp_path / "nowhere")


def test_a_file_without_a_symbol_is_cited_by_its_name(folder):
    """With a warning that says how to give it one."""
    home = folder(notes=REPORT)
    with pytest.warns(UnreportsWarning, match=r"notes\.txt: no symbol"):
        corpus = load_corpus(home)
    assert corpus.body["reference"].tolist()[0] == "notes, par. 1"


def test_two_files_with_one_symbol_are_refused(folder):
    """Both are named."""
    home = folder(**{"A_74_1-fr": REPORT, "A_74_1-en": REPORT})
    with pytest.raises(CatalogueError, match=r"A_74_1-fr\.txt.*A/74/1 is also.*A_74_1-en\.txt"):
        load_corpus(home)


def test_the_source_line_counts_what_is_analysed(corpus):
    """It stands beneath every figure."""
    assert corpus.source == "A/75/345, 108 paragraphs; CEB/2021/1, 37 paragraphs"
    assert corpus.filter(paragraphs=[5], documents="A/75/345").source == "A/75/345, 1 paragraph"
