"""What a passage is about: the themes of cooperation, by a lexicon that can be read.

Each language has one, `<code>/themes.toml`. A term found weighs 1, whatever its length, and 1/2
more when it comes again; a `general` word, which many themes share, weighs 1/4, and all general
words of a theme at most 3/4. A theme's score is the sum over its words: below 1, none of its own
terms was found.
"""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

from unreports.language.phrases import PhraseFinder
from unreports.language.wordlists import get

GENERAL_WEIGHT = 0.25
MOST_GENERAL = 0.75
REPEAT_WEIGHT = 0.5


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme that a passage speaks of.

    Attributes
    ----------
    theme : str
        Its id, the same in all languages ("women_gender").
    score : float
        The sum of its words' weights.
    words : tuple of str
        The words of the passage that speak for it, as written, in their order.
    """

    theme: str
    score: float
    words: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The themes of one language: their labels, and the finder of their words."""

    labels: Mapping[str, str]
    finder: PhraseFinder
    general: frozenset[tuple[str, str]]


def themes() -> tuple[str, ...]:
    """Ids of the themes, in the order of the lexicon.

    Examples
    --------
    >>> themes()[:3]
    ('peace_security', 'mediation', 'elections')
    """
    return tuple(_lexicon("en").labels)


def theme_label(theme: str, language: str = "en") -> str:
    """Name of a theme in a language.

    Examples
    --------
    >>> theme_label("disaster_risk", "fr")
    'Risques de catastrophe'
    """
    return _lexicon(language).labels[theme]


def themes_of(text: str, language: str) -> tuple[Theme, ...]:
    """Find the themes that a passage speaks of.

    Parameters
    ----------
    text : str
        A sentence or a few.
    language : str
        Code of its language.

    Returns
    -------
    tuple of Theme
        The highest score first; equal ones in the order of the lexicon.

    Raises
    ------
    UnreportsError
        There is no such language.

    Examples
    --------
    >>> found = themes_of("un atelier de formation sur la traite des êtres humains", "fr")
    >>> [(theme.theme, theme.score, theme.words) for theme in found][0]
    ('crime_drugs', 1.0, ('traite des êtres humains',))
    """
    lexicon = _lexicon(language)
    words: dict[str, list[str]] = {}
    own: defaultdict[str, float] = defaultdict(float)
    shared: defaultdict[str, float] = defaultdict(float)
    seen: Counter[tuple[str, str]] = Counter()
    for entry, theme, start, end in lexicon.finder.find(text):
        times = seen[theme, entry]
        seen[theme, entry] += 1
        words.setdefault(theme, []).append(text[start:end])
        if (theme, entry) in lexicon.general:
            shared[theme] += 0 if times else GENERAL_WEIGHT
        else:
            own[theme] += (1.0, REPEAT_WEIGHT)[times] if times < 2 else 0
    scores = {theme: own[theme] + min(shared[theme], MOST_GENERAL) for theme in words}
    order = list(lexicon.labels)
    ranked = sorted(scores, key=lambda theme: (-scores[theme], order.index(theme)))
    return tuple(Theme(theme, scores[theme], tuple(words[theme])) for theme in ranked)


def main_themes(text: str, language: str, *, share: float = 0.5) -> tuple[Theme, ...]:
    """Keep the themes that a passage is mainly about.

    Parameters
    ----------
    text, language
        As for `themes_of`.
    share : float
        A theme is kept whose score is at least this share of the highest. Themes that only have
        general words are kept where no other is found.

    Examples
    --------
    >>> text = "Un séminaire sur la sécurité et les élections, à l'intention des femmes"
    >>> [theme.theme for theme in main_themes(text, "fr")]
    ['elections', 'women_gender']
    """
    found = themes_of(text, language)
    if not found:
        return ()
    floor = max(share * found[0].score, 1.0 if found[0].score >= 1 else 0)
    return tuple(theme for theme in found if theme.score >= floor)


@cache
def _lexicon(language: str) -> Lexicon:
    code = get(language).code  # an unknown code raises, with the list of those there are
    source = resources.files(__package__).joinpath(code, "themes.toml")
    entries = tomllib.loads(source.read_text(encoding="utf-8"))
    lists = {theme: [*rows["terms"], *rows.get("general", ())] for theme, rows in entries.items()}
    general = {(theme, word) for theme, rows in entries.items() for word in rows.get("general", ())}
    return Lexicon(
        labels=MappingProxyType({theme: rows["label"] for theme, rows in entries.items()}),
        finder=PhraseFinder(lists, code),
        general=frozenset(general),
    )
