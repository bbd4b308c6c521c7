"""Annotations by hand: what is read, and what a malformed line says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import ROOT
from unreports.errors import UnreportsError
from unreports.gold import KINDS, Gold, load_gold

DATE = {"doc": "A/1", "para": 2, "text": "2019", "type": "DATE", "value": "2019", "role": "event"}
PASSAGE = {"doc": "A/9", "para": 1, "text": "In May 2019.", "document_date": "2019-06-01"}


def put(folder: Path, name: str, *rows: dict[str, object] | str) -> None:
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_the_shipped_annotations_are_read() -> None:
    """Every kind, and the passages that come with their text."""
    gold = load_gold(ROOT / "data" / "gold")
    assert {kind: len(gold.tables[kind]) > 10 for kind in KINDS} == dict.fromkeys(KINDS, True)
    assert set(gold.symbols) == {"A/75/345", "CEB/2021/1"}
    assert len(gold.passages) >= 150
    assert set(gold.passages["language"]) == {"en"}
    assert list(gold.tables["dates"].columns[:2]) == ["symbol", "paragraph"]
    cited = gold.tables["citations"]
    assert cited["paragraph"].map(type).eq(int).all()
    assert "annexe, 4 l)" in set(cited["cited_paragraph"])


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "line 2: not JSON: Expecting property name"),
        ("[1]", "line 2: not a JSON object"),
        ({"doc": "A/1"}, "line 2: without 'para'"),
        (DATE | {"para": "2"}, "line 2: 'para' is '2', not int"),
        (DATE | {"para": True}, "line 2: 'para' is True, not int"),
        (DATE | {"para": -1}, "line 2: 'para' is -1"),
        (DATE | {"role": "party"}, "line 2: 'role' is 'party', not one of event, period"),
        (DATE | {"type": "DAY"}, "line 2: 'type' is 'DAY', not one of DATE"),
    ],
)
def test_a_malformed_line_is_named(
    tmp_path: Path, line: dict[str, object] | str, problem: str
) -> None:
    """File, line, what is wrong and what a line should be."""
    put(tmp_path, "dates.jsonl", DATE, line)
    with pytest.raises(UnreportsError) as error:
        load_gold(tmp_path)
    assert "dates.jsonl, " + problem in str(error.value)
    assert "A line is one JSON object with doc, para, text" in str(error.value)


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    """A file that is not UTF-8 is named."""
    (tmp_path / "dates.jsonl").write_bytes(b"\xff\xfe")
    with pytest.raises(UnreportsError, match=r"dates\.jsonl: cannot be read"):
        load_gold(tmp_path)


def test_a_folder_without_annotations(tmp_path: Path) -> None:
    """A missing folder and an empty one say so; no annotations are an object too."""
    with pytest.raises(UnreportsError, match="no such folder of annotations"):
        load_gold(tmp_path / "nowhere")
    with pytest.raises(UnreportsError, match="no annotations in the folder"):
        load_gold(tmp_path)
    assert repr(Gold()).startswith("<Gold: 0 dates")
    assert Gold().symbols == ()


def test_a_date_needs_its_passage(tmp_path: Path) -> None:
    """A date of a paragraph whose text is not given cannot be judged."""
    put(tmp_path, "paragraphs-en.jsonl", PASSAGE)
    put(tmp_path, "dates-en.jsonl", DATE | {"doc": "A/9", "para": 2})
    with pytest.raises(UnreportsError, match=r"dates-en\.jsonl, line 1: .* no paragraph 2 of A/9"):
        load_gold(tmp_path)
    put(tmp_path, "dates-en.jsonl", DATE | {"doc": "A/9", "para": 1})
    gold = load_gold(tmp_path)
    assert gold.passage_dates[["symbol", "value"]].values.tolist() == [["A/9", "2019"]]
    assert gold.tables["dates"].empty


@pytest.mark.parametrize(
    ("spec", "numbers"),
    [
        ("all", [0, 1, 2, 3, 4, 5]),
        ("even", [2, 4]),
        ("0 odd", [0, 1, 3, 5]),
        ("2-4", [2, 3, 4]),
        ("1 5", [1, 5]),
    ],
)
def test_which_paragraphs_were_read(tmp_path: Path, spec: str, numbers: list[int]) -> None:
    """0 is what stands before the first paragraph: neither even nor odd."""
    put(tmp_path, "dates.jsonl", DATE)
    put(tmp_path, "coverage.csv", "kind,symbol,language,paragraphs", f"dates,A/1,fr,{spec}")
    gold = load_gold(tmp_path)
    assert [n for n in range(6) if gold.covers("dates", "A/1", n, "fr")] == numbers
    assert not gold.covers("dates", "A/1", numbers[0], "en")
    assert not gold.covers("places", "A/1", numbers[0], "fr")
    assert not gold.covers("dates", "A/2", numbers[0], "fr")


def test_without_coverage_the_annotated_paragraphs_count(tmp_path: Path) -> None:
    """Nothing is known of the others."""
    put(tmp_path, "dates.jsonl", DATE, DATE | {"para": 7})
    gold = load_gold(tmp_path)
    assert [n for n in range(9) if gold.covers("dates", "A/1", n)] == [2, 7]


@pytest.mark.parametrize("row", ["dates,A/1,fr,some", "dates,A/1,fr,", "verbs,A/1,fr,all", "dates"])
def test_a_coverage_that_is_not_understood(tmp_path: Path, row: str) -> None:
    """The line is named, with what is allowed."""
    put(tmp_path, "dates.jsonl", DATE)
    put(tmp_path, "coverage.csv", "kind,symbol,language,paragraphs", row)
    with pytest.raises(UnreportsError, match=r"coverage\.csv, line 2: .*not understood"):
        load_gold(tmp_path)
    put(tmp_path, "coverage.csv", "what,where")
    with pytest.raises(UnreportsError, match=r"coverage\.csv, line 1: the header"):
        load_gold(tmp_path)
