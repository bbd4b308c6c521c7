"""What cooperation is about: the themes of a sentence, and of a pair whose sentences name none.

The first that speaks:

1. the words of the sentence, the names of other organisations included ("le Réseau des médiatrices
   arabes", which the two set up), but not the names of those who cooperate in it;
2. the name of the United Nations entity ("le Bureau de lutte contre le terrorisme"), unless it is a
   mission or a field office, whose name says where it is rather than what it does there;
3. the general words of the sentence ("atelier", "formation"), for one theme;
4. what most pairs of the paragraph with the same entity or partner are about;
5. the name of the partner, or else of the entity;
6. what most other pairs of the paragraph are about.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from unreports.annotation.organisations import Gazetteer
from unreports.language.themes import main_themes

_SAYS_WHERE = "un_mission_or_office"


def sentence_words(
    text: str, start: int, end: int, spans: Sequence[tuple[int, int, str]], pairs: Collection[str]
) -> str:
    """Give a sentence without the names of these organisations.

    Parameters
    ----------
    text : str
        The paragraph's.
    start, end : int
        The sentence in it.
    spans : sequence of (start, end, id)
        The organisations named in the paragraph, by start.
    pairs : collection of str
        Ids of those to leave out.

    Examples
    --------
    >>> sentence_words("L'ONU et l'Union européenne", 0, 27, [(2, 5, "UN"), (11, 27, "EU")], ["EU"])
    "L'ONU et l' | "
    """
    parts, here = [], start
    first_place, last_place = (bisect_left(spans, (place,)) for place in (start, end))
    for first, last, organisation in spans[first_place:last_place]:
        if organisation in pairs and first >= here:
            parts.append(text[here:first])
            here = last
    return " | ".join((*parts, text[here:end]))


def pair_themes(words: str, un: str, language: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Give the ids of the themes of one sentence for one pair, by rules 1 to 3.

    Parameters
    ----------
    words : str
        See `sentence_words`.
    un : str
        Id of the United Nations entity.
    language : str
    gazetteer : Gazetteer

    Returns
    -------
    tuple of str
        The one that weighs most first; empty where nothing speaks.
    """
    own = main_themes(words, language)
    if own and own[0].score >= 1:
        return tuple(theme.theme for theme in own)
    named = () if gazetteer[un].kind == _SAYS_WHERE else name_themes(un, language, gazetteer)
    return named or tuple(theme.theme for theme in own[:1])


def name_themes(identifier: str, language: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Give the themes that an organisation's name speaks of.

    Examples
    --------
    >>> from unreports.annotation.organisations.gazetteer import load_gazetteer
    >>> name_themes("UNOCT", "fr", load_gazetteer()), name_themes("UN", "fr", load_gazetteer())
    (('counter_terrorism',), ())
    """
    found = main_themes(gazetteer.name(identifier, language), language)
    return tuple(theme.theme for theme in found if theme.score >= 1)


def default_themes(
    paragraph: Mapping[tuple[str, str], tuple[str, ...]],
    un: str,
    partner: str,
    language: str,
    gazetteer: Gazetteer,
) -> tuple[str, ...]:
    """Give the themes of a pair whose sentences name none, by rules 4 to 6.

    Parameters
    ----------
    paragraph : mapping of (un, partner) to tuple of str
        Themes of each pair of the paragraph.
    un, partner : str
        Ids of the pair.
    language : str
    gazetteer : Gazetteer
    """
    akin = Counter(
        theme
        for pair, themes in paragraph.items()
        if un in pair or partner in pair
        for theme in themes
    )
    if akin:
        return (akin.most_common(1)[0][0],)
    for one in (partner, un):
        if named := name_themes(one, language, gazetteer):
            return named
    rest = Counter(theme for themes in paragraph.values() for theme in themes)
    return (rest.most_common(1)[0][0],) if rest else ()
