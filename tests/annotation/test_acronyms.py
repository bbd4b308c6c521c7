"""Acronyms that a text defines, after Schwartz and Hearst."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unreports.annotation.organisations.acronyms import find_definitions, long_form

PIECES = [
    "(",
    ")",
    "ABC",
    "Alliance ",
    "des ",
    "bons ",
    "choix ",
    " ",
    ".",
    "«",
    "\u200f",
    "É",
    "\n",
]


def defined(text: str) -> list[tuple[str, str | None]]:
    return [
        (d.acronym, None if d.long_start is None else text[d.long_start : d.long_end])
        for d in find_definitions(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "le Bureau régional des Nations Unies pour l'Afrique centrale (BRENUAC) dirige",
            [("BRENUAC", "Bureau régional des Nations Unies pour l'Afrique centrale")],
        ),
        ("l'Organisation des États unis (OEU)", [("OEU", "Organisation des États unis")]),
        ("the World Food Programme (WFP)", [("WFP", "World Food Programme")]),
        ("the World Food Programme (hereinafter “WFP”)", [("WFP", "World Food Programme")]),
        ("le Programme alimentaire (ci-après « le PA »)", [("PA", "Programme alimentaire")]),
        ("OIAC (Organisation pour l'interdiction des armes chimiques)",
         [("OIAC", "Organisation pour l'interdiction des armes chimiques")]),
        ("le Conseil (voir annexe)", []),
        ("la réunion (New York)", []),
        ("sa résolution (S/2020/898)", []),
        ("la maladie à coronavirus (COVID-19)", [("COVID-19", None)]),
        ("une phrase. Elle (ABC)", [("ABC", None)]),
    ],
)  # fmt: skip
def test_definitions(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert defined(text) == expected


@pytest.mark.parametrize(
    ("acronym", "words", "begin"),
    [
        ("HMM", "we use hidden Markov models", 7),
        ("CEEAC", "la Communauté économique des États de l'Afrique centrale", 3),
        ("ABC", "rien de tel", None),
        ("", "rien", None),
        ("A", "", None),
    ],
)
def test_long_form(acronym: str, words: str, begin: int | None) -> None:
    assert long_form(acronym, words) == begin


def test_the_long_form_is_looked_for_in_few_words() -> None:
    assert long_form("AB", "Alliance " + "mot " * 4 + "bon") is None


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_spans_lie_in_the_text(text: str) -> None:
    for found in find_definitions(text):
        assert text[found.start :].startswith(found.acronym)
        if found.long_start is not None and found.long_end is not None:
            assert 0 <= found.long_start < found.long_end <= len(text)
