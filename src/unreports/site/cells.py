"""What a page leaves out of an executed notebook: what was not reached, where warnings arose."""

from __future__ import annotations

import re
from typing import Any

_HEADING = re.compile(r"^#{2,6} +(.+)$", re.MULTILINE)
# As Python prints a warning: place, category and message, then perhaps the line of the source.
_WARNING = re.compile(r"^\S[^\n]*?:\d+: \w*Warning: (.*)\n(?:  .*(?:\n|$))?", re.MULTILINE)


def cut_unreached(notebook: Any) -> list[str]:
    """Take the cells after a failed one out of a notebook; return the headings among them."""
    for position, cell in enumerate(notebook.cells):
        outputs = cell.get("outputs", [])
        if any(o.output_type == "error" and not is_quiet_exit(o) for o in outputs):
            rest = notebook.cells[position + 1 :]
            del notebook.cells[position + 1 :]
            texts = [cell.source for cell in rest if cell.cell_type == "markdown"]
            return [heading.strip() for text in texts for heading in _HEADING.findall(text)]
    return []


def plain_warnings(text: str) -> str:
    """Reduce Python warnings to their messages; other text stays.

    Examples
    --------
    >>> plain_warnings("/lib/a.py:7: UserWarning: Look here.\\n  look()\\nAnd here.\\n")
    'Look here.\\nAnd here.\\n'
    """
    return _WARNING.sub(r"\1\n", text)


def is_quiet_exit(output: Any) -> bool:
    """Whether an output only says that the author ended the notebook there."""
    return output.ename == "SystemExit" and output.evalue in ("", "0")
