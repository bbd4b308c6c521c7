"""The bytes of tables and figures: the same at every run, and safe to open anywhere."""

from __future__ import annotations

import csv
import io
from numbers import Number
from typing import TYPE_CHECKING, Any

from unreports.site.markup import plain

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

PIXELS = 96  # to the inch, in CSS
_SCALE = 2  # image pixels to a CSS pixel: sharp on dense screens
# The formats of a figure, and what would differ between two runs: the time, the program's version.
FIGURES: dict[str, dict[str, None]] = {
    "svg": {"Date": None, "Creator": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
    "png": {"Software": None},
}
# A spreadsheet takes a cell that begins so for a formula, which may send the table's content to a
# stranger; the fullwidth forms count in some languages. OWASP, "CSV Injection".
_FORMULA = ("=", "+", "-", "@", "\t", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def table_csv(frame: pd.DataFrame) -> str:
    """Write a table as CSV with the same text on every machine: LF, lists joined, short floats.

    A text that a spreadsheet would take for a formula (it begins with =, +, -, @, a tab or a line
    break) gets an apostrophe before it; numbers are as they are.

    Examples
    --------
    >>> import pandas as pd
    >>> print(table_csv(pd.DataFrame({"text": ["=1+1", "1-1"], "change": [-1, 1]})), end="")
    text,change
    '=1+1,-1
    1-1,1
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([_inert(str(name)) for name in frame.columns])
    columns = [[_written(value) for value in frame[name].tolist()] for name in frame.columns]
    writer.writerows(zip(*columns, strict=True))
    return text.getvalue()


def _written(value: Any) -> str:
    """Write one cell: only a number may begin with a sign."""
    text = plain(value)
    return text if isinstance(value, Number) else _inert(text)


def _inert(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if text.startswith(_FORMULA) else text


def figure_bytes(figure: Figure, title: str = "") -> dict[str, bytes]:
    """Draw a figure in each format of `FIGURES`, with the same bytes at every run.

    It is laid out once: what is costly is to measure every text, and the formats then agree.
    """
    import matplotlib as mpl

    if figure.get_layout_engine() is not None:
        figure.draw_without_rendering()
        figure.set_layout_engine("none")
    found = {}
    with mpl.rc_context({"svg.hashsalt": "unreports", "svg.fonttype": "path"}):
        for suffix, nothing in FIGURES.items():
            buffer = io.BytesIO()
            metadata: dict[str, str | None] = {**nothing, "Title": title or None}
            figure.savefig(buffer, format=suffix, dpi=PIXELS * _SCALE, metadata=metadata)
            found[suffix] = _smaller(buffer) if suffix == "png" else buffer.getvalue()
    return found


def _smaller(png: io.BytesIO) -> bytes:
    """Write an image again with the colours that a chart needs: a third of the bytes."""
    from PIL import Image

    image = Image.open(png)
    palette = image.convert("RGB").quantize(256, dither=Image.Dither.NONE)
    buffer = io.BytesIO()
    palette.save(buffer, "png", optimize=True, dpi=image.info["dpi"])
    return buffer.getvalue()
