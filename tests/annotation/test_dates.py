"""Dates: each phenomenon as a table of cases, in French and in English."""

from __future__ import annotations

from datetime import date

import pytest

from unreports.annotation.dates import DateMention, find_dates
from unreports.errors import UnreportsError

DAY = date(2020, 9, 11)


def values(text: str, language: str = "fr", **known: object) -> list[tuple[str, str]]:
    found = find_dates(text, language, document_date=DAY, **known)  # type: ignore[arg-type]
    return [(mention.text, mention.value) for mention in found]


def only(text: str, language: str = "fr", kind: str = "body") -> DateMention:
    (found,) = find_dates(text, language, document_date=DAY, kind=kind)
    return found


@pytest.mark.parametrize(
    ("language", "text", "span", "value"),
    [
        ("fr", "Le 17 août 2018, le rapport", "17 août 2018", "2018-08-17"),
        ("fr", "depuis le 1er janvier 2019", "1er janvier 2019", "2019-01-01"),
        ("fr", "créés le 1^{er} janvier 2019", "1^{er} janvier 2019", "2019-01-01"),
        ("fr", "le mardi 6 janvier 2015", "mardi 6 janvier 2015", "2015-01-06"),
        ("fr", "EN FÉVRIER 2020", "FÉVRIER 2020", "2020-02"),
        ("fr", "En mars 2019, le Bureau", "mars 2019", "2019-03"),
        ("fr", "au mois de mars 2019", "mars 2019", "2019-03"),
        ("fr", "rendus en 2019 dans quatre pays", "2019", "2019"),
        ("fr", "le 16.4.2020", "16.4.2020", "2020-04-16"),
        ("fr", "le 16/04/2020", "16/04/2020", "2020-04-16"),
        ("fr", "le 2020-04-16", "2020-04-16", "2020-04-16"),
        ("en", "On 16 April 2020, the Office", "16 April 2020", "2020-04-16"),
        ("en", "on April 16, 2020", "April 16, 2020", "2020-04-16"),
        ("en", "on the 3rd of March 2019", "3rd of March 2019", "2019-03-03"),
        ("en", "on Monday, 3 March 2014", "Monday, 3 March 2014", "2014-03-03"),
        ("en", "In May 2020, it", "May 2020", "2020-05"),
        ("en", "since 2019, the Mission", "2019", "2019"),
    ],
)
def test_single_dates(language: str, text: str, span: str, value: str) -> None:
    """A day, a month or a year is found without its article."""
    assert values(text, language) == [(span, value)]


@pytest.mark.parametrize(
    ("language", "text", "span", "value"),
    [
        ("fr", "Du 19 au 21 mars 2019, le", "Du 19 au 21 mars 2019", "2019-03-19/2019-03-21"),
        ("fr", "du 31 mars au 3 avril 2015", "du 31 mars au 3 avril 2015", "2015-03-31/2015-04-03"),
        (
            "fr",
            "du 28 décembre au 3 janvier 2015",
            "du 28 décembre au 3 janvier 2015",
            "2014-12-28/2015-01-03",
        ),
        ("fr", "Les 23 et 24 juillet 2019", "Les 23 et 24 juillet 2019", "2019-07-23/2019-07-24"),
        (
            "fr",
            "entre le 7 et le 18 mai 2015",
            "entre le 7 et le 18 mai 2015",
            "2015-05-07/2015-05-18",
        ),
        ("fr", "entre avril et août 2014", "entre avril et août 2014", "2014-04/2014-08"),
        (
            "fr",
            "de janvier 2013 à décembre 2014",
            "de janvier 2013 à décembre 2014",
            "2013-01/2014-12",
        ),
        ("fr", "la période 2016-2020", "2016-2020", "2016/2020"),
        ("fr", "la période 2016–2020", "2016–2020", "2016/2020"),
        ("fr", "De 2010 à 2014, il", "De 2010 à 2014", "2010/2014"),
        ("fr", "l'exercice biennal 2016-2017", "2016-2017", "2016/2017"),
        ("fr", "l'exercice 2019/20", "2019/20", "2019/2020"),
        ("en", "from 19 to 21 March 2019", "from 19 to 21 March 2019", "2019-03-19/2019-03-21"),
        ("en", "on 16 and 17 May 2019", "16 and 17 May 2019", "2019-05-16/2019-05-17"),
        ("en", "10–21 March 2025", "10–21 March 2025", "2025-03-10/2025-03-21"),
        ("en", "March 3-5, 2019", "March 3-5, 2019", "2019-03-03/2019-03-05"),
        ("en", "between April and July 2015", "between April and July 2015", "2015-04/2015-07"),
        ("en", "from 2010 to 2014", "from 2010 to 2014", "2010/2014"),
        ("en", "the biennium 2016-2017", "2016-2017", "2016/2017"),
        ("en", "fiscal year 2024/25", "2024/25", "2024/2025"),
    ],
)
def test_ranges(language: str, text: str, span: str, value: str) -> None:
    """A range is one mention, with what opens it."""
    assert values(text, language) == [(span, value)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "en décembre 2018 et 2019", [("décembre 2018", "2018-12"), ("2019", "2019-12")]),
        (
            "fr",
            "en avril et mai 2019, respectivement",
            [("avril", "2019-04"), ("mai 2019", "2019-05")],
        ),
        ("fr", "en 2018 et 2019", [("2018", "2018"), ("2019", "2019")]),
        (
            "fr",
            "les 24 et 27 janvier 2015",
            [("24", "2015-01-24"), ("27 janvier 2015", "2015-01-27")],
        ),
        (
            "fr",
            "le 15 mars et le 10 avril 2014",
            [("15 mars", "2014-03-15"), ("10 avril 2014", "2014-04-10")],
        ),
        ("en", "in January and March 2019", [("January", "2019-01"), ("March 2019", "2019-03")]),
        (
            "en",
            "on 5, 7 and 12 October 1998",
            [("5", "1998-10-05"), ("7", "1998-10-07"), ("12 October 1998", "1998-10-12")],
        ),
    ],
)
def test_lists(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    """What is no range is as many mentions, which share the month or the year."""
    assert values(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "value", "precision"),
    [
        ("fr", "au deuxième trimestre de 2015", "2015-Q2", "quarter"),
        ("fr", "au premier semestre de 2015", "2015-H1", "half"),
        ("fr", "au dernier trimestre de l'année 2015", "2015-Q4", "quarter"),
        ("fr", "à l'été 2019", "2019-SU", "season"),
        ("fr", "dans les années 1990", "199", "decade"),
        ("fr", "dans les années 90", "199", "decade"),
        ("fr", "au XXe siècle", "19", "century"),
        ("fr", "le vingt et unième siècle", "20", "century"),
        ("en", "in the fourth quarter of 2024", "2024-Q4", "quarter"),
        ("en", "the first half of 2024", "2024-H1", "half"),
        ("en", "Q3 2024", "2024-Q3", "quarter"),
        ("en", "in spring 2019", "2019-SP", "season"),
        ("en", "in the 1980s", "198", "decade"),
        ("en", "the twenty-first century", "20", "century"),
        ("en", "the 19th century", "18", "century"),
    ],
)
def test_parts_of_years_and_longer(language: str, text: str, value: str, precision: str) -> None:
    """Quarters, halves, seasons, decades and centuries have values of their own."""
    found = only(text, language)
    assert (found.value, found.precision) == (value, precision)


@pytest.mark.parametrize(
    ("language", "text", "kind", "value"),
    [
        ("fr", "au cours des dernières décennies", "DURATION", "PXDE"),
        ("fr", "au cours des deux dernières décennies", "DURATION", "P2DE"),
        ("fr", "dans les 15 prochaines années", "DURATION", "P15Y"),
        ("fr", "depuis quelques mois", "DURATION", "PXM"),
        ("fr", "dans les mois à venir", "DURATION", "PXM"),
        ("fr", "d'un jour et demi", "DURATION", "P1.5D"),
        ("fr", "de 18 à 24 mois", "DURATION", "P18M/P24M"),
        ("fr", "un plan d'action biennal", "DURATION", "P2Y"),
        ("fr", "la session annuelle", "SET", "P1Y"),
        ("fr", "des réunions biennales", "SET", "P2Y"),
        ("fr", "tous les deux ans", "SET", "P2Y"),
        ("fr", "chaque année", "SET", "P1Y"),
        ("en", "in the past two decades", "DURATION", "P2DE"),
        ("en", "in recent years", "DURATION", "PXY"),
        ("en", "a 60-month transition", "DURATION", "P60M"),
        ("en", "for three weeks", "DURATION", "P3W"),
        ("en", "every six months", "SET", "P6M"),
        ("en", "its annual report", "SET", "P1Y"),
        ("en", "per year", "SET", "P1Y"),
    ],
)
def test_durations_and_sets(language: str, text: str, kind: str, value: str) -> None:
    """Durations and sets are vague: they lie nowhere in the calendar."""
    found = only(text, language)
    assert (found.type, found.value, found.role, found.begin) == (kind, value, "vague", "")


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("fr", "le 6 janvier 2015, à 15 heures", "2015-01-06T15:00"),
        ("fr", "le 6 janvier 2015, à 9 h 30", "2015-01-06T09:30"),
        ("fr", "le 6 janvier 2015, à 9h30", "2015-01-06T09:30"),
        ("en", "on 6 January 2015, at 10 a.m.", "2015-01-06T10:00"),
        ("en", "on 6 January 2015 at 3 p.m.", "2015-01-06T15:00"),
        ("en", "on 6 January 2015 at 15:30", "2015-01-06T15:30"),
    ],
)
def test_clock_times(language: str, text: str, value: str) -> None:
    """A clock time takes the day before it."""
    found = find_dates(text, language)[-1]
    assert (found.type, found.value) == ("TIME", value)


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("fr", "La session se tiendrait les 18 et 19 novembre", "2020-11-18/2020-11-19"),
        ("fr", "Le 9 novembre, des tirs ont blessé", "2019-11-09"),
        ("fr", "En 2011, elle a participé au Forum les 21 et 22 novembre", "2011-11-21/2011-11-22"),
        ("fr", "lancés en octobre dernier", "2019-10"),
        ("en", "Elections were held on 29 December", "2019-12-29"),
        ("en", "Elections will be held on 29 December", "2020-12-29"),
    ],
)
def test_missing_years(language: str, text: str, value: str) -> None:
    """A missing year comes from the sentence, else from the document and the tense."""
    assert find_dates(text, language, document_date=DAY)[-1].value == value


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("fr", "Entre 2010 et 2015, des véhicules", "2010/2015"),
        ("en", "From 2010 to 2015 more than ten States", "2010/2015"),
        ("en", "At the beginning of 2019 more than ten States", "2019"),
        ("en", "In 2019 police officers were deployed", "2019"),
        ("en", "by 2025 countries will report", "2025"),
        ("en", "On May 2, 2019 households received", "2019-05-02"),
    ],
)
def test_a_year_that_counts_nothing(language: str, text: str, value: str) -> None:
    """A preposition or a comma says that the noun after a number is not what it counts."""
    assert find_dates(text, language)[0].value == value


@pytest.mark.parametrize(
    ("language", "text", "day", "expected"),
    [
        ("fr", "Le 28 novembre 2021 et le 5 janvier", "2022-02-22", ["2021-11-28", "2022-01-05"]),
        ("fr", "Le 28 novembre 2021 et le 5 janvier", "2021-12-22", ["2021-11-28", "2021-01-05"]),
        (
            "fr",
            "Prévue en mai 2019, elle a été reportée au 12 novembre puis au 22 février 2020",
            "2020-09-11",
            ["2019-05", "2019-11-12", "2020-02-22"],
        ),
        (
            "fr",
            "la nuit du 31 décembre au 1er janvier",
            "2022-02-22",
            ["2021-12-31/2022-01-01"],
        ),
        (
            "en",
            "from 8 p.m. on 3 November until 6 a.m. on 4 November",
            "2019-11-15",
            ["2019-11-03T20:00", "2019-11-03", "2019-11-04T06:00", "2019-11-04"],
        ),
        (
            "fr",
            "de 20 heures le 3 novembre à 6 heures le 4 novembre",
            "2019-11-15",
            ["2019-11-03T20:00", "2019-11-03", "2019-11-04T06:00", "2019-11-04"],
        ),
        (
            "fr",
            "le 3 novembre à 20 heures, le 4 novembre à 6 heures",
            "2019-11-15",
            ["2019-11-03", "2019-11-03T20:00", "2019-11-04", "2019-11-04T06:00"],
        ),
    ],
)
def test_what_is_told_in_order(language: str, text: str, day: str, expected: list[str]) -> None:
    """Days listed in order pass new year; a clock time belongs to the day beside it."""
    found = find_dates(text, language, document_date=day)
    assert [mention.value for mention in found] == expected


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar(day: str) -> None:
    """A document on the first or the last day there is breaks nothing."""
    found = find_dates("du 31 décembre au 1er janvier, prévu le 2 mai", "fr", document_date=day)
    assert len(found) == 2


def test_without_a_document_date_the_year_stays_open() -> None:
    """What nothing supplies is marked with X, and has no days."""
    (found,) = find_dates("le 9 novembre", "fr")
    assert (found.value, found.begin, found.precision) == ("XXXX-11-09", "", "day")


@pytest.mark.parametrize(
    ("language", "text", "span", "value"),
    [
        ("fr", "En mars 2019, il. La même année, elle", "La même année", "2019"),
        ("fr", "En 2014 plus que l'année précédente", "l'année précédente", "2013"),
        ("fr", "Le 24 mars 2020, puis le lendemain", "le lendemain", "2020-03-25"),
        ("fr", "Créé en 2017, il a depuis lors grandi", "depuis lors", "2017"),
        ("fr", "l'année dernière", "l'année dernière", "2019"),
        ("en", "In March 2019. In the same year, it", "the same year", "2019"),
        ("en", "On 4 March 2020. On the same day, it", "the same day", "2020-03-04"),
        ("en", "Founded in 2017, it has since then grown", "since then", "2017"),
        ("en", "last year", "last year", "2019"),
    ],
)
def test_anaphora(language: str, text: str, span: str, value: str) -> None:
    """What refers back takes the value of what it refers to."""
    assert values(text, language)[-1] == (span, value)


@pytest.mark.parametrize("text", ["depuis lors", "la veille des élections", "à ce jour"])
def test_what_refers_to_nothing_is_no_date(text: str) -> None:
    """Without a date in the paragraph, nothing is claimed."""
    assert find_dates(text, "fr", document_date=DAY) == []


@pytest.mark.parametrize(
    ("language", "text", "span"),
    [
        ("fr", "Au cours de la période considérée, l'ONU", "la période considérée"),
        ("fr", "pendant la période à l'examen", "la période à l'examen"),
        ("en", "During the reporting period, it", "the reporting period"),
        ("en", "in the period under review", "the period under review"),
    ],
)
def test_reporting_period(language: str, text: str, span: str) -> None:
    """The period under review is what the report covers, if that is known."""
    given = "2018-08-17/2020-09-11"
    assert values(text, language, period=given) == [(span, given)]
    assert values(text, language) == [(span, "PAST_REF")]
    assert only(text, language).role == "period"


@pytest.mark.parametrize(
    ("language", "text", "span", "modifier"),
    [
        ("fr", "comme à Madagascar à la fin de 2018", "à la fin de 2018", "END"),
        ("fr", "à la fin du mois d'avril 2015", "à la fin du mois d'avril 2015", "END"),
        ("fr", "début 2019", "début 2019", "START"),
        ("fr", "à la mi-juin 2019", "mi-juin 2019", "MID"),
        ("fr", "avant 1967", "1967", "BEFORE"),
        ("fr", "après 2015", "2015", "AFTER"),
        ("fr", "pour l'après-2015", "après-2015", "AFTER"),
        ("fr", "pour l'après2015", "après2015", "AFTER"),
        ("fr", "vers 1950", "1950", "APPROX"),
        ("fr", "a pris fin le 19 juin 2014", "19 juin 2014", ""),
        ("en", "at the end of October 2024", "at the end of October 2024", "END"),
        ("en", "in early 2025", "early 2025", "START"),
        ("en", "in mid-2024", "mid-2024", "MID"),
        ("en", "in mid-October", "mid-October", "MID"),
        ("en", "the second half of September", "second half of September", "END"),
        ("fr", "la première quinzaine de mai 2019", "première quinzaine de mai 2019", "START"),
        ("en", "before the end of the decade", "before the end of the decade", "END"),
        ("en", "after 2015", "2015", "AFTER"),
        ("en", "around 1950", "1950", "APPROX"),
    ],
)
def test_modifiers(language: str, text: str, span: str, modifier: str) -> None:
    """What places a moment inside its date is part of it; before and after only modify."""
    found = only(text, language)
    assert (found.text, found.modifier) == (span, modifier)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Dans sa résolution 2457 (2019), le Conseil", "citation"),
        ("fr", "des résolutions 2170 (2014) du Conseil", "citation"),
        ("fr", "la Convention de 1951", "citation"),
        ("fr", "sa résolution 2532 (2020)", "citation"),
        ("fr", "(Shankar et al., 2014)", "citation"),
        ("fr", "le Programme 2030", "programme"),
        ("fr", "l'Agenda 2063 de l'Union africaine", "programme"),
        ("fr", "le Programme de développement durable à l'horizon 2030", "programme"),
        ("fr", "l'initiative « Faire taire les armes d'ici 2020 »", "programme"),
        ("fr", "du Cadre de Sendai pour la réduction des risques (2015-2030)", "programme"),
        ("fr", "le Plan stratégique pour la diversité biologique 2011-2020", "programme"),
        ("fr", "l'« Année (2019) des réfugiés »", "programme"),
        ("fr", "le programme de développement pour l'après-2015", "programme"),
        ("fr", "éradiquer le sida d'ici à 2030", "deadline"),
        ("fr", "la neutralité à l'horizon 2050", "deadline"),
        ("fr", "au plus tard le 10 juillet 2021", "deadline"),
        ("fr", "pas plus tard que le 31 mars prochain", "deadline"),
        ("fr", "le mandat court jusqu'au 15 novembre 2022", "deadline"),
        ("fr", "le mandat courait jusqu’au 15 novembre 2019", "event"),
        ("en", "extended until 15 November 2022", "deadline"),
        ("en", "before the end of the decade", "deadline"),
        ("fr", "terminer d'ici à la fin de 2014", "event"),
        ("fr", "un plan d'action pour la période 2019-2020", "period"),
        ("fr", "l'exercice biennal 2016-2017", "period"),
        ("fr", "De 2002 à 2004, elle a été en poste", "period"),
        ("fr", "la Conférence d'examen de 2010", "event"),
        ("fr", "par rapport aux dépenses de 2014", "event"),
        ("fr", "l'accord du 12 août 2008", "event"),
        ("en", "Security Council resolution 2349 (2017)", "citation"),
        ("en", "the Convention of 1951", "citation"),
        ("en", "the 2030 Agenda for Sustainable Development", "programme"),
        ("en", "the post-2015 development agenda", "programme"),
        ("en", "the Fourth International Decade (2021–2030)", "programme"),
        ("en", "eradicate hunger by 2030", "deadline"),
        ("en", "no later than 31 December 2021", "deadline"),
        ("en", "for the period 2017–2019", "period"),
        ("en", "the budget for fiscal year 2024/25", "period"),
        ("en", "the visit in December 2024", "event"),
    ],
)
def test_roles(language: str, text: str, expected: str) -> None:
    """The words around a date say what it is there for."""
    assert only(text, language).role == expected


def test_front_matter_is_metadata_and_the_council_counts_its_years() -> None:
    """The Security Council's seventy-fifth year is 2020."""
    found = only("Conseil de sécurité Soixante-quinzième année", kind="front")
    assert (found.text, found.value, found.role) == ("Soixante-quinzième année", "2020", "metadata")
    assert only("Security Council Seventy-fifth year", "en", "front").value == "2020"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Voir A/73/328, 17 août 2018.", "citation"),
        ("IMF, World Economic Outlook (Washington, 2025).", "citation"),
        ("Les départements, créés le 1er janvier 2019, remplacent", "event"),
    ],
)
def test_footnotes_that_cite(text: str, expected: str) -> None:
    """A footnote that tells something has events like the text; one that cites has none."""
    assert {mention.role for mention in find_dates(text, "fr", kind="footnote")} == {expected}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "le document CEB/2021/1/Add.1"),
        ("fr", "(A/73/328-S/2018/592)"),
        ("fr", "S/PRST/2013/12"),
        ("fr", "à sa soixante-treizième session"),
        ("fr", "son soixante-quinzième anniversaire"),
        ("fr", "la résolution 1989 du Conseil"),
        ("fr", "décision 2014/22"),
        ("fr", "par. 2015"),
        ("fr", "2020 participants"),
        ("fr", "2015 dollars"),
        ("fr", "Entre 2010 et 2015 véhicules ont été volés"),
        ("en", "2000 fewer than before"),
        ("en", "1960 police officers were deployed"),
        ("en", "the deployment of 1960 police officers"),
        ("en", "2025 civilians were killed"),
        ("en", "May 2,019 households may benefit"),
        ("fr", "un montant de 24 042 875 dollars"),
        ("fr", "2 015,50 euros"),
        ("fr", "l'ordre du jour"),
        ("fr", "mettre à jour"),
        ("fr", "la personne a été entendue"),
        ("fr", "des enfants de moins de 18 ans"),
        ("fr", "le Printemps de la francophonie"),
        ("fr", "en période de conflit"),
        ("fr", "le 31 février 2019"),
        ("en", "decisions 2024/344 and 2024/345"),
        ("en", "https://example.org/2024/04/report-2024.pdf"),
        ("en", "it may march on"),
        ("en", "the second meeting"),
        ("en", "women aged 15 to 49 years"),
        ("en", "paragraph 2015"),
        ("en", "three quarters of the least developed countries"),
        ("en", "its seventy-fifth session"),
    ],
)
def test_what_is_no_date(language: str, text: str) -> None:
    """Symbols, sessions, anniversaries, numbers, money, ages and homographs are no dates."""
    assert find_dates(text, language, document_date=DAY) == []


def test_begin_and_finish_are_the_days_covered() -> None:
    """A month covers its days, leap years included."""
    found = only("en février 2020")
    assert (found.begin, found.finish) == ("2020-02-01", "2020-02-29")


def test_an_unknown_language_is_refused() -> None:
    """The message lists the languages there are."""
    with pytest.raises(UnreportsError, match="en.*fr"):
        find_dates("2019", "xx")
