"""Small projects made for a test."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

REPORT = """Nations Unies

A/99/1

Assemblée générale

Distr. générale

1er mars 2044

Français

Original : anglais

Rapport du Secrétaire général

I. Introduction

1. La paix & la sécurité < tout.

2. Le développement durable importe aussi.

II. Observations

3. Le Conseil s'est réuni.
"""


def notebook_text(*cells: tuple[str, ...]) -> str:
    """Write a notebook of cells given as (kind, source, tags ...)."""
    made = []
    for position, (kind, source, *tags) in enumerate(cells):
        cell = {"id": f"c{position}", "cell_type": kind, "source": source}
        cell["metadata"] = {"tags": tags} if tags else {}
        if kind == "code":
            cell |= {"outputs": [], "execution_count": None}
        made.append(cell)
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    content = {
        "cells": made,
        "metadata": {"kernelspec": kernel},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(content)


MakeProject = Callable[..., Path]


@pytest.fixture(scope="session")
def make_project(tmp_path_factory: pytest.TempPathFactory) -> MakeProject:
    """Return a function that makes a project from notebooks (name -> cells) and runs.yml."""

    def make(notebooks: dict[str, list[tuple[str, ...]]], runs: str = "") -> Path:
        root = tmp_path_factory.mktemp("project")
        (root / "notebooks").mkdir()
        for name, cells in notebooks.items():
            (root / "notebooks" / f"{name}.ipynb").write_text(notebook_text(*cells), "utf-8")
        if runs:
            (root / "notebooks" / "runs.yml").write_text(runs, "utf-8")
        corpus = root / "data" / "corpus"
        corpus.mkdir(parents=True)
        (corpus / "A_99_1-fr.txt").write_text(REPORT, "utf-8")
        return root

    return make


@pytest.fixture(scope="session")
def planned(make_project: MakeProject) -> Path:
    """A project that is planned but never executed."""
    topics = (
        "topics: int = 8  # How many topics [2 to 40]\nunit: str = 'lemma'  # What [lemma, token]"
    )
    corpus = "corpus: str = 'data/corpus'  # Folder of documents"
    return make_project(
        {
            "01_corpus": [("markdown", "# The corpus"), ("code", corpus, "parameters")],
            "02_terms": [
                ("code", f"{corpus}\nunit: str = 'lemma'  # Unit [lemma, token]", "parameters")
            ],
            "03_topics": [("markdown", "# Topics"), ("code", topics, "parameters")],
        },
        "default: {}\nfine: {topics: 12}\nwide:\n  unit: token\n  topics: 40\n",
    )
