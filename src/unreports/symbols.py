"""The grammar of United Nations document symbols.

A symbol is the same in every language. Its components are joined by "/": first the organ (A, S, E,
ST, CEB, ...), then what the organ needs (session or year, series, number), then any number of
suffixes that say how the text relates to another ("Add.1", "Corr.2", "Rev.1"). Source: Dag
Hammarskjold Library, "UN Document Symbols".
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePath

from unreports.errors import SymbolError

# The first component is letters (A, S, ST, CEDAW ...); a later one starts with a letter or digit.
# A hyphen stands in special and emergency sessions only ("S-27", "ES-10", "(S-VI)").
_SYMBOL = re.compile(
    r"[A-Z][A-Z0-9]*(?:\.[A-Z0-9]+)*"
    r"(?:/(?:E?S-\d+|[A-Z0-9][A-Z0-9.()\[\]&]*(?:\(E?S-[IVX]+\)(?:\[[A-Z]\])?)?))+"
    r"(?: \(\d{4}\)| [A-Z])?"
)
_SUFFIX = re.compile(r"(?:ADD|CORR|REV|SUMMARY|AMEND|EXCERPT)\.?\d*")
_LANGUAGES = frozenset({"ar", "de", "en", "es", "fr", "ru", "zh"})


@dataclass(frozen=True)
class Symbol:
    """A document symbol taken apart.

    Parameters
    ----------
    text : str
        The symbol as it is written, normalised (`normalise`).
    organ : str
        Its first component.
    suffixes : tuple of str
        The components that mark an addendum, corrigendum or revision, in order.
    """

    text: str
    organ: str
    suffixes: tuple[str, ...] = ()


def normalise(text: str) -> str:
    """Write a symbol in its one comparable form.

    NFKC, no blanks but the one before a year in parentheses or before the letter of a resolution
    in parts, which is as the UN prints them; a full stop at the end is punctuation, not part of
    the symbol.

    Examples
    --------
    >>> normalise("a/75/345 .")
    'A/75/345'
    >>> normalise("S/RES/2457(2019)")
    'S/RES/2457 (2019)'
    >>> normalise("A/75/345/add.1")
    'A/75/345/Add.1'
    >>> normalise("A/RES/72/262C")
    'A/RES/72/262 C'
    """
    joined = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).rstrip(".,;:").upper()
    parts = [p.capitalize() if _SUFFIX.fullmatch(p) else p for p in joined.split("/")]
    whole = re.sub(r"(?<=\d)\((\d{4})\)$", r" (\1)", "/".join(parts))
    lettered = "/RES/" in whole or "/DEC/" in whole
    return re.sub(r"(?<=\d)([A-Z])$", r" \1", whole) if lettered else whole


def is_symbol(text: str) -> bool:
    """Tell whether a text is one document symbol and nothing else.

    Examples
    --------
    >>> is_symbol("E/CN.6/2025/4"), is_symbol("et/ou"), is_symbol("VIH/SIDA")
    (True, False, False)
    """
    stripped = text.strip()
    candidate = normalise(stripped)
    return bool(
        stripped[:1].isupper()
        and any(c.isdigit() for c in candidate)
        and _SYMBOL.fullmatch(candidate.upper())
    )


def parse(text: str) -> Symbol:
    """Take a symbol apart.

    Raises
    ------
    SymbolError
        The text is not a document symbol.

    Examples
    --------
    >>> parse("A/75/345/Add.1/Corr.2")
    Symbol(text='A/75/345/Add.1/Corr.2', organ='A', suffixes=('Add.1', 'Corr.2'))
    """
    if not is_symbol(text):
        raise SymbolError(
            f"{text!r} is not the symbol of a United Nations document",
            remedy="A symbol looks like A/75/345, CEB/2021/1 or S/2020/898.",
        )
    symbol = normalise(text)
    organ, *rest = symbol.split("/")
    return Symbol(symbol, organ, tuple(p for p in rest if _SUFFIX.fullmatch(p.upper())))


def split_double(text: str) -> tuple[str, ...]:
    """Give each symbol of a document that is issued under several.

    Examples
    --------
    >>> split_double("A/75/345-S/2020/898")
    ('A/75/345', 'S/2020/898')
    >>> split_double("A/C.3/75/L.1")
    ('A/C.3/75/L.1',)
    """
    parts = re.split(r"\s*[-–—;]\s*(?=[A-Z][A-Za-z.]*/)", text.strip())
    return tuple(parse(part).text for part in parts)


def from_filename(name: str) -> tuple[str | None, str | None]:
    """Read symbol and language from a file named as the United Nations names its files.

    A slash of the symbol is an underscore in the name, the language a suffix: `A_75_345-fr.txt`.

    Returns
    -------
    symbol, language : str or None
        None for what the name does not say.

    Examples
    --------
    >>> from_filename("A_75_345-fr.txt")
    ('A/75/345', 'fr')
    >>> from_filename("notes.txt")
    (None, None)
    """
    stem = PurePath(name).name
    for suffix in (".txt", ".md", ".markdown"):
        stem = stem.removesuffix(suffix)
    head, dash, tail = stem.rpartition("-")
    language = tail.lower() if dash and tail.lower() in _LANGUAGES else None
    symbol = (head if language else stem).replace("_", "/")
    try:
        return split_double(symbol)[0], language
    except SymbolError:
        return None, language


def to_filename(symbol: str) -> str:
    """Name a file after a symbol, as the United Nations does, without language or ending.

    Examples
    --------
    >>> to_filename("S/RES/2457 (2019)")
    'S_RES_2457(2019)'
    """
    return parse(symbol).text.replace(" ", "").replace("/", "_")
