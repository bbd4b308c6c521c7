"""The map, the heatmap and the progression: what they say, and that it can be read."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure
from matplotlib.text import Annotation

from unreports.analysis.co_mention import CoMention, co_mention
from unreports.analysis.contingency import Contingency, cross
from unreports.analysis.correspondence import correspondence
from unreports.analysis.frequency import count_terms
from unreports.analysis.progression import progression
from unreports.analysis.term_map import choose_points, correspondence_of_terms
from unreports.corpus import Corpus
from unreports.figures.co_mention import co_mention_heatmap
from unreports.figures.correspondence import correspondence_map
from unreports.figures.labels import Label, spread, write_beside, write_labels
from unreports.figures.progression import progression_lines
from unreports.figures.style import new_figure


@pytest.fixture(scope="module")
def crossed(corpus: Corpus) -> Contingency:
    return cross(count_terms(corpus))


@pytest.fixture(scope="module")
def mentions(crossed: Contingency) -> CoMention:
    return co_mention(crossed, n_resamples=10)


def words(figure: Figure) -> str:
    figure.draw_without_rendering()
    return " ".join(text.get_text() for text in figure.texts).replace("\n", " ")


def written(figure: Figure) -> list[Annotation]:
    """The labels beside points and lines, in the figure's first panel."""
    figure.draw_without_rendering()
    found = [t for t in figure.axes[0].texts if isinstance(t, Annotation) and t.get_text()]
    return [text for text in found if text.get_rotation() == 0]


def assert_apart(figure: Figure) -> None:
    """No label upon another, none beyond the figure."""
    # Of an arrow's annotation only the text counts.
    boxes = [(t.get_text(), super(Annotation, t).get_window_extent()) for t in written(figure)]
    for text, box in boxes:
        assert box.x0 >= 0, text
        assert box.x1 <= figure.bbox.width, text
    for (one, a), (other, b) in itertools.combinations(boxes, 2):
        wide, high = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
        assert wide <= 0.5 or high <= 0.5, (one, other)


def test_a_map_of_the_reports_can_be_read(crossed: Contingency) -> None:
    """Its axes say their share, its subtitle the rule and what is left out."""
    found = correspondence_of_terms(crossed, n_resamples=0)
    chosen = choose_points(found)
    figure = correspondence_map(
        chosen.points, found.axes, rule=chosen.rule, left_out=chosen.left_out, source="A/75/345"
    )
    assert_apart(figure)
    panel = figure.axes[0]
    share = 100 * found.axes["share"]
    assert f"axis 1 ({share[0]:.1f} %" in panel.get_xlabel()
    assert f"axis 2 ({share[1]:.1f} %" in panel.get_ylabel()
    assert panel.get_aspect() == 1
    text = words(figure)
    assert chosen.rule in text
    assert f"not shown: {chosen.left_out}." in text
    missing, _, total = text.split("not written: ")[1].split()[:3]
    assert len(written(figure)) == int(total) - int(missing)
    assert len({line.get_marker() for line in panel.lines} - {"None"}) == 3


def test_a_map_is_the_same_each_time(crossed: Contingency) -> None:
    """Places included."""
    found = correspondence_of_terms(crossed, n_resamples=0)
    chosen = choose_points(found)
    places = [
        [(t.get_text(), t.get_position()) for t in written(
            correspondence_map(chosen.points, found.axes, rule=chosen.rule)
        )]
        for _ in range(2)
    ]  # fmt: skip
    assert places[0] == places[1]


def test_terms_of_one_place_share_a_label() -> None:
    """Two terms of the same profile, and a plane with one axis only."""
    table = pd.DataFrame({"A": [4, 4, 1], "B": [1, 1, 6]}, index=["un", "deux", "trois"])
    found = correspondence(table, axes=2)
    figure = correspondence_map(found.points, found.axes, rule="all")
    labels = [text.get_text() for text in written(figure)]
    assert "un, deux" in labels
    assert_apart(figure)


@pytest.mark.parametrize("count", [1, 5, 60])
def test_labels_of_points_in_one_place(count: int) -> None:
    """All that have room are apart; the others are given back."""
    figure = new_figure(height=3)
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], "o")
    labels = [Label(f"label {i}", 0.5 + i * 1e-4, 0.5, "#0072B2") for i in range(count)]
    left = write_labels(axes, labels)
    assert_apart(figure)
    assert len(written(figure)) + len(left) == count
    assert (len(left) == 0) == (count < 60)
    assert labels[0] not in left


@given(st.lists(st.floats(0, 100), min_size=1, max_size=12).map(sorted), st.floats(0.5, 20))
def test_heights_are_spread(wanted: list[float], gap: float) -> None:
    """In order, inside, apart where there is room, and unmoved where none is in another's way."""
    got = spread(np.array(wanted), gap, 0.0, 100.0)
    assert (got >= -1e-6).all()
    assert (got <= 100 + 1e-6).all()
    steps = np.diff(got)
    room = min(gap, 100 / max(len(wanted) - 1, 1))
    assert (steps >= room - 1e-6).all()
    if (np.diff(wanted) > gap).all():
        assert got.tolist() == pytest.approx(wanted)


def test_a_heatmap_shows_every_cluster_and_its_stability(mentions: CoMention) -> None:
    """Terms in the order of the tree, one mark a cluster, the stable ones counted in the title."""
    figure = co_mention_heatmap(mentions.cells, mentions.clusters, mentions.tree, source="A/75/345")
    stable = (mentions.clusters["verdict"] == "stable").sum()
    assert f"{stable} stable of {len(mentions.clusters)} clusters" in words(figure)
    heat = figure.axes[1]
    shown = [label.get_text() for label in heat.get_yticklabels()]
    assert shown == list(dict.fromkeys(mentions.cells["term"]))
    marks = [text.get_text() for text in heat.texts]
    assert marks == [
        f"{mean:.2f}  ({100 * again:.0f} %)"
        for mean, again in zip(
            mentions.clusters["stability"], mentions.clusters["recovered"], strict=True
        )
    ]
    grid = heat.images[0].get_array()
    assert grid is not None
    assert np.ma.filled(grid, 0).ravel().tolist() == pytest.approx(mentions.cells["share"].tolist())


def test_a_heatmap_with_labels_of_themes(mentions: CoMention) -> None:
    """A term without a label keeps its name."""
    first = mentions.cells["term"].iloc[0]
    figure = co_mention_heatmap(
        mentions.cells, mentions.clusters, mentions.tree, labels={first: "Thème"}, what="themes"
    )
    assert figure.axes[1].get_yticklabels()[0].get_text() == "Thème"
    assert words(figure).startswith("Which themes")


@pytest.mark.parametrize("by", ["document", "section"])
def test_lines_are_told_apart_and_labelled(corpus: Corpus, by: str) -> None:
    """Colour, marker and dash differ between any two; no label lies upon another."""
    terms = [
        "confiance",
        "paix",
        "femmes",
        "jeunes",
        "élections",
        "climat",
        "eau",
        "santé",
        "licorne",
    ]
    found = progression(corpus, terms, by=by)  # type: ignore[arg-type]
    figure = progression_lines(found.steps, found.parts, found.terms, source="A/75/345")
    lines = [line for line in figure.axes[0].lines if line.get_drawstyle() == "steps-post"]
    assert len({(line.get_color(), line.get_marker()) for line in lines}) == len(terms)
    totals = found.steps.groupby("term").size()
    labels = [text.get_text() for text in written(figure)]
    for term, line in zip(terms, lines, strict=True):
        assert f"{term} ({totals.get(term, 0)})" in labels
        assert max(np.asarray(line.get_ydata())) == totals.get(term, 0)
    own = [t for t in written(figure) if t.get_text().endswith(")") and t.arrow_patch]
    assert len(own) == len(terms)
    assert_apart(figure)


def test_nothing_to_label() -> None:
    """No label, no change."""
    axes = new_figure().subplots()
    assert write_labels(axes, []) == []
    write_beside(axes, [])
    assert len(axes.texts) == 0


def test_only_the_sections_with_most_mentions_are_drawn(mentions: CoMention) -> None:
    """They keep their order, and the subtitle says how many there are."""
    cells = mentions.cells
    figure = co_mention_heatmap(cells, mentions.clusters, mentions.tree, sections=3)
    total = cells.groupby("part")["paragraphs"].sum()
    most = total.nlargest(3).index
    image = figure.axes[1].images[0].get_array()
    wanted = cells[cells["part"].isin(most)]["share"].to_numpy()
    assert image.shape == (cells["term"].nunique(), 3)
    assert image.filled(0.0).ravel().tolist() == wanted.tolist()
    assert f"of {len(total)} sections, the 3 with most mentions" in words(figure)
