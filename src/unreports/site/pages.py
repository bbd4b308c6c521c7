"""All the pages of a run: its notebooks, its documents, and the index."""

from __future__ import annotations

import base64
import io
from pathlib import Path
from typing import Any

from markupsafe import Markup

from unreports.files import write_text
from unreports.site.described import in_words
from unreports.site.frame import Heading, Link, render
from unreports.site.notebook_page import Page, notebook_page
from unreports.site.references import page_name

_PREVIEW = (560, 448)  # pixels: the width, and the height at most


def write_pages(folder: Path, manifest: dict[str, Any]) -> None:
    """Write the page of every executed notebook in a run's folder, and the index."""
    titles = {
        name: record["title"]
        for name, record in manifest["notebooks"].items()
        if (folder / "notebooks" / f"{name}.ipynb").is_file()
    }
    links = {name: Link(f"{name}.html", title) for name, title in titles.items()}
    names = list(titles)
    pages: dict[str, Page] = {}
    for position, name in enumerate(names):
        pages[name] = notebook_page(
            folder / "notebooks" / f"{name}.ipynb",
            run=manifest["run"],
            title=titles[name],
            parameters=in_words(manifest["notebooks"][name]),
            earlier=links[names[position - 1]] if position else None,
            later=links[names[position + 1]] if position + 1 < len(names) else None,
        )
        write_text(folder / "html" / f"{name}.html", pages[name].html)
    write_text(folder / "index.html", index_page(manifest, pages))


def index_page(manifest: dict[str, Any], pages: dict[str, Page]) -> str:
    """Return the index of a run.

    Parameters
    ----------
    manifest : dict
        The record of the run.
    pages : dict
        The page of each notebook that has one.
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
        notebooks=[_entry(name, record, pages.get(name)) for name, record in notebooks.items()],
        documents=[
            record | {"address": f"html/{page_name(record['symbol'])}.html"}
            for record in manifest["documents"]
        ],
        files=files,
    )


def _entry(name: str, record: dict[str, Any], page: Page | None) -> dict[str, Any]:
    failure = record["failure"]
    return {
        "title": record["title"],
        "address": f"html/{name}.html" if page else "",
        "status": record["status"],
        "error": f"Cell {failure['cell']}: {failure['error']}" if failure else "",
        "question": page.question if page else "",
        "sentences": [Markup(sentence) for sentence in page.sentences] if page else [],
        "preview": preview(page.image) if page and page.image else "",
        "alt": page.alt if page else "",
        "headings": [heading for heading in page.headings if heading.level == 2] if page else [],
        "parameters": in_words(record),
    }


def preview(image: str) -> str:
    """Return a small copy of the top of an image ("data:image/png;base64,...") for the index."""
    from PIL import Image

    content = base64.b64decode(image.partition(",")[2])
    whole = Image.open(io.BytesIO(content)).convert("RGB")
    width, height = _PREVIEW
    top = (0, 0, whole.width, min(whole.height, whole.width * height // width))
    small = whole.resize((width, width * top[3] // top[2]), Image.Resampling.LANCZOS, top)
    buffer = io.BytesIO()
    small.quantize(64, dither=Image.Dither.NONE).save(buffer, "png", optimize=True)
    return f"data:image/png;base64,{base64.b64encode(buffer.getvalue()).decode('ascii')}"


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
