"""The tables that explorers are made of, and a page that has them all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
from bs4 import BeautifulSoup
from markupsafe import Markup

from unreports.analysis import cooperation, timeline
from unreports.corpus import Corpus
from unreports.files import write_text
from unreports.running.formats import table_csv
from unreports.site.assets import write_assets
from unreports.site.explorers import EXPLORERS, Explorers
from unreports.site.frame import render

TERMS = pd.DataFrame(
    {
        "term": ["conflit", "été", "paix", "zone"],
        "part": ["A/75/345", "A/75/345", "CEB/2021/1", "CEB/2021/1"],
        "frequency": [12, 30, 7, 100],
        "paragraphs": [6, 12, 5, 40],
        "dispersion": [0.4, 0.2, 0.7, 0.1],
        "g2": [10.5, 20.25, 3.0, 0.5],
        "log_ratio": [2.0, -1.5, 0.5, 0.25],
        "low": [1.0, -2.0, -0.5, -1.0],
        "high": [3.0, -1.0, 1.5, 2.0],
        "references": [
            "A/75/345, par. 5-6",
            "A/75/345, par. 7",
            "CEB/2021/1, par. 3, 5, 8-9, 11, 14, 16",
            "A/75/345, résumé",
        ],
    }
)
MAP = pd.DataFrame(
    {
        "topic": [1, 2, 3],
        "label": ["paix, conflit", "langue", "dette"],
        "x": [0.4, -0.3, 0.0],
        "y": [0.1, 0.2, -0.5],
        "share": [0.5, 0.3, 0.2],
        "above_null": [True, False, True],
    }
)
RELEVANCE = pd.DataFrame(
    [
        (topic, value, rank, term, -rank, 0.1 / rank, 0.05)
        for topic in (1, 2, 3)
        for value in (0.0, 0.6, 1.0)
        for rank, term in enumerate([f"rare{topic}", "paix"][:: 1 if value < 1 else -1], start=1)
    ],
    columns=["topic", "lambda", "rank", "term", "relevance", "weight", "overall"],
)
SHARES = pd.DataFrame(
    {
        "topic": [1, 1, 2, 3],
        "weight": [0.9, 0.4, 0.8, 0.0],
        "reference": [
            "A/75/345, par. 5",
            "CEB/2021/1, par. 3",
            "A/75/345, par. 47",
            "A/75/345, par. 6",
        ],
    }
)


def write_tables(corpus: Corpus, folder: Path) -> None:
    """Write the tables as the notebooks do."""
    pairs = cooperation.cooperation(corpus, corpus.mentions.organisations)
    whole = cooperation.by_whole(pairs)
    names = cooperation.names([*whole["un"], *whole["partner"]], "fr")
    name = names.set_index("organisation")["name"].to_dict()
    cells = cooperation.matrix(whole)
    frames = {
        "events": timeline.events(corpus),
        "plans": timeline.events(corpus, ["period", "deadline", "programme"]),
        "cooperation": pairs,
        "cooperation_pairs": cells.assign(
            un=cells["un"].map(name), partner=cells["partner"].map(name)
        ),
        "organisation_names": names,
        "terms": TERMS,
        "section_terms": TERMS.drop(columns=["low", "high"]).head(2),
        "topic_map": MAP,
        "topic_relevance": RELEVANCE,
        "topic_paragraphs": SHARES,
    }
    for table, frame in frames.items():
        write_text(folder / "tables" / f"{table}.csv", table_csv(frame))


def change(folder: Path, name: str, edit: Callable[[pd.DataFrame], pd.DataFrame]) -> None:
    """Edit a table that was written."""
    file = folder / "tables" / f"{name}.csv"
    frame = pd.read_csv(file, dtype=str, keep_default_na=False)
    write_text(file, edit(frame).to_csv(index=False))


def placed(folder: Path, corpus: Corpus) -> tuple[BeautifulSoup, tuple[str, ...], Explorers]:
    """Put all explorers on the content of a page that has every figure and table."""
    ids = dict.fromkeys(explorer.beneath[0] for explorer in EXPLORERS)
    html = "".join(
        f'<div class="cell"><div class="output"><p id="{one}"></p></div></div>' for one in ids
    )
    soup = BeautifulSoup(f"<h1>Explorers</h1>{html}", "html.parser")
    explorers = Explorers(folder, (corpus,))
    return soup, explorers.place(soup), explorers


def write_page(folder: Path, corpus: Corpus) -> None:
    """Write a page with all explorers, and what it needs but the documents' pages."""
    write_assets(folder)
    soup, scripts, _ = placed(folder, corpus)
    page = render(
        "page.html.j2",
        run="test",
        title="Explorers",
        index="../index.html",
        scripts=scripts,
        content=Markup(str(soup)),
    )
    write_text(folder / "html" / "explorers.html", page)
