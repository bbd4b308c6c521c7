"""What the explorer of terms shows: the terms of each part of a contrast, with their intervals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from unreports.site.explorers.tables import Citations, Numbering, Tables, number
from unreports.site.text import visible

if TYPE_CHECKING:
    from unreports.corpus import Corpus

_TABLES = {"terms": "as contrasted above", "section_terms": "section by section"}
_COLUMNS = (
    "term", "part", "frequency", "paragraphs", "dispersion", "g2", "log_ratio", "references",
)  # fmt: skip
_MOST = 4000  # rows of a table that a page can hold, those with the strongest evidence
_CITED = 24  # paragraphs in a row


def data(tables: Tables, corpora: Sequence[Corpus]) -> dict[str, Any] | None:
    """Return the tables of terms by part, or None; intervals where a table has them."""
    citations, parts = Citations(corpora), Numbering()
    contrasts = []
    for name, title in _TABLES.items():
        frame = tables.read(name, _COLUMNS)
        if frame is None:
            continue
        strength = frame["g2"].map(lambda text: abs(number(text) or 0))
        kept = frame.loc[strength.nlargest(_MOST, keep="first").sort_index().index]
        rows = [
            [
                visible(row["term"]),
                parts(row["part"]),
                *(number(row[c]) for c in ("frequency", "paragraphs", "log_ratio")),
                number(row.get("low", "")),
                number(row.get("high", "")),
                *(number(row[c]) for c in ("dispersion", "g2")),
                citations.short(row["references"], _CITED),
            ]
            for row in kept.to_dict("records")
        ]
        left = len(frame) - len(kept)
        contrasts.append({"name": name, "title": title, "rows": rows, "left": left})
    if not contrasts:
        return None
    languages = {language for _, _, language in citations.pages}
    return {
        "pages": citations.pages,
        "parts": parts.texts,
        "contrasts": contrasts,
        "lang": languages.pop() if len(languages) == 1 else "",
    }
