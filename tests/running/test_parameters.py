"""Parameters are read without running the cell, and every value is checked."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from papermill.translators import PythonTranslator

from unreports.errors import ParameterError
from unreports.running.parameters import Parameter, read_parameters


def test_declarations_are_read_in_order() -> None:
    """Type, default, help, range and choices come from one line each."""
    found = read_parameters(
        '"""Settings."""\n'
        "# a remark\n"
        "topics: int = 8  # How many topics [2 to 40]\n"
        "share: float = 1  # A share [0 to 1]\n"
        'unit: str = "lemma"  # What is counted [lemma, token]\n'
        "fast: bool = False\n"
        'terms: list[str] = [\n    "a",\n    "b",\n]  # Terms to follow\n'
        'lanes: list[str] = [  # What has a lane [a, b, c d]\n    "c d"\n]\n'
        "many: int = (\n    3  # How many [1 to 5]\n)\n",
        "x.ipynb",
    )
    assert found == (
        Parameter("topics", "int", 8, "How many topics", 2, 40),
        Parameter("share", "float", 1.0, "A share", 0, 1),
        Parameter("unit", "str", "lemma", "What is counted", choices=("lemma", "token")),
        Parameter("fast", "bool", False),
        Parameter("terms", "list[str]", ["a", "b"], "Terms to follow"),
        Parameter("lanes", "list[str]", ["c d"], "What has a lane", choices=("a", "b", "c d")),
        Parameter("many", "int", 3, "How many", 1, 5),
    )


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("x = 1", "only declarations"),
        ("import os", "only declarations"),
        ("x: int", "plain value"),
        ("x: int = int('1')", "plain value"),
        ("x: dict = {}", "the types are int"),
        ("x: int = 1\nx: int = 2", "declared twice"),
        ("x: int = 9  # [1 to 5]", "from 1 to 5, not 9"),
        ("x: int = 1  # [5 to 1]", "write it as"),
        ("x: int = 1  # [some]", "write it as"),
        ("x: int = '1'", 'not "1"'),
        ("x: int = (", "never closed"),
        ("x: str = 'c'  # [a, b]", "one of a, b"),
    ],
)
def test_a_faulty_declaration_names_notebook_and_line(source: str, problem: str) -> None:
    with pytest.raises(ParameterError, match=problem) as caught:
        read_parameters(source, "03.ipynb")
    assert str(caught.value).startswith("03.ipynb, cell tagged parameters, line ")


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("int", " -3 ", -3),
        ("float", "2", 2.0),
        ("float", "1e-3", 0.001),
        ("bool", "True", True),
        ("bool", "false", False),
        ("str", " a=b, c ", " a=b, c "),
        ("str", "", ""),
        ("list[str]", "paix, développement", ["paix", "développement"]),
        ("list[str]", '"a, b",c', ["a, b", "c"]),
        ("list[str]", "", []),
        ("list[int]", "1, 2", [1, 2]),
    ],
)
def test_text_is_read_by_the_declared_type(kind: str, text: str, value: object) -> None:
    assert Parameter("x", kind, "").parse(text) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("int", "1.5"),
        ("int", "1_000"),
        ("int", "٣"),
        ("int", ""),
        ("float", "nan"),
        ("float", "inf"),
        ("float", "1e999"),
        ("int", "9" * 19),
        ("int", "9" * 5000),
        ("float", "9" * 5000),
        ("bool", "1"),
        ("list[int]", "1,b"),
        ("list[str]", "a\nb"),
        ("list[str]", '"a"b'),
    ],
)
def test_text_of_another_type_is_refused(kind: str, text: str) -> None:
    with pytest.raises(ParameterError, match=r"^x is "):
        Parameter("x", kind, "").parse(text)


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        (Parameter("x", "int", 1), True),
        (Parameter("x", "int", 1), 1.0),
        (Parameter("x", "bool", True), 1),
        (Parameter("x", "list[str]", []), "a"),
        (Parameter("x", "list[str]", []), ["a", 1]),
        (Parameter("x", "str", ""), None),
        (Parameter("x", "float", 1.0), math.nan),
        (Parameter("x", "int", 3, low=2, high=5), 6),
        (Parameter("x", "list[int]", [], low=2, high=5), [3, 1]),
        (Parameter("x", "list[str]", [], choices=("a", "b")), ["a", "c"]),
    ],
)
def test_values_from_yaml_are_checked_too(parameter: Parameter, value: object) -> None:
    with pytest.raises(ParameterError):
        parameter.check(value)


@pytest.mark.parametrize("text", ['a"b', '"a', 'a,b"'])
def test_a_quotation_mark_that_has_no_pair_is_refused(text: str) -> None:
    with pytest.raises(ParameterError, match="x has a quotation mark too many or too few"):
        Parameter("x", "list[str]", []).parse(text)


@pytest.mark.parametrize("kind", ["int", "float"])
def test_a_number_that_no_table_can_hold_is_refused(kind: str) -> None:
    """Such as YAML reads from many hexadecimal digits."""
    with pytest.raises(ParameterError, match="not a number beyond the largest, 92233"):
        Parameter("x", kind, 1).check(16**6000)


def test_each_of_a_list_of_choices_is_checked() -> None:
    parameter = read_parameters("x: list[str] = []  # Lanes [who, what]", "1.ipynb")[0]
    assert parameter.allowed == "some of who, what"
    assert parameter.parse("what, who") == ["what", "who"]
    with pytest.raises(ParameterError, match='x is some of who, what, not "when"'):
        parameter.parse("who, when")


@given(st.text() | st.lists(st.text()))
def test_no_text_becomes_code(value: str | list[str]) -> None:
    """Whatever is injected comes back as the very same value: quotes, newlines, __import__."""
    scope: dict[str, object] = {}
    exec(PythonTranslator.codify({"x": value}), scope)
    assert scope["x"] == value


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=("Cc", "Cs")), min_size=1)))
def test_quoted_lists_survive_the_command_line(items: list[str]) -> None:
    items = [item.strip() for item in items if item.strip()]
    text = ",".join('"' + item.replace('"', '""') + '"' for item in items)
    assert Parameter("x", "list[str]", []).parse(text) == items
