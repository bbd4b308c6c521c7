"""Sets of paragraphs named by a short text: what a contrast compares.

    A/75/345                           a document; also document=A/75/345
    section=Union africaine            a section by title or number, subsections included
    organisation=Union africaine       paragraphs that name it: by name, acronym or id
    dates=2019-01..2019-06             paragraphs with an event in these days, months or years
    paragraphs=5..22                   numbers
    language=fr                        documents in a language

` & ` joins conditions that all hold, `!` before one denies it. Case and accents do not matter. What
several documents have, a section *Introduction* or a paragraph 5, is asked for with its document:
`A/75/345 & section=Introduction`. What each condition means is in `conditions`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from unreports.analysis.conditions import (
    ALLOWED,
    KINDS,
    Found,
    Mask,
    Scope,
    is_document,
    nearest,
)
from unreports.analysis.parts import cite_together
from unreports.errors import AnalysisError, UnreportsError

if TYPE_CHECKING:
    from unreports.corpus import Corpus


@dataclass(frozen=True, eq=False)
class Selection:
    """A set of paragraphs: what it is called, its conditions in full, and which it holds."""

    label: str
    conditions: tuple[str, ...]
    mask: Mask

    @property
    def spec(self) -> str:
        """The text that names it, as the corpus writes its names."""
        return " & ".join(self.conditions)


def select(corpus: Corpus, paragraphs: pd.DataFrame, spec: str) -> Selection:
    """Find the paragraphs that a text names.

    Parameters
    ----------
    corpus : Corpus
    paragraphs : DataFrame
        Paragraphs of the corpus (symbol, position, ...).
    spec : str
        A selection, as the module describes it.

    Raises
    ------
    AnalysisError
        The text is no selection, it names no paragraph, or it could mean several sets.
    CorpusError
        There is no such document or section.
    """
    asked = _conditions(corpus, paragraphs, spec)
    found: list[Found] = [Found("", "", np.zeros(0, dtype=bool))] * len(asked)
    within = np.ones(len(paragraphs), dtype=bool)
    order = list(KINDS)
    # Documents first: they settle which section or paragraph of a name is meant.
    for place in sorted(range(len(asked)), key=lambda one: order.index(asked[one].kind)):
        kind, value, denied = asked[place].kind, asked[place].value, asked[place].denied
        found[place] = KINDS[kind](Scope(corpus, paragraphs, within), value)
        if not denied:
            within = within & found[place].mask
    mask = within
    for one, condition in zip(found, asked, strict=True):
        if condition.denied:
            mask = mask & ~one.mask
    if not mask.any():
        raise AnalysisError(
            f"no paragraph of the corpus is in {spec.strip()!r}",
            remedy="Widen it, or name another.",
        )
    names = [("!" if c.denied else "") + f.spec for f, c in zip(found, asked, strict=True)]
    return Selection(_label(asked, found, names, paragraphs, mask), tuple(names), mask)


@dataclass(frozen=True)
class _Condition:
    kind: str
    value: str
    denied: bool


def _conditions(corpus: Corpus, paragraphs: pd.DataFrame, spec: str) -> list[_Condition]:
    asked: list[_Condition] = []
    for piece in re.split(r"\s&\s", spec):
        text = piece.strip()
        denied = text.startswith("!")
        text = text.removeprefix("!").strip()
        kind, equals, value = (part.strip() for part in text.partition("="))
        if is_document(corpus, text):
            kind, value = "document", text
        elif not equals and asked and asked[-1].kind == "section" and not denied:
            before = asked.pop()  # a title with " & " in it
            asked.append(_Condition("section", f"{before.value} & {text}", before.denied))
            continue
        if kind.lower() not in KINDS or not value:
            raise _unknown(corpus, paragraphs, text, spec)
        asked.append(_Condition(kind.lower(), value, denied))
    return asked


def _unknown(corpus: Corpus, paragraphs: pd.DataFrame, text: str, spec: str) -> AnalysisError:
    """Refuse a condition; suggest the nearest kind, or the section or organisation of the name."""
    kind, equals, value = (part.strip() for part in text.partition("="))
    meant = ""
    if equals and value and (near := nearest(kind, KINDS)):
        meant = f"{near}={value}"
    elif not equals and text:
        everything = Scope(corpus, paragraphs, np.ones(len(paragraphs), dtype=bool))
        for name in ("section", "organisation"):
            try:
                meant = meant or KINDS[name](everything, text).spec
            except UnreportsError:
                continue
    remedy = f"Did you mean {meant}? " if meant else ""
    inside = f" (in {spec.strip()!r})" if spec.strip() != text else ""
    return AnalysisError(
        f"{text!r} names no set of paragraphs{inside}", remedy=f"{remedy}Allowed are {ALLOWED}."
    )


def _label(
    asked: list[_Condition],
    found: list[Found],
    names: list[str],
    paragraphs: pd.DataFrame,
    mask: Mask,
) -> str:
    """Name a set as a reader would; one of many conditions by its conditions."""
    kinds = {condition.kind: one for condition, one in zip(asked, found, strict=True)}
    if any(condition.denied for condition in asked) or len(kinds) < len(asked):
        return " & ".join(names)
    if set(kinds) in ({"paragraphs"}, {"document", "paragraphs"}):
        return cite_together(paragraphs["reference"][mask])
    if set(kinds) == {"document", "section"}:
        return f"{kinds['section'].label} ({kinds['document'].label})"
    return found[0].label if len(found) == 1 else " & ".join(names)
