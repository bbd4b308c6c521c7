"""Footnotes as publishers and converters leave them: out of the text, at their marks."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from unreports.reading import Document

from .conftest import numbered

Reading = Callable[..., Document]

GENEVA = """\fA/HRC/47/26

      1.     The report is submitted pursuant to resolution 41/17,1 in which
      the need was stressed.
      2.     The mandate was renewed in
      2019.2 Since then, Ms.
      Šimonović has visited Ecuador, from 29 November to 9 December



     1 See also resolution 23/25, paras. 1–4, and Commission on Human Rights resolution
       1994/45.
     2 A/HRC/RES/41/17.



2
\f                                                          A/HRC/47/26


      2019.
      3.     See table 2.3 The data 4 are old.


     3 Ibid.



                                                                         3
"""


def notes(document: Document) -> dict[str | None, tuple[str, int | None]]:
    """Give each footnote's text and the number of the paragraph that bears its mark."""
    found = [p for p in document.paragraphs if p.kind == "footnote"]
    homes = [document.paragraphs[p.anchor[0]].number if p.anchor else None for p in found]
    return {p.mark: (p.text, home) for p, home in zip(found, homes, strict=True)}


def test_feet_without_a_rule(reading: Reading) -> None:
    """Geneva prints no rule: marks after years and decimals, a paragraph cut by the foot."""
    document = reading(GENEVA, "A_HRC_47_26-en.txt")
    assert numbered(document) == {
        1: "The report is submitted pursuant to resolution 41/17, in which the need was stressed.",
        2: "The mandate was renewed in 2019. Since then, Ms. Šimonović has visited Ecuador, from "
        "29 November to 9 December 2019.",
        3: "See table 2. The data 4 are old.",
    }
    assert notes(document) == {
        "1": (
            "See also resolution 23/25, paras. 1–4, and Commission on Human Rights resolution "
            "1994/45.",
            1,
        ),
        "2": ("A/HRC/RES/41/17.", 2),
        "3": ("Ibid.", 3),
    }


@pytest.mark.parametrize("mark", ["2019.1", "en mars1", "en mars,1", "en mars. 1", "en mars 1/"])
def test_a_block_of_plain_notes(reading: Reading, mark: str) -> None:
    """Without pages, a block that opens with the mark of the text above it is a footnote."""
    label = "1/" if mark.endswith("/") else "1"
    document = reading(
        f"1. Le Conseil {mark}\n\n{label} Voir A/75/1,\npar. 3.\n\n2. Fin de 2020.\n"
    )
    assert list(notes(document).values()) == [("Voir A/75/1, par. 3.", 1)]
    assert numbered(document)[2] == "Fin de 2020."


def test_a_block_without_its_mark_is_no_note(reading: Reading) -> None:
    """A line that only starts with a number stays in the text."""
    document = reading("1. Le Conseil comptait\n\n15 Membres, dont 10 élus.\n\n2. Fin.\n")
    assert numbered(document)[1] == "Le Conseil comptait 15 Membres, dont 10 élus."
    assert notes(document) == {}


def test_two_marks_side_by_side(reading: Reading) -> None:
    """The comma between two marks is theirs."""
    document = reading("1. Le taux baisse^{1}, ^{2}.\n\n¹ FAO.\n\n² Ibid.\n\n2. Fin.\n")
    assert numbered(document)[1] == "Le taux baisse."
    assert notes(document) == {"1": ("FAO.", 1), "2": ("Ibid.", 1)}


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("1. Un[^1].\n\n2. Fin.\n\n[^1]: Voir ici.\n\n    Et là.\n", "Voir ici. Et là."),
        ("1. Un¹.\n\n¹ De Genève et\n\nNew York.\n\n2. Fin.\n", "De Genève et New York."),
    ],
)  # fmt: skip
def test_a_note_in_two_pieces(reading: Reading, text: str, note: str) -> None:
    """A second paragraph that Markdown indents, or the rest over a page's end."""
    document = reading(text)
    assert notes(document) == {"1": (note, 1)}
    assert numbered(document) == {1: "Un.", 2: "Fin."}


def test_the_text_s_own_rest_is_not_the_note_s(reading: Reading) -> None:
    """Where the paragraph is cut too, the rest is the paragraph's."""
    document = reading("1. Le Fonds de¹\n\n¹ Réunion de Genève et\n\nNew York a agi.\n\n2. Fin.\n")
    assert numbered(document)[1] == "Le Fonds de New York a agi."


def test_marks_parted_from_their_texts(reading: Reading) -> None:
    """`pdftotext` may print the marks before or after the texts; they are matched in order."""
    document = reading(
        "1. Un mot1 et deux2 puis trois3.\n_____\n1\n\n2\n\n3\n\nVoir A/1.\nVoir A/2.\nIbid.\n\f"
        "2. Fin.\n"
    )
    assert notes(document) == {"1": ("Voir A/1.", 1), "2": ("Voir A/2.", 1), "3": ("Ibid.", 1)}


def test_a_figure_s_axis_is_no_page_number(reading: Reading) -> None:
    """The numbers of a chart end no page, so the marks above them are found."""
    document = reading(
        "\fA/75/1\n\n1. Le taux1 baisse.\n\nFigure I\n\n60\n\n50\n\n__________\n1 FAO.\n\n"
        "2\n\fA/75/1\n\n2. Fin.\n\n3\n"
    )
    assert notes(document) == {"1": ("FAO.", 1)}
