"""Whether a record that was read has the parts that it was written with."""

from __future__ import annotations

from typing import Any

EACH = "*"  # stands for every name


def fits(value: Any, shape: Any) -> bool:
    """Whether a value of JSON has a shape.

    Parameters
    ----------
    value : object
        What JSON read.
    shape : object
        A type, or several; [shape of each]; {EACH: shape of each}; {name: shape}, where a name
        that ends in "?" may be left out, and others may come with them.

    Examples
    --------
    >>> shape = {"name": str, "rows?": int, "files": {EACH: [str]}}
    >>> fits({"name": "a", "files": {"x": ["y"]}, "more": 1}, shape), fits({"name": "a"}, shape)
    (True, False)
    """
    if isinstance(shape, list):
        return isinstance(value, list) and all(fits(each, shape[0]) for each in value)
    if not isinstance(shape, dict):
        return isinstance(value, shape)
    if not isinstance(value, dict):
        return False
    if EACH in shape:
        return all(fits(each, shape[EACH]) for each in value.values())
    return all(
        fits(value[name.rstrip("?")], part) if name.rstrip("?") in value else name.endswith("?")
        for name, part in shape.items()
    )
