"""A model as plain data that JSON can hold, and back: to be applied to documents still to come.

Numbers are written in full, so what is read is the same to the last bit. No code is stored, and
what is read is checked: the file may be another's.
"""

from __future__ import annotations

import math
from typing import Any, cast

import numpy as np

from unreports.analysis.frequency import Unit
from unreports.analysis.topics.model import TopicBasis
from unreports.errors import AnalysisError

_FORMAT = "unreports topic model"
_VERSION = 1


def to_record(basis: TopicBasis) -> dict[str, Any]:
    """Give a model as a dict of texts, numbers, lists and dicts.

    Parameters
    ----------
    basis : TopicBasis
        What was fitted (`model.basis`).

    Returns
    -------
    dict
        format, version, settings (unit, min_paragraphs, max_share, documents), vocabulary (the
        inverse frequency of each term), other_terms, and topics: a list of label and weights, the
        row of H by term, without zeros.
    """
    return {
        "format": _FORMAT,
        "version": _VERSION,
        "settings": {
            "unit": basis.unit,
            "min_paragraphs": basis.min_paragraphs,
            "max_share": basis.max_share,
            "documents": list(basis.documents),
        },
        "vocabulary": dict(zip(basis.terms, basis.idf.tolist(), strict=True)),
        "other_terms": list(basis.other_terms),
        "topics": [
            {
                "label": basis.labels[topic],
                "weights": {
                    term: weight
                    for term, weight in zip(basis.terms, row.tolist(), strict=True)
                    if weight > 0
                },
            }
            for topic, row in enumerate(basis.h, start=1)
        ],
    }


def from_record(record: object, *, where: str = "") -> TopicBasis:
    """Read what `to_record` gave.

    Parameters
    ----------
    record : object
        What JSON gave.
    where : str
        The name of the file, for the message.

    Raises
    ------
    AnalysisError
        It is no model, a damaged one, or one of a later version.
    """
    try:
        return _basis(record)
    except KeyError as error:
        reason = f"{error.args[0]!r} is missing"
    except ValueError as error:
        reason = str(error)
    except (TypeError, AttributeError, OverflowError):
        reason = "a part has the wrong form"
    raise AnalysisError(
        f"the file is no saved topic model, or a damaged one: {reason}",
        where=where or "topics",
        remedy="Name a file from models/ in the folder of a run.",
    )


def _basis(record: Any) -> TopicBasis:
    _demand(isinstance(record, dict) and record.get("format") == _FORMAT, f'no "{_FORMAT}" in it')
    _demand(record["version"] == _VERSION, f"version {record['version']!r} is not known")
    settings, terms, topics = record["settings"], list(record["vocabulary"]), record["topics"]
    _demand(settings["unit"] in ("lemma", "token", "multiword"), "the unit is not known")
    _demand(bool(terms) and isinstance(topics, list) and bool(topics), "it has no terms or topics")
    place = {term: column for column, term in enumerate(terms)}
    h = np.zeros((len(topics), len(terms)))
    for row, topic in zip(h, topics, strict=True):
        for term, weight in topic["weights"].items():
            row[place[term]] = _number(weight)
        _demand(row.any(), "a topic has no terms")
    return TopicBasis(
        terms=tuple(terms),
        idf=np.array([_number(value) for value in record["vocabulary"].values()]),
        h=h,
        labels={i: _text(topic["label"]) for i, topic in enumerate(topics, start=1)},
        other_terms=tuple(_text(term) for term in record["other_terms"]),
        unit=cast(Unit, settings["unit"]),
        min_paragraphs=int(_number(settings["min_paragraphs"])),
        max_share=_number(settings["max_share"]),
        documents=tuple(_text(symbol) for symbol in settings["documents"]),
    )


def _demand(condition: Any, reason: str) -> None:
    if not condition:
        raise ValueError(reason)


def _number(value: object) -> float:
    _demand(
        isinstance(value, int | float) and not isinstance(value, bool),
        f"{value!r:.40} stands for a number",
    )
    number = float(cast(float, value))
    _demand(math.isfinite(number) and number > 0, f"{number} stands for a number above 0")
    return number


def _text(value: object) -> str:
    _demand(isinstance(value, str), f"{value!r:.40} stands for a text")
    return cast(str, value)
