"""What people annotated by hand, to measure recognition against.

A folder of JSON Lines, one file a kind (`dates.jsonl`, `organisations.jsonl`, `citations.jsonl`,
`places.jsonl`, `cooperation.jsonl`), about documents of the corpus: `doc` is a symbol, `para` the
number of a paragraph, 0 for all that stands before the first. `coverage.csv` says which paragraphs
the annotators read, those without anything to annotate included. `paragraphs-<language>.jsonl`
holds paragraphs of other documents with their text, `dates-<language>.jsonl` and
`organisations-<language>.jsonl` what they mention; all of them were read for dates.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from unreports.errors import UnreportsError

_NAMES = {
    "doc": "symbol", "para": "paragraph", "mod": "modifier", "paragraph": "cited_paragraph",
}  # fmt: skip
_HOME: dict[str, type] = {"doc": str, "para": int}
_DATE: dict[str, type] = {"text": str, "type": str, "value": str, "role": str}
_REQUIRED: dict[str, dict[str, type]] = {
    "dates": _HOME | _DATE,
    "organisations": _HOME | {"organisation": str, "surface": list},
    "citations": _HOME | {"text": str, "cited": str},
    "places": _HOME | {"text": str, "place": str},
    "cooperation": _HOME | {"un": str, "partner": str, "theme": str},
    "passages": _HOME | {"text": str, "document_date": str},
}
KINDS = tuple(_REQUIRED)[:-1]
_CHOICES = {
    "type": ("DATE", "TIME", "DURATION", "SET"),
    "role": ("event", "period", "programme", "citation", "deadline", "metadata", "vague"),
}
_PASSAGES = re.compile(r"paragraphs-([a-z]{2,3})\.jsonl")
_COVERAGE = ["kind", "symbol", "language", "paragraphs"]
_SPEC = re.compile(r"(all|even|odd|\d+|\d+-\d+)")
_Row = dict[str, Any]


def _empty(kind: str) -> pd.DataFrame:
    return pd.DataFrame(columns=[_NAMES.get(name, name) for name in _REQUIRED[kind]])


@dataclass(frozen=True, eq=False)
class Gold:
    """Annotations by hand; without arguments, none.

    Attributes
    ----------
    tables : mapping of str to DataFrame
        By kind, one row an annotation: symbol, paragraph and the fields of the file, `mod` as
        modifier.
    coverage : DataFrame
        kind, symbol, language, paragraphs: which paragraphs were read for what. `paragraphs` lists
        "all", "even", "odd", numbers and ranges, separated by spaces.
    passages : DataFrame
        Paragraphs of documents that are not in the corpus: symbol, paragraph, text, document_date,
        language.
    passage_dates, passage_organisations : DataFrame
        What they mention, with the columns of `tables`.
    """

    tables: Mapping[str, pd.DataFrame] = field(
        default_factory=lambda: {kind: _empty(kind) for kind in KINDS}
    )
    coverage: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=_COVERAGE))
    passages: pd.DataFrame = field(
        default_factory=lambda: _empty("passages").assign(language=pd.Series(dtype=object))
    )
    passage_dates: pd.DataFrame = field(default_factory=lambda: _empty("dates"))
    passage_organisations: pd.DataFrame = field(default_factory=lambda: _empty("organisations"))

    def __repr__(self) -> str:
        counts = [f"{len(self.tables[kind])} {kind}" for kind in KINDS]
        return f"<Gold: {', '.join(counts)}; {len(self.passages)} passages>"

    @property
    def symbols(self) -> tuple[str, ...]:
        """The documents of a corpus that were annotated."""
        apart = set(self.passages["symbol"])
        return tuple(dict.fromkeys(one for one in self.coverage["symbol"] if one not in apart))

    def covers(self, kind: str, symbol: str, paragraph: int, language: str = "") -> bool:
        """Whether a paragraph was read for a kind of annotation.

        Parameters
        ----------
        kind : str
            One of `KINDS`.
        symbol : str
            The document's.
        paragraph : int
            Its number; 0 is what stands before the first.
        language : str
            Of the text at hand; another version of a document is not what was annotated.

        Examples
        --------
        >>> gold = load_gold("data/gold")
        >>> [gold.covers("dates", "A/75/345", number, "fr") for number in (0, 1, 2)]
        [True, False, True]
        """
        rows = self.coverage[(self.coverage["kind"] == kind) & (self.coverage["symbol"] == symbol)]
        return any(
            (not code or not language or code == language) and _matches(spec, paragraph)
            for code, spec in zip(rows["language"], rows["paragraphs"], strict=True)
        )


def _matches(spec: str, number: int) -> bool:
    """Whether a list such as "0 even" names a number; 0 is neither even nor odd."""
    for part in spec.split():
        first, dash, last = part.partition("-")
        if part == "all" or (number and part == ("odd" if number % 2 else "even")):
            return True
        if first.isdecimal() and int(first) <= number <= int(last if dash else first):
            return True
    return False


def load_gold(folder: str | Path) -> Gold:
    """Read a folder of annotations.

    Parameters
    ----------
    folder : str or Path
        Where the files are; each may be missing.

    Returns
    -------
    Gold

    Raises
    ------
    UnreportsError
        The folder is missing or has none of the files, or a line is malformed; the message names
        file and line.

    Notes
    -----
    Without `coverage.csv`, the paragraphs that carry an annotation count as read, and no other: a
    false alarm in a paragraph with nothing to find then goes unseen.

    Examples
    --------
    >>> gold = load_gold("data/gold")
    >>> len(gold.tables["dates"]), len(gold.passages)
    (81, 180)
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise UnreportsError(
            "no such folder of annotations", where=folder, remedy="The shipped one is data/gold."
        )
    tables = {kind: _table(folder / f"{kind}.jsonl", kind) for kind in KINDS}
    passages, dates, organisations = _passages(folder)
    if passages.empty and all(table.empty for table in tables.values()):
        raise UnreportsError(
            "no annotations in the folder", where=folder,
            remedy=f"It takes {', '.join(f'{kind}.jsonl' for kind in KINDS)}; see data/README.md.",
        )  # fmt: skip
    written = folder / "coverage.csv"
    coverage = (
        _read_coverage(written)
        if written.is_file()
        else _named([*tables.items(), ("organisations", organisations)])
    )
    return Gold(tables, coverage, passages, dates, organisations)


def _table(path: Path, kind: str) -> pd.DataFrame:
    rows = [row for _, row in _rows(path, kind)] if path.is_file() else []
    return pd.DataFrame(rows) if rows else _empty(kind)


def _passages(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    texts: list[_Row] = []
    mentions: dict[str, list[_Row]] = {"dates": [], "organisations": []}
    for path in sorted(folder.glob("paragraphs-*.jsonl")):
        if not (named := _PASSAGES.fullmatch(path.name)):
            continue
        own = [row | {"language": named[1]} for _, row in _rows(path, "passages")]
        known = {(row["symbol"], row["paragraph"]) for row in own}
        for kind, rows in mentions.items():
            beside = folder / f"{kind}-{named[1]}.jsonl"
            for line, row in _rows(beside, kind) if beside.is_file() else ():
                if (row["symbol"], row["paragraph"]) not in known:
                    raise UnreportsError(
                        f"{path.name} has no paragraph {row['paragraph']} of {row['symbol']}",
                        where=beside, line=line,
                    )  # fmt: skip
                rows.append(row)
        texts += own
    found = {kind: pd.DataFrame(rows or _empty(kind)) for kind, rows in mentions.items()}
    passages = pd.DataFrame(texts) if texts else Gold().passages
    return passages, found["dates"], found["organisations"]


def _rows(path: Path, kind: str) -> Iterator[tuple[int, _Row]]:
    """Yield the number and the content of each line, checked."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UnreportsError(f"cannot be read: {error}", where=path) from None
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield number, _checked(line, kind)
            except ValueError as error:
                raise UnreportsError(
                    str(error), where=path, line=number,
                    remedy=f"A line is one JSON object with {', '.join(_REQUIRED[kind])}.",
                ) from None  # fmt: skip


def _checked(line: str, kind: str) -> _Row:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error.msg} at character {error.pos + 1}") from None
    if not isinstance(row, dict):
        raise ValueError("not a JSON object")
    for name, wanted in _REQUIRED[kind].items():
        if name not in row:
            raise ValueError(f"without {name!r}")
        if type(row[name]) is not wanted:
            raise ValueError(f"{name!r} is {row[name]!r}, not {wanted.__name__}")
        if name in _CHOICES and row[name] not in _CHOICES[name]:
            raise ValueError(f"{name!r} is {row[name]!r}, not one of {', '.join(_CHOICES[name])}")
    if row["para"] < 0:
        raise ValueError(f"'para' is {row['para']}, and paragraphs count from 0")
    if kind == "dates":
        row.setdefault("mod", "")
    return {str(_NAMES.get(name, name)): value for name, value in row.items()}


def _read_coverage(path: Path) -> pd.DataFrame:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if reader.fieldnames != _COVERAGE:
            raise UnreportsError(f"the header is not {','.join(_COVERAGE)}", where=path, line=1)
        rows: list[dict[str, str]] = []
        for row in reader:
            parts = (row["paragraphs"] or "").split()
            if row["kind"] not in KINDS or not parts or not all(map(_SPEC.fullmatch, parts)):
                raise UnreportsError(
                    f"{','.join(str(value) for value in row.values())!r} is not understood",
                    where=path, line=reader.line_num,
                    remedy=f"kind is one of {', '.join(KINDS)}; paragraphs such as 0 even 11-15.",
                )  # fmt: skip
            rows.append(dict(row))
    return pd.DataFrame(rows, columns=_COVERAGE)


def _named(tables: Iterable[tuple[str, pd.DataFrame]]) -> pd.DataFrame:
    rows = [
        (kind, symbol, "", " ".join(map(str, sorted(set(own["paragraph"])))))
        for kind, table in tables
        for symbol, own in table.groupby("symbol", sort=False)
    ]
    return pd.DataFrame(rows, columns=_COVERAGE)
