"""The frame that all pages share: head, style, navigation.

A content security policy in each page makes it certain that opening it asks the network nothing and
runs no script but those of `assets/`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from unreports.site.assets import FOLDER
from unreports.site.text import visible

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "template"


@dataclass(frozen=True)
class Heading:
    """A line of a list of contents."""

    level: int
    id: str
    text: str


@dataclass(frozen=True)
class Link:
    """The address of another page, and its title."""

    address: str
    title: str


def render(
    template: str,
    *,
    lang: str = "en",
    index: str = "",
    assets: str = "",
    scripts: Sequence[str] = (),
    **values: Any,
) -> str:
    """Fill one of the templates; values that are not `Markup` are escaped.

    Parameters
    ----------
    template : str
        Its file.
    lang : str
        The language of the page.
    index : str
        The relative address of the index, or "" on the index itself.
    assets : str
        The relative address of `assets/`, where it is not beside the index.
    scripts : sequence of str
        Names of files in `assets/` to run once the page is read, in this order.
    **values
        What else the template asks for.
    """
    return (
        _environment()
        .get_template(template)
        .render(
            lang=lang,
            index=index,
            assets=assets or index.removesuffix("index.html") + FOLDER,
            scripts=("site.js", *scripts),
            version=version("unreports"),
            **values,
        )
    )


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    # Undefined is an error in our templates but for the optional parts of the frame.
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        finalize=_finalize,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    environment.globals.update(earlier=None, later=None, headings=(), content="")
    return environment


def _finalize(value: Any) -> Any:
    """Show what cannot be seen; safe HTML, a class of its own, has been through this."""
    return visible(value) if type(value) is str else value


def slug(text: str) -> str:
    """Return an id made of a heading's words.

    Examples
    --------
    >>> slug("What is it that's counted? (Été 2020)")
    'what-is-it-that-s-counted-ete-2020'
    """
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "section"


def unique(name: str, taken: set[str]) -> str:
    """Return the name, or the name with a number where it is taken; and take it."""
    candidate, count = name, 1
    while candidate in taken:
        count += 1
        candidate = f"{name}-{count}"
    taken.add(candidate)
    return candidate
