"""A value of a parameter reaches the notebook as that value, never as code."""

import ast

import pytest
from IPython.core.inputtransformer2 import TransformerManager
from papermill.translators import papermill_translators

from unreports.running.parameters import Parameter, Value

LINE_ENDS = "\n\r\x0b\x0c\x1c\x85\u2028\u2029"  # where a text might begin a line of commands
HOSTILE = [
    '"; import os; os.system("true"); "',
    "'''\nimport os\n'''",
    '"""\nraise SystemExit\n"""',
    "\\",
    '\\"; x = 1 #',
    "a\nb\r\nc",
    "\u2028\u2029\x0c\x85\x00",
    "{__import__('os')}",
    *(f"a{end}{command}{end}b" for end in LINE_ENDS for command in ("%run x", "!ls", "x?")),
    "\ud83d",
    "# comment",
    "é\u202e",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("kind", ["str", "list[str]"])
def test_a_hostile_text_stays_a_text(text: str, kind: str) -> None:
    parameter = Parameter("word", kind, "" if kind == "str" else [])
    value = parameter.parse(text) if kind == "str" else parameter.check([text])
    assert injected("word", value) == value


@pytest.mark.parametrize("value", [3, -3, 0.5, -1e300, True, [1, -2], []])
def test_so_does_every_other_value(value: Value) -> None:
    assert injected("x", value) == value


def injected(name: str, value: Value) -> object:
    """Read back the cell that papermill writes: one assignment of a literal, and nothing else."""
    translator = papermill_translators.find_translator("python3", "python")
    source = TransformerManager().transform_cell(translator.codify({name: value}))
    (statement,) = ast.parse(source).body
    assert isinstance(statement, ast.Assign)
    (target,) = statement.targets
    assert isinstance(target, ast.Name)
    assert target.id == name
    return ast.literal_eval(statement.value)
