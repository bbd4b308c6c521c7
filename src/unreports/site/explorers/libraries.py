"""The two libraries of the explorers, copied from their Python packages into a run's `assets/`.

plotly.js comes with `plotly`. DataTables comes with `itables`, as an ES module; pages opened by
double click may not run modules, so its exports become one global, `window.DataTables`.

Both are packed: a run's folder is sent by mail, and plotly.js alone would be a third of it. The
pages unpack them (`unreports.unpack` in `site.js`).
"""

from __future__ import annotations

import base64
import gzip
import re
from importlib import resources
from pathlib import Path

from unreports.site.assets import write_data

_EXPORTS = re.compile(r"\bexport\s*\{([^{}]*)\}\s*;?")
_STYLE = 'document.createElement("style")'
_NAMED = re.compile(r"([\w$]+)(?:\s+as\s+([\w$]+))?")


def write_library(folder: Path, name: str) -> str:
    """Write one of the libraries, "plotly" or "datatables", into `assets/`; return the file."""
    packed = gzip.compress(library(name).encode("utf-8"), 6, mtime=0)
    return write_data(folder, name, base64.b64encode(packed).decode("ascii"))


def library(name: str) -> str:
    """Return one of the libraries as a classic script."""
    if name == "plotly":
        source = resources.files("plotly") / "package_data" / "plotly.min.js"
        # Its maps, which nothing here draws, bring a style element of their own when it is read;
        # the policy of the pages refuses that, and says so in the console.
        return source.read_text("utf-8").replace(_STYLE, _STYLE.replace("style", "meta"))
    module = (resources.files("itables") / "html" / "dt_bundle.js").read_text("utf-8")
    return classic(module, "DataTables")


def classic(module: str, name: str) -> str:
    """Turn a bundled module without imports into a script that assigns its exports to a global.

    Parameters
    ----------
    module : str
        The module, which exports by one `export{...}` statement.
    name : str
        The global.

    Examples
    --------
    >>> print(classic("var a=1;export{a as b,c};", "lib"))
    (function () {
    "use strict";
    var a=1;window.lib = {b: a, c: c};
    })();
    <BLANKLINE>
    """
    found = list(_EXPORTS.finditer(module))
    if len(found) != 1:
        raise ValueError(f"a module with one export statement was expected, not {len(found)}")
    pairs = [_NAMED.fullmatch(part.strip()) for part in found[0][1].split(",") if part.strip()]
    exported = ", ".join(f"{m[2] or m[1]}: {m[1]}" for m in pairs if m)
    start, end = found[0].span()
    body = f"{module[:start]}window.{name} = {{{exported}}};{module[end:]}"
    return f'(function () {{\n"use strict";\n{body}\n}})();\n'
