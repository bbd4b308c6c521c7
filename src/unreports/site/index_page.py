"""The index of a run: what was run, on which documents, and what each notebook found."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from markupsafe import Markup

from unreports.files import write_bytes
from unreports.site.assets import FOLDER
from unreports.site.described import in_words
from unreports.site.downloads import DOWNLOADS
from unreports.site.frame import Heading, render
from unreports.site.notebook_page import Page
from unreports.site.references import page_name

_PREVIEW = (960, 640)  # pixels: the width, and the height at most


def index_page(
    manifest: dict[str, Any], pages: dict[str, Page], downloads: Iterable[str] = ()
) -> str:
    """Return the index of a run.

    Parameters
    ----------
    manifest : dict
        The record of the run.
    pages : dict
        The page of each notebook that has one.
    downloads : iterable of str
        Which of `DOWNLOADS` there are.
    """
    notebooks = manifest["notebooks"]
    parts = [_files(notebooks, kind) for kind in ("table", "figure", "model")]
    files = [part for part in parts if part["rows"]]
    documents = [record | {"page": page_name(record["symbol"])} for record in manifest["documents"]]
    contents = [Heading(2, f"notebook-{name}", n["title"]) for name, n in notebooks.items()]
    if documents:
        contents.append(Heading(2, "documents", "Documents"))
    contents += [Heading(2, part["id"], part["title"]) for part in files]
    contents.append(Heading(2, "files", "Files"))
    return render(
        "index.html.j2",
        run=manifest["run"],
        title="United Nations reports by the numbers",
        headings=contents,
        scripts=("index.js",) if documents else (),
        notebooks=[_entry(name, record, pages.get(name)) for name, record in notebooks.items()],
        documents=documents,
        paragraphs=sum(record["paragraphs"] for record in documents),
        words=sum(record["words"] for record in documents),
        files=files,
        downloads=[(name, DOWNLOADS[name]) for name in downloads],
    )


def _entry(name: str, record: dict[str, Any], page: Page | None) -> dict[str, Any]:
    failure = record["failure"]
    return {
        "id": f"notebook-{name}",
        "title": record["title"],
        "address": f"html/{name}.html" if page else "",
        "status": record["status"],
        "error": f"Cell {failure['cell']}: {failure['error']}" if failure else "",
        "question": page.question if page else "",
        "sentences": [Markup(sentence) for sentence in page.sentences] if page else [],
        "preview": f"{FOLDER}/preview-{name}.png" if page and page.figure else "",
        "figure": page.figure if page else "",
        "alt": page.alt if page else "",
        "headings": [heading for heading in page.headings if heading.level == 2] if page else [],
        "parameters": in_words(record),
    }


def write_preview(folder: Path, name: str, page: Page) -> None:
    """Write a small copy of the top of a page's first figure, for the index."""
    if page.figure:
        image = (folder / "figures" / f"{page.figure}.png").read_bytes()
        write_bytes(folder / FOLDER / f"preview-{name}.png", preview(image))


def preview(image: bytes) -> bytes:
    """Return a small copy of the top of a PNG."""
    from PIL import Image

    whole = Image.open(io.BytesIO(image)).convert("RGB")
    width, height = _PREVIEW
    top = (0, 0, whole.width, min(whole.height, whole.width * height // width))
    small = whole.resize((width, width * top[3] // top[2]), Image.Resampling.LANCZOS, top)
    buffer = io.BytesIO()
    small.quantize(64, dither=Image.Dither.NONE).save(buffer, "png", optimize=True)
    return buffer.getvalue()


def _files(notebooks: dict[str, Any], kind: str) -> dict[str, Any]:
    rows = [
        {
            "name": record["name"],
            "words": record["caption"] or record.get("alt", ""),
            "notebook": name,
            "address": f"html/{name}.html#{kind}-{record['name']}",
            "title": notebook["title"],
            "files": record["files"],
        }
        for name, notebook in notebooks.items()
        for record in notebook["written"]
        if record["kind"] == kind
    ]
    return {"id": f"{kind}s", "title": f"{kind.capitalize()}s", "rows": rows}
