"""Cutting a text into words, numbers and document symbols.

One regular expression a language, tried from the most particular form to the most general. What
it keeps whole and what it splits is in the tests, case by case. Every alternative that may fail
looks ahead a bounded number of characters, so the time is linear in the length of the text even
where a page has no blank.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from unreports.language.wordlists import Language, get

BLANK = "[ \u00a0\u2009\u202f]"
_APOSTROPHE = "['’ʼ]"
_HYPHEN = "[-\u2010\u2011]"
_LETTER = r"[\w\u0300-\u036f]"  # combining accents belong to their word
_SMALL = "[a-zß-öø-ÿœ]"
_NOTHING = "(?!)"

# A component starts with a letter or a figure: a full stop after a symbol is punctuation.
_SYMBOL = (
    r"(?=[A-Z./()-]{1,40}?\d)[A-Z]{1,8}(?:/[A-Za-z0-9]{1,20}(?:[.\u2010\u2011-][A-Za-z0-9]{1,20}){0,3}"
    r"(?:\(\d{1,4}\))?){1,9}(?![\w/])(?:" + BLANK + r"?\((?:\d{4}|[IVXL]{1,7})\))?"
    r"|(?:Add|Corr|Rev|Amend)\.\d{1,3}(?!\w)"
)
_ADDRESS = r"(?:https?://|www\.)[^\s<>»”]*[\w/]"
_DOTTED = r"(?:[A-Z]\.){2,}"
_ROMAN = re.compile(r"[IVX]{2,7}")


class Token(NamedTuple):
    """A word, a number or a symbol, with its offsets in the text."""

    text: str
    start: int
    end: int


class Grammar(NamedTuple):
    """The compiled expressions of one language; `stream` finds the punctuation marks too."""

    token: re.Pattern[str]
    stream: re.Pattern[str]
    number: re.Pattern[str]
    symbol: re.Pattern[str]


def tokenise(text: str, lang: Language | str) -> list[Token]:
    """Cut a text into tokens: words, numbers and document symbols, without punctuation.

    Parameters
    ----------
    text : str
        Running text (Unicode NFC).
    lang : Language or str
        The language, or its code.

    Returns
    -------
    list of Token
        In the order of the text; ``text[token.start:token.end] == token.text``.

    Notes
    -----
    Whole: hyphenated words (ONU-Femmes, COVID-19), document symbols with their year
    (S/RES/2457 (2019)), numbers with their blanks, decimals, percent sign and ordinal ending
    (10 000; 3,5; 35 %; 1er), spans (2016-2020), and the forms that the language lists
    (c'est-à-dire). Split: elided words (l', qu') and enclitics (-t-il, 's).

    Examples
    --------
    >>> [token.text for token in tokenise("L'ONU cite S/RES/2457 (2019), soit 35 %.", "fr")]
    ["L'", 'ONU', 'cite', 'S/RES/2457 (2019)', 'soit', '35 %']
    """
    return [Token(m[0], *m.span()) for m in grammar(lang).token.finditer(text)]


def count_tokens(text: str, lang: Language | str) -> int:
    """Count the tokens of a text, its running words: as `tokenise` does, several times as fast.

    Examples
    --------
    >>> count_tokens("L'ONU a 193 membres.", "fr")
    5
    """
    return len(grammar(lang).token.findall(text))


def grammar(lang: Language | str) -> Grammar:
    """Return the expressions of a language, compiled once."""
    return _compile(get(lang) if isinstance(lang, str) else lang)


@cache
def _compile(lang: Language) -> Grammar:
    # Most tokens are plain words in small letters: tried first, and every other alternative only
    # where its first character allows, which makes the whole three times as fast.
    number, joint = _number(lang), rf"{_APOSTROPHE}|{_HYPHEN}"
    listed = "|".join(filter(None, (_forms(lang.whole), _elision(lang))))
    token = "|".join(
        (
            rf"{_SMALL}{_LETTER}*+(?!{joint}|[:./])",
            rf"(?=[hw]){_ADDRESS}",
            rf"(?=[A-Z])(?:{_SYMBOL}|{_DOTTED})",
            rf"(?=\d)(?:{number})",
            rf"(?=[{_initials(lang.whole + lang.elisions)}])(?:{listed})",
            rf"{_LETTER}++(?:(?={joint})(?!{_forms(lang.enclitics)})(?:{joint}){_LETTER}++)*+",
            rf"(?={joint})(?:{_forms(lang.enclitics)})",
        )
    )
    return Grammar(
        re.compile(rf"(?=\w|{joint})(?:{token})"),
        re.compile(rf"(?=\S)(?:{token}|\S)"),
        re.compile(number),
        re.compile(f"{_SYMBOL}|{_ADDRESS}"),
    )


def _number(lang: Language) -> str:
    endings = "|".join(sorted(lang.ordinals, key=len, reverse=True)) or _NOTHING
    return (
        rf"(?:\d{{1,3}}(?:{BLANK}\d{{3}}(?!\d))+|\d++)(?:[.,:/\-\u2010-\u2013]\d++)*"
        rf"(?:{BLANK}?[%‰]|(?:{endings}))?(?!{_LETTER})"
    )


def _elision(lang: Language) -> str:
    if not lang.elisions:
        return ""
    # Before a consonant the apostrophe is part of a name (N'Djamena), unless the word is an
    # acronym, which may be read letter by letter.
    return (
        rf"(?i:{'|'.join(map(re.escape, lang.elisions))}){_APOSTROPHE}"
        rf"(?=(?i:[{lang.elided_before}])|[A-Z]{{2}}|\d|{BLANK}?[{lang.opening_quotes}\"(*])"
    )


def _forms(forms: tuple[str, ...]) -> str:
    """Any of these forms, in either case, with any apostrophe and any hyphen."""
    longest_first = sorted(forms, key=len, reverse=True)
    joined = "|".join(
        "".join({"'": _APOSTROPHE, "-": _HYPHEN}.get(c, re.escape(c)) for c in form)
        for form in longest_first
    )
    return rf"(?i:{joined or _NOTHING})(?![\w-])"


def _initials(forms: tuple[str, ...]) -> str:
    return "".join(sorted({form[0].lower() + form[0].upper() for form in forms})) or "a"


def is_number(token: str, lang: Language) -> bool:
    """Say whether a token is a number, a Roman one included, or a span of numbers."""
    stem = token
    for ending in lang.ordinals:
        stem = stem.removesuffix(ending) if len(token) > len(ending) + 1 else stem
    return bool(grammar(lang).number.fullmatch(token) or _ROMAN.fullmatch(stem))


def is_symbol(token: str, lang: Language) -> bool:
    """Say whether a token is a document symbol, a part of one (Add.1) or an address."""
    return bool(grammar(lang).symbol.fullmatch(token))
