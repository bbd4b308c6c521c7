"""The documents that a run cites, as reference managers read them: BibTeX and CSL-JSON.

See docs.citationstyles.org (CSL 1.0.2, appendices III and IV) for the fields of CSL-JSON.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from unreports.files import write_text
from unreports.reading.words import all_words
from unreports.site.downloads import BIBTEX, CSL
from unreports.site.text import visible
from unreports.symbols import is_symbol

_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# BibTeX counts braces even after a backslash, so that none may stand in a text.
_LATEX = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
}  # fmt: skip

Item = dict[str, Any]


def write_bibliography(folder: Path, documents: Iterable[dict[str, Any]]) -> None:
    """Write `references.bib` and `references.json`.

    Parameters
    ----------
    folder : Path
        The folder of the run.
    documents : iterable of dict
        The records of the documents in run.json.
    """
    items = csl_items(documents)
    write_text(folder / CSL, json.dumps(items, ensure_ascii=False, indent=1) + "\n")
    write_text(folder / BIBTEX, "\n".join(map(bibtex, items)))


def csl_items(documents: Iterable[dict[str, Any]]) -> list[Item]:
    """Return documents as items of CSL-JSON.

    Parameters
    ----------
    documents : iterable of dict
        The records of the documents in run.json; what one does not say is left out.
    """
    items: list[Item] = []
    for record in documents:
        item = _item({name: value for name, value in record.items() if isinstance(value, str)})
        item["id"] = _key(item["number"], {other["id"] for other in items})
        items.append(item)
    return items


def _item(record: dict[str, str]) -> Item:
    told = {name: " ".join(visible(value).split()) for name, value in record.items()}
    symbol = told["symbol"]
    issuer = _united_nations(told["language"]) if is_symbol(symbol) else ""
    bodies = [body for body in told.get("body", "").split("; ") if body] or [""]
    authors = [", ".join(filter(None, (issuer, body))) for body in bodies]
    date = _DATE.fullmatch(told["date"])
    others = told.get("other_symbols", "")
    item = {
        "id": "",
        "type": "report",
        "title": told["title"] or symbol,
        "author": [{"literal": author} for author in authors if author],
        "issued": {"date-parts": [[int(part) for part in date.groups() if part]]} if date else None,
        "genre": told.get("kind", ""),
        "number": symbol,
        "publisher": issuer,
        "language": told["language"],
        "URL": _address(symbol, told["language"]),
        "note": f"Also issued as {others}" if others else "",
    }
    return {name: value for name, value in item.items() if value or name == "id"}


def _united_nations(language: str) -> str:
    """Name the publisher in the language of the document; in English, where it is unknown."""
    words = {found.code: found for found in all_words()}
    return words.get(language, words["en"]).list("publisher")[0].title()


def _address(symbol: str, language: str) -> str:
    """Return where the United Nations gives a document to people; "" where it is none of theirs."""
    if not is_symbol(symbol):
        return ""
    place = quote(symbol.replace(" ", ""), safe="/()")
    return "/".join(filter(None, ("https://undocs.org", language, place)))


def _key(symbol: str, taken: set[str]) -> str:
    """Return what to cite a document by: letters, digits and hyphens, each key once."""
    letters = unicodedata.normalize("NFKD", symbol).encode("ascii", "ignore").decode()
    name = re.sub(r"[^A-Za-z0-9]+", "-", letters).strip("-") or "document"
    found, number = name, 1
    while found in taken:
        number += 1
        found = f"{name}-{number}"
    return found


def bibtex(item: Item) -> str:
    r"""Return an item of `csl_items` as an entry of BibTeX.

    Examples
    --------
    >>> print(bibtex({"id": "A-1", "title": "War & {peace}", "number": "A/1"}), end="")
    @techreport{A-1,
      title = {{War \& \textbraceleft{}peace\textbraceright{}}},
      number = {A/1},
    }
    """
    authors = " and ".join(f"{{{_latex(name['literal'])}}}" for name in item.get("author", ()))
    year, month, day = [*item.get("issued", {"date-parts": [[]]})["date-parts"][0], 0, 0, 0][:3]
    fields = {
        "author": f"{{{authors}}}" if authors else "",
        "title": f"{{{{{_latex(item['title'])}}}}}",
        "type": _braced(item.get("genre", "")),
        "institution": f"{{{_braced(item['publisher'])}}}" if "publisher" in item else "",
        "number": _braced(item["number"]),
        "year": f"{{{year:04d}}}" if year else "",
        "month": _MONTHS[month - 1] if 1 <= month <= 12 else "",
        "day": f"{{{day}}}" if day else "",
        "language": _braced(item.get("language", "")),
        "url": f"{{{item['URL']}}}" if "URL" in item else "",
        "note": _braced(item.get("note", "")),
    }
    lines = [f"  {name} = {value},\n" for name, value in fields.items() if value]
    return f"@techreport{{{item['id']},\n{''.join(lines)}}}\n"


def _braced(text: str) -> str:
    return f"{{{_latex(text)}}}" if text else ""


def _latex(text: str) -> str:
    return "".join(_LATEX.get(character, character) for character in text)
