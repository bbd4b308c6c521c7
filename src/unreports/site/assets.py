"""What the pages of a run share: one copy of style, scripts and data in `assets/`.

Pages must work when opened by double click. There, browsers refuse modules and `fetch`, so every
script is a classic one, and data is a script that assigns to `unreports.data`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from unreports.files import write_bytes, write_text

FOLDER = "assets"
_SOURCE = Path(__file__).parent / "assets"
_DATA = "data-"
# What must not stand in a script as it is: tags, and what ends a line in some readers of JSON.
_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def write_assets(folder: Path) -> None:
    """Copy style and scripts of the package into `assets/` of a run's folder."""
    for path in sorted(_SOURCE.iterdir()):
        write_bytes(folder / FOLDER / path.name, path.read_bytes())


def write_data(folder: Path, name: str, value: Any) -> str:
    """Write a value as a script, `assets/data-<name>.js`; return the script's name.

    A page that names the script finds the value in `unreports.data[name]`; a script of a page can
    also ask for it later: `unreports.load("data-<name>.js").then(...)`.

    Parameters
    ----------
    folder : Path
        The folder of the run.
    name : str
        Letters, digits, "_", "-", "." and "~".
    value : object
        What JSON can hold.
    """
    file = f"{_DATA}{name}.js"
    write_text(folder / FOLDER / file, data_script(name, value))
    return file


def data_script(name: str, value: Any) -> str:
    """Return the script that `write_data` writes.

    Examples
    --------
    >>> print(data_script("x", ["</script>"]), end="")
    (window.unreports ||= {data: {}}).data["x"] = ["\\u003c/script\\u003e"];
    """
    content = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    key = json.dumps(name)
    text = f"(window.unreports ||= {{data: {{}}}}).data[{key}] = {content};\n"
    return text.translate(_ESCAPES)


def drop_stale_assets(folder: Path, kept: set[str]) -> None:
    """Remove what neither the package nor one of the kept names accounts for."""
    kept = kept | {path.name for path in _SOURCE.iterdir()}
    for path in (folder / FOLDER).glob("[!.]*"):
        if path.name not in kept:
            path.unlink()
