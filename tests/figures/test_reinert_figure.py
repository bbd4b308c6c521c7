"""The tree of classes: every class and term is written inside the figure, none over another."""

from __future__ import annotations

from itertools import combinations

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from unreports.analysis import reinert
from unreports.corpus import Corpus
from unreports.figures.reinert import class_dendrogram


@pytest.mark.parametrize(("k", "double"), [(1, False), (2, False), (10, False), (3, True)])
def test_every_text_has_its_place(corpus: Corpus, k: int, double: bool) -> None:
    segments = reinert.segment(corpus)
    found = (reinert.classify_double if double else reinert.classify)(segments, k=k)
    figure = class_dendrogram(
        found.classes, found.terms, found.tree, unclassified=found.unclassified,
        segments=len(found.segments), source=corpus.source,
    )  # fmt: skip
    canvas = FigureCanvasAgg(figure)
    figure.draw_without_rendering()
    renderer = canvas.get_renderer()
    texts = [text for axes in figure.axes for text in axes.texts] + figure.texts
    boxes = [text.get_window_extent(renderer) for text in texts if text.get_text()]
    frame = figure.bbox
    assert all(frame.x0 <= box.x0 and box.x1 <= frame.x1 for box in boxes)
    assert all(frame.y0 <= box.y0 and box.y1 <= frame.y1 for box in boxes)
    assert not any(
        a.x0 < b.x1 and b.x0 < a.x1 and a.y0 < b.y1 and b.y0 < a.y1
        for a, b in combinations(boxes, 2)
    )
    written = [text.get_text() for text in texts]
    assert [f"Class {number}" in written for number in range(1, k + 1)] == [True] * k
    assert len(figure.axes[0].collections) == (0 if double or k == 1 else 1)


def test_a_class_of_all_says_that_nothing_is_typical(corpus: Corpus) -> None:
    found = reinert.classify(reinert.segment(corpus), k=1)
    figure = class_dendrogram(found.classes, found.terms, found.tree)
    written = [text.get_text() for text in figure.axes[1].texts]
    assert "no term is typical of it" in written
    assert figure.texts[0].get_text().startswith("1 class of text segments")
