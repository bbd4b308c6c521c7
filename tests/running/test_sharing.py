"""Finished runs side by side on a page, and one run in a zip that describes itself."""

import hashlib
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from unreports.cli import main
from unreports.errors import ProjectError
from unreports.running.bundle import Bundle, write_bundle
from unreports.running.changes import table_changes
from unreports.running.comparison import Run, comparison_page, parameter_rows, write_comparison
from unreports.running.crate import describe
from unreports.running.project import Project, find_project
from unreports.running.repeat import find_run

from ..site.pages import Page
from .conftest import MakeProject
from .finished import CATALOGUE, Finished, make_finished


@pytest.fixture(scope="module")
def finished(make_project: MakeProject) -> Finished:
    return make_finished(make_project)


@pytest.fixture(scope="module")
def html(finished: Finished) -> str:
    path = write_comparison(finished.project, ["default", "five"])
    assert path == finished.project.root / "outputs" / "compare.html"
    return path.read_text("utf-8")


def test_the_page_shows_what_differs(html: str) -> None:
    assert "<td>3</td><td><mark>5</mark></td>" in html
    assert "How many (01_numbers)" in html
    assert "1 other is the same in all runs" in html
    assert "<td>There are <mark>5</mark> in A/99/1, par. 1.</td>" in html
    assert "2 added, 3 changed (v), of 5 rows" in html
    assert "Numbers &lt;b&gt;" in html
    assert "The same in all runs: documents." in html
    assert '<th scope="col">k</th><th scope="col">v</th>' in html
    assert html.count("<tr><td>1</td><td>1.43</td></tr>") == 1, "the first run"
    assert html.count("<tr><td>1</td><td>1.71</td></tr>") == 1, "the other"
    assert html.count('<img loading="lazy" src="default/figures/line.png" alt="It rises.">') == 1
    assert html.count("<mark>") == 3, "the word itself, a parameter, and a word of a sentence"
    assert "Not repeated in the other runs, or the same: Still." in html
    links = set(Page(html).links)
    assert {"default/index.html", "five/tables/numbers.csv", "five/figures/line.svg"} <= links


def test_the_page_is_the_same_again(finished: Finished, html: str) -> None:
    path = write_comparison(finished.project, ["default", "five", "default"])
    assert path.read_text("utf-8") == html


def run_of(name: str, **parameters: Any) -> Run:
    """A run of two notebooks that share a parameter."""
    record = {"parameters": parameters, "changed": [], "help": {"unit": "Unit"}, "title": "T"}
    record |= {"status": "done", "written": [], "failure": None}
    return Run(name, Path(name), {"notebooks": {"01_a": record, "02_b": record}, "documents": []})


def test_a_parameter_that_notebooks_share_stands_once() -> None:
    first, second = run_of("x", unit="lemma", n=1), run_of("y", unit="token", n=1)
    del second.manifest["notebooks"]["02_b"]
    rows = parameter_rows([first, second])
    assert [(row.name, row.words, row.differs) for row in rows] == [
        ("unit", "Unit (01_a)", True),
        ("n", "(01_a)", False),
        ("unit", "Unit (02_b)", False),
        ("n", "(02_b)", False),
    ]
    assert [cell.text for cell in rows[2].cells] == ["lemma", "not run"]
    assert [row.words for row in parameter_rows([first])] == ["Unit (01_a, 02_b)", "(01_a, 02_b)"]
    assert "No parameter differs" in comparison_page([first, first])


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        ("k,v\na,1\n", "k,v\na,1\nb,2\n", "1 added, of 2 rows"),
        ("k,v\na,1\nb,2\n", "k,v\nb,2\n", "1 removed, of 1 row"),
        ("k,v,w\na,1,1\n", "k,v,w\na,2,2\n", "1 changed (v, w), of 1 row"),
        ("k,l,v\na,1,1\na,2,1\n", "k,l,v\na,1,1\na,2,3\n", "1 changed (v), of 2 rows"),
        ("k\na\na\n", "k\na\na\na\n", "1 added, of 3 rows"),
        ("k,v\na,1\nb,2\n", "k,v\nb,2\na,1\n", "the same rows in another order"),
        ("k,v\na,1\n", "k,w\na,1\n", "the columns are k, w"),
        ("k\n", "k\na\n", "1 added, of 1 row"),
    ],
)
def test_changes_of_a_table_in_words(before: str, now: str, words: str) -> None:
    assert str(table_changes(before, now)) == words


def unzipped(bundle: Bundle) -> dict[str, bytes]:
    with zipfile.ZipFile(bundle.path) as archive:
        assert archive.testzip() is None
        assert len({info.date_time for info in archive.infolist()}) == 1
        assert archive.namelist() == sorted(archive.namelist())
        return {name: archive.read(name) for name in archive.namelist()}


def bundled(project: Project, run: str = "default", **options: bool) -> Bundle:
    return write_bundle(project, *find_run(project, run), **options)


@pytest.fixture(scope="module")
def content(finished: Finished) -> dict[str, bytes]:
    return unzipped(bundled(finished.project))


@pytest.fixture(scope="module")
def graph(content: dict[str, bytes]) -> dict[str, Any]:
    nodes = json.loads(content["ro-crate-metadata.json"])["@graph"]
    found = {node["@id"]: node for node in nodes}
    assert len(found) == len(nodes), "an id names one thing"
    return found


def references(value: Any) -> set[str]:
    """Collect what a node refers to."""
    if isinstance(value, list):
        return {name for item in value for name in references(item)}
    if isinstance(value, dict):
        return {value["@id"]} if set(value) == {"@id"} else references(list(value.values()))
    return set()


def test_a_bundle_has_what_the_run_stood_on(content: dict[str, bytes], finished: Finished) -> None:
    root = finished.project.root
    assert {
        "run.json",
        "index.html",
        "notebooks/01_numbers.ipynb",
        "source/notebooks/01_numbers.ipynb",
        "data/corpus/A_99_1-fr.txt",
        "tables/numbers.csv",
        "tables.xlsx",
        "references.bib",
        "references.json",
        "CITATION.cff",
    } <= set(content)
    for name, digest in finished.record("default")["files"].items():
        assert hashlib.sha256(content[name]).hexdigest() == digest
    source = root / "notebooks" / "01_numbers.ipynb"
    assert content["source/notebooks/01_numbers.ipynb"] == source.read_bytes()


def test_the_same_run_is_the_same_zip(finished: Finished) -> None:
    first = bundled(finished.project).path.read_bytes()
    assert bundled(finished.project).path.read_bytes() == first


def test_every_file_is_described_and_every_reference_leads_somewhere(
    content: dict[str, bytes], graph: dict[str, Any]
) -> None:
    files = {name for name, node in graph.items() if "File" in node["@type"]}
    assert files == set(content) - {"ro-crate-metadata.json"}
    assert references(graph["./"]["hasPart"]) == files
    for name in files:
        assert graph[name]["sha256"] == hashlib.sha256(content[name]).hexdigest()
    outside = {"https://w3id.org/ro/crate/1.1"}
    for node in graph.values():
        assert references({k: v for k, v in node.items() if k != "@id"}) <= set(graph) | outside


def test_a_notebook_is_the_instrument_of_an_action(graph: dict[str, Any]) -> None:
    action = graph["#run-01_numbers"]
    assert action["@type"] == "CreateAction"
    assert action["instrument"] == {"@id": "source/notebooks/01_numbers.ipynb"}
    assert references(action["object"]) == {
        "data/corpus/A_99_1-fr.txt",
        "#01_numbers/corpus",
        "#01_numbers/n",
    }
    assert graph["#01_numbers/n"]["value"] == 3
    assert {"tables/numbers.csv", "figures/line.svg"} <= references(action["result"])
    assert action["startTime"] <= action["endTime"]
    assert action["actionStatus"] == "http://schema.org/CompletedActionStatus"
    assert references(graph["./"]["mentions"]) == {"#run-01_numbers", "#run-02_still", "#run"}
    assert graph["./"]["conformsTo"] == {"@id": "https://w3id.org/ro/wfrun/process/0.5"}


def test_every_result_is_of_an_action_and_nobody_is_said_to_have_run_it(
    graph: dict[str, Any], finished: Finished
) -> None:
    actions = [node for node in graph.values() if node["@type"] == "CreateAction"]
    results = [name for action in actions for name in references(action["result"])]
    assert len(results) == len(set(results))
    assert set(results) == {"run.json", *finished.record("default")["files"]}
    assert not any("agent" in action for action in actions)
    whole = graph["#run"]
    assert {"run.json", "index.html", "html/A_99_1.html", "tables.xlsx"} <= references(
        whole["result"]
    )
    program = graph[whole["instrument"]["@id"]]
    assert program["@type"] == "SoftwareApplication"
    assert program["version"] == finished.record("default")["unreports"]
    notebook = graph["source/notebooks/01_numbers.ipynb"]
    assert notebook["softwareRequirements"] == {"@id": program["@id"]}
    assert "url" not in notebook, "CITATION.cff has none"


def test_commit_and_lock_are_said(finished: Finished) -> None:
    record = finished.record("default")
    assert "additionalProperty" not in described(record)["./"]
    record |= {
        "code": {"commit": "c0ffee", "changed": True},
        "lock": {"file": "requirements.lock", "sha256": "d1ce"},
    }
    graph = described(record)
    assert references(graph["./"]["additionalProperty"]) == {"#commit", "#lock"}
    assert (graph["#commit"]["value"], graph["#lock"]["value"]) == ("c0ffee", "d1ce")
    assert graph["#commit"]["description"] == "Files had changed since this commit."


def described(record: dict[str, Any]) -> dict[str, Any]:
    sources = {f"source/{r['source']['file']}": b"" for r in record["notebooks"].values()}
    nodes = describe(record, sources | {"run.json": b""}, {}, {})["@graph"]
    return {node["@id"]: node for node in nodes}


def test_people_come_from_the_citation(graph: dict[str, Any]) -> None:
    person, company = (graph[r["@id"]] for r in graph["./"]["author"])
    assert (person["@type"], person["name"]) == ("Person", "Ada King")
    assert person["@id"] == "https://orcid.org/0000-0000-0000-0001"
    assert graph[person["affiliation"]["@id"]]["name"] == "Analytical Engines"
    assert (company["@type"], company["@id"]) == ("Organization", "https://example.org/")
    assert graph["./"]["license"] == {"@id": "https://spdx.org/licenses/CC-BY-4.0"}
    assert graph["source/notebooks/01_numbers.ipynb"]["version"] == "2.0.0"


@pytest.mark.parametrize(
    ("rights", "why"),
    [
        ("", "no catalogue says on what terms it may be passed on"),
        ("All rights reserved", "its rights are: All rights reserved"),
        ("not in the public domain", "its rights are: not in the public domain"),
    ],
)
def test_a_document_that_may_not_be_passed_on_is_named_only(
    finished: Finished, tmp_path: Path, rights: str, why: str
) -> None:
    shutil.copytree(finished.project.root, tmp_path / "p")
    catalogue = tmp_path / "p" / "data" / "corpus.csv"
    catalogue.write_text(CATALOGUE.format(rights=rights), "utf-8")
    folder, record = find_run(find_project(tmp_path / "p"))
    shutil.copy(folder / "tables" / "documents.csv", folder / "tables" / "paragraphs.csv")
    record["files"]["tables/paragraphs.csv"] = record["files"]["tables/documents.csv"]
    made = write_bundle(find_project(tmp_path / "p"), folder, record)
    assert made.left_out == (("A/99/1", why),)
    content = unzipped(made)
    whole = {"data/corpus/A_99_1-fr.txt", "html/A_99_1.html", "tables/paragraphs.csv"}
    whole |= {"tables.xlsx"}
    assert not whole & set(content)
    assert {"html/01_numbers.html", "references.bib"} <= set(content)
    nodes = json.loads(content["ro-crate-metadata.json"])["@graph"]
    (node,) = [node for node in nodes if node.get("identifier") == "A/99/1"]
    assert node["@type"] == "CreativeWork"
    assert node["sha256"] == finished.record("default")["documents"][0]["sha256"]
    (action,) = [node for node in nodes if node["@id"] == "#run-01_numbers"]
    assert node["@id"] in references(action["object"])


@pytest.mark.parametrize(
    "name",
    ["tables/numbers.csv", "../../notebooks/02_still.ipynb", "../../data/corpus/A_99_1-fr.txt"],
)
def test_what_has_changed_since_is_not_bundled(
    finished: Finished, tmp_path: Path, name: str
) -> None:
    shutil.copytree(finished.project.root, tmp_path / "p")
    project = find_project(tmp_path / "p")
    with (project.output_folder("default") / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    with pytest.raises(ProjectError, match=f"{Path(name).name}: the file has changed since the"):
        bundled(project)
    (project.output_folder("default") / name).unlink()
    with pytest.raises(ProjectError, match=f"{Path(name).name}: the file is gone since the run"):
        bundled(project)


def test_a_failure_is_bundled_only_by_force(finished: Finished, tmp_path: Path) -> None:
    shutil.copytree(finished.project.root, tmp_path / "p")
    project = find_project(tmp_path / "p")
    folder, record = find_run(project, "default")
    record["notebooks"]["02_still"] |= {"status": "failed", "failure": {"error": "ValueError: x"}}
    with pytest.raises(ProjectError, match="02_still did not run to the end.*--force"):
        write_bundle(project, folder, record)
    made = write_bundle(project, folder, record, force=True)
    nodes = json.loads(unzipped(made)["ro-crate-metadata.json"])["@graph"]
    action = next(node for node in nodes if node["@id"] == "#run-02_still")
    assert action["actionStatus"] == "http://schema.org/FailedActionStatus"
    assert action["error"] == "ValueError: x"


def test_the_commands_say_where_the_files_are(
    finished: Finished, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(finished.project.root)
    result = CliRunner().invoke(main, ["bundle", "five"])
    assert result.exit_code == 0, result.output
    assert result.output.startswith("outputs/five.zip: ")
    result = CliRunner().invoke(main, ["compare", "default", "five"])
    assert result.exit_code == 0, result.output
    assert "Side by side: outputs/compare.html\nOpen in a browser: file:///" in result.output
