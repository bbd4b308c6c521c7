"""The two reports that ship: nothing missing, nothing cut, nothing misplaced."""

from __future__ import annotations

from datetime import date

import pytest

from unreports.reading import Document

from .conftest import numbered, outline

CUTS = {
    6: "communautés économiques régionales africaines",
    15: "représentantes de l'élite féminine et des milieux d'experts du continent africain",
    21: "d'allègement de la dette et en mettant en place",
    38: "l'Organisation mondiale de la Santé pour l'Europe un module fonctionnel",
    57: "pour la prévention des catastrophes a facilité des initiatives",
    63: "l'utilisation des ressources en eau du Fonds, le Centre régional",
    76: "le Réseau des médiatrices arabes afin de mobiliser les efforts visant",
    82: "la diplomatie préventive en Asie centrale et le Bureau ont collaboré",
}
BOARD_CUTS = {
    5: "les conséquences à long terme de la pandémie. Les principaux",
    15: "des besoins des populations affectées soit affinée. De nombreux",
    25: "les membres ont jugé important de donner accès à une information",
}
COOPERATION = (
    "Coopération entre l'Organisation des Nations Unies et les organisations régionales ou autres"
)


def test_every_number_is_there_once(cooperation: Document, board: Document) -> None:
    """Paragraphs 1 to 108 and 1 to 37, in order, without a warning."""
    for document, last in ((cooperation, 108), (board, 37)):
        body = [p.number for p in document.paragraphs if p.kind == "body"]
        assert body == list(range(1, last + 1))
        assert document.warnings == ()


def test_no_paragraph_is_cut_or_carries_a_heading(cooperation: Document, board: Document) -> None:
    """Each ends as a sentence does, and no heading stands at either end of one."""
    for document in (cooperation, board):
        titles = [section.title for section in document.sections]
        for text in numbered(document).values():
            assert text.endswith((".", "».", ")."))
            assert "\n" not in text
            assert not any(
                text.endswith(title) or text.startswith(title + " 1") for title in titles
            )


def test_the_eleven_cuts_are_joined(cooperation: Document, board: Document) -> None:
    """A page break leaves no trace in a paragraph, only in the record."""
    for document, cuts in ((cooperation, CUTS), (board, BOARD_CUTS)):
        body = numbered(document)
        for number, joined in cuts.items():
            assert joined in body[number]
        assert [c.paragraph for c in document.cleaning if c.action == "joined"] == sorted(cuts)


def test_sections(cooperation: Document, board: Document) -> None:
    """Headings with no markup, long ones, and ones with too many signs find their place."""
    sections = outline(cooperation)
    assert len(sections) == 28
    assert sections[0] == ("1", 1, "I.", "Introduction", 1, 4)
    assert sections[1] == ("2", 1, "II.", COOPERATION, 5, 102)
    assert sections[2] == ("2.1", 2, "", "Union africaine", 5, 22)
    assert sections[25] == ("2.24", 2, "", "Organisation de Shanghai pour la coopération", 100, 102)
    assert sections[26][:3] == ("3", 1, "III.")
    assert sections[26][3].endswith("d'interdiction complète des essais nucléaires")
    assert sections[26][4:] == (103, 104)
    assert sections[27] == ("4", 1, "IV.", "Observations et recommandations", 105, 108)
    causes = "Deuxième débat – la lutte contre les causes profondes des conflits"
    assert outline(board) == [
        ("1", 1, "I.", "Introduction", 1, 2),
        ("2", 1, "II.", "Premier débat – l'état du monde", 3, 6),
        ("3", 1, "III.", causes, 7, 33),
        ("4", 1, "IV.", "Autres questions", 34, 37),
        ("4.1", 2, "A.", "Hommage à des membres du Conseil", 34, 35),
        ("4.2", 2, "B.", "Approbation de documents", 36, 36),
        ("4.3", 2, "C.", "Date et lieu des prochaines sessions", 37, 37),
    ]  # fmt: skip


def test_the_footnote_is_out_of_the_text_and_anchored(cooperation: Document) -> None:
    """Footnote 1 belongs to paragraph 50, right after its last word."""
    note = next(p for p in cooperation.paragraphs if p.mark == "1")
    assert note.kind == "footnote"
    assert note.text.startswith("Le Département des affaires politiques")
    assert "créés le 1er janvier 2019" in note.text
    assert note.anchor is not None
    owner = cooperation.paragraphs[note.anchor[0]]
    assert owner.number == 50
    assert owner.text[: note.anchor[1]].endswith("coopération institutionnelle")
    assert owner.text[note.anchor[1] :] == "."


def test_the_first_page_of_the_general_assembly(cooperation: Document) -> None:
    """Two organs, two sessions, 26 sub-items on two pages."""
    head = cooperation.masthead
    assert head.organs == ("Assemblée générale", "Conseil de sécurité")
    assert (head.symbol, cooperation.symbol) == (None, "A/75/345")
    assert head.distribution == "générale"
    assert (head.date, head.language, head.original_language) == (date(2020, 9, 11), "fr", "en")
    assert head.session == "Soixante-quinzième session ; Soixante-quinzième année"
    assert head.agenda_item == "130 a) à z)"
    assert (cooperation.title, cooperation.kind) == (COOPERATION, "Rapport du Secrétaire général")
    front = [p.text for p in cooperation.paragraphs if p.kind == "front"]
    items = [text for text in front if text.startswith(COOPERATION[:54]) and text != COOPERATION]
    assert len(items) == 27  # the item and its 26 sub-items
    assert not any("*" in text for text in front)


def test_the_first_page_of_the_board(board: Document) -> None:
    """The date is the distribution's, not the session's."""
    assert board.masthead.organs == ("Conseil des chefs de secrétariat pour la coordination",)
    assert board.masthead.session == "Première session ordinaire de 2021"
    assert board.masthead.date == date(2021, 8, 12)
    assert (board.title, board.kind) == ("Résumé des délibérations", "Résumé des délibérations")
    assert (board.symbol, board.language) == ("CEB/2021/1", "fr")


def test_the_summary_once(cooperation: Document) -> None:
    """A paragraph printed twice is kept once, and said so."""
    summary = [p for p in cooperation.paragraphs if p.kind == "summary"]
    assert [p.text[:20] for p in summary] == [
        "La coopération entre", "Le rapport porte sur", "Les activités et les",
    ]  # fmt: skip
    assert [c.line for c in cooperation.cleaning if c.action == "repeated"] == [79]


@pytest.mark.parametrize(
    ("number", "clean"),
    [
        (3, "Dans sa résolution 1809 (2008), le Conseil"),
        (3, "6 août 2013 (S/PRST/2013/12)"),
        (4, "résolution 58/316 de l'Assemblée"),
        (106, "2532 (2020) du 1er juillet 2020"),
    ],
)
def test_markup_is_cleaned(cooperation: Document, number: int, clean: str) -> None:
    """Links, escapes and raised letters leave clean text."""
    assert clean in numbered(cooperation)[number]


def test_positions_and_offsets(cooperation: Document, board: Document) -> None:
    """Positions count from 0; every section named exists."""
    for document in (cooperation, board):
        assert [p.position for p in document.paragraphs] == list(range(len(document.paragraphs)))
        known = {section.section for section in document.sections} | {None}
        assert {p.section for p in document.paragraphs} <= known
        assert all(p.text == p.text.strip() and p.text for p in document.paragraphs)
