"""A saved model comes back to the last bit; anything else is refused in one sentence."""

from __future__ import annotations

import json
from copy import deepcopy

import numpy as np
import pytest

from unreports.analysis.topics import fit_topics, from_record, to_record
from unreports.errors import AnalysisError

from .made import planted


@pytest.fixture(scope="module")
def record():
    return to_record(fit_topics(planted()[0], 3).basis)


def test_a_model_comes_back_to_the_last_bit():
    """Through the text of a file, and so does what it says of paragraphs."""
    counts, _ = planted()
    model = fit_topics(counts, 3)
    text = json.dumps(to_record(model.basis), allow_nan=False)
    basis = from_record(json.loads(text))
    assert np.array_equal(basis.h, model.basis.h)
    assert np.array_equal(basis.idf, model.basis.idf)
    for name in ("terms", "labels", "other_terms", "unit", "max_share", "documents"):
        assert getattr(basis, name) == getattr(model.basis, name)
    first, second = model.basis.transform(counts), basis.transform(counts)
    assert np.array_equal(first.shares, second.shares)
    assert json.dumps(to_record(basis)) == text


@pytest.mark.parametrize(
    "foreign",
    [None, [], "text", 3, {}, {"format": "another"}, {"format": "unreports topic model"}],
    ids=repr,
)
def test_a_foreign_file_is_refused(foreign):
    """With the file's name and what to name instead."""
    with pytest.raises(AnalysisError, match=r"x\.json: the file is no saved topic model") as error:
        from_record(foreign, where="x.json")
    assert "Name a file from models/" in str(error.value)


@pytest.mark.parametrize(
    ("path", "value", "reason"),
    [
        (("version",), 2, "version 2 is not known"),
        (("settings",), {}, "'unit' is missing"),
        (("settings", "unit"), "letter", "the unit is not known"),
        (("vocabulary",), {}, "it has no terms or topics"),
        (("vocabulary",), 7, "wrong form"),
        (("vocabulary", "g0w00"), float("nan"), "nan stands for a number above 0"),
        (("vocabulary", "g0w00"), 10**400, "wrong form"),
        (("vocabulary", "g0w00"), True, "True stands for a number"),
        (("topics",), [], "it has no terms or topics"),
        (("topics", 0, "weights"), {"unheard": 1.0}, "'unheard' is missing"),
        (("topics", 0, "weights"), {}, "a topic has no terms"),
        (("topics", 0, "label"), 7, "7 stands for a text"),
        (("other_terms",), None, "wrong form"),
    ],
)
def test_a_damaged_file_is_refused(record, path, value, reason):
    """Each with its reason, and never another kind of error."""
    damaged = deepcopy(record)
    place = damaged
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(AnalysisError, match=f"damaged one: .*{reason}"):
        from_record(damaged)
