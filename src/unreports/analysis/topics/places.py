"""Where topics are: in sections, along a document, with organisations, in the months of events."""

from __future__ import annotations

import numpy as np
import pandas as pd

from unreports.analysis.timeline import mentions_by_month
from unreports.analysis.topics.model import TopicModel
from unreports.analysis.topics.tables import prevalence_table

_KEY = ["symbol", "reference"]


def topics_by_document(model: TopicModel) -> pd.DataFrame:
    """Average the topics' shares over the paragraphs of each document.

    Returns
    -------
    DataFrame
        symbol, paragraphs, topic, share, low, high (the interval of `tables.prevalence_table`), in
        the order of the documents.
    """
    symbols = model.paragraphs["symbol"].to_numpy()[:: model.k]
    tables = []
    for symbol in dict.fromkeys(symbols):
        own = symbols == symbol
        table = prevalence_table(model.shares[own])
        table.insert(0, "symbol", symbol)
        table.insert(1, "paragraphs", int(own.sum()))
        tables.append(table)
    return pd.concat(tables, ignore_index=True)


def topics_by_section(
    model: TopicModel, sections: pd.DataFrame, *, min_paragraphs: int = 1
) -> pd.DataFrame:
    """Average the topics' shares over the paragraphs of each section.

    Parameters
    ----------
    model : TopicModel
    sections : DataFrame
        The corpus's sections table.
    min_paragraphs : int
        Sections with fewer paragraphs of their own (those of subsections apart) are left out.

    Returns
    -------
    DataFrame
        symbol, section, title, paragraphs, topic, share, in the order of the documents.
    """
    shares = model.paragraphs.dropna(subset="section")
    grouped = _averaged(shares, ["symbol", "section"], min_paragraphs)
    titled = grouped.merge(
        sections[["symbol", "section", "title"]], on=["symbol", "section"], how="left"
    )
    return titled[["symbol", "section", "title", "paragraphs", "topic", "share"]]


def topics_by_organisation(
    model: TopicModel, organisations: pd.DataFrame, *, min_paragraphs: int = 3
) -> pd.DataFrame:
    """Average the topics' shares over the paragraphs that mention each organisation.

    Parameters
    ----------
    model : TopicModel
    organisations : DataFrame
        The corpus's organisations table.
    min_paragraphs : int
        Organisations mentioned in fewer paragraphs are left out: a mean of one is that paragraph.

    Returns
    -------
    DataFrame
        organisation, paragraphs, topic, share, lift (the share divided by the topic's share of all
        paragraphs; 0 where that is 0), those mentioned in most paragraphs first.
    """
    mentioned = organisations[[*_KEY, "organisation"]].drop_duplicates()
    rows = mentioned.merge(model.paragraphs, on=_KEY, how="inner")
    rows = rows.drop_duplicates([*_KEY, "organisation", "topic"])
    table = _averaged(rows, ["organisation"], min_paragraphs)
    overall = model.prevalence.set_index("topic")["share"].reindex(table["topic"]).to_numpy()
    share = table["share"].to_numpy(dtype=float)
    table["lift"] = np.divide(share, overall, out=np.zeros_like(share), where=overall > 0)
    table = table.sort_values(
        ["paragraphs", "organisation", "topic"], ascending=[False, True, True], kind="stable"
    )
    return table[["organisation", "paragraphs", "topic", "share", "lift"]].reset_index(drop=True)


def topics_along(model: TopicModel, *, window: int = 5) -> pd.DataFrame:
    """Follow the topics through each document.

    Parameters
    ----------
    model : TopicModel
    window : int
        How many paragraphs to average over, the one in question in the middle; at the ends of a
        document, as many of them as there are.

    Returns
    -------
    DataFrame
        symbol, place (of the paragraph among those of its document, from 1), reference, topic,
        share (its own), mean (over the window).
    """
    rows = model.paragraphs[["symbol", "reference", "topic", "weight"]].rename(
        columns={"weight": "share"}
    )
    groups = rows.groupby(["symbol", "topic"], sort=False)["share"]
    place = groups.cumcount() + 1
    half = max(0, window - 1) // 2
    mean = groups.transform(lambda own: _moving_mean(own.to_numpy(), half))
    table = rows.assign(place=place, mean=mean)
    return table[["symbol", "place", "reference", "topic", "share", "mean"]]


def topics_by_month(model: TopicModel, events: pd.DataFrame) -> pd.DataFrame:
    """Spread the topics over the months of the events that their paragraphs name.

    Parameters
    ----------
    model : TopicModel
    events : DataFrame
        The `events` table (see `timeline.events`).

    Returns
    -------
    DataFrame
        month, topic, weight (the sum of the topic's shares of the paragraphs, one for each event
        there), count (the events of the month in paragraphs of the model), by month and topic. What
        counts for a month, and what for a year alone ("2019"), is as in
        `timeline.mentions_by_month`. The weights of a month sum to its count, save for paragraphs
        with none of the model's terms.
    """
    numbered = events.assign(role=np.arange(len(events)))  # a "role" of its own for each event
    months = mentions_by_month(numbered)[["month", "role"]]
    named = numbered[["role", *_KEY]].merge(months, on="role")
    shares = model.paragraphs.drop_duplicates([*_KEY, "topic"])[[*_KEY, "topic", "weight"]]
    joined = named.merge(shares, on=_KEY, how="inner")
    return (
        joined.groupby(["month", "topic"], sort=True)["weight"]
        .agg(weight="sum", count="size")
        .reset_index()
        .astype({"count": int, "weight": float})
    )


def with_main_topic(model: TopicModel, rows: pd.DataFrame) -> pd.DataFrame:
    """Say of each row which topic its paragraph speaks of most.

    Parameters
    ----------
    model : TopicModel
    rows : DataFrame
        Any table with symbol and reference, such as `events`.

    Returns
    -------
    DataFrame
        The rows with main_topic (0 where the paragraph is not in the model or has none of its
        terms) and main_share.
    """
    main = main_topics(model).drop_duplicates(_KEY)[[*_KEY, "main_topic", "main_share"]]
    joined = rows.merge(main, on=_KEY, how="left")
    joined.index = rows.index
    return joined.assign(
        main_topic=joined["main_topic"].fillna(0).astype(int),
        main_share=joined["main_share"].fillna(0.0),
    )


def main_topics(model: TopicModel) -> pd.DataFrame:
    """Give the topic with the largest share of each paragraph, the lower number of equal ones.

    Returns
    -------
    DataFrame
        symbol, paragraph, reference, section, main_topic (0 where the paragraph has none of the
        terms), main_share, in the order of the paragraphs.
    """
    shares = model.shares
    best = shares.argmax(axis=1)
    share = shares[np.arange(len(shares)), best]
    first = model.paragraphs.iloc[:: model.k][["symbol", "paragraph", "reference", "section"]]
    table = first.reset_index(drop=True)
    return table.assign(main_topic=np.where(share > 0, best + 1, 0), main_share=share)


def _averaged(rows: pd.DataFrame, by: list[str], min_paragraphs: int) -> pd.DataFrame:
    grouped = rows.groupby([*by, "topic"], sort=False)["weight"]
    table = grouped.agg(share="mean", paragraphs="size").reset_index()
    return table[table["paragraphs"] >= min_paragraphs].reset_index(drop=True)


def _moving_mean(values: np.ndarray, half: int) -> np.ndarray:
    total = np.concatenate([[0.0], np.cumsum(values)])
    places = np.arange(len(values))
    first, last = np.maximum(places - half, 0), np.minimum(places + half + 1, len(values))
    means: np.ndarray = np.clip((total[last] - total[first]) / (last - first), 0.0, 1.0)
    return means
