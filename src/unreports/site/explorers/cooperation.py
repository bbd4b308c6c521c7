"""What the explorers of cooperation show: pairs, and for each the sentences behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from unreports.site.explorers.tables import Citations, Numbering, Tables
from unreports.site.markup import shorten
from unreports.site.references import expand
from unreports.site.text import visible

if TYPE_CHECKING:
    from unreports.corpus import Corpus

_MOST = 4000  # pairs that a page can hold, those in most paragraphs
_CITED = 200  # paragraphs of a pair
_SENTENCE = 400  # characters


def data(tables: Tables, corpora: Sequence[Corpus]) -> dict[str, Any] | None:
    """Return who works with whom, each pair with its paragraphs and a sentence of each, or None."""
    pairs = tables.read("cooperation_pairs", ("un", "partner", "paragraphs", "references"))
    if pairs is None:
        return None
    labels = _labels(tables)
    kept = pairs.assign(n=pairs["paragraphs"].astype(int)).nlargest(_MOST, "n", keep="first")
    citations, names, sentences = Citations(corpora), Numbering(), Numbering()
    best = _Sentences(tables)
    listed: Any = kept.itertuples(index=False)
    rows = [
        [
            names(row.un),
            names(row.partner),
            int(row.n),
            [
                [citations.short(reference)[0], sentences(best(reference, row.un, row.partner))]
                for reference in expand(row.references)[:_CITED]
            ],
        ]
        for row in listed
    ]
    return {
        "pages": citations.pages,
        "pairs": rows,
        "organisations": [[visible(labels.get(name, name)), name] for name in names.texts],
        "sentences": [visible(shorten(text, (), _SENTENCE)) for text in sentences.texts],
        "left": len(pairs) - len(kept),
    }


def _labels(tables: Tables) -> dict[str, str]:
    frame = tables.read("organisation_names", ("label", "name"))
    return {} if frame is None else dict(zip(frame["name"], frame["label"], strict=True))


class _Sentences:
    """The sentence of a paragraph that says most of a pair.

    The pairs of the table may be of whole organisations, the sentences of their bodies; so the
    sentence that names both comes first, then one that names either, then the first.
    """

    def __init__(self, tables: Tables) -> None:
        columns = ("un", "partner", "reference", "sentence")
        frame = tables.read("cooperation", columns)
        names = tables.read("organisation_names", ("organisation", "name"))
        known: dict[str, str] = {}
        if names is not None:
            known = dict(zip(names["organisation"], names["name"], strict=True))
        self._rows: dict[str, list[tuple[str, str, str]]] = {}
        if frame is not None:
            rows: Any = frame[list(columns)].itertuples(index=False)
            for un, partner, reference, sentence in rows:
                own = (known.get(un, un), known.get(partner, partner), sentence)
                self._rows.setdefault(reference, []).append(own)

    def __call__(self, reference: str, un: str, partner: str) -> str:
        rows = self._rows.get(reference, [("", "", "")])
        return max(rows, key=lambda row: (row[0] == un) + (row[1] == partner))[2]
