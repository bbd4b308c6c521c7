"""The names of countries, regions and cities in one language, ready to be looked up.

Three sources: the Unicode CLDR as Babel ships it (countries, M49 regions and the cities of the time
zones, in every language); the names the United Nations uses where they differ; and cities by hand:
capitals, seats of United Nations bodies, places of conferences and of peace operations.
"""

from __future__ import annotations

import csv
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from unreports.errors import UnreportsError

_DATA = files("unreports.annotation").joinpath("data")
_WITHDRAWN = frozenset(
    {"BUR", "DDR", "FXX", "ROM", "TMP", "YMD", "ZAR"}
)  # codes that ISO 3166-3 keeps of former names
_MOST_ZONES = 3  # in larger countries the city of a time zone can be a village
# Groups, exceptional reservations and test values of CLDR; Kosovo is in the data beside this.
_NOT_PLACES = frozenset(
    (
        "001",
        "AC",
        "CP",
        "CQ",
        "DG",
        "EA",
        "EU",
        "EZ",
        "IC",
        "QO",
        "TA",
        "UN",
        "XA",
        "XB",
        "XK",
        "ZZ",
    )
)


@dataclass(frozen=True)
class Name:
    """One name of a place, as written and folded; `place` is "" for a longer name that is no place.

    `capitals` are the offsets that must be capitals in the text. `needs` is a word that must stand
    before it: "Caire" is a city after an article only.
    """

    folded: str
    name: str
    place: str
    kind: str
    capitals: tuple[int, ...]
    needs: frozenset[str] = frozenset()
    given: bool = False
    article: bool = False


@dataclass(frozen=True, eq=False)
class Names:
    """The names of one language by their first word, longest first, and the words around them."""

    by_word: dict[str, tuple[Name, ...]]
    candidate: re.Pattern[str]
    words: dict[str, frozenset[str]]
    after: re.Pattern[str] | None


_FOLD = {ord("’"): "'", ord("ʼ"): "'", ord("‘"): "'", ord("‑"): " ", ord("-"): " ", ord("–"): " "}
for _code in range(0x00A0, 0x0250):
    _base = unicodedata.normalize("NFD", chr(_code))[0].lower()
    _FOLD[_code] = " " if chr(_code).isspace() else _base if len(_base) == 1 else chr(_code)
_FOLD |= {ord(space): " " for space in "\t\n\r\v\f\u2002\u2003\u2009\u202f"}
_FOLD |= {code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}


LONGEST = 72  # no name is longer


def fold(text: str) -> str:
    """Write a text without case, accents and hyphens, each character in its own place.

    Examples
    --------
    >>> fold("Guinée-Bissau, Égypte")
    'guinee bissau, egypte'
    """
    return text.translate(_FOLD)


@cache
def place_names(language: str) -> Names:
    """Load the names of a language.

    Raises
    ------
    UnreportsError
        There are no words for that language.
    """
    words: dict[str, Any] = tomllib.loads(_DATA.joinpath("places_words.toml").read_text("utf-8"))
    if language not in words:
        raise UnreportsError(
            f"no place names for the language {language!r}; there are {' and '.join(words)}"
        )
    rules: dict[str, list[str]] = words[language]
    index: dict[str, dict[str, Name]] = {}
    lower: set[str] = set()
    # Later sources win: what the United Nations calls a place stands over what CLDR does.
    for name, place, kind in _sources(language, rules):
        if not name[0].isupper():
            lower.add(re.split(r"\W", name, maxsplit=1)[0])
        for entry in _forms(name, place, kind, rules, language):
            first = re.match(r"\w+", entry.folded)
            same = index.setdefault(first.group() if first else entry.folded, {})
            known = same.get(entry.folded)
            if known and known.place == place and len(known.capitals) < len(entry.capitals):
                continue  # "corne de l'Afrique" also covers "Corne de l'Afrique"
            same[entry.folded] = entry
    ordered = {w: tuple(sorted(d.values(), key=lambda n: -len(n.folded))) for w, d in index.items()}
    around = {key: frozenset(values) for key, values in rules.items()}
    return Names(ordered, _candidate(lower), around, _after(rules, language))


def _sources(language: str, rules: dict[str, list[str]]) -> Iterator[tuple[str, str, str]]:
    """Give (name, place, kind), those that stand over others last."""
    yield from (row for row in _cldr(language) if row[0] not in rules["dropped"])
    for file, kind in (("places_cities.csv", "city"), ("places_names.csv", "")):
        for row in csv.DictReader(_DATA.joinpath(file).read_text("utf-8").splitlines()):
            for name in filter(None, row[language].split("|")):
                yield name, row["code"], kind or row["kind"]
    yield from ((name, "", "") for name in rules["blocked"])


def _cldr(language: str) -> Iterator[tuple[str, str, str]]:
    """Give the names in Babel's data; Babel is imported here, because loading it takes a while."""
    from babel import Locale
    from babel.core import get_global

    alpha3 = {
        new[0]: old
        for old, new in get_global("territory_aliases").items()
        if len(old) == 3 and old.isalpha() and len(new) == 1 and old not in _WITHDRAWN
    }
    locale = Locale.parse(language)
    zones = get_global("zone_territories")
    many = Counter(zones.values())
    territories = {
        code: name for code, name in locale.territories.items() if code not in _NOT_PLACES
    }
    for zone, code in zones.items():
        last = zone.partition("/")[2]
        if code not in alpha3 or code in _NOT_PLACES or many[code] > _MOST_ZONES:
            continue
        city = locale.time_zones.get(zone, {}).get("city") or last.replace("_", " ")
        yield re.sub(r" \(.*|, .*", "", city), alpha3[code], "city"
    for code, name in territories.items():
        if code.isdigit():
            yield name, code, "region"
        elif code in alpha3:
            for form in _territory_forms(name):
                yield form, alpha3[code], "country"


def _territory_forms(name: str) -> Iterator[str]:
    """Give a CLDR name as running text has it: "St. Kitts & Nevis", "Myanmar (Burma)"."""
    short, _, other = name.partition(" (")
    yield short
    if other and " " not in other:
        yield other.rstrip(")")
    spelt = short.replace("&", "and").replace("St. ", "Saint ")
    if spelt != short:
        yield spelt


def _forms(
    name: str, place: str, kind: str, rules: dict[str, list[str]], language: str
) -> Iterator[Name]:
    capitals = tuple(i for i, char in enumerate(name) if char.isupper())
    given, article = name in rules["given"], name in rules["article"]
    folded = fold(name)
    if not capitals:
        return
    yield Name(folded, name, place, kind, capitals, given=given, article=article)
    head, _, tail = name.partition(" ")
    needs = {"Le": {"le", "au", "du"}, "La": {"la"}}.get(head) if language == "fr" else None
    if needs and tail and place:
        inner = tuple(i for i, char in enumerate(tail) if char.isupper())
        yield Name(fold(tail), tail, place, kind, inner, needs=frozenset(needs))


def _candidate(lower: set[str]) -> re.Pattern[str]:
    """Compile what a name can begin with: a capitalised word, or one of few without a capital."""
    words = "|".join(sorted(lower))
    return re.compile(rf"(?<![^\W_])(?:[^\W\d_a-zß-öø-ÿœ][^\W\d_]*|(?:{words})\b)")


def _after(rules: dict[str, list[str]], language: str) -> re.Pattern[str] | None:
    """Compile what follows a name inside a longer one ("Beijing| Platform for Action").

    French puts the head of a name first, and has nothing to compile.
    """
    if language == "fr":
        return None
    heads = "|".join(sorted({*rules["organisations"], *rules["instruments"]}))
    return re.compile(rf"\s(?:(?:[A-Z][\w’'-]{{0,30}}|and|of)\s){{0,4}}(?:{heads})\b")
