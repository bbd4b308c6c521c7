"""Concordances: every place where a word or a phrase stands, with what is around it (KWIC)."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import pandas as pd

from unreports import language
from unreports.errors import AnalysisError

if TYPE_CHECKING:
    from unreports.corpus import Corpus

Order = Literal["document", "left", "right"]
COLUMNS = ("symbol", "paragraph", "left", "match", "right", "start", "end", "reference")
Test = Callable[[str], bool]
_BLANKS = re.compile(r"\s+")
_BESIDE = 20  # characters of a text in which a mark beside a match is looked for


class _Pattern(NamedTuple):
    """One test a word, and what stands before, between and after the words, blanks left out."""

    tests: tuple[Test, ...]
    marks: tuple[str, ...]


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
        "conflits"); `*` stands for any letters within a word, or alone for any one word. Every
        other character is itself: "(CCS)" finds it in brackets only, "a+" an a before a plus.
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
    check_pattern(pattern)
    if width < 0 or order not in ("document", "left", "right"):
        raise AnalysisError(
            f"no concordance of width {width} in the order {order!r}",
            remedy='Give a width of 0 or more, and "document", "left" or "right".',
        )
    body = corpus.body
    names = ("symbol", "paragraph", "text", "language", "reference")
    rows = []
    for symbol, paragraph, text, code, reference in zip(*(body[n] for n in names), strict=True):
        for start, end in _find(text, language.tokenise(text, code), _read(pattern, code)):
            pieces = _before(text, start, width), text[start:end], _after(text, end, width)
            shown = (_BLANKS.sub(" ", piece) for piece in pieces)
            rows.append((symbol, paragraph, *shown, start, end, reference))
    lines = pd.DataFrame(_sorted(rows, order), columns=list(COLUMNS))
    return lines.astype({"paragraph": "Int64", "start": "int64", "end": "int64"})


def check_pattern(pattern: str) -> None:
    """Refuse a pattern that would find everything or nothing.

    Raises
    ------
    AnalysisError
        It has no letter or figure.
    """
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
        check_pattern(pattern)
        for row, (text, code) in enumerate(texts):
            symbol, paragraph, reference = named[row]
            for start, _ in _find(text, tokens[row], _read(pattern, code)):
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


def _find(text: str, tokens: list[language.Token], pattern: _Pattern) -> Iterator[tuple[int, int]]:
    """Offsets of the matches, from left to right, none overlapping another."""
    if not pattern.tests:
        return
    first, *others = pattern.tests
    free = 0
    for here, token in enumerate(tokens):
        if here < free or not first(token.text):
            continue
        window = tokens[here : here + len(pattern.tests)]
        matched = len(window) == len(pattern.tests) and all(
            test(one.text) for test, one in zip(others, window[1:], strict=True)
        )
        if matched and _marked(text, window, pattern.marks):
            yield token.start, window[-1].end
            free = here + len(window)


def _marked(text: str, tokens: list[language.Token], marks: tuple[str, ...]) -> bool:
    """Whether what stands between the tokens is what the pattern has: a comma only if it does."""
    before, *between, after = marks
    start, end = tokens[0].start, tokens[-1].end
    gaps = (text[left.end : right.start] for left, right in pairwise(tokens))
    return (
        all(_mark(gap) == mark for gap, mark in zip(gaps, between, strict=True))
        and _mark(text[max(0, start - _BESIDE) : start]).endswith(before)
        and _mark(text[end : end + _BESIDE]).startswith(after)
    )


def _mark(text: str) -> str:
    return _BLANKS.sub("", _bare(text)) if text else text


@lru_cache(maxsize=64)
def _read(pattern: str, code: str) -> _Pattern:
    """Cut a pattern into words as a text is cut, a star being read as a letter."""
    tokens = language.tokenise(pattern.replace("*", "a"), code)
    words = [pattern[token.start : token.end] for token in tokens]
    edges = [0, *(place for token in tokens for place in (token.start, token.end)), len(pattern)]
    gaps = zip(edges[::2], edges[1::2], strict=True)
    return _Pattern(
        tuple(_starred(word) if "*" in word else _plain(word, code) for word in words),
        tuple(_mark(pattern[start:end]) for start, end in gaps),
    )


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
