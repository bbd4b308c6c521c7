"""What a notebook shows and writes: tables, figures, sentences and quotations.

Every notebook opens one output at its top. In a run it writes into the folder of the run; in
JupyterLab into `outputs/lab`. Each thing written is also noted in the metadata of the output cell,
so that the executed notebook itself says what it made.
"""

from __future__ import annotations

import json
import os
import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import escape

from unreports.errors import CorpusError, UnreportsError, UnreportsWarning
from unreports.files import read_text, write_bytes, write_text
from unreports.running.formats import (
    FIGURES,
    PIXELS,
    figure_bytes,
    image_address,
    number_columns,
    table_csv,
)
from unreports.running.project import (
    CACHE,
    CACHE_VARIABLE,
    LAB,
    OUTPUT_VARIABLE,
    PLACES_VARIABLE,
    PROJECT_VARIABLE,
    QUIET_VARIABLE,
    find_project,
)
from unreports.running.sentences import sentence_html, sentence_text
from unreports.site.markup import SENTENCE, figure_html, quotation_html, shorten, table_html

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from unreports.corpus import Corpus

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")


def open_output(notebook: str = "") -> Output:
    """Open the output of a notebook: the folder of the run, or `outputs/lab` in JupyterLab.

    Parameters
    ----------
    notebook : str, optional
        The notebook's name, noted with what it writes.

    Raises
    ------
    ProjectError
        If neither a run nor a project folder around the working directory says where to write.
    """
    project = os.environ.get(PROJECT_VARIABLE)
    root = Path(project) if project else find_project(Path.cwd()).root
    folder = os.environ.get(OUTPUT_VARIABLE)
    return Output(root, Path(folder) if folder else root / "outputs" / LAB, notebook)


class Output:
    """Where a notebook shows and writes; see `open_output`.

    Parameters
    ----------
    root : Path
        The folder of the project.
    folder : Path
        The folder of the run.
    notebook : str
        The notebook's name.
    """

    def __init__(self, root: Path, folder: Path, notebook: str = "") -> None:
        self.root, self.folder, self.notebook = root, folder, notebook
        self._in_run = OUTPUT_VARIABLE in os.environ
        # An executed notebook lies in the run's folder; the one in JupyterLab does not.
        self._base = "../" if self._in_run else f"../outputs/{folder.name}/"
        self._symbols: tuple[str, ...] = ()
        self._language = ""
        self._written: set[str] = set()

    def path(self, value: str | Path) -> Path:
        """Return the path that the value of a parameter names.

        A relative path starts at the project's folder; what lies outside has a name (".../reports")
        in a run, so that the notebook does not depend on the machine.
        """
        places = json.loads(os.environ.get(PLACES_VARIABLE) or "{}")
        return Path(places.get(str(value), self.root / value))

    def text(self, value: str | Path) -> str:
        """Read the file in UTF-8 that the value of a parameter names (see `path`).

        Raises
        ------
        UnreportsError
            It cannot be read, or is no text.
        """
        return read_text(self.path(value), value)

    def corpus(self, path: str | Path = "data/corpus", *, gazetteer: str | Path = "") -> Corpus:
        """Load the corpus of the notebook; paths are those of the parameters (see `path`).

        `gazetteer` is a CSV file of organisations to know beside those of the package.

        From here on, references to its documents become links, and columns that quote them carry
        their language. In a run, one notebook alone shows what reading warns of.
        """
        from unreports.corpus import load_corpus

        with warnings.catch_warnings():
            if os.environ.get(QUIET_VARIABLE):
                warnings.simplefilter("ignore", UnreportsWarning)
            corpus = load_corpus(
                self.path(path),
                gazetteer=self.path(gazetteer) if gazetteer else None,
                cache=os.environ.get(CACHE_VARIABLE, self.root / CACHE) or None,
            )
        self._symbols = corpus.symbols
        languages = set(corpus.documents["language"])
        self._language = languages.pop() if len(languages) == 1 else ""
        if not self._in_run:
            from unreports.site.document_page import Surroundings, write_document_pages

            # What they mention takes long to find in a large corpus, and here nobody waits for it.
            write_document_pages(corpus, self.folder, Surroundings(marked=False))
        return corpus

    def table(
        self,
        frame: pd.DataFrame,
        name: str | None = None,
        *,
        caption: str = "",
        rows: int = 20,
        columns: Sequence[str] | None = None,
    ) -> None:
        """Show the first rows of a table and write all of it to `tables/<name>.csv`.

        Parameters
        ----------
        frame : DataFrame
            The table; its index is left out.
        name : str, optional
            The name of the file; without it the table is only shown.
        caption : str
            What the table shows.
        rows : int
            How many rows to show.
        columns : sequence of str, optional
            The columns to show, in this order; the file has all.
        """
        file = None
        if name is not None:
            file = self._claim("tables", name) + ".csv"
            write_text(self.folder / file, table_csv(frame))
        shown = frame if columns is None else frame[list(columns)]
        html = table_html(
            shown,
            caption=caption,
            rows=rows,
            file=None if file is None else self._base + file,
            name=name,
            known=self._symbols,
            language=self._language,
        )
        record = {
            "kind": "table", "name": name, "caption": caption, "rows": len(frame),
            "numbers": number_columns(frame), "files": [file],
        }  # fmt: skip
        text = caption or f"Table of {len(frame)} rows"
        self._display(self._moved(html), text, record if file else None)

    def figure(
        self, figure: Figure, name: str, *, alt: str, table: str = "", caption: str = ""
    ) -> None:
        """Show a figure and write it to `figures/<name>.svg`, `.png` and `.pdf`.

        Parameters
        ----------
        figure : matplotlib.figure.Figure
            The figure.
        name : str
            The name of the files.
        alt : str
            What the figure shows, in a sentence, for those who do not see it.
        table : str
            The name of the table that the figure is drawn from, for those who want its numbers.
        caption : str
            What stands beneath the figure, if anything.
        """
        if not alt.strip():
            raise UnreportsError(
                "the figure has no text alternative", where=name,
                remedy='Say what it shows: out.figure(figure, name, alt="...").',
            )  # fmt: skip
        stem = self._claim("figures", name)
        content = figure_bytes(figure, alt)
        for suffix, data in content.items():
            write_bytes(self.folder / f"{stem}.{suffix}", data)
        width, height = (round(inches * PIXELS) for inches in figure.get_size_inches())
        html = figure_html(
            image_address(content["png"]),
            name=name,
            width=width,
            height=height,
            alt=alt,
            caption=caption,
            files=[f"{self._base}{stem}.{suffix}" for suffix in FIGURES],
            table=table,
        )
        record = {
            "kind": "figure", "name": name, "caption": caption, "alt": alt, "table": table,
            "files": [f"{stem}.{suffix}" for suffix in FIGURES],
        }  # fmt: skip
        self._display(html, alt, record)

    def record(self, data: Mapping[str, Any], name: str, *, caption: str) -> None:
        """Write what a later notebook can read (`read_record`) to `models/<name>.json`, and say so.

        Parameters
        ----------
        data : mapping
            Texts, finite numbers, lists and dicts; numbers are written in full.
        name : str
            The name of the file.
        caption : str
            What it holds.
        """
        text = json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False)
        file = self._claim("models", name) + ".json"
        write_text(self.folder / file, text + "\n")
        link = f'<a href="{self._base}{file}">{file}</a>'
        html = f'<div class="{SENTENCE}" id="model-{name}"><p>{escape(caption)}: {link}</p></div>'
        record = {"kind": "model", "name": name, "caption": caption, "files": [file]}
        self._display(html, f"{caption}: {file}", record)

    def read_record(self, value: str | Path) -> Any:
        """Read what `record` wrote, from the file that the value of a parameter names.

        Raises
        ------
        UnreportsError
            It cannot be read, or is no JSON. What the data say is for their reader to check.
        """
        try:
            return json.loads(self.text(value))
        except (ValueError, RecursionError) as error:
            raise UnreportsError(
                "the file is no JSON, or a damaged one", where=value,
                remedy="Name a file from models/ in the folder of a run.",
            ) from error  # fmt: skip

    def say(self, template: str, **values: Any) -> None:
        """Show a sentence: Markdown with fields, the values escaped, citations as links.

        `out.say("**{term}** occurs {n} times, in {where}.", term=term, n=n, where=references)`;
        a field may carry a format (`{share:.1%}`), and a list of citations becomes links.
        """
        html = sentence_html(template, values, self._symbols)
        html = f'<div class="{SENTENCE}">{html}</div>'
        self._display(self._moved(html), sentence_text(template, values))

    def quote(
        self,
        corpus: Corpus,
        references: str | Iterable[str] | pd.DataFrame,
        *,
        highlight: str | Iterable[str] = (),
        limit: int = 600,
    ) -> None:
        """Quote paragraphs, each with its citation.

        Parameters
        ----------
        corpus : Corpus
            Where the paragraphs are.
        references : str, iterable of str or DataFrame
            Citations, or a table with a column `reference`.
        highlight : str or iterable of str
            Words to mark.
        limit : int
            How many characters of a long paragraph to show, near the first marked word.
        """
        words = [highlight] if isinstance(highlight, str) else list(highlight)
        known = self._symbols or corpus.symbols
        html, quoted = "", []
        for name, text, language in _find(corpus, references):
            cut = shorten(text, words, limit)
            html += quotation_html(cut, name, language, words, known)
            quoted.append(f"{name}: {cut}")
        self._display(self._moved(html), "\n\n".join(quoted))

    def _claim(self, folder: str, name: str) -> str:
        """Check the name of something to write, and that it is not taken in this run."""
        if not _NAME.fullmatch(name):
            raise UnreportsError(
                f"{name!r} is no name for a file in {folder}/",
                remedy="Use small letters, digits, _ and -, such as terms_by_document.",
            )
        stem = f"{folder}/{name}"
        if self._in_run and stem in self._written:
            raise UnreportsError(f"{stem} is written twice", remedy="Give each its own name.")
        self._written.add(stem)
        return stem

    def _moved(self, html: str) -> str:
        """Point the links at the pages from where this notebook lies."""
        return html.replace('href="../html/', f'href="{self._base}html/')

    def _display(self, html: str, text: str, record: dict[str, Any] | None = None) -> None:
        from IPython.display import display

        metadata = {"unreports": record} if record else {}
        display({"text/html": html, "text/plain": text}, raw=True, metadata=metadata)


def _find(
    corpus: Corpus, references: str | Iterable[str] | pd.DataFrame
) -> list[tuple[str, str, str]]:
    """Find cited paragraphs: citation, text and language of each, once."""
    wanted: Any = references
    if hasattr(wanted, "columns"):
        wanted = wanted["reference"]
    names = [wanted] if isinstance(wanted, str) else list(dict.fromkeys(map(str, wanted)))
    columns = corpus.paragraphs.drop_duplicates("reference")[["reference", "text", "language"]]
    found = {str(row[0]): row for row in columns.itertuples(index=False, name=None)}
    if unknown := [name for name in names if name not in found]:
        raise CorpusError(f"no such paragraph in the corpus: {'; '.join(unknown)}")
    return [found[name] for name in names]
