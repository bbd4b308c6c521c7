"""Which United Nations entity works with which organisation, where the text says so, on what.

The rules by which a pair is counted are in `rules`, who can be one of it in
`actors`; what can be drawn from the pairs in `tables`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from unreports import language as lang
from unreports.analysis.cooperation.actors import Cast, actors, cast_of
from unreports.analysis.cooperation.rules import RULES, Pair, Rule, pairs_in
from unreports.analysis.cooperation.tables import check_known
from unreports.analysis.cooperation.themes import default_themes, pair_themes, sentence_words
from unreports.annotation.organisations import (
    Gazetteer,
    find_organisations,
)
from unreports.corpus import Corpus
from unreports.reading.document import Paragraph

COLUMNS = [
    "symbol", "paragraph", "un", "partner", "themes", "reference", "rule", "of_section",
    "start", "end", "sentence",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Found:
    """A pair, where it stands, and the themes of what is said there."""

    pair: Pair
    start: int
    end: int
    themes: tuple[str, ...]


def cooperation(
    corpus: Corpus, organisations: pd.DataFrame, gazetteer: Gazetteer | None = None
) -> pd.DataFrame:
    """Find who cooperates with whom in the paragraphs of the body, and on what.

    Parameters
    ----------
    corpus : Corpus
    organisations : DataFrame
        The corpus's `organisations` table: symbol, paragraph, start, end, text, organisation,
        kind, reference.
    gazetteer : Gazetteer, optional
        The one that the organisations were found with; the corpus's by default.

    Returns
    -------
    DataFrame
        One row a pair and paragraph: symbol, paragraph, un and partner (ids), themes (joined by
        "; ", the one that weighs most first), reference, rule (see `rules`; of several
        the first in its order), of_section (whether the section's heading names the partner, or
        the organisation that it belongs to), start, end, sentence (of the first that says so).

    Raises
    ------
    AnalysisError
        An organisation of the table is not in the gazetteer.

    Notes
    -----
    A sentence is about the themes of its words, names of organisations left out; see
    `themes` for one that has none.
    """
    gazetteer = gazetteer or corpus.mentions.gazetteer
    check_known(organisations["organisation"], gazetteer)
    named = dict(iter(organisations.groupby("reference", sort=False)))
    rows: list[dict[str, object]] = []
    for symbol, part in corpus.body.groupby("symbol", sort=False):
        heading = corpus.documents.set_index("symbol").loc[symbol]
        code = str(heading["language"])
        cast = cast_of(str(heading["kind"]), code, gazetteer)
        partners = section_partners(corpus, str(symbol), cast)
        for row in part.to_dict("records"):
            own = partners.get(row["section"], ())
            found = _paragraph(
                str(row["text"]), _spans(named.get(row["reference"]), str(row["text"])), own, cast
            )
            rows += [
                {"symbol": symbol, "paragraph": row["paragraph"], "reference": row["reference"]}
                | summary
                for summary in _summaries(found, str(row["text"]), own, cast)
            ]
    table = pd.DataFrame(rows, columns=COLUMNS)
    return table.astype({"paragraph": "Int64", "start": "Int64", "end": "Int64"})


def section_partners(corpus: Corpus, symbol: str, cast: Cast) -> dict[str, tuple[str, ...]]:
    """Organisations that each section's heading names, or else that of the section around it.

    The United Nations are left out: "Cooperation between the United Nations and ..." names one
    partner.
    """
    sections = corpus.sections[corpus.sections["symbol"] == symbol]
    titles = [
        Paragraph(kind="body", number=None, section=None, position=place, text=title)
        for place, title in enumerate(sections["title"])
    ]
    found: dict[int, list[str]] = {}
    for mention in find_organisations(titles, cast.language, cast.gazetteer):
        if mention.organisation != "UN" and mention.form != "owner":
            found.setdefault(mention.paragraph, []).append(mention.organisation)
    partners: dict[str, tuple[str, ...]] = {}
    for place, (section, parent) in enumerate(
        zip(sections["section"], sections["parent"], strict=True)
    ):
        own = tuple(dict.fromkeys(found.get(place, ())))
        partners[section] = own or partners.get(parent, ())
    return partners


def _spans(mentions: pd.DataFrame | None, text: str) -> list[tuple[int, int, str]]:
    """Mentions that stand in this text: two paragraphs with one number have one reference."""
    if mentions is None:
        return []
    columns = (mentions[name] for name in ("start", "end", "organisation", "text"))
    return sorted(
        (int(start), int(end), str(one))
        for start, end, one, surface in zip(*columns, strict=True)
        if text[int(start) : int(end)] == surface
    )


def _paragraph(
    text: str, spans: Sequence[tuple[int, int, str]], partners: tuple[str, ...], cast: Cast
) -> list[_Found]:
    """Pairs of a paragraph, sentence by sentence."""
    everyone = actors(text, spans, partners, cast)
    only = partners[0] if len(partners) == 1 else ""
    starts = [actor.start for actor in everyone]
    found: list[_Found] = []
    latest: list[Pair] = []
    for start, end in lang.sentences(text, cast.language):
        present = everyone[bisect_left(starts, start) : bisect_left(starts, end)]
        pairs = pairs_in(text, start, end, present, cast.words, only, cast.gazetteer.ancestors)
        goes_on = not present and cast.words.continues.match(text, start) is not None
        going = pairs or (latest if goes_on else [])
        words = sentence_words(
            text, start, end, spans, {x for p in going for x in (p.un, p.partner)}
        )
        found += [
            _Found(pair, start, end, pair_themes(words, pair.un, cast.language, cast.gazetteer))
            for pair in going
        ]
        latest = pairs or latest
    return _without_needless(found)


def _without_needless(found: list[_Found]) -> list[_Found]:
    """Take what rule `section` found for the entity's other pairs, where the paragraph has some."""
    paired: dict[str, list[Pair]] = {}
    for one in found:
        if one.pair.rule != "section" and one.pair not in paired.setdefault(one.pair.un, []):
            paired[one.pair.un].append(one.pair)
    return [
        replace(one, pair=pair)
        for one in found
        for pair in (
            paired.get(one.pair.un, [one.pair]) if one.pair.rule == "section" else [one.pair]
        )
    ]


def _summaries(
    found: Sequence[_Found], text: str, partners: tuple[str, ...], cast: Cast
) -> Iterator[dict[str, object]]:
    """One row for each pair of a paragraph."""
    together: dict[tuple[str, str], list[_Found]] = {}
    for one in found:
        together.setdefault((one.pair.un, one.pair.partner), []).append(one)
    known = {
        key: tuple(dict.fromkeys(theme for case in cases for theme in case.themes))
        for key, cases in together.items()
    }
    for (un, partner), cases in together.items():
        rules: list[Rule] = [case.pair.rule for case in cases]
        line = (partner, *cast.gazetteer.ancestors(partner))
        themes = known[un, partner] or default_themes(
            known, un, partner, cast.language, cast.gazetteer
        )
        yield {
            "un": un,
            "partner": partner,
            "themes": "; ".join(themes),
            "rule": min(rules, key=RULES.index),
            "of_section": any(one in partners for one in line),
            "start": cases[0].start,
            "end": cases[0].end,
            "sentence": text[cases[0].start : cases[0].end],
        }
