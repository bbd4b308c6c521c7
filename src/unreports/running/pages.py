"""All the pages of a run: its notebooks, its documents, and the index."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from unreports.errors import UnreportsError, UnreportsWarning
from unreports.running.document_page import write_document_pages
from unreports.running.files import page_name, write_text
from unreports.running.frame import Heading, Link, render
from unreports.running.notebook_page import notebook_page

_COLUMNS = ["symbol", "title", "date", "language", "paragraphs", "words", "file", "sha256"]


def write_documents(
    paths: Iterable[str], root: Path, folder: Path, run: str
) -> tuple[list[dict[str, Any]], list[str]]:
    """Write the pages of all documents of some corpora.

    Parameters
    ----------
    paths : iterable of str
        The corpora, relative to the project.
    root, folder : Path
        The folders of the project and of the run.
    run : str
        The name of the run.

    Returns
    -------
    tuple of list
        One record a document, and what could not be read, in words.
    """
    from unreports.corpus import load_corpus

    records: list[dict[str, Any]] = []
    problems = []
    for path in paths:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", UnreportsWarning)  # the notebook shows them
                corpus = load_corpus(root / path)
        except UnreportsError as error:
            problems.append(str(error))
            continue
        write_document_pages(corpus, folder / "html", run)
        rows = json.loads(corpus.documents[_COLUMNS].to_json(orient="records"))
        records += [row | {"corpus": path} for row in rows]
    return records, problems


def write_pages(folder: Path, manifest: dict[str, Any]) -> None:
    """Write the page of every executed notebook in a run's folder, and the index."""
    run = manifest["run"]
    titles = {
        name: record["title"]
        for name, record in manifest["notebooks"].items()
        if (folder / "notebooks" / f"{name}.ipynb").is_file()
    }
    links = {name: Link(f"{name}.html", title) for name, title in titles.items()}
    names = list(titles)
    headings: dict[str, list[Heading]] = {}
    for position, name in enumerate(names):
        page, headings[name] = notebook_page(
            folder / "notebooks" / f"{name}.ipynb",
            run=run,
            title=titles[name],
            parameters=_in_words(manifest["notebooks"][name]["parameters"]),
            earlier=links[names[position - 1]] if position else None,
            later=links[names[position + 1]] if position + 1 < len(names) else None,
        )
        write_text(folder / "html" / f"{name}.html", page)
    write_text(folder / "index.html", index_page(manifest, headings))


def _in_words(parameters: dict[str, Any]) -> str:
    if not parameters:
        return ""
    pairs = ", ".join(f"{name} = {_value(value)}" for name, value in parameters.items())
    return f"Parameters: {pairs}."


def _value(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def index_page(manifest: dict[str, Any], headings: dict[str, list[Heading]]) -> str:
    """Return the index of a run.

    Parameters
    ----------
    manifest : dict
        The record of the run.
    headings : dict
        The headings of the page of each notebook that has one.
    """
    notebooks = manifest["notebooks"]
    parts = [_files(notebooks, kind) for kind in ("table", "figure")]
    files = [part for part in parts if part["rows"]]
    contents = [Heading(2, "notebooks", "Notebooks")]
    if manifest["documents"]:
        contents.append(Heading(2, "documents", "Documents"))
    contents += [Heading(2, part["id"], part["title"]) for part in files]
    return render(
        "index.html.j2",
        run=manifest["run"],
        title="United Nations reports by the numbers",
        headings=contents,
        notebooks=[_entry(name, record, headings) for name, record in notebooks.items()],
        documents=[
            record | {"address": f"html/{page_name(record['symbol'])}.html"}
            for record in manifest["documents"]
        ],
        files=files,
    )


def _entry(name: str, record: dict[str, Any], headings: dict[str, list[Heading]]) -> dict[str, Any]:
    failure = record["failure"]
    return {
        "title": record["title"],
        "address": f"html/{name}.html" if name in headings else "",
        "status": record["status"],
        "error": f"Cell {failure['cell']}: {failure['error']}" if failure else "",
        "headings": [heading for heading in headings.get(name, []) if heading.level == 2],
        "parameters": [(key, _value(value)) for key, value in record["parameters"].items()],
    }


def _files(notebooks: dict[str, Any], kind: str) -> dict[str, Any]:
    rows = [
        {
            "name": record["name"],
            "words": record["caption"] or record.get("alt", ""),
            "notebook": name,
            "files": record["files"],
        }
        for name, notebook in notebooks.items()
        for record in notebook["written"]
        if record["kind"] == kind
    ]
    return {"id": f"{kind}s", "title": f"{kind.capitalize()}s", "rows": rows}
