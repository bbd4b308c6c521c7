"""Recognition in a corpus against the annotations of it, task by task."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from unreports.analysis.validation.judgement import (
    DATE_ASPECTS,
    PLACE_ASPECTS,
    Items,
    Judged,
    Validation,
    assemble,
    judge_mentions,
    judge_sets,
)
from unreports.analysis.validation.passages import (
    Key,
    Passage,
    corpus_passages,
    dates_of_passages,
    gold_passages,
    organisations_of_passages,
    placed,
)
from unreports.corpus import Corpus
from unreports.gold import Gold


def validate(corpus: Corpus, gold: Gold, pairs: pd.DataFrame | None = None) -> Validation:
    """Compare what was recognised in a corpus with what people annotated in it.

    Only paragraphs that the annotators read are compared.

    Parameters
    ----------
    corpus : Corpus
        The documents; those that were not annotated are left alone.
    gold : Gold
        The annotations. Its own passages are recognised here, with the date that it gives.
    pairs : DataFrame, optional
        The `cooperation` table of the corpus: symbol, paragraph, un, partner, themes. Without it
        cooperation is not judged.

    Returns
    -------
    Validation

    Notes
    -----
    Dates and places are compared as mentions. A mention is *found* if one recognised overlaps it,
    each counting for one only; its *value* (or *code*) is right if that one has the same, its
    *span* if both begin and end at the same character. The *role* is judged over found mentions
    only. Organisations, citations and cooperation are compared as sets, by paragraph: naming an
    organisation twice is naming it once.
    """
    judged: list[Judged] = []
    passages = corpus_passages(corpus)
    for task, aspects, value, role in (
        ("dates", DATE_ASPECTS, "value", "role"),
        ("places", PLACE_ASPECTS, "place", ""),
    ):
        read = _read(gold, task, passages)
        if read:
            table = corpus.dates if task == "dates" else corpus.places
            mentions = placed(table, read, value=value, role=role)
            known = annotated_mentions(gold.tables[task], value, role)
            judged.append(judge_mentions(task, aspects, read, known, mentions))
    judged += _judge_sets(corpus, gold, passages, pairs)
    here = {read[3] for _, paragraphs in judged for read in paragraphs}
    own = gold_passages(gold)
    if own:
        known = annotated_mentions(gold.passage_dates, "value", "role")
        found = dict(dates_of_passages(gold))
        judged.append(judge_mentions("dates", DATE_ASPECTS, own, known, found))
        if read := {
            key: p for key, p in own.items() if gold.covers("organisations", *key, p.language)
        }:
            wanted = _organisations(gold.passage_organisations)
            recognised = organisations_of_passages(gold)
            judged.append(judge_sets("organisations", "by paragraph", read, wanted, recognised))
    return assemble(judged, tuple(symbol for symbol in gold.symbols if symbol not in here))


def _read(gold: Gold, kind: str, passages: Mapping[Key, Passage]) -> dict[Key, Passage]:
    apart = set(gold.passages["symbol"])  # annotated in the gold's own passages, not in a corpus
    return {
        key: passage
        for key, passage in passages.items()
        if passage.symbol not in apart and gold.covers(kind, *key, passage.language)
    }


def annotated_mentions(
    table: pd.DataFrame, value: str, role: str
) -> dict[Key, list[tuple[str, str, str]]]:
    """Give annotations by passage: their words, what they are worth, and their role if any."""
    found: dict[Key, list[tuple[str, str, str]]] = {}
    for row in table.to_dict("records"):
        annotation = (row["text"], row[value], row[role] if role else "")
        found.setdefault((row["symbol"], row["paragraph"]), []).append(annotation)
    return found


def _judge_sets(
    corpus: Corpus, gold: Gold, passages: Mapping[Key, Passage], pairs: pd.DataFrame | None
) -> Iterator[Judged]:
    tables = gold.tables
    read = _read(gold, "organisations", passages)
    if read:
        yield judge_sets(
            "organisations", "by paragraph", read, _organisations(tables["organisations"]),
            _mentioned(corpus.organisations, read, "organisation"),
        )  # fmt: skip
    read = _read(gold, "citations", passages)
    if read:
        yield judge_sets(
            "citations", "by paragraph", read, _items(tables["citations"], "cited"),
            _mentioned(corpus.citations, read, "cited"),
        )  # fmt: skip
    read = _read(gold, "cooperation", passages)
    if read and pairs is not None:
        wanted = [_cooperating(table) for table in (tables["cooperation"], _by_theme(pairs))]
        for aspect in ("UN entities", "pairs", "themes"):
            yield judge_sets("cooperation", aspect, read, wanted[0][aspect], wanted[1][aspect])


def _organisations(table: pd.DataFrame) -> Items:
    named = [", ".join(surfaces) for surfaces in table["surface"]]
    return _items(table.assign(text=named), "organisation")


def _items(table: pd.DataFrame, column: str) -> Items:
    found: Items = {}
    for row in table.to_dict("records"):
        found.setdefault((row["symbol"], row["paragraph"]), {})[row[column]] = row["text"]
    return found


def _mentioned(table: pd.DataFrame, passages: Mapping[Key, Passage], column: str) -> Items:
    found: Items = {}
    for key, spans in placed(table, passages, value=column).items():
        for span in spans:
            words = found.setdefault(key, {})
            before = words.get(span.value, "")
            if span.text not in before.split(", "):
                words[span.value] = f"{before}, {span.text}" if before else span.text
    return found


def _by_theme(pairs: pd.DataFrame) -> pd.DataFrame:
    rows = pairs[pairs["paragraph"].notna()]
    return rows.assign(theme=rows["themes"].str.split("; ")).explode("theme")


def _cooperating(table: pd.DataFrame) -> dict[str, Items]:
    found: dict[str, Items] = {"UN entities": {}, "pairs": {}, "themes": {}}
    for row in table.to_dict("records"):
        key = (row["symbol"], int(row["paragraph"]))
        said = str(row.get("sentence", ""))
        pair = f"{row['un']} with {row['partner']}"
        for aspect, item in (("UN entities", row["un"]), ("pairs", pair), ("themes", row["theme"])):
            if isinstance(item, str) and item:
                found[aspect].setdefault(key, {})[item] = said
    return found
