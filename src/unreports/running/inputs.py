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
            corpora[path] = load_corpus(plan.locate(path), gazetteer=own)
            if own:
                corpora[path].mentions.gazetteer  # noqa: B018 - read now, so that it fails now
        check_values(plan, corpora)
    return corpora, tuple(dict.fromkeys(str(doubt.message) for doubt in doubts))


def _inputs(values: dict[str, Any]) -> tuple[str, str]:
    return str(values["corpus"]), str(values.get("gazetteer", ""))


def order_corpora(plan: Plan, earlier: dict[str, Any]) -> list[str]:
    """List the corpora of all notebooks in the folder, those that were run before included."""
    now = {task.notebook.name: task.values for task in plan.tasks}
    names = {notebook.name for notebook in plan.project.notebooks}
    before = {n: r["parameters"] for n, r in earlier["notebooks"].items() if n in names}
    values = [(before | now)[name] for name in sorted(before | now)]
    return list(dict.fromkeys(str(v["corpus"]) for v in values if "corpus" in v))


def document_records(
    paths: Iterable[str], corpora: dict[str, Corpus], earlier: dict[str, Any]
) -> list[dict[str, Any]]:
    """Return one record a document; of a corpus that was not read now, the records of before.

    A document that stands in two corpora is recorded once, as it was read now.
    """
    records: dict[str, dict[str, Any]] = {}
    for path in paths:
        for record in _records(path, corpora, earlier):
            if path in corpora or record["symbol"] not in records:
                records[record["symbol"]] = record
    return list(records.values())


def _records(
    path: str, corpora: dict[str, Corpus], earlier: dict[str, Any]
) -> list[dict[str, Any]]:
    if path not in corpora:
        return [record for record in earlier["documents"] if record["corpus"] == path]
    columns = ["symbol", "title", "date", "language", "paragraphs", "words", "file", "sha256"]
    rows = corpora[path].documents[columns].astype(object).to_dict(orient="records")
    return [{**{str(name): value for name, value in row.items()}, "corpus": path} for row in rows]
