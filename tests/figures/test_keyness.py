from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.colors import to_hex

from tests.figures.test_frequency import assert_legible, texts
from unreports.analysis.collocation import collocations
from unreports.analysis.contrast import term_table
from unreports.analysis.frequency import count_terms
from unreports.analysis.network import network
from unreports.corpus import Corpus
from unreports.errors import AnalysisError
from unreports.figures import style
from unreports.figures.collocation import collocates, collocation_network
from unreports.figures.keyness import effect_and_evidence, two_sided


@pytest.fixture(scope="module")
def table(corpus: Corpus) -> pd.DataFrame:
    return term_table(count_terms(corpus), n_resamples=100)


def test_two_sided_bars(table: pd.DataFrame) -> None:
    """More at the right in blue, less at the left in orange, each term with its count."""
    figure = two_sided(table, terms=10, source="A/75/345, CEB/2021/1")
    assert_legible(figure)
    bars = figure.axes[0].patches
    widths = [bar.get_width() for bar in bars]
    rows = table[table["part"] == "A/75/345"].sort_values("g2")
    assert sorted(widths) == pytest.approx([*rows["g2"].head(10), *rows["g2"].tail(10)])
    assert widths == sorted(widths, reverse=True)
    for bar in bars:
        colour = style.BLUE if bar.get_width() > 0 else style.ORANGE
        assert to_hex(bar.get_facecolor()) == colour.lower()
    first = rows.iloc[-1]
    assert f"{first['term']} ({first['frequency']})" in {t.get_text() for t in texts(figure)}


def test_two_sided_bars_of_the_other_part(table: pd.DataFrame) -> None:
    """The same turned round; an unknown part is a message."""
    figure = two_sided(table, part="CEB/2021/1", terms=5)
    assert any(t.get_text().startswith("CEB/2021/1 is marked by") for t in texts(figure))
    with pytest.raises(AnalysisError, match=r"It has A/75/345, CEB/2021/1\."):
        two_sided(table, part="A/1/1")


def test_bars_where_nothing_differs(table: pd.DataFrame) -> None:
    """A part that stands out by no term is said to."""
    figure = two_sided(table.assign(g2=0.0))
    assert any("stands out by no term" in t.get_text() for t in texts(figure))


def test_effect_and_evidence(table: pd.DataFrame) -> None:
    """A point for every term, in the colour of its heaping; the surest are named."""
    figure = effect_and_evidence(table, source="x")
    assert_legible(figure)
    there, lacking = figure.axes[0].collections[:2]
    rows = table[table["part"] == "A/75/345"]
    assert len(there.get_offsets()) == (rows["frequency"] > 0).sum()
    assert len(lacking.get_offsets()) == (rows["frequency"] == 0).sum()
    assert list(there.get_array()) == list(rows[rows["frequency"] > 0]["heaping"])
    written = " ".join(t.get_text() for t in texts(figure))
    assert "union africaine" in written
    assert "conflit" in written


def test_colours_span_the_heaping_that_occurs(table: pd.DataFrame) -> None:
    """The colour bar says from where to where; one value alone has a colour too."""
    own = table[table["part"] == "A/75/345"].assign(heaping=0.81)
    figure = effect_and_evidence(own)
    assert figure.axes[0].collections[0].get_clim() == (0.8, 0.85)
    assert figure.axes[1].get_ylabel().endswith("span 0.8 to 0.85")
    there = table[(table["part"] == "A/75/345") & (table["frequency"] > 0)]["heaping"]
    low, high = effect_and_evidence(table).axes[0].collections[0].get_clim()
    assert 0 <= low <= there.min() < low + 0.05
    assert high - 0.05 < there.max() <= high <= 1


def test_a_list_of_frequencies_has_no_other_part(table: pd.DataFrame) -> None:
    """The title says what the part is compared with."""
    own = table[table["part"] == "CEB/2021/1"]
    figure = effect_and_evidence(own)
    assert any("the reference list" in t.get_text() for t in texts(figure))


def test_collocates_of_a_word(corpus: Corpus) -> None:
    """A point each, the strongest first, with its counts."""
    found = collocations(corpus, "confiance")
    figure = collocates(found, terms=6, source="x")
    assert_legible(figure)
    first = found.iloc[0]
    label = f"{first['collocate']} ({first['frequency']} / {first['paragraphs']})"
    assert figure.axes[0].get_yticklabels()[0].get_text() == label
    points = figure.axes[0].collections[0].get_offsets()
    assert list(points[:, 0]) == list(found["log_dice"].head(6))


def test_no_collocate(corpus: Corpus) -> None:
    """An empty table makes an empty figure."""
    assert_legible(collocates(collocations(corpus, "confiance").head(0)))


def test_a_network(corpus: Corpus) -> None:
    """A line for each pair, every term named, the rule beside it."""
    found = network(collocations(corpus))
    figure = collocation_network(found, source="x")
    assert_legible(figure)
    assert len(figure.axes[0].lines) == len(found.edges)
    written = {t.get_text().replace("\n", " ") for t in texts(figure)}
    assert set(found.nodes["term"]) <= written
    assert any("groups of fewer than 3 terms are left out" in text for text in written)
