"""The parameters of a notebook: declared in one cell, read without running it, checked early.

papermill warns about an unknown name and accepts any type, and a kernel takes seconds to start.
So every value is checked here first, against what the notebook itself declares:

    topics: int = 8  # How many topics [2 to 40]
    unit: str = "lemma"  # What is counted [lemma, token]
"""

from __future__ import annotations

import ast
import csv
import io
import math
import re
import tokenize
from dataclasses import dataclass
from typing import Any, cast

from unreports.errors import ParameterError

Value = int | float | bool | str | list[str] | list[int]

TYPES = {
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "str": "a text",
    "list[str]": "a list of texts, separated by commas",
    "list[int]": "a list of whole numbers, separated by commas",
}
_LARGE = 2**63  # what tables cannot hold any more
_NUMBER = r"[+-]?\d+(?:\.\d+)?"
_RANGE = re.compile(rf"({_NUMBER}) to ({_NUMBER})")
_BRACKETS = re.compile(r"\[([^\[\]]*)\]\s*$")


@dataclass(frozen=True)
class Parameter:
    """One parameter as its notebook declares it.

    Parameters
    ----------
    name, type : str
        The name, and one of the keys of `TYPES`.
    default : Value
        The value without a setting.
    help : str
        What it is, in words.
    low, high : float or None
        The legal range, both ends included.
    choices : tuple of str
        The legal values, or empty where any is.
    """

    name: str
    type: str
    default: Value
    help: str = ""
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()

    @property
    def allowed(self) -> str:
        """What a value may be, in words.

        Examples
        --------
        >>> Parameter("topics", "int", 8, low=2, high=40).allowed
        'a whole number from 2 to 40'
        """
        words = TYPES[self.type]
        if self.low is not None and self.high is not None:
            return f"{words} from {self.low:g} to {self.high:g}"
        if self.choices:
            some = "some of" if self.type.startswith("list") else "one of"
            return f"{some} {', '.join(self.choices)}"
        return words

    def parse(self, text: str) -> Value:
        """Read a value from the command line.

        Examples
        --------
        >>> Parameter("terms", "list[str]", []).parse("paix, développement")
        ['paix', 'développement']
        """
        if not self.type.startswith("list"):
            return self.check(_parse_scalar(self.type, text))
        items = [item.strip() for item in self._split(text)]
        kind = self.type[5:-1]
        return self.check([_parse_scalar(kind, item) for item in items])

    def _split(self, text: str) -> list[str]:
        if text.count('"') % 2:
            raise ParameterError(f"{self.name} has a quotation mark too many or too few")
        try:
            return next(csv.reader([text], skipinitialspace=True, strict=True), [])
        except csv.Error as error:  # text after a quotation mark, several lines
            raise ParameterError(
                f"{self.name} is {TYPES[self.type]}, in one line; it cannot be read ({error})"
            ) from None

    def check(self, value: object) -> Value:
        """Return the value if it is legal, a whole number given for a float as a float.

        Raises
        ------
        ParameterError
            If the value is of another type, or outside the range or the choices.
        """
        if self.type == "float" and type(value) is int and abs(value) < _LARGE:
            value = float(value)
        if not _has_type(value, self.type):
            raise ParameterError(f"{self.name} is {self.allowed}, not {_show(value)}")
        items: list[Any] = value if isinstance(value, list) else [value]
        for item in items:
            chosen = not self.choices or item in self.choices
            within = self.low is None or self.high is None or self.low <= item <= self.high
            if not (chosen and within):
                raise ParameterError(f"{self.name} is {self.allowed}, not {_show(item)}")
        return cast(Value, value)

    def write(self, value: Value) -> str:
        """Write a value as it is typed on the command line; `parse` reads it back.

        Examples
        --------
        >>> Parameter("terms", "list[str]", []).write(["a, b", "c"])
        '"a, b",c'
        """
        if isinstance(value, list):
            row = io.StringIO()
            csv.writer(row, lineterminator="").writerow(value)
            return row.getvalue()
        return str(value).lower() if isinstance(value, bool) else str(value)

    def another(self) -> Value:
        """Return a value that it takes, another than the default where there is one at hand.

        Examples
        --------
        >>> Parameter("topics", "int", 8, low=2, high=40).another()
        40
        """
        value: Any = self.default or "text"
        if self.choices:
            value = next((c for c in self.choices if c not in (value, [value])), self.choices[0])
        elif self.high is not None:
            value = self.high if "float" in self.type else int(self.high)
        elif self.type == "bool":
            return not self.default
        elif self.type in ("int", "float"):
            return self.default
        wrapped = self.type.startswith("list") and not isinstance(value, list)
        return self.check([value] if wrapped else value)


def _parse_scalar(kind: str, text: str) -> object:
    """Read one text as the type, or give the text back for `check` to refuse."""
    text = text if kind == "str" else text.strip()
    if kind == "int" and re.fullmatch(r"[+-]?[0-9]{1,19}", text):
        return int(text)
    if kind == "float" and re.fullmatch(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?", text):
        return float(text)
    if kind == "bool" and text.lower() in ("true", "false"):
        return text.lower() == "true"
    return text


def _has_type(value: object, kind: str) -> bool:
    if kind.startswith("list"):
        return isinstance(value, list) and all(_has_type(item, kind[5:-1]) for item in value)
    exact = {"int": int, "float": float, "bool": bool, "str": str}[kind]
    if type(value) is not exact:
        return False
    if isinstance(value, float):
        return math.isfinite(value)
    return not isinstance(value, int) or -_LARGE < value < _LARGE


def _show(value: object) -> str:
    if type(value) is int and abs(value) >= _LARGE:
        return "a number beyond the largest, 9223372036854775807"
    text = f'"{value}"' if isinstance(value, str) else repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def read_parameters(source: str, where: str) -> tuple[Parameter, ...]:
    """Read the cell tagged `parameters`, in order, without running it.

    Parameters
    ----------
    source : str
        The source of the cell.
    where : str
        The notebook, for the message of an error.

    Raises
    ------
    ParameterError
        If the cell holds anything but annotated assignments of plain values.

    Examples
    --------
    >>> read_parameters("topics: int = 8  # How many topics [2 to 40]", "03.ipynb")[0].high
    40.0
    """
    place = f"{where}, cell tagged parameters"
    try:
        body = ast.parse(source).body
    except SyntaxError as error:
        raise ParameterError(str(error.msg), where=place, line=error.lineno) from None
    comments = _comments(source)
    found: dict[str, Parameter] = {}
    for statement in body:
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
            continue
        parameter = _declaration(statement, comments, place)
        if parameter.name in found:
            raise ParameterError(
                f"{parameter.name} is declared twice", where=place, line=statement.lineno
            )
        found[parameter.name] = parameter
    return tuple(found.values())


def _comments(source: str) -> dict[int, str]:
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {t.start[0]: t.string.lstrip("# ") for t in tokens if t.type == tokenize.COMMENT}


def _declaration(statement: ast.stmt, comments: dict[int, str], place: str) -> Parameter:
    line = statement.lineno
    if not (isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name)):
        raise ParameterError(
            "only declarations such as `topics: int = 8` belong here", where=place, line=line
        )
    name, kind = statement.target.id, ast.unparse(statement.annotation)
    if kind not in TYPES:
        raise ParameterError(
            f"{name} has the type {kind}; the types are {', '.join(TYPES)}", where=place, line=line
        )
    try:
        default = ast.literal_eval(statement.value) if statement.value else None
    except ValueError:
        default = None
    if default is None:
        raise ParameterError(f"{name} needs a plain value as default", where=place, line=line)
    last = (statement.end_lineno or line) + 1
    words = [comments[n] for n in range(line, last) if n in comments]  # Black breaks long lines
    try:
        return _with_limits(name, kind, default, " ".join(words))
    except ParameterError as error:
        raise ParameterError(error.problem, where=place, line=line) from None


def _with_limits(name: str, kind: str, default: Value, comment: str) -> Parameter:
    """Read the brackets at the end of the comment: a range or a list of choices."""
    brackets = _BRACKETS.search(comment)
    words = comment[: brackets.start()].strip() if brackets else comment.strip()
    limits = brackets[1].strip() if brackets else ""
    low = high = None
    choices: tuple[str, ...] = ()
    numeric = any(number in kind for number in ("int", "float"))
    if limits and numeric:
        span = _RANGE.fullmatch(limits)
        if not span or float(span[1]) > float(span[2]):
            raise ParameterError(f"{name} has the range [{limits}]; write it as [2 to 40]")
        low, high = float(span[1]), float(span[2])
    elif limits:
        choices = tuple(choice.strip() for choice in limits.split(","))
    parameter = Parameter(name, kind, default, words, low, high, choices)
    checked = parameter.check(default)
    return Parameter(name, kind, checked, words, low, high, choices)
