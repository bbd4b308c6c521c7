"""What explorers are made of: columns, citations, what is left out, the libraries."""

from __future__ import annotations

import base64
import gzip
import json
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from unreports import language
from unreports.corpus import Corpus
from unreports.figures import style
from unreports.site.explorers import (
    EXPLORERS,
    Explorers,
    concordance,
    cooperation,
    terms,
    timeline,
    topics,
)
from unreports.site.explorers.libraries import classic, library, write_library
from unreports.site.explorers.tables import Citations, Numbering, Tables, number

from .explored import change, placed, write_tables

ASSETS = Path(style.__file__).parents[1] / "site" / "assets"


@pytest.fixture(scope="module")
def shared(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("explored")
    write_tables(corpus, folder)
    return folder


@pytest.fixture
def tables(shared: Path) -> Tables:
    return Tables(shared / "tables")


@pytest.fixture
def own(corpus: Corpus, tmp_path: Path) -> Path:
    """A folder whose tables a test may change."""
    write_tables(corpus, tmp_path)
    return tmp_path


def written(folder: Path, name: str) -> Any:
    script = (folder / "assets" / f"data-{name}.js").read_text("utf-8")
    return json.loads(script.partition("] = ")[2].rstrip(";\n"))


def test_all_find_their_place_and_name_their_scripts(corpus: Corpus, own: Path) -> None:
    soup, scripts, explorers = placed(own, corpus)
    assert [tag["data-explorer"] for tag in soup.select("section.explorer[hidden]")] == [
        explorer.kind for explorer in EXPLORERS if explorer.kind != "concordance"
    ] + ["concordance"]
    assert scripts.index("explore-common.js") < scripts.index("explore-timeline.js")
    assert len(set(scripts)) == len(scripts)
    for file in explorers.files:
        assert (own / "assets" / file).is_file()
    assert {"data-plotly.js", "data-datatables.js"} <= explorers.files


def test_without_tables_or_figures_there_is_none(corpus: Corpus, tmp_path: Path, own: Path) -> None:
    soup, _, explorers = placed(tmp_path / "empty", corpus)
    assert [tag["data-explorer"] for tag in soup.select("[data-explorer]")] == ["concordance"]
    assert not explorers.files & {"data-plotly.js", "data-datatables.js"}
    from bs4 import BeautifulSoup

    assert Explorers(own, (corpus,)).place(BeautifulSoup("<p>No figure</p>", "html.parser")) == ()


def test_a_table_with_other_columns_is_none(corpus: Corpus, own: Path) -> None:
    change(own, "events", lambda frame: frame.drop(columns="sentence"))
    change(own, "cooperation_pairs", lambda frame: frame.head(0))
    assert timeline.data(Tables(own / "tables"), [corpus]) is None
    assert cooperation.data(Tables(own / "tables"), [corpus]) is None


def test_citations_are_short_and_keep_what_leads_nowhere(corpus: Corpus) -> None:
    citations = Citations([corpus])
    assert citations.pages[0] == ["A/75/345", "A_75_345.html", "fr"]
    assert citations.short("A/75/345, par. 2 ; X/1, par. 3") == [[0, "par. 2"], "X/1, par. 3"]
    assert citations.short("A/75/345, par. 5, note 1") == [[0, "par. 5, note 1", "par-5-note-1"]]


def test_numbering_says_each_text_once() -> None:
    numbers = Numbering()
    assert [numbers(text) for text in ("a", "b", "a", "\x07")] == [0, 1, 0, 2]
    assert numbers.texts == ["a", "b", "␇"]
    assert number("nan") is None


def test_timeline_has_every_event_with_its_lanes(corpus: Corpus, tables: Tables) -> None:
    found = timeline.data(tables, [corpus])
    assert found is not None
    frames = [pd.read_csv(tables.folder / f"{name}.csv") for name in ("events", "plans")]
    assert len(found["events"]) == sum(len(frame.drop_duplicates()) for frame in frames)
    assert found["roles"] == ["event", "period", "programme"]
    africa = found["organisations"].index("Union africaine")
    with_partner = [event for event in found["events"] if africa in event[7]]
    assert len(with_partner) > 10
    assert all(africa in event[8] for event in with_partner)
    assert found["left"] == 0


def test_of_too_many_events_the_latest_are_kept(
    corpus: Corpus, tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = timeline.data(tables, [corpus])
    monkeypatch.setattr(timeline, "_MOST", 3)
    few = timeline.data(tables, [corpus])
    assert whole is not None
    assert few is not None
    assert [event[0] for event in few["events"]] == [event[0] for event in whole["events"]][-3:]
    assert few["left"] == len(whole["events"]) - 3


def test_a_pair_has_its_paragraphs_and_a_sentence_that_names_it(
    corpus: Corpus, tables: Tables
) -> None:
    found = cooperation.data(tables, [corpus])
    assert found is not None
    un, partner, paragraphs, cited = found["pairs"][0]
    assert [found["organisations"][n] for n in (un, partner)] == [
        ["ONU", "Organisation des Nations Unies"],
        ["UA", "Union africaine"],
    ]
    assert len(cited) == paragraphs
    assert cited[0][0] == [0, "par. 5"]
    assert "Union africaine" in found["sentences"][cited[0][1]]


def test_of_too_many_pairs_those_in_most_paragraphs_are_kept(
    corpus: Corpus, tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cooperation, "_MOST", 2)
    found = cooperation.data(tables, [corpus])
    assert found is not None
    assert [pair[2] for pair in found["pairs"]] == [12, 5]
    assert found["left"] > 100


def test_topics_take_what_is_there(corpus: Corpus, own: Path) -> None:
    found = topics.data(Tables(own / "tables"), [corpus])
    assert found is not None
    assert found["lambdas"] == ["0", "0.6", "1"]
    first = found["topics"][0]
    assert (first["share"], first["solid"]) == (0.5, True)
    assert [term for term, *_ in first["terms"]["0"]] == ["rare1", "paix"]
    assert [term for term, *_ in first["terms"]["1"]] == ["paix", "rare1"]
    assert [cited[:2] for cited in first["paragraphs"]] == [
        [[0, "par. 5"], 0.9],
        [[1, "par. 3"], 0.4],
    ]
    change(own, "topic_map", lambda frame: frame.drop(columns=["above_null", "label"]))
    (own / "tables" / "topic_relevance.csv").unlink()
    bare = topics.data(Tables(own / "tables"), [corpus])
    assert bare is not None
    assert (bare["topics"][0]["solid"], bare["topics"][0]["terms"]) == (None, {})


def test_terms_have_intervals_where_the_table_has_them(corpus: Corpus, tables: Tables) -> None:
    found = terms.data(tables, [corpus])
    assert found is not None
    assert [own["name"] for own in found["contrasts"]] == ["terms", "section_terms"]
    row = found["contrasts"][0]["rows"][0]
    assert row == ["conflit", 0, 12, 6, 2, 1, 3, 0.4, 10.5, [[0, "par. 5-6"]]]
    assert found["contrasts"][1]["rows"][0][5:7] == [None, None]


def test_the_spans_of_words_are_those_of_the_tokens(corpus: Corpus) -> None:
    for text in corpus.body["text"].head(20):
        here, found = 0, []
        code = [ord(c) - 40 for c in concordance.spans(text, language.tokenise(text, "fr"))]
        for gap, length in zip(code[::2], code[1::2], strict=True):
            found.append((here + gap, here + gap + length))
            here += gap + length
        assert found == [(token.start, token.end) for token in language.tokenise(text, "fr")]


def test_a_long_gap_is_written_in_pieces() -> None:
    text = "a" + " " * 100_000 + "b"
    code = [ord(c) - 40 for c in concordance.spans(text, language.tokenise(text, "fr"))]
    assert sum(code) == len(text)
    assert code[-1] == 1


def test_lemmas_are_those_of_the_analysis(corpus: Corpus, tmp_path: Path) -> None:
    concordance.write_texts(tmp_path, [corpus])
    lemmas = written(tmp_path, "lemmas")["fr"]
    assert lemmas["conflits"] == "conflit"
    assert "conflit" not in lemmas


def test_a_library_lies_packed(tmp_path: Path) -> None:
    file = write_library(tmp_path, "datatables")
    assert (tmp_path / "assets" / file).stat().st_size < len(library("datatables")) / 2
    packed = base64.b64decode(written(tmp_path, "datatables"))
    assert gzip.decompress(packed).decode("utf-8") == library("datatables")


def test_datatables_becomes_a_classic_script() -> None:
    script = library("datatables")
    assert re.search(r"window\.DataTables = \{[^}]*\bdefault: ", script)
    assert not re.search(r"\bexport\s*\{", script)
    with pytest.raises(ValueError, match="one export"):
        classic("var a = 1;", "lib")


def test_plotly_writes_no_style_of_its_own() -> None:
    script = library("plotly")
    assert 'createElement("style")' not in script
    assert "no-inline-styles" in script


def test_the_colours_are_those_of_the_figures() -> None:
    css = (ASSETS / "explore.css").read_text("utf-8")
    light = css.partition("@media")[0]
    found = [re.search(rf"--series-{n}: (#\w+)", light)[1] for n in range(7)]  # type: ignore[index]
    assert found == [colour.lower() for colour in style.PALETTE]


def test_the_scripts_know_the_roles_of_the_figures() -> None:
    from unreports.figures.timeline import ROLES

    script = (ASSETS / "explore-timeline.js").read_text("utf-8")
    assert f"const ALL = {json.dumps(list(ROLES))};" in script
