"""The timeline's figures say what the tables say."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from unreports.figures.timeline import event_lanes, months_histogram

VIEW = ("2019-01-01", "2019-12-31")


def made(symbols: tuple[str, ...] = ("A/75/345",), lanes: int = 2) -> pd.DataFrame:
    rows = [
        (symbol, f"2.{n}", f"Section {n}", begin, finish, role)
        for symbol in symbols
        for n in range(1, lanes + 1)
        for begin, finish, role in (
            ("2019-03-05", "2019-03-05", "event"),
            ("2019-03-05", "2019-03-05", "event"),
            ("2019-05-01", "2019-05-31", "period"),
            ("1945-06-26", "1945-06-26", "event"),
        )
    ]
    return pd.DataFrame(rows, columns=["symbol", "section", "title", "begin", "finish", "role"])


def written(figure: Figure) -> str:
    return " ".join(" ".join(text.get_text() for text in figure.texts).split())


def labels(figure: Figure) -> list[str]:
    return [label.get_text() for label in figure.axes[0].get_yticklabels()]


def test_lanes_are_the_sections_and_what_is_outside_is_counted() -> None:
    """Two old dates are not drawn, and the figure says so."""
    figure = event_lanes(made(), view=VIEW, periods={"A/75/345": "2019-02-01/2019-06-30"})
    assert labels(figure) == ["Section 1", "Section 2"]
    assert "by section" in written(figure)
    assert "6 in all" in written(figure)
    assert "2 more lie outside" in written(figure)


def test_one_time_named_twice_is_one_mark_with_its_number() -> None:
    """Marks do not hide each other."""
    figure = event_lanes(made(lanes=1), view=VIEW)
    assert "×2" in [text.get_text() for text in figure.axes[0].texts]


def test_roles_differ_in_colour_and_in_marker() -> None:
    """No reader depends on colour alone."""
    figure = event_lanes(made(lanes=1), view=VIEW)
    legend = figure.axes[0].get_legend()
    assert legend is not None
    handles = legend.legend_handles
    assert len({h.get_marker() for h in handles}) == len({h.get_color() for h in handles}) == 2  # type: ignore[union-attr]


def test_documents_are_named_when_there_are_several() -> None:
    """The symbol stands beside the lanes of each document."""
    figure = event_lanes(made(("A/75/345", "CEB/2021/1")), view=VIEW)
    found = {text.get_text() for text in figure.axes[0].texts}
    assert {"A/75/345", "CEB/2021/1"} <= found


def test_at_most_thirty_lanes_are_drawn() -> None:
    """The rest is counted, not dropped in silence."""
    figure = event_lanes(made(lanes=33), view=VIEW)
    assert len(labels(figure)) == 30
    assert "in lanes not shown (3)" in written(figure)


def test_months_and_years_share_one_scale() -> None:
    """The panel of years is beside that of months and can be compared with it."""
    counts = pd.DataFrame(
        {
            "month": ["2019", "2019-03", "1945-06"],
            "role": "event",
            "count": [5, 2, 1],
            "references": "par. 1",
        }
    )
    figure = months_histogram(counts, view=VIEW)
    left, right = figure.axes
    assert left.get_ylim() == right.get_ylim()
    assert sum(bar.get_height() for bar in left.patches) == 2  # type: ignore[attr-defined]
    assert sum(bar.get_height() for bar in right.patches) == 5  # type: ignore[attr-defined]
    assert "1 more lie outside" in written(figure)


def test_a_bar_that_goes_on_outside_the_view_has_an_arrow() -> None:
    """It is cut at the edge, and says so."""
    table = made(lanes=1).assign(begin="2018-06-01", finish="2021-02-01")
    axes = event_lanes(table, view=VIEW).axes[0]
    markers = {line.get_marker() for line in axes.lines}
    assert {"<", ">"} <= markers


def test_many_years_keep_their_labels_apart() -> None:
    """A century of years is labelled at every ninth or so."""
    years = [str(year) for year in range(1920, 2021)]
    counts = pd.DataFrame({"month": years, "role": "event", "count": 1, "references": "par. 1"})
    figure = months_histogram(counts, view=("1920-01-01", "2020-12-31"))
    assert len(figure.axes[1].get_xticks()) <= 12
