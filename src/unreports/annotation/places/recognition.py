"""Countries, regions and cities that a text names.

`place` is the ISO 3166-1 alpha-3 code of a country, which a city and an area within a country share
with it, or the three digits of a UN M49 region. What neither standard codes (the Sahel, the Horn of
Africa) has a code of the range XAA to XZZ, which ISO 3166 leaves to its users. A place is named
by its noun: an adjective or a demonym ("libyen") does not count, nor does a name inside the name of
an organisation ("Conseil de l'Europe") or of an instrument called after a city ("Accord de Paris").
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import NamedTuple

from unreports.annotation.places.coordination import coordinated
from unreports.annotation.places.names import LONGEST, Name, Names, fold, place_names

_AROUND = 120  # characters before or after a name that decide whether it is part of a longer one
_OPENING = re.compile(r"[(\[«“]")
_NEAR, _LONGEST_ACRONYM = 20, 5
_ENDS = frozenset(",;:.!?)]»”")
_CAPITALISED = re.compile(r"\s([^\W\d_a-zß-öø-ÿœ][^\W\d_]+)")
_BEFORE = re.compile(r"\w[.’']?\s[^\W\d_a-zß-öø-ÿœ][^\W_]+\s\Z")


class PlaceMention(NamedTuple):
    """One place named.

    `start` and `end` are offsets in the text; `place` is its code, and `kind` one of country,
    region, city, or area (a part of a country, which has the country's code).
    """

    start: int
    end: int
    text: str
    place: str
    kind: str


def find_places(
    text: str, language: str = "fr", *, exclude: Iterable[tuple[int, int]] = ()
) -> list[PlaceMention]:
    """Find the places that a text names, in reading order; of two names the longer counts.

    Parameters
    ----------
    text : str
        A paragraph.
    language : str
        ISO 639-1 code of its words.
    exclude : iterable of (int, int)
        Spans in which no place counts: those of the organisations found in the text.

    Returns
    -------
    list of PlaceMention
        Without overlaps.

    Examples
    --------
    >>> [(p.text, p.place, p.kind) for p in find_places("au Caire, en Guinée-Bissau et au Sahel")]
    [('Caire', 'EGY', 'city'), ('Guinée-Bissau', 'GNB', 'country'), ('Sahel', 'XSA', 'region')]
    >>> find_places("le Conseil de l'Europe, le Gouvernement libyen et l'Accord de Paris")
    []
    """
    names = place_names(language)
    taken = _merged(exclude)
    starts = [start for start, _ in taken]
    found = []
    for start, end, name in _matches(text, names):
        inside = bisect_right(starts, start) - 1
        if not name.place or (inside >= 0 and end <= taken[inside][1]):
            continue
        several = [(start, end, name)]
        if name.kind == "region":
            others = coordinated(text, start, end, names)
            several = sorted([*several, *_outside(others, taken)], key=itemgetter(0))
        if _stands_for_the_place(text, several[0][0], end, name, names):
            found += [PlaceMention(s, e, text[s:e], n.place, n.kind) for s, e, n in several]
    return found


def _outside(
    found: list[tuple[int, int, Name]], taken: list[tuple[int, int]]
) -> list[tuple[int, int, Name]]:
    return [f for f in found if not any(begin <= f[0] < end for begin, end in taken)]


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _matches(text: str, names: Names) -> Iterator[tuple[int, int, Name]]:
    position = 0
    for word in names.candidate.finditer(text):
        start = word.start()
        entries = names.by_word.get(fold(word.group()))
        if entries is None or start < position:
            continue
        folded = fold(text[start : start + LONGEST + 1])
        for name in entries:
            end = start + len(name.folded)
            if (
                folded.startswith(name.folded)
                and not folded[len(name.folded) :][:1].isalnum()
                and _is_spelt(text[start:end], name)
                and _is_introduced(text, start, end, name)
            ):
                position = end
                yield start, end, name
                break


def _is_introduced(text: str, start: int, end: int, name: Name) -> bool:
    """Check the article that a name needs ("au Caire", "la Grenade" or a list of countries)."""
    if not (name.needs or name.article):
        return True
    before = fold(text[max(0, start - 4) : start])
    word = before.strip().rpartition(" ")[2].rpartition("'")[2]
    if name.needs:
        return word in name.needs and before.endswith(" ")
    listed = text[max(0, start - 2) : start] == ", " or text[end : end + 1] == ","
    return word in {"la", "le", "au", "du"} or listed


def _is_spelt(printed: str, name: Name) -> bool:
    """Check capitals, and the accents of a city: "Béni" is not Beni, but "Egypte" is Égypte."""
    if not all(printed[offset].isupper() for offset in name.capitals):
        return False
    if name.kind != "city" or printed.isupper():
        return True
    pairs = enumerate(zip(printed.lower(), name.name.lower(), strict=False))
    return all(a == b or not b.isalpha() or i in name.capitals for i, (a, b) in pairs)


def _stands_for_the_place(text: str, start: int, end: int, name: Name, names: Names) -> bool:
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    if after[:1] == "+":
        return False  # "Beijing+20"
    words = _OPENING.sub(" ", before).replace("’", "'").replace("'", "' ").split()
    if words and words[-1] in names.words["foreign"]:
        return False  # "União Nacional para a Independência Total de Angola", in an English text
    if _titled(words, names) or _called_after(words, names, "organisations", 4):
        return False
    if name.kind == "city" and _called_after(words, names, "instruments", 3):
        return False
    if names.after and after[1:2].isupper() and names.after.match(after):
        return False
    if _is_acronym(text[start:end], name, before[-_NEAR:] + after[:_NEAR]):
        return False
    follower = _CAPITALISED.match(after)
    if name.kind == "city" and follower and fold(follower.group(1)) not in names.by_word:
        return False  # "Jose Lima Gonzalo", "the Aarhus Clearing House"
    if name.given and (follower or _BEFORE.search(before[-30:])):
        return False
    # "FemWise-Africa": a hyphen ties the name to a longer one, if not to a place or an acronym.
    if words and before.endswith("-"):
        tied = words[-1].rstrip("-").rpartition("-")[2]
        return not tied.isalpha() or tied.isupper() or fold(tied) in names.by_word
    return True


def _is_acronym(printed: str, name: Name, around: str) -> bool:
    """Tell the organisation GUAM from the island, in a text that is not all in capitals."""
    short = len(printed) <= _LONGEST_ACRONYM and printed.isupper() and not name.name.isupper()
    return short and any(char.islower() for char in around)


def _titled(words: list[str], names: Names) -> bool:
    """Read "M. Paris", "Mme Anne Paris", "le navire Georgia"."""
    titles = names.words["titles"]
    last = words[-1:] != [] and (words[-1] in titles or " ".join(words[-2:]) in titles)
    if last or len(words) < 2 or words[-2] not in titles:
        return last
    return words[-1][:1].isupper() and words[-1][-1] not in ",;:!?)"


def _called_after(words: list[str], names: Names, heads: str, most: int) -> bool:
    """Tell whether the words before make the name the end of another one.

    "Force en attente de l'|Afrique" is: a preposition stands before the name, and before that a
    head ("Force") with at most `most` words between, none of which is a verb or ends a clause.
    """
    left = list(words)
    while left and left[-1] in names.words["articles"]:
        left.pop()
    if not left or left[-1] not in names.words[f"{heads}_by"]:
        return False
    if heads == "instruments" and left[-2:-1] and left[-2] in names.words["lower_instruments"]:
        return True
    between = 0
    for index in range(len(left) - 1, -1, -1):
        word = left[index]
        if word in names.words[heads]:
            # "Envoyé spécial de l'Union africaine pour le|Sahara": of the person, not of the Union.
            return names.words["persons"].isdisjoint(left[max(0, index - 5) : index])
        between += word not in names.words["small"]
        if between > most or word in names.words["verbs"] or word[-1] in _ENDS:
            return False
    return False
