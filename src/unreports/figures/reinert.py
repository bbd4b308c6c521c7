"""The classes of Reinert's classification: their tree, size and most typical terms."""

from __future__ import annotations

import textwrap

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from unreports.figures import style

_TERMS = 12  # written for each class
_WIDTH = 106  # characters of terms on a line, without a tree
_TREE_WIDTH = 78  # with one
_LINE = 0.165  # inches
_GAP = 0.3


def class_dendrogram(
    classes: pd.DataFrame, terms: pd.DataFrame, tree: pd.DataFrame, *, unclassified: int = 0,
    segments: int = 0, n_terms: int = _TERMS, source: str = "",
) -> Figure:  # fmt: skip
    """Draw each class with its size and terms, and at the left the divisions that made them.

    The tree lies on its side so that terms of several words are written in full.

    Parameters
    ----------
    classes : DataFrame
        class, segments, share, label (`analysis.reinert.Classification`).
    terms : DataFrame
        class, term, chi2, p, rank.
    tree : DataFrame
        node, parent, class, height; without rows where there is no tree (a double classification).
    unclassified, segments : int
        How many segments are in no class, of how many.
    n_terms : int
        How many terms to write for each class.
    source : str
        What the figure stands on.
    """
    is_tree = len(tree) > 0
    width = _TREE_WIDTH if is_tree else _WIDTH
    numbers, sizes, shares, labels = (
        classes[name].tolist() for name in ("class", "segments", "share", "label")
    )
    texts = [_terms(terms[terms["class"] == number], n_terms, width) for number in numbers]
    heights = [_LINE * (text.count("\n") + 2) + _GAP for text in texts]
    figure = style.new_figure(height=1.75 + sum(heights))
    left, right = figure.subplots(1, 2, width_ratios=(1.0 if is_tree else 0.01, 3.0), sharey=True)
    tops = [sum(heights[:i]) for i in range(len(heights))]
    middles = [top + height / 2 for top, height in zip(tops, heights, strict=True)]
    left.set_ylim(sum(heights), 0)
    left.set_axis_off()
    right.set_axis_off()
    right.set_xlim(0, 1)
    if is_tree:
        _tree(left, tree, dict(zip(numbers, middles, strict=True)))
    for number, size, share, text, top in zip(numbers, sizes, shares, texts, tops, strict=True):
        _class(right, number, size, share, text, top + _GAP / 2)
    k, first = len(classes), sizes.index(max(sizes))
    how = (
        "At the left, the divisions: the length of a branch is the χ² of its division and of all "
        "later ones. " if is_tree else "No tree: what two classifications, in shorter and in "
        "longer contexts, agree on. "
    )  # fmt: skip
    return style.finish(
        figure,
        f"{k} class{'es' if k > 1 else ''} of text segments; the largest "
        f"({100 * shares[first]:.0f} %): {labels[first] or 'no typical term'}",
        subtitle=how + "In each class, with its segments and its share of the classified ones, "
        "the terms most typical of it by χ², the highest first. "
        f"{unclassified} of {segments} segments are in no class.",
        source=source,
    )


def _terms(own: pd.DataFrame, count: int, width: int) -> str:
    """Write the typical terms; a term of several words is not broken over two lines."""
    typical = own[(own["chi2"] > 0) & (own["p"] < 0.05)].sort_values("rank")["term"].head(count)
    if typical.empty:
        return "no term is typical of it"
    whole = ", ".join(term.replace(" ", "\N{NO-BREAK SPACE}") for term in typical)
    lines = textwrap.wrap(whole, width, break_on_hyphens=False, break_long_words=False)
    return "\n".join(lines).replace("\N{NO-BREAK SPACE}", " ")


def _class(axes: Axes, number: int, segments: int, share: float, text: str, top: float) -> None:
    middle = top + _LINE / 2
    axes.text(
        0.012, middle, f"Class {number}", va="center", ha="left", fontsize=9.5, fontweight="bold"
    )
    axes.text(
        0.15, middle, f"{segments} segments, {100 * share:.0f} %", va="center", ha="left",
        fontsize=9, color=style.MUTED,
    )  # fmt: skip
    # The bar stands on the line of the numbers that it shows; a class of all would fill the line.
    axes.barh(middle, 0.55 * share, height=0.6 * _LINE, left=0.44, color=style.BLUE)
    axes.text(0.012, top + _LINE * 1.3, text, va="top", ha="left", fontsize=9, linespacing=1.2)


def _tree(axes: Axes, tree: pd.DataFrame, middles: dict[int, float]) -> None:
    """Draw the divisions from the root at the left to the classes at the right."""
    names = ("node", "parent", "class", "height")
    rows = list(zip(*(tree[name].tolist() for name in names), strict=True))
    places: dict[int, float] = {}
    for node, _, number, _ in reversed(rows):
        below = [places[child] for child, parent, *_ in rows if parent == node]
        places[node] = sum(below) / len(below) if below else middles[number]
    heights = {node: height for node, *_, height in rows}
    top = max(heights.values())
    lines = [[(-1.04 * top, places[0]), (-top, places[0])]]
    for node, parent, _, height in rows[1:]:
        across = -heights[parent]
        lines.append([(across, places[parent]), (across, places[node])])
        lines.append([(across, places[node]), (-height, places[node])])
    axes.add_collection(LineCollection(lines, colors=style.MUTED, linewidths=1.2))
    axes.set_xlim(-1.06 * top, 0)
