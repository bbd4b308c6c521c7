"""Grids of runs.yml become runs, and many runs are carried out with one that fails among them."""

import json
from pathlib import Path

import pytest

from unreports.errors import ParameterError, ProjectError
from unreports.running.plan import check_runs, make_plan
from unreports.running.project import find_project
from unreports.running.runs import read_runs, read_sweeps
from unreports.running.sweep import plan_all, run_all

from .conftest import MakeProject


def written(folder: Path, text: str) -> Path:
    path = folder / "runs.yml"
    path.write_text(text, "utf-8")
    return path


def test_a_grid_is_a_run_for_each_point(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "one: {topics: 3}\n"
        "scan:\n  words: [a, b]\n  grid: {topics: [6, 8], unit: [lemma, token]}\n"
        "lists: {grid: {follow: [[Été, paix], []], share: [0.5]}}\n",
    )
    runs = read_runs(path)
    assert list(runs) == [
        "one",
        "scan-topics-6-unit-lemma",
        "scan-topics-6-unit-token",
        "scan-topics-8-unit-lemma",
        "scan-topics-8-unit-token",
        "lists-follow-ete-paix-share-0-5",
        "lists-follow-share-0-5",
    ]
    values = {setting.name: setting.value for setting in runs["scan-topics-8-unit-token"]}
    assert values == {"words": ["a", "b"], "topics": 8, "unit": "token"}
    assert {setting.line for setting in runs["scan-topics-6-unit-lemma"]} == {3, 4}
    sweeps = read_sweeps(path)
    assert list(sweeps) == ["scan", "lists"]
    assert len(sweeps["scan"]) == 4


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: {grid: 3}\n", "runs.yml, line 1: a grid has parameters with lists"),
        ("a: {grid: {}}\n", "line 1: a grid has parameters with lists"),
        ("a:\n  grid: {n: 3}\n", "line 2: n needs a list of values .* `grid: {topics:"),
        ("a: {grid: {n: []}}\n", "n needs a list of values"),
        ("a: {n: 1, grid: {n: [1]}}\n", "n stands in the grid and beside it"),
        ("b: {}\na: {grid: {n: [1, 1]}}\n", "line 2: 1 stands twice among the values of n"),
        ("a:\n  grid:\n    n:\n    - 1\n    - 2\n    - 1\n", "line 6: 1 stands twice"),
        ("a:\n  grid:\n    m: [1]\n    n: 3\n", "line 4: n needs a list of values"),
        ("a:\n  grid: {n: [é, e, e-1]}\n", "line 2: two runs have the name a-n-e-1"),
        ("b: {}\nA b: {}\n", "runs.yml, line 2: 'A b' cannot name a run"),
        ("a-n-1: {}\na: {grid: {n: [1]}}\n", "line 2: two runs have the name a-n-1"),
        (f"{'a' * 60}: {{grid: {{n: [10000]}}}}\n", "runs.yml, line 1: .* cannot name a run"),
    ],
)
def test_a_faulty_grid_is_refused_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ProjectError, match=message):
        read_runs(written(tmp_path, text))


def test_a_value_of_a_grid_is_checked_with_its_line(make_project: MakeProject) -> None:
    text = "a: {}\nb:\n  grid: {n: [1, many]}\n"
    project = find_project(make_project({"01_a": [("code", "n: int = 1", "parameters")]}, text))
    with pytest.raises(ParameterError, match=r'runs\.yml, line 3: n is a whole number, not "many"'):
        check_runs(project)
    assert make_plan(project, "b-n-1").tasks[0].given == {"n": 1}


def test_each_value_has_its_line_and_those_that_look_alike_a_number(tmp_path: Path) -> None:
    text = "a:\n  grid:\n    word:\n    - 中\n    - 文\n    - é\n    - e\n    - paix\n"
    runs = read_runs(written(tmp_path, text))
    assert [(run, settings[0].value, settings[0].line) for run, settings in runs.items()] == [
        ("a-word-1", "中", 4),
        ("a-word-2", "文", 5),
        ("a-word-e-1", "é", 6),
        ("a-word-e-2", "e", 7),
        ("a-word-paix", "paix", 8),
    ]


def test_a_sweep_is_among_the_names(make_project: MakeProject) -> None:
    text = "a: {}\nscan:\n  grid: {n: [1, 2]}\n"
    project = find_project(make_project({"01_a": [("code", "n: int = 1", "parameters")]}, text))
    with pytest.raises(ProjectError, match="it has a, default, scan, scan-n-1, scan-n-2"):
        make_plan(project, "nope")
    with pytest.raises(ProjectError, match="Did you mean scan?"):
        make_plan(project, "scn")


def test_a_run_executes_what_its_parameters_touch(planned: Path) -> None:
    plans = {plan.run: plan for plan in plan_all(find_project(planned))}
    names = {run: [task.notebook.name[:2] for task in plan.tasks] for run, plan in plans.items()}
    assert names == {"default": ["01", "02", "03"], "fine": ["03"], "wide": ["02", "03"]}


def test_a_point_of_a_sweep_may_have_the_default_value(make_project: MakeProject) -> None:
    notebooks = {"01_n": [("code", "n: int = 1", "parameters")], "02_still": [("code", "1")]}
    project = find_project(make_project(notebooks, "scan: {grid: {n: [1, 2]}}\n"))
    plans = plan_all(project, ["scan-n-1", "scan-n-2"])
    assert [len(plan.tasks) for plan in plans] == [1, 1]


def test_one_run_that_fails_leaves_the_others(make_project: MakeProject) -> None:
    root = make_project(
        {
            "01_n": [("code", "n: int = 1", "parameters"), ("code", "print(1 / n)")],
            "02_still": [("code", "print('still')")],
        },
        "scan: {grid: {n: [0, 5]}}\n",
    )
    lines: list[str] = []
    parts = run_all(plan_all(find_project(root)), 2, lines.append)
    assert [(part.run, part.code) for part in parts] == [
        ("default", 0),
        ("scan-n-0", 1),
        ("scan-n-5", 0),
    ]
    assert "ZeroDivisionError" in parts[1].errors
    assert "scan-n-5: started (01_n)" in lines
    assert len(lines) == 6
    record = json.loads((root / "outputs" / "scan-n-5" / "run.json").read_text("utf-8"))
    assert list(record["notebooks"]) == ["01_n"]
    assert record["notebooks"]["01_n"]["parameters"] == {"n": 5}
