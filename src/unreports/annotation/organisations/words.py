"""The word lists that recognition of organisations reads, one file each in `data`."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib import resources


@cache
def spelling() -> Mapping[str, str]:
    """How a folded word is read where that differs; nothing for an article."""
    return {row["written"]: row["read_as"] or "" for row in read_data("organisations_spelling.csv")}


@cache
def plurals() -> Mapping[str, str]:
    """Plural to singular, for the words that head names."""
    return {row["plural"]: row["singular"] for row in read_data("organisations_plurals.csv")}


@cache
def function_words(use: str) -> frozenset[str]:
    """Words of one use: "determiner", "preposition", "conjunction", "small", "head" and so on."""
    rows = read_data("organisations_function_words.csv")
    return frozenset(row["word"] for row in rows if row["use"] == use)


def read_data(name: str) -> list[dict[str, str]]:
    """Rows of one of the package's small CSV files."""
    source = resources.files("unreports.annotation").joinpath("data", name)
    return list(csv.DictReader(source.read_text(encoding="utf-8").splitlines()))


@cache
def read_lines(name: str) -> tuple[str, ...]:
    """Lines of one of the package's word lists, without comments."""
    source = resources.files("unreports.annotation").joinpath("data", name)
    lines = source.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))
