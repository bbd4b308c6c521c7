"""Precision, recall and F1, with the interval that other paragraphs might have given."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from unreports.analysis.resampling import resample
from unreports.analysis.validation.judgement import COLUMNS as JUDGED
from unreports.analysis.validation.judgement import Validation
from unreports.errors import AnalysisError

MEASURES = ("precision", "recall", "f1")
COLUMNS = [
    "task", "aspect", "language", "paragraphs", "gold", "found", "right",
    *(f"{measure}{end}" for measure in MEASURES for end in ("", "_low", "_high")),
]  # fmt: skip
ERRORS = [
    "symbol", "paragraph", "kind", "aspects", "gold", "found", "text", "reference", "task",
    "language",
]  # fmt: skip
_LEVEL = 0.95


def scores(validation: Validation, *, resamples: int = 2000, seed: int = 0) -> pd.DataFrame:
    """Count judgements by task and aspect.

    Parameters
    ----------
    validation : Validation
        Judgements, and the paragraphs that they were made on.
    resamples : int
        How many samples of the paragraphs are drawn for the intervals.
    seed : int
        Seed of the draws.

    Returns
    -------
    DataFrame
        One row a task, aspect and language: paragraphs (read), gold (annotated), found
        (recognised), right, and precision, recall and f1, each with the ends of its 95 % interval
        as _low and _high.

    Raises
    ------
    AnalysisError
        Fewer than 2 resamples.

    Notes
    -----
    With c right of g annotated and f recognised (van Rijsbergen 1979, chapter 7)

        precision P = c / f      recall R = c / g      F1 = 2 P R / (P + R) = 2 c / (g + f)

    and 0 where a denominator is 0. Of 4 dates annotated and 5 recognised, 3 right: P = 0.6,
    R = 0.75, F1 = 6 / 9 = 0.667. The role is judged over matched mentions only, so that g = f and
    all three are its accuracy.

    The interval is the percentile bootstrap over paragraphs, the unit that annotators read and
    that errors cluster in: as many as there are, drawn with replacement, the counts of those
    drawn summed before dividing (Efron and Tibshirani 1993, chapter 13). Where nothing is wrong it
    is a single point, which says that these paragraphs hold no error, not that others hold none.

    References
    ----------
    van Rijsbergen, C. J. (1979). Information Retrieval, 2nd edition. Butterworths.
    Efron, B. and Tibshirani, R. (1993). An Introduction to the Bootstrap. Chapman and Hall.

    Examples
    --------
    >>> from unreports.analysis.validation.judgement import assemble
    >>> read = ("dates", "value", "fr", "A/1", 2)
    >>> kinds = ["right"] * 3 + ["miss"] + ["false alarm"] * 2
    >>> rows = [(*read, kind, "", "", "", "A/1, par. 2", n) for n, kind in enumerate(kinds)]
    >>> one = scores(assemble([(rows, [read])])).iloc[0]
    >>> float(one["precision"]), float(one["recall"]), round(float(one["f1"]), 3)
    (0.6, 0.75, 0.667)
    """
    if resamples < 2:
        raise AnalysisError(f"an interval needs 2 resamples or more, not {resamples}")
    rows = []
    keys = ["task", "aspect", "language"]
    judged = dict(iter(validation.judgements.groupby(keys, sort=False)))
    for key, read in validation.paragraphs.groupby(keys, sort=False):
        if key in judged:
            counts = _counts(judged[key], read)
            right, gold, found = (int(n) for n in counts.sum(axis=0))
            row = dict(zip(keys, key, strict=True)) | {"paragraphs": len(counts)}
            row |= {"gold": gold, "found": found, "right": right}
            rows.append(row | _measured(counts, resamples, seed))
    return pd.DataFrame(rows, columns=COLUMNS)


def _counts(judgements: pd.DataFrame, read: pd.DataFrame) -> NDArray[np.int64]:
    """Count right, annotated and recognised: one row a paragraph."""
    kind = judgements["kind"]
    table = judgements[["symbol", "paragraph"]].assign(
        right=kind == "right", gold=kind != "false alarm", found=kind != "miss"
    )
    names = ["symbol", "paragraph"]
    summed = table.groupby(names)[["right", "gold", "found"]].sum()
    index = pd.MultiIndex.from_frame(read[names])
    return summed.reindex(index, fill_value=0).to_numpy(dtype=np.int64)


def _measured(counts: NDArray[np.int64], resamples: int, seed: int) -> dict[str, float]:
    drawn = resample(len(counts), resamples, np.random.default_rng(seed)) @ counts
    ends = [100 * (1 - _LEVEL) / 2, 100 * (1 + _LEVEL) / 2]
    values = _measures(counts.sum(axis=0, keepdims=True))
    others = _measures(drawn)
    found: dict[str, float] = {}
    for measure in MEASURES:
        low, high = np.percentile(others[measure], ends)
        found |= {
            measure: float(values[measure][0]),
            f"{measure}_low": float(low),
            f"{measure}_high": float(high),
        }
    return found


def _measures(counts: NDArray[np.int64]) -> dict[str, NDArray[np.float64]]:
    """Give the three measures of each row of right, annotated and recognised."""
    right, gold, found = (counts[:, column].astype(float) for column in range(3))
    above = {"precision": right, "recall": right, "f1": 2 * right}
    below = {"precision": found, "recall": gold, "f1": gold + found}
    return {
        name: np.divide(above[name], below[name], out=np.zeros(len(right)), where=below[name] > 0)
        for name in MEASURES
    }


def misses_and_false_alarms(validation: Validation, task: str | None = None) -> pd.DataFrame:
    """List everything that is not right, beside its paragraph.

    Parameters
    ----------
    validation : Validation
        The judgements.
    task : str, optional
        One task; all of them without it.

    Returns
    -------
    DataFrame
        symbol, paragraph, kind (miss, false alarm, or wrong: found, but with another value, span or
        role), aspects (those that it counts against), gold, found, text (the place), reference,
        task, language; in the order of the tasks and of the text.

    Examples
    --------
    >>> from unreports.analysis.validation.judgement import assemble
    >>> read = ("dates", "found", "fr", "A/1", 2)
    >>> row = (*read, "miss", "2019 = 2019", "", "en 2019", "A/1, par. 2", 0)
    >>> made = misses_and_false_alarms(assemble([([row], [read])]))
    >>> made[["paragraph", "kind", "gold"]].values.tolist()
    [[2, 'miss', '2019 = 2019']]
    """
    rows = validation.judgements[validation.judgements["kind"] != "right"]
    if task is not None:
        rows = rows[rows["task"] == task]
    # Sets have one judgement an item and aspect; mentions one a mention, whatever its aspects.
    together = [name for name in JUDGED if name != "aspect"]
    grouped = rows.groupby(together, sort=False)["aspect"]
    listed: pd.DataFrame = grouped.agg("; ".join).rename("aspects").reset_index()
    return listed[ERRORS]
