"""The gazetteer: what the package ships, and the user's own CSV with its mistakes."""

from pathlib import Path

import pytest

from unreports.annotation.organisations.gazetteer import load_gazetteer
from unreports.annotation.organisations.index import index
from unreports.annotation.organisations.recognition import find_organisations
from unreports.annotation.organisations.rows import COLUMNS, KINDS, looks_like_acronym
from unreports.errors import CatalogueError
from unreports.reading.document import Paragraph


@pytest.fixture
def own(tmp_path: Path):
    def write(text: str, encoding: str = "utf-8") -> Path:
        path = tmp_path / "own.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return write


def ids(path: Path, text: str, language: str = "fr") -> list[str]:
    paragraph = Paragraph(kind="body", number=1, section="1", position=0, text=text)
    return [
        mention.organisation
        for mention in find_organisations([paragraph], language, load_gazetteer(path))
    ]


def test_every_name_and_acronym_has_one_meaning_in_its_language() -> None:
    names: dict[str, str] = {}
    acronyms: dict[tuple[str, str], str] = {}
    for row in load_gazetteer().organisations.values():
        for name in {row.name_fr, row.name_en, *row.aliases_fr, *row.aliases_en} - {""}:
            if not looks_like_acronym(name):
                assert names.setdefault(name.lower(), row.id) == row.id
        for language, acronym in (("fr", row.acronym_fr), ("en", row.acronym_en)):
            if acronym:
                assert acronyms.setdefault((language, acronym), row.id) == row.id


def test_rows_are_complete() -> None:
    gazetteer = load_gazetteer()
    assert len(gazetteer) > 1100
    for identifier, row in gazetteer.organisations.items():
        assert row.id == identifier == identifier.strip()
        assert row.name_fr or row.name_en
        assert row.kind in KINDS


def test_what_belongs_to_the_un_system_is_of_it() -> None:
    """A row with a UN kind hangs from the UN, but for agreements and partners that it hosts."""
    gazetteer = load_gazetteer()
    for identifier in gazetteer.organisations:
        if gazetteer.is_un(identifier) and identifier != "UN":
            assert gazetteer.ancestors(identifier)[-1] == "UN", identifier


@pytest.mark.parametrize("identifier", ["UN", "UNGA", "UNSC", "ECOSOC", "ICJ", "HRC", "CERD"])
def test_the_un_system_is_told_from_the_others(identifier: str) -> None:
    gazetteer = load_gazetteer()
    assert gazetteer.is_un(identifier)
    assert not gazetteer.is_un("AU")


def test_ancestors_and_names() -> None:
    gazetteer = load_gazetteer()
    assert gazetteer.ancestors("CTED") == ["UNSC", "UN"]
    assert gazetteer.name("WHO", "fr") == "Organisation mondiale de la Santé"
    assert gazetteer.name("GSMA", "fr") == "Global System for Mobile Communications Association"


def test_a_row_may_be_only_an_id_and_a_name(own) -> None:
    path = own("id,name_en\nMOSS,Broad Alliance for Moss\n")
    assert ids(path, "the broad alliance for moss", "en") == ["MOSS"]
    assert load_gazetteer(path)["MOSS"].kind == "other_international"


def test_a_known_id_adds_aliases_and_acronyms(own) -> None:
    path = own("id,acronym_fr,aliases_fr\nUNDP,PNUDE,Programme du développement\n")
    assert ids(path, "le PNUDE et le Programme du développement") == ["UNDP", "UNDP"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Groupe (A|B)* [C]+?", "le Groupe (A|B)* [C]+? existe"),
        ("St. John Ambulance", "la St. John Ambulance existe"),
        ("R&D Union \\d+", "l'union R&D Union \\d+ existe"),
        ("Société « Fleurs, fruits et Cie »", "la Société « Fleurs, fruits et Cie » existe"),
    ],
)
def test_characters_of_regular_expressions_are_characters(own, name: str, text: str) -> None:
    assert ids(own(f'id,name_fr\nX1,"{name}"\n'), text) == ["X1"]
    assert ids(own(f'id,name_fr\nX1,"{name}"\n'), "un texte sans elle : AAA BBB") == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("id,name_fr\nA1,Un\nA1,Deux\n", "line 3: the id 'A1' is already on line 2"),
        ("id,name_fr\n,Un\n", "line 2: the id is missing"),
        ("id,name_fr\nA1,\n", "line 2: 'A1' has no name"),
        ("id,name_fr,kind\nA1,Un nom,club\n", "line 2: unknown kind 'club'"),
        ("id,name_fr,parent\nA1,Un nom,B9\n", "line 2: unknown parent 'B9'"),
        ("id,name_fr,parent\nA1,Un nom,A1\n", "line 2: 'A1' is its own ancestor"),
        ("id,name_fr\nUNDP,Une autre\n", "already stands for Programme des Nations Unies"),
        ("name_fr\nUn nom\n", "line 1: the heading has no column id"),
        ("id;name_fr\nA1;Un nom\n", "line 1: the heading has no column id"),
        ("id,nom\nA1,Un nom\n", "line 1: unknown column 'nom'"),
        ("id,id\nA1,A2\n", "line 1: a column stands twice"),
        ("id,name_fr\nA1,Un, deux\n", "line 2: more cells than the heading has columns"),
        ("id,name_fr\nA1,de la\n", "line 2: the name 'de la' holds no word"),
        ("id,name_fr\nA1,***\n", "line 2: the name '***' holds no word"),
        ("id,name_fr\nA1,G\n", "line 2: the name 'G' holds no word"),
        ("id,name_fr\nA1,L G\n", "Write it in full"),
        ("id,name_en\nA1,This and the 2030\n", "line 2: the name 'This and the 2030' holds no"),
        ("id,name_fr,kind\nA1,Un nom,club\n", "other_international, framework"),
        ("id,name_fr\nA1,Cercle\x00 vert\n", "line 2: the column name_fr holds the control"),
        ("id,aliases_fr\nUNDP,Cercle\x85 vert\n", "control character U+0085"),
        ("id,name_fr\nA1,Cercle des mousses\nA2,Cercle de mousses\n",
         "line 3: the name 'Cercle de mousses' of 'A2' is also that of 'A1' (line 2)"),
        ("id,name_en\nA1,african union\n", "the name 'african union' of 'A1' is also that of 'AU'"),
        ("id,aliases_fr\nUNDP,Union africaine\n", "of 'UNDP' is also that of 'AU'"),
        ("id,name_fr,acronym_fr\nA1,Un nom,le\n", "line 2: the acronym 'le' needs a capital"),
        ('id,name_fr\nA1,"sans fin\n', "not well-formed CSV"),
        ("", "line 1: the heading has no column id"),
    ],
)  # fmt: skip
def test_mistakes_are_named_with_their_line(own, text: str, problem: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        load_gazetteer(own(text))
    assert problem in str(caught.value)
    assert "own.csv" in str(caught.value)


@pytest.mark.parametrize(
    "name",
    [
        "Institut S.A.R.L. (Paris)",
        "Association « À table ! »",
        "Association « À\u00a0table\u202f!\u00a0»",
        "Moss Oxygen!",
        "Cercle [vert]",
    ],
)
def test_names_that_end_in_punctuation_match_whole(own, name: str) -> None:
    gazetteer = load_gazetteer(own(f'id,name_fr\nX1,"{name}"\n'))
    for text in (name, f"la {name}, et d'autres", f"{name}."):
        paragraph = Paragraph(kind="body", number=1, section="1", position=0, text=text)
        (mention,) = find_organisations([paragraph], "fr", gazetteer)
        assert mention.text == name


def test_a_row_without_a_kind_is_another_international_organisation(own) -> None:
    path = own("id,name_fr,kind\nA1,Cercle des mousses,\n")
    assert load_gazetteer(path)["A1"].kind == "other_international"


def test_a_name_that_the_package_keeps_apart_can_be_an_organisation(own) -> None:
    path = own("id,name_fr\nA1,Charte des Nations Unies\n")
    assert ids(path, "la Charte des Nations Unies") == ["A1"]


def test_an_own_name_of_a_known_organisation_may_be_given_again(own) -> None:
    path = own("id,name_fr,aliases_fr\nAU,Union africaine,Union africaine\n")
    assert ids(path, "l'Union africaine") == ["AU"]


def test_another_encoding_is_named(own) -> None:
    with pytest.raises(CatalogueError, match=r"own\.csv, line 3: is not UTF-8"):
        load_gazetteer(own("id,name_fr\nA1,Un nom\nA2,Société\n", "latin-1"))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="cannot be read"):
        load_gazetteer(tmp_path / "none.csv")


def test_a_byte_order_mark_and_empty_lines_do_no_harm(own) -> None:
    path = own("\ufeffid,name_fr\r\n\r\nA1,Cercle des mousses\r\n,\r\n")
    assert ids(path, "le Cercle des mousses") == ["A1"]


def test_the_columns_are_documented_in_order() -> None:
    assert COLUMNS[:3] == ("id", "name_fr", "name_en")
    assert COLUMNS[-1] == "parent"


def test_the_index_is_built_once() -> None:
    gazetteer = load_gazetteer()
    assert index(gazetteer) is index(gazetteer)
