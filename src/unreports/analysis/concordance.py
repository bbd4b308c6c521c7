"""Concordances: every place where a word or a phrase stands, with what is around it (KWIC)."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from unreports import language
from unreports.errors import AnalysisError

if TYPE_CHECKING:
    from unreports.corpus import Corpus

Order = Literal["document", "left", "right"]
COLUMNS = ("symbol", "paragraph", "left", "match", "right", "start", "end", "reference")
Test = Callable[[str], bool]
_BLANKS = re.compile(r"\s+")
_STARRED = re.compile(r"(\S*\*\S*)")


def concordance(
    corpus: Corpus, pattern: str, *, width: int = 60, order: Order = "document"
) -> pd.DataFrame:
    """Find a word, a phrase or a simple pattern in the paragraphs of the body.

    Parameters
    ----------
    corpus : Corpus
    pattern : str
        One word or several: "confiance", "développement durable", "lutt* contre". Case and accents
        do not matter. A plain word also finds the other forms of its lemma ("conflit" finds
        "conflits"); `*` stands for any letters within a word, or alone for any one word.
    width : int
        Characters of context on either side at most; no word is cut.
    order : {"document", "left", "right"}
        Sort as the documents run, by the words before the match read backwards, or by those after.

    Returns
    -------
    DataFrame
        symbol, paragraph, left, match, right, start, end (of the match in the paragraph's text),
        reference; no row where nothing matches. In the three pieces each run of blanks is one.

    Raises
    ------
    AnalysisError
        The pattern has no word, or the width or order is not permitted.

    Examples
    --------
    >>> import unreports
    >>> corpus = unreports.load_corpus("data/corpus").filter(documents="CEB/2021/1")
    >>> concordance(corpus, "facteurs de confiance", width=20)["reference"].tolist()
    ['CEB/2021/1, par. 21']
    """
    _check(pattern)
    if width < 0 or order not in ("document", "left", "right"):
        raise AnalysisError(
            f"no concordance of width {width} in the order {order!r}",
            remedy='Give a width of 0 or more, and "document", "left" or "right".',
        )
    body = corpus.body
    names = ("symbol", "paragraph", "text", "language", "reference")
    rows = []
    for symbol, paragraph, text, code, reference in zip(*(body[n] for n in names), strict=True):
        for start, end in _find(text, language.tokenise(text, code), _tests(pattern, code)):
            pieces = _before(text, start, width), text[start:end], _after(text, end, width)
            shown = (_BLANKS.sub(" ", piece) for piece in pieces)
            rows.append((symbol, paragraph, *shown, start, end, reference))
    lines = pd.DataFrame(_sorted(rows, order), columns=list(COLUMNS))
    return lines.astype({"paragraph": "Int64", "start": "int64", "end": "int64"})


def _check(pattern: str) -> None:
    if not any(c.isalnum() for c in pattern):
        raise AnalysisError(
            f"the pattern {pattern!r} has no word",
            remedy='Give one or more, such as "confiance" or "lutt* contre".',
        )


def _before(text: str, start: int, width: int) -> str:
    first = max(0, start - width)
    while 0 < first < start and not text[first - 1].isspace():
        first += 1
    return text[first:start]


def _after(text: str, end: int, width: int) -> str:
    last = min(len(text), end + width)
    while end < last < len(text) and not text[last].isspace():
        last -= 1
    return text[end:last]


def occurrences(corpus: Corpus, patterns: Iterable[str]) -> pd.DataFrame:
    """Place each match of some patterns along its document, for a dispersion plot.

    Parameters
    ----------
    corpus : Corpus
    patterns : iterable of str
        Words, phrases or patterns as `concordance` takes them.

    Returns
    -------
    DataFrame
        term (the pattern), symbol, paragraph, word (running words of the body before the match),
        words (of the whole body), reference; by document, then by pattern.
    """
    body = corpus.body
    texts = list(zip(body["text"], body["language"], strict=True))
    tokens = [language.tokenise(text, code) for text, code in texts]
    sizes = pd.Series([len(own) for own in tokens], index=body.index, dtype="int64")
    before = (sizes.groupby(body["symbol"]).cumsum() - sizes).tolist()
    totals = sizes.groupby(body["symbol"]).transform("sum").tolist()
    named = list(zip(body["symbol"], body["paragraph"], body["reference"], strict=True))
    rows = []
    for pattern in dict.fromkeys(patterns):
        _check(pattern)
        for row, (text, code) in enumerate(texts):
            symbol, paragraph, reference = named[row]
            for start, _ in _find(text, tokens[row], _tests(pattern, code)):
                word = before[row] + bisect_left(tokens[row], start, key=lambda one: one.start)
                rows.append((pattern, symbol, paragraph, word, totals[row], reference))
    names = ["term", "symbol", "paragraph", "word", "words", "reference"]
    order = {symbol: number for number, symbol in enumerate(corpus.symbols)}
    rows.sort(key=lambda row: order[row[1]])
    table = pd.DataFrame(rows, columns=names)
    return table.astype({"paragraph": "Int64", "word": "int64", "words": "int64"})


def _sorted(rows: list[tuple[Any, ...]], order: Order) -> list[tuple[Any, ...]]:
    if order == "document":
        return rows
    column, step = (2, -1) if order == "left" else (4, 1)
    return sorted(rows, key=lambda row: _bare(row[column]).split()[::step])


def _find(
    text: str, tokens: list[language.Token], tests: tuple[Test, ...]
) -> Iterator[tuple[int, int]]:
    """Offsets of the matches, from left to right, none overlapping another."""
    first, *others = tests
    free = 0
    for here, token in enumerate(tokens):
        if here < free or not first(token.text):
            continue
        window = tokens[here : here + len(tests)]
        matched = len(window) == len(tests) and all(
            test(one.text) for test, one in zip(others, window[1:], strict=True)
        )
        if matched and _adjacent(text, window):
            yield token.start, window[-1].end
            free = here + len(tests)


def _adjacent(text: str, tokens: list[language.Token]) -> bool:
    """Whether nothing but blanks stands between tokens: a phrase does not cross a comma."""
    gaps = (text[left.end : right.start] for left, right in pairwise(tokens))
    return not any(gap.strip() for gap in gaps)


@lru_cache(maxsize=64)
def _tests(pattern: str, code: str) -> tuple[Test, ...]:
    """One test for each word of the pattern; a starred word is compared letter by letter."""
    tests: list[Test] = []
    for piece in _STARRED.split(pattern):
        if "*" in piece:
            tests.append(_starred(piece))
        else:
            tests += [_plain(token.text, code) for token in language.tokenise(piece, code)]
    return tuple(tests)


def _starred(word: str) -> Test:
    expression = re.compile(".*".join(re.escape(_bare(piece)) for piece in word.split("*")))

    def test(token: str) -> bool:
        return expression.fullmatch(_bare(token)) is not None

    return cache(test)


def _plain(word: str, code: str) -> Test:
    bare, lemma = _bare(word), _bare(language.lemma(word, code))

    def test(token: str) -> bool:
        return bare == _bare(token) or lemma == _bare(language.lemma(token, code))

    return cache(test)


def _bare(text: str) -> str:
    """Small letters without accents, with one kind of apostrophe."""
    parts = unicodedata.normalize("NFKD", text.replace("’", "'").casefold())
    return "".join(c for c in parts if not unicodedata.combining(c)).replace("œ", "oe")
