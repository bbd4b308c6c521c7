"""What the explorer of topics shows: a map, the terms of a topic by relevance, its paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from unreports.site.explorers.tables import Citations, Tables, number
from unreports.site.markup import shorten
from unreports.site.text import visible

if TYPE_CHECKING:
    import pandas as pd

    from unreports.corpus import Corpus

_SHARES = ("prevalence", "share", "weight")  # a column of the map that says how large a topic is
_PARAGRAPHS = 12  # of a topic, those with the largest shares
_TEXT = 240  # characters of each
_TRUE = frozenset({"true", "1"})


def data(tables: Tables, corpora: Sequence[Corpus]) -> dict[str, Any] | None:
    """Return the map of a run's topics with their terms and paragraphs, or None.

    Of the map's columns `above_null` is optional: whether a topic holds more than shuffled text
    would give; and `verdict`, which says so in words.
    """
    places = tables.read("topic_map", ("topic", "x", "y"))
    share = next((name for name in _SHARES if places is not None and name in places), None)
    terms = tables.read("topic_relevance", ("topic", "term", "lambda", "relevance", "weight"))
    if places is None or share is None:
        return None
    citations = Citations(corpora)
    relevant = {} if terms is None else _relevant(terms)
    paragraphs = _paragraphs(tables, corpora, citations)
    topics: list[dict[str, Any]] = [
        {
            "topic": visible(row["topic"]),
            "label": visible(row.get("label", "")),
            "x": number(row["x"]) or 0,
            "y": number(row["y"]) or 0,
            "share": number(row[share]) or 0,
            "solid": row["above_null"].lower() in _TRUE if "above_null" in row else None,
            "verdict": visible(row.get("verdict", "")),
            "terms": relevant.get(row["topic"], {}),
            "paragraphs": paragraphs.get(row["topic"], []),
        }
        for row in places.to_dict("records")
    ]
    lambdas = sorted({value for topic in topics for value in topic["terms"]}, key=float)
    return {"pages": citations.pages, "topics": topics, "lambdas": lambdas}


def _relevant(terms: pd.DataFrame) -> dict[str, dict[str, list[list[Any]]]]:
    """Return by topic and lambda the terms, the most relevant first: term, weight, overall."""
    found: dict[str, dict[str, list[list[Any]]]] = {}
    order = terms.assign(r=[number(text) or 0 for text in terms["relevance"]])
    order = order.sort_values("r", ascending=False, kind="stable")
    for row in order.to_dict("records"):
        weights = [number(row["weight"]) or 0, number(row.get("overall", "")) or 0]
        own = found.setdefault(row["topic"], {}).setdefault(f"{float(row['lambda']):g}", [])
        own.append([visible(row["term"]), *weights])
    return found


def _paragraphs(
    tables: Tables, corpora: Sequence[Corpus], citations: Citations
) -> dict[str, list[list[Any]]]:
    """Return the paragraphs with the largest share of each topic: citation, share, their begin."""
    shares = tables.read("topic_paragraphs", ("topic", "weight", "reference"))
    if shares is None:
        return {}
    texts = {
        reference: text
        for corpus in corpora
        for reference, text in zip(corpus.body["reference"], corpus.body["text"], strict=True)
    }
    order = shares.assign(w=[number(text) or 0 for text in shares["weight"]])
    order = order[order["w"] > 0].sort_values("w", ascending=False, kind="stable")
    first = order.groupby("topic").head(_PARAGRAPHS)
    rows: Any = first[["topic", "reference", "w"]].itertuples(index=False)
    found: dict[str, list[list[Any]]] = {}
    for topic, reference, share in rows:
        text = visible(shorten(texts.get(reference, ""), (), _TEXT))
        found.setdefault(topic, []).append([citations.short(reference)[0], share, text])
    return found
