"""What the explorer of the concordance needs beside the text: where words stand, their lemmas.

It finds what `analysis.concordance` finds, so words must be cut and brought to their lemmas as
there. The rules of that are Python's; the page gets their outcome, loaded when first asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from unreports import language
from unreports.site.assets import write_data
from unreports.site.document_page import searchable
from unreports.site.explorers.tables import Tables
from unreports.site.references import page_name

if TYPE_CHECKING:
    from unreports.corpus import Corpus

_FIRST, _LAST = 40, 0xD000  # the characters that numbers are written as start behind the quotes


def data(tables: Tables, corpora: Sequence[Corpus]) -> dict[str, Any] | None:
    """Return the names of the documents whose words can be looked up, or None without any."""
    names = [page_name(symbol) for corpus in corpora for symbol in corpus.symbols]
    return {"documents": list(dict.fromkeys(names))} if names else None


def write_texts(folder: Path, corpora: Sequence[Corpus]) -> set[str]:
    """Write where the words of each document stand, and all lemmas; return the files."""
    lemmas: dict[str, dict[str, str]] = {}
    files = set()
    for corpus in corpora:
        for symbol in corpus.symbols:
            text = searchable(corpus, symbol)
            words = [language.tokenise(own, text["lang"]) for _, _, own in text["paragraphs"]]
            body = set(corpus.body["reference"])
            value = {
                "spans": [
                    spans(own, tokens)
                    for (_, _, own), tokens in zip(text["paragraphs"], words, strict=True)
                ],
                "others": [
                    place
                    for place, (_, reference, _) in enumerate(text["paragraphs"])
                    if reference not in body
                ],
            }
            files.add(write_data(folder, f"words-{page_name(symbol)}", value))
            known = lemmas.setdefault(text["lang"], {})
            for form in {token.text.lower() for own in words for token in own}:
                lemma = language.lemma(form, text["lang"])
                if lemma != form:
                    known[form] = lemma
    ordered = {code: dict(sorted(known.items())) for code, known in sorted(lemmas.items())}
    return files | {write_data(folder, "lemmas", ordered)}


def spans(text: str, tokens: Sequence[language.Token]) -> str:
    """Write where the tokens of a text stand: for each the gap before it and its length.

    Each number is a character, 40 onwards; offsets are those of a browser, where some characters
    count twice.

    Examples
    --------
    >>> text = "la 𝐩aix, la"
    >>> [ord(c) - 40 for c in spans(text, language.tokenise(text, "fr"))]
    [0, 2, 1, 5, 2, 2]
    """
    found, here = [], 0
    for token in tokens:
        gap, length = _units(text[here : token.start]), _units(token.text)
        while gap > _LAST:
            found += [_LAST, 0]
            gap -= _LAST
        found += [gap, min(length, _LAST)]
        here = token.end
    return "".join(chr(_FIRST + value) for value in found)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
