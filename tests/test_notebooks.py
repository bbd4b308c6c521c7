"""The shipped notebooks: how they are kept, and that they run on a small corpus."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from tests.conftest import REPORT, ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
TABLES = {
    "documents": "symbol other_symbols title kind body session date language original_language "
    "agenda_item file sha256 paragraphs words",
    "sections": "symbol section parent level title first_paragraph last_paragraph",
    "paragraphs": "symbol paragraph kind section position reference text",
    "dates": "symbol paragraph start end text type value begin finish precision modifier role "
    "reference",
    "terms": "term part frequency rate paragraphs dispersion g2 log_ratio log_odds_z low high "
    "references",
    "topics": "topic term weight distinctiveness rank",
    "topic_paragraphs": "symbol paragraph topic weight reference",
    "topic_scan": "k stability_seed stability_deletion npmi null_low null_high",
    "organisations": "symbol paragraph start end text organisation kind reference",
    "citations": "symbol paragraph start end text cited reference",
    "places": "symbol paragraph start end text place reference",
    "cooperation": "symbol paragraph un partner themes reference",
    "events": "begin finish precision role sentence organisations places topic reference",
}

ENGLISH = """General Assembly

Distr.: General
3 May 2021
Original: English

Seventy-sixth session

Cooperation on rivers

Report of the Secretary-General

I. Introduction

1. The United Nations Environment Programme (UNEP) works with the African Union on rivers in Chad.

2. In March 2020, UNEP and the African Union signed an agreement on rivers (see A/74/1, para. 2).

II. Observations

3. The rivers of Chad are long and the forests of Kenya are old.
"""


def cells(path: Path, kind: str) -> list[str]:
    content = json.loads(path.read_text(encoding="utf-8"))
    return ["".join(c["source"]) for c in content["cells"] if c["cell_type"] == kind]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_kept_clean(path):
    """No outputs, no definitions, one cell of parameters, one first-level heading."""
    content = json.loads(path.read_text(encoding="utf-8"))
    code = [c for c in content["cells"] if c["cell_type"] == "code"]
    assert not any(c["outputs"] or c["execution_count"] for c in code)
    assert sum("parameters" in c["metadata"].get("tags", []) for c in code) == 1
    lines = [line for source in cells(path, "code") for line in source.splitlines()]
    assert not [line for line in lines if line.startswith(("def ", "class ", "lambda"))]
    headings = [line for text in cells(path, "markdown") for line in text.splitlines()]
    assert sum(line.startswith("# ") for line in headings) == 1
    assert headings[0].startswith("# ")


@pytest.fixture(scope="module")
def run(tmp_path_factory) -> Path:
    """One run of all notebooks, as they are, on two small documents in two languages."""
    from click.testing import CliRunner

    from unreports.cli import main

    root = tmp_path_factory.mktemp("project")
    (root / "notebooks").mkdir()
    for path in (ROOT / "notebooks").iterdir():
        if path.is_file():
            (root / "notebooks" / path.name).write_bytes(path.read_bytes())
    (root / "data" / "corpus").mkdir(parents=True)
    (root / "data" / "corpus" / "A_74_1-fr.txt").write_text(REPORT, encoding="utf-8")
    (root / "data" / "corpus" / "A_76_2-en.txt").write_text(ENGLISH, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        result = CliRunner().invoke(main, ["run"])
    assert result.exit_code == 0, result.output
    return root / "outputs" / "default"


def test_every_notebook_runs_and_has_its_page(run):
    """Executed, rendered and listed."""
    assert NOTEBOOKS
    for path in NOTEBOOKS:
        assert (run / "notebooks" / path.name).is_file()
        assert path.stem in (run / "index.html").read_text(encoding="utf-8")
        assert (run / "html" / f"{path.stem}.html").is_file()
    assert (run / "run.json").is_file()


@pytest.mark.parametrize("name", TABLES)
def test_tables_have_the_columns_of_the_design(run, name):
    """These columns first, in this order, and nothing that is not a number."""
    table = pd.read_csv(run / "tables" / f"{name}.csv")
    wanted = TABLES[name].split()
    assert table.columns.tolist()[: len(wanted)] == wanted
    text = (run / "tables" / f"{name}.csv").read_bytes()
    assert b"\r" not in text
    assert b"nan" not in text.lower().replace(b"financ", b"")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_page_shows_no_warning_and_no_missing_value(run, path):
    """Nothing on the error stream, no None or nan in a sentence."""
    content = json.loads((run / "notebooks" / path.name).read_text(encoding="utf-8"))
    outputs = [o for c in content["cells"] for o in c.get("outputs", [])]
    assert not [o for o in outputs if o["output_type"] in ("stream", "error")]
    shown = [t for o in outputs for t in o.get("data", {}).get("text/plain", "")]
    assert shown
    assert not [t for t in "".join(shown).split() if t.strip(".,:;()") in ("nan", "None", "NaN")]
