"""The words printed around a report's text, by language: plain data in data/<code>.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True)
class Words:
    """One language's furniture words, all in lower case."""

    code: str
    table: dict[str, Any] = field(repr=False, hash=False, compare=False)

    def list(self, key: str) -> tuple[str, ...]:
        """Give the entries under a key ("summary", "months", ...)."""
        value = self.table[key]
        return (value,) if isinstance(value, str) else tuple(value)

    @property
    def languages(self) -> dict[str, str]:
        """Map the names of languages in this language to ISO 639-1 codes."""
        return {name: code for code, names in self.table["languages"].items() for name in names}


def fold(text: str) -> str:
    """Fold what printing varies: case, typographic apostrophes, blanks.

    Examples
    --------
    >>> fold("Points  de l’ordre du jour ")
    "points de l'ordre du jour"
    """
    return " ".join(text.casefold().replace("’", "'").split())


@cache
def all_words() -> tuple[Words, ...]:
    """Load every language that has a data file, in alphabetical order of its code."""
    folder = resources.files(__package__) / "data"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    tables = (tomllib.loads(file.read_text("utf-8")) for file in files)
    return tuple(Words(table["code"], table) for table in tables)


@cache
def every(key: str) -> frozenset[str]:
    """Give the entries under a key in all languages, folded.

    Examples
    --------
    >>> sorted(every("annex"))[:2]
    ['addendum', 'additif']
    """
    return frozenset(fold(word) for words in all_words() for word in words.list(key))


@cache
def starts(key: str) -> tuple[str, ...]:
    """Give the entries under a key in all languages, the longest first."""
    return tuple(sorted(every(key), key=lambda word: (-len(word), word)))
