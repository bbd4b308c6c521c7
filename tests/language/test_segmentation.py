from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unreports import language


@pytest.mark.parametrize(
    "sentence",
    [
        "M. Ban et Mme Durant ont parlé avec M. J. P. Dupont.",
        "Voir A/75/345, par. 55, art. 3, vol. 2 et p. 4.",
        "Le document A/8447 et Add.1 est cité no. 3.",
        "La hausse est de 3,5 % ou 1.5 fois.",
        "Les sujets : a) l'état du monde ; b) la lutte contre les conflits.",
        "Faut-il agir ? demande-t-il.",
        "Il a dit « Paix ! » et s'est tu.",
        "1. Le Conseil a siégé.",
        "Les fonds, programmes, etc. ont contribué.",
        "Le rapport... reste attendu.",
    ],
)
def test_is_one_sentence(sentence: str) -> None:
    """Abbreviations, initials, symbols, decimals, inline lists, quotations, list numbers."""
    assert language.sentences(sentence, "fr") == [(0, len(sentence))]


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        ("fr", ["Il a siégé.", "Elle aussi."]),
        ("fr", ["Il a siégé à New York (États-Unis).", "« Nous agirons. »", "Puis rien."]),
        ("fr", ["Voir A/75/345.", "Le Conseil a conclu."]),
        ("fr", ["C'était en 2019.", "14 pays ont signé."]),
        ("fr", ["Est-ce possible ?", "Oui !", "Étonnant…", "À voir."]),
        ("fr", ["Des pays, des fonds, etc.", "Le Conseil l'a noté."]),
        ("en", ["Mr. Smith spoke in Geneva.", "See para. 5 of A/75/345.", "“It works.”", "Good."]),
        ("en", ["The cost was $3.5 million.", "The U.N. agreed."]),
    ],
)
def test_splits_at_sentence_ends(code: str, parts: list[str]) -> None:
    """Each sentence with its closing marks, without the blank after it."""
    text = "  ".join(parts)
    assert [text[start:end] for start, end in language.sentences(text, code)] == parts


def test_sub_items_on_their_own_lines_are_sentences() -> None:
    """A line that opens with a label starts one; any other line break is a blank."""
    text = "Il convient :\na) D'agir ;\nb) De suivre\nles effets.\n\nFin"
    found = [text[start:end] for start, end in language.sentences(text, "fr")]
    assert found == ["Il convient :", "a) D'agir ;", "b) De suivre\nles effets.", "Fin"]


@given(st.text(alphabet="aB. !?…»«\n)1M"))
def test_nothing_but_blanks_is_lost(text: str) -> None:
    """Spans in order, trimmed, and every other character inside one."""
    spans = language.sentences(text, "fr")
    kept = "".join(text[start:end] for start, end in spans)
    assert "".join(kept.split()) == "".join(text.split())
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in spans)
