"""The HTML of what a notebook shows: tables, figures, sentences, quotations.

Text from documents is data: it is escaped here, whatever characters it holds. The HTML stands by
itself, so that it reads well in JupyterLab too; the pages add their style sheet.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from unreports.site.references import PAGES, is_citation, link, link_all, page_name
from unreports.site.text import escaped

if TYPE_CHECKING:
    import pandas as pd

SENTENCE = "sentence"  # the class by which the index of a run finds what a notebook says
# Columns whose cells are in the language of the documents, not in that of the page.
_TEXT_COLUMNS = frozenset(
    {"text", "title", "term", "sentence", "left", "match", "right", "surface", "session"}
)
_CITED_IN_CELL = 4
_CELL = 300  # characters of a text to show in a cell; the file has all
_SHORT = 16  # characters that stay on one line, such as a date or a symbol
_LONG = 100  # characters from which a text gets room to be read


def plain(value: Any) -> str:
    """Write one value of a table as text: lists joined, floats readable, nothing for missing.

    Examples
    --------
    >>> plain(0.1 + 0.2), plain(1234567.0), plain(None), plain(["paix", "droit"]), plain(True)
    ('0.3', '1234567', '', 'paix; droit', 'true')
    """
    if isinstance(value, (list, tuple, set, frozenset)) or type(value).__name__ == "ndarray":
        items = sorted(value, key=str) if isinstance(value, (set, frozenset)) else value
        return "; ".join(plain(item) for item in items)
    if value is None or type(value).__name__ in ("NAType", "NaTType") or value != value:
        return ""
    if isinstance(value, bool) or type(value).__name__ in ("bool", "bool_"):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.6g}" if abs(value) < 1e6 else f"{value:.0f}"
    return str(value)


def table_html(
    frame: pd.DataFrame,
    *,
    caption: str,
    rows: int,
    file: str | None,
    name: str | None = None,
    known: Collection[str] = (),
    language: str = "",
) -> str:
    """Return an accessible table of the first rows, with what it leaves out said beneath.

    Parameters
    ----------
    frame : DataFrame
        Shown without its index; the first column heads each row.
    caption : str
        What the table shows; may be empty.
    rows : int
        How many rows to show.
    file : str or None
        The address of the file with all rows.
    name : str, optional
        The table's name, by which links find it.
    known : collection of str
        The symbols that have a page to link to.
    language : str
        The language of the columns that quote documents, or "".
    """
    numeric = {name: _is_numeric(frame[name]) for name in frame.columns}
    head = "".join(
        f'<th scope="col"{_number_class(numeric[name])}>{escaped(_words(str(name)))}</th>'
        for name in frame.columns
    )
    body = []
    for values in frame.head(rows).itertuples(index=False, name=None):
        cells = [
            _cell(value, str(name), position == 0, numeric[name], known, language)
            for position, (name, value) in enumerate(zip(frame.columns, values, strict=True))
        ]
        body.append(f"<tr>{''.join(cells)}</tr>")
    label = escaped(caption) or "Table"
    return (
        f'<div class="table-scroll"{_id("table", name)} role="region" aria-label="{label}" '
        f'tabindex="0">'
        f"<table>{f'<caption><span>{escaped(caption)}</span></caption>' if caption else ''}"
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
        f"{_extent(min(rows, len(frame)), len(frame), file)}"
    )


def _id(kind: str, name: str | None) -> str:
    return f' id="{kind}-{escaped(name)}"' if name else ""


def _cell(
    value: object, name: str, first: bool, numeric: bool, known: Collection[str], language: str
) -> str:
    tag = "th" if first else "td"
    scope = ' scope="row"' if first else ""
    lang = f' lang="{escaped(language)}"' if language and name in _TEXT_COLUMNS else ""
    text = _number(value) if numeric else plain(value)
    short = len(text) <= _SHORT and " " not in text  # a hyphen would break a date
    kind = "number" if numeric else "short" if short else ""
    if not kind:
        kind = "references" if is_citation(text) else "text" if len(text) > _LONG else ""
    style = f' class="{kind}"' if kind else ""
    return f"<{tag}{scope}{lang}{style}>{_content(text, name, numeric, known)}</{tag}>"


def _content(text: str, name: str, numeric: bool, known: Collection[str]) -> str:
    if name == "symbol" and text in known:
        return f'<a href="{PAGES}{page_name(text)}.html">{escaped(text)}</a>'
    if is_citation(text):
        return link_all([text], known, _CITED_IN_CELL)
    return escaped(text if numeric else shorten(text, limit=_CELL))


def _number(value: object) -> str:
    """Write a number for reading, to about three digits; the file keeps them all."""
    text = plain(value)
    if isinstance(value, float) and text:
        size = abs(value)
        digits = 0 if size >= 1000 or value == int(value) else 1 if size >= 100 else 2
        text = f"{value:.{digits}f}" if size >= 1 or value == 0 else f"{value:.3g}"
    return text.replace("-", "\N{MINUS SIGN}")


def _is_numeric(column: Any) -> bool:
    return str(column.dtype).lower().startswith(("int", "uint", "float"))


def _number_class(numeric: bool) -> str:
    return ' class="number"' if numeric else ""


def _words(name: str) -> str:
    return name.replace("_", " ")


def _extent(shown: int, total: int, file: str | None) -> str:
    if total == 0:
        extent = "No rows"
    elif shown == total:
        extent = f"{total} row{'' if total == 1 else 's'}"
    else:
        extent = f"{shown} of {total} rows"
    if file is None:
        return f'<p class="extent">{extent}.</p>' if shown < total or not total else ""
    name = escaped(file.removeprefix("../"))
    every = "all in" if shown < total else "in"
    return f'<p class="extent">{extent}; {every} <a href="{escaped(file)}">{name}</a>.</p>'


def figure_html(
    image: str,
    *,
    name: str = "",
    width: int,
    height: int,
    alt: str,
    caption: str,
    files: Sequence[str],
    table: str = "",
) -> str:
    """Return a figure: the image, its text alternative, caption, files and the table behind it.

    Parameters
    ----------
    image : str
        Its address.
    name : str
        The figure's name, by which links find it.
    width, height : int
        In CSS pixels.
    alt, caption : str
        What it shows, and what stands beneath it.
    files : sequence of str
        The addresses of its files; the image itself leads to the first.
    table : str
        The name of the table that it is drawn from.
    """
    links = [
        f'<a href="{escaped(file)}">{escaped(file.rpartition(".")[2].upper())}</a>'
        for file in files
    ]
    if table:
        links.insert(0, f'<a href="#table-{escaped(table)}">Table</a>')
    words = f"{escaped(caption)} " if caption else ""
    return (
        f'<figure{_id("figure", name)}><a class="enlarge" href="{escaped(files[0])}">'
        f'<img src="{image}" width="{width}" height="{height}" '
        f'alt="{escaped(alt)}"></a>'
        f'<figcaption>{words}<span class="files">{", ".join(links)}</span></figcaption></figure>'
    )


def quotation_html(
    text: str, reference: str, language: str, highlight: Iterable[str], known: Collection[str]
) -> str:
    """Return a quotation with its citation beneath, the given words marked."""
    lang = f' lang="{escaped(language)}"' if language else ""
    paragraphs = "".join(f"<p>{mark(line, highlight)}</p>" for line in text.split("\n"))
    return (
        f'<figure class="quotation"><blockquote{lang}>{paragraphs}</blockquote>'
        f"<figcaption>{link(reference, known)}</figcaption></figure>"
    )


def mark(text: str, words: Iterable[str]) -> str:
    """Escape a text and mark the words in it, whole and in any case.

    Examples
    --------
    >>> mark("La paix & la Paix, paixhan", ["paix"])
    'La <mark>paix</mark> &amp; la <mark>Paix</mark>, paixhan'
    """
    pattern = pattern_of(words)
    if pattern is None:
        return escaped(text)
    pieces, last = [], 0
    for match in pattern.finditer(text):
        pieces += [escaped(text[last : match.start()]), f"<mark>{escaped(match[0])}</mark>"]
        last = match.end()
    return "".join(pieces) + escaped(text[last:])


def pattern_of(words: Iterable[str]) -> re.Pattern[str] | None:
    """Return a pattern for any of the words, the longest first, or None without words."""
    ordered = sorted({word for word in words if word}, key=lambda word: (-len(word), word))
    if not ordered:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)", re.IGNORECASE)


def shorten(text: str, words: Iterable[str] = (), limit: int = 600) -> str:
    """Cut a long text between words, near the first of the given words, with "[…]" for the rest.

    Examples
    --------
    >>> shorten("Un premier point. Un second point, plus long.", limit=20)
    'Un premier point. […]'
    """
    if len(text) <= limit:
        return text
    pattern = pattern_of(words)
    found = pattern.search(text) if pattern else None
    begin = 0 if found is None or found.end() <= limit else found.start() - limit // 3
    if begin > 0:
        begin = text.find(" ", begin) + 1
    end = begin + limit
    if end < len(text):
        sentence = max(text.rfind(stop, begin, end) for stop in (". ", "; ", ".\n", ";\n"))
        end = sentence + 1 if sentence > begin + limit // 2 else text.rfind(" ", begin, end)
    cut = text[begin:end].rstrip()
    return f"{'[…] ' if begin else ''}{cut}{' […]' if end < len(text) else ''}"
