"""The parts of a page that a reader can explore, and the scripts that each needs.

A notebook page holds a place for an explorer, `<div data-explorer="timeline">`, beside the static
figure that stands there without scripts. The page then runs the scripts named here, which find
their places by that attribute and their data in `unreports.data` (see `assets.write_data`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

# The kind of explorer -> files in `assets/`, in the order in which they run: library, data, own.
EXPLORERS: dict[str, tuple[str, ...]] = {}


def explorer_scripts(soup: BeautifulSoup) -> tuple[str, ...]:
    """Return the scripts that the explorers on a page need, each once."""
    kinds = [str(tag["data-explorer"]) for tag in soup.select("[data-explorer]")]
    return tuple(dict.fromkeys(file for kind in kinds for file in EXPLORERS.get(kind, ())))
