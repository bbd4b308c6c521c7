"""Tables and sentences side by side: what they are about, and the words that differ."""

import json
from pathlib import Path

import pytest

from unreports.running.leading import leading_rows
from unreports.running.wording import pieces, sentences, shown_columns

TOPICS = "topic,term,weight,rank\n" + "".join(
    f"{topic},t{topic}{rank},0.5,{rank}\n" for topic in range(1, 15) for rank in range(10)
)


def test_the_terms_of_a_topic_are_one_row_without_its_number() -> None:
    found = leading_rows(TOPICS, ["topic", "term"])
    assert found.head == ("leading terms",)
    assert len(found.rows) == 12
    assert found.rows[0] == ("t10, t11, t12, t13, t14, t15, t16, t17",)
    assert found.keys == {f"t{topic}{rank}" for topic in range(1, 15) for rank in range(8)}


def test_topics_are_matched_by_what_they_hold() -> None:
    """In the other run they are the same ones under other numbers."""
    first = leading_rows("topic,share,label\n1,0.5,paix\n2,0.25,droit\n")
    assert first.head == ("label", "share")
    assert first.rows == (("paix", "0.5"), ("droit", "0.25"))
    other = leading_rows("topic,share,label\n1,0.25,droit\n2,0.5,paix\n")
    assert other.common(first).startswith("2 of 2 labels are in the first run too")


def test_what_a_number_alone_tells_apart_is_not_shown() -> None:
    found = leading_rows("symbol,topic,share\nA/99/1,1,0.5\n")
    assert (found.rows, found.numbered) == ((), "topic")
    assert found.common(found) == "by topic, whose numbers stand for something else in each run"


def test_a_class_with_a_name_is_no_number() -> None:
    found = leading_rows("class,n\nnoun,3\nverb,0.123456\n")
    assert found.rows == (("noun", "3"), ("verb", "0.123"))
    assert found.common(found) == ""


@pytest.mark.parametrize("table", ["", "a\n", "topic,label\n"])
def test_a_table_without_rows(table: str) -> None:
    assert leading_rows(table).rows == ()


def test_the_columns_are_those_that_the_notebook_shows() -> None:
    table = "a,b,c,d,e\n" + "1,2,3,nan,inf\n" * 20
    assert leading_rows(table, ["e", "b", "gone"]).rows == (("inf", "2"),) * 8
    assert leading_rows(table).head == ("a", "b", "c", "d")


def test_words_that_differ() -> None:
    found = pieces("Of 6 topics, “a, b” has 0.23.", "Of 8 topics, “c d, b” has 0.25.")
    assert [piece.text for piece in found if piece.other] == ["8", "c d", "0.25"]
    assert "".join(piece.text for piece in found) == "Of 8 topics, “c d, b” has 0.25."
    assert pieces("", "All new.")[0].other


def test_a_notebook_is_read_for_its_sentences_and_columns(tmp_path: Path) -> None:
    table = (
        '<div class="table-scroll" id="table-t" role="region"><table><thead><tr>'
        '<th scope="col">a</th><th scope="col" class="number">b &amp; c d</th></tr></thead>'
        "<tbody></tbody></table></div>"
    )
    said = '<div class="sentence"><p>5 &lt; <b>6</b></p></div>'
    outputs = [{"data": {"text/html": html}} for html in (table, said)]
    path = tmp_path / "a.ipynb"
    path.write_text(json.dumps({"cells": [{"id": "x", "outputs": outputs}]}), "utf-8")
    assert shown_columns(path) == {"t": ["a", "b_&_c_d"]}
    assert sentences(path) == {"x-1": "5 < 6"}
    assert (shown_columns(tmp_path / "b"), sentences(tmp_path / "b")) == ({}, {})
