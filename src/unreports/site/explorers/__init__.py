"""What a reader can explore on the page of a notebook, beneath the static figure or table.

An explorer is made from the tables that the run wrote and from the corpus; where the page has no
such figure, or the run no such table, there is none. Its place on the page is an empty section,
hidden until its script fills it, so that print and readers without scripts have the figure alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from unreports.site.assets import write_data
from unreports.site.explorers import concordance, cooperation, terms, timeline, topics
from unreports.site.explorers.libraries import write_library
from unreports.site.explorers.tables import Tables

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

    from unreports.corpus import Corpus

_COMMON = "explore-common.js"


@dataclass(frozen=True)
class Explorer:
    """One kind of explorer.

    Parameters
    ----------
    kind : str
        Its name, by which the script finds its place.
    title : str
        The heading over it.
    beneath : tuple of str
        Ids of the figures and tables that it may belong to; it stands under the first on the page.
    data : str
        The name of its data, which several may share.
    script : str
        The file in `assets/` that fills it.
    library : str
        The library that it draws with ("plotly", "datatables"), or "".
    """

    kind: str
    title: str
    beneath: tuple[str, ...]
    data: str
    script: str
    library: str = ""


EXPLORERS = (
    Explorer(
        "timeline", "Explore the timeline", ("figure-timeline",),
        "timeline", "explore-timeline.js", "plotly",
    ),
    Explorer(
        "matrix", "Explore who works with whom", ("figure-cooperation_matrix",),
        "cooperation", "explore-cooperation.js", "plotly",
    ),
    Explorer(
        "network", "Explore the network", ("figure-cooperation_network",),
        "cooperation", "explore-cooperation.js", "plotly",
    ),
    Explorer(
        "topics", "Explore the topics", ("figure-topic_map", "table-topic_map"),
        "topics", "explore-topics.js", "plotly",
    ),
    Explorer(
        "terms", "Explore the terms", ("table-terms",),
        "terms", "explore-terms.js", "datatables",
    ),
    Explorer(
        "concordance", "Look up any word in context", ("table-concordance", "table-terms"),
        "concordance", "explore-concordance.js",
    ),
)  # fmt: skip

_DATA: dict[str, Callable[[Tables, Sequence[Corpus]], Any]] = {
    "timeline": timeline.data,
    "cooperation": cooperation.data,
    "topics": topics.data,
    "terms": terms.data,
    "concordance": concordance.data,
}


class Explorers:
    """The explorers of a run.

    Parameters
    ----------
    folder : Path
        The folder of the run, which has the tables.
    corpora : sequence of Corpus
        The documents that were read for it.

    Attributes
    ----------
    files : set of str
        What was written into `assets/` so far.
    """

    def __init__(self, folder: Path, corpora: Sequence[Corpus]) -> None:
        self._folder, self._corpora = folder, corpora
        self._tables = Tables(folder / "tables")
        self._there: dict[str, bool] = {}
        self._libraries: set[str] = set()
        self.files: set[str] = set()

    def place(self, soup: BeautifulSoup) -> tuple[str, ...]:
        """Put the explorers that belong to a page on it; return the scripts that it then needs."""
        scripts: dict[str, None] = {}
        for explorer in EXPLORERS:
            found = (soup.find(id=name) for name in explorer.beneath)
            place = next((tag for tag in found if tag), None)
            if place is not None and self._has(explorer):
                _insert(soup, place, explorer)
                scripts |= dict.fromkeys((f"data-{explorer.data}.js", _COMMON, explorer.script))
        return tuple(scripts)

    def _has(self, explorer: Explorer) -> bool:
        """Write what an explorer needs, once; tell whether the run has the data for it."""
        if explorer.data not in self._there:
            value = _DATA[explorer.data](self._tables, self._corpora)
            self._there[explorer.data] = value is not None
            if value is not None:
                self.files.add(write_data(self._folder, explorer.data, value))
            if value is not None and explorer.data == "concordance":
                self.files |= concordance.write_texts(self._folder, self._corpora)
        there = self._there[explorer.data]
        if there and explorer.library and explorer.library not in self._libraries:
            self.files.add(write_library(self._folder, explorer.library))
            self._libraries.add(explorer.library)
        return there


def _insert(soup: BeautifulSoup, place: Tag, explorer: Explorer) -> None:
    """Add the section of an explorer after the output that its figure or table is in."""
    name = f"explore-{explorer.kind}"
    attributes = {
        "class": "explorer",
        "id": name,
        "data-explorer": explorer.kind,
        "aria-labelledby": f"{name}-title",
        "hidden": "",
    }
    section = soup.new_tag("section", attrs=attributes)
    heading = soup.new_tag("h3", attrs={"id": f"{name}-title"})
    heading.string = explorer.title
    section.append(heading)
    after: Any = place.find_parent(class_="output") or place
    while (following := after.find_next_sibling()) is not None and following.has_attr(
        "data-explorer"
    ):
        after = following
    after.insert_after(section)
