"""Terms that one section repeats: against a corpus that can be counted by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd

import unreports
from unreports.analysis.concentration import COLUMNS, concentrated
from unreports.analysis.frequency import TermCounts, count_terms
from unreports.corpus import Corpus


def test_the_shipped_corpus(corpus: Corpus) -> None:
    """The organisations that have a section, and no general word."""
    table = concentrated(count_terms(corpus))
    assert list(table.columns) == list(COLUMNS)
    found = table.set_index("term")
    assert found.loc["ASEAN", "in_section"] == found.loc["ASEAN", "frequency"] == 18
    assert found.loc["ASEAN", "rank"] < found.loc["ASEAN", "rank_by_paragraphs"]
    assert "coopération" not in found.index
    assert "conflit" not in found.index  # the section is most of CEB/2021/1
    assert (table["rank"] < table["rank_by_paragraphs"]).all()
    assert table["share"].between(2 / 3, 1).all()


def test_thresholds(corpus: Corpus) -> None:
    """None is frequent; or every section may be of any size."""
    counts = count_terms(corpus)
    assert concentrated(counts, leading=0).empty
    assert len(concentrated(counts, max_words=1.0)) > len(concentrated(counts))


def test_order_of_paragraphs(corpus: Corpus) -> None:
    """Shuffled rows give the same table."""
    from dataclasses import replace

    counts = count_terms(corpus)
    order = counts.paragraphs.sample(frac=1, random_state=1).index.to_numpy()
    shuffled: TermCounts = replace(
        counts,
        matrix=counts.matrix[order],
        words=counts.words[order],
        paragraphs=counts.paragraphs.loc[order].reset_index(drop=True),
    )
    pd.testing.assert_frame_equal(concentrated(shuffled), concentrated(counts))


def test_one_section_is_the_document(folder: Callable[..., Path]) -> None:
    """Nothing can be repeated by one section more than by others."""
    assert concentrated(count_terms(unreports.load_corpus(folder())), min_share=1.01).empty
