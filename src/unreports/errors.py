"""Every error and warning that a user can meet.

A message says what is wrong, where, what is allowed and what to do next, so the classes carry
no logic: they let a caller tell one kind of trouble from another. All of them survive pickling,
because they cross from worker processes to the command line.
"""

from __future__ import annotations

from pathlib import Path


class UnreportsError(Exception):
    """A problem that the user can mend; its text is meant for them.

    Parameters
    ----------
    problem : str
        What is wrong, and what is allowed.
    where : str or Path, optional
        The file, parameter or notebook at fault.
    line : int, optional
        The line in that file, counted from 1.
    remedy : str, optional
        What to do next.

    Examples
    --------
    >>> print(UnreportsError("the file is empty", where="a.txt", remedy="Save the report again."))
    a.txt: the file is empty. Save the report again.
    """

    def __init__(
        self,
        problem: str,
        *,
        where: str | Path | None = None,
        line: int | None = None,
        remedy: str = "",
    ) -> None:
        self.problem, self.where, self.line, self.remedy = problem, where, line, remedy
        place = "" if where is None else str(where) + (f", line {line}" if line else "") + ": "
        text = place + problem.rstrip(".") + "."
        super().__init__(f"{text} {remedy}".strip())

    def __reduce__(self) -> tuple[object, ...]:
        """Rebuild from the parts: the default would pass the finished message as the problem."""
        return _rebuild, (type(self), self.problem, self.where, self.line, self.remedy)


def _rebuild(
    kind: type[UnreportsError],
    problem: str,
    where: str | Path | None,
    line: int | None,
    remedy: str,
) -> UnreportsError:
    return kind(problem, where=where, line=line, remedy=remedy)


class ReadingError(UnreportsError):
    """A file that cannot be read as a report: empty, binary, of an unknown encoding."""


class CatalogueError(UnreportsError):
    """A catalogue and a folder of documents that contradict each other or themselves."""


class CorpusError(UnreportsError):
    """A corpus that cannot answer: nothing left after a filter, an unknown section or symbol."""


class SymbolError(UnreportsError):
    """A text that is not the symbol of a United Nations document."""


class AnalysisError(UnreportsError):
    """An analysis that the corpus or the settings do not permit."""


class ParameterError(UnreportsError):
    """An unknown parameter, or a value of the wrong type or out of range."""


class ProjectError(UnreportsError):
    """A project folder without its notebooks, or a named run that does not exist."""


class NotebookError(UnreportsError):
    """A notebook that failed: which, at which cell, and the last lines of its traceback."""


class UnreportsWarning(UserWarning):
    """Something that was read with a doubt; the result stands, the text says what to check."""


class NumberingWarning(UnreportsWarning):
    """Paragraph numbers that jump or repeat."""


class UnnumberedWarning(UnreportsWarning):
    """A document with no numbered paragraph, read as one paragraph for each block."""
