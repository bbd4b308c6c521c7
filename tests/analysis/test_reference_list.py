from __future__ import annotations

from pathlib import Path

import pytest

from unreports.analysis.reference_list import (
    ReferenceList,
    parse_reference_list,
    read_reference_list,
)
from unreports.errors import AnalysisError


def test_a_list_with_all_it_may_have(tmp_path: Path) -> None:
    """Comments, empty lines, quotes, other columns, a byte order mark, the words of the corpus."""
    path = tmp_path / "list.csv"
    path.write_text(
        '\ufeff# a comment\n# words = 1 250 000\n\nterm,rank,frequency\npaix, 1 , 12\n"a, b",2,0\n',
        encoding="utf-8",
    )
    assert read_reference_list(path) == ReferenceList({"paix": 12, "a, b": 0}, 1_250_000)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("mot,frequency\npaix,1\n", 1, "no column term"),
        ("term,frequency\npaix\n", 2, "a row of 1 cell"),
        ("term,frequency\n\npaix,douze\n", 3, "the frequency of 'paix' is 'douze'"),
        ("term,frequency\npaix,-3\n", 2, "is '-3'"),
        ("term,frequency\npaix,1.5\n", 2, "is '1.5'"),
        ("term,frequency\n ,5\n", 2, "a row without a term"),
        ("term,frequency\npaix,1\npaix,2\n", 3, "'paix' stands twice"),
        ("term,frequency\n", None, "no frequency above 0"),
        ("", None, "no frequency above 0"),
        ("# words=5\nterm,frequency\npaix,9\n", None, "fewer than the frequencies together"),
    ],
)
def test_bad_rows_are_named_with_their_line(text: str, line: int | None, message: str) -> None:
    """What is wrong, in which line of which file."""
    with pytest.raises(AnalysisError, match=message) as caught:
        parse_reference_list(text, where="list.csv")
    assert caught.value.line == line
    assert str(caught.value).startswith("list.csv")


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_files_that_cannot_be_read(tmp_path: Path, content: bytes | None) -> None:
    """Missing, or no UTF-8."""
    path = tmp_path / "list.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(AnalysisError, match="cannot be read"):
        read_reference_list(path)
