"""Small made files, read as a user would."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from unreports.errors import UnreportsWarning
from unreports.reading import Document, read

CORPUS = Path(__file__).parents[2] / "data" / "corpus"


@pytest.fixture
def reading(tmp_path: Path) -> Callable[..., Document]:
    """Read a text written to a file; reading's own warnings stay in the Document."""

    def call(text: str | bytes, name: str = "A_1_2-fr.txt") -> Document:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UnreportsWarning)
            return read(path)

    return call


@pytest.fixture(scope="session")
def cooperation() -> Document:
    """A/75/345, as received."""
    return read(CORPUS / "A_75_345-fr.txt")


@pytest.fixture(scope="session")
def board() -> Document:
    """CEB/2021/1, as received."""
    return read(CORPUS / "CEB_2021_1-fr.txt")


def numbered(document: Document) -> dict[int, str]:
    """Give the numbered paragraphs of the body."""
    return {p.number: p.text for p in document.paragraphs if p.number and p.kind == "body"}


def outline(document: Document) -> list[tuple[str, int, str, str, int | None, int | None]]:
    """Give each section as (section, level, label, title, first, last)."""
    return [
        (s.section, s.level, s.label, s.title, s.first_paragraph, s.last_paragraph)
        for s in document.sections
    ]
