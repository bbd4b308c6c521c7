"""Formulas of reports: what says how a report is written, not what it is about.

They are found in two ways.

- By list: `boilerplate.txt` of the language, matched on lemmas as `language.terms` does, which
  leaves them out.
- By repetition: a sequence of at least `min_words` words, compared by their lemmas, that stands in
  at least `min_paragraphs` paragraphs and in two sections. It crosses no punctuation, number or
  symbol, none of the organisations, places, dates and citations that were recognised, and no word
  with a capital inside a sentence; its first and last words are no stop words. Of sequences inside
  one another the longest is taken first, and a shorter one must reach the floors where the longer
  does not stand.

What is repeated may be content: a sequence that one section alone repeats is its subject; one with
a listed term of several words or a theme of the lexicon, or without a verb that the language lists,
names something ("cent of the global population"). None of these is a formula: better to miss one
than to leave out what a report is about.
A sequence found in two documents or more is a formula of the genre; one found in a single document
may be a habit of its author, and is marked as such.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from unreports import language
from unreports.analysis.parts import cite_together
from unreports.analysis.repetition import Place, free_places, runs_of, sequences, written
from unreports.errors import AnalysisError
from unreports.language.formulas import formulas
from unreports.language.themes import themes_of

if TYPE_CHECKING:
    from unreports.corpus import Corpus

COLUMNS = ("formula", "source", "count", "paragraphs", "documents", "references")
LISTED = "list"
ACROSS, WITHIN = "repetition across documents", "repetition within one document"


def boilerplate(corpus: Corpus, *, min_words: int = 4, min_paragraphs: int = 3) -> pd.DataFrame:
    """List the formulas of a corpus, with what each stands on.

    Parameters
    ----------
    corpus : Corpus
    min_words, min_paragraphs : int
        Of a formula found by repetition.

    Returns
    -------
    DataFrame
        formula (as listed; a repeated one as it is most often written), source ("list",
        "repetition across documents", "repetition within one document"), count (occurrences),
        paragraphs, documents, references. Repetitions first, then the list, each by falling count.
        A listed formula inside a repeated one is counted under both.

    Raises
    ------
    AnalysisError
        `min_words` or `min_paragraphs` is below 2.

    Examples
    --------
    >>> import unreports
    >>> table = boilerplate(unreports.load_corpus("data/corpus"))
    >>> table[table["formula"] == "à cet égard"][["source", "count", "paragraphs"]].values.tolist()
    [['list', 3, 3]]
    """
    if min_words < 2 or min_paragraphs < 2:
        raise AnalysisError(
            f"a repetition is of two words or more in two paragraphs or more, not {min_words} and "
            f"{min_paragraphs}"
        )
    return pd.concat(
        [_table(corpus, _repeated(corpus, min_words, min_paragraphs)),
         _table(corpus, _listed(corpus))], ignore_index=True,
    )  # fmt: skip


def repeated_phrases(table: pd.DataFrame, *, across_only: bool = False) -> tuple[str, ...]:
    """Give the formulas found by repetition, for a count to leave out.

    Parameters
    ----------
    table : DataFrame
        Of `boilerplate`, whole or filtered by its reader.
    across_only : bool
        Only those that several documents share.
    """
    wanted = (ACROSS,) if across_only else (ACROSS, WITHIN)
    return tuple(table[table["source"].isin(wanted)]["formula"])


class _Found(NamedTuple):
    formula: str
    listed: bool
    rows: list[int]  # of the body, one for each occurrence


def _table(corpus: Corpus, found: list[_Found]) -> pd.DataFrame:
    body = corpus.body
    symbols, references = body["symbol"].to_numpy(), body["reference"].to_numpy()
    lines = []
    for formula, listed, rows in found:
        held = sorted(set(rows))
        documents = len({symbols[row] for row in held})
        source = LISTED if listed else ACROSS if documents > 1 else WITHIN
        cited = cite_together(references[held])
        lines.append((formula, source, len(rows), len(held), documents, cited))
    table = pd.DataFrame(lines, columns=list(COLUMNS))
    return table.sort_values(["count", "formula"], ascending=[False, True], ignore_index=True)


def _listed(corpus: Corpus) -> list[_Found]:
    body = corpus.body
    found: defaultdict[str, list[int]] = defaultdict(list)
    for row, (text, code) in enumerate(zip(body["text"], body["language"], strict=True)):
        for formula in formulas(text, code):
            found[formula.term].append(row)
    return [_Found(formula, True, rows) for formula, rows in found.items()]


def _repeated(corpus: Corpus, min_words: int, min_paragraphs: int) -> list[_Found]:
    body = corpus.body
    codes = body["language"].to_numpy()
    sections = list(zip(body["symbol"], body["section"].fillna(""), strict=True))
    all_runs = list(runs_of(corpus))
    found = []
    for code in dict.fromkeys(codes):
        runs = [run for run in all_runs if codes[run.row] == code]
        repeated = sequences(runs, min_words, min_paragraphs)
        taken: set[Place] = set()
        verbs = language.get(code).verbs
        for key in sorted(repeated, key=lambda key: (-len(key), key)):
            places = list(free_places(repeated[key], len(key), taken))
            rows = [runs[run].row for run, _ in places]
            if len(set(rows)) < min_paragraphs or len({sections[row] for row in rows}) < 2:
                continue
            # The pieces of what is set apart as content are not formulas either.
            taken.update((run, at + i) for run, at in places for i in range(len(key)))
            spellings = Counter(written(runs[run], at, len(key)) for run, at in places)
            formula = min(spellings, key=lambda text: (-spellings[text], text))
            if not verbs.isdisjoint(key) and not _is_content(formula, code):
                found.append(_Found(formula, False, rows))
    return found


def _is_content(formula: str, code: str) -> bool:
    named = {term.term for term in language.terms(formula, code, keep_boilerplate=True)}
    listed = not named.isdisjoint(language.get(code).multiword)
    return listed or any(theme.score >= 1 for theme in themes_of(formula, code))
