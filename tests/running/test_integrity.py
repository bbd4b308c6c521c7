"""A record that was changed by hand, or came from a stranger, leads nowhere else."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from unreports.errors import ProjectError
from unreports.files import sha256
from unreports.running.bundle import write_bundle
from unreports.running.integrity import check_names
from unreports.running.project import Project, find_project
from unreports.running.provenance import LOCK
from unreports.running.reference import keep_reference
from unreports.running.repeat import find_run

from .conftest import MakeProject
from .finished import Finished, make_finished


@pytest.fixture(scope="module")
def finished(make_project: MakeProject) -> Finished:
    return make_finished(make_project)


@pytest.fixture
def copied(finished: Finished, tmp_path: Path) -> Project:
    shutil.copytree(finished.project.root, tmp_path / "p")
    return find_project(tmp_path / "p")


def record(**changes: Any) -> dict[str, Any]:
    made: dict[str, Any] = {"files": {}, "documents": [], "notebooks": {}}
    return made | changes


def notebook(source: str, *written: str) -> dict[str, Any]:
    return {"source": {"file": source}, "written": [{"files": list(written)}]}


@pytest.mark.parametrize(
    "name",
    ["../secret", "tables/../../secret", "/etc/passwd", "tables/..", "tables/a/b.csv", "secret",
     "tables\\..\\..\\secret", "C:/secret", "tables/.hidden", "tables/a\n.csv"],
)  # fmt: skip
def test_a_name_that_leads_elsewhere_is_refused(name: str) -> None:
    fine = notebook("notebooks/01 é (1).ipynb", "tables/é.csv")
    check_names(Path("x"), record(files={"index.html": "0"}, notebooks={"01 é (1)": fine}))
    for bad in (
        record(files={name: "0"}),
        record(notebooks={"01": notebook(name)}),
        record(notebooks={"01": notebook("notebooks/01.ipynb", name)}),
        record(notebooks={f"../{name}": notebook("notebooks/01.ipynb")}),
    ):
        with pytest.raises(ProjectError, match=r"the record names .* unreports run x"):
            check_names(Path("x"), bad)


@pytest.mark.parametrize(
    "place", ["../away", "/etc", "a/../../b", "C:\\corpus", "..\\b", "C:b", ""]
)
def test_a_document_lies_in_the_project_or_is_named_only(place: str) -> None:
    for corpus in (".", "data/corpus", ".../own"):
        check_names(Path("x"), record(documents=[{"corpus": corpus, "file": "Report: 1.txt"}]))
    for corpus, file in ((place, "a.txt"), ("data", place)):
        with pytest.raises(ProjectError, match="the record names"):
            check_names(Path("x"), record(documents=[{"corpus": corpus, "file": file}]))


def test_nothing_from_outside_is_bundled_or_kept(copied: Project) -> None:
    folder, made = find_run(copied)
    secret = copied.root.parent / "secret.csv"
    secret.write_text("a\n1\n", "utf-8")
    made["files"]["tables/../../../../secret.csv"] = sha256(secret)
    for act in (write_bundle, keep_reference):
        with pytest.raises(ProjectError, match=r"run.json: the record names 'tables/\.\./"):
            act(copied, folder, made)
    assert not (copied.root / "outputs" / "reference").exists()


def test_a_changed_result_is_no_reference(copied: Project) -> None:
    """The reference that is there stays, also where it is itself what is to be kept."""
    kept = keep_reference(copied, *find_run(copied))
    before = {path: path.read_bytes() for path in kept.rglob("*.*")}
    assert keep_reference(copied, *find_run(copied, "reference")) == kept
    record = json.loads((kept / "run.json").read_text("utf-8"))
    assert record == json.loads(before[kept / "run.json"])
    folder, made = find_run(copied)
    table = folder / "tables" / "numbers.csv"
    table.write_text(table.read_text("utf-8") + "9,9\n", "utf-8")
    with pytest.raises(ProjectError, match=r"numbers\.csv: the file has changed .* run default"):
        keep_reference(copied, folder, made)
    table.unlink()
    with pytest.raises(ProjectError, match=r"numbers\.csv: the file is gone since the run"):
        keep_reference(copied, folder, made)
    assert {path: path.read_bytes() for path in kept.rglob("*.*")} == before


def test_another_lock_is_not_bundled(copied: Project) -> None:
    folder, made = find_run(copied)
    lock = copied.root / LOCK
    lock.write_text("numpy==2\n", "utf-8")
    made["lock"] = {"file": LOCK, "sha256": sha256(lock)}
    assert write_bundle(copied, folder, made).files
    lock.write_text("numpy==3\n", "utf-8")
    with pytest.raises(ProjectError, match=f"{LOCK}: the file has changed since the run"):
        write_bundle(copied, folder, made)


def test_how_a_reference_is_made(copied: Project) -> None:
    with pytest.raises(ProjectError, match="no finished run 'reference'.* Make it first: make ref"):
        find_run(copied, "reference")
