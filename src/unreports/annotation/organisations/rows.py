"""The rows of a gazetteer file: what an organisation is, and how it is read and checked."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from types import MappingProxyType

from unreports.annotation.organisations.matching import key, split
from unreports.annotation.organisations.words import function_words
from unreports.errors import CatalogueError

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "un_intergovernmental_body": "a principal organ, or a body of States or of the chiefs",
        "un_secretariat": "a department, an office or a mechanism of the Secretariat",
        "un_mission_or_office": "a peace operation, political mission, envoy's or field office",
        "un_regional_commission": "one of the five regional commissions, or an organ of one",
        "un_fund_programme": "a fund, programme, institute or other entity of the United Nations",
        "un_specialised_agency": "a specialised agency, the World Bank Group and the IMF included",
        "un_treaty_body": "a committee of experts that monitors a treaty, or a treaty secretariat",
        "un_court": "a court or tribunal of the United Nations",
        "regional_organisation": "a regional or interregional organisation of States",
        "other_international": "any other international organisation, organ of one, or network",
        "framework": "an agreement, compact, campaign or negotiation that bears a name of its own; "
        "recognised as a longer name, not reported as an organisation",
    }
)
"""What `kind` may be. Kinds that begin with ``un_`` are the United Nations system."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """One row of the gazetteer.

    Attributes
    ----------
    id : str
        Stable, unique.
    name_fr, name_en : str
        Official names; one of them may be empty.
    acronym_fr, acronym_en : str
        The usual acronyms, or empty.
    kind : str
        A key of `KINDS`.
    aliases_fr, aliases_en : tuple of str
        Other names, former names, misprints, other acronyms.
    parent : str
        Id of the organisation that it belongs to, or empty.
    """

    id: str
    name_fr: str = ""
    name_en: str = ""
    acronym_fr: str = ""
    acronym_en: str = ""
    kind: str = "other_international"
    aliases_fr: tuple[str, ...] = ()
    aliases_en: tuple[str, ...] = ()
    parent: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Names and aliases in both languages that are not acronyms."""
        every = (self.name_fr, self.name_en, *self.aliases_fr, *self.aliases_en)
        return tuple(name for name in every if name and not looks_like_acronym(name))


COLUMNS = tuple(field.name for field in fields(Organisation))
"""The columns of a gazetteer file."""

_CAPITAL = re.compile(r"[A-ZÀ-Þ]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_FUNCTION = ("small", "determiner", "preposition", "conjunction")
_ACRONYM = re.compile(r"(?=[^\W_]*[A-ZÀ-Þ][^\W_]*[A-ZÀ-Þ])[\w]+(?:-\w+)*")


def looks_like_acronym(name: str) -> bool:
    """Whether a name is written as an acronym: one word with two capitals or more.

    Examples
    --------
    >>> [looks_like_acronym(name) for name in ("ONU-Femmes", "CEDEAO", "Union africaine", "RECs")]
    [True, True, False, True]
    """
    return _ACRONYM.fullmatch(name) is not None


def parse_rows(text: str, where: Path | str) -> Iterator[tuple[int, Organisation]]:
    """Read a gazetteer's rows, each with its line; columns, names and kinds checked.

    Parameters
    ----------
    text : str
        The file's text.
    where : Path or str
        Its name, for errors.

    Raises
    ------
    CatalogueError
        Not CSV, an unknown column or kind, a missing id, a control character, a name without a
        word that tells it from others.
    """
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        heading = [name.strip() for name in reader.fieldnames or ()]
        _check_heading(heading, where)
        reader.fieldnames = heading
        for cells in reader:
            if any(map(_filled, cells.values())):
                yield reader.line_num, _organisation(cells, where, reader.line_num)
    except csv.Error as error:
        raise row_error(f"is not well-formed CSV ({error})", where, reader.line_num) from error


def _filled(cell: object) -> bool:
    return bool(cell and str(cell).strip())


def _check_heading(heading: list[str], where: Path | str) -> None:
    allowed = "The columns are " + ", ".join(COLUMNS) + "."
    if "id" not in heading:
        raise row_error("the heading has no column id", where, 1, allowed)
    unknown = [name for name in heading if name not in COLUMNS]
    if unknown:
        raise row_error(f"unknown column {unknown[0]!r}", where, 1, allowed)
    if len(set(heading)) < len(heading):
        raise row_error("a column stands twice in the heading", where, 1, allowed)


def _organisation(cells: dict[str, str | None], where: Path | str, line: int) -> Organisation:
    if None in cells:
        remedy = 'Put "double quotes" around a name that contains a comma.'
        raise row_error("more cells than the heading has columns", where, line, remedy)
    for column, cell in cells.items():
        if cell and (control := _CONTROL.search(cell)):
            problem = f"the column {column} holds the control character U+{ord(control[0]):04X}"
            raise row_error(problem, where, line, "Delete it.")
    text = {key: " ".join((cell or "").split()) for key, cell in cells.items()}
    if not text["id"]:
        raise row_error("the id is missing", where, line)
    kind = text.get("kind") or "other_international"
    if kind not in KINDS:
        raise row_error(
            f"unknown kind {kind!r}", where, line, "Use one of " + ", ".join(KINDS) + "."
        )
    row = Organisation(
        id=text["id"],
        name_fr=text.get("name_fr", ""),
        name_en=text.get("name_en", ""),
        acronym_fr=text.get("acronym_fr", ""),
        acronym_en=text.get("acronym_en", ""),
        kind=kind,
        aliases_fr=_aliases(text.get("aliases_fr", "")),
        aliases_en=_aliases(text.get("aliases_en", "")),
        parent=text.get("parent", ""),
    )
    _check_names(row, where, line)
    return row


def _check_names(row: Organisation, where: Path | str, line: int) -> None:
    for name in filter(None, (row.name_fr, row.name_en, *row.aliases_fr, *row.aliases_en)):
        if not any(map(_tells, split(name)[0::2])):
            problem = f"the name {name!r} holds no word to match, only small words or letters"
            remedy = "Write it in full; an acronym goes into acronym_fr or acronym_en."
            raise row_error(problem, where, line, remedy)
    for acronym in filter(None, (row.acronym_fr, row.acronym_en)):
        if not _CAPITAL.search(acronym) or len(acronym) < 2:
            problem = f"the acronym {acronym!r} needs a capital and a second character"
            raise row_error(problem, where, line, "Put a name without capitals into the aliases.")


def _tells(word: str) -> bool:
    """Whether a word tells a name from ordinary text."""
    step = key(word)
    small = any(step in function_words(use) for use in _FUNCTION)
    return len(step) > 1 and not small and any(map(str.isalpha, step))


def _aliases(cell: str) -> tuple[str, ...]:
    return tuple(name for name in (part.strip() for part in cell.split("|")) if name)


def row_error(
    problem: str, where: Path | str, line: int | None = None, remedy: str = ""
) -> CatalogueError:
    """Make the error for a row."""
    return CatalogueError(problem, where=where, line=line, remedy=remedy)
