from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import unreports
from unreports import language
from unreports.analysis.collocation import COLUMNS, collocations, log_dice
from unreports.analysis.concordance import concordance
from unreports.analysis.keyness import log_likelihood
from unreports.analysis.network import network
from unreports.corpus import Corpus
from unreports.errors import AnalysisError


@pytest.fixture(scope="module")
def pairs(corpus: Corpus) -> pd.DataFrame:
    return collocations(corpus)


def sentences_of(corpus: Corpus) -> list[tuple[str, list[str]]]:
    """Each sentence's paragraph and terms, read one by one."""
    found = []
    for text, reference in zip(corpus.body["text"], corpus.body["reference"], strict=True):
        terms = language.terms(text, "fr")
        for start, end in language.sentences(text, "fr"):
            found.append((reference, [t.term for t in terms if start <= t.start < end]))
    return [(reference, own) for reference, own in found if own]


def test_pairs_of_a_sentence_by_hand(corpus: Corpus, pairs: pd.DataFrame) -> None:
    """Sentences with both, with each, and their paragraphs."""
    assert list(pairs) == list(COLUMNS)
    sentences = sentences_of(corpus)
    for row in pairs.iloc[[0, 50, len(pairs) - 1]].itertuples():
        both = [ref for ref, terms in sentences if {row.node, row.collocate} <= set(terms)]
        fx = sum(row.node in terms for _, terms in sentences)
        fy = sum(row.collocate in terms for _, terms in sentences)
        assert (row.frequency, row.node_frequency, row.collocate_frequency) == (len(both), fx, fy)
        assert row.paragraphs == len(set(both))
        assert row.log_dice == pytest.approx(14 + np.log2(2 * len(both) / (fx + fy)))
        assert row.expected == pytest.approx(fx * fy / len(sentences))
        g2 = log_likelihood([len(both)], [fy - len(both)], fx, len(sentences) - fx)[0]
        assert row.g2 == pytest.approx(g2)
        assert all(ref.rpartition(" ")[0] in row.references for ref in both)


@pytest.mark.parametrize("window", [1, 3])
def test_a_window_by_hand(corpus: Corpus, window: int) -> None:
    """Occurrences of the collocate with the node so many terms away, each once, in the sentence."""
    found = collocations(corpus, "pandémie", window=window, min_frequency=2, min_paragraphs=1)
    sentences = [terms for _, terms in sentences_of(corpus)]
    near: dict[str, int] = {}
    reach = 0
    for terms in sentences:
        for i, term in enumerate(terms):
            around = terms[max(0, i - window) : i] + terms[i + 1 : i + 1 + window]
            if "pandémie" in around:
                reach += 1
                near[term] = near.get(term, 0) + 1
    near.pop("pandémie", None)
    assert dict(zip(found["collocate"], found["frequency"], strict=True)) == {
        term: n for term, n in near.items() if n >= 2
    }
    size = sum(map(len, sentences))
    row = found.iloc[0]
    fy = sum(terms.count(row["collocate"]) for terms in sentences)
    assert row["expected"] == pytest.approx(reach * fy / size)
    g2 = log_likelihood([row["frequency"]], [fy - row["frequency"]], reach, size - reach)[0]
    assert row["g2"] == pytest.approx(g2)


@pytest.mark.parametrize("window", [None, 4])
def test_a_node_and_all_pairs_agree(corpus: Corpus, window: int | None) -> None:
    """In sentences entirely; in a window the pair has the lesser of both directions."""
    every = collocations(corpus, window=window)
    own = every[(every["node"] == "pandémie") | (every["collocate"] == "pandémie")]
    other = own["node"].where(own["node"] != "pandémie", own["collocate"])
    together = dict(zip(other, own["frequency"], strict=True))
    node = collocations(corpus, "pandémie", window=window).set_index("collocate")["frequency"]
    assert set(together) <= set(node.index)
    for term, frequency in together.items():
        assert frequency <= node[term]
        assert frequency == node[term] or window


@pytest.mark.parametrize(
    ("pattern", "term"),
    [("conflits", "conflit"), ("CONFLIT", "conflit"), ("développement durable", None),
     ("pandemie", "pandémie"), ("confi*", None)],
)  # fmt: skip
def test_nodes_in_any_form(corpus: Corpus, pattern: str, term: str | None) -> None:
    """A form, a phrase, a pattern; never its own collocate."""
    found = collocations(corpus, pattern, min_frequency=1, min_paragraphs=1)
    assert len(found)
    assert (found["node"] == pattern).all()
    assert term not in set(found["collocate"])
    if term:
        same = collocations(corpus, term, min_frequency=1, min_paragraphs=1)
        pd.testing.assert_frame_equal(found.assign(node=term), same)


def test_a_node_is_found_as_in_the_concordance(corpus: Corpus) -> None:
    """Inside longer terms too, whatever the unit; what holds it is no collocate."""
    lines = concordance(corpus, "paix")
    extra = ("maintien de la paix",)
    for unit in ("lemma", "token"):
        found = collocations(corpus, "paix", unit=unit, extra=extra, min_frequency=1)
        held = found["node_frequency"].iloc[0]
        assert lines["reference"].nunique() <= held <= len(lines)
        assert not any("paix" in term for term in found["collocate"])
    other = collocations(corpus, "paix", min_frequency=1)
    assert other["node_frequency"].iloc[0] == held


def test_a_pattern_with_an_everyday_word(corpus: Corpus) -> None:
    """The concordance finds it, and so something stands beside it."""
    assert len(collocations(corpus, "lutt* contre", min_frequency=2))
    assert len(collocations(corpus, "au cours de", window=3, min_frequency=1, min_paragraphs=1))


def test_a_phrase_that_no_list_has_is_joined(corpus: Corpus) -> None:
    """Its words are then no collocates of it where they stand in it."""
    found = collocations(corpus, "causes profondes des conflits", min_frequency=1)
    assert len(found)
    assert found["node_frequency"].iloc[0] == 10


def test_order_of_paragraphs(corpus: Corpus, pairs: pd.DataFrame) -> None:
    """No matter, nor for a window."""
    shuffled = replace(corpus, paragraphs=corpus.paragraphs.sample(frac=1, random_state=2))
    pd.testing.assert_frame_equal(collocations(shuffled), pairs)
    one, other = (collocations(c, "paix", window=4) for c in (corpus, shuffled))
    pd.testing.assert_frame_equal(one, other)


def test_what_cannot_be_asked(corpus: Corpus) -> None:
    """The message shows the node and what may be given."""
    with pytest.raises(AnalysisError, match="'zzz' is not found in the corpus"):
        collocations(corpus, "zzz")
    with pytest.raises(AnalysisError, match="1 term or more, not 0"):
        collocations(corpus, window=0)


WORDS = ["paix", "guerre", "forêt", "rivière", "femme"]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), min_size=1, max_size=5),
    st.sampled_from([None, 1, 2]),
)
def test_any_small_corpus_has_finite_numbers(
    tmp_path_factory: pytest.TempPathFactory, sentences: list[list[str]], window: int | None
) -> None:
    """And logDice of 14 at most, pairs in alphabetical order, each once."""
    home = tmp_path_factory.mktemp("corpus")
    text = "\n\n".join(f"{n}. La {' '.join(s)}." for n, s in enumerate(sentences, start=1))
    (home / "A_1_1-fr.txt").write_text(f"Distr. générale\n\n{text}\n", encoding="utf-8")
    corpus = unreports.load_corpus(home)
    found = collocations(corpus, window=window, min_frequency=1, min_paragraphs=1)
    assert np.isfinite(found.select_dtypes("number")).all(axis=None)
    assert (found["log_dice"] <= 14).all()
    assert (found["node"] < found["collocate"]).all()
    assert not found.duplicated(["node", "collocate"]).any()
    if window is None:
        together = {pair for words in sentences for pair in combinations(sorted(set(words)), 2)}
        assert set(zip(found["node"], found["collocate"], strict=True)) == together


def test_log_dice_as_published() -> None:
    """sugiura-ken.org (R, after Rychlý 2008): LD(8, 389, 230) = 8.726204; never apart is 14."""
    values = log_dice(np.array([8.0, 300, 0]), np.array([389.0, 300, 5]), np.array([230.0, 300, 7]))
    assert values == pytest.approx([8.726204, 14.0, 0.0], abs=1e-6)


def test_a_network_keeps_what_its_rule_says(pairs: pd.DataFrame) -> None:
    """The floors, the most certain pairs, no small group; the same whatever the order."""
    found = network(pairs, min_log_dice=11, min_g2=15, min_paragraphs=3, most=40, min_group=3)
    edges = found.edges
    assert len(edges) <= 40
    assert (edges["log_dice"] >= 11).all()
    assert (edges["g2"] >= 15).all()
    assert (edges["paragraphs"] >= 3).all()
    assert set(found.nodes["term"]) == set(edges["node"]) | set(edges["collocate"])
    assert found.nodes["component"].value_counts().min() >= 3
    assert found.nodes["degree"].sum() == 2 * len(edges)
    assert "the 40 of highest G2" in found.rule
    assert "fewer than 3 terms are left out" in found.rule
    again = network(pairs.sample(frac=1, random_state=1), min_g2=15, most=40)
    pd.testing.assert_frame_equal(again.nodes, found.nodes)


def test_linked_terms_stand_near_and_groups_apart(pairs: pd.DataFrame) -> None:
    """An edge is about 1 long; terms never coincide."""
    found = network(pairs)
    place = found.nodes.set_index("term")[["x", "y"]]
    lengths = np.linalg.norm(
        place.loc[found.edges["node"]].to_numpy() - place.loc[found.edges["collocate"]].to_numpy(),
        axis=1,
    )
    assert 0.7 < np.median(lengths) < 1.3
    all_ = place.to_numpy()
    apart = np.linalg.norm(all_[:, None] - all_[None], axis=2)[np.triu_indices(len(all_), 1)]
    assert apart.min() > 0.15


def test_no_network_is_a_message(pairs: pd.DataFrame) -> None:
    """That says the rule."""
    with pytest.raises(AnalysisError, match="logDice of 14.5 or more"):
        network(pairs, min_log_dice=14.5)
    with pytest.raises(AnalysisError, match="no 99 terms are linked"):
        network(pairs, min_group=99)


def test_a_network_of_one_pair(folder: Callable[..., Path]) -> None:
    """Two points."""
    text = "\n\n".join(f"{n}. La paix et la forêt." for n in range(1, 6))
    corpus = unreports.load_corpus(folder(**{"A_1_1-fr": f"Distr. générale\n\n{text}\n"}))
    found = network(collocations(corpus), min_g2=0, min_group=2)
    assert found.nodes["term"].tolist() == ["forêt", "paix"]
    assert np.isfinite(found.nodes[["x", "y"]]).all(axis=None)
