"""What notebooks show and write: escaped, accessible, the same bytes every time."""

import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

import unreports
from unreports.errors import CorpusError, NumberingWarning, ProjectError, UnreportsError
from unreports.running.formats import figure_bytes, table_csv
from unreports.running.output import Output
from unreports.running.sentences import sentence_html
from unreports.site.markup import shorten

from ..site.pages import Page

HOSTILE = '<script>alert(1)</script> & "x" *y* [z](javascript:a) {w} `$v$`'


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Collect what is displayed instead of displaying it."""
    found: list[dict[str, Any]] = []

    def display(data: dict[str, str], *, raw: bool, metadata: dict[str, Any]) -> None:
        assert raw
        found.append({"data": data, "metadata": metadata})

    monkeypatch.setattr("IPython.display.display", display)
    return found


@pytest.fixture
def out(planned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Output:
    """The output of a notebook in a run."""
    monkeypatch.setenv("UNREPORTS_PROJECT", str(planned))
    monkeypatch.setenv("UNREPORTS_OUTPUT", str(tmp_path))
    return unreports.open_output("01_corpus")


def test_a_table_is_written_whole_and_shown_in_part(out: Output, shown: list[Any]) -> None:
    frame = pd.DataFrame({"term": list("abc"), "n": [1, 2, 3], "references": ["A/1, par. 1"] * 3})
    out.table(frame, "terms", caption="Terms & more", rows=2, columns=["term", "references"])
    text = (out.folder / "tables" / "terms.csv").read_text("utf-8")
    assert text == 'term,n,references\na,1,"A/1, par. 1"\nb,2,"A/1, par. 1"\nc,3,"A/1, par. 1"\n'
    html = shown[0]["data"]["text/html"]
    assert "<caption><span>Terms &amp; more</span></caption>" in html
    assert html.count('<th scope="col"') == 2
    assert html.count('<th scope="row"') == 2
    assert '2 of 3 rows; all in <a href="../tables/terms.csv">tables/terms.csv</a>' in html
    assert '<a href="../html/A_1.html#par-1">A/1, par. 1</a>' in html
    assert shown[0]["metadata"]["unreports"]["files"] == ["tables/terms.csv"]


def test_a_table_without_a_name_is_only_shown(out: Output, shown: list[Any]) -> None:
    out.table(pd.DataFrame({"a": [1]}))
    assert list(out.folder.iterdir()) == []
    assert shown[0]["metadata"] == {}


def test_an_empty_table_says_so(out: Output, shown: list[Any]) -> None:
    out.table(pd.DataFrame({"a": []}), "none")
    assert "No rows; in" in shown[0]["data"]["text/html"]


def test_cells_become_plain_text() -> None:
    frame = pd.DataFrame(
        {
            "float": [0.1 + 0.2, 1e-9, None],
            "int": pd.array([1, None, 3], dtype="Int64"),
            "list": [["a", "b"], (), {"d", "c"}],
            "bool": [True, False, True],
            "text": ['say "a"', "line\nbreak", "é"],
        }
    )
    assert table_csv(frame) == (
        "float,int,list,bool,text\n"
        '0.3,1,a; b,true,"say ""a"""\n'
        '1e-09,,,false,"line\nbreak"\n'
        ",3,c; d,true,é\n"
    )


@pytest.mark.parametrize(
    ("text", "inert"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\nx"),
        ("\n=x", "'\n'=x"),
        ("\uff1d1", "'\uff1d1"),
        ("x;=1+1", "x;'=1+1"),
        ('x;"=1+1&"', 'x;"\'=1+1&"'),
        ("x\t-1\n@y", "x\t'-1\n'@y"),
        ("x; -1, =1, y=1", "x; -1, =1, y=1"),
    ],
)
def test_no_text_opens_as_a_formula(text: str, inert: str) -> None:
    """In a spreadsheet, whatever it parts cells at; numbers below zero stay numbers."""
    frame = pd.DataFrame(
        {
            text: [text],
            "list": [[text]],
            "inside": ["1 = 1"],
            "float": [-0.5],
            "int": pd.array([-2], dtype="Int64"),
            "object": pd.Series([np.int64(-3)], dtype=object),
        }
    )
    read = pd.read_csv(io.StringIO(table_csv(frame), newline=""))
    assert read.columns[0] == inert
    assert read.iloc[0].tolist() == [inert, inert, "1 = 1", -0.5, -2, -3]


def test_a_terminal_shows_what_it_would_obey() -> None:
    frame = pd.DataFrame({"\x1b[2J": ["\x1b]0;title\x07 \u202egnp"]})
    assert table_csv(frame) == "␛[2J\n␛]0;title␇ ⟨U+202E⟩gnp\n"


def test_long_texts_get_room_and_short_ones_stay_on_their_line(
    out: Output, shown: list[Any]
) -> None:
    row = {"term": "paix", "sentence": "Un mot. " * 20, "who": "ONU; UA", "at": "A/1, par. 20-40"}
    out.table(pd.DataFrame([row]))
    cells = Page(shown[0]["data"]["text/html"]).all("td")
    assert [cell.get("class") for cell in cells] == ["text", None, "references"]


def test_what_lies_outside_the_project_is_found_by_its_name(
    out: Output, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UNREPORTS_PLACES", json.dumps({".../own": str(tmp_path)}))
    assert out.path(".../own") == tmp_path
    assert out.path("data/corpus") == out.root / "data" / "corpus"


def test_text_of_a_file(out: Output, tmp_path: Path) -> None:
    """Without its byte order mark; else an error that names the file."""
    (tmp_path / "list.csv").write_bytes("\ufeffpaix,1\n".encode())
    assert out.text(tmp_path / "list.csv") == "paix,1\n"
    (tmp_path / "list.csv").write_bytes(b"\xff\xfe\x00")
    for name, problem in {
        "list.csv": "this is no text in UTF-8",
        "missing.csv": "the file cannot be read",
        "": "this is a folder",
    }.items():
        with pytest.raises(UnreportsError, match=rf"{name}: {problem}"):
            out.text(tmp_path / name)


def test_doubts_of_reading_are_shown_by_one_notebook(
    out: Output, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "A_1_2-en.txt"
    file.write_text("1. One.\n\n2. Two.\n\n4. Four.\n", "utf-8")
    with pytest.warns(NumberingWarning):
        out.corpus(file)
    monkeypatch.setenv("UNREPORTS_QUIET", "1")
    out.corpus(file)


def test_what_documents_say_is_never_markup(out: Output, shown: list[Any]) -> None:
    out.table(pd.DataFrame({HOSTILE: [HOSTILE]}), caption=HOSTILE)
    out.say("**{t}** and {l}", t=HOSTILE, l=[HOSTILE])
    out.figure(Figure(), "f", alt=HOSTILE, caption=HOSTILE)
    for item in shown:
        page = Page(item["data"]["text/html"])
        assert not {"script", "em", "code"} & set(page.tags)
        assert not [href for href in page.links if href.startswith("javascript")]


def test_raw_html_in_a_sentence_is_shown_not_obeyed() -> None:
    assert (
        sentence_html("<b>a</b> {not a field}", {}) == "<p>&lt;b&gt;a&lt;/b&gt; {not a field}</p>"
    )


def test_a_sentence_formats_and_links_its_values() -> None:
    html = sentence_html(
        "*{a}* {b:.1%} {c:,} {d}", {"a": "x_y_z", "b": 0.256, "c": 1234, "d": ["A/1, par. 2"]}
    )
    link = '<a href="../html/A_1.html#par-2">A/1, par. 2</a>'
    assert html == f"<p><em>x_y_z</em> 25.6% 1,234 {link}</p>"


def test_a_figure_comes_in_three_formats_and_says_what_it_shows(
    out: Output, shown: list[Any]
) -> None:
    out.figure(Figure(figsize=(4, 2)), "plot", alt='It "rises"', caption="A line.")
    assert sorted(p.name for p in (out.folder / "figures").iterdir()) == [
        "plot.pdf",
        "plot.png",
        "plot.svg",
    ]
    page = Page(shown[0]["data"]["text/html"])
    image = page.all("img")[0]
    assert (image["width"], image["height"], image["alt"]) == ("384", "192", 'It "rises"')
    svg, pdf, png = (f"../figures/plot.{suffix}" for suffix in ("svg", "pdf", "png"))
    assert page.links == [svg, svg, pdf, png], "the image leads to its large form"
    assert page.all("a")[0]["class"] == "enlarge"
    assert shown[0]["data"]["text/plain"] == 'It "rises"'


def test_figures_are_the_same_bytes_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def draw() -> dict[str, bytes]:
        figure = Figure(figsize=(2, 2))
        axes = figure.subplots()
        axes.plot([1, 2], label="a")
        axes.legend()
        return figure_bytes(figure, "Title")

    first = draw()
    monkeypatch.setattr("time.time", lambda: 4e9)
    assert list(first) == ["svg", "pdf", "png"]
    assert draw() == first


@pytest.mark.parametrize("alt", ["", "  "])
def test_a_figure_needs_a_text_alternative(out: Output, alt: str) -> None:
    with pytest.raises(UnreportsError, match="no text alternative"):
        out.figure(Figure(), "plot", alt=alt)


@pytest.mark.parametrize("name", ["../x", "a/b", "A", "", "x.csv", "é"])
def test_a_name_stays_in_its_folder(out: Output, name: str) -> None:
    with pytest.raises(UnreportsError, match="is no name for a file"):
        out.table(pd.DataFrame({"a": [1]}), name)


def test_a_name_is_used_once_in_a_run(out: Output, shown: list[Any]) -> None:
    out.table(pd.DataFrame({"a": [1]}), "x")
    with pytest.raises(UnreportsError, match="written twice"):
        out.table(pd.DataFrame({"a": [1]}), "x")


def test_quotations_carry_language_citation_and_marks(out: Output, shown: list[Any]) -> None:
    corpus = out.corpus()
    out.quote(corpus, "A/99/1, par. 1", highlight="paix")
    html = shown[0]["data"]["text/html"]
    assert '<blockquote lang="fr"><p>La <mark>paix</mark> &amp; la sécurité &lt; tout.</p>' in html
    assert '<a href="../html/A_99_1.html#par-1">A/99/1, par. 1</a>' in html


def test_paragraphs_are_quoted_from_a_table_once_each(out: Output, shown: list[Any]) -> None:
    corpus = out.corpus()
    out.quote(corpus, pd.concat([corpus.body, corpus.body]))
    assert Page(shown[0]["data"]["text/html"]).tags.count("blockquote") == 3


def test_an_unknown_paragraph_is_named(out: Output) -> None:
    with pytest.raises(CorpusError, match="A/99/1, par. 9"):
        out.quote(out.corpus(), ["A/99/1, par. 9"])


def test_a_long_text_is_cut_near_what_is_marked() -> None:
    text = "Avant. " * 100 + "La paix est là. " + "Après. " * 100
    cut = shorten(text, ["paix"], 100)
    assert cut.startswith("[…] ")
    assert cut.endswith(" […]")
    assert "paix" in cut
    assert len(cut) <= 112


def test_in_jupyterlab_the_output_is_in_a_folder_of_its_own(
    planned: Path, monkeypatch: pytest.MonkeyPatch, shown: list[Any]
) -> None:
    """There the pages of the documents are written too, so that citations lead somewhere."""
    monkeypatch.chdir(planned / "notebooks")
    out = unreports.open_output()
    out.corpus()
    out.say("{r}", r="A/99/1, par. 1")
    assert 'href="../outputs/lab/html/A_99_1.html#par-1"' in shown[0]["data"]["text/html"]
    assert (planned / "outputs" / "lab" / "html" / "A_99_1.html").is_file()


def test_outside_a_project_the_remedy_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ProjectError, match="no folder notebooks/"):
        unreports.open_output()


def test_a_record_is_written_and_read_again(out: Output, shown: list[Any]) -> None:
    """Every number to the last bit, with a link to the file and a note of it."""
    data = {"values": [0.1, 1e-300, 3], "label": "été", "none": []}
    out.record(data, "topics", caption="The model & its terms")
    assert out.read_record(out.folder / "models" / "topics.json") == data
    html = shown[0]["data"]["text/html"]
    assert (
        'The model &amp; its terms: <a href="../models/topics.json">models/topics.json</a>' in html
    )
    assert shown[0]["metadata"]["unreports"]["files"] == ["models/topics.json"]
    with pytest.raises(UnreportsError, match="models/topics is written twice"):
        out.record(data, "topics", caption="Again")


@pytest.mark.parametrize("text", ["", "{", "no", "[" * 100_000, '{"a": ' + "9" * 5000 + "}"])
def test_a_damaged_record_is_refused(out: Output, text: str) -> None:
    path = out.folder / "x.json"
    path.write_text(text, "utf-8")
    with pytest.raises(UnreportsError, match="x.json: the file is no JSON, or a damaged one"):
        out.read_record(path)


def test_a_record_holds_no_number_that_json_lacks(out: Output) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        out.record({"value": float("nan")}, "topics", caption="x")
    assert not (out.folder / "models").exists()
