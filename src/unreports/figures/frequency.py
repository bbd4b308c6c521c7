"""Figures of terms: what sets documents apart, what each section is about, where terms stand."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from unreports.figures import style


def distinctive_terms(table: pd.DataFrame, *, terms: int = 15, source: str = "") -> Figure:
    """Draw how much more often each part uses its most distinctive terms than the others do.

    Parameters
    ----------
    table : DataFrame
        The `terms` table: term, part, frequency, paragraphs, g2, log_ratio, low, high, sure.
    terms : int
        How many terms a part: those that it surely uses more than the others, highest g2 first.
    source : str
        What the figure stands on.

    Returns
    -------
    Figure
        A panel for each part; the point is the log ratio, the line its 95 % bootstrap interval.
    """
    parts = list(dict.fromkeys(table["part"]))
    compared = "the other" if len(parts) == 2 else "the rest of the corpus"
    chosen = {part: _most_distinctive(table, part, terms) for part in parts}
    parts = [part for part in parts if len(chosen[part])] or parts[:1]
    terms = max(4, *(len(chosen[part]) for part in parts))
    columns = min(2, len(parts))
    rows = math.ceil(len(parts) / columns)
    figure = style.new_figure(height=1.35 + rows * (0.55 + 0.235 * terms))
    grid = figure.subplots(rows, columns, sharex=True, squeeze=False).ravel()
    for index, (axes, part) in enumerate(zip(grid, parts, strict=False)):
        _intervals(axes, chosen[part], terms, index)
        axes.set_title(style.wrap(part, 30, lines=3), loc="left", fontsize=9, fontweight="bold")
        axes.set_xlabel("times as frequent as elsewhere")
    for axes in grid[len(parts) :]:
        axes.remove()
    return style.finish(
        figure,
        f"The terms that each part surely uses more than {compared}",
        subtitle="Terms of highest log-likelihood; surely: the interval is beyond “equal”, and 5 % "
        "at most are false discoveries over paragraphs. Point: ratio of relative frequencies, on a "
        "logarithmic scale; line: 95 % interval, paragraphs resampled. In brackets: occurrences / "
        "paragraphs in the part. A term that the other side lacks is given its share, by size, "
        "of one occurrence. A part without such a term is not drawn.",
        source=source,
    )


def _most_distinctive(table: pd.DataFrame, part: str, terms: int) -> pd.DataFrame:
    rows = table[(table["part"] == part) & table["sure"] & (table["low"] > 0)]
    return rows.sort_values(["g2", "term"], ascending=[False, True]).head(terms)


def _intervals(axes: Axes, rows: pd.DataFrame, terms: int, index: int) -> None:
    y = np.arange(len(rows))
    colour = style.PALETTE[index % len(style.PALETTE)]
    axes.hlines(y, rows["low"], rows["high"], color=colour, linewidth=1.6, alpha=0.55)
    marker = style.MARKERS[index % len(style.MARKERS)]
    axes.plot(rows["log_ratio"], y, marker, color=colour, markersize=5, linestyle="none")
    columns = (rows[name] for name in ("term", "frequency", "paragraphs"))
    axes.set_yticks(
        y,
        [f"{style.shorten(t, 27)} ({f} / {p})" for t, f, p in zip(*columns, strict=True)],
        fontsize=8.5,
    )
    axes.set_ylim(terms - 0.4, -0.6)
    axes.axvline(0, color=style.MUTED, linewidth=0.8)
    style.bare(axes)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
    axes.xaxis.set_major_formatter(lambda value, _: _times(value))
    axes.tick_params(labelbottom=True, labelsize=8)


def _times(log_ratio: float) -> str:
    """2 ** log_ratio as a reader says it: "×8", "÷4"."""
    factor = 2 ** abs(log_ratio)
    return f"{'×' if log_ratio >= 0 else '÷'}{factor:.0f}" if factor != 1 else "equal"


def terms_by_section(
    weights: pd.DataFrame,
    *,
    terms: int = 40,
    paragraphs: Mapping[str, int] | None = None,
    source: str = "",
) -> Figure:
    """Draw the TF-IDF of the weightiest terms in each section as a heatmap.

    Parameters
    ----------
    weights : DataFrame
        term, part, frequency, tfidf, rank (`analysis.frequency.tfidf`), parts in their order.
    terms : int
        How many columns at most: each section's first term, then its second, and so on.
    paragraphs : mapping of str to int, optional
        Number of paragraphs of each section, written behind its name.
    source : str
        What the figure stands on.
    """
    parts = list(dict.fromkeys(weights["part"]))
    columns = _columns(weights, parts, terms)
    table = weights.pivot_table(index="part", columns="term", values="tfidf", fill_value=0.0)
    grid = table.reindex(index=parts, columns=columns, fill_value=0.0).to_numpy()
    figure = style.new_figure(
        width=max(style.WIDTH, 3.6 + 0.2 * len(columns)), height=3.1 + 0.21 * len(parts)
    )
    axes = figure.subplots()
    image = axes.imshow(
        np.ma.masked_equal(grid, 0.0), cmap=style.SEQUENTIAL, vmin=0,
        vmax=max(float(grid.max(initial=0.0)), 1e-9), aspect="auto",
    )  # fmt: skip
    sizes = paragraphs or {}
    axes.set_yticks(
        range(len(parts)),
        [style.shorten(p, 48) + (f"  ({sizes[p]})" if p in sizes else "") for p in parts],
        fontsize=8,
    )
    axes.set_xticks(
        range(len(columns)), [style.shorten(t, 32) for t in columns],
        rotation=60, ha="left", rotation_mode="anchor", fontsize=8,
    )  # fmt: skip
    axes.xaxis.tick_top()
    style.ruled(axes, len(parts), len(columns))
    bar = figure.colorbar(image, ax=axes, shrink=0.4, aspect=14, pad=0.02)
    bar.set_label("TF-IDF weight")
    bar.outline.set_visible(False)
    return style.finish(
        figure,
        "The terms that set each section apart",
        subtitle="TF-IDF weight of a term in a section (0 to 1); columns hold the weightiest terms "
        "of the sections, in the sections' order."
        + (" In brackets: paragraphs." if paragraphs else ""),
        source=source,
    )


def _columns(weights: pd.DataFrame, parts: Sequence[str], terms: int) -> list[str]:
    """First terms of all parts, then second terms, ...; then in the order of their parts."""
    place = {part: i for i, part in enumerate(parts)}
    heads = weights[weights["tfidf"] > 0].sort_values("rank", kind="stable")
    heads = heads.drop_duplicates("term").head(terms)
    order = heads.assign(place=heads["part"].map(place)).sort_values(["place", "rank"])
    return list(order["term"])


def term_dispersion(positions: pd.DataFrame, terms: Sequence[str], *, source: str = "") -> Figure:
    """Draw where in the documents some terms stand, one stroke an occurrence.

    Parameters
    ----------
    positions : DataFrame
        term, symbol, paragraph, word, words (`analysis.concordance.occurrences`).
    terms : sequence of str
        The rows, from top to bottom; a term that does not occur has an empty row.
    source : str
        What the figure stands on.
    """
    lengths = positions.groupby("symbol", sort=False)["words"].first()
    figure, panels = _panels(lengths, len(terms))
    for index, (axes, symbol) in enumerate(zip(panels, lengths.index, strict=False)):
        rows = positions[positions["symbol"] == symbol]
        places = [rows.loc[rows["term"] == term, "word"].to_numpy() for term in terms]
        axes.eventplot(
            places, lineoffsets=list(range(len(terms))), linelengths=0.7, linewidths=1.1,
            colors=style.PALETTE[index % len(style.PALETTE)],
        )  # fmt: skip
        axes.set_xlim(0, lengths[symbol])
        axes.set_title(symbol, loc="left", fontsize=9.5, fontweight="bold")
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}".replace(",", "\u202f"))
        _margin(axes, [len(place) for place in places])
    for axes in panels:
        axes.set_yticks(range(len(terms)), [style.shorten(t, 34) for t in terms])
        axes.set_ylim(len(terms) - 0.5, -0.5)
        axes.set_xlabel("running words")
        style.bare(axes, grid="y")
    return style.finish(
        figure,
        f"Where {len(terms)} terms stand in the documents" if len(terms) > 1
        else f"Where {terms[0]} stands in the documents",
        subtitle="One stroke an occurrence, from the first to the last word of the body; at the "
        "right of each row, the number of occurrences.",
        source=source,
    )  # fmt: skip


def _panels(lengths: pd.Series[int], terms: int) -> tuple[Figure, list[Axes]]:
    """A panel a document: in one row as wide as the documents are long, else in rows of two."""
    count = max(len(lengths), 1)
    columns = count if count <= 3 else 2
    rows = math.ceil(count / columns)
    figure = style.new_figure(height=1.0 + rows * (0.9 + 0.3 * terms))
    # No panel gets too narrow for its axis.
    ratios = np.maximum(lengths.to_numpy(dtype=float), lengths.sum() * 0.16)
    grid = figure.subplots(
        rows, columns, sharey=True, squeeze=False,
        width_ratios=ratios.tolist() if 1 < count <= 3 else None,
    ).ravel()  # fmt: skip
    for axes in grid[count:]:
        axes.remove()
    for axes, words in zip(grid, lengths, strict=False):
        share = words / lengths.max() if columns == count else 0.5
        axes.xaxis.set_major_locator(MaxNLocator(nbins=max(2, round(6 * share)), integer=True))
    return figure, list(grid[:count])


def _margin(axes: Axes, counts: Sequence[int]) -> None:
    for row, count in enumerate(counts):
        axes.annotate(
            str(count), (1, row), xycoords=("axes fraction", "data"), xytext=(4, 0),
            textcoords="offset points", va="center", fontsize=8, color=style.MUTED,
        )  # fmt: skip
