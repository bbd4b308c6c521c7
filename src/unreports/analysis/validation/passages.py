"""The paragraphs that were annotated, each as one text, and what recognition says of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from unreports.analysis.validation.alignment import Span
from unreports.annotation.dates import find_dates
from unreports.annotation.dates.period import reporting_period
from unreports.annotation.organisations import find_organisations, load_gazetteer
from unreports.corpus import Corpus
from unreports.gold import Gold
from unreports.reading import Paragraph

Key = tuple[str, int]  # symbol, number of the paragraph; 0 is what stands before the first


@dataclass(frozen=True, eq=False)
class Passage:
    """A paragraph as the annotators had it: with its footnotes, or all of the front matter.

    Attributes
    ----------
    symbol, paragraph, language, text
    parts : tuple of (position, offset, reference)
        The paragraphs of the corpus that it is made of, and where each begins in the text.
    """

    symbol: str
    paragraph: int
    language: str
    text: str
    parts: tuple[tuple[int, int, str], ...]

    @property
    def key(self) -> Key:
        """What identifies it."""
        return self.symbol, self.paragraph

    def reference(self, offset: int = -1) -> str:
        """Citation of the part that an offset is in; of the first if it is in none."""
        cited = [name for _, begin, name in self.parts if begin <= offset]
        return cited[-1] if cited else self.parts[0][2]


def corpus_passages(corpus: Corpus) -> dict[Key, Passage]:
    """Give every passage of the corpus that a number, or 0, names; annexes have none."""
    rows = corpus.paragraphs
    number = rows["paragraph"].where(rows["kind"] == "body")
    number = number.mask(rows["kind"].isin(["front", "summary"]), 0)
    # A footnote follows the paragraph that carries its mark; what follows an annex is the annex's.
    number = number.mask(rows["kind"] == "annex", -1).groupby(rows["symbol"]).ffill().fillna(-1)
    found = {}
    for (symbol, paragraph), own in rows.assign(number=number.astype(int)).groupby(
        ["symbol", "number"], sort=False
    ):
        passage = _joined(str(symbol), int(str(paragraph)), own)
        if passage.paragraph >= 0:
            found[passage.key] = passage
    return found


def _joined(symbol: str, paragraph: int, rows: pd.DataFrame) -> Passage:
    parts, length = [], 0
    for position, reference, text in zip(
        rows["position"], rows["reference"], rows["text"], strict=True
    ):
        parts.append((int(position), length, str(reference)))
        length += len(text) + 1
    text = "\n".join(rows["text"])
    return Passage(symbol, paragraph, str(rows["language"].iloc[0]), text, tuple(parts))


def placed(
    mentions: pd.DataFrame, passages: Mapping[Key, Passage], *, value: str, role: str = ""
) -> dict[Key, list[Span]]:
    """Give the mentions of a corpus by passage, their offsets those of its text.

    Parameters
    ----------
    mentions : DataFrame
        Such as `corpus.dates`: symbol, position, start, end, text and the columns named next.
    value, role : str
        The columns that say what a mention is worth and what it is there for.
    """
    at = {
        (passage.symbol, position): (key, offset)
        for key, passage in passages.items()
        for position, offset, _ in passage.parts
    }
    found: dict[Key, list[Span]] = {}
    for row in mentions.to_dict("records"):
        if home := at.get((row["symbol"], row["position"])):
            key, offset = home
            span = Span(
                row["start"] + offset, row["end"] + offset, row["text"], row[value],
                row[role] if role else "",
            )  # fmt: skip
            found.setdefault(key, []).append(span)
    return found


def gold_passages(gold: Gold) -> dict[Key, Passage]:
    """Give the passages that the gold brings with it; they are of no corpus."""
    return {
        (row["symbol"], row["paragraph"]): Passage(
            row["symbol"], row["paragraph"], row["language"], row["text"],
            ((0, 0, f"{row['symbol']}, {_word(row['language'])} {row['paragraph']}"),),
        )
        for row in gold.passages.to_dict("records")
    }  # fmt: skip


def _word(language: str) -> str:
    return "par." if language == "fr" else "para."


def organisations_of_passages(gold: Gold) -> dict[Key, dict[str, str]]:
    """Recognise the organisations in the gold's own passages, document by document."""
    found: dict[Key, dict[str, str]] = {}
    for (symbol, language), own in gold.passages.groupby(["symbol", "language"], sort=False):
        numbers = own["paragraph"].tolist()
        paragraphs = [
            Paragraph(kind="body", number=number, section=None, position=place, text=text)
            for place, (number, text) in enumerate(zip(numbers, own["text"], strict=True))
        ]
        for mention in find_organisations(paragraphs, str(language), load_gazetteer()):
            here = found.setdefault((str(symbol), numbers[mention.paragraph]), {})
            here.setdefault(mention.organisation, mention.text)
    return found


def dates_of_passages(gold: Gold) -> Iterator[tuple[Key, list[Span]]]:
    """Recognise the dates of the gold's own passages, document by document."""
    for (symbol, language), own in gold.passages.groupby(["symbol", "language"], sort=False):
        day = own["document_date"].iloc[0]
        period = reporting_period(own["text"], str(language), day)
        for number, text in zip(own["paragraph"], own["text"], strict=True):
            dates = find_dates(text, str(language), document_date=day or None, period=period)
            yield (
                (str(symbol), int(number)),
                [Span(d.start, d.end, d.text, d.value, d.role) for d in dates],
            )
