"""What passages are about, by the two lexicons."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unreports.errors import UnreportsError
from unreports.language import available, themes
from unreports.language.phrases import PhraseFinder, content_words

FRENCH = [
    ("le maintien de la paix au Soudan", ["peace_security"]),
    ("une formation à la médiation", ["mediation"]),
    ("l'observation des élections et les listes électorales", ["elections"]),
    ("la lutte contre le terrorisme", ["counter_terrorism"]),
    ("le trafic de drogues et la criminalité transnationale organisée", ["crime_drugs"]),
    ("les droits de l'homme et les droits des personnes handicapées", ["human_rights"]),
    ("les femmes, la paix et la sécurité", ["women_gender"]),
    ("l'autonomisation des jeunes", ["youth"]),
    ("la coordination de l'aide humanitaire", ["humanitarian"]),
    ("les réfugiés, les rapatriés et les personnes déplacées", ["refugees_migration"]),
    ("les effets de la pandémie de COVID-19", ["health_covid"]),
    ("le Programme 2030 et les objectifs de développement durable", ["development_sdg"]),
    ("la facilitation du commerce et les transports", ["trade_economy"]),
    ("les changements climatiques et les eaux transfrontalières", ["climate_environment"]),
    ("la réduction des risques de catastrophe", ["disaster_risk"]),
    ("le désarmement et la non-prolifération", ["disarmament"]),
    ("le multilinguisme et le patrimoine culturel", ["culture_language"]),
    ("la codification du droit international", ["law"]),
    ("un atelier de formation", ["capacity_knowledge"]),
    ("une réunion à Vienne", []),
]
ENGLISH = [
    ("peacekeeping operations and conflict prevention", ["peace_security"]),
    ("training of mediators", ["mediation"]),
    ("electoral assistance before the elections", ["elections"]),
    ("preventing violent extremism", ["counter_terrorism"]),
    ("drug trafficking and transnational organized crime", ["crime_drugs"]),
    ("human rights defenders and persons with disabilities", ["human_rights"]),
    ("women and peace and security", ["women_gender"]),
    ("the empowerment of young people", ["youth"]),
    ("humanitarian assistance", ["humanitarian"]),
    ("refugees, returnees and internally displaced persons", ["refugees_migration"]),
    ("the impact of the COVID-19 pandemic", ["health_covid"]),
    ("the 2030 Agenda and the Sustainable Development Goals", ["development_sdg"]),
    ("trade facilitation and customs", ["trade_economy"]),
    ("climate change and transboundary waters", ["climate_environment"]),
    ("the Sendai Framework for Disaster Risk Reduction", ["disaster_risk"]),
    ("disarmament and chemical weapons", ["disarmament"]),
    ("multilingualism and cultural heritage", ["culture_language"]),
    ("the law of the sea", ["law"]),
    ("a workshop on best practices", ["capacity_knowledge"]),
    ("a meeting in Vienna", []),
]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [("fr", *case) for case in FRENCH] + [("en", *case) for case in ENGLISH],
)
def test_the_main_theme(language, text, expected):
    """Each theme has general words that speak for it, in both languages."""
    assert [found.theme for found in themes.main_themes(text, language)] == expected


def test_both_languages_have_the_same_themes():
    """Nineteen ids, each with a label and terms; every entry can be found as it stands."""
    for code in available():
        lexicon = themes._lexicon(code)
        assert tuple(lexicon.labels) == themes.themes()
        assert len(set(lexicon.labels.values())) == 19
    assert themes.theme_label("law", "fr") == "Droit"


@pytest.mark.parametrize("code", available())
def test_no_entry_stands_under_two_themes(code):
    """Two entries with the same lemmas would depend on the order of the file."""
    seen: dict[tuple[str, ...], str] = {}
    lexicon = themes._lexicon(code)
    entries = [item for found in lexicon.finder._by_first.values() for item in found]
    for key, entry, theme in entries:
        assert seen.setdefault(key, theme) == theme, entry


def test_scores_are_the_weights_of_the_words():
    """Twice "femmes" is 1 + 1/2, a third adds nothing; two general words 1/4 each."""
    found = themes.themes_of("femmes, femmes, femmes : un atelier, une étude", "fr")
    assert [(theme.theme, theme.score) for theme in found] == [
        ("women_gender", 1.5),
        ("capacity_knowledge", 0.5),
    ]
    assert found[0].words == ("femmes", "femmes", "femmes")


def test_a_word_counts_for_one_theme_only():
    """The longest entry takes it: "armes à feu" is no "armes", "trafic d'armes à feu" no trafic."""
    found = themes.themes_of("le trafic d'armes à feu", "fr")
    assert [theme.theme for theme in found] == ["disarmament"]


def test_general_words_yield_to_terms():
    """A workshop on elections is about elections."""
    assert [t.theme for t in themes.main_themes("un atelier sur les élections", "fr")] == [
        "elections"
    ]


def test_an_unknown_language_is_named():
    """With those there are."""
    with pytest.raises(UnreportsError, match="'xx'.*en, fr"):
        themes.themes_of("paix", "xx")


def test_entries_as_written():
    """An equals sign asks for the form itself, a star for any ending."""
    finder = PhraseFinder(
        {"w": ["=entrepreneuses"], "t": ["entrepreneur"], "e": ["électoral*"]}, "fr"
    )
    found = finder.find("Des entrepreneurs, des entrepreneuses, un calendrier électoral")
    assert [phrase.value for phrase in found] == ["t", "w", "e"]


def test_numbers_and_long_everyday_words_stay():
    """The year tells the programme from others."""
    words = [word.term for word in content_words("le Programme 2030 et la personne", "fr")]
    assert words == ["programme", "2030", "personne"]


@given(st.text(max_size=200))
def test_any_text_is_read(text):
    """Words lie in the text; scores fall; no entry is found twice at one place."""
    found = themes.themes_of(text, "fr")
    assert all(word in text for theme in found for word in theme.words)
    assert [t.score for t in found] == sorted((t.score for t in found), reverse=True)
