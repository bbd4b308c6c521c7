"""A raw document that tries to be more than text: what no converter leaves is its text."""

from collections.abc import Callable

import pytest

from unreports.reading import Document

from .conftest import numbered

READ = {
    "<script>alert(1)</script>": "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">': '<img src=x onerror="alert(1)">',
    "<b onclick = x>bold</b>": "<b onclick = x>bold",
    "[click](javascript:alert(1))": "[click](javascript:alert(1))",
    "[click]( data:text/html,x)": "[click]( data:text/html,x)",
    '<a href="JavaScript:alert(1)">click': '<a href="JavaScript:alert(1)">click',
    "<svg/onload=alert(1)>": "<svg/onload=alert(1)>",
    "&lt;b&gt; &#60;script&#62; &amp;amp;": "<b> <script> &amp;",
    r"$\href{javascript:alert(1)}{x}$ $$\sum$$": r"$\href{javascript:alert(1)}{x}$ $$\sum$$",
    "=cmd|' /C calc'!A0": "=cmd|' /C calc'!A0",
    "\x1b[31mred\x1b[0m \x1b]0;title\x07": "red ]0;title",
    "abc \u202egnp.exe\u202c &#x202e;x": "abc gnp.exe x",
    "{{ x }} {% x %} ${x} ]]> -->": "{{ x }} {% x %} ${x} ]]> -->",
    # What converters do leave.
    '<img src="page1.png" alt=""> <span style="color: red">red</span>': "red",
    "[Internet](https://example.org/javascript) ![x](data:image/png;base64,AA==)": "Internet x",
    "the <b>online = free</b> site": "the online = free site",
}


@pytest.mark.parametrize("raw", READ)
def test_what_acts_stays_as_the_text_that_it_is(reading: Callable[..., Document], raw: str) -> None:
    text = f"A/99/1\n\n1. The Council met.\n\n2. It says {raw} and rose.\n"
    assert numbered(reading(text, "A_99_1-en.txt"))[2] == f"It says {READ[raw]} and rose."
