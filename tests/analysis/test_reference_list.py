from __future__ import annotations

import pytest

from unreports.analysis.reference_list import (
    ReferenceList,
    parse_reference_list,
)
from unreports.errors import AnalysisError


def test_a_list_with_all_it_may_have() -> None:
    """Comments, empty lines, quotes, other columns, the words of the corpus."""
    text = '# a comment\n# words = 1 250 000\n\nterm,rank,frequency\npaix, 1 , 12\n"a, b",2,0\n'
    assert parse_reference_list(text) == ReferenceList({"paix": 12, "a, b": 0}, 1_250_000)


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
