"""What recognition got right, missed, or found in error, one judgement at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from unreports.analysis.validation.alignment import Span, align, around, locate
from unreports.analysis.validation.passages import Key, Passage

Verdict = Literal["right", "miss", "false alarm", "wrong"]
COLUMNS = [
    "task", "aspect", "language", "symbol", "paragraph", "kind", "gold", "found", "text",
    "reference", "item",
]  # fmt: skip
DATE_ASPECTS = ("found", "value", "span", "role")
PLACE_ASPECTS = ("found", "code")
Row = tuple[object, ...]
Judged = tuple[list[Row], list[Row]]  # judgements, and the paragraphs that they were made on
Items = dict[Key, dict[str, str]]  # what is in each paragraph, and the words that name it


@dataclass(frozen=True, eq=False)
class Validation:
    """Judgements, and the paragraphs that were judged.

    Attributes
    ----------
    judgements : DataFrame
        task (dates, organisations, citations, places, cooperation), aspect (what of it), language,
        symbol, paragraph, kind (right, miss, false alarm; "wrong" is a miss and a false alarm in
        one place), gold, found, text (around it), reference, item (the same for all aspects of
        one mention).
    paragraphs : DataFrame
        task, aspect, language, symbol, paragraph: every one that was judged, those with nothing
        to find included.
    absent : tuple of str
        Annotated documents that the corpus does not have.
    """

    judgements: pd.DataFrame
    paragraphs: pd.DataFrame
    absent: tuple[str, ...] = ()


def assemble(judged: Iterable[Judged], absent: tuple[str, ...] = ()) -> Validation:
    """Put judgements, and the paragraphs that they were made on, into tables."""
    pairs = list(judged)
    rows = [row for rows, _ in pairs for row in rows]
    read = [row for _, read in pairs for row in read]
    return Validation(
        pd.DataFrame(rows, columns=COLUMNS), pd.DataFrame(read, columns=COLUMNS[:5]), absent
    )


def judge_mentions(
    task: str,
    aspects: Sequence[str],
    passages: Mapping[Key, Passage],
    gold: Mapping[Key, Sequence[tuple[str, str, str]]],
    found: Mapping[Key, Sequence[Span]],
) -> Judged:
    """Judge mentions passage by passage; give the judgements, and what was read."""
    rows: list[Row] = []
    for key, passage in passages.items():
        recognised = found.get(key, ())
        known = locate(passage.text, gold.get(key, ()), recognised)
        for item, (wanted, got) in enumerate(align(known, recognised)):
            span = wanted if wanted and wanted.start >= 0 else got or wanted
            assert span is not None  # align never leaves both out
            rows += [
                (
                    task, aspect, passage.language, *key, kind, wanted.label if wanted else "",
                    got.label if got else "", around(passage.text, span),
                    passage.reference(span.start), item,
                )
                for aspect, kind in _verdicts(aspects, wanted, got)
            ]  # fmt: skip
    read: list[Row] = [
        (task, aspect, passage.language, *key)
        for key, passage in passages.items()
        for aspect in aspects
    ]
    return rows, read


def _verdicts(
    aspects: Sequence[str], wanted: Span | None, got: Span | None
) -> Iterator[tuple[str, Verdict]]:
    """Judge one mention by each aspect."""
    if wanted is None or got is None:
        missed: Verdict = "false alarm" if wanted is None else "miss"
        # What was not found has no role to be judged.
        yield from ((aspect, missed) for aspect in aspects if aspect != "role")
        return
    same = {
        "found": True,
        "value": wanted.value == got.value,
        "code": wanted.value == got.value,
        "span": (wanted.start, wanted.end) == (got.start, got.end),
        "role": wanted.role == got.role,
    }
    yield from ((aspect, "right" if same[aspect] else "wrong") for aspect in aspects)


def judge_sets(
    task: str, aspect: str, passages: Mapping[Key, Passage], gold: Items, found: Items
) -> Judged:
    """Judge sets of items passage by passage; give the judgements, and what was read."""
    rows: list[Row] = []
    for key, passage in passages.items():
        wanted, got = gold.get(key, {}), found.get(key, {})
        for number, item in enumerate(dict.fromkeys((*wanted, *got))):
            kind = (
                "right"
                if item in wanted and item in got
                else "miss"
                if item in wanted
                else "false alarm"
            )
            rows.append(
                (
                    task, aspect, passage.language, *key, kind, item if item in wanted else "",
                    item if item in got else "", got.get(item) or wanted.get(item, ""),
                    passage.reference(), number,
                )
            )  # fmt: skip
    return rows, [(task, aspect, passage.language, *key) for key, passage in passages.items()]
