"""The sides of a contrast, named by a short text that is usable as a parameter.

    document                           each document against the others
    section                            each section against the others
    A/75/345 : CEB/2021/1              one set of paragraphs against another
    section=Union africaine : rest     one set against all else
    reference                          the whole corpus against a list of frequencies
    A/75/345 : reference               a set of paragraphs against such a list

What a set of paragraphs can be is said in `selection`. The parts stand in the order of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from unreports.analysis.conditions import ALLOWED, Mask
from unreports.analysis.frequency import TermCounts
from unreports.analysis.parts import part_labels
from unreports.analysis.reference_list import ReferenceList
from unreports.analysis.selection import Selection, select
from unreports.errors import AnalysisError, UnreportsError

if TYPE_CHECKING:
    from unreports.corpus import Corpus

REST, REFERENCE = "rest", "reference"


@dataclass(frozen=True, eq=False)
class Side:
    """A part of a contrast: its name, its paragraphs, and those that it is compared with."""

    part: str
    inside: Mask
    outside: Mask


@dataclass(frozen=True, eq=False)
class Contrast:
    """Parts to describe, each against its other side, or all against a list of frequencies."""

    spec: str
    sides: tuple[Side, ...]
    reference: ReferenceList | None = None

    @property
    def compared(self) -> Mask:
        """The paragraphs that stand on any side."""
        compared: Mask = np.any([s.inside | s.outside for s in self.sides], axis=0)
        return compared


def read_contrast(
    counts: TermCounts | Corpus,
    spec: str,
    *,
    level: int | None = None,
    reference: ReferenceList | None = None,
) -> Contrast:
    """Understand the name of a contrast.

    Parameters
    ----------
    counts : TermCounts or Corpus
        What is compared; of a corpus, the paragraphs of its `body`.
    spec : str
        The contrast, as the module describes it.
    level : int, optional
        With "section", the depth of the outline to cut at; by default the innermost section.
    reference : ReferenceList, optional
        What "reference" stands for.

    Raises
    ------
    AnalysisError
        The text names no contrast, a side has no paragraph, or both sides share some.
    """
    corpus, rows = _parts_of(counts)
    text = spec.strip()
    if text.lower() in ("document", "section"):
        by = text.lower()
        labels = part_labels(rows, counts.sections, by=by, level=level).to_numpy()  # type: ignore[arg-type]
        masks = [(part, labels == part) for part in dict.fromkeys(labels)]
        return Contrast(by, tuple(Side(part, mask, ~mask) for part, mask in masks))
    if text.lower() == REFERENCE:
        everything = Selection("corpus", (), np.ones(len(rows), dtype=bool))
        return _against_list(spec, everything, reference)
    if corpus is None:
        raise AnalysisError(
            f"these counts do not know the corpus that {spec!r} is to be looked for in",
            remedy="Make them by count_terms.",
        )
    one, other = _split(corpus, rows, spec)
    if REFERENCE in (one, other):
        part = select(corpus, rows, one if other == REFERENCE else other)
        return _against_list(spec, part, reference)
    if REST in (one, other):
        part = select(corpus, rows, one if other == REST else other)
        return _against_rest(text, part, rest_first=one == REST)
    return _one_another(text, corpus, select(corpus, rows, one), select(corpus, rows, other))


def _parts_of(counts: TermCounts | Corpus) -> tuple[Corpus | None, pd.DataFrame]:
    if isinstance(counts, TermCounts):
        return counts.corpus, counts.paragraphs
    return counts, counts.body


def _one_another(text: str, corpus: Corpus, first: Selection, second: Selection) -> Contrast:
    if shared := int((first.mask & second.mask).sum()):
        raise AnalysisError(
            "both sides are the same paragraphs"
            if (first.mask == second.mask).all()
            else f"{first.spec!r} and {second.spec!r} have {shared} "
            f"paragraph{'s' * (shared > 1)} in common",
            remedy=_apart(corpus, first, second),
        )
    same = first.label == second.label
    one, other = (first.spec, second.spec) if same else (first.label, second.label)
    sides = Side(one, first.mask, second.mask), Side(other, second.mask, first.mask)
    return Contrast(text, sides)


def _against_list(spec: str, part: Selection, reference: ReferenceList | None) -> Contrast:
    if reference is None:
        raise AnalysisError(
            f"{spec!r} needs a list of frequencies",
            remedy="Give one: reference=path/to/list.csv.",
        )
    side = Side(part.label, part.mask, np.zeros_like(part.mask))
    return Contrast(spec.strip(), (side,), reference)


def _against_rest(text: str, part: Selection, *, rest_first: bool) -> Contrast:
    if part.mask.all():
        raise AnalysisError(
            f"{part.label!r} is the whole corpus: there is no rest to compare it with",
            remedy="Name a smaller set of paragraphs.",
        )
    sides = Side(part.label, part.mask, ~part.mask), Side(REST, ~part.mask, part.mask)
    return Contrast(text, sides[::-1] if rest_first else sides)


def _split(corpus: Corpus, rows: pd.DataFrame, spec: str) -> tuple[str, str]:
    """Cut at the colon that leaves a set on either side: a title may hold a colon too."""
    pairs = [
        (_keyword(spec[: match.start()]), _keyword(spec[match.end() :]))
        for match in re.finditer(":", spec)
    ]
    # Both words at once are no contrast: one side must be a set of paragraphs.
    pairs = [pair for pair in pairs if all(pair) and not {*pair} <= {REST, REFERENCE}]
    if len(pairs) == 1:
        return pairs[0]
    for pair in pairs:
        if all(_readable(corpus, rows, side) for side in pair):
            return pair
    raise AnalysisError(
        f"{spec!r} names no contrast",
        remedy="Allowed are 'document', 'section', 'reference', 'A : B', 'A : rest' and "
        f"'A : reference', where A and B are {ALLOWED}.",
    )


def _keyword(side: str) -> str:
    text = side.strip()
    return text.lower() if text.lower() in (REST, REFERENCE) else text


def _readable(corpus: Corpus, rows: pd.DataFrame, side: str) -> bool:
    if side in (REST, REFERENCE):
        return True
    try:
        select(corpus, rows, side)
    except UnreportsError:
        return False
    return True


def _apart(corpus: Corpus, first: Selection, second: Selection) -> str:
    """Suggest a contrast of two sets that overlap, one that can be asked for as it is written."""
    for one, other in _candidates(first, second):
        try:
            read_contrast(corpus, f"{one} : {other}")
        except UnreportsError:
            continue
        return f"Compare instead {one} : {other}"
    return "Name two sets without a common paragraph."


def _candidates(first: Selection, second: Selection) -> Iterator[tuple[str, str]]:
    one, other = _without(first, second), _without(second, first)
    if one and other:
        yield one, other
    if other:
        yield first.spec, other
    if one:
        yield one, second.spec
    yield first.spec, REST
    yield second.spec, REST


def _without(kept: Selection, gone: Selection) -> str:
    """Write a set less another, which may have one condition more; "" where that has several."""
    more = [condition for condition in gone.conditions if condition not in kept.conditions]
    if len(more) != 1:
        return ""
    return f"{kept.spec} & {more[0][1:] if more[0].startswith('!') else '!' + more[0]}"
