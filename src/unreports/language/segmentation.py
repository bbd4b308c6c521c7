"""Sentences of a report: full stops that end one, among all those that do not."""

from __future__ import annotations

import re
from functools import cache

from unreports.language.wordlists import Language, get

# A list label at the head of a line ("a)", "iv)", "–", "•") or an empty line ends what precedes.
_BREAK = r"(?<!\s)\s*\n(?=\s*\n)|(?<!\s)[^\S\n]*\n(?=[^\S\n]{0,8}(?:\(?[a-z]{1,4}\)|[–—•-])\s)"
_LAST_WORD = re.compile(r"[^\s(«“\"‘'’\[]{1,24}$")
_ONLY_LABEL = re.compile(r"\W{0,3}(?:\d{1,4}|[IVXLC]{1,7}|[A-Za-z])\W{0,3}")


def sentences(text: str, lang: Language | str) -> list[tuple[int, int]]:
    """Find the sentences of a text.

    Parameters
    ----------
    text : str
        Running text; sub-items "a) ..." on lines of their own are sentences of their own.
    lang : Language or str
        The language, or its code.

    Returns
    -------
    list of (int, int)
        Start and end of each, without surrounding blanks; together they hold every character
        that is not a blank.

    Notes
    -----
    A full stop ends a sentence before a capital, a figure or an opening quotation mark, but not
    after an abbreviation that the language lists ("par.", "M."), an initial or a number that
    opens the sentence ("1. Le Conseil").

    Examples
    --------
    >>> text = "M. Ban a parlé. Voir A/75/345, par. 5. « Oui. »"
    >>> [text[start:end] for start, end in sentences(text, "fr")]
    ['M. Ban a parlé.', 'Voir A/75/345, par. 5.', '« Oui. »']
    """
    language = get(lang) if isinstance(lang, str) else lang
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _boundary(language).finditer(text):
        if match["stop"] and not _ends(text, start, match, language):
            continue
        _append(spans, text, start, match.end())
        start = match.end()
    _append(spans, text, start, len(text))
    return spans


@cache
def _boundary(lang: Language) -> re.Pattern[str]:
    closing, opening = re.escape(lang.closing_quotes), re.escape(lang.opening_quotes)
    # The look-behinds make each run of stops and each run of blanks be read only once.
    return re.compile(
        rf"(?<![.!?…])(?P<stop>[.!?…]++)(?:[^\S\n]?[{closing}\"]|[)\]])*+\s++"
        rf"(?=[\"'(\[–—{opening}]*+\s?(?P<next>[^\W_]))|{_BREAK}"
    )


def _ends(text: str, start: int, match: re.Match[str], lang: Language) -> bool:
    following = match["next"]
    if not (following.isupper() or following.isdigit() or not following.islower()):
        return False
    if match["stop"] != ".":
        return True
    before = _LAST_WORD.search(text, max(start, match.start() - 24), match.start())
    word = before[0] if before else ""
    if word.lower() in lang.abbreviations or (len(word) == 1 and word.isupper()):
        return False
    return not _ONLY_LABEL.fullmatch(text, start, match.start())


def _append(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))
