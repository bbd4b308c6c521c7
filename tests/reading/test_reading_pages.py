"""First pages, contents, tables and hyphens of other people's documents."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from unreports.reading import Document

from .conftest import numbered, outline

Reading = Callable[..., Document]

HRC = """**Nations Unies** A/HRC/45/12

# Assemblée générale

Distr. GENERALE
1er février 2021
Français
Original : anglais/espagnol

**Conseil des droits de l'homme**
**Quarante-cinquième session**
14 septembre-2 octobre 2020
Points 3 et 10 de l'ordre du jour
**Promotion et protection de tous les droits de l'homme**

# Rapport de la Rapporteuse spéciale sur les personnes déplacées*

Note du Secrétariat

| Résumé |
|--------|
| Le rapport dit tout. |

\\* Publié tard.

GE.20-09623(F)    110820    120820

## I. Introduction

1. Un.

2 GE.20-09623
A/HRC/45/12

2. Deux.
"""


def test_the_human_rights_council(reading: Reading) -> None:
    """Glued symbol, boxed summary, a report that names its own subject."""
    document = reading(HRC, "x.md")
    head = document.masthead
    assert head.symbol == "A/HRC/45/12"
    assert head.organs == ("Assemblée générale", "Conseil des droits de l'homme")
    assert (head.distribution, head.date) == ("GENERALE", date(2021, 2, 1))
    assert (head.session, head.agenda_item) == ("Quarante-cinquième session", "3 et 10")
    assert document.title == "Rapport de la Rapporteuse spéciale sur les personnes déplacées"
    assert [p.text for p in document.paragraphs if p.kind == "summary"] == ["Le rapport dit tout."]
    assert outline(document) == [("1", 1, "I.", "Introduction", 1, 2)]


@pytest.mark.parametrize(
    ("lines", "title", "kind"),
    [
        (
            "Item 136 of the provisional agenda\nReport on the many activities of the\n"
            "Office of Oversight Services\n\nActivities in 2019\n\nReport of the Office\n",
            "Activities in 2019", "Report of the Office",
        ),
        ("Peace\n\nReport of the Secretary-General\n", "Peace", "Report of the Secretary-General"),
        (
            "Committee on Migrant Workers\n\nConcluding observations on the report of Chad\n",
            "Concluding observations on the report of Chad",
            "Concluding observations on the report of Chad",
        ),
        (
            "Statement by the President of the Security Council\n",
            "Statement by the President of the Security Council",
            "Statement by the President of the Security Council",
        ),
    ],
)  # fmt: skip
def test_titles(reading: Reading, lines: str, title: str, kind: str) -> None:
    """The agenda item's title and a committee's name are not the document's title."""
    document = reading(f"Distr.: General\n\n{lines}\nI. Introduction\n\n1. One.\n", "x-en.txt")
    assert (document.title, document.kind) == (title, kind)


@pytest.mark.parametrize(
    "session",
    ["First regular session of 2020", "Session annuelle de 2020", "Sixty-fourth session",
     "Soixante et onzième session", "2021 session", "Twenty-third special session"],
)  # fmt: skip
def test_sessions(reading: Reading, session: str) -> None:
    """A session is named by an ordinal or a year."""
    document = reading(f"Distr.: General\n\n{session}\n\nI. Introduction\n\n1. Un.\n")
    assert document.masthead.session == session


@pytest.mark.parametrize(
    "contents",
    [
        "Contents\n Page\nI. Introduction . . . . 3\n A. Audit . . . . 5\nAnnex . . . . 9\n",
        "TABLE DES MATIÈRES\n\nParagraphes Page\nI. Introduction 1 - 2 3\nA. Audit 2 4\nAnnexe 9\n",
        "# Contents\n\n| | | Page |\n|--|--|--|\n| I. | Introduction | 3 |\n| A. | Audit | 4 |\n",
        "Contents\n\n- [I. Introduction](#i)\n- [A. Audit](#a)\n- [Annex](#annex)\n",
    ],
)
def test_contents(reading: Reading, contents: str) -> None:
    """Entries of a table of contents are neither sections nor annexes."""
    document = reading(f"{contents}\nI. Introduction\n\n1. Un.\n\nA. Audit\n\n2. Deux.\n")
    assert outline(document) == [
        ("1", 1, "I.", "Introduction", 1, 2), ("1.1", 2, "A.", "Audit", 2, 2),
    ]  # fmt: skip
    assert [p.kind for p in document.paragraphs] == ["front", "body", "body"]


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("La célébra-\ntion de 2020.", "La célébration de 2020."),
        ("Les États-\nUnis.", "Les États-Unis."),
        ("La sous-\nrégion et la sous-région.", "La sous-région et la sous-région."),
        ("Le programme, ou Pro-\n\ngramme.", "Le programme, ou Programme."),
    ],
)
def test_hyphens_at_line_ends(reading: Reading, text: str, joined: str) -> None:
    """A hyphen that only the line's end made goes; a word's own stays."""
    assert numbered(reading(f"1. {text}\n\n2. Fin.\n"))[1] == joined


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("du 15 au 23 février\n\n2020. Fin.", "du 15 au 23 février 2020. Fin."),
        ("M.\n\nDupont, selon le par.\n\n12 du texte.", "M. Dupont, selon le par. 12 du texte."),
        ("Mme\n\nBachelet est à\n\nGenève.", "Mme Bachelet est à Genève."),
        ("au total\n\n307 millions, y compris,\n\nau Yémen.",
         "au total 307 millions, y compris, au Yémen."),
        ("« La paix.\n1. Elle est notre but. »", "« La paix.\n1. Elle est notre but. »"),
    ],
)  # fmt: skip
def test_cuts_before_names_and_numbers(reading: Reading, text: str, whole: str) -> None:
    """Neither a year nor a name nor a quoted number starts anything of its own."""
    document = reading(f"1. {text}\n\n2. Fin.\n")
    assert numbered(document) == {1: whole, 2: "Fin."}
    assert document.sections == ()


@pytest.mark.parametrize(
    "table",
    ["| An | Taux |\n|----|------|\n| 2020 | 90 |", "Tableau 1\nX\n\nAn 2018 2019 2020\nTaux 1 2 3",
     "Recommandation 1\n\nLes chefs devraient agir."],
)  # fmt: skip
def test_tables_and_boxes(reading: Reading, table: str) -> None:
    """A table is part of no paragraph and none of its rows is a heading."""
    document = reading(f"1. Voir ici.\n\n{table}\n\n2. Fin.\n")
    assert numbered(document) == {1: "Voir ici.", 2: "Fin."}
    assert document.sections == ()


def test_listed_paragraphs(reading: Reading) -> None:
    """Some converters make list items of numbered paragraphs."""
    document = reading("- 1. Un :\n- (a) Aller ;\n- (b) Venir.\n- 2. Deux.\n")
    assert numbered(document) == {1: "Un :\n(a) Aller ;\n(b) Venir.", 2: "Deux."}


def test_chapters_with_their_titles_below(reading: Reading) -> None:
    """The International Law Commission's chapters; the first is named in a word."""
    document = reading(
        "Chapitre premier\nIntroduction\n\n1. Un.\n\nChapitre II\nPortée du sujet\n\n2. Deux.\n"
    )
    assert outline(document) == [
        ("1", 1, "Chapitre premier", "Introduction", 1, 1),
        ("2", 1, "Chapitre II", "Portée du sujet", 2, 2),
    ]


def test_a_letter_and_its_annex(reading: Reading) -> None:
    """A signature is no heading; headings of an annex without numbers are."""
    document = reading(
        "S/2021/114\n\nDistr.: General\n\nLetter dated 3 May 2021 from the Secretary-General\n\n"
        "I have the honour to write.\n\n(Signed) António Guterres\n\nAnnex I\n\n1. One.\n\n"
        "Annex II\n\nComposition\n\nThe delegation was headed by the Minister of Justice itself.\n",
        "x-en.txt",
    )
    assert [s.title for s in document.sections] == ["Annex I", "Annex II", "Composition"]
    assert [p.text for p in document.paragraphs if p.kind == "body"] == [
        "I have the honour to write.", "(Signed) António Guterres",
    ]  # fmt: skip


def test_old_running_heads(reading: Reading) -> None:
    """Until 2000 a page's head took three lines."""
    document = reading(
        "A/54/2000\n\nI. INTRODUCTION\n\n1. Most people can expect\n\n00-36292 (E) 280300 /...\n\n"
        "A/54/2000\nEnglish\nPage 2\n\nto live long.\n\n2. Fin.\n"
    )
    assert numbered(document)[1] == "Most people can expect to live long."


def test_parts_that_are_counted_in_words(reading: Reading) -> None:
    """A part opens the Roman numbers anew, at the level above them."""
    document = reading(
        "Part One\n\nI. Scope\n\n1. One.\n\nPart Two\n\nI. Scope again\n\n2. Two.\n", "x-en.txt"
    )
    assert [(level, label, title) for _, level, label, title, *_ in outline(document)] == [
        (1, "Part One", ""), (2, "I.", "Scope"), (1, "Part Two", ""), (2, "I.", "Scope again"),
    ]  # fmt: skip


def test_quoted_articles(reading: Reading) -> None:
    """A quotation's numbered paragraphs stay in the paragraph that announces them."""
    document = reading("1. Il se lit :\n\n> 1. Nul ne peut.\n>\n> 2. Tous.\n\n2. Fin.\n")
    assert numbered(document) == {1: "Il se lit :\n1. Nul ne peut.\n2. Tous.", 2: "Fin."}
