"""The tables of a run as explorers read them, and citations as their data holds them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from unreports.site.references import anchor, expand, page_name, parse_reference
from unreports.site.text import visible

if TYPE_CHECKING:
    import pandas as pd

    from unreports.corpus import Corpus

_NUMBERED = re.compile(r"(?:par|para|paras)\. \d+(?:-\d+)?")


class Tables:
    """The tables that a run wrote.

    Parameters
    ----------
    folder : Path
        The folder `tables/`.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, name: str, columns: Iterable[str]) -> pd.DataFrame | None:
        """Read a table as text, or return None where it is missing, empty or another one."""
        import pandas as pd

        file = self.folder / f"{name}.csv"
        if not file.is_file():
            return None
        frame = pd.read_csv(file, dtype=str, keep_default_na=False, encoding="utf-8")
        return frame if len(frame) and set(columns) <= set(frame.columns) else None


class Citations:
    """Citations made short: each document is named once, and a place leads to its anchor.

    Parameters
    ----------
    corpora : sequence of Corpus
        The documents that have a page.
    """

    def __init__(self, corpora: Sequence[Corpus]) -> None:
        self._languages = {
            symbol: language
            for corpus in corpora
            for symbol, language in zip(
                corpus.documents["symbol"], corpus.documents["language"], strict=True
            )
        }
        self._places = {symbol: place for place, symbol in enumerate(self._languages)}

    @cached_property
    def pages(self) -> list[list[str]]:
        """The documents: symbol, page, language."""
        return [
            [visible(symbol), f"{page_name(symbol)}.html", language]
            for symbol, language in self._languages.items()
        ]

    def short(self, text: str, limit: int | None = None) -> list[Any]:
        """Return each citation in a text as [document, place], with its anchor if it is no number.

        What leads nowhere is left as text; what is beyond the limit is left out and counted at the
        end.

        Examples
        --------
        >>> import unreports
        >>> citations = Citations([unreports.load_corpus("data/corpus")])
        >>> citations.short("A/75/345, par. 2, 5-6; CEB/2021/1, résumé; a remark")
        [[0, 'par. 2'], [0, 'par. 5-6'], [1, 'résumé', 'resume'], 'a remark']
        >>> citations.short("A/75/345, par. 2, 5-6, 8", limit=2)
        [[0, 'par. 2'], [0, 'par. 5-6'], 1]
        """
        every = expand(text.replace(" ; ", "; "))
        found: list[Any] = [self._one(part) for part in every[:limit]]
        return [*found, len(every) - len(found)] if len(every) > len(found) else found

    def _one(self, text: str) -> Any:
        reference = parse_reference(text)
        if reference is None or reference.symbol not in self._places:
            return visible(text)
        document, place = self._places[reference.symbol], reference.place
        return [document, place] if _NUMBERED.fullmatch(place) else [document, place, anchor(place)]


class Numbering:
    """Texts that come again and again, each said once and then by its number."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def __call__(self, text: str) -> int:
        """Return the number of a text."""
        return self._numbers.setdefault(visible(text), len(self._numbers))

    @property
    def texts(self) -> list[str]:
        """The texts in the order of their numbers."""
        return list(self._numbers)


def number(text: str) -> float | None:
    """Return the number that a cell holds, whole where it is whole, or None.

    Examples
    --------
    >>> number("12"), number("0.50"), number(""), number("inf")
    (12, 0.5, None, None)
    """
    try:
        value = float(text)
    except ValueError:
        return None
    if value != value or value in (float("inf"), float("-inf")):
        return None
    return int(value) if value == int(value) else value
