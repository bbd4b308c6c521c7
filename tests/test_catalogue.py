"""The catalogue and its folder must agree; each disagreement is one clear error."""

from __future__ import annotations

import warnings
from dataclasses import replace
from pathlib import Path

import pytest

from unreports import catalogue as cat
from unreports.corpus import load_corpus
from unreports.errors import CatalogueError, UnreportsWarning

HEADER = "symbol,language,date,title,file,source,rights,sha256\n"


def entry(symbol: str = "A/74/1", file: str = "A_74_1-fr.txt") -> cat.Entry:
    return cat.Entry(symbol=symbol, language="fr", date="2020-02-01", title="t", file=file)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("A/74/1,fr,,,missing.txt,,,\n", "no such file in corpus/: missing.txt"),
        ("", "no row for A_74_1-fr.txt"),
        ("A/74/1,fr,,,A_74_1-fr.txt,,,0000\n", "has changed since it was catalogued"),
        ("A/74/1,fr,,,A_74_1-fr.txt,,,\nA/74/1,fr,,,b.txt,,,\n", "line 3: A/74/1 stands twice"),
        ("A/74/1,fr,,,../secret.txt,,,\n", "not the name of a file in the folder"),
        ("A/74/1,fr,,,,,,\n", "line 2: a row needs a symbol and a file"),
        ("perhaps,fr,,,A_74_1-fr.txt,,,\n", "'perhaps' is not the symbol"),
    ],
)
def test_each_disagreement_names_itself_and_its_place(folder, rows, said):
    """One error says which row or file is at fault."""
    home = folder()
    (home.parent / "corpus.csv").write_text(HEADER + rows, encoding="utf-8")
    with pytest.raises(Exception, match=said.replace("/", "/")) as caught:
        load_corpus(home)
    assert "corpus" in str(caught.value) or "A_74_1" in str(caught.value)


def test_a_catalogue_without_its_columns_is_refused(folder):
    """The message lists the columns that a catalogue has."""
    home = folder()
    (home / "corpus.csv").write_text("title\nx\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match="no column symbol and file.*Its columns are symbol"):
        load_corpus(home)


def test_adding_a_document_names_it_as_the_un_does_and_records_it(tmp_path, folder):
    """The file is copied under its UN name and its row carries its hash."""
    source = folder() / "A_74_1-fr.txt"
    home = tmp_path / "mine" / "docs"
    placed = cat.add_entry(source, home, entry(symbol="A/74/1-S/2020/7"))
    assert placed == home / "A_74_1-fr.txt"
    (row,) = cat.read_catalogue(home.parent / "docs.csv")
    assert (row.symbol, row.file, row.sha256) == (
        "A/74/1-S/2020/7",
        placed.name,
        cat.sha256(source),
    )
    assert load_corpus(home).documents["other_symbols"].tolist() == ["S/2020/7"]


def test_adding_again_after_a_change_renews_the_row_and_keeps_what_it_said(folder):
    """Source and rights survive, the hash follows the file."""
    home = folder()
    file = home / "A_74_1-fr.txt"
    cat.add_entry(file, home, cat.Entry("A/74/1", "fr", "", "t", "", source="the library"))
    file.write_text(file.read_text(encoding="utf-8") + "\n5. Encore.\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match="has changed"):
        load_corpus(home)
    cat.add_entry(file, home, entry())
    (row,) = cat.read_catalogue(home.parent / "corpus.csv")
    assert (row.source, row.sha256) == ("the library", cat.sha256(file))


def test_a_title_that_a_spreadsheet_would_run_comes_back_as_it_is(tmp_path):
    """The catalogue is a file that people open in one."""
    catalogue = tmp_path / "corpus.csv"
    title = "=cmd|' /C calc'!A0;=1+1"
    cat.write_catalogue(catalogue, (replace(entry(), title=title),))
    assert "'=cmd|' /C calc'!A0;'=1+1" in catalogue.read_text("utf-8")
    assert cat.read_catalogue(catalogue)[0].title == title


def test_a_second_file_with_a_symbol_of_the_corpus_is_refused(tmp_path, folder):
    """Nothing is copied and the catalogue stays as it was."""
    home = folder()
    cat.add_entry(home / "A_74_1-fr.txt", home, entry())
    before = (home.parent / "corpus.csv").read_bytes()
    other = tmp_path / "other.md"
    other.write_text("1. Autre.", encoding="utf-8")
    with pytest.raises(CatalogueError, match="A/74/1 is already in the corpus"):
        cat.add_entry(other, home, entry(file=""))
    assert (home.parent / "corpus.csv").read_bytes() == before
    assert [path.name for path in home.iterdir()] == ["A_74_1-fr.txt"]


def test_the_same_text_under_another_symbol_is_refused(tmp_path, folder):
    """One document would be counted twice."""
    home = folder()
    cat.add_entry(home / "A_74_1-fr.txt", home, entry())
    twin = tmp_path / "twin.txt"
    twin.write_bytes((home / "A_74_1-fr.txt").read_bytes())
    with pytest.raises(CatalogueError, match=r"this very text, A/74/1, is already in the corpus"):
        cat.add_entry(twin, home, entry(symbol="A/74/2", file=""))
    assert [path.name for path in home.iterdir()] == ["A_74_1-fr.txt"]


def test_what_is_not_read_is_said_unless_its_text_is_there(folder):
    """Reports in other formats and in subfolders; not the catalogue, notes or hidden files."""
    home = folder()
    for name in ("A_74_1-fr.pdf", "corpus.csv", "README.md", ".hidden.pdf", "LICENSE", "a.json"):
        (home / name).touch()
    (home / "empty").mkdir()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert [path.name for path in cat.document_files(home)] == ["A_74_1-fr.txt"]
    (home / "A_74_2-fr.docx").touch()
    (home / "older").mkdir()
    (home / "older" / "A_70_1-fr.txt").touch()
    with pytest.warns(UnreportsWarning) as doubts:
        cat.document_files(home)
    assert [str(doubt.message) for doubt in doubts] == [
        "A_74_2-fr.docx: not read, for it is not text; save it as plain text (UTF-8).",
        "older/: a subfolder is not read; move its documents up.",
    ]


def test_the_shipped_catalogue_agrees_with_the_shipped_documents():
    """Names, symbols and hashes."""
    home = Path(__file__).parents[1] / "data" / "corpus"
    path = cat.catalogue_path(home)
    assert path is not None
    rows = cat.read_catalogue(path)
    assert all(len(row.sha256) == 64 for row in rows)
    cat.check_agreement(rows, path, home)
