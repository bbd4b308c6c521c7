"""A date as the grammar reads it, before anything outside its own words is known."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Draft:
    """A mention on tokens `first` to `last` (excluded), still to be resolved.

    `value` has ``XXXX`` where the year is to be found elsewhere; `anaphora` says what the
    words refer to instead of a value ("same Y", "now Y -1", "antecedent D 1", "since",
    "reporting"), and is empty for a date that stands by itself. `lead` is what introduces the
    date: "deadline" or nothing.
    """

    first: int
    last: int
    type: str
    value: str
    modifier: str = ""
    anaphora: str = ""
    lead: str = ""
