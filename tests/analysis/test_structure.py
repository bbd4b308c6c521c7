"""How documents are built, counted by hand on a small one."""

from __future__ import annotations

import warnings

import pytest

from tests.conftest import REPORT
from unreports.analysis.structure import numbering, paragraph_lengths, section_lengths
from unreports.corpus import load_corpus


def test_sections_of_the_shipped_reports(corpus):
    """Paragraphs of a section include those of its subsections."""
    lengths = section_lengths(corpus).set_index(["symbol", "title"])
    assert lengths.loc[("A/75/345", "Union africaine"), "paragraphs"] == 18
    assert lengths.loc[("CEB/2021/1", "Autres questions"), "paragraphs"] == 4
    top = lengths[lengths["level"] == 1]
    assert top.groupby("symbol")["share"].sum().tolist() == pytest.approx([1, 1])
    assert top.groupby("symbol")["paragraphs"].sum().tolist() == [108, 37]


def test_words_are_running_words(folder):
    """Counted by hand: paragraph 3 has 11."""
    lengths = paragraph_lengths(load_corpus(folder()))
    assert lengths["order"].tolist() == [1, 2, 3, 4]
    assert lengths["words"].tolist()[2] == 11


def test_gaps_and_repeats_are_listed(folder):
    """Numbers 1, 2, 4, 4: 3 is missing, 4 stands twice."""
    text = REPORT.replace("3. Les forêts du nord", "4. Les forêts du nord")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        got = numbering(load_corpus(folder(**{"A_74_1-fr": text}))).iloc[0]
    assert (got["first"], got["last"], got["missing"], got["repeated"]) == (1, 4, [3], [4])


def test_the_shipped_numbering_has_no_gap(corpus):
    """1 to 108 and 1 to 37."""
    got = numbering(corpus)
    assert got["last"].tolist() == [108, 37]
    assert got["missing"].tolist() == got["repeated"].tolist() == [[], []]
