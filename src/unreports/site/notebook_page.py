"""The page of an executed notebook: nbconvert with our own template, inside the common frame.

Authors and libraries put anything into an output; what a page without the network cannot hold
(scripts, remote images, a second main heading) is taken out or mended after the conversion.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from markupsafe import Markup

from unreports.site.addresses import put_addresses
from unreports.site.cells import cut_unreached, plain_warnings
from unreports.site.described import Parameters
from unreports.site.frame import TEMPLATES, Heading, Link, render, slug, unique
from unreports.site.markup import SENTENCE
from unreports.site.text import visible
from unreports.site.uses import Use, uses_on_page

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag
    from nbconvert import HTMLExporter

    from unreports.site.explorers import Explorers

_FORBIDDEN = ("script", "style", "link", "meta", "base", "iframe", "object", "embed")
_SENTENCES = 3  # of a notebook on the index
_NO_SENTENCE = re.compile("^(?:h[1-6]|table|ul|ol|pre)$")
_REMOTE = re.compile(r"^(?:https?:)?//")
_INLINE_IMAGE = re.compile(r'src="data:image/[^"]*"')
_UNSAFE = re.compile(r"^\s*(?:javascript|vbscript|data):", re.IGNORECASE)


@dataclass(frozen=True)
class Page:
    """The page of a notebook, and what the index of the run takes from it.

    Parameters
    ----------
    html : str
        The page.
    headings : tuple of Heading
        Its headings, the title first.
    question : str
        The first sentence under the title.
    sentences : tuple of str
        The first things that it says, as HTML whose links start at `html/`.
    figure, alt : str
        Its first figure: the name, and what it shows; or "".
    uses : tuple
        The paragraphs that it links to, and where (see `uses.uses_on_page`).
    """

    html: str
    headings: tuple[Heading, ...]
    question: str = ""
    sentences: tuple[str, ...] = ()
    figure: str = ""
    alt: str = ""
    uses: tuple[tuple[str, Use], ...] = ()


def notebook_page(
    path: Path,
    *,
    run: str,
    title: str,
    parameters: Parameters,
    earlier: Link | None = None,
    later: Link | None = None,
    explorers: Explorers | None = None,
) -> Page:
    """Make the page of an executed notebook.

    Parameters
    ----------
    path : Path
        The executed notebook.
    run : str
        The name of the run.
    title : str
        The main heading where the notebook has none.
    parameters : Parameters
        The parameters and their values, in words.
    earlier, later : Link, optional
        The notebooks before and after.
    explorers : Explorers, optional
        What can be explored in the run.
    """
    import nbformat
    from bs4 import BeautifulSoup

    notebook = nbformat.read(path, as_version=4)
    unreached = cut_unreached(notebook)
    _simplify_messages(notebook)
    _refer_to_images(notebook)
    html, _ = _exporter().from_notebook_node(notebook)
    soup = BeautifulSoup(html, "html.parser")
    _make_self_contained(soup, path.parent)
    headings = _settle_headings(soup, title)
    _settle_ids(soup)
    question = _question(soup)
    _put_parameters(soup, parameters)
    _put_unreached(soup, unreached)
    _settle_tables_of_figures(soup)
    sentences = _sentences(soup)
    put_addresses(soup)
    first = soup.select_one(".output > figure:not(.quotation) img[src^='../figures/']")
    page = render(
        "page.html.j2",
        run=run,
        title=headings[0].text,
        index="../index.html",
        scripts=explorers.place(soup) if explorers else (),
        earlier=earlier,
        later=later,
        headings=[heading for heading in headings if heading.level in (2, 3)],
        content=Markup(str(soup).strip()),
    )
    return Page(
        page,
        tuple(headings),
        question,
        sentences,
        Path(str(first["src"])).stem if first else "",
        str(first.get("alt", "")) if first else "",
        tuple(uses_on_page(soup, f"{path.stem}.html", headings[0].text)),
    )


def _refer_to_images(notebook: Any) -> None:
    """Let the page show the drawing of a figure, not the image of it that the notebook carries."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            record = output.get("metadata", {}).get("unreports", {})
            if record.get("kind") == "figure":
                image = f'src="../figures/{record["name"]}.svg" loading="lazy"'
                html = output.data["text/html"]
                output.data["text/html"] = _INLINE_IMAGE.sub(image, html, count=1)


def _settle_tables_of_figures(soup: BeautifulSoup) -> None:
    """Lead to the file of a table that the page does not show."""
    for link in soup.select(".files a[href^='#table-']"):
        name = str(link["href"]).removeprefix("#table-")
        if soup.find(id=f"table-{name}") is None:
            link["href"] = f"../tables/{name}.csv"


def _simplify_messages(notebook: Any) -> None:
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "stream" and output.name == "stderr":
                output.text = plain_warnings(output.text)


def _put_parameters(soup: BeautifulSoup, parameters: Parameters) -> None:
    """Put the parameters under the title and what stands right under it, folded up."""
    from bs4 import BeautifulSoup

    html = render("parameters.html.j2", parameters=parameters)
    place: Any = soup.select_one("h1 + p") or soup.find("h1")
    place.insert_after(*BeautifulSoup(html, "html.parser").contents)


def _put_unreached(soup: BeautifulSoup, headings: list[str]) -> None:
    if headings:
        box = soup.new_tag("p", attrs={"class": "message"})
        box.string = f"Not reached, because of the failure above: {'; '.join(headings)}."
        soup.append(box)


def _question(soup: BeautifulSoup) -> str:
    """Return the first sentence of the first paragraph, where it stands right under the title."""
    paragraph = soup.select_one("h1 + p")
    text = " ".join(paragraph.get_text().split()) if paragraph else ""
    return re.split(r"(?<=[.?!]) (?=[A-Z])", text, maxsplit=1)[0]


def _sentences(soup: BeautifulSoup) -> tuple[str, ...]:
    """Return the HTML of the first sentences, their links as they are from the index."""
    found = (tag for tag in soup.select(f".{SENTENCE}") if not tag.find(_NO_SENTENCE))
    first = islice(found, _SENTENCES)
    return tuple(tag.decode_contents().replace('href="../', 'href="') for tag in first)


@cache
def _exporter() -> HTMLExporter:
    from nbconvert import HTMLExporter

    exporter = HTMLExporter(
        extra_template_basedirs=[str(TEMPLATES)],
        template_name="unreports",
        exclude_anchor_links=True,
    )
    exporter.register_filter("contained", _contained)
    return exporter


def _contained(html: str) -> str:
    """Close in an output what it opens: no tag in it reaches what comes after."""
    from bs4 import BeautifulSoup

    return str(BeautifulSoup(html, "html.parser"))


def _make_self_contained(soup: BeautifulSoup, folder: Path) -> None:
    for tag in soup.find_all(_FORBIDDEN):
        tag.decompose()
    for tag in soup.find_all(True):
        _make_inert(tag)
    for text in soup.find_all(string=True):
        if visible(text) != text:
            text.replace_with(visible(text))
    for tag in soup.find_all(src=True):
        address = str(tag["src"])
        if not _is_absent(address, folder):
            continue
        link = soup.new_tag("a", href=address) if _REMOTE.match(address) else soup.new_tag("span")
        link.string = str(tag.get("alt") or address)
        tag.replace_with(link)
    for block in soup.find_all("pre"):
        block["tabindex"] = "0"  # it scrolls, and must do so by keyboard too
    for table in soup.find_all("table"):
        _settle_table(table, soup)


def _is_absent(address: str, folder: Path) -> bool:
    """Whether what a page would show is on the network, or nowhere."""
    if _REMOTE.match(address):
        return True
    file = folder / unquote(address)
    return not address.startswith("data:") and not os.path.isfile(file)  # noqa: PTH113 - any name


def _make_inert(tag: Tag) -> None:
    """Drop what the page's policy would refuse, and say so in the console: style, handlers."""
    for name in [name for name in tag.attrs if name == "style" or name.startswith("on")]:
        del tag[name]
    if _UNSAFE.match(str(tag.get("href", ""))):
        del tag["href"]


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


def _settle_ids(soup: BeautifulSoup) -> None:
    """Drop an id that stands a second time: outputs of one library repeat theirs."""
    seen = {"main", "contents"}
    for tag in soup.find_all(id=True):
        if tag["id"] in seen:
            del tag["id"]
        else:
            seen.add(str(tag["id"]))
