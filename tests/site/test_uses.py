"""A paragraph knows where a run uses it, and what it is about."""

from pathlib import Path

from bs4 import BeautifulSoup

from unreports.site.topics import read_topics
from unreports.site.uses import Use, gather, uses_in_tables, uses_on_page

HTML = """
<h2 id="a">A</h2>
<div class="sentence"><p><a href="../html/A_1.html#par-2">A/1, par. 2</a></p></div>
<figure class="quotation"><figcaption><a href="A_1.html#par-2">A/1, par. 2</a></figcaption></figure>
<div id="table-t"><table><tr><td><a href="A_1.html#par-3">3</a></td></tr></table></div>
<div><table><tr><td><a href="A_1.html#par-3">3</a></td></tr></table></div>
<a href="#a">here</a> <a href="https://example.org/x.html#par-2">elsewhere</a>
"""


def test_links_on_a_page_are_uses() -> None:
    """But those in a table that is written whole: all its rows count, not only those shown."""
    soup = BeautifulSoup(HTML, "html.parser")
    uses = gather(uses_on_page(soup, "01_a.html", "First"))
    assert uses == {
        "A_1.html#par-2": (
            Use("First", "finding under “A”", "01_a.html#a"),
            Use("First", "quotation under “A”", "01_a.html#a"),
        ),
        "A_1.html#par-3": (Use("First", "table under “A”", "01_a.html#a"),),
    }


def test_tables_are_uses_with_their_rows_and_figures(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(
        'term,references\na,"A/1, par. 2-3"\nb,"A/1, par. 3; B/1, par. 9"\nc,\n', "utf-8"
    )
    written = [
        {"kind": "figure", "name": "drawn", "table": "t", "files": []},
        {"kind": "table", "name": "t", "caption": "Terms", "files": ["t.csv"]},
        {"kind": "table", "name": "gone", "caption": "", "files": ["gone.csv"]},
    ]
    uses = gather(uses_in_tables(tmp_path, "01_a.html", "First", written))
    assert set(uses) == {"A_1.html#par-2", "A_1.html#par-3", "B_1.html#par-9"}
    assert uses["A_1.html#par-3"] == (
        Use("First", "table “Terms”, 2 rows", "01_a.html#table-t"),
        Use("First", "figure drawn", "01_a.html#figure-drawn"),
    )


def test_topics_are_read_where_a_run_has_them(tmp_path: Path) -> None:
    assert read_topics(tmp_path) == {}
    (tmp_path / "topics.csv").write_text("topic,term,rank\n1,paix,1\n1,droit,2\n2,eau,1\n", "utf-8")
    rows = '1,0.3,"A/1, par. 2"\n2,0.6,"A/1, par. 2"\n2,0.1,"A/1, par. 3"\n'
    (tmp_path / "topic_paragraphs.csv").write_text(f"topic,weight,reference\n{rows}", "utf-8")
    found = read_topics(tmp_path)
    assert [(t.number, t.words) for t in found["A/1, par. 2"]] == [
        ("2", "eau"),
        ("1", "paix, droit"),
    ]
    assert "A/1, par. 3" not in found
    (tmp_path / "topic_paragraphs.csv").write_text("other\n1\n", "utf-8")
    assert read_topics(tmp_path) == {}
