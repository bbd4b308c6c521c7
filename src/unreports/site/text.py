"""Text from documents as it is shown: escaped, and with nothing in it that cannot be seen.

Control characters can recolour a terminal, and bidirectional overrides can make a line read as
another one than it is ("Trojan Source", CVE-2021-42574); both are shown by name instead of obeyed.
"""

from __future__ import annotations

import re
from html import escape

# The marks of direction LRM and RLM, which Arabic and Hebrew need, do no harm: they end at once.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_PICTURES = 0x2400  # Unicode's pictures of the control characters


def visible(text: str) -> str:
    r"""Replace characters that act without being seen by something that is seen.

    Examples
    --------
    >>> visible("\x1b[31mred \u202egnp.exe")
    '␛[31mred ⟨U+202E⟩gnp.exe'
    """
    return _UNSEEN.sub(_picture, text)


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(_PICTURES + code) if code < 0x20 else f"⟨U+{code:04X}⟩"


def escaped(text: str) -> str:
    r"""Return the HTML of a text: escaped, control characters made visible.

    Examples
    --------
    >>> escaped('<b> & "\x07"')
    '&lt;b&gt; &amp; &quot;␇&quot;'
    """
    return escape(visible(text))
