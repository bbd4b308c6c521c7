"""What can be read from the pairs: who works with whom how often, on what, and with nobody else.

Each table counts paragraphs and names them; a pair counts once in a paragraph.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pandas as pd

from unreports.annotation.organisations import Gazetteer, load_gazetteer
from unreports.errors import AnalysisError

_LONGEST_LABEL = 30  # characters


def matrix(pairs: pd.DataFrame) -> pd.DataFrame:
    """Count the paragraphs of every pair.

    Parameters
    ----------
    pairs : DataFrame
        The `cooperation` table.

    Returns
    -------
    DataFrame
        un, partner, paragraphs, references (joined by "; "): most paragraphs first.
    """
    return _counted(pairs, ["un", "partner"])


def themes_by_partner(pairs: pd.DataFrame) -> pd.DataFrame:
    """Count the paragraphs of every theme of every partner.

    Returns
    -------
    DataFrame
        partner, theme, paragraphs, references, share (of the partner's paragraphs, from 0 to 1; a
        paragraph has often several themes).
    """
    split = pairs.assign(theme=pairs["themes"].str.split("; ")).explode("theme")
    split = split[split["theme"].notna() & (split["theme"] != "")]
    table = _counted(split, ["partner", "theme"])
    totals = pairs.groupby("partner")["reference"].nunique()
    return table.assign(share=table["paragraphs"] / table["partner"].map(totals).astype(float))


def by_whole(pairs: pd.DataFrame, gazetteer: Gazetteer | None = None) -> pd.DataFrame:
    """Count partners with the organisation that they belong to: the Commission as its Union.

    Parameters
    ----------
    pairs : DataFrame
        The `cooperation` table.
    gazetteer : Gazetteer, optional
        The one that the organisations were found with: of a corpus, `corpus.mentions.gazetteer`.

    Returns
    -------
    DataFrame
        The same columns, one row a pair and paragraph; of several parts of one whole in a
        paragraph, all themes and the first's other columns.
    """
    gazetteer = gazetteer or load_gazetteer()
    check_known(pairs["partner"], gazetteer)
    wholes = {one: _whole(one, gazetteer) for one in pairs["partner"].unique()}
    merged = pairs.assign(partner=pairs["partner"].map(wholes))
    keys = ["reference", "un", "partner"]
    themes = merged.groupby(keys, sort=False)["themes"].agg(_union)
    first = merged.drop_duplicates(keys).drop(columns="themes")
    return first.join(themes, on=keys)[list(pairs.columns)].reset_index(drop=True)


def check_known(organisations: Iterable[str], gazetteer: Gazetteer) -> None:
    """Raise `AnalysisError` for an id that is not in the gazetteer, with what to do.

    Examples
    --------
    >>> check_known(["AU", "UNDP"], load_gazetteer())
    """
    unknown = [x for x in dict.fromkeys(organisations) if x not in gazetteer.organisations]
    if unknown:
        raise AnalysisError(
            f"the gazetteer has no organisation {', '.join(map(repr, unknown[:5]))}",
            remedy="Give the gazetteer they were found with: `corpus.mentions.gazetteer`.",
        )


def _whole(identifier: str, gazetteer: Gazetteer) -> str:
    """The organisation at the top that is not of the United Nations."""
    line = [identifier, *gazetteer.ancestors(identifier)]
    outside = [one for one in line if not gazetteer.is_un(one)]
    # A body of the UN is a partner in its own section; it stands for itself.
    return outside[-1] if outside else identifier


def _union(themes: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(one for cell in themes for one in cell.split("; ") if one))


def only_partners(pairs: pd.DataFrame) -> pd.DataFrame:
    """Find who cooperates with nobody else: entities of one partner, partners of one entity.

    Returns
    -------
    DataFrame
        side ("un" or "partner"), organisation, only_with, paragraphs, references.
    """
    cells = matrix(pairs)
    parts = []
    for side, other in (("un", "partner"), ("partner", "un")):
        alone = cells[cells.groupby(side)[other].transform("size") == 1]
        parts.append(
            alone.rename(columns={side: "organisation", other: "only_with"}).assign(side=side)
        )
    columns = ["side", "organisation", "only_with", "paragraphs", "references"]
    return pd.concat(parts)[columns].reset_index(drop=True)


def mentioned_together(
    pairs: pd.DataFrame, organisations: pd.DataFrame, gazetteer: Gazetteer | None = None
) -> pd.DataFrame:
    """Set every entity and partner that a paragraph names beside what is counted of them.

    Parameters
    ----------
    pairs : DataFrame
        The `cooperation` table.
    organisations : DataFrame
        The `organisations` table.
    gazetteer : Gazetteer, optional
        The one that the organisations were found with: of a corpus, `corpus.mentions.gazetteer`.

    Returns
    -------
    DataFrame
        un, partner, named (paragraphs that name both), counted (paragraphs in which they are a
        pair; those of holders of office, who are not named, included).
    """
    gazetteer = gazetteer or load_gazetteer()
    check_known(organisations["organisation"], gazetteer)
    known = organisations["organisation"].map(gazetteer.is_un).astype(bool)
    sides = [organisations[mask][["reference", "organisation"]] for mask in (known, ~known)]
    un, partner = (side.drop_duplicates() for side in sides)
    both = un.rename(columns={"organisation": "un"}).merge(
        partner.rename(columns={"organisation": "partner"}), on="reference"
    )
    keys = ["un", "partner"]
    table = pd.concat([both.groupby(keys).size(), pairs.groupby(keys).size()], axis=1)
    table = table.set_axis(["named", "counted"], axis=1).fillna(0).astype(int).reset_index()
    order = ["counted", "named", *keys]
    return table.sort_values(order, ascending=[False, False, True, True], ignore_index=True)


def _counted(rows: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    unique = rows.drop_duplicates([*keys, "reference"])
    grouped = unique.groupby(keys, sort=False)["reference"]
    table = grouped.agg(paragraphs="size", references="; ".join).reset_index()
    table["paragraphs"] = table["paragraphs"].astype(int)
    return table.sort_values(
        ["paragraphs", *keys], ascending=[False, *[True] * len(keys)], ignore_index=True
    )


def names(
    organisations: Iterable[str], language: str = "en", gazetteer: Gazetteer | None = None
) -> pd.DataFrame:
    """Give each organisation a short label and its name, for figures and the table beside them.

    Parameters
    ----------
    organisations : iterable of str
        Ids.
    language : str
        Of the names: "fr" or "en".
    gazetteer : Gazetteer, optional
        The one that the organisations were found with: of a corpus, `corpus.mentions.gazetteer`.

    Returns
    -------
    DataFrame
        organisation, label (the acronym, a short name, the acronym of the other language or the
        id: the first there is; the name where another has the label for its acronym), name, in the
        order given, each once.

    Examples
    --------
    >>> names(["UNODC", "AU"], "fr")["label"].tolist()
    ['ONUDC', 'UA']
    """
    gazetteer = gazetteer or load_gazetteer()
    ids = list(dict.fromkeys(organisations))
    check_known(ids, gazetteer)
    full = {one: gazetteer.name(one, language) for one in ids}
    labels = {one: _label(one, language, gazetteer) for one in ids}
    counts = Counter(labels.values())
    for one, label in labels.items():
        if counts[label] > 1 and label != _acronym(one, language, gazetteer):
            labels[one] = full[one]
    rows = [{"organisation": one, "label": labels[one], "name": full[one]} for one in ids]
    return pd.DataFrame(rows, columns=["organisation", "label", "name"])


def _label(identifier: str, language: str, gazetteer: Gazetteer) -> str:
    """The acronym; else a short name, the acronym of the other language, the id, in this order."""
    name = gazetteer.name(identifier, language)
    short = name if len(name) <= _LONGEST_LABEL else ""
    other = _acronym(identifier, "en" if language == "fr" else "fr", gazetteer)
    return _acronym(identifier, language, gazetteer) or short or other or identifier


def _acronym(identifier: str, language: str, gazetteer: Gazetteer) -> str:
    row = gazetteer[identifier]
    return row.acronym_fr if language == "fr" else row.acronym_en
