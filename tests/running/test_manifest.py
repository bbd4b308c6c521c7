"""The record of a run, as anyone may have edited it."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from unreports.errors import ProjectError
from unreports.running.manifest import read_manifest

from .conftest import MakeProject
from .finished import Finished, make_finished


@pytest.fixture(scope="module")
def finished(make_project: MakeProject) -> Finished:
    return make_finished(make_project)


def test_what_a_run_writes_is_whole(finished: Finished) -> None:
    for run in ("default", "five"):
        assert read_manifest(finished.folder(run)) == finished.record(run)


GONE = object()
FIRST = ("notebooks", "01_numbers")


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("notebooks", "x"), 5),
        (("notebooks",), []),
        (("documents",), [1]),
        (("documents", 0, "sha256"), GONE),
        (("files",), GONE),
        (("run",), "../../evil"),
        ((*FIRST, "written"), "abc"),
        ((*FIRST, "written"), GONE),
        ((*FIRST, "written", 0, "files"), "abc"),
        ((*FIRST, "inputs"), 3),
        ((*FIRST, "started"), "yesterday"),
        ((*FIRST, "failure"), {}),
    ],
)
def test_a_record_of_another_shape_is_damaged(
    finished: Finished, tmp_path: Path, place: tuple[str | int, ...], value: object
) -> None:
    record: dict[str, Any] = deepcopy(finished.record("default"))
    around: Any = record
    for name in place[:-1]:
        around = around[name]
    if value is GONE:
        del around[place[-1]]
    else:
        around[place[-1]] = value
    (tmp_path / "run.json").write_text(json.dumps(record), "utf-8")
    refused(tmp_path)


@pytest.mark.parametrize("text", ["", "[]", "[" * 100_000, '{"notebooks": {}}', "\xff"])
def test_no_json_is_damaged(tmp_path: Path, text: str) -> None:
    (tmp_path / "run.json").write_bytes(text.encode("latin-1"))
    refused(tmp_path)


def test_a_folder_in_its_place_is_said_before_anything_runs(tmp_path: Path) -> None:
    (tmp_path / "run.json").mkdir()
    refused(tmp_path)


def refused(folder: Path) -> None:
    with pytest.raises(ProjectError, match="the record of an earlier run is damaged") as caught:
        read_manifest(folder)
    assert str(folder / "run.json") in str(caught.value)
