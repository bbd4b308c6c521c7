"""The tables of mentions: made of whole documents, filtered with the corpus."""

from __future__ import annotations

import pytest

from tests.conftest import REPORT
from unreports.corpus import load_corpus
from unreports.errors import CatalogueError

COLUMNS = {
    "organisations": "symbol paragraph start end text organisation kind reference",
    "citations": "symbol paragraph start end text cited reference",
    "places": "symbol paragraph start end text place reference",
}


@pytest.mark.parametrize("name", ["dates", *COLUMNS])
def test_every_mention_stands_where_its_offsets_say(corpus, name):
    """In the columns of the design, with a reference that the paragraphs table has."""
    table = getattr(corpus, name)
    if name in COLUMNS:
        wanted = COLUMNS[name].split()
        assert table.columns.tolist()[: len(wanted)] == wanted
    texts = corpus.paragraphs.set_index(["symbol", "position"])
    assert len(table) >= 15
    for row in table.itertuples():
        home = texts.loc[(row.symbol, row.position)]
        assert home["text"][row.start : row.end] == row.text
        assert home["reference"] == row.reference


def test_an_acronym_defined_outside_the_filter_still_binds(corpus):
    """BRENUAC is defined in paragraph 53 and meant in paragraph 54."""
    part = corpus.filter(paragraphs=[54], documents="A/75/345")
    assert "UNOCA" in set(part.organisations["organisation"])
    assert set(part.organisations["paragraph"]) == {54}


def test_the_period_of_a_report_is_found(corpus):
    """A/75/345 says what it covers, CEB/2021/1 does not."""
    assert corpus.periods == {"A/75/345": "2018-08-17/2020-09-11", "CEB/2021/1": ""}
    covered = corpus.dates[corpus.dates["text"].str.contains("période considérée")]
    assert set(covered["value"]) == {"2018-08-17/2020-09-11"}


def test_sections_know_the_partner_in_their_title(corpus):
    """Of its own title, or of the section around it."""
    named = corpus.mentions.section_organisations
    assert named["A/75/345", "2.1"] == ["AU"]
    assert set(named["A/75/345", "3"]) == {"OPCW", "CTBTO-PrepCom"}
    assert named["CEB/2021/1", "3"] == []


def test_a_place_inside_an_organisation_is_none(corpus):
    """ "Union africaine" is no mention of Africa."""
    spans = corpus.organisations.groupby(["symbol", "position"])
    for row in corpus.places.itertuples():
        if (row.symbol, row.position) in spans.groups:
            own = spans.get_group((row.symbol, row.position))
            assert not ((own["start"] <= row.start) & (row.end <= own["end"])).any()


def test_the_users_gazetteer_is_known(folder):
    """A name of its own, and a clear error for a row without id."""
    home = folder(**{"A_74_1-fr": REPORT.replace("Les rivières ont", "La Ligue des rivières a")})
    assert "LR" not in set(load_corpus(home).organisations["organisation"])
    own = home.parent / "own.csv"
    own.write_text("id,name_fr,kind\nLR,Ligue des rivières,other_international\n", "utf-8")
    found = load_corpus(home, gazetteer=own).organisations
    found = found[found["organisation"] == "LR"]
    assert found[["organisation", "paragraph"]].values.tolist() == [["LR", 2]]
    own.write_text("id,name_fr\n,Ligue des rivières\n", "utf-8")
    with pytest.raises(CatalogueError, match=r"own\.csv, line 2"):
        _ = load_corpus(home, gazetteer=own).organisations


def test_unknown_organisations_are_collected(folder):
    """With their acronym, ready for a gazetteer of the user's own."""
    text = REPORT.replace(
        "Les forêts ont",
        "L'Association mondiale des gardes forestiers (AMGF) a dit que les forêts ont",
    )
    table = load_corpus(folder(**{"A_74_1-fr": text})).mentions.unknown_organisations
    assert table[["acronym", "references"]].values.tolist() == [["AMGF", "A/74/1, par. 2"]]
