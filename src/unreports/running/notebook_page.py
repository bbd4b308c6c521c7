"""The page of an executed notebook: nbconvert with our own template, inside the common frame.

Authors and libraries put anything into an output; what a self-contained page cannot hold (scripts,
remote images, a second main heading) is taken out or mended after the conversion.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from unreports.running.frame import TEMPLATES, Heading, Link, render, slug, unique

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag
    from nbconvert import HTMLExporter

_FORBIDDEN = ("script", "style", "link", "meta", "base", "iframe", "object", "embed")
_REMOTE = re.compile(r"^(?:https?:)?//")


def notebook_page(
    path: Path,
    *,
    run: str,
    title: str,
    parameters: str,
    earlier: Link | None = None,
    later: Link | None = None,
) -> tuple[str, list[Heading]]:
    """Return the page of an executed notebook, and its headings.

    Parameters
    ----------
    path : Path
        The executed notebook.
    run : str
        The name of the run.
    title : str
        The main heading where the notebook has none.
    parameters : str
        The parameters and their values, in one line; may be empty.
    earlier, later : Link, optional
        The notebooks before and after.
    """
    import nbformat
    from bs4 import BeautifulSoup

    notebook = nbformat.read(path, as_version=4)
    html, _ = _exporter().from_notebook_node(notebook)
    soup = BeautifulSoup(html, "html.parser")
    _make_self_contained(soup)
    headings = _settle_headings(soup, title)
    _settle_ids(soup)
    if parameters:
        line = soup.new_tag("p", attrs={"class": "extent"})
        line.string = parameters
        _first_heading(soup).insert_after(line)
    page = render(
        "page.html.j2",
        run=run,
        title=headings[0].text,
        index="../index.html",
        earlier=earlier,
        later=later,
        headings=[heading for heading in headings if heading.level in (2, 3)],
        content=Markup(str(soup).strip()),
    )
    return page, headings


@cache
def _exporter() -> HTMLExporter:
    from nbconvert import HTMLExporter

    return HTMLExporter(
        extra_template_basedirs=[str(TEMPLATES)],
        template_name="unreports",
        exclude_anchor_links=True,
    )


def _make_self_contained(soup: BeautifulSoup) -> None:
    for tag in soup.find_all(_FORBIDDEN):
        tag.decompose()
    for tag in soup.find_all(src=_REMOTE):
        address = str(tag["src"])
        link = soup.new_tag("a", href=address)
        link.string = str(tag.get("alt") or address)
        tag.replace_with(link)
    for table in soup.find_all("table"):
        _settle_table(table, soup)


def _settle_table(table: Tag, soup: BeautifulSoup) -> None:
    """Let a table that is not ours scroll by itself, and drop what HTML no longer has."""
    for name in ("border",):
        table.attrs.pop(name, None)
    if table.find_parent(class_="table-scroll") is None:
        attributes = {"class": "table-scroll", "role": "region", "tabindex": "0"}
        table.wrap(soup.new_tag("div", attrs=attributes | {"aria-label": "Table"}))


def _settle_headings(soup: BeautifulSoup, title: str) -> list[Heading]:
    """Leave one main heading, at the top, and give every heading an id of its own."""
    tags = soup.find_all(re.compile("^h[1-6]$"))
    if not tags or tags[0].name != "h1":
        first = soup.new_tag("h1")
        first.string = title
        soup.insert(0, first)
        tags.insert(0, first)
    for tag in tags[1:]:
        if tag.name == "h1":
            tag.name = "h2"
    taken = {"main", "contents"}
    found = []
    for tag in tags:
        text = tag.get_text(" ", strip=True)
        tag["id"] = unique(slug(text), taken)
        found.append(Heading(int(tag.name[1]), str(tag["id"]), text))
    return found


def _first_heading(soup: BeautifulSoup) -> Any:
    return soup.find("h1")


def _settle_ids(soup: BeautifulSoup) -> None:
    """Drop an id that stands a second time: outputs of one library repeat theirs."""
    seen = {"main", "contents"}
    for tag in soup.find_all(id=True):
        if tag["id"] in seen:
            del tag["id"]
        else:
            seen.add(str(tag["id"]))
