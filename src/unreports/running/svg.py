"""An SVG file of matplotlib written shorter: the same picture in about half of the bytes.

What goes is what no viewer shows: six decimals of a point, line breaks within paths, names of
groups, descriptions in RDF, comments. Curves, fonts drawn as paths and the title stay.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

_UNSEEN = re.compile(r"<!DOCTYPE[^>]*>|<metadata>.*?</metadata>|<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_NUMBER = re.compile(r"\d*\.\d+(?:e-?\d+)?")
_COMMAND = re.compile(r"\s*([A-Za-z])\s*")
_PATH = re.compile(r'(?<=\sd=")[^"]*')
_ID = re.compile(r'\bid="([^"]*)"')
_REFERENCE = re.compile(r'(?<=href="#)[^"]+|(?<=url\(#)[^)]+')
_GLYPH = re.compile(r'(<use [^<>]*)transform="translate\((-?[\d.]+)(?: (-?[\d.]+))?\)"')


def shortened(svg: str) -> str:
    """Return the same picture in fewer characters.

    Parameters
    ----------
    svg : str
        As matplotlib's SVG backend writes it, its texts as paths.

    Examples
    --------
    >>> shortened('<svg><!-- 1 --><g id="a"><path d="M 1.23456 2 \\nL 3 4 \\nz\\n"/></g></svg>')
    '<svg><path d="M1.23 2L3 4z"/></svg>'
    """
    svg = _UNSEEN.sub("", svg)
    names = _short_names(svg)
    pieces: list[str] = []
    start = 0
    bare: list[bool] = []  # of each open group, whether it says nothing
    for match in _TAG.finditer(svg):
        pieces.append(_between(svg[start : match.start()]))
        start = match.end()
        tag = match[0]
        if tag == "</g>":
            pieces.append("" if bare.pop() else tag)
            continue
        tag = _short_tag(tag, names)
        if tag.startswith("<g") and not tag.endswith("/>"):
            bare.append(tag == "<g>")
        pieces.append("" if tag in ("<g>", "<g/>", "<defs/>") else tag)
    return "".join(pieces) + svg[start:]


def _between(text: str) -> str:
    """What stands between two tags: the title's words, or blanks for the eye."""
    return text if text.strip() else ""


def _short_names(svg: str) -> dict[str, str]:
    """Name what is referred to, the most used in the fewest letters."""
    used = Counter(_REFERENCE.findall(svg))
    return {name: _name(place) for place, (name, _) in enumerate(used.most_common())}


def _name(place: int) -> str:
    """Count in letters: a, b, ... z, ba, bb."""
    place, letter = divmod(place, 26)
    return (_name(place) if place else "") + chr(ord("a") + letter)


def _short_tag(tag: str, names: dict[str, str]) -> str:
    if tag.startswith("<?"):
        return tag
    if "." in tag and not tag.startswith("<a ") and 'href="data:' not in tag:
        tag = _NUMBER.sub(_short_number, tag)
    if tag.startswith("<use"):
        tag = _GLYPH.sub(_place, tag)
    if ' d="' in tag:
        tag = _PATH.sub(lambda m: _COMMAND.sub(r"\1", m[0]).strip(), tag)
    if 'id="' in tag:
        tag = _ID.sub(lambda m: f'id="{names[m[1]]}"' if m[1] in names else "", tag)
    if "#" in tag:
        tag = _REFERENCE.sub(lambda m: names[m[0]], tag)
    return tag.replace(" >", ">").replace(" />", "/>").replace(": ", ":").replace("; ", ";")


def _place(match: re.Match[str]) -> str:
    x, y = match[2], match[3] or "0"
    return f'{match[1]}x="{x}"' + (f' y="{y}"' if y != "0" else "")


def _short_number(match: re.Match[str]) -> str:
    return _number(match[0])


@lru_cache(maxsize=50_000)
def _number(text: str) -> str:
    """A hundredth of a point is finer than any screen or press; scales below 1 keep their ratio."""
    value = float(text)
    short = f"{value:.2f}" if value >= 1 else f"{value:.6f}"
    return short.rstrip("0").rstrip(".") or "0"
