"""Figures of collocations: the strongest ones of a word, and a network of pairs."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from unreports.analysis.network import Network
from unreports.figures import style
from unreports.figures.labels import Label, write_labels


def collocates(
    table: pd.DataFrame, *, terms: int = 20, title: str = "", source: str = ""
) -> Figure:
    """Draw how strongly the collocates of one word hold to it.

    Parameters
    ----------
    table : DataFrame
        Of `analysis.collocation.collocations` with a node.
    terms : int
        How many: those of highest logDice.
    title : str, optional
        The message; by default the strongest collocate.
    source : str
        What the figure stands on.
    """
    rows = table.head(terms)
    node = str(rows["node"].iloc[0]) if len(rows) else ""
    figure = style.new_figure(height=1.5 + 0.26 * max(len(rows), 1))
    axes = figure.subplots()
    y = np.arange(len(rows))
    sizes = 18 + 160 * rows["frequency"] / rows["frequency"].max()
    axes.scatter(rows["log_dice"], y, s=sizes, color=style.BLUE, zorder=3)
    names = (rows[name] for name in ("collocate", "frequency", "paragraphs"))
    axes.set_yticks(
        y, [f"{style.shorten(t, 34)} ({f} / {p})" for t, f, p in zip(*names, strict=True)]
    )
    axes.set_ylim(len(rows) - 0.4, -0.6)
    low = float(rows["log_dice"].min()) if len(rows) else 0.0
    axes.set_xlim(np.floor(min(low, 13)) - 0.5, 14.15)
    axes.set_xlabel("logDice (14: never one without the other)")
    style.bare(axes, grid="both")
    first = str(rows["collocate"].iloc[0]) if len(rows) else "nothing"
    return style.finish(
        figure,
        title or f"“{node}” goes with “{first}” more than with any other term",
        subtitle="Association by logDice; one step more means twice as strong. In brackets and by "
        "the size of the point: times together / paragraphs.",
        source=source,
    )


def collocation_network(network: Network, *, title: str = "", source: str = "") -> Figure:
    """Draw terms as points and collocations as lines between them.

    Parameters
    ----------
    network : Network
        Of `analysis.network.network`.
    title : str, optional
        The message; by default how many groups there are and the largest one's best linked term.
    source : str
        What the figure stands on.
    """
    nodes, edges = network.nodes, network.edges
    spread = np.ptp(nodes[["x", "y"]].to_numpy(), axis=0)
    height = float(np.clip(8.0 * (spread[1] + 1) / (spread[0] + 1), 4.5, 9.0))
    figure = style.new_figure(height=height + 1.1)
    axes = figure.subplots()
    place = nodes.set_index("term")[["x", "y"]]
    strongest = float(edges["frequency"].max())
    for node, collocate, frequency in zip(
        edges["node"], edges["collocate"], edges["frequency"], strict=True
    ):
        ends = place.loc[[node, collocate]]
        axes.plot(
            ends["x"], ends["y"], color=style.MUTED, alpha=0.5, zorder=1,
            linewidth=0.6 + 3.0 * frequency / strongest,
        )  # fmt: skip
    most = float(nodes["frequency"].max())
    axes.scatter(
        nodes["x"], nodes["y"], s=10 + 50 * nodes["frequency"] / most, color=style.BLUE, zorder=2
    )
    axes.margins(0.12, 0.06)
    axes.set_axis_off()
    groups = int(nodes["component"].max()) + 1
    hub = nodes[nodes["component"] == 0].sort_values(["degree", "term"], ascending=[False, True])
    message = (
        f"{groups} groups of terms go together; the largest turns about “{hub['term'].iloc[0]}”"
    )
    if groups == 1:
        message = f"The strongest collocations turn about “{hub['term'].iloc[0]}”"
    style.finish(
        figure,
        title or message,
        subtitle=f"Lines: pairs with {network.rule}; the thicker, the more often together. Points: "
        "terms, the larger, the more frequent. Distances count steps, not strength.",
        source=source,
    )
    order = nodes.sort_values(["degree", "frequency", "term"], ascending=[False, False, True])
    columns = (order[name] for name in ("term", "x", "y", "degree"))
    write_labels(
        axes,
        [
            Label(style.wrap(term, 26), x, y, style.INK, degree > 3)
            for term, x, y, degree in zip(*columns, strict=True)
        ],
        size=7.5,
    )
    return figure
