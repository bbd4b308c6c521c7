"""The documents of a run: read and checked once, before any kernel starts.

A bad document would otherwise fail every notebook, each with its own traceback. So would a value
that the documents do not permit (see `checks`).
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from unreports.errors import UnreportsWarning
from unreports.running.plan import Plan

if TYPE_CHECKING:
    from unreports.corpus import Corpus


def read_corpora(plan: Plan) -> tuple[dict[str, Corpus], tuple[str, ...]]:
    """Read the documents that the notebooks of a plan will read.

    Parameters
    ----------
    plan : Plan
        What is to be run.

    Returns
    -------
    tuple
        Each corpus by the value that the notebooks have for it, and what reading warned of.

    Raises
    ------
    ReadingError, CatalogueError, UnreportsError
        What is wrong with a document, the catalogue or the user's gazetteer.
    ParameterError
        A value that the documents do not permit.
    """
    wanted = dict.fromkeys(_inputs(task.values) for task in plan.tasks if "corpus" in task.values)
    if not wanted:
        return {}, ()
    from unreports.corpus import load_corpus
    from unreports.running.checks import check_values

    corpora = {}
    with warnings.catch_warnings(record=True) as doubts:
        warnings.simplefilter("ignore")
        warnings.simplefilter("always", UnreportsWarning)
        for path, gazetteer in wanted:
            own = plan.locate(gazetteer) if gazetteer else None
            corpora[path] = load_corpus(plan.locate(path), gazetteer=own, cache=plan.cache)
            if own:
                corpora[path].mentions.gazetteer  # noqa: B018 - read now, so that it fails now
        check_values(plan, corpora)
    return corpora, tuple(dict.fromkeys(str(doubt.message) for doubt in doubts))


def _inputs(values: dict[str, Any]) -> tuple[str, str]:
    return str(values["corpus"]), str(values.get("gazetteer", ""))


def corpus_records(path: str, corpus: Corpus) -> list[dict[str, Any]]:
    """Return one record a document of the corpus that notebooks know by `path`."""
    columns = [
        "symbol", "other_symbols", "title", "kind", "body", "date", "language", "paragraphs",
        "words", "file", "sha256",
    ]  # fmt: skip
    rows = corpus.documents[columns].astype(object).to_dict(orient="records")
    return [{**{str(name): value for name, value in row.items()}, "corpus": path} for row in rows]


def order_corpora(values: Iterable[dict[str, Any]]) -> list[str]:
    """List the corpora that notebooks with these values of their parameters read."""
    return list(dict.fromkeys(str(v["corpus"]) for v in values if "corpus" in v))


def document_records(
    paths: Iterable[str], read: dict[str, list[dict[str, Any]]], earlier: dict[str, Any]
) -> list[dict[str, Any]]:
    """Return one record a document; of a corpus that was not read now, the records of before.

    A document that stands in two corpora is recorded once, as it was read now.
    """
    records: dict[str, dict[str, Any]] = {}
    for path in paths:
        before = [record for record in earlier["documents"] if record["corpus"] == path]
        for record in read.get(path, before):
            if path in read or record["symbol"] not in records:
                records[record["symbol"]] = record
    return list(records.values())
