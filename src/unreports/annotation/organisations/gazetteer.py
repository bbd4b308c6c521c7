"""The organisations that can be recognised: the package's gazetteer and the user's own.

One row an organisation, under a stable id. The columns are those of `COLUMNS`; aliases are
separated by ``|``. An alias that looks like an acronym (see `looks_like_acronym`) is matched as
one. A user's file may leave columns out: an id and one name are enough. A row whose id the package
already has adds its aliases and acronyms to that organisation and may not rename it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType

from unreports.annotation.organisations.matching import name_steps
from unreports.annotation.organisations.rows import Organisation, parse_rows, row_error


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """Organisations by id, in the order of the files."""

    organisations: Mapping[str, Organisation]

    def __len__(self) -> int:
        return len(self.organisations)

    def __getitem__(self, identifier: str) -> Organisation:
        return self.organisations[identifier]

    def name(self, identifier: str, language: str = "en") -> str:
        """Name of an organisation in a language, or in the other where it has none."""
        row = self.organisations[identifier]
        return (row.name_fr or row.name_en) if language == "fr" else (row.name_en or row.name_fr)

    def ancestors(self, identifier: str) -> list[str]:
        """Ids from the parent to the organisation at the top.

        Examples
        --------
        >>> load_gazetteer().ancestors("HLCM")
        ['CEB', 'UN']
        """
        chain: list[str] = []
        while parent := self.organisations[identifier].parent:
            chain.append(parent)
            identifier = parent
        return chain

    def is_un(self, identifier: str) -> bool:
        """Whether the organisation belongs to the United Nations system."""
        return self.organisations[identifier].kind.startswith("un_")


def load_gazetteer(extra: Path | str | None = None) -> Gazetteer:
    """Load the package's gazetteer, with the user's own organisations added.

    Parameters
    ----------
    extra : Path or str, optional
        A CSV file (UTF-8, with a heading) with some of the columns of `COLUMNS`; `id` is required,
        and `name_fr` or `name_en` for an id that is new. An empty `kind` is `other_international`.

    Returns
    -------
    Gazetteer

    Raises
    ------
    CatalogueError
        An unreadable file, an unknown column, kind or parent, a missing or repeated id, no name,
        a name that another id already has.

    Examples
    --------
    >>> load_gazetteer()["UNODC"].acronym_fr
    'ONUDC'
    """
    if extra is None:
        return _package()
    own = _package().organisations
    path = Path(extra)
    merged = dict(own)
    lines: dict[str, int] = {}
    for line, row in parse_rows(_read(path), path):
        if row.id in lines:
            raise row_error(f"the id {row.id!r} is already on line {lines[row.id]}", path, line)
        lines[row.id] = line
        merged[row.id] = _extended(own[row.id], row, path, line) if row.id in own else row
        if row.id not in own and not (row.name_fr or row.name_en):
            raise row_error(f"{row.id!r} has no name (name_fr or name_en)", path, line)
    _check_parents(merged, path, lines)
    _check_names(merged, path, lines)
    return Gazetteer(MappingProxyType(merged))


@cache
def _package() -> Gazetteer:
    source = resources.files("unreports.annotation").joinpath("data/organisations.csv")
    rows: dict[str, Organisation] = {}
    lines: dict[str, int] = {}
    for line, row in parse_rows(source.read_text(encoding="utf-8"), "organisations.csv"):
        if row.id in rows:
            raise row_error(f"the id {row.id!r} is already there", "organisations.csv", line)
        rows[row.id], lines[row.id] = row, line
    _check_parents(rows, "organisations.csv", lines)
    return Gazetteer(MappingProxyType(rows))


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise row_error(f"cannot be read ({error.strerror})", path) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise row_error("is not UTF-8", path, line, "Save it as CSV in UTF-8.") from error


def _extended(old: Organisation, row: Organisation, where: Path, line: int) -> Organisation:
    """Add what a user's row says to the package's organisation of the same id."""
    for column in ("name_fr", "name_en"):
        if getattr(row, column) not in ("", getattr(old, column)):
            problem = f"the id {row.id!r} already stands for {old.name_fr or old.name_en}"
            raise row_error(problem, where, line, "Choose another id, or leave its names empty.")
    return replace(
        old,
        aliases_fr=(*old.aliases_fr, *row.aliases_fr, *filter(None, [row.acronym_fr])),
        aliases_en=(*old.aliases_en, *row.aliases_en, *filter(None, [row.acronym_en])),
    )


def _check_parents(
    rows: Mapping[str, Organisation], where: Path | str, lines: Mapping[str, int]
) -> None:
    for identifier, line in lines.items():
        seen = {identifier}
        while parent := rows[identifier].parent:
            if parent not in rows:
                raise row_error(f"unknown parent {parent!r}", where, line, "Add a row for it.")
            if parent in seen:
                raise row_error(f"{parent!r} is its own ancestor", where, line)
            seen.add(parent)
            identifier = parent


def _check_names(rows: Mapping[str, Organisation], where: Path, lines: Mapping[str, int]) -> None:
    """Refuse a name that would be matched as that of another organisation."""
    owners = dict(_owners())
    for identifier, line in lines.items():
        for name in rows[identifier].names:
            owner = owners.setdefault(tuple(name_steps(name)), identifier)
            if owner != identifier:
                place = f" (line {lines[owner]})" if owner in lines else ""
                problem = f"the name {name!r} of {identifier!r} is also that of {owner!r}{place}"
                remedy = "Give it to one of them; to add to a known organisation, use its id."
                raise row_error(problem, where, line, remedy)


@cache
def _owners() -> Mapping[tuple[str, ...], str]:
    rows = _package().organisations.values()
    return {tuple(name_steps(name)): row.id for row in rows for name in row.names}
