"""All the pages of a run: its notebooks, its documents, and the index."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from unreports.files import write_text
from unreports.site.assets import drop_stale_assets, write_assets
from unreports.site.bibliography import write_bibliography
from unreports.site.described import in_words
from unreports.site.document_page import Surroundings, write_document_pages
from unreports.site.downloads import BIBTEX, CSL, DOWNLOADS, WORKBOOK
from unreports.site.explorers import Explorers
from unreports.site.frame import Link
from unreports.site.index_page import index_page, write_preview
from unreports.site.notebook_page import Page, notebook_page
from unreports.site.references import page_name
from unreports.site.topics import read_topics
from unreports.site.uses import Uses, gather, uses_in_tables
from unreports.site.workbook import write_workbook

if TYPE_CHECKING:
    from unreports.corpus import Corpus


def write_site(folder: Path, manifest: dict[str, Any], corpora: Iterable[Corpus]) -> None:
    """Write every page of a run, and what the pages share; remove those of an earlier run.

    Parameters
    ----------
    folder : Path
        The folder of the run, which has the executed notebooks, the tables and the figures.
    manifest : dict
        The record of the run.
    corpora : iterable of Corpus
        The documents that were read for it. The pages of others, which an earlier run wrote, stay.
    """
    write_assets(folder)
    corpora = tuple(corpora)
    explorers = Explorers(folder, corpora)
    pages = _write_notebook_pages(folder, manifest, explorers)
    uses = _uses(folder, manifest, pages)
    around = Surroundings(manifest["run"], uses, read_topics(folder / "tables"))
    for corpus in corpora:
        write_document_pages(corpus, folder, around)
    for name, page in pages.items():
        write_preview(folder, name, page)
    downloads = _write_downloads(folder, manifest, uses)
    write_text(folder / "index.html", index_page(manifest, pages, downloads))
    _drop_stale(folder, manifest, pages, explorers)


def _write_notebook_pages(
    folder: Path, manifest: dict[str, Any], explorers: Explorers
) -> dict[str, Page]:
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
            explorers=explorers,
        )
        write_text(folder / "html" / f"{name}.html", pages[name].html)
    return pages


def _uses(folder: Path, manifest: dict[str, Any], pages: dict[str, Page]) -> Uses:
    """Find where the notebooks of a run, in their order, use each paragraph."""
    found = (
        chain(
            page.uses,
            uses_in_tables(
                folder,
                f"{name}.html",
                page.headings[0].text,
                manifest["notebooks"][name]["written"],
            ),
        )
        for name, page in pages.items()
    )
    return gather(chain.from_iterable(found))


def _write_downloads(folder: Path, manifest: dict[str, Any], uses: Uses) -> list[str]:
    """Write what other programs read; return the names of what there is, and remove the rest."""
    cited = {target.partition(".html#")[0] for target in uses}
    documents = [d for d in manifest["documents"] if page_name(d["symbol"]) in cited]
    written = [WORKBOOK] if write_workbook(folder, manifest) else []
    if documents:
        write_bibliography(folder, documents)
        written += [BIBTEX, CSL]
    for name in DOWNLOADS.keys() - set(written):
        (folder / name).unlink(missing_ok=True)
    return written


def _drop_stale(
    folder: Path, manifest: dict[str, Any], pages: dict[str, Page], explorers: Explorers
) -> None:
    documents = {page_name(record["symbol"]) for record in manifest["documents"]}
    kept = {f"{name}.html" for name in documents | set(manifest["notebooks"])}
    for path in (folder / "html").glob("*.html"):
        if path.name not in kept:
            path.unlink()
    texts = {f"data-text-{name}.js" for name in documents}
    previews = {f"preview-{name}.png" for name in pages}
    drop_stale_assets(folder, texts | previews | explorers.files)
