"""The timeline's tables: events with their sentences, months counted without smearing."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from unreports.analysis.timeline import (
    EVENT_COLUMNS,
    By,
    bulk,
    busiest_months,
    events,
    lanes,
    mentions_by_month,
)
from unreports.corpus import Corpus, load_corpus

REPORT = """Distr. générale
1 février 2020
Français

I. Introduction

1. En mars 2019, le Bureau a ouvert. Il a signé la résolution 2457 (2019) le 5 mai 2019.

2. Du 28 au 30 mars 2019, une réunion a eu lieu. Une autre est prévue en 2021.
"""


def made(*rows: tuple[str, str, str]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["begin", "finish", "precision"])
    return table.assign(role="event", reference=[f"par. {n}" for n in range(1, len(rows) + 1)])


@pytest.fixture
def table(tmp_path: Path) -> pd.DataFrame:
    path = tmp_path / "A_74_900-fr.txt"
    path.write_text(REPORT, encoding="utf-8")
    return events(load_corpus(path))


def test_an_event_has_its_sentence_and_its_place(table: pd.DataFrame) -> None:
    """The columns are those of the design, the sentence is the one around the date."""
    assert list(table.columns) == EVENT_COLUMNS
    first = table[table["paragraph"] == 1].iloc[0]
    assert first["sentence"] == "En mars 2019, le Bureau a ouvert."
    assert (first["begin"], first["finish"], first["title"]) == (
        "2019-03-01",
        "2019-03-31",
        "Introduction",
    )
    assert first["reference"].endswith("par. 1")


def test_only_the_roles_asked_for(table: pd.DataFrame) -> None:
    """The year of a resolution is no event."""
    assert set(table["role"]) == {"event"}
    assert "2019" not in set(table["value"])


def test_events_come_in_order_of_time(table: pd.DataFrame) -> None:
    """The first day sorts them."""
    assert table["begin"].is_monotonic_increasing


@pytest.mark.parametrize(
    ("begin", "finish", "precision", "months"),
    [
        ("2019-03-05", "2019-03-05", "day", ["2019-03"]),
        ("2019-03-01", "2019-03-31", "month", ["2019-03"]),
        ("2019-03-30", "2019-04-02", "range", ["2019-03", "2019-04"]),
        ("2018-12-01", "2019-01-31", "range", ["2018-12", "2019-01"]),
        ("2019-01-01", "2019-12-31", "year", ["2019"]),
        ("2016-01-01", "2020-12-31", "range", []),
        ("2019-01-01", "2019-03-31", "quarter", []),
        ("", "", "", []),
    ],
)
def test_what_a_date_counts_for(begin: str, finish: str, precision: str, months: list[str]) -> None:
    """Days and months count in theirs, short ranges in each, years apart, the rest nowhere."""
    assert list(mentions_by_month(made((begin, finish, precision)))["month"]) == months


def test_the_busiest_month_is_first_and_years_are_left_out() -> None:
    """Three mentions of a year do not make its months busy."""
    dates = made(
        *[("2019-01-01", "2019-12-31", "year")] * 3,
        ("2019-05-01", "2019-05-01", "day"),
        ("2019-03-01", "2019-03-31", "month"),
        ("2019-03-04", "2019-03-04", "day"),
    )
    found = busiest_months(dates, n=2)
    assert found[["month", "count"]].values.tolist() == [["2019-03", 2], ["2019-05", 1]]
    assert found.loc[0, "references"] == "par. 5; par. 6"


def test_the_view_leaves_the_outermost_out() -> None:
    """One old date among forty does not stretch the axis."""
    dates = made(("1945-06-26", "1945-06-26", "day"), *[("2019-05-01", "2019-05-31", "month")] * 40)
    assert bulk(dates) == ("2019-05-01", "2019-05-31")


def test_no_events_give_empty_tables() -> None:
    """An empty corpus of dates is no error."""
    empty = made()
    assert mentions_by_month(empty).empty
    assert busiest_months(empty).empty
    assert bulk(empty) == ("", "")


def test_an_event_carries_what_its_sentence_names(corpus: Corpus) -> None:
    """Paragraph 85 of A/75/345: the OSCE and the UNHCR signed in March 2020."""
    table = events(corpus)
    row = table[(table["paragraph"] == 85) & (table["value"] == "2020-03")].iloc[0]
    assert row["organisations"] == "OSCE; UNHCR"
    assert row["sentence"].startswith("En mars 2020, l'OSCE et le HCR")


def test_the_summarys_dates_have_their_own_sentence(corpus: Corpus) -> None:
    """Several paragraphs of a summary share one citation."""
    table = events(corpus)
    row = table[table["reference"] == "A/75/345, résumé"].iloc[0]
    assert "17 août 2018" in row["sentence"]


def test_lanes_by_partner_are_whole_organisations_of_the_sentence_or_section(
    corpus: Corpus,
) -> None:
    """No organisation of the UN has a lane, no event is lost."""
    table = events(corpus)
    laned = lanes(corpus, table, "partner")
    assert set(laned["lane"]) >= {"Union africaine", "Communauté des Caraïbes", ""}
    assert not set(laned["lane"]) & {"Organisation des Nations Unies", "ONU"}
    keys = ["symbol", "paragraph", "begin", "text", "sentence"]
    assert len(laned.drop_duplicates(keys)) == len(table.drop_duplicates(keys))


@pytest.mark.parametrize("by", ["theme", "section", "role"])
def test_lanes_keep_every_event(corpus: Corpus, by: By) -> None:
    """Each in at least one lane."""
    table = events(corpus)
    assert len(lanes(corpus, table, by)) >= len(table)
    assert lanes(corpus, table.head(0), by).empty


@pytest.mark.parametrize(
    ("spans", "share", "view"),
    [
        ([("2019-03-05", "2019-03-05")], 0.95, ("2019-03-01", "2019-03-31")),
        (
            [("1948-12-10", "1948-12-10")] + [("2019-01-01", "2019-12-31")] * 9,
            0.9,
            ("2019-01-01", "2019-12-31"),
        ),
        (
            [("1901-01-01", "2000-12-31"), ("2019-05-01", "2019-05-31")],
            1.0,
            ("2019-05-01", "2019-05-31"),
        ),
        ([("1901-01-01", "2000-12-31")], 0.95, ("1901-01-01", "2000-12-31")),
        ([], 0.95, ("", "")),
    ],
)
def test_the_view_is_the_shortest_that_holds_the_bulk(spans, share, view) -> None:
    """One old date or a whole century does not squeeze the rest."""
    assert bulk(pd.DataFrame(spans, columns=["begin", "finish"], dtype=str), share) == view
