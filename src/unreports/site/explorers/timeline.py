"""What the explorer of the timeline shows: dated events and plans, each with its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from unreports.site.explorers.tables import Citations, Numbering, Tables
from unreports.site.markup import shorten
from unreports.site.text import visible

if TYPE_CHECKING:
    import pandas as pd

    from unreports.corpus import Corpus

_COLUMNS = (
    "begin", "finish", "precision", "role", "sentence", "organisations", "topic", "reference",
    "symbol", "section", "text",
)  # fmt: skip
_MOST = 5000  # events that a page can hold
_SENTENCE = 500  # characters


def data(tables: Tables, corpora: Sequence[Corpus]) -> dict[str, Any] | None:
    """Return the events and plans of a run with their organisations and themes, or None.

    Where there are more than a page can hold, the latest are kept.
    """
    import pandas as pd

    from unreports.analysis.timeline import bulk
    from unreports.figures.timeline import ROLES

    events = tables.read("events", _COLUMNS)
    if events is None:
        return None
    plans = tables.read("plans", _COLUMNS)
    found = [events] if plans is None else [events, plans]
    rows = pd.concat(found, ignore_index=True)
    rows = rows[rows["begin"] != ""].drop_duplicates()
    rows = rows.sort_values(["begin", "finish"], kind="stable")
    kept = rows.tail(_MOST).reset_index(drop=True)
    if kept.empty:
        return None
    citations, names, themes = Citations(corpora), Numbering(), Numbering()
    partners, named = _organisations(kept, corpora)
    listed: Any = enumerate(kept.itertuples(index=False))
    return {
        "pages": citations.pages,
        "events": [
            [
                row.begin,
                row.finish,
                row.precision,
                row.role,
                visible(shorten(row.sentence, [row.text], _SENTENCE)),
                visible(row.text),
                citations.short(row.reference)[0],
                [names(name) for name in partners[place]],
                [names(name) for name in named[place]],
                [themes(theme) for theme in _themes(row.topic)],
            ]
            for place, row in listed
        ],
        "organisations": names.texts,
        "themes": themes.texts,
        "roles": [role for role in ROLES if role in set(kept["role"])],
        "view": bulk(events),
        "left": len(rows) - len(kept),
    }  # fmt: skip


def _themes(topic: str) -> list[str]:
    from unreports.language.themes import theme_label

    return [theme_label(theme, "en") for theme in topic.split("; ") if theme]


def _organisations(
    events: pd.DataFrame, corpora: Sequence[Corpus]
) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """Return the names of each event's partners, as in the figure, and of all that it names."""
    from unreports.analysis.timeline import lanes

    partners: dict[int, list[str]] = {place: [] for place in events.index}
    named: dict[int, list[str]] = {place: [] for place in events.index}
    for corpus in corpora:
        own = events[events["symbol"].isin(corpus.symbols)].rename_axis("place").reset_index()
        own = own[[not partners[place] for place in own["place"]]]
        for place, lane in lanes(corpus, own, "partner")[["place", "lane"]].itertuples(index=False):
            partners[place] += [lane] if lane else []
        languages = dict(zip(corpus.documents["symbol"], corpus.documents["language"], strict=True))
        gazetteer = corpus.mentions.gazetteer
        columns = (own[name] for name in ("place", "symbol", "organisations"))
        for place, symbol, organisations in zip(*columns, strict=True):
            ids = [one for one in organisations.split("; ") if one]
            names = [gazetteer.name(one, languages[symbol]) for one in ids]
            named[place] = list(dict.fromkeys([*partners[place], *names]))
    return partners, named
