"""Telling how a run gets on: one live line a notebook on a terminal, plain lines elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Any

from unreports.running.executed import Outcome
from unreports.running.unchanged import Decision

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table


def said(notebook: str, decision: Decision) -> str:
    """Write a decision in one line.

    Examples
    --------
    >>> said("01_corpus", Decision(True, "its source changed"))
    '01_corpus: to run: its source changed'
    """
    return f"{notebook}: {'to run: ' if decision.run else ''}{decision.reason}"


class PlainProgress:
    """One line when a notebook starts and one when it ends.

    Parameters
    ----------
    write : callable
        Takes each line.
    """

    def __init__(self, write: Callable[[str], object]) -> None:
        self.write = write

    def __enter__(self) -> PlainProgress:
        return self

    def __exit__(self, *_: object) -> None:
        """Leave nothing to undo."""

    def decided(self, notebook: str, decision: Decision) -> None:
        """Say whether a notebook runs, and why."""
        self.write(said(notebook, decision))

    def started(self, notebook: str) -> None:
        """Say that a notebook starts."""
        self.write(f"{notebook}: started")

    def advanced(self, notebook: str, cell: int, cells: int) -> None:
        """Say nothing: a log with every cell is read by nobody."""

    def finished(self, outcome: Outcome) -> None:
        """Say how a notebook ended."""
        self.write(f"{outcome.notebook}: {outcome.status} after {outcome.seconds:.1f} s")

    def tick(self) -> None:
        """Say nothing."""


class LiveProgress:
    """One line a notebook, renewed in place: the cell it is at, and the seconds so far.

    Parameters
    ----------
    console : rich.console.Console
        The terminal.
    notebooks : sequence of str
        The names, in order.
    """

    def __init__(self, console: Console, notebooks: list[str]) -> None:
        from rich.live import Live

        self.state: dict[str, tuple[str, str]] = dict.fromkeys(notebooks, ("waiting", "dim"))
        self.since: dict[str, float] = {}
        self.seconds: dict[str, float] = {}
        self.live = Live(console=console, auto_refresh=False, get_renderable=self._table)

    def __enter__(self) -> LiveProgress:
        self.live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.live.stop()

    def decided(self, notebook: str, decision: Decision) -> None:
        """Say whether a notebook runs, and why."""
        self.live.console.print(said(notebook, decision), markup=False, highlight=False)
        if not decision.run:
            del self.state[notebook]

    def started(self, notebook: str) -> None:
        """Start the clock of a notebook."""
        self.since[notebook] = time.monotonic()
        self.state[notebook] = ("starting", "")

    def advanced(self, notebook: str, cell: int, cells: int) -> None:
        """Show the cell."""
        self.state[notebook] = (f"cell {cell} of {cells}", "")

    def finished(self, outcome: Outcome) -> None:
        """Stop the clock and show how it ended."""
        self.seconds[outcome.notebook] = outcome.seconds
        style = "green" if outcome.status == "done" else "bold red"
        self.state[outcome.notebook] = (outcome.status, style)

    def tick(self) -> None:
        """Renew the lines."""
        self.live.refresh()

    def _table(self) -> Table:
        from rich.table import Table

        table: Any = Table.grid(padding=(0, 2))
        now = time.monotonic()
        for name, (words, style) in self.state.items():
            seconds = self.seconds.get(name, now - self.since.get(name, now))
            clock = f"{seconds:.0f} s" if name in self.since else ""
            table.add_row(name, f"[{style}]{words}[/]" if style else words, clock)
        return table  # type: ignore[no-any-return]
