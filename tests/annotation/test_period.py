"""The period that a report covers, where it says so."""

from __future__ import annotations

import pytest

from unreports.annotation.dates.period import reporting_period


@pytest.mark.parametrize(
    ("language", "text", "period"),
    [
        (
            "fr",
            "Le rapport porte sur la période écoulée depuis la publication du précédent rapport, "
            "le 17 août 2018 (A/73/328).",
            "2018-08-17/2020-09-11",
        ),
        (
            "fr",
            "Le présent rapport couvre la période du 1er janvier au 31 décembre 2019.",
            "2019-01-01/2019-12-31",
        ),
        (
            "fr",
            "Depuis la présentation du précédent rapport, le 3 mars 2020, la Mission a poursuivi.",
            "2020-03-03/2020-09-11",
        ),
        (
            "en",
            "The present report covers the period from 1 April 2024 to 31 March 2025.",
            "2024-04-01/2025-03-31",
        ),
        (
            "en",
            "It covers developments since the last report, issued on 15 March 2020 (S/2020/202).",
            "2020-03-15/2020-09-11",
        ),
        (
            "en",
            "It covers major developments since my previous report of 1 September 2019 "
            "(S/2019/782) and up to 15 July.",
            "2019-09-01/2020-07-15",
        ),
        (
            "fr",
            "Il porte sur les faits survenus depuis le rapport du 12 octobre 2019 (S/2019/867).",
            "2019-10-12/2020-09-11",
        ),
        (
            "fr",
            "Il porte sur les faits survenus depuis le 12 octobre 2019 et jusqu’au 31 mai 2020.",
            "2019-10-12/2020-05-31",
        ),
        ("fr", "Au cours de la période considérée, l'ONU a continué de coopérer.", ""),
        ("fr", "Le Conseil s'est réuni du 3 au 5 mars 2019.", ""),
        ("en", "The reporting period was marked by progress; in May 2020 it slowed.", ""),
        ("xx", "The present report covers the period from 1 April 2024 to 31 March 2025.", ""),
        ("en", "", ""),
    ],
)
def test_the_period_is_what_the_report_says(language, text, period):
    """A range, or everything since a date up to the day of the document; else nothing."""
    assert reporting_period(["Le titre.", text], language, "2020-09-11") == period


def test_only_the_opening_is_read():
    """What a later paragraph reviews is not the report's own period."""
    text = "It covers the period from 1 April 2024 to 31 March 2025."
    assert reporting_period(["Text."] * 20 + [text], "en", "2025-05-01") == ""


def test_a_date_after_the_document_opens_no_period():
    """A plan is not a period covered."""
    text = "Since the last report, the Mission has planned for 5 May 2030."
    assert reporting_period([text], "en", "2025-05-01") == ""
