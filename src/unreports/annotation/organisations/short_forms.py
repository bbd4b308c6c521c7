"""Short forms: "l'Organisation", "the Office", after the full name.

A short form stands for the organisation of the section's title, if it heads its name; else for one
named in the paragraph; else for an organ of the section's organisation, or else any other, named in
full in the section. Of several it stands, in the paragraph, for the only one of its own sentence or
of the sentence before, and elsewhere for the one that the document names in full far more often
than the others. Without any of these it stands for nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

Short = tuple[str, ...]
_FAR_MORE = 2  # times as often as any other organisation with that short form
_OVERWHELMING = 4  # times as often as the only one that the section names


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
    counts : mapping
        How often the document names each id in full.
    sentences : callable
        From a text to the spans of its sentences.
    """

    def __init__(
        self,
        heads: Mapping[str, frozenset[Short]],
        owners: Mapping[str, Sequence[str]],
        ancestors: Callable[[str], Sequence[str]],
        counts: Mapping[str, int],
        sentences: Callable[[str], Sequence[tuple[int, int]]],
    ) -> None:
        self._heads, self._owners, self._ancestors = heads, owners, ancestors
        self._counts, self._sentences = counts, sentences
        self._everyone: defaultdict[Short, list[str]] = defaultdict(list)
        for identifier in counts:
            for short in heads.get(identifier, ()):
                self._everyone[short].append(identifier)
        self._section: str | None = None
        self._text = ""
        self._own: dict[Short, set[str]] = {}
        self._full: dict[Short, set[str]] = {}
        self._organs: dict[Short, set[str]] = {}
        self._near: dict[Short, list[tuple[int, str]]] = {}
        self._near_acronyms: dict[Short, list[tuple[int, str]]] = {}

    def enter(self, section: str | None, text: str) -> None:
        """Begin a paragraph of a section."""
        self._near, self._near_acronyms, self._text = {}, {}, text
        if section == self._section:
            return
        self._section, self._own, self._full, self._organs = section, {}, {}, {}
        for identifier in self._owners.get(section or "", ()):
            self._note(self._own, identifier)

    def named(self, identifier: str, start: int) -> None:
        """Note a full name."""
        if identifier not in self._heads:
            return
        self._place(self._near, identifier, start)
        self._note(self._full, identifier)
        owners = self._owners.get(self._section or "")
        if owners and not set(owners).isdisjoint(self._ancestors(identifier)):
            self._note(self._organs, identifier)

    def abbreviated(self, identifier: str, start: int) -> None:
        """Note an acronym; it counts in its own paragraph only."""
        self._place(self._near_acronyms, identifier, start)

    def resolve(self, short: Short, start: int) -> str:
        """Id that a short form stands for where it stands, or nothing.

        Examples
        --------
        >>> heads = {"AU": frozenset({("union",)})}
        >>> antecedents = Antecedents(heads, {}, lambda identifier: [], {"AU": 1}, lambda text: [])
        >>> antecedents.enter("2.1", "The African Union met. The Union has a bureau.")
        >>> antecedents.named("AU", 4)
        >>> antecedents.resolve(("union",), 27), antecedents.resolve(("bureau",), 39)
        ('AU', '')
        """
        if len(own := self._own.get(short, set())) == 1:
            return next(iter(own))
        for near in (self._near, self._near_acronyms):
            if short in near:
                return self._nearest(near[short], start)
        if short in self._organs:
            return self._most_named(self._organs[short])
        if short in self._full:
            return self._of_the_section(short, self._full[short])
        return ""

    def _note(self, table: dict[Short, set[str]], identifier: str) -> None:
        for short in self._heads.get(identifier, ()):
            table.setdefault(short, set()).add(identifier)

    def _place(
        self, table: dict[Short, list[tuple[int, str]]], identifier: str, start: int
    ) -> None:
        for short in self._heads.get(identifier, ()):
            table.setdefault(short, []).append((start, identifier))

    def _nearest(self, named: list[tuple[int, str]], start: int) -> str:
        """Of those named in the paragraph, the only one of this sentence or the one before."""
        everyone = {identifier for _, identifier in named}
        if len(everyone) == 1:
            return named[0][1]
        begins = [0, 0, *(begin for begin, _ in self._sentences(self._text) if begin <= start)]
        for begin in (begins[-1], begins[-2]):
            if close := {identifier for place, identifier in named if place >= begin}:
                return self._most_named(close)
        return self._most_named(everyone)

    def _of_the_section(self, short: Short, named: set[str]) -> str:
        """Of those named in the section, the one that the document is about."""
        if len(named) > 1:
            return self._most_named(named)
        only = next(iter(named))
        most = max(self._everyone[short], key=self._count, default=only)
        return most if self._count(most) >= _OVERWHELMING * self._count(only) else only

    def _most_named(self, identifiers: Iterable[str]) -> str:
        first, *others = sorted(identifiers, key=self._count, reverse=True)
        if others and self._count(first) < _FAR_MORE * self._count(others[0]):
            return ""
        return first

    def _count(self, identifier: str) -> int:
        return max(1, self._counts.get(identifier, 0))
