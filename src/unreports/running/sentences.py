"""Sentences that a notebook computes: Markdown by the author, values from the data.

The template is rendered first and the values put in afterwards, escaped, so that nothing a
document contains is ever read as Markdown or HTML.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from string import Formatter
from typing import TYPE_CHECKING, Any

from unreports.site.markup import plain
from unreports.site.references import is_citation, link_all
from unreports.site.text import escaped

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_TOKEN = re.compile("\ue000([0-9]+)\ue001")


def count(number: int, noun: str, plural: str = "") -> str:
    """Write a number with its noun.

    Examples
    --------
    >>> count(1, "paragraph"), count(1200, "paragraph"), count(2, "entity", "entities")
    ('1 paragraph', '1,200 paragraphs', '2 entities')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def sentence_html(template: str, values: Mapping[str, Any], known: Collection[str] = ()) -> str:
    """Return a sentence as HTML.

    Parameters
    ----------
    template : str
        Markdown with the fields of `str.format`; raw HTML in it is shown, not obeyed. Without
        values it is taken as it stands, braces included.
    values : mapping
        What the fields stand for. A citation becomes a link, and a list of citations several.
    known : collection of str
        The symbols that have a page to link to.

    Examples
    --------
    >>> sentence_html("**{term}** stands in {where}.", {"term": "<b>", "where": "A/1, par. 2"})
    '<p><strong>&lt;b&gt;</strong> stands in <a href="../html/A_1.html#par-2">A/1, par. 2</a>.</p>'
    """
    formatter = _Fields(known)
    text = re.sub("[\ue000\ue001]", "", template)
    if values:
        text = formatter.vformat(text, (), values)
    rendered = str(_markdown().render(text)).strip()
    return _TOKEN.sub(lambda match: formatter.content[int(match[1])], rendered)


def sentence_text(template: str, values: Mapping[str, Any]) -> str:
    """Return a sentence as plain text, for a reader without HTML."""
    return _Plain().vformat(template, (), values) if values else template


class _Plain(Formatter):
    """`str.format` that joins lists and shortens floats as the tables do."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec:
            return format(value, format_spec)
        return ", ".join(map(plain, value)) if _is_list(value) else plain(value)


class _Fields(Formatter):
    """`str.format` that leaves a token for each field and keeps its HTML for later."""

    def __init__(self, known: Collection[str]) -> None:
        self.known, self.content = known, list[str]()

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec:
            content = escaped(format(value, format_spec))
        elif _is_list(value):
            content = _list_html(value, self.known)
        else:
            text = plain(value)
            content = link_all([text], self.known) if is_citation(text) else escaped(text)
        self.content.append(content)
        return f"\ue000{len(self.content) - 1}\ue001"


def _is_list(value: object) -> bool:
    return isinstance(value, Iterable) and not isinstance(value, (str, bytes, Mapping))


def _list_html(values: Iterable[object], known: Collection[str]) -> str:
    texts = [plain(value) for value in values]
    if all(map(is_citation, texts)):
        return link_all(texts, known)
    return ", ".join(escaped(text) for text in texts)


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table")
