"""How documents are built: the length of their sections, the run of their paragraph numbers."""

from __future__ import annotations

import pandas as pd

from unreports.corpus import Corpus
from unreports.tables import count_words


def section_lengths(corpus: Corpus) -> pd.DataFrame:
    """Measure every section, its subsections included.

    Parameters
    ----------
    corpus : Corpus

    Returns
    -------
    DataFrame
        symbol, section, level, label, title, first_paragraph, last_paragraph, paragraphs (numbered
        or blocks), words, share (of the words of the document's body, from 0 to 1), in the order of
        the documents.
    """
    body = corpus.body.assign(words=lambda rows: count_words(rows))
    totals = body.groupby("symbol")["words"].sum()
    rows = []
    for section in corpus.sections.to_dict("records"):
        own = body[body["symbol"] == section["symbol"]]
        inside = own[_within(own["section"], section["section"])]
        words = int(inside["words"].sum())
        share = words / totals[section["symbol"]] if words else 0.0
        rows.append(section | {"paragraphs": len(inside), "words": words, "share": share})
    columns = [
        "symbol", "section", "level", "label", "title", "first_paragraph", "last_paragraph",
        "paragraphs", "words", "share",
    ]  # fmt: skip
    numbers = {"first_paragraph": "Int64", "last_paragraph": "Int64"}
    return pd.DataFrame(rows, columns=columns).astype(numbers)


def numbering(corpus: Corpus) -> pd.DataFrame:
    """Check the run of each document's paragraph numbers.

    Returns
    -------
    DataFrame
        symbol, paragraphs (numbered ones), first, last, missing and repeated (lists of int; numbers
        between first and last that do not occur, and that occur more than once).
    """
    rows = []
    for symbol in corpus.symbols:
        own = corpus.body[corpus.body["symbol"] == symbol]["paragraph"].dropna().astype(int)
        counts = own.value_counts()
        span = range(own.min(), own.max() + 1) if len(own) else range(0)
        rows.append(
            {
                "symbol": symbol,
                "paragraphs": len(own),
                "first": span.start if len(own) else None,
                "last": span.stop - 1 if len(own) else None,
                "missing": [n for n in span if n not in counts.index],
                "repeated": sorted(int(n) for n in counts[counts > 1].index),
            }
        )
    return pd.DataFrame(rows).astype({"first": "Int64", "last": "Int64"})


def paragraph_lengths(corpus: Corpus) -> pd.DataFrame:
    """Count the words of each paragraph of the body.

    Returns
    -------
    DataFrame
        symbol, paragraph, section, reference, order (place in the document's body, from 1), words.
    """
    body = corpus.body
    return pd.DataFrame(
        {
            "symbol": body["symbol"],
            "paragraph": body["paragraph"],
            "section": body["section"],
            "reference": body["reference"],
            "order": body.groupby("symbol").cumcount() + 1,
            "words": count_words(body),
        }
    )


def _within(sections: pd.Series[str], root: str) -> pd.Series[bool]:
    return (sections == root) | sections.str.startswith(root + ".", na=False)
