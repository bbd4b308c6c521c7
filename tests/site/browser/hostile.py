"""A document that tries to be more than text, and a notebook that shows it in every way."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unreports.corpus import Corpus

ATTACKS = {
    "script": "<script>document.title = 'taken'</script>",
    "handler": "<img src=x onerror=\"document.title = 'taken'\">",
    "attribute": '" onmouseover="document.title=\'taken\'" x="',
    "end": "</p></div></article></main><h1>taken</h1>",
    "link": "[click](javascript:document.title='taken') <a href=\"javascript:alert(1)\">click</a>",
    "entities": "&lt;b&gt; &#60;script&#62; &amp;amp; &nbsp;",
    "markdown": "**not bold** _nor this_ # nor a heading `nor code` ![x](https://example.org/x.png)",
    "latex": r"$\href{javascript:alert(1)}{x}$ \(x\) $$\sum$$",
    "formula": "=cmd|' /C calc'!A0",
    "ansi": "\x1b[31mred\x1b[0m \x1b]0;title\x07",
    "override": "abc \u202egnp.exe\u202c \u2066x\u2069",
    "data": "</script><script>document.title='taken'</script> \u2028 ]]> --> ${x} {{ x }} {% x %}",
}
# Reading mends what a converter left of Markdown and HTML, so the attacks are put into the text
# that it gives (`attacked`), and the notebook shows them as they are.
DOCUMENT = "A/99/1\n\nEnglish\n\nReport of the Secretary-General\n\n" + "".join(
    f"{number}. And then in March 2020 the African Union spoke.\n\n"
    for number in range(1, len(ATTACKS) + 1)
)

# The same in a raw document: what reading makes of each. What a converter leaves is mended; what
# acts stays as it is written.
READ = ATTACKS | {
    "end": "</article></main>taken",
    "link": "[click](javascript:document.title='taken') <a href=\"javascript:alert(1)\">click",
    "entities": "<b> <script> &amp;",
    "markdown": "not bold nor this # nor a heading `nor code` x",
    "latex": r"$\href{javascript:alert(1)}{x}$ (x) $$\sum$$",
    "ansi": "red ]0;title",
    "override": "abc gnp.exe x",
    "data": ATTACKS["data"].replace("\u2028 ", ""),
}
RAW = (
    "A/99/2\n\nEnglish\n\nReport of the Secretary-General <script>alert(1)</script>\n\n"
    + "".join(
        f"{number}. It says {text} and rose in March 2020.\n\n"
        for number, text in enumerate(ATTACKS.values(), start=1)
    )
)
RAW_NOTEBOOK = [
    ("markdown", "# Raw\n\nDoes text stay text?"),
    ("code", "corpus: str = 'data/corpus'  # Folder of documents", "parameters"),
    (
        "code",
        "import unreports\n"
        "from IPython.display import Markdown, display\n"
        "out = unreports.open_output()\n"
        "reports = out.corpus(corpus)\n"
        "for text in reports.body['text']:\n"
        "    out.say('{text}', text=text)\n"
        "    print(text)\n"
        "    display(Markdown(text))\n"
        "out.table(reports.body, 'paragraphs', caption=reports.documents['title'][0], "
        "columns=['reference', 'text'])\n"
        "out.quote(reports, reports.body)\n",
    ),
]


def attacked(corpus: Corpus) -> Corpus:
    """The corpus of `DOCUMENT` with an attack in each paragraph, and one in the title."""
    texts = corpus.paragraphs["text"].where(
        corpus.paragraphs["paragraph"].isna(),
        [
            f"{list(ATTACKS.values())[int(number) - 1]} {text}" if number == number else text
            for number, text in zip(
                corpus.paragraphs["paragraph"].astype("float"),
                corpus.paragraphs["text"],
                strict=True,
            )
        ],
    )
    return replace(
        corpus,
        paragraphs=corpus.paragraphs.assign(text=texts),
        documents=corpus.documents.assign(title=" ".join(ATTACKS.values())),
    )


NOTEBOOK = [
    ("markdown", "# Hostile\n\nDoes text stay text?"),
    ("code", "corpus: str = 'data/corpus'  # Folder of documents", "parameters"),
    (
        "code",
        "import pandas as pd\n"
        "import unreports\n"
        "from matplotlib.figure import Figure\n"
        "out = unreports.open_output()\n"
        "reports = out.corpus(corpus)\n"
        f"texts = {list(ATTACKS.values())!r}\n"
        "frame = reports.body.assign(text=texts)\n"
        "for text in texts:\n"
        "    out.say('It says {text} and then.', text=text)\n"
        "    print(text)\n"
        "out.table(frame, 'paragraphs', caption=' '.join(texts))\n"
        "out.quote(reports, reports.body, highlight=['African Union'])\n"
        "out.figure(Figure(), 'empty', alt=' '.join(texts), caption=texts[1], table='paragraphs')\n"
        "frame[['text']]",
    ),
]
