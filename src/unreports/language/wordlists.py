"""A language as plain data: the folder `language/<code>/` and nothing else.

A folder holds `language.toml` (elisions, enclitics, abbreviations, ...), `stop_words.txt`,
`boilerplate.txt`, `multiword.txt`, `verbs.txt` and `lemmas.csv`, each with a comment that says
what it is.
Adding a language means adding a folder.
"""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from unreports.errors import UnreportsError


@dataclass(frozen=True, eq=False)
class Language:
    """The words of one language, read once; equal only to itself.

    Attributes
    ----------
    code, name : str
        ISO 639-1 code and the language's own name ("fr", "français").
    elisions : tuple of str
        Words that lose their vowel before an apostrophe and stand as a token of their own ("l").
    elided_before : str
        The letters before which they do; empty where the language has no elision.
    enclitics : tuple of str
        Endings split from their word, with their hyphen or apostrophe ("-t-il", "'s").
    whole : tuple of str
        Forms that no rule may split ("c'est-à-dire", "VIH/sida").
    ordinals : tuple of str
        Letters after a figure that make an ordinal ("er", "th").
    acronyms : frozenset of str
        Acronyms that would be stop words in small letters ("WHO").
    linking : frozenset of str
        What may stand between two words of one term ("de la").
    abbreviations : frozenset of str
        Abbreviations that never end a sentence, in small letters, without the full stop.
    opening_quotes, closing_quotes : str
        Quotation marks.
    stop_words, boilerplate, multiword : tuple of str
        Everyday words, formulas of reports, and terms of several words, as their files list them.
    verbs : frozenset of str
        Lemmas of words that no term of several words holds.
    lemmas : dict of str to str
        Corrections to the lemmatiser, form to lemma.
    """

    code: str
    name: str
    elisions: tuple[str, ...]
    elided_before: str
    enclitics: tuple[str, ...]
    whole: tuple[str, ...]
    ordinals: tuple[str, ...]
    acronyms: frozenset[str]
    linking: frozenset[str]
    abbreviations: frozenset[str]
    opening_quotes: str
    closing_quotes: str
    stop_words: tuple[str, ...] = field(repr=False)
    boilerplate: tuple[str, ...] = field(repr=False)
    multiword: tuple[str, ...] = field(repr=False)
    verbs: frozenset[str] = field(repr=False)
    lemmas: dict[str, str] = field(repr=False)

    def __reduce__(self) -> tuple[object, ...]:
        """Travel between processes as a code: the lists are read again on the other side."""
        return get, (self.code,)


def available() -> tuple[str, ...]:
    """Codes of the languages there is a folder for, in alphabetical order.

    Examples
    --------
    >>> available()
    ('en', 'fr')
    """
    folder = resources.files(__package__)
    return tuple(
        sorted(entry.name for entry in folder.iterdir() if (entry / "language.toml").is_file())
    )


@cache
def get(code: str) -> Language:
    """Return the language with this ISO 639-1 code.

    Parameters
    ----------
    code : str
        "fr" or "en", or any other folder of `unreports/language`.

    Returns
    -------
    Language
        The same object at every call.

    Raises
    ------
    UnreportsError
        If there is no such language; the message lists those there are.

    Examples
    --------
    >>> get("fr").name
    'français'
    """
    if code not in available():
        codes = ", ".join(available())
        raise UnreportsError(
            f"there are no word lists for the language {code!r}; there are {codes}",
            remedy="Give one of these, or add a folder of word lists beside theirs.",
        )
    folder = resources.files(__package__) / code
    settings = tomllib.loads((folder / "language.toml").read_text(encoding="utf-8"))
    return Language(
        code=code,
        name=settings["name"],
        elisions=tuple(settings["elisions"]),
        elided_before=settings["elided_before"],
        enclitics=tuple(settings["enclitics"]),
        whole=tuple(settings["whole"]),
        ordinals=tuple(settings["ordinals"]),
        acronyms=frozenset(settings["acronyms"]),
        linking=frozenset(settings["linking"]),
        abbreviations=frozenset(settings["abbreviations"]),
        opening_quotes=settings["opening_quotes"],
        closing_quotes=settings["closing_quotes"],
        stop_words=_lines(folder / "stop_words.txt"),
        boilerplate=_lines(folder / "boilerplate.txt"),
        multiword=_lines(folder / "multiword.txt"),
        verbs=frozenset(_lines(folder / "verbs.txt")),
        lemmas=_pairs(folder / "lemmas.csv"),
    )


def _lines(file: Traversable) -> tuple[str, ...]:
    lines = (line.strip() for line in file.read_text(encoding="utf-8").splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


def _pairs(file: Traversable) -> dict[str, str]:
    rows = csv.DictReader(_lines(file))
    return {row["form"]: row["lemma"] for row in rows}
