"""The times that reports name: events with their sentences, and how often each month is named.

A date counts for what it is. A day and a month count in their month; a range of days or
months that stays within a year counts once in each month it touches; a year, and any longer range,
is never smeared over months but counted apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
import pandas as pd

from unreports.corpus import Corpus
from unreports.language import sentences
from unreports.language.themes import main_themes, theme_label

By = Literal["partner", "theme", "section", "role"]

EVENT_COLUMNS = [
    "begin", "finish", "precision", "role", "sentence", "organisations", "places", "topic",
    "reference", "symbol", "paragraph", "section", "title", "text", "value", "modifier",
]  # fmt: skip
MONTH_COLUMNS = ["month", "role", "count", "references"]
MONTHLY = ("day", "month", "time", "week")
_WITHIN_A_YEAR = 12
_LASTING = 3653  # days: ten years


def events(corpus: Corpus, roles: Sequence[str] = ("event",)) -> pd.DataFrame:
    """Return the dates of a corpus, each with the sentence it stands in.

    Parameters
    ----------
    corpus : Corpus
        The documents.
    roles : sequence of str, default ("event",)
        The roles of dates to keep.

    Returns
    -------
    DataFrame
        One row a mention that lies in the calendar, by first day, then in the order of the text:
        begin, finish, precision, role, sentence, organisations, places, topic, reference, symbol,
        paragraph, section (of the outline), title (of that section), text, value, modifier.
        organisations and places are the ids and codes of those that the sentence names, topic the
        themes that it is mainly about (`language.themes`); each a text joined by "; ".

    Examples
    --------
    >>> from unreports.corpus import load_corpus
    >>> table = events(load_corpus("data/corpus").filter(paragraphs=[60]))
    >>> table[["begin", "finish", "precision"]].values.tolist()[1]
    ['2019-01-01', '2019-12-31', 'year']
    """
    dates = corpus.dates
    kept = dates[dates["role"].isin(list(roles)) & (dates["begin"] != "")]
    texts = corpus.paragraphs[["symbol", "position", "section", "language", "text"]]
    rows = kept.merge(
        texts.rename(columns={"text": "paragraph_text"}),
        on=["symbol", "position"],
        how="left",
        validate="many_to_one",
    )
    rows[["sentence", "first", "last"]] = _sentences(rows)
    rows["title"] = _titles(rows, corpus.sections)
    rows["organisations"] = _within(rows, corpus.organisations, "organisation")
    rows["places"] = _within(rows, corpus.places, "place")
    rows["topic"] = [
        "; ".join(theme.theme for theme in main_themes(sentence, code))
        for sentence, code in zip(rows["sentence"], rows["language"], strict=True)
    ]
    rows = rows.sort_values(["begin", "finish"], kind="stable")
    return rows[EVENT_COLUMNS].reset_index(drop=True)


def _sentences(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the sentence around each date and its span; a paragraph is cut only once."""
    spans: dict[tuple[str, int], list[tuple[int, int]]] = {}
    found = []
    columns = (rows[name] for name in ("symbol", "position", "paragraph_text", "language", "start"))
    for symbol, position, text, code, start in zip(*columns, strict=True):
        if (symbol, position) not in spans:
            spans[symbol, position] = sentences(text, code)
        around = [(a, b) for a, b in spans[symbol, position] if a <= start < b]
        first, last = around[0] if around else (0, len(text))
        found.append((text[first:last], first, last))
    return pd.DataFrame(found, columns=["sentence", "first", "last"], index=rows.index)


def _within(rows: pd.DataFrame, mentions: pd.DataFrame, name: str) -> list[str]:
    """Join what is mentioned in each row's sentence, once each, in the order of the text."""
    there: dict[tuple[str, int], list[tuple[int, str]]] = {}
    columns = (mentions[column] for column in ("symbol", "position", "start", name))
    for symbol, position, start, value in zip(*columns, strict=True):
        there.setdefault((symbol, position), []).append((start, value))
    columns = (rows[column] for column in ("symbol", "position", "first", "last"))
    return [
        "; ".join(
            dict.fromkeys(v for s, v in there.get((symbol, position), ()) if first <= s < last)
        )
        for symbol, position, first, last in zip(*columns, strict=True)
    ]


def lanes(corpus: Corpus, events: pd.DataFrame, by: By) -> pd.DataFrame:
    """Put every event into the lanes it belongs to.

    Parameters
    ----------
    corpus : Corpus
        Where the events are from.
    events : DataFrame
        The `events` table.
    by : {"partner", "theme", "section", "role"}
        "partner": the organisations outside the United Nations that the sentence names, or else
        those in the title of its section; "theme": what the sentence is mainly about; "section":
        the section's title; "role": the role of the date.

    Returns
    -------
    DataFrame
        The events with a column `lane` (a name to show; "" where there is none), a row for each
        lane of an event.
    """
    if by in ("section", "role"):
        return events.assign(lane=events["title" if by == "section" else by])
    names: list[list[str]]
    if by == "theme":
        names = [
            [theme_label(theme, "en") for theme in topic.split("; ") if theme]
            for topic in events["topic"]
        ]
    else:
        names = _partners(corpus, events)
    table = events.loc[events.index.repeat([max(1, len(own)) for own in names])]
    lane = [name for own in names for name in own or [""]]
    return table.assign(lane=lane).reset_index(drop=True)


def _partners(corpus: Corpus, events: pd.DataFrame) -> list[list[str]]:
    gazetteer = corpus.mentions.gazetteer
    titled = corpus.mentions.section_organisations
    codes = dict(zip(corpus.documents["symbol"], corpus.documents["language"], strict=True))
    found = []
    columns = (events[name] for name in ("symbol", "section", "organisations"))
    for symbol, section, organisations in zip(*columns, strict=True):
        named = [x for x in organisations.split("; ") if x and not gazetteer.is_un(x)]
        # A body of a larger organisation stands in the lane of the whole.
        whole = [([x, *gazetteer.ancestors(x)])[-1] for x in named]
        chosen = dict.fromkeys(whole or titled.get((symbol, section), []))
        found.append([gazetteer.name(x, codes[symbol]) for x in chosen if not gazetteer.is_un(x)])
    return found


def _titles(rows: pd.DataFrame, sections: pd.DataFrame) -> list[str]:
    keys = zip(sections["symbol"], sections["section"], strict=True)
    titles = dict(zip(keys, sections["title"], strict=True))
    return [titles.get(key, "") for key in zip(rows["symbol"], rows["section"], strict=True)]


def mentions_by_month(dates: pd.DataFrame) -> pd.DataFrame:
    """Count how often each month is named, by role.

    Parameters
    ----------
    dates : DataFrame
        The `dates` or `events` table: begin, finish, precision, role, reference.

    Returns
    -------
    DataFrame
        month ("2019-03"; "2019" for what names only a year), role, count, references (joined by
        "; "), sorted by month and role. A range of days or months within one year's length counts
        in each month it touches; longer ranges, quarters, halves, seasons, decades and centuries do
        not count.

    Examples
    --------
    >>> table = pd.DataFrame({
    ...     "begin": ["2019-03-30", "2019-01-01"], "finish": ["2019-04-02", "2019-12-31"],
    ...     "precision": ["range", "year"], "role": "event", "reference": ["par. 1", "par. 2"],
    ... })
    >>> mentions_by_month(table)[["month", "count"]].values.tolist()
    [['2019', 1], ['2019-03', 1], ['2019-04', 1]]
    """
    known = dates[dates["begin"] != ""]
    rows = [
        {"month": month, "role": row.role, "reference": row.reference}
        for row in known.itertuples(index=False)
        for month in _months(row)
    ]
    if not rows:
        return pd.DataFrame(columns=MONTH_COLUMNS).astype({"count": int})
    groups = pd.DataFrame(rows).groupby(["month", "role"], sort=True)["reference"]
    table = groups.agg(count="size", references=lambda refs: "; ".join(dict.fromkeys(refs)))
    return table.reset_index()[MONTH_COLUMNS]


def _months(row: Any) -> list[str]:
    """Return the months that a date names; a year alone gives itself, what is vaguer nothing."""
    first, last = str(row.begin)[:7], str(row.finish)[:7]
    if row.precision == "year":
        return [first[:4]]
    if row.precision in MONTHLY:
        return [first]
    if row.precision != "range":
        return []
    begin, end = (12 * int(month[:4]) + int(month[5:]) - 1 for month in (first, last))
    if end - begin >= _WITHIN_A_YEAR - 1:
        return []
    return [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(begin, end + 1)]


def busiest_months(events: pd.DataFrame, n: int = 5) -> pd.DataFrame:
    """Return the months that most dates name, all roles together, years alone left out.

    Parameters
    ----------
    events : DataFrame
        The `dates` or `events` table.
    n : int, default 5
        How many months, and all that have as many mentions as the last of them; of those with
        equal counts, the earlier first.

    Returns
    -------
    DataFrame
        month, count, references, the most named first.
    """
    table = mentions_by_month(events)
    table = table[table["month"].str.len() == 7]
    together = table.groupby("month", as_index=False).agg(
        count=("count", "sum"), references=("references", _joined)
    )
    order = together.sort_values(["count", "month"], ascending=[False, True], kind="stable")
    if len(order) > n:
        order = order[order["count"] >= order["count"].iloc[n - 1]]
    return order.reset_index(drop=True)


def _joined(references: pd.Series) -> str:
    parts = [part for joined in references for part in joined.split("; ")]
    return "; ".join(dict.fromkeys(parts))


def bulk(events: pd.DataFrame, share: float = 0.95) -> tuple[str, str]:
    """Return the first and last day of the shortest view that holds the bulk of the events.

    One date of 1948 must not squeeze the reports' own years into a corner. The view begins and
    ends at whole months.

    Parameters
    ----------
    events : DataFrame
        The `events` table.
    share : float, default 0.95
        The share of events that lie in the view; those that last over ten years are not asked.

    Returns
    -------
    tuple of str
        ISO days; two empty strings if there are no events.

    Examples
    --------
    >>> days = [f"2019-{month:02}-15" for month in range(1, 13)]
    >>> bulk(pd.DataFrame({"begin": ["1948-12-10", *days], "finish": ["1948-12-10", *days]}), 0.9)
    ('2019-01-01', '2019-12-31')
    """
    known = events[events["begin"] != ""]
    if known.empty:
        return "", ""
    begin = known["begin"].to_numpy(dtype="datetime64[D]")
    finish = known["finish"].to_numpy(dtype="datetime64[D]")
    short = finish - begin <= np.timedelta64(_LASTING, "D")
    if short.any():
        begin, finish = begin[short], finish[short]
    order = np.argsort(begin, kind="stable")
    begin, finish = begin[order], finish[order]
    held = max(1, int(np.ceil(share * len(begin))))
    spans = [finish[i : i + held].max() - begin[i] for i in range(len(begin) - held + 1)]
    first = int(np.argmin(spans))
    last = finish[first : first + held].max()
    month = last.astype("datetime64[M]") + np.timedelta64(1, "M")
    return (
        f"{begin[first].astype('datetime64[M]')}-01",
        str(month.astype("datetime64[D]") - np.timedelta64(1, "D")),
    )
