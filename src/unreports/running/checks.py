"""Checks of values that have a grammar or name a list, before any kernel starts.

The type and the range of a value are known from the notebook (`parameters`). Whether a contrast
names paragraphs, a pattern holds a word or a list can be read shows only with the documents at
hand. Every notebook with a parameter of one of these names has it checked alike.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from unreports.errors import ParameterError, UnreportsError
from unreports.files import read_text
from unreports.running.plan import Plan, Task

if TYPE_CHECKING:
    from unreports.corpus import Corpus
    from unreports.language.vocabulary import Unit

Check = Callable[["Corpus", dict[str, Any], Plan], None]


def check_values(plan: Plan, corpora: Mapping[str, Corpus]) -> None:
    """Refuse the first value that its notebook could not use.

    Parameters
    ----------
    plan : Plan
        What is to be run.
    corpora : mapping
        The corpora by the value that the notebooks have for them.

    Raises
    ------
    ParameterError
        What is wrong with it, where it was given, and what would do.
    UnreportsError
        A line of a list that cannot be read.
    """
    for task in plan.tasks:
        values = task.values
        for name, check in _CHECKS.items():
            if values.get(name) and "corpus" in values:
                try:
                    check(corpora[str(values["corpus"])], values, plan)
                except UnreportsError as error:
                    raise _placed(error, task, name) from None


def _placed(error: UnreportsError, task: Task, name: str) -> UnreportsError:
    """Say where the value was given, unless the error names a line of a file."""
    if error.where is not None:
        return error
    setting = task.settings.get(name)
    place = setting.where if setting else f"{task.notebook.name}, parameter {name}"
    line = setting.line if setting else None
    return ParameterError(error.problem, where=place, line=line, remedy=error.remedy)


def _check_contrast(corpus: Corpus, values: dict[str, Any], plan: Plan) -> None:
    from unreports.analysis.reference_list import ReferenceList
    from unreports.analysis.sides import read_contrast

    given = bool(values.get("reference"))
    asked = read_contrast(
        corpus, values["contrast"], reference=ReferenceList({}, 0) if given else None
    )
    if given and asked.reference is None:
        raise ParameterError(
            f"a list is given, but {asked.spec!r} compares nothing with it",
            remedy="Leave out the list, or write the contrast as 'A : reference'.",
        )


def _check_reference(corpus: Corpus, values: dict[str, Any], plan: Plan) -> None:
    from unreports.analysis.frequency import count_terms
    from unreports.analysis.reference_list import meet, parse_reference_list

    name = str(values["reference"])
    listed = parse_reference_list(read_text(plan.locate(name), name), where=name)
    unit: Unit = "token" if values.get("unit") == "token" else "lemma"
    several = [term for term in listed.frequencies if " " in term]
    extra = several if values.get("unit") == "multiword" else []
    counts = count_terms(corpus, unit=unit, extra=extra)
    if not listed.frequencies.keys() & set(counts.terms):
        meet(listed, counts, unit=unit, extra=extra)


def _check_concordance(corpus: Corpus, values: dict[str, Any], plan: Plan) -> None:
    from unreports.analysis.concordance import check_pattern

    check_pattern(values["concordance"])


def _check_follow(corpus: Corpus, values: dict[str, Any], plan: Plan) -> None:
    from unreports.analysis.concordance import check_pattern

    for pattern in values["follow"]:
        check_pattern(pattern)


_CHECKS: dict[str, Check] = {
    "reference": _check_reference,
    "contrast": _check_contrast,
    "concordance": _check_concordance,
    "follow": _check_follow,
}
