"""Read United Nations reports by the numbers.

Examples
--------
>>> import unreports
>>> corpus = unreports.load_corpus("data/corpus")
>>> corpus.symbols
('A/75/345', 'CEB/2021/1')
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unreports.corpus import Corpus, load_corpus
    from unreports.running.output import Output, open_output

__version__ = "0.1.0"
__all__ = ["Corpus", "Output", "load_corpus", "open_output"]

# Loaded on first use: pandas and matplotlib cost seconds that the command line need not pay.
_HOMES = {
    "Corpus": "unreports.corpus",
    "load_corpus": "unreports.corpus",
    "Output": "unreports.running.output",
    "open_output": "unreports.running.output",
}


def __getattr__(name: str) -> object:
    """Import a public name where it is first used (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
