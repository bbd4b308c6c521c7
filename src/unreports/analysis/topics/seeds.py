"""The words that a user gives for topics: reading them, and finding them in a corpus."""

from __future__ import annotations

import csv
import difflib
import io
import warnings
from typing import Literal

import pandas as pd

from unreports.analysis.frequency import TermCounts
from unreports.errors import AnalysisError, UnreportsWarning
from unreports.language.counting import count_texts

_COLUMNS = ("topic", "term")
_ALIKE = 0.6  # difflib's ratio, from which a word may be meant by another


def parse_seeds(text: str, *, where: str = "") -> pd.DataFrame:
    """Read the words that a user gives for topics.

    Parameters
    ----------
    text : str
        CSV with the columns topic (a name) and term, a row for each word; by comma or semicolon.
    where : str
        The name of the file, for messages.

    Returns
    -------
    DataFrame
        name, given, each pair once.

    Raises
    ------
    AnalysisError
        A column, a name or a term is missing (with the line), or there is no row.

    Examples
    --------
    >>> parse_seeds("topic,term\\nPeace,mediation\\nPeace,ceasefire\\n").values.tolist()
    [['Peace', 'mediation'], ['Peace', 'ceasefire']]
    """
    remedy = "Give a line for each word: topic,term under a first line that says just that."
    where = where or "seeds"
    head = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text), delimiter="," if "," in head else ";")
    rows: list[tuple[str, str]] = []
    try:
        columns = [name.strip().lower() for name in next(reader, [])]
        for name in _COLUMNS:
            if name not in columns:
                raise AnalysisError(f"no column {name}", where=where, line=1, remedy=remedy)
        places = [columns.index(name) for name in _COLUMNS]
        for row in reader:
            if any(cell.strip() for cell in row):
                cells = [row[place].strip() if place < len(row) else "" for place in places]
                if not all(cells):
                    missing = _COLUMNS[cells.index("")]
                    raise AnalysisError(
                        f"no {missing}", where=where, line=reader.line_num, remedy=remedy
                    )
                rows.append((cells[0], cells[1]))
    except csv.Error as error:
        raise AnalysisError(
            f"no CSV: {error}", where=where, line=reader.line_num, remedy=remedy
        ) from None
    if not rows:
        raise AnalysisError("no seed word", where=where, remedy=remedy)
    return pd.DataFrame(list(dict.fromkeys(rows)), columns=["name", "given"])


def find_seeds(seeds: pd.DataFrame, counts: TermCounts) -> pd.DataFrame:
    """Find the terms of a corpus that seed words stand for.

    Parameters
    ----------
    seeds : DataFrame
        name, given (see `parse_seeds`).
    counts : TermCounts
        The terms of the corpus.

    Returns
    -------
    DataFrame
        name, given, term, nearest: a word is brought to the form that the corpus counts, in each of
        its languages; several words that it does not join stand for each of them. term is "" for a
        word that does not occur, and nearest then the most similar term, if one is similar.
    """
    known = {term.casefold(): term for term in reversed(counts.terms)}
    known |= {term: term for term in counts.terms}
    forms = _forms(list(seeds["given"]), counts)
    rows = []
    for name, given, own in zip(seeds["name"], seeds["given"], forms, strict=True):
        found = [known.get(form) or known.get(form.casefold(), "") for form in own]
        if there := [term for term in found if term]:
            rows += [(name, given, term, "") for term in there]
        else:
            alike = difflib.get_close_matches(given.casefold(), list(known), 1, _ALIKE)
            rows.append((name, given, "", known[alike[0]] if alike else ""))
    table = pd.DataFrame(rows, columns=["name", "given", "term", "nearest"])
    return table.drop_duplicates(ignore_index=True)


def warn_of_missing(found: pd.DataFrame) -> None:
    """Warn of the seed words that do not occur; raise AnalysisError where none does."""
    missing = found[found["term"] == ""]
    if missing.empty:
        return
    listed = "; ".join(
        f"{given} ({name})" + (f", perhaps {nearest}" if nearest else "")
        for name, given, nearest in missing[["name", "given", "nearest"]].itertuples(index=False)
    )
    if len(missing) == len(found):
        raise AnalysisError(
            f"none of the seed words occurs in the corpus: {listed}",
            where="seeds", remedy="Give words of the documents, in their language.",
        )  # fmt: skip
    warnings.warn(
        f"seed words that do not occur in the corpus are left out: {listed}.",
        UnreportsWarning,
        stacklevel=3,
    )


def _forms(given: list[str], counts: TermCounts) -> list[list[str]]:
    """Bring words to the forms that the corpus counts, in each of its languages."""
    forms: list[list[str]] = [[word] for word in given]
    joined = [t for t in counts.terms if " " in t] if counts.unit == "multiword" else []
    unit: Literal["token", "lemma"] = "token" if counts.unit == "token" else "lemma"
    for code in dict.fromkeys(counts.paragraphs["language"]):
        found = count_texts(given, str(code), unit=unit, extra=joined)
        ends = zip(found.indptr[:-1], found.indptr[1:], strict=True)
        for own, (first, last) in zip(forms, ends, strict=True):
            own += [found.terms[column] for column in found.indices[first:last]]
    return forms
