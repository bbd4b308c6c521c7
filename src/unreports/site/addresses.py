"""Addresses outside the run, as footnotes for print: paper has no links to follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

_OUTSIDE = ("http://", "https://", "mailto:", "ftp://")


def put_addresses(soup: BeautifulSoup) -> None:
    """Number the links that leave the run, and list where they lead at the end of the page.

    Numbers and list are seen in print only. An address that is itself the text of its link needs
    none; one that comes again keeps its number.

    Parameters
    ----------
    soup : BeautifulSoup
        The content of a page; changed.
    """
    numbers: dict[str, int] = {}
    for link in soup.find_all("a", href=True):
        address = str(link["href"])
        if not address.lower().startswith(_OUTSIDE) or link.get_text(strip=True) == address:
            continue
        mark = soup.new_tag("sup", attrs={"class": "address"})
        mark.string = str(numbers.setdefault(address, len(numbers) + 1))
        link.insert_after(mark)
    if numbers:
        section = soup.new_tag("section", attrs={"class": "addresses"})
        title = soup.new_tag("h2")
        title.string = "Addresses"
        rows = soup.new_tag("ol")
        for address in numbers:
            row = soup.new_tag("li")
            row.string = address
            rows.append(row)
        section.extend([title, rows])
        soup.append(section)
