from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unreports import language


def names(text: str, code: str = "fr", **options: object) -> list[str]:
    return [term.term for term in language.terms(text, code, **options)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("Unies", "uni"), ("mise", "mise"), ("prise", "prise"), ("organisé", "organiser"),
        ("organisées", "organiser"), ("états", "état"), ("nations", "nation"), ("menées", "mener"),
        ("visite", "visite"), ("commune", "commun"), ("étroite", "étroit"), ("liés", "lier"),
        ("spéciale", "spécial"), ("tenue", "tenir"), ("états-unis", "états-unis"),
        ("conjointement", "conjointement"), ("profondes", "profond"), ("femmes", "femme"),
        ("réfugiés", "réfugié"), ("mondiaux", "mondial"), ("soutient", "soutenir"),
        ("plans-cadres", "plan-cadre"), ("moyenne", "moyenne"), ("aujourd’hui", "aujourd'hui"),
    ],
)  # fmt: skip
def test_french_lemmas(form: str, lemma: str) -> None:
    """The dictionary form, with the slips of the lemmatiser mended."""
    assert language.lemma(form, "fr") == lemma


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("United", "united"), ("women", "woman"), ("media", "media"), ("meetings", "meeting"),
        ("policies", "policy"), ("unpaid", "unpaid"), ("defence", "defence"), ("led", "lead"),
    ],
)  # fmt: skip
def test_english_lemmas(form: str, lemma: str) -> None:
    """The dictionary form, in UN spelling."""
    assert language.lemma(form, "en") == lemma


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("les Nations Unies", ["nations unies"]),
        ("l’Organisation des Nations\nUnies", ["organisation des nations unies"]),
        ("des États Membres", ["états membres"]),
        ("les droits de l’homme", ["droits de l'homme"]),
        ("la mise en œuvre et les mises en œuvre", ["mise en œuvre", "mise en œuvre"]),
        ("les changements climatiques", ["changements climatiques"]),
        ("le changement climatique", ["changements climatiques"]),
        ("la Secrétaire générale adjointe", ["secrétaire général adjoint"]),
        ("le maintien de la paix", ["maintien de la paix"]),
        ("une nation, unie", ["nation", "uni"]),
        ("DÉVELOPPEMENT DURABLE", ["développement durable"]),
        ("le développement durablement", ["développement", "durablement"]),
    ],
)
def test_joins_terms_of_several_words(text: str, expected: list[str]) -> None:
    """In any number, case and apostrophe; the longest first; not across punctuation."""
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("l'ONU et la CARICOM", ["ONU", "CARICOM"]),
        ("la COVID-19 et ONU-Femmes", ["COVID-19", "ONU-Femmes"]),
        ("la Guinée-Bissau", ["guinée-bissau"]),
        ("LES NATIONS UNIES", ["nations unies"]),
        ("le RAPPORT ANNUEL", ["rapport", "annuel"]),
        ("VIH/sida", ["VIH/sida"]),
        ("Chapitre VIII de la Charte", ["charte"]),
        ("A/75/345, 35 % de 2016-2020, 1er, a) et b), Add.1", []),
    ],
)
def test_case_and_what_is_no_term(text: str, expected: list[str]) -> None:
    """Acronyms keep their capitals; numbers, symbols and single letters are dropped."""
    assert names(text) == expected


def test_stop_words_and_boilerplate_are_dropped_separately() -> None:
    """Each list has its switch."""
    text = "Au cours de la période considérée, il a été question de la paix."
    assert names(text) == ["question", "paix"]
    assert names(text, keep_boilerplate=True) == [
        "cours",
        "période",
        "considérer",
        "question",
        "paix",
    ]
    assert names(text, keep_stop_words=True) == [
        "il",
        "avoir",
        "être",
        "question",
        "de",
        "le",
        "paix",
    ]


def test_the_multiword_list_can_be_left_out() -> None:
    """Then the words are counted one by one."""
    assert names("les Nations Unies", multiword=False) == ["nation", "uni"]


def test_tokens_as_unit() -> None:
    """Small letters, number kept; joined terms as written."""
    text = "Les droits de l’homme des États Membres et de l'ONU sont menacés"
    expected = ["droits de l'homme", "états membres", "ONU", "menacés"]
    assert names(text, unit="token") == expected


def test_english_acronyms_are_no_stop_words() -> None:
    """WHO is an organisation, who is not."""
    assert names("WHO asked who, and the US asked us", "en") == ["WHO", "ask", "US", "ask"]


def test_english_report_prose() -> None:
    """The same rules from other data."""
    text = (
        "During the reporting period the Secretary-General's report on Member States' human rights"
    )
    assert names(text, "en") == ["secretary-general", "report", "member states", "human rights"]


@given(st.lists(st.sampled_from([
    "Nations", "Unies", "nations", "unies", "droits", "de", "l'", "homme", "ONU", ",", "2019",
    "mise",
    "en", "œuvre", "États", "Membres", "présent", "rapport", "A/75/345", "«", "durable",
]), max_size=25), st.sampled_from(["lemma", "token"]))  # fmt: skip
def test_terms_are_in_order_where_they_say(words: list[str], unit: str) -> None:
    """Offsets, order, no overlap; and the bag of names is the same reading."""
    text = " ".join(words)
    found = language.terms(text, "fr", unit=unit)  # type: ignore[arg-type]
    assert all(text[t.start : t.end] == t.surface for t in found)
    assert all(left.end <= right.start for left, right in pairwise(found))
    assert [t.term for t in found] == language.term_names(text, "fr", unit=unit)  # type: ignore[arg-type]
