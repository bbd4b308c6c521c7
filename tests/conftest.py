"""What several tests stand on: the shipped corpus, read once, and small made ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import unreports
from unreports.corpus import Corpus

ROOT = Path(__file__).resolve().parents[1]

REPORT = """Assemblée générale

Distr. générale
1 février 2020
Français
Original : anglais

Soixante-quatorzième session

Les rivières

Rapport du Secrétaire général

I. Introduction

1. La coopération entre les États a porté sur les rivières et les forêts en mars 2019.

2. Les rivières ont débordé le 5 mars 2019. Les forêts ont brûlé en 2018.

II. Les forêts

3. Les forêts du nord sont anciennes et les arbres sont hauts.

4. Les arbres des forêts du sud ont été plantés en mars 2019.
"""


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """The two shipped reports."""
    return unreports.load_corpus(ROOT / "data" / "corpus")


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """Make a folder of documents from file names and texts."""

    def make(**files: str) -> Path:
        home = tmp_path / "corpus"
        home.mkdir(exist_ok=True)
        for name, text in (files or {"A_74_1-fr": REPORT}).items():
            (home / f"{name}.txt").write_text(text, encoding="utf-8")
        return home

    return make
