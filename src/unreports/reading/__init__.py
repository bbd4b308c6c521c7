"""A file -> a `Document`: masthead, headings, numbered paragraphs, footnotes.

The steps, each a module: files (bytes to text), markup and emphasis (clean lines), furniture (page
heads and feet), feet and footnotes, joining (wrapped lines), contents, numbering (which lines start
paragraphs), front and masthead (the first page), blocks, headings, paragraphs (the body), assembly
(the Document).
"""

from __future__ import annotations

import warnings
from pathlib import Path

from unreports.errors import NumberingWarning, UnnumberedWarning
from unreports.store import Store

from .assembly import compose
from .document import Cleaning, Document, Masthead, Paragraph, Section
from .files import load
from .plain import from_plain, to_plain

__all__ = ["Cleaning", "Document", "Masthead", "Paragraph", "Section", "read"]


def read(path: str | Path, *, store: Store | None = None) -> Document:
    """Read a United Nations report from a text or Markdown file.

    Parameters
    ----------
    path : str or Path
        A file as the United Nations or a converter wrote it: Markdown, plain text, or the output
        of `pdftotext` (with or without `-layout`). Where the page prints no symbol or language,
        the file's name may say them ("A_75_345-fr.txt").
    store : Store, optional
        Where documents that were read before are kept.

    Returns
    -------
    Document
        Text is in Unicode NFC; no-break blanks are plain blanks, everything else is as printed.
        `Document.cleaning` lists what was mended, line by line.

    Raises
    ------
    ReadingError
        The file is missing, a folder, empty, binary, or of an unknown encoding.

    Warns
    -----
    NumberingWarning
        Paragraph numbers jump or repeat; all text is kept.
    UnnumberedWarning
        There is no numbered paragraph: each block is a paragraph without a number.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder) / "A_1_2-en.txt"
    ...     _ = path.write_text("I. Introduction\\n\\n1. The Council met.\\n\\n2. It rose.\\n")
    ...     document = read(path)
    >>> document.symbol, [(p.number, p.section, p.text) for p in document.paragraphs]
    ('A/1/2', [(1, '1', 'The Council met.'), (2, '1', 'It rose.')])
    """
    source = load(path)
    if store is None:
        document = compose(source)
    else:
        key = [source.file, source.sha256]
        document = from_plain(store.get("document", key, lambda: to_plain(compose(source))))
    unnumbered = all(paragraph.number is None for paragraph in document.paragraphs)
    for text in document.warnings:
        kind = UnnumberedWarning if unnumbered else NumberingWarning
        warnings.warn(f"{document.file}: {text}", kind, stacklevel=2)
    return document
