"""Made files, one for each hard part of other people's documents."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from unreports.reading import Document

from .conftest import numbered, outline

Reading = Callable[..., Document]

PDF = """                United Nations                                       A/80/82-E/2025/63
                General Assembly                                     Distr.: General
                Economic and Social Council                          1 May 2025

                                                                     Original: English


General Assembly                                       Economic and Social Council
Eightieth session                                      2025 session
Item 21 (a) of the preliminary list*                   Agenda item 12 (b)


                Follow-up to the Conference on the
                Least Developed Countries
                Report of the Secretary-General


  Summary
                     The present report tells of the Programme of
                Action.



            * A/80/50.
 25-06905 (E)     220525
 *2506905*
\fA/80/82
E/2025/63

            I. Investing in people in least developed countries: eradicating
               poverty
                    1.    Progress towards the Goals remains
                    insufficient, with 692 million people. 1
                    2.   While this is so, the Non-Self-
                    Governing Territories of the
            __________________
                1
                  World Situation 2025.

2/22                                                                       25-06905
                                                                            A/80/82
                                                                          E/2025/63


                    Pacific went on.

                    Universal social protection
                    3.    The Council asked for:
                    (a)   A report;
                    (b)   A plan.
                    4.    It met in 2018 and
                    2019. The end.
25-06905                                                                       3/22
"""


def test_pdf_with_layout(reading: Reading) -> None:
    """Columns, running heads, footnotes under a rule, a paragraph cut by both."""
    document = reading(PDF, "A_80_82-en.txt")
    assert numbered(document) == {
        1: "Progress towards the Goals remains insufficient, with 692 million people.",
        2: "While this is so, the Non-Self-Governing Territories of the Pacific went on.",
        3: "The Council asked for:\n(a) A report;\n(b) A plan.",
        4: "It met in 2018 and 2019. The end.",
    }
    assert (document.symbol, document.other_symbols) == ("A/80/82", ("E/2025/63",))
    assert document.masthead.organs == ("General Assembly", "Economic and Social Council")
    assert document.masthead.session == "Eightieth session ; 2025 session"
    assert document.masthead.agenda_item == "21 (a) ; 12 (b)"
    assert document.title == "Follow-up to the Conference on the Least Developed Countries"
    assert [s[2:] for s in outline(document)] == [
        ("I.", "Investing in people in least developed countries: eradicating poverty", 1, 4),
        ("", "Universal social protection", 3, 4),
    ]
    notes = {p.mark: p for p in document.paragraphs if p.kind == "footnote"}
    assert notes["1"].text == "World Situation 2025."
    assert notes["1"].anchor is not None
    assert document.paragraphs[notes["1"].anchor[0]].number == 1
    assert notes["*"].text == "A/80/50."
    assert [p.text for p in document.paragraphs if p.kind == "summary"] == [
        "The present report tells of the Programme of Action."
    ]


def test_pdf_in_reading_order(reading: Reading) -> None:
    """Numbers and letters alone on their lines; headings squeezed between paragraphs."""
    text = (
        "S/2025/342\n\nUnited Nations\n\nSecurity Council\n\nDistr.: General\n30 May 2025\n"
        "Original: English\n\nThe situation in Central Africa\nReport of the Secretary-General\n\n"
        "I. Introduction\n1.\nThe present report is\nsubmitted (see S/2025/176).\n"
        "Trends, 2024–2025\n2.\nIn Angola, an\n\n25-07569 (E)\n\n050625\n\n*2507569*\n\n\f"
        "S/2025/342\n\nattempt was made.\n\nII. Developments\nA.\n\nHuman rights\n3. The end.\n\n"
        "2/15\n\n25-07569\n"
    )
    document = reading(text, "x.txt")
    assert numbered(document) == {
        1: "The present report is submitted (see S/2025/176).",
        2: "In Angola, an attempt was made.",
        3: "The end.",
    }
    assert [(s.label, s.title) for s in document.sections] == [
        ("I.", "Introduction"), ("", "Trends, 2024–2025"), ("II.", "Developments"),
        ("A.", "Human rights"),
    ]  # fmt: skip
    assert document.masthead.symbol == "S/2025/342"
    dropped = [c.detail for c in document.cleaning if c.action == "running_head"]
    assert dropped == ["25-07569 (E)", "050625", "2507569", "S/2025/342", "2/15", "25-07569"]


@pytest.mark.parametrize(
    "first",
    ["1\\. Le Conseil.", "**1.** Le Conseil.", "1.\tLe Conseil.", "1.&nbsp;Le Conseil.",
     "1.\u00a0Le Conseil.", "1) Le Conseil.", "<p>1. Le *Conseil*.</p>", "**1. Le Conseil.**",
     "1. Le<!-- page 2 --> Conseil.", "1. [Le Conseil](http://a/b_(c)).", "> 1. Le Conseil."],
)  # fmt: skip
def test_ways_to_print_a_number(reading: Reading, first: str) -> None:
    """What converters make of "1." is always paragraph 1."""
    assert numbered(reading(f"{first}\n\n2. Il a siégé.\n"))[1] == "Le Conseil."


@pytest.mark.parametrize("mark", ["¹", "<sup>1</sup>", "^{1}", "^1^", "[^1]", "$^{1}$"])
def test_ways_to_print_a_footnote(reading: Reading, mark: str) -> None:
    """The mark goes, the note stays, and the paragraph that it interrupts is whole."""
    label = "[^1]:" if mark == "[^1]" else mark
    text = f"1. Les communautés{mark} de la\n\n{label} Voir A/75/1.\n\nrégion.\n\n2. Fin.\n"
    document = reading(text)
    assert numbered(document) == {1: "Les communautés de la région.", 2: "Fin."}
    note = next(p for p in document.paragraphs if p.kind == "footnote")
    assert (note.mark, note.text, note.anchor) == ("1", "Voir A/75/1.", (0, 15))


def test_a_mark_without_a_footnote_stays(reading: Reading) -> None:
    """Square metres are not a footnote."""
    assert numbered(reading("1. Dix m² et 10^{6} km.\n"))[1] == "Dix m² et 10⁶ km."


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Les communautés", "Économiques régionales se sont réunies."),
        ("La réunion est finie.", "Elle reprendra demain à New York."),
        ("La mer", "du Nord est froide."),
    ],
)
@pytest.mark.parametrize("gap", ["\n\n", "\n\n\n\n", "\n\f", "\n\n12/30\n\n"])
def test_cuts(reading: Reading, before: str, after: str, gap: str) -> None:
    """A page break is healed whatever the next page begins with."""
    document = reading(f"1. {before}{gap}{after}\n\n2. Fin.\n")
    assert numbered(document) == {1: f"{before} {after}", 2: "Fin."}
    assert [c.paragraph for c in document.cleaning if c.action == "joined"] == [1]


def test_items_over_a_page_break(reading: Reading) -> None:
    """Sub-items stay in their paragraph, each on a line, even when a page ends between two."""
    document = reading("1. Il faut :\n\na) Aller ;\n\n\n\nb) Venir au\n\nbureau.\n\n2. Fin.\n")
    assert numbered(document)[1] == "Il faut :\na) Aller ;\nb) Venir au bureau."


def test_a_list_inside_a_paragraph_is_no_new_paragraph(reading: Reading) -> None:
    """Numbering that restarts inside paragraph 2 is a list; paragraph 3 follows."""
    document = reading(
        "1. Un.\n\n2. Le Comité décide :\n\n1. D'aller ;\n\n2. De venir ;\n\n3. De rester.\n\n"
        "3. Trois.\n"
    )
    assert numbered(document) == {
        1: "Un.",
        2: "Le Comité décide :\n1. D'aller ;\n2. De venir ;\n3. De rester.",
        3: "Trois.",
    }
    assert document.warnings == ()


def test_a_quotation_after_a_colon(reading: Reading) -> None:
    """What a colon announces belongs to the paragraph."""
    document = reading("1. Il a dit :\n\n« Nous irons tous ensemble. »\n\n2. Fin.\n")
    assert numbered(document)[1] == "Il a dit :\n« Nous irons tous ensemble. »"


def test_the_scheme_beats_the_markup(reading: Reading) -> None:
    """I. > A. > 1. > unlabelled, whatever the number of signs."""
    document = reading(
        "#### I. Un\n\n1. Un.\n\n# A. Deux\n\n2. Deux.\n\n### **B. Trois**\n\nQue faire ?\n\n"
        "3. Trois.\n\n## 1. Quatre\n\n4. Quatre.\n\n*Bilan : 2019*\n\n"
        "5. Cinq.\n\n###### II. Six\n\n6. Six.\n"
    )
    assert [(s.section, s.level, s.label, s.title) for s in document.sections] == [
        ("1", 1, "I.", "Un"), ("1.1", 2, "A.", "Deux"), ("1.2", 2, "B.", "Trois"),
        ("1.2.1", 3, "", "Que faire ?"), ("1.2.2", 3, "1.", "Quatre"),
        ("1.2.2.1", 4, "", "Bilan : 2019"), ("2", 1, "II.", "Six"),
    ]  # fmt: skip
    assert list(numbered(document)) == [1, 2, 3, 4, 5, 6]


def test_letters_that_look_roman(reading: Reading) -> None:
    """C., D. and I. after B., C. and H. are letters; II. after them is Roman."""
    letters = "ABCDEFGHIJ"
    parts = [f"{c}. Titre {c}\n\n{n}. Texte." for n, c in enumerate(letters, start=1)]
    document = reading("I. Un\n\n" + "\n\n".join(parts) + "\n\nII. Deux\n\n11. Fin.\n")
    assert [s.level for s in document.sections] == [1, *[2] * 10, 1]


def test_a_title_before_a_name_is_no_heading(reading: Reading) -> None:
    """ "M. Guterres" opens a line of a paragraph."""
    text = "1. Le Secrétaire général,\nM. Guterres, est venu\nM. Dupont aussi.\n\n2. Fin.\n"
    document = reading(text)
    assert numbered(document)[1].endswith("M. Guterres, est venu M. Dupont aussi.")
    assert document.sections == ()


def test_annexes(reading: Reading) -> None:
    """Numbering restarts in an annex, without a warning; its paragraphs name it."""
    document = reading(
        "I. Introduction\n\n1. Un.\n\n2. Deux.\n\nAnnexe I\n\nListe\n\n"
        "1. Un bis.\n\nAnnexe II\n\n1. Un ter.\n"
    )
    annexed = [(p.number, p.annex, p.text) for p in document.paragraphs if p.kind == "annex"]
    assert annexed == [(1, "annexe I", "Un bis."), (1, "annexe II", "Un ter.")]
    assert [(s.title, s.level) for s in document.sections] == [
        ("Introduction", 1), ("Annexe I", 1), ("Liste", 2), ("Annexe II", 1),
    ]  # fmt: skip
    assert document.warnings == ()


@pytest.mark.parametrize(
    "heading", ["## Résumé", "**Résumé**", "Résumé", "*Summary*", "Summary\n-------"]
)
def test_summaries(reading: Reading, heading: str) -> None:
    """A summary's heading may be set in any way."""
    document = reading(f"{heading}\n\nLe rapport dit tout.\n\n## I. Introduction\n\n1. Un.\n")
    assert [(p.kind, p.text) for p in document.paragraphs] == [
        ("summary", "Le rapport dit tout."), ("body", "Un."),
    ]  # fmt: skip


def test_setext_headings(reading: Reading) -> None:
    """A heading underlined with dashes is one."""
    document = reading("I. Introduction\n---\n\n1. Un.\n\nBilan\n=====\n\n2. Deux.\n")
    assert [s.title for s in document.sections] == ["Introduction", "Bilan"]


def test_a_cited_symbol_is_not_the_document_s_own(reading: Reading) -> None:
    """Only a symbol alone on the first page names the document."""
    document = reading("1. Voir A/75/345.\n\n2. Lire\n\nS/2020/1\n\net après.\n", "notes.txt")
    assert (document.symbol, document.masthead.symbol) == (None, None)


def test_english_masthead(reading: Reading) -> None:
    """English words are read like French ones."""
    document = reading(
        "General Assembly\n\nDistr.: General\n18 June 2025\nOriginal: English/Spanish\n\n"
        "**Eightieth session**\n\nItem 62 of the preliminary list*\n\n* [A/80/50](#).\n\n"
        "# Peace\n\nReport of the Secretary-General\n\nIntroduction\n\n1. One.\n",
        "A_80_1-en.txt",
    )
    head = document.masthead
    assert (head.agenda_item, head.session, head.original_language) == (
        "62",
        "Eightieth session",
        "en",
    )
    assert (document.title, document.language) == ("Peace", "en")
    assert [s.title for s in document.sections] == ["Introduction"]


def test_windows_line_ends_and_soft_hyphens(reading: Reading) -> None:
    """CRLF, soft hyphens and decomposed letters leave no trace."""
    document = reading("1. La co\u00adope\u0301ration\u202f: oui.\r\n\r\n2. L’été.\r\n")
    assert numbered(document) == {1: "La coopération : oui.", 2: "L’été."}
    assert [c.action for c in document.cleaning] == ["markup"]


def test_marks_of_direction_and_terminal_colours(reading: Reading) -> None:
    """Marks of direction go, a blank of no width parts words, an escape goes as a whole."""
    colours = "\x1b[1;31mrouge\x1b[0m " * 10
    document = reading(
        f"1. Du \u20665\u2069 au \u202b6 mai\u202c\u200bici&#8203;là.\n\n2. {colours}fin.\n"
    )
    assert numbered(document) == {1: "Du 5 au 6 mai ici là.", 2: "rouge " * 10 + "fin."}


def test_a_footnote_mark_beside_an_entity(reading: Reading) -> None:
    """What an entity stands for is cleaned; the mark beside it stays one."""
    document = reading("1. Un&nbsp;fait&shy;[^1].\n\n2. Fin.\n\n[^1]: La note.\n")
    assert numbered(document)[1] == "Un fait."
    assert [p.text for p in document.paragraphs if p.kind == "footnote"] == ["La note."]


def test_figures_are_no_part_of_a_paragraph(reading: Reading) -> None:
    """A figure's caption and source stand on their own; the paragraph around it is whole."""
    document = reading(
        "1. Un début\n\nFigure I\n\nCroissance\n\nSource : ONU.\n\nsuivi d'une fin.\n\n2. Fin.\n"
    )
    assert numbered(document)[1] == "Un début suivi d'une fin."


def test_without_numbers(reading: Reading) -> None:
    """Each block is a paragraph, headings still are headings."""
    document = reading("## Bilan\n\nUn bloc.\n\nUn autre bloc.\n")
    assert [(p.kind, p.number, p.section, p.text) for p in document.paragraphs] == [
        ("body", None, "1", "Un bloc."), ("body", None, "1", "Un autre bloc."),
    ]  # fmt: skip
    assert document.warnings == ("there is no numbered paragraph; each block was read as one",)


@pytest.mark.parametrize(
    ("numbers", "warnings"),
    [
        ([10, 11, 13, 14], ("paragraph 13 follows 11; 12 is missing",)),
        ([1, 2, 6], ("paragraph 6 follows 2; 3 to 5 are missing",)),
        ([6, 7, 7, 8], ("7 appears twice",)),
        ([1, 2, 3, 1, 2, 3], ("1 to 3 appear twice",)),
    ],
)
def test_odd_numbering(reading: Reading, numbers: list[int], warnings: tuple[str, ...]) -> None:
    """All text is kept, the doubt is said."""
    text = "".join(f"{n}. Texte {i} entier.\n\n" for i, n in enumerate(numbers))
    document = reading(text)
    assert [p.number for p in document.paragraphs] == numbers
    assert document.warnings == warnings
