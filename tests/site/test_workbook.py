"""The workbook of a run: text is text, numbers are numbers, and it is the same at every run."""

import csv
import hashlib
import io
import zipfile
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from unreports.running.formats import number_columns, table_csv
from unreports.site import workbook
from unreports.site.workbook import sheet_name, write_workbook

from .workbooks import Sheet, read_workbook

HOSTILE = {
    "formula": "=cmd|' /C calc'!A0",
    "link": '=HYPERLINK("https://example.org/?"&A1,"x")',
    "address": "https://example.org/",
    "internal": "internal:'Contents'!A1",
    "plus": "+1+1",
    "minus": "-2+3",
    "at": "@SUM(A1)",
    "tab": "\t=1+1",
    "line": "\n=1+1",
    "wide": "\uff1d1+1",
    "second": "peace;=1+1",
    "array": "{=1+1}",
    "tags": '<r><t>x</t></r></is></c><c r="A9"><f>1+1</f></c><c><is></r>',
    "rich": "<r><t>x</t></r>",
    "escape": "_x003D_1+1",
    "markup": "</t></is></c>]]><!-- &amp; \ufffe \uffff",
    "apostrophe": "'quoted",
}


@pytest.fixture
def make(tmp_path: Path) -> Any:
    """Return a function that writes the workbook of a run with these tables, and reads it."""

    def written(
        tables: dict[str, pd.DataFrame], caption: str = "What", title: str = "Report"
    ) -> dict[str, Sheet]:
        (tmp_path / "tables").mkdir(exist_ok=True)
        for name, frame in tables.items():
            (tmp_path / "tables" / f"{name}.csv").write_bytes(table_csv(frame).encode())
        record = {
            "title": "Terms",
            "parameters": {"topics": 8, "words": ["=a", "b"]},
            "help": {"topics": "How many"},
            "written": [
                {
                    "kind": "table",
                    "name": name,
                    "caption": caption,
                    "numbers": number_columns(frame),
                    "files": [f"tables/{name}.csv"],
                }
                for name, frame in tables.items()
            ],
        }
        document = {
            "symbol": "A/1", "title": title, "date": "2020-01-02", "language": "fr",
            "paragraphs": 3, "words": 14,
        }  # fmt: skip
        manifest = {"run": "fine", "notebooks": {"01": record}, "documents": [document]}
        assert write_workbook(tmp_path, manifest) == bool(tables)
        return read_workbook(tmp_path / "tables.xlsx") if tables else {}

    return written


def digest(folder: Path) -> str:
    return hashlib.sha256((folder / "tables.xlsx").read_bytes()).hexdigest()


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_text_is_text_whatever_it_looks_like(make: Any, text: str) -> None:
    """In a cell, a header, a caption and a title."""
    frame = pd.DataFrame({text: [text, "x"], "n": [1, 2]})
    sheets = make({"t": frame}, caption=text, title=text)
    for place in ("A1", "A2"):
        assert str(sheets["t"].cells[place]).removesuffix(" ") == text
    assert sheets["t"].cells["B3"] == 2
    assert str(sheets["Contents"].cells["B4"]).removesuffix(" ") == text
    assert str(sheets["Contents"].cells["B7"]).removesuffix(" ") == text
    for sheet in sheets.values():
        assert "<f>" not in sheet.xml
    links = [line for line in sheets["Contents"].xml.split("<") if line.startswith("hyperlink ")]
    assert ["location=\"'t'!A1\"" in link for link in links] == [True]


def test_a_formula_stays_text_when_its_cell_is_edited(make: Any, tmp_path: Path) -> None:
    """Excel keeps a mark for that in the cell's style."""
    sheet = make({"t": pd.DataFrame({"x": ["=1+1", "peace"]})})["t"]
    styles = zipfile.ZipFile(tmp_path / "tables.xlsx").read("xl/styles.xml").decode()
    marked = [
        str(place)
        for place, style in enumerate(styles.split("<cellXfs")[1].split("<xf ")[1:])
        if 'quotePrefix="1"' in style
    ]
    assert sheet.xml.split('<c r="A2" s="')[1][0] in marked
    assert '<c r="A3" t=' in sheet.xml


def test_what_acts_unseen_is_shown_by_name(make: Any) -> None:
    sheet = make({"t": pd.DataFrame({"x": ["\x1b[31mred \u202egnp.exe"]})})["t"]
    assert sheet.cells["A2"] == "␛[31mred ⟨U+202E⟩gnp.exe"


def test_numbers_agree_with_the_csv_file(make: Any, tmp_path: Path) -> None:
    """Text that looks like a number, and digits that Excel would round, are text."""
    frame = pd.DataFrame(
        {
            "float": [1 / 3, -1e-9, 123456.789, 1e15 / 7],
            "int": pd.array([1, None, -3, 123456789012345], dtype="Int64"),
            "date": ["2019", "2019-03", "2020", ""],
            "text": ["1", "-1", "2", "3"],
            "long": [1234567890123456, 1, 2, 3],
            "section": ["2.1", "2.10", "2", "3"],
            "none": [None] * 4,
        }
    )
    cells = make({"t": frame})["t"].cells
    text = (tmp_path / "tables" / "t.csv").read_bytes().decode()
    rows = list(csv.reader(io.StringIO(text, newline="")))
    found = [[cells.get(f"{c}{r}", "") for c in "ABCDEFG"] for r in range(2, 6)]
    for row, texts in zip(found, rows[1:], strict=True):
        assert [type(value) for value in row[2:]] == [str] * 5
        assert [value if value == "" else float(value) for value in row[:2]] == [
            text if text == "" else float(text) for text in texts[:2]
        ]
        assert row[4:6] == texts[4:6]
    assert [row[3] for row in found] == ["1", "-1", "2", "3"]
    assert isinstance(found[0][0], float)
    assert isinstance(found[0][1], float)


def test_the_header_stays_and_filters_and_columns_have_room(make: Any) -> None:
    frame = pd.DataFrame({"n": [1], "text": ["x" * 300]})
    xml = make({"t": frame})["t"].xml
    assert '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' in xml
    assert '<autoFilter ref="A1:B2"/>' in xml
    widths = [float(part.split('"')[0]) for part in xml.split(' width="')[1:]]
    assert [round(width) for width in widths] == [9, 61]


def test_the_first_sheet_lists_what_there_is(make: Any) -> None:
    sheets = make({"terms": pd.DataFrame({"n": [1, 2]}), "none": pd.DataFrame({"n": []})})
    assert list(sheets) == ["Contents", "terms", "none"]
    contents = sheets["Contents"]
    assert contents.row(1) == ["Tables of the run fine"]
    assert contents.row(4) == ["A/1", "Report", "2020-01-02", "fr", 3, 14]
    assert contents.row(7) == ["terms", "What", "Terms", 2]
    assert contents.row(8) == ["none", "What", "Terms", 0]
    assert contents.row(11) == ["topics", "How many", "Terms", "8"]
    assert contents.row(12) == ["words", "Terms", "=a, b"]
    assert sheets["none"].cells == {"A1": "n"}


def test_each_sheet_has_a_name_of_its_own_that_excel_takes(make: Any) -> None:
    names = ["contents", "history", "a" * 40, "a" * 31 + "b", "a" * 50]
    sheets = list(make({name: pd.DataFrame({"n": [1]}) for name in names}))
    assert sheets == ["Contents", "contents~2", "history~2", "a" * 31, "a" * 29 + "~2",
                      "a" * 29 + "~3"]  # fmt: skip
    assert len({name.lower() for name in sheets}) == len(sheets)
    assert len(sheet_name("x" * 40, {"x" * 31} | {"x" * 29 + f"~{n}" for n in range(2, 10)})) == 31


def test_what_is_too_long_for_excel_is_cut_and_said(
    make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "_ROWS", 3)
    monkeypatch.setattr(workbook, "_COLUMNS", 5)
    monkeypatch.setattr(workbook, "_CHARACTERS", 40)
    long = pd.DataFrame({"n": [1, 2, 3]})
    wide = pd.DataFrame([range(6)], columns=list("abcdef"))
    sheets = make({"long": long, "wide": wide, "fits": long[:2].assign(x="𝄞" * 30)}, caption="C")
    assert list(sheets["long"].cells) == ["A1", "A2", "A3"]
    assert list(sheets["wide"].cells) == [f"{c}{r}" for r in (1, 2) for c in "ABCDE"]
    assert sheets["fits"].cells["B2"] == "𝄞" * 19 + " …"
    notes = [sheets["Contents"].row(number)[4:] for number in (7, 8, 9)]
    assert notes == [[f"cut; all of it is in tables/{name}.csv"] for name in ("long", "wide")] + [
        []
    ]


def test_it_is_the_same_at_every_run(make: Any, tmp_path: Path) -> None:
    tables = {"t": pd.DataFrame({"x": ["a", "b"]}), "u": pd.DataFrame({"n": [1 / 3]})}
    make(tables)
    first = digest(tmp_path)
    (tmp_path / "tables.xlsx").unlink()
    make(tables)
    assert digest(tmp_path) == first
    names = zipfile.ZipFile(io.BytesIO((tmp_path / "tables.xlsx").read_bytes())).infolist()
    assert {info.date_time[0] for info in names} == {1980}
    make({**tables, "u": pd.DataFrame({"n": [2 / 3]})})
    assert digest(tmp_path) != first


def test_no_tables_no_workbook(make: Any, tmp_path: Path) -> None:
    make({})
    assert not (tmp_path / "tables.xlsx").exists()
