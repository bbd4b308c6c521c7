"""The network of the pairs, weak ties left out, ordered so that it can be drawn and read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from unreports.analysis.cooperation.tables import matrix

_SWEEPS = 24  # barycentre sweeps; the order settles well before


@dataclass(frozen=True, eq=False)
class Network:
    """Who works with whom, weak ties left out.

    Attributes
    ----------
    nodes : DataFrame
        organisation, side ("un" or "partner"), place (from 0, so that ties cross little), degree
        (ties shown), paragraphs (of all its ties, those left out included).
    edges : DataFrame
        un, partner, paragraphs, references.
    rule : str
        Which ties are shown, in words.
    left_out : int
        Ties that are not.
    """

    nodes: pd.DataFrame
    edges: pd.DataFrame
    rule: str
    left_out: int


def network(pairs: pd.DataFrame, *, min_paragraphs: int = 2) -> Network:
    """Keep the ties that stand in enough paragraphs, and order both sides.

    Parameters
    ----------
    pairs : DataFrame
        The `cooperation` table.
    min_paragraphs : int
        A tie is kept that stands in at least so many paragraphs; an organisation without a tie
        kept is left out.

    Returns
    -------
    Network

    Notes
    -----
    Each side is ordered by the barycentre of its ties to the other (the mean place of its
    neighbours, weighted by paragraphs), in turn, until the order stays: Sugiyama, Tagawa and
    Toda (1981). Ties in the order are broken by name, so the drawing is the same every time.
    """
    cells = matrix(pairs)
    edges = cells[cells["paragraphs"] >= min_paragraphs].reset_index(drop=True)
    order = _barycentre(edges)
    totals = {side: pairs.groupby(side)["reference"].nunique() for side in ("un", "partner")}
    degrees = {side: edges[side].value_counts() for side in ("un", "partner")}
    rows = [
        {
            "organisation": one,
            "side": side,
            "place": place,
            "degree": int(degrees[side][one]),
            "paragraphs": int(totals[side][one]),
        }
        for side in ("un", "partner")
        for place, one in enumerate(order[side])
    ]
    columns = ["organisation", "side", "place", "degree", "paragraphs"]
    noun = "paragraph" if min_paragraphs == 1 else "paragraphs"
    return Network(
        nodes=pd.DataFrame(rows, columns=columns),
        edges=edges,
        rule=f"ties that stand in at least {min_paragraphs} {noun}",
        left_out=len(cells) - len(edges),
    )


def _barycentre(edges: pd.DataFrame) -> dict[str, list[str]]:
    order = {side: list(dict.fromkeys(edges[side])) for side in ("un", "partner")}
    ties: dict[str, dict[str, list[tuple[str, int]]]] = {"un": {}, "partner": {}}
    for un, partner, weight in zip(
        *(edges[n] for n in ("un", "partner", "paragraphs")), strict=True
    ):
        ties["un"].setdefault(un, []).append((partner, weight))
        ties["partner"].setdefault(partner, []).append((un, weight))
    for _ in range(_SWEEPS):
        before = {side: list(names) for side, names in order.items()}
        for side, other in (("partner", "un"), ("un", "partner")):
            places = _places(order[other])
            order[side].sort(key=lambda one: (_mean(ties[side][one], places), one))
        if order == before:
            break
    return order


def _places(names: Sequence[str]) -> Mapping[str, float]:
    """Places from 0 to 1, so that a short side and a long one compare."""
    return {name: place / max(len(names) - 1, 1) for place, name in enumerate(names)}


def _mean(ties: Iterable[tuple[str, int]], places: Mapping[str, float]) -> float:
    pairs = list(ties)
    return sum(places[one] * weight for one, weight in pairs) / sum(w for _, w in pairs)
