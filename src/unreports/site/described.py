"""The parameters of a notebook as a reader of its page sees them: in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple


class Row(NamedTuple):
    """One parameter: its name, what it is, and its value."""

    name: str
    words: str
    value: str


@dataclass(frozen=True)
class Parameters:
    """All parameters of a notebook, and those that a run changed, in one line."""

    rows: tuple[Row, ...] = ()
    changed: str = ""


def in_words(record: dict[str, Any]) -> Parameters:
    """Write the parameters of a notebook's record (`manifest.make_manifest`) in words.

    Examples
    --------
    >>> record = {"parameters": {"topics": 12, "words": []}, "changed": ["topics"]}
    >>> in_words(record | {"help": {"topics": "How many topics"}})  # doctest: +NORMALIZE_WHITESPACE
    Parameters(rows=(Row(name='topics', words='How many topics', value='12'),
                     Row(name='words', words='', value='none')), changed='topics = 12')
    """
    values = {name: _value(value) for name, value in record["parameters"].items()}
    words = record.get("help", {})  # runs of earlier versions do not have it
    changed = [f"{name} = {values[name]}" for name in record.get("changed", ())]
    rows = (Row(name, words.get(name, ""), value) for name, value in values.items())
    return Parameters(tuple(rows), ", ".join(changed))


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    return str(value) or "none"
