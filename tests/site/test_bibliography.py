"""What reference managers read: the fields of CSL-JSON, and BibTeX that any text leaves whole."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unreports.site.bibliography import bibtex, csl_items, write_bibliography

REPORT = {
    "symbol": "A/75/345",
    "other_symbols": "S/2020/898",
    "title": "Coopération entre l'Organisation & les organisations",
    "kind": "Rapport du Secrétaire général",
    "body": "Assemblée générale; Conseil de sécurité",
    "date": "2020-09-11",
    "language": "fr",
    "paragraphs": 108,
    "words": 11081,
    "file": "A_75_345-fr.txt",
    "sha256": "0" * 64,
    "corpus": "data/corpus",
}
# The fields used here and their types, from csl-data.json of the CSL 1.0.2 schema.
SCHEMA: dict[str, type] = {
    "id": str, "type": str, "title": str, "author": list, "issued": dict, "genre": str,
    "number": str, "publisher": str, "language": str, "URL": str, "note": str,
}  # fmt: skip


def check_csl(item: dict[str, Any]) -> None:
    assert {"id", "type", "title", "number"} <= item.keys() <= SCHEMA.keys()
    assert all(isinstance(value, SCHEMA[name]) and value for name, value in item.items())
    assert item["type"] == "report"
    assert re.fullmatch(r"[A-Za-z0-9-]+", item["id"])
    for name in item.get("author", ()):
        assert list(name) == ["literal"]
        assert name["literal"]
    if "issued" in item:
        assert list(item["issued"]) == ["date-parts"]
        ((year, *rest),) = item["issued"]["date-parts"]
        assert all(isinstance(part, int) for part in (year, *rest))
        assert len(rest) <= 2


def fields(entry: str) -> dict[str, str]:
    """Read one entry as BibTeX does: every brace counts, a value ends where they are even."""
    kind, rest = entry.split("{", 1)
    assert kind == "@techreport"
    key, rest = rest.split(",\n", 1)
    found = {"key": key}
    while not rest.startswith("}"):
        name, rest = rest.lstrip().split(" = ", 1)
        depth = 0
        for end, character in enumerate(rest):
            depth += (character == "{") - (character == "}")
            assert depth >= 0
            if character == "," and depth == 0:
                found[name], rest = rest[:end], rest[end + 1 :].lstrip()
                break
    assert rest == "}\n"
    return found


def test_a_united_nations_report() -> None:
    (item,) = csl_items([REPORT])
    check_csl(item)
    assert item == {
        "id": "A-75-345",
        "type": "report",
        "title": "Coopération entre l'Organisation & les organisations",
        "author": [
            {"literal": "Nations Unies, Assemblée générale"},
            {"literal": "Nations Unies, Conseil de sécurité"},
        ],
        "issued": {"date-parts": [[2020, 9, 11]]},
        "genre": "Rapport du Secrétaire général",
        "number": "A/75/345",
        "publisher": "Nations Unies",
        "language": "fr",
        "URL": "https://undocs.org/fr/A/75/345",
        "note": "Also issued as S/2020/898",
    }
    assert fields(bibtex(item)) == {
        "key": "A-75-345",
        "author": "{{Nations Unies, Assemblée générale} and {Nations Unies, Conseil de sécurité}}",
        "title": r"{{Coopération entre l'Organisation \& les organisations}}",
        "type": "{Rapport du Secrétaire général}",
        "institution": "{{Nations Unies}}",
        "number": "{A/75/345}",
        "year": "{2020}",
        "month": "sep",
        "day": "{11}",
        "language": "{fr}",
        "url": "{https://undocs.org/fr/A/75/345}",
        "note": "{Also issued as S/2020/898}",
    }


def test_what_is_not_known_is_left_out() -> None:
    """A file of no symbol; the record of an earlier version; a date without its day."""
    note = {"symbol": "notes d'été", "title": "", "date": "", "language": ""}
    english = {
        "symbol": "S/RES/2457 (2019)",
        "title": "Silence",
        "date": "2019-02",
        "language": "en",
    }
    first, second = csl_items([note, english])
    assert first == {
        "id": "notes-d-ete", "type": "report", "title": "notes d'été", "number": "notes d'été",
    }  # fmt: skip
    assert bibtex(first).count(" = ") == 2
    check_csl(second)
    assert second["author"] == [{"literal": "United Nations"}]
    assert second["URL"] == "https://undocs.org/en/S/RES/2457(2019)"
    assert second["issued"] == {"date-parts": [[2019, 2]]}
    assert "day" not in fields(bibtex(second))


def test_each_key_is_used_once() -> None:
    records = [REPORT | {"symbol": symbol} for symbol in ("A/1", "A-1", "A 1", "…", "«»")]
    keys = [item["id"] for item in csl_items(records)]
    assert keys == ["A-1", "A-1-2", "A-1-3", "document", "document-2"]


@pytest.mark.parametrize(
    ("title", "written"),
    [
        (r"\input{/etc/passwd}", r"\textbackslash{}input\textbraceleft{}/etc/passwd"
         r"\textbraceright{}"),
        ("}}, url = {x", r"\textbraceright{}\textbraceright{}, url = \textbraceleft{}x"),
        ("100 % & #1_a^b~$", r"100 \% \& \#1\_a\textasciicircum{}b\textasciitilde{}\$"),
        ("one\n@book{x,\r\ny}", r"one @book\textbraceleft{}x, y\textbraceright{}"),
        ("\x1b[31m\u202egnp", "␛[31m⟨U+202E⟩gnp"),
    ],
)  # fmt: skip
def test_latex_is_text(title: str, written: str) -> None:
    (item,) = csl_items([REPORT | {"title": title}])
    assert fields(bibtex(item))["title"] == f"{{{{{written}}}}}"


@given(
    st.fixed_dictionaries(
        {name: st.text(max_size=20) for name in ("symbol", "title", "date", "language")},
        optional={name: st.text(max_size=20) for name in ("kind", "body", "other_symbols")},
    )
)
def test_any_text_leaves_both_whole(record: dict[str, str]) -> None:
    (item,) = csl_items([record | {"symbol": f"{record['symbol']}x"}])
    check_csl(item)
    assert len(fields(bibtex(item))) == len(re.findall(r"^  \w+ = ", bibtex(item), re.M)) + 1


def test_the_files_hold_every_document(tmp_path: Path) -> None:
    write_bibliography(tmp_path, [REPORT, REPORT | {"symbol": "CEB/2021/1"}])
    content = json.loads((tmp_path / "references.json").read_text("utf-8"))
    assert [item["number"] for item in content] == ["A/75/345", "CEB/2021/1"]
    entries = (tmp_path / "references.bib").read_text("utf-8").split("\n\n")
    assert [fields(e.rstrip("\n") + "\n")["key"] for e in entries] == ["A-75-345", "CEB-2021-1"]
