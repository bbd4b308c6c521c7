"""Citations: every printed form of a UN document or resolution, and nothing else."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unreports.annotation.citations.recognition import find_citations
from unreports.errors import UnreportsError
from unreports.symbols import is_symbol, normalise

GOLD = Path(__file__).parents[2] / "data" / "gold" / "citations.jsonl"
PIECES = [
    "A/75/345",
    "S/RES/2457 (2019)",
    "Add.1",
    "Corr.2",
    "résolution ",
    "résolutions ",
    "resolution ",
    "décision ",
    "58/316",
    "2457 (2019)",
    "217 A (III)",
    "ES-10/20",
    " et ",
    ", ",
    "-",
    "/",
    "(",
    ")",
    "par. 4 l)",
    "paragraph 5 of ",
    "de l'annexe à la ",
    "Assemblée générale",
    " du Conseil",
    "sa ",
    "its ",
    "the Security Council",
    "É",
    "1",
    "A",
    "\u200f",
    "\x00",
    "\n",
    " ",
]


def cited(text: str, language: str = "fr") -> list[str]:
    return [citation.cited for citation in find_citations(text, language)]


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("(A/73/328-S/2018/592)", ["A/73/328", "S/2018/592"]),
        ("A/80/62*−E/2025/12*", ["A/80/62", "E/2025/12"]),
        ("A/8447 et Add.1", ["A/8447", "A/8447/Add.1"]),
        ("A/72/1/Add.1, Add.2 et Add.3.", ["A/72/1/Add.1", "A/72/1/Add.2", "A/72/1/Add.3"]),
        ("A/72/1/Add.1 et Corr.1", ["A/72/1/Add.1", "A/72/1/Add.1/Corr.1"]),
        ("(A/60/640/Add.1 et 2)", ["A/60/640/Add.1", "A/60/640/Add.2"]),
        ("A/60/640/Add.1 et 2 pays", ["A/60/640/Add.1"]),
        ("A/RES/70/1 et 70/2", ["A/RES/70/1", "A/RES/70/2"]),
        ("A/75/345/Add.1/Corr.2.", ["A/75/345/Add.1/Corr.2"]),
        ("S/PRST/2013/12, CEB/2021/4", ["S/PRST/2013/12", "CEB/2021/4"]),
        ("(voir A/C.4/53/SR.3–6)", ["A/C.4/53/SR.3", "A/C.4/53/SR.6"]),
        ("A/RES/ES-10/20, A/HRC/S-21/1", ["A/RES/ES-10/20", "A/HRC/S-21/1"]),
        ("A/RES/217 (III) et A/RES/217(III)", ["A/RES/217(III)", "A/RES/217(III)"]),
        ("A/53/23 (Part IV)", ["A/53/23"]),
        ("FCCC/CP/2015/10/Add.1", ["FCCC/CP/2015/10/Add.1"]),
        ("BRS/SC/2019/1", ["BRS/SC/2019/1"]),
    ],
)
def test_a_printed_symbol_is_cited_with_what_hangs_on_it(text: str, symbols: list[str]) -> None:
    assert cited(text) == symbols


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("résolution 58/316 de l'Assemblée générale", ["A/RES/58/316"]),
        ("Résolution 70/1.", ["A/RES/70/1"]),
        ("résolution n° 70/1", ["A/RES/70/1"]),
        ("résolution 72/262 C de l’Assemblée générale", ["A/RES/72/262 C"]),
        (
            "résolutions 52/38 A et B et ES-10/20",
            ["A/RES/52/38 A", "A/RES/52/38 B", "A/RES/ES-10/20"],
        ),
        ("résolution 217 A (III)", ["A/RES/217(III)[A]"]),
        ("résolution 3201 (S-VI)", ["A/RES/3201(S-VI)"]),
        ("la résolution 663 (XXIV) du Conseil économique et social", ["E/RES/663(XXIV)"]),
        ("résolution 2006/11 du Conseil économique et social", ["E/RES/2006/11"]),
        ("résolution 2005/80 de la Commission des droits de l'homme", ["E/CN.4/RES/2005/80"]),
        ("résolution 45/1 du Conseil des droits de l'homme", ["A/HRC/RES/45/1"]),
        ("Dans sa résolution 45/1, le Conseil des droits de l'homme", ["A/HRC/RES/45/1"]),
        ("Dans sa résolution 1809 (2008), le Conseil de sécurité", ["S/RES/1809 (2008)"]),
        ("résolution 2008 (2019)", ["S/RES/2008 (2019)"]),
        (
            "résolutions 2457 (2019) et 2532 (2020) du Conseil de sécurité et 70/1 de l'Assemblée",
            ["S/RES/2457 (2019)", "S/RES/2532 (2020)", "A/RES/70/1"],
        ),
        ("résolutions 70/1, du 25 septembre 2015, et 70/2", ["A/RES/70/1", "A/RES/70/2"]),
        ("décision 74/540", ["A/DEC/74/540"]),
        ("décision 18/117 du Conseil des droits de l'homme", ["A/HRC/DEC/18/117"]),
        ("décision 2004/257 du Conseil économique et social", ["E/DEC/2004/257"]),
        ("résolution 60/1 Évaluation", ["A/RES/60/1"]),
        # other bodies number their resolutions in schemes of their own
        ("résolution 61/11 de la Commission des stupéfiants", []),
        ("résolution 4/1 de l'Assemblée des Nations Unies pour l'environnement", []),
        ("résolution 5 (adoptée) et résolution WHA73.1", []),
        ("décision 1/CP.21 et décision 14/34", []),
    ],
)
def test_a_resolution_is_cited_by_the_form_of_its_number_and_its_organ(
    text: str, symbols: list[str]
) -> None:
    assert cited(text) == symbols


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("General Assembly resolution 79/97 of 4 December 2024", ["A/RES/79/97"]),
        ("Council resolution 2719 (2023)", ["S/RES/2719 (2023)"]),
        (
            "Economic and Social Council decisions 2024/344 and 2024/345",
            ["E/DEC/2024/344", "E/DEC/2024/345"],
        ),
        ("In its resolution 45/1, the Human Rights Council", ["A/HRC/RES/45/1"]),
        (
            "resolution 77/317, Human Rights Council resolution 54/6 and resolution 2024/4",
            ["A/RES/77/317", "A/HRC/RES/54/6", "E/RES/2024/4"],
        ),
        ("the Economic and Social Council, in its resolution 1514 (XV)", ["A/RES/1514(XV)"]),
        ("World Health Assembly resolution 74/7", []),
        ("(A/53/130 and Corr.1)", ["A/53/130", "A/53/130/Corr.1"]),
    ],
)
def test_english_is_read_as_french_is(text: str, symbols: list[str]) -> None:
    assert cited(text, "en") == symbols


@pytest.mark.parametrize(
    "text",
    [
        "et/ou, VIH/sida, 2019/20, 120 km/h, le 01/02/2020, 24/7, s/c",
        "A/C.3 et E/CN.6 sont des organes; S/2; TCP/IP; CD4/mm3; PM2.5/PM10; N/A/2",
        "une résolution de 1995, la résolution 263, en date du 5 novembre 2013",
        "https://documents.un.org/api/A/75/345",
    ],
)
def test_what_is_not_a_citation_is_left_alone(text: str) -> None:
    assert cited(text) == []


@pytest.mark.parametrize(
    ("text", "language", "paragraph"),
    [
        (
            "au paragraphe 4 l) de l'annexe à la résolution 58/316 de l'Assemblée",
            "fr",
            "annexe, 4 l)",
        ),
        ("aux paragraphes 5 et 6 de sa résolution 70/1", "fr", "5, 6"),
        ("par. 12 à 15 du document A/75/345", "fr", "12-15"),
        ("(A/75/345, par. 12 à 15 et 17)", "fr", "12-15, 17"),
        ("résolution 58/316, annexe, par. 4 l)", "fr", "annexe, 4 l)"),
        ("l’annexe I de la résolution 60/1", "fr", "annexe I"),
        ("paragraph 5 (a) of General Assembly resolution 79/97", "en", "5 (a)"),
        ("(A/78/80, annex)", "en", "annex"),
        ("A/80/62, paras. 3–5 and 7", "en", "3-5, 7"),
        ("la résolution 70/1 et, au paragraphe 3 ci-dessus, le reste", "fr", None),
        ("annexé à la résolution 70/296 de l'Assemblée générale", "fr", None),
    ],
)
def test_the_paragraph_cited_is_read_before_and_after(
    text: str, language: str, paragraph: str | None
) -> None:
    assert [citation.paragraph for citation in find_citations(text, language)] == [paragraph]


def test_the_span_is_the_number_that_the_united_nations_links() -> None:
    text = "la résolution 72/262 C de l'Assemblée"
    (citation,) = find_citations(text)
    assert text[citation.start : citation.end] == citation.text == "72/262 C"


def test_a_language_without_words_is_refused_by_name() -> None:
    with pytest.raises(UnreportsError, match="'de'"):
        find_citations("A/75/345", "de")


@settings(deadline=None)  # the first call loads the words
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=25).map("".join))
def test_any_text_gives_ordered_spans_and_whole_symbols(text: str) -> None:
    for language in ("fr", "en"):
        end = 0
        for citation in find_citations(text, language):
            assert end <= citation.start < citation.end <= len(text)
            assert text[citation.start : citation.end] == citation.text
            assert is_symbol(citation.cited)
            assert normalise(citation.cited) == citation.cited
            end = citation.end


@pytest.mark.parametrize(
    ("unit", "tail", "found"),
    [
        ("A", "", 0),
        ("A/1", "é", 0),
        ("(", "", 0),
        ("résolution ", "", 0),
        ("paragraphe 1, ", "", 0),
        ("sa résolution 45/1, ", "", 25_000),
        ("\u202e\u200f\x00A/75/1 ", "", 50_000),
    ],
)
def test_half_a_megabyte_of_anything_is_read(unit: str, tail: str, found: int) -> None:
    text = (unit * (500_000 // len(unit)))[: 500_000 // len(unit) * len(unit)] + tail
    count = len(find_citations(text))
    assert count == 500_000 // len(unit) if found else count == 0


def test_the_gold_is_well_formed() -> None:
    rows = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    assert {row["doc"] for row in rows} == {"A/75/345", "CEB/2021/1"}
    assert all(normalise(row["cited"]) == row["cited"] for row in rows)
