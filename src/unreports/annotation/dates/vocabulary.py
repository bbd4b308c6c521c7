"""The words of a language that dates are made of, and text seen as a string of their classes.

A rule about dates is about kinds of words: "a day, a month, perhaps a year". So each word
of a text becomes one character that stands for its kinds, all of them (French *sept* is a number;
*de* may open a range or join a month to its year), and a rule is a regular expression over
these characters. The data (``data/dates_fr.csv``, ``dates_en.csv``) know the words; the rules
know only the kinds, so they are the same in every language, and no rule ever sees a letter.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from itertools import product

from unreports.errors import UnreportsError

OTHER = "."
"""The character of a word that belongs to no kind."""

# Marks of direction and invisible joiners belong to no token: they may stand inside a date.
_TOKEN = re.compile(
    r"[cdjlmnst]['’](?=\w)|qu['’](?=\w)"
    r"|\d{1,2}(?:\^\{\w{1,4}\}|:\d\d(?!\w))"
    r"|\w+|[^\w\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_SIGNS = {
    "comma": ",", "dash": "-‐‑–—", "slash": "/", "lpar": "(", "rpar": ")", "stop": ".",
    "semicolon": ";", "colon": ":", "lquote": "«“", "rquote": "»”", "unit_sign": "%$€°",
    "quote": "'’\"",
}  # fmt: skip
_BUILT_IN = (
    "day",
    "year",
    "figure",
    "number",
    "ordinal",
    "decade_number",
    "glued_year",
    "clock",
    *_SIGNS,
)
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_CLASS_NAME = re.compile(r"[A-Z][A-Z_]+")
_LONGEST_SENTENCE = 400  # tokens: what bounds the look back from a date
_NEVER = "\ue000"


@dataclass(frozen=True)
class Scan:
    """A text as its tokens; `shape` has one character, the atom, for each of them."""

    text: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    shape: str
    vocabulary: Vocabulary

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the offsets of the tokens from `first` up to, not including, `last`."""
        return self.spans[first][0], self.spans[last - 1][1]

    def glued(self, index: int) -> bool:
        """Tell whether token `index` follows the one before it without a blank."""
        return 0 < index < len(self.spans) and self.spans[index - 1][1] == self.spans[index][0]

    def capital(self, index: int) -> bool:
        """Tell whether token `index` begins with a capital."""
        return self.text[self.spans[index][0]].isupper()

    def value(self, kind: str, index: int) -> str:
        """Return what token `index` is worth as a word of class `kind`."""
        return self.vocabulary.values[kind].get(self.words[index], "")

    def has(self, kind: str, index: int) -> bool:
        """Tell whether token `index` exists and belongs to class `kind`."""
        return 0 <= index < len(self.shape) and self.shape[index] in self.vocabulary.sets[kind]

    def parted(self, first: int, last: int) -> bool:
        """Tell whether a sentence ends between two tokens; short words end as abbreviations."""
        return last - first > _LONGEST_SENTENCE or any(
            self.has("semicolon", index)
            or (
                self.has("stop", index)
                and len(self.words[index - 1]) > 2
                and self.capital(index + 1)
            )
            for index in range(first, last - 1)
        )

    def number(self, first: int, last: int) -> int | None:
        """Return the number that the tokens spell in digits or in words, or None."""
        total = 0
        for index in range(first, last):
            word = self.words[index]
            value = word if word.isdecimal() else self.value("number", index)
            value = value or self.value("ordinal", index)
            if not value.isdecimal() or len(value) > 6:
                continue
            # quatre-vingts is four times twenty; every other compound of ours adds up.
            total = 80 if total == 4 and value == "20" else total + int(value)
        return total or None


@dataclass(frozen=True)
class Vocabulary:
    """The date words of one language.

    Parameters
    ----------
    code : str
        ISO 639-1 code of the language.
    values : dict of str to dict
        For each class, its words and what each is worth ("avril" is month 4).
    atoms : dict of str to str
        The character that stands for a word's set of classes.
    sets : dict of str to str
        For each class, the characters of all the sets that contain it.
    """

    code: str
    values: dict[str, dict[str, str]]
    atoms: dict[str, str]
    sets: dict[str, str]
    _patterns: dict[str, re.Pattern[str]] = field(default_factory=dict, compare=False)

    def compile(self, pattern: str) -> re.Pattern[str]:
        """Compile a pattern whose words in capitals are classes: ``"DAY MONTH YEAR?"``."""
        if pattern not in self._patterns:
            self._patterns[pattern] = re.compile(_CLASS_NAME.sub(self._members, pattern), re.X)
        return self._patterns[pattern]

    def _members(self, name: re.Match[str]) -> str:
        if name[0] == "ANY":
            return r"[\s\S]"
        return f"[{self.sets[name[0].lower()] or _NEVER}]"

    def scan(self, text: str) -> Scan:
        """Read a text as tokens and their classes; linear in its length."""
        lower = text.lower()
        if len(lower) != len(text):  # İ is two characters in lower case; offsets must hold
            lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        found = [(match.group(), match.span()) for match in _TOKEN.finditer(lower)]
        words = tuple([word for word, _ in found])
        get, atom = self.atoms.get, self._atom
        shape = "".join([get(word) or atom(word) for word in words])
        return Scan(text, words, tuple([span for _, span in found]), shape, self)

    def _atom(self, word: str) -> str:
        if word[0].isdecimal():
            if word.isdecimal():
                return self._number_atom(word)
            if re.fullmatch(r"\d{1,2}(?:h(?:\d\d)?|:\d\d)", word):
                return self.atoms["0h00"]
            if re.fullmatch(r"\d\^\{\w+\}", word):
                return self.atoms["1er" if word[0] == "1" else "2e"]
        if len(word) == 2 and word[1] == "’":
            return self.atoms.get(word[0] + "'", OTHER)
        return OTHER

    def _number_atom(self, word: str) -> str:
        return self.atoms[str(int(word)) if len(word) < 3 else "000"]


@lru_cache
def vocabulary(code: str) -> Vocabulary:
    """Return the date words of the language `code`.

    Raises
    ------
    UnreportsError
        No date words for that language.

    Examples
    --------
    >>> vocabulary("fr").scan("le 1er mai 2019").words
    ('le', '1er', 'mai', '2019')
    >>> vocabulary("en").values["month"]["april"]
    '4'
    """
    data = files("unreports.annotation").joinpath("data")
    known = sorted(f.name[6:8] for f in data.iterdir() if re.match(r"dates_..\.csv", f.name))
    if code not in known:
        raise UnreportsError(f"no date words for the language {code!r}; there are: {known}")
    rows = csv.DictReader(data.joinpath(f"dates_{code}.csv").read_text("utf-8").splitlines())
    values: dict[str, dict[str, str]] = {name: {} for name in _classes()}
    for row in rows:
        values.setdefault(row["class"], {}).update(
            dict.fromkeys(row["words"].split(), row["value"])
        )
    _add_numbers(values)
    for name, signs in _SIGNS.items():
        values[name] = dict.fromkeys(signs, "")
    return _build(code, values)


def _classes() -> set[str]:
    """Return every class that any language uses: a rule may name one that this language lacks."""
    data = files("unreports.annotation").joinpath("data")
    tables = [f.read_text("utf-8") for f in data.iterdir() if f.name.startswith("dates_")]
    return {line.split(",")[0] for table in tables for line in table.splitlines()[1:]} | set(
        _BUILT_IN
    )


def _add_numbers(values: dict[str, dict[str, str]]) -> None:
    for n in range(100):
        values["number"][str(n)] = values["figure"][str(n)] = str(n)
        if 1 <= n <= 31:
            values["day"][str(n)] = str(n)
            values["ordinal"].update({f"{n}{end}": str(n) for end in ("e", "ème", "th")})
        if n >= 10:
            values["decade_number"][f"{n}s"] = str(n)
    values["number"]["000"] = values["figure"]["000"] = ""
    for n in range(1000, 2200):
        for name in ("year", "figure", "number"):
            values[name][str(n)] = str(n)
        if n % 10 == 0:
            values["decade_number"][f"{n}s"] = str(n)
    # A hyphen that is lost between files: "l'après2015".
    for word, modifier in (values["after"] | values["before"] | values["modifier"]).items():
        years = range(1900, 2100)
        values["glued_year"].update({f"{word}{n}": f"{n} {modifier}" for n in years})
    for n, end in product(range(1, 32), ("st", "nd", "rd", "th")):
        values["day"][f"{n}{end}"] = values["ordinal"][f"{n}{end}"] = str(n)
    for word in ("1er", "1re", "1ère"):
        values["ordinal"][word] = "1"
    values["day"]["1er"] = "1"
    values["clock"]["0h00"] = ""
    for tens, unit in product(range(3), range(10)):
        roman = "x" * tens + (_ROMAN[unit - 1] if unit else "")
        values["ordinal"].update({roman + end: str(10 * tens + unit) for end in ("e", "ème")})


def _build(code: str, values: dict[str, dict[str, str]]) -> Vocabulary:
    kinds: dict[str, set[str]] = {}
    for name, words in values.items():
        for word in words:
            kinds.setdefault(word, set()).add(name)
    atoms: dict[str, str] = {}
    characters: dict[frozenset[str], str] = {}
    sets = dict.fromkeys(values, "")
    for word, names in kinds.items():
        key = frozenset(names)
        if key not in characters:
            characters[key] = chr(0x4E00 + len(characters))
            for name in sorted(names):
                sets[name] += characters[key]
        atoms[word] = characters[key]
    return Vocabulary(code, values, atoms, sets)
