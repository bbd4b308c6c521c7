"""How the count of a word grows along the corpus: TXM's progression.

Where the line climbs, the word is frequent; where it is level, it is absent. A straight line is a
word used evenly; one step is a word that a single passage repeats.

References
----------
Heiden, S. (2010). The TXM Platform. Proceedings of PACLIC 24, 389-398 (the command Progression).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from unreports.analysis.concordance import occurrences
from unreports.analysis.parts import By, part_labels
from unreports.errors import AnalysisError
from unreports.tables import count_words

if TYPE_CHECKING:
    from unreports.corpus import Corpus


class Progression(NamedTuple):
    """The steps of some patterns, and the stretches of the corpus they climb over.

    Attributes
    ----------
    steps : DataFrame
        term (the pattern), symbol, paragraph, position (running words of the corpus before the
        match), cumulative (matches so far, this one included), total, reference. A pattern that
        does not occur has no row.
    parts : DataFrame
        part, symbol, start, end (running words before the first and after the last of the part);
        parts in the order of the corpus. A part that comes back has a row for each stretch.
    terms : tuple of str
        The patterns, those without a match included.
    """

    steps: pd.DataFrame
    parts: pd.DataFrame
    terms: tuple[str, ...]


def progression(
    corpus: Corpus, patterns: Iterable[str], *, by: By = "document", level: int | None = None
) -> Progression:
    """Count the matches of some patterns from the first word of the corpus to the last.

    Parameters
    ----------
    corpus : Corpus
    patterns : iterable of str
        Words, phrases or patterns as `concordance` takes them.
    by : {"document", "section"}
        What the parts are.
    level : int, optional
        With sections, the depth of the outline to cut at.

    Raises
    ------
    AnalysisError
        No pattern is given, or one has no word.

    Examples
    --------
    >>> import unreports
    >>> found = progression(unreports.load_corpus("data/corpus"), ["facteurs de confiance"])
    >>> found.steps[["cumulative", "reference"]].values.tolist()
    [[1, 'CEB/2021/1, par. 21']]
    """
    terms = tuple(dict.fromkeys(patterns))
    if not terms:
        raise AnalysisError("no pattern to follow", remedy='Give some, such as ["confiance"].')
    found = occurrences(corpus, terms)
    body = corpus.body
    words = count_words(body)
    before = words.cumsum() - words
    first = before.groupby(body["symbol"], sort=False).first()
    found["position"] = found["symbol"].map(first).astype("int64") + found["word"]
    place = {term: number for number, term in enumerate(terms)}
    steps = found.sort_values(
        ["term", "position"], key=lambda own: own.map(place) if own.name == "term" else own,
        kind="stable", ignore_index=True,
    )  # fmt: skip
    grouped = steps.groupby("term", sort=False)["position"]
    steps["cumulative"] = (grouped.cumcount() + 1).astype("int64")
    steps["total"] = grouped.transform("size").astype("int64")
    columns = ["term", "symbol", "paragraph", "position", "cumulative", "total", "reference"]
    labels = part_labels(body, corpus.sections, by=by, level=level)
    return Progression(steps[columns], _stretches(body, labels, before, words), terms)


def _stretches(
    body: pd.DataFrame, labels: pd.Series[str], before: pd.Series[int], words: pd.Series[int]
) -> pd.DataFrame:
    rows = pd.DataFrame(
        {"part": labels, "symbol": body["symbol"], "start": before, "end": before + words}
    )
    same = (rows["part"] == rows["part"].shift()) & (rows["symbol"] == rows["symbol"].shift())
    joined = rows.groupby((~same).cumsum(), sort=False)
    return joined.agg(
        part=("part", "first"), symbol=("symbol", "first"), start=("start", "first"),
        end=("end", "last"),
    ).reset_index(drop=True)  # fmt: skip
