"""A project of two notebooks on one document, run as it is and with another value."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from unreports.running.plan import make_plan
from unreports.running.progress import PlainProgress
from unreports.running.project import Project, find_project
from unreports.running.run import carry_out

from .conftest import MakeProject

CORPUS = "corpus: str = 'data/corpus'  # Folder of documents"
NUMBERS = [
    ("markdown", "# Numbers & more\n\nHow many?"),
    ("code", f"{CORPUS}\nn: int = 3  # How many [0 to 9]", "parameters"),
    (
        "code",
        "import pandas as pd\n"
        "from matplotlib.figure import Figure\n"
        "import unreports\n"
        "out = unreports.open_output()\n"
        "reports = out.corpus(corpus)\n"
        "out.say('There are *{n}* in {r}.', n=n, r='A/99/1, par. 1')\n"
        "frame = pd.DataFrame({'k': range(n), 'v': [n / 7 + i for i in range(n)]})\n"
        "out.table(frame, 'numbers', caption='Numbers <b>')\n"
        "out.table(reports.documents[['symbol', 'title']], 'documents')\n"
        "figure = Figure(figsize=(2, 1))\n"
        "figure.subplots().plot(range(n))\n"
        "out.figure(figure, 'line', alt='It rises.')",
    ),
]
STILL = [("markdown", "# Still"), ("code", "print('still')")]
CATALOGUE = (
    "symbol,language,date,title,file,source,rights,sha256\n"
    'A/99/1,fr,2044-03-01,Rapport,A_99_1-fr.txt,https://undocs.org/fr/A/99/1,"{rights}",\n'
)
CITATION = """cff-version: 1.2.0
title: "Numbers"
version: 2.0.0
license: CC-BY-4.0
keywords: [numbers]
authors:
  - given-names: Ada
    family-names: King
    orcid: https://orcid.org/0000-0000-0000-0001
    affiliation: Analytical Engines
  - name: The engineers
    website: https://example.org/
"""


@dataclass
class Finished:
    """The project and the folders of its two runs."""

    project: Project

    def folder(self, run: str) -> Path:
        return self.project.output_folder(run)

    def record(self, run: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.folder(run) / "run.json").read_text("utf-8"))
        return found


def make_finished(make_project: MakeProject) -> Finished:
    """Make the project, and run it as `default`, and its first notebook as `five`."""
    root = make_project({"01_numbers": NUMBERS, "02_still": STILL}, "five: {n: 5}\n")
    (root / "data" / "corpus.csv").write_text(CATALOGUE.format(rights="public domain"), "utf-8")
    (root / "CITATION.cff").write_text(CITATION, "utf-8")
    project = find_project(root)
    assert carry_out(make_plan(project), PlainProgress(str)).failed == ()
    five = make_plan(project, "five", only=["01"])
    assert carry_out(five, PlainProgress(str)).failed == ()
    return Finished(project)
