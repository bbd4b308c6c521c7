"""What the folder of a run has for other programs, beside its pages: the names alone.

Whoever lists the files of a run asks here, also where nothing heavy may be imported.
"""

from __future__ import annotations

WORKBOOK = "tables.xlsx"
BIBTEX = "references.bib"
CSL = "references.json"

DOWNLOADS = {
    WORKBOOK: "Every table in one Excel workbook",
    BIBTEX: "The cited documents as BibTeX, for LaTeX and JabRef",
    CSL: "The cited documents as CSL-JSON, for Zotero and pandoc",
}
