from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unreports import language


def words(text: str, code: str = "fr") -> list[str]:
    return [token.text for token in language.tokenise(text, code)]


@pytest.mark.parametrize(
    "form",
    [
        "aujourd'hui", "Aujourd’hui", "c'est-à-dire", "c’est‑à‑dire", "COVID-19", "ONU-Femmes",
        "FemWise-Africa", "VIH/sida", "prud'hommes", "presqu'île", "entr'aide", "O'Brien",
        "O’Brien", "quelqu'un", "N'Djamena", "M’Bow", "rendez-vous", "cessez-le-feu",
        "E/CN.6/2025/4", "A/75/345", "A/75/345-S/2020/898", "S/RES/2457 (2019)", "CEB/2021/1/Add.1",
        "A/RES/3379 (XXX)", "S/PV.8765", "ST/SGB/2017/1", "A/CONF.151/26", "Add.1", "58/316",
        "ICCD/COP(14)/23", "A/C.3/75/L.5/Rev.1", "TD/B/C.I/8",
        "35 %", "35\u00a0%", "35%", "3,5", "3,5 %", "1.234.567", "2016-2020", "2016–2020", "1er",
        "10 000", "1\u202f234\u00a0567", "12/03/2020", "2020-04-16", "XXIe", "5G", "G20", "U.N.",
        "https://undocs.org/fr/A/75/345",
    ],
)  # fmt: skip
def test_stays_whole(form: str) -> None:
    """One token, alone and in a sentence."""
    assert words(form) == [form]
    assert form in words(f"Le Conseil (voir {form}) a siégé.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("l'ONU", ["l'", "ONU"]),
        ("L’homme", ["L’", "homme"]),
        ("d'ici qu'elle jusqu'au", ["d'", "ici", "qu'", "elle", "jusqu'", "au"]),
        ("lorsqu'il puisqu'on quoiqu'ils", ["lorsqu'", "il", "puisqu'", "on", "quoiqu'", "ils"]),
        ("n'a s'est c'était j'ai m'a t'a", ["n'", "a", "s'", "est", "c'", "était", "j'", "ai",
                                            "m'", "a", "t'", "a"]),
        ("l'HCR d'11 pays", ["l'", "HCR", "d'", "11", "pays"]),
        ("le thème de l’« Année (2019) »", ["le", "thème", "de", "l’", "Année", "2019"]),
        ("celui-ci a-t-il", ["celui", "-ci", "a", "-t-il"]),
        ("en 2018 180 États", ["en", "2018", "180", "États"]),
        ("en mars 2019, 1 500 personnes", ["en", "mars", "2019", "1 500", "personnes"]),
        ("voir A/75/345.", ["voir", "A/75/345"]),
        ("A/8447 et Add.1.", ["A/8447", "et", "Add.1"]),
        ("résolution 2457 (2019) du", ["résolution", "2457", "2019", "du"]),
        ("le PNUD/FNUAP", ["le", "PNUD", "FNUAP"]),
        ("paix : « Faire taire les armes »…", ["paix", "Faire", "taire", "les", "armes"]),
        ("", []),
        (" \n\u00a0…—–-'", []),
    ],
)  # fmt: skip
def test_splits_where_french_does(text: str, expected: list[str]) -> None:
    """Elisions, enclitics and punctuation."""
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Secretary-General's report", ["The", "Secretary-General", "'s", "report"]),
        ("Member States’ views", ["Member", "States", "views"]),
        ("it doesn't, O'Neill", ["it", "doesn't", "O'Neill"]),
        ("HIV/AIDS in the 1990s", ["HIV/AIDS", "in", "the", "1990s"]),
        ("$2,000.5 on the 21st", ["2,000.5", "on", "the", "21st"]),
        ("the U.N. Charter", ["the", "U.N.", "Charter"]),
    ],
)
def test_splits_where_english_does(text: str, expected: list[str]) -> None:
    """Possessives are split, contractions are not."""
    assert words(text, "en") == expected


@given(
    st.text(alphabet="aéÀœZ0193/.,;:-–'’ \u00a0\n()%«»l'qu'S/A_\u0301"),
    st.sampled_from(["fr", "en"]),
)
def test_offsets_point_at_the_tokens(text: str, code: str) -> None:
    """Whatever the text: tokens in order, apart, not empty, and where they say they are."""
    tokens = language.tokenise(text, code)
    ends = [0]
    for token in tokens:
        assert text[token.start : token.end] == token.text
        assert token.text.strip() == token.text != ""
        assert token.start >= ends[-1]
        ends.append(token.end)
    assert language.count_tokens(text, code) == len(tokens)


@pytest.mark.parametrize(
    "unit",
    ["a", ".", "a-", "A/", "A/1", "1", "1 000 ", "1-", "l'", "A.", "é", "(", "'", "-t", "1,"],
)
def test_a_megabyte_without_a_blank_ends(unit: str) -> None:
    """Time is linear: with a quadratic step this would take hours."""
    text = unit * (1_000_000 // len(unit))
    tokens = language.tokenise(text, "fr")
    assert sum(len(token.text) for token in tokens) <= len(text)
    assert language.terms(text, "fr") is not None
    assert language.sentences(text, "fr")[0][0] == 0
