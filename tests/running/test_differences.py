"""Two versions of a file are told apart, and the first place where they differ is named."""

import json

import pytest

from unreports.running.differences import find_difference

TABLE = "term,n,weight\npaix,3,0.25\ndroit,1,0.125\n"


def notebook(*outputs: dict[str, object], source: str = "x") -> str:
    cells: list[dict[str, object]] = [
        {"cell_type": "markdown", "source": "# T", "metadata": {}},
        {"cell_type": "code", "source": source, "metadata": {}, "outputs": list(outputs)},
    ]
    return json.dumps({"cells": cells})


def shown(text: str, html: str = "") -> dict[str, object]:
    data = {"text/html": html or f"<p>{text}</p>", "text/plain": text}
    return {"output_type": "display_data", "data": data, "metadata": {}}


def difference(name: str, before: str, now: str, tolerance: float = 0) -> str:
    found = find_difference(name, before.encode(), now.encode(), tolerance)
    return str(found) if found else ""


@pytest.mark.parametrize(
    ("name", "before", "now", "said"),
    [
        ("t.csv", TABLE, TABLE.replace("0.125", "0.126"), "row 2, column weight: 0.125 in the run"),
        ("t.csv", TABLE, TABLE + "onu,1,1\n", "row 3: (nothing) in the run, onu,1,1 now"),
        ("t.csv", TABLE + "onu,1,1\n", TABLE, "row 3: onu,1,1 in the run, (nothing) now"),
        ("t.csv", TABLE, TABLE.replace("weight", "share"), "the header: term,n,weight in the run"),
        ("t.csv", TABLE, TABLE.replace("paix,3", '"a\nb",3'), "row 1, column term: paix in"),
        ("t.csv", TABLE, TABLE.replace("\n", "\r\n"), "line 1: "),
        ("a.ipynb", notebook(shown("a")), notebook(shown("b")), "cell 2, output 1 (text/plain): a"),
        ("a.ipynb", notebook(shown("a")), notebook(shown("a"), shown("b")), "cell 2, output 2"),
        ("a.ipynb", notebook(source="1"), notebook(source="2"), "cell 2, its source: 1 in the run"),
        (
            "a.ipynb",
            notebook(shown("a")),
            notebook(),
            "cell 2, output 1 (text/plain): a in the run",
        ),
        ("a.html", "<p>\n1", "<p>\n2", "a.html, line 2: 1 in the run, 2 now"),
        ("a.png", "\x89P1", "\x89P2", "a.png, line 1: "),
    ],
)
def test_the_first_difference_is_named(name: str, before: str, now: str, said: str) -> None:
    assert said in difference(name, before, now)
    assert not difference(name, before, before)


def test_bytes_that_are_no_text_have_their_digests() -> None:
    found = find_difference("a.png", b"\xff1", b"\xff2", 0)
    assert str(found).startswith("a.png, its bytes: SHA-256 ")


def test_a_long_value_is_shown_where_it_differs() -> None:
    before = notebook(shown("a" * 500 + "1" + "c" * 500))
    said = difference("a.ipynb", before, before.replace("a1c", "a2c"))
    assert len(said) < 250
    assert "a1c" in said
    assert "a2c" in said


@pytest.mark.parametrize(
    ("name", "before", "now"),
    [
        ("t.csv", "v\n0.333333\n", "v\n0.333334\n"),
        ("t.csv", "v\n1e-07\n", "v\n1.00001e-07\n"),
        ("a.ipynb", notebook(shown("mean 12.5 %")), notebook(shown("mean 12.6 %"))),
        (
            "a.ipynb",
            notebook(shown("F", '<img src="data:image/png;base64,AAAA">')),
            notebook(shown("F", '<img src="data:image/png;base64,BBB=">')),
        ),
        ("f.svg", "<svg>1</svg>", "<svg>2</svg>"),
    ],
)
def test_a_tolerance_lets_the_last_digit_and_drawings_be(name: str, before: str, now: str) -> None:
    assert not difference(name, before, now, 1e-9)
    assert difference(name, before, now)


@pytest.mark.parametrize(
    ("name", "before", "now"),
    [
        ("t.csv", "v\n0.2\n", "v\n0.3\n"),
        ("t.csv", "v\n0.33333\n", "v\n0.33334\n"),
        ("t.csv", "v\n1234567\n", "v\n1234568\n"),
        ("t.csv", "v\nA/75/345, par. 5\n", "v\nA/75/345, par. 6\n"),
        ("t.csv", "v\n-0.5\n", "v\n0.5\n"),
        ("t.csv", "v\npaix\n", "v\nPaix\n"),
        ("a.ipynb", notebook(shown("3 of 4")), notebook(shown("2 of 4"))),
        ("a.ipynb", notebook(shown("12.5 %")), notebook(shown("12.7 %"))),
        ("a.ipynb", notebook(source="x = 1.0"), notebook(source="x = 1.1")),
    ],
)
def test_a_tolerance_lets_nothing_else_be(name: str, before: str, now: str) -> None:
    assert difference(name, before, now, 1e-9)
