"""Where a run uses a paragraph: what its notebooks quote and cite, and the tables they wrote."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from unreports.site.markup import SENTENCE
from unreports.site.references import PAGES, Reference, address, expand, parse_reference

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

_TARGET = re.compile(rf"^(?:{re.escape(PAGES)})?[^:/#?]+\.html#")
_RANGE = re.compile(r"(\d+)-(\d+)$")


@dataclass(frozen=True)
class Use:
    """One place where a paragraph is used.

    Parameters
    ----------
    notebook : str
        The title of the page.
    words : str
        What uses it: 'quotation under "Peace"', 'table "Pairs" (3 rows)'.
    address : str
        Where that is, from `html/`.
    """

    notebook: str
    words: str
    address: str


Uses = dict[str, tuple[Use, ...]]  # by the paragraph's address from `html/`: "A_75_345.html#par-5"


def gather(found: Iterable[tuple[str, Use]]) -> Uses:
    """Put uses together by paragraph, each once, in the order in which they come."""
    uses: dict[str, dict[Use, None]] = {}
    for target, use in found:
        uses.setdefault(target, {})[use] = None
    return {target: tuple(own) for target, own in uses.items()}


def uses_on_page(soup: BeautifulSoup, page: str, title: str) -> Iterator[tuple[str, Use]]:
    """Give each link to a paragraph on a notebook's page, and what it stands in.

    Tables that were written whole are left to `uses_in_tables`, which knows all of their rows.
    """
    for link in soup.find_all("a", href=_TARGET):
        table = link.find_parent("table")
        box = link.find_parent(id=re.compile("^table-")) if table else None
        if box is None:
            heading = link.find_previous(re.compile("^h[1-6]$"))
            kind = _kind(link, table)
            name = f"{kind} under “{heading.get_text(' ', strip=True)}”" if heading else kind
            place = f"{page}#{heading['id']}" if heading else page
            yield str(link["href"]).removeprefix(PAGES), Use(title, name, place)


def _kind(link: Tag, table: Tag | None) -> str:
    if table is not None:
        return "table"
    if link.find_parent(class_="quotation"):
        return "quotation"
    return "finding" if link.find_parent(class_=SENTENCE) else "text"


def uses_in_tables(
    folder: Path, page: str, title: str, written: Iterable[dict[str, Any]]
) -> Iterator[tuple[str, Use]]:
    """Give each paragraph that a table of a notebook refers to, and the figures drawn from it."""
    records = list(written)
    drawn: dict[str, list[str]] = {}
    for record in records:
        if record["kind"] == "figure" and record.get("table"):
            drawn.setdefault(record["table"], []).append(record["name"])
    for record in records:
        if record["kind"] == "table":
            name = record["name"]
            for target, rows in _referred(folder / record["files"][0]).items():
                extent = f"{rows} row{'' if rows == 1 else 's'}"
                words = f"table “{record['caption'] or name}”, {extent}"
                yield target, Use(title, words, f"{page}#table-{name}")
                for figure in drawn.get(name, ()):
                    yield target, Use(title, f"figure {figure}", f"{page}#figure-{figure}")


def _referred(file: Path) -> Counter[str]:
    """Count the rows of a table that refer to each paragraph."""
    found: Counter[str] = Counter()
    if not file.is_file():
        return found
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            cells = [row.get("reference") or "", row.get("references") or ""]
            found.update({target for cell in cells for target in targets(cell)})
    return found


def targets(text: str) -> Iterator[str]:
    """Give the address of every paragraph that a cell cites, those within a range included.

    Examples
    --------
    >>> list(targets("A/1, par. 2, 5-6; a remark"))
    ['A_1.html#par-2', 'A_1.html#par-5', 'A_1.html#par-6']
    """
    for part in expand(text):
        reference = parse_reference(part)
        if reference is None:
            continue
        span = _RANGE.search(reference.place)
        if span is None:
            yield address(reference, "")
        else:
            start = reference.place[: span.start()]
            for number in range(int(span[1]), int(span[2]) + 1):
                yield address(Reference(reference.symbol, f"{start}{number}"), "")
