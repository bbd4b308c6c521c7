"""The bytes of tables and figures: the same at every run, and safe to open anywhere."""

from __future__ import annotations

import base64
import csv
import io
from collections.abc import Callable
from numbers import Number
from typing import TYPE_CHECKING, Any

from unreports.files import inert
from unreports.running.svg import shortened
from unreports.site.markup import plain
from unreports.site.text import visible

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

PIXELS = 96  # to the inch, in CSS
# Image pixels to a CSS pixel: 144 to the inch. Pages and printers have the SVG, which is sharper.
_SCALE = 1.5
_COLOURS = 64  # of an image: a chart has few, and the shades of its letters
# The formats of a figure, and what would differ between two runs: the time, the program's version.
FIGURES: dict[str, dict[str, None]] = {
    "svg": {"Date": None, "Creator": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
    "png": {"Software": None},
}


def table_csv(frame: pd.DataFrame) -> str:
    """Write a table as CSV with the same text on every machine: LF, lists joined, short floats.

    A text that a spreadsheet would take for a formula (it begins with =, +, -, @, a tab or a line
    break) gets an apostrophe before it; numbers are as they are. Control characters, which a
    terminal would obey, are shown by name.

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


def number_columns(frame: pd.DataFrame) -> list[str]:
    """Name the columns of numbers as the CSV file has their names, which has no types.

    Examples
    --------
    >>> import pandas as pd
    >>> number_columns(pd.DataFrame({"section": ["1.10"], "share": [0.5], "sure": [True]}))
    ['share']
    """
    found = []
    for name in frame.columns:
        kinds = set(map(type, frame[name].dropna().tolist()))
        if kinds and all(issubclass(k, Number) and k.__name__[:4] != "bool" for k in kinds):
            found.append(_inert(str(name)))
    return found


def _written(value: Any) -> str:
    """Write one cell: only a number may begin with a sign."""
    text = plain(value)
    return text if isinstance(value, Number) else _inert(text)


def _inert(text: str) -> str:
    return inert(visible(text.replace("\r\n", "\n").replace("\r", "\n")))


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
            found[suffix] = _SMALLER[suffix](buffer.getvalue())
    return found


def image_address(png: bytes) -> str:
    """Return an image as the address that holds it, for a notebook that is sent alone.

    It is WebP, without loss and smaller than PNG by a third: what base64 adds again.
    """
    from PIL import Image

    buffer = io.BytesIO()
    image = Image.open(io.BytesIO(png)).convert("RGB")
    image.save(buffer, "webp", lossless=True, quality=50, method=2)
    return f"data:image/webp;base64,{base64.b64encode(buffer.getvalue()).decode('ascii')}"


def _smaller_svg(svg: bytes) -> bytes:
    return shortened(svg.decode("utf-8")).encode("utf-8")


def _smaller_png(png: bytes) -> bytes:
    """Write an image again with the colours that a chart needs: a third of the bytes."""
    from PIL import Image

    image = Image.open(io.BytesIO(png))
    palette = image.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
    buffer = io.BytesIO()
    palette.save(buffer, "png", optimize=True, dpi=image.info["dpi"])
    return buffer.getvalue()


_SMALLER: dict[str, Callable[[bytes], bytes]] = {
    "svg": _smaller_svg,
    "pdf": bytes,
    "png": _smaller_png,
}
