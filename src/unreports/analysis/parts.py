"""The parts that a corpus is compared by, and the paragraphs of a part cited together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Literal

import pandas as pd

from unreports.errors import AnalysisError

By = Literal["document", "section"]
_NUMBERED = re.compile(r"(.* )(\d+)")


def part_labels(
    paragraphs: pd.DataFrame,
    sections: pd.DataFrame,
    *,
    by: By = "document",
    level: int | None = None,
) -> pd.Series[str]:
    """Name the part that each paragraph belongs to.

    Parameters
    ----------
    paragraphs, sections : DataFrame
        Those of a Corpus.
    by : {"document", "section"}
        What a part is.
    level : int, optional
        With sections, the depth of the outline to cut at; by default the innermost section.

    Returns
    -------
    Series of str
        Symbols; or titles of sections, with what tells two of one title apart in brackets (the
        symbol, or the number in the outline). A paragraph outside all sections has its symbol.
    """
    if by == "document":
        return paragraphs["symbol"].astype(object)
    if by != "section":
        raise AnalysisError(f"a part is a document or a section, not {by!r}")
    columns = (sections[name] for name in ("symbol", "section", "title"))
    titles = {(symbol, section): title for symbol, section, title in zip(*columns, strict=True)}
    keys = [
        (symbol, ".".join(section.split(".")[:level]) if isinstance(section, str) else "")
        for symbol, section in zip(paragraphs["symbol"], paragraphs["section"], strict=True)
    ]
    used = dict.fromkeys(keys)
    named = Counter(titles.get(key, "") for key in used)
    owned = Counter((key[0], titles.get(key, "")) for key in used)
    labels = {}
    for symbol, section in used:
        title = titles.get((symbol, section), "")
        if not title:
            labels[symbol, section] = f"{symbol}, {section}" if section else symbol
        elif owned[symbol, title] > 1:
            labels[symbol, section] = f"{title} ({symbol}, {section})"
        else:
            labels[symbol, section] = title if named[title] == 1 else f"{title} ({symbol})"
    return pd.Series([labels[key] for key in keys], index=paragraphs.index, dtype=object)


def in_reading_order(paragraphs: pd.DataFrame) -> pd.DataFrame:
    """Sort paragraphs as the documents run, so that no result depends on the order of the rows."""
    return paragraphs.sort_values(["symbol", "position"], kind="stable").reset_index(drop=True)


def cite_together(references: Iterable[str]) -> str:
    """Write citations together: each document once, runs of paragraphs as spans.

    Examples
    --------
    >>> cite_together(["A/75/345, par. 5", "A/75/345, par. 6", "A/75/345, par. 9", "S/1, par. 3"])
    'A/75/345, par. 5-6, 9 ; S/1, par. 3'
    """
    split = [_head_and_number(reference) for reference in references]
    return " ; ".join(
        head + ", ".join(_spans([number for _, number in members if number is not None]))
        for head, members in groupby(split, key=itemgetter(0))
    )


@lru_cache(maxsize=1 << 16)
def _head_and_number(reference: str) -> tuple[str, int | None]:
    match = _NUMBERED.fullmatch(reference)
    return (match[1], int(match[2])) if match else (reference, None)


def _spans(numbers: list[int]) -> Iterator[str]:
    start = 0
    for i, number in enumerate(numbers):
        if i + 1 == len(numbers) or numbers[i + 1] != number + 1:
            yield str(number) if start == i else f"{numbers[start]}-{number}"
            start = i + 1
