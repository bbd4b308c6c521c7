"""What holds of the dates of any text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unreports.annotation.dates import find_dates
from unreports.annotation.dates.vocabulary import vocabulary

PIECES = [
    "le", "du", "au", "19", "1er", "31", "mars", "May", "2019", "2020", "-", "–", "/", "et", "and",
    ",", ".", "(", ")", "«", "»", "la même année", "d'ici à", "by", "fin de", "mid-", "deux", "ans",
    "months", "résolution", "2457", "A/75/345", "siècle", "1990s", "15 h 30", "a.m.", "annuel",
    "\u200f", "\u0000", "\n", "’", "İ", "٢٠١٩", "Q1", "premier", "trimestre", "depuis lors",
    "le lendemain",
]  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join))


@settings(deadline=None)
@given(TEXTS, st.sampled_from(["fr", "en"]), st.sampled_from(["body", "front", "footnote"]))
def test_mentions_are_what_stands_in_the_text(text: str, language: str, kind: str) -> None:
    """Spans are inside the text, in order, none over another; days are in order."""
    end = 0
    for found in find_dates(text, language, document_date="2020-09-11", kind=kind):
        assert end <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.text
        assert found.begin <= found.finish
        assert bool(found.begin) == bool(found.finish)
        end = found.end


@pytest.mark.parametrize(
    "text",
    [
        "le 3\u200f mars\u200e 2019",
        "« en mars 2019, dit-il",
        "en mars 2019 » (fin",
        "\u0000\u0007 3 mars 2019 \u001b",
        "\u202ble 3 mars 2019\u202c",
    ],
)
def test_hostile_marks_do_not_hide_a_date(text: str) -> None:
    """Marks of direction, control characters and unpaired quotes leave dates readable."""
    assert [found.value[:7] for found in find_dates(text, "fr")] == ["2019-03"]


@pytest.mark.parametrize("unit", ["1 ", "de ", "x", "1", "1, ", "1 et ", "((", "premier "])
def test_a_long_text_of_one_thing_is_read(unit: str) -> None:
    """No repetition makes a rule run away: there is no date in any of these."""
    assert find_dates(unit * 20_000, "fr", document_date="2020-01-01") == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_word_lists_hold_twelve_months_and_seven_days(language: str) -> None:
    """Each month and each weekday has a word, and only those."""
    values = vocabulary(language).values
    assert set(values["month"].values()) == {str(n) for n in range(1, 13)}
    assert set(values["weekday"].values()) == {str(n) for n in range(1, 8)}
