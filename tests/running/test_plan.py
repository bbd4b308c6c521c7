"""What to run is decided, and every mistake found, before any kernel starts."""

import os
from pathlib import Path

import pytest

from unreports.errors import ParameterError, ProjectError
from unreports.running.plan import check_runs, make_plan
from unreports.running.project import find_project
from unreports.running.runs import read_runs


def test_the_project_is_found_from_a_folder_inside(planned: Path) -> None:
    assert find_project(planned / "data" / "corpus").root == planned.resolve()


def test_no_project_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="Go to the folder of the project"):
        find_project(tmp_path)


def test_a_plan_without_a_name_has_every_default(planned: Path) -> None:
    plan = make_plan(find_project(planned))
    assert plan.run == "default"
    assert [task.given for task in plan.tasks] == [{}, {}, {}]
    assert plan.tasks[2].values == {"topics": 8, "unit": "lemma"}


def test_a_setting_reaches_every_notebook_that_has_it(planned: Path) -> None:
    plan = make_plan(find_project(planned), "wide", settings=["topics=5"])
    assert [task.given for task in plan.tasks] == [
        {},
        {"unit": "token"},
        {"unit": "token", "topics": 5},
    ]


@pytest.mark.parametrize("name", ["03", "03_topics", "topics", "notebooks/03_topics.ipynb"])
def test_a_notebook_has_several_names(planned: Path, name: str) -> None:
    plan = make_plan(find_project(planned), only=[name])
    assert [task.notebook.name for task in plan.tasks] == ["03_topics"]


@pytest.mark.parametrize(
    ("run", "only", "settings", "message"),
    [
        (None, ["topic"], [], "Did you mean 03_topics?"),
        (None, ["x"], [], "The notebooks are 01_corpus, 02_terms, 03_topics"),
        ("fime", [], [], "Did you mean fine?"),
        ("other", [], [], "A new name needs at least one --set"),
        ("../x", [], ["topics=3"], "cannot name a run"),
        ("Fine", [], ["topics=3"], "cannot name a run"),
        (None, [], ["topic=3"], "Did you mean topics .03_topics.?"),
        (None, [], ["x=3"], "The parameters are corpus .01_corpus, 02_terms.; topics"),
        (None, ["01"], ["topics=3"], "topics is a parameter of 03_topics, not of 01_corpus"),
        (None, [], ["topics=1"], "whole number from 2 to 40, not 1"),
        (None, [], ["topics=many"], '--set topics=many: topics is a whole .*, not "many"'),
        (None, [], ["topics"], "written name=value"),
        (None, [], ["=3"], "written name=value"),
        ("mine", [], ["topics=8", "unit=token", "topics=9"], "--set topics=9: topics is set twice"),
        ("mine", [], ["topics=" + "9" * 5000], "topics is a whole number from 2 to 40, not "),
        (None, [], ["unit=word"], "one of lemma, token"),
        (None, [], ["corpus=nowhere"], "there is no file or folder .*nowhere"),
        (None, [], ["corpus="], "--set corpus=: the path is empty"),
        (None, ["03"], ["topics=3"], "unreports run mine --set topics=3"),
    ],
)
def test_mistakes_say_what_is_allowed(
    planned: Path, run: str | None, only: list[str], settings: list[str], message: str
) -> None:
    with pytest.raises((ParameterError, ProjectError), match=message):
        make_plan(find_project(planned), run, only=only, settings=settings)


def test_a_new_run_needs_only_a_setting(planned: Path) -> None:
    plan = make_plan(find_project(planned), "mine", settings=["topics=3"])
    assert plan.folder == planned.resolve() / "outputs" / "mine"


def test_a_corpus_is_named_from_where_the_user_is(planned: Path, tmp_path: Path) -> None:
    """Inside the project it is handed on relative to it; outside it has a name, and a place."""
    project = find_project(planned)
    inside = make_plan(project, "x", settings=["corpus=corpus"], directory=planned / "data")
    assert inside.tasks[0].given == {"corpus": "data/corpus"}
    assert inside.locate("data/corpus") == project.root / "data" / "corpus"
    own = tmp_path / "own"
    own.mkdir()
    other = os.path.relpath(own, planned)
    outside = make_plan(project, "x", settings=[f"corpus={other}"], directory=planned)
    assert outside.tasks[1].given == {"corpus": ".../own"}
    assert outside.locate(".../own") == own.resolve()


def test_two_places_outside_do_not_share_a_name(make_project, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    declared = "corpus: str = 'data/corpus'  # Folder\ngazetteer: str = ''  # File"
    project = find_project(make_project({"01_a": [("code", declared, "parameters")]}))
    for folder in ("a/own", "b/own"):
        (tmp_path / folder).mkdir(parents=True)
    plan = make_plan(
        project,
        "x",
        settings=["corpus=a/own", "gazetteer=b/own"],
        directory=tmp_path,
    )
    assert plan.tasks[0].given == {"corpus": ".../own", "gazetteer": ".../b/own"}
    empty = make_plan(project, "x", settings=["gazetteer="], directory=tmp_path)
    assert empty.tasks[0].given == {"gazetteer": ""}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- a\n", "runs.yml, line 1: names of runs must"),
        ("a: {topics: 1\n", r"runs.yml, line 2: .*A run is written like this: `topics-12:"),
        ("a: {}\nb: 3\n", "runs.yml, line 2: the parameters of b must"),
        ("a: {}\na: {}\n", "runs.yml, line 2: a stands twice"),
        ("a:\n  topics: 3\n  topics: 4\n", "runs.yml, line 3: topics stands twice"),
        ("A b: {}\n", "'A b' cannot name a run"),
        ("a: {x: !!python/object/apply:os.getcwd []}\n", "runs.yml, line 1: could not determine"),
    ],
)
def test_a_faulty_runs_file_is_refused_with_its_line(
    tmp_path: Path, text: str, message: str
) -> None:
    path = tmp_path / "runs.yml"
    path.write_text(text, "utf-8")
    with pytest.raises(ProjectError, match=message):
        read_runs(path)


def test_a_value_of_the_runs_file_is_checked_with_its_line(make_project) -> None:  # type: ignore[no-untyped-def]
    root = make_project({"01_a": [("code", "n: int = 1", "parameters")]}, "x:\n  n: yes\n")
    with pytest.raises(ParameterError, match=r"runs\.yml, line 2: n is a whole number, not True"):
        make_plan(find_project(root), "x")


def test_every_named_run_is_checked(make_project) -> None:  # type: ignore[no-untyped-def]
    """Also those that are not being run."""
    text = "fine: {n: 2}\nwrong: {m: 2}\n"
    project = find_project(make_project({"01_a": [("code", "n: int = 1", "parameters")]}, text))
    make_plan(project, "fine")
    with pytest.raises(ParameterError, match=r"runs\.yml, line 2: no notebook has a parameter 'm'"):
        check_runs(project)


def test_a_file_that_is_no_notebook_is_named(make_project) -> None:  # type: ignore[no-untyped-def]
    root = make_project({"01_a": []})
    (root / "notebooks" / "02_b.ipynb").write_text("{", "utf-8")
    with pytest.raises(ProjectError, match=r"02_b\.ipynb: this is not a notebook"):
        make_plan(find_project(root))
