"""Short forms: "l'Organisation", "the Office", after the full name.

A short form stands for the organisation of the section's title, if it heads its name; else for the
one last named in the paragraph; else for an organ of the section's organisation, or else any
other, last named in full in the section. Without any of these it stands for nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

Short = tuple[str, ...]


class Antecedents:
    """What a short form can stand for, kept up while a document is read.

    Parameters
    ----------
    heads : mapping
        For each id, the short forms of its names.
    owners : mapping
        For each section, the ids that its title names.
    ancestors : callable
        From an id to the ids of the organisations that it belongs to.
    """

    def __init__(
        self,
        heads: Mapping[str, frozenset[Short]],
        owners: Mapping[str, Sequence[str]],
        ancestors: Callable[[str], Sequence[str]],
    ) -> None:
        self._heads = {
            identifier: dict.fromkeys(shorts, identifier) for identifier, shorts in heads.items()
        }
        self._owners, self._ancestors = owners, ancestors
        self._section: str | None = None
        self._own: dict[Short, str] = {}
        self._full: dict[Short, str] = {}
        self._organs: dict[Short, str] = {}
        self._near: dict[Short, str] = {}
        self._near_acronyms: dict[Short, str] = {}

    def enter(self, section: str | None) -> None:
        """Begin a paragraph of a section."""
        self._near, self._near_acronyms = {}, {}
        if section == self._section:
            return
        self._section, self._own, self._full, self._organs = section, {}, {}, {}
        for identifier in self._owners.get(section or "", ()):
            self._own.update(self._heads.get(identifier, {}))

    def named(self, identifier: str) -> None:
        """Note a full name."""
        shorts = self._heads.get(identifier)
        if not shorts:
            return
        self._near.update(shorts)
        self._full.update(shorts)
        owners = self._owners.get(self._section or "")
        if owners and not set(owners).isdisjoint(self._ancestors(identifier)):
            self._organs.update(shorts)

    def abbreviated(self, identifier: str) -> None:
        """Note an acronym; it counts in its own paragraph only."""
        self._near_acronyms.update(self._heads.get(identifier, {}))

    def resolve(self, short: Short) -> str:
        """Id that a short form stands for, or nothing.

        Examples
        --------
        >>> antecedents = Antecedents({"AU": frozenset({("union",)})}, {}, lambda identifier: [])
        >>> antecedents.enter("2.1")
        >>> antecedents.named("AU")
        >>> antecedents.resolve(("union",)), antecedents.resolve(("bureau",))
        ('AU', '')
        """
        for where in (self._own, self._near, self._near_acronyms, self._organs, self._full):
            if short in where:
                return where[short]
        return ""
