"""Errors say what, where and what next, and cross from one process to another."""

from __future__ import annotations

import pickle

import pytest

from unreports import errors


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ({}, "wrong."),
        ({"where": "a.txt"}, "a.txt: wrong."),
        ({"where": "a.txt", "line": 3, "remedy": "Mend it."}, "a.txt, line 3: wrong. Mend it."),
    ],
)
def test_message(parts, text):
    """Place, problem and remedy, each once."""
    assert str(errors.UnreportsError("wrong", **parts)) == text


@pytest.mark.parametrize("kind", errors.UnreportsError.__subclasses__())
def test_every_error_survives_pickling(kind):
    """With its class, its text and its parts."""
    error = kind("wrong.", where="a.txt", line=3, remedy="Mend it.")
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), again.line) == (kind, str(error), 3)
