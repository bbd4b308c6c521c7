"""The topics of each paragraph, from the tables of a run that has them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_LEAST = 0.2  # a share below says little of a paragraph
_TERMS = 4


@dataclass(frozen=True)
class Topic:
    """A topic of a paragraph: its number, its leading terms, its share of the paragraph."""

    number: str
    words: str
    share: float


def read_topics(folder: Path) -> dict[str, list[Topic]]:
    """Return the main topics of each paragraph by its citation; nothing without the tables."""
    labels: dict[str, list[str]] = {}
    for row in _rows(folder / "topics.csv", {"topic", "term", "rank"}):
        labels.setdefault(row["topic"], []).append(row["term"])
    found: dict[str, list[Topic]] = {}
    for row in _rows(folder / "topic_paragraphs.csv", {"topic", "weight", "reference"}):
        share = _number(row["weight"])
        if share >= _LEAST and row["topic"] in labels:
            words = ", ".join(labels[row["topic"]][:_TERMS])
            found.setdefault(row["reference"], []).append(Topic(row["topic"], words, share))
    for topics in found.values():
        topics.sort(key=lambda topic: -topic.share)
    return found


def _rows(file: Path, columns: set[str]) -> Iterator[dict[str, str]]:
    """Give the rows of a table, if it is there and is what we take it for."""
    if file.is_file():
        with file.open(encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(lines)
            if columns <= set(reader.fieldnames or ()):
                yield from reader


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
