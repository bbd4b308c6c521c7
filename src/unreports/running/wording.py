"""What a notebook says, run by run: its sentences, and the words in which they differ."""

from __future__ import annotations

import json
import re
from difflib import SequenceMatcher
from html import unescape
from pathlib import Path
from typing import NamedTuple

from unreports.site.markup import SENTENCE

_NO_SENTENCE = re.compile("<(?:h[1-6]|table|ul|ol|pre)")
_TAG = re.compile("<[^>]*>")
_WORDS = re.compile(r"\s+|\w+(?:[.,]\d+)*|[^\w\s]")
_TABLE = re.compile(r'<div class="table-scroll" id="table-([\w-]+)".*?<thead>(.*?)</thead>', re.S)
_HEAD = re.compile(r"<th[^>]*>(.*?)</th>", re.S)


class Piece(NamedTuple):
    """A part of a text, and whether the first run has it not."""

    text: str
    other: bool = False


def sentences(path: Path) -> dict[str, str]:
    """Read the sentences of an executed notebook by cell and number; none where it is not there."""
    found: dict[str, str] = {}
    for place, html in _outputs(path):
        if html.startswith(f'<div class="{SENTENCE}">') and not _NO_SENTENCE.search(html):
            found[place] = unescape(_TAG.sub("", html)).strip()
    return found


def shown_columns(path: Path) -> dict[str, list[str]]:
    """Read which columns an executed notebook shows of each table that it writes."""
    return {
        match[1]: [
            _TAG.sub("", unescape(head)).replace(" ", "_") for head in _HEAD.findall(match[2])
        ]
        for _, html in _outputs(path)
        if (match := _TABLE.match(html))
    }


def _outputs(path: Path) -> list[tuple[str, str]]:
    if not path.is_file():
        return []
    return [
        (f"{cell.get('id', '')}-{number}", "".join(output.get("data", {}).get("text/html", "")))
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        for number, output in enumerate(cell.get("outputs", []))
    ]


def pieces(base: str, text: str) -> tuple[Piece, ...]:
    """Part a text into what another one has too and what it has not, word by word.

    Examples
    --------
    >>> [piece.text for piece in pieces("Of 3 topics, two hold.", "Of 5 topics, two hold.")]
    ['Of ', '5', ' topics, two hold.']
    """
    one, other = _WORDS.findall(base), _WORDS.findall(text)
    found: list[Piece] = []
    for kind, _, _, start, end in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        part, new = "".join(other[start:end]), kind != "equal"
        if new or part.strip() or not found or not found[-1].other:
            found.append(Piece(part, new))
        else:  # a space between two words that are new
            found[-1] = Piece(found[-1].text + part, True)
        if len(found) > 1 and found[-2].other and found[-1].other:
            found[-2:] = [Piece(found[-2].text + found[-1].text, True)]
    return tuple(piece for piece in found if piece.text)
