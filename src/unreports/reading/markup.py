"""Raw text -> clean lines: Markdown, HTML and escapes removed, footnote marks kept apart.

A footnote mark stays in the text between two noncharacters (`OPEN` and `CLOSE`, which no
document may contain) until footnotes.py decides whether it belongs to a footnote. NFC; no-break
and other fixed blanks become plain ones, and so does a blank of no width; soft hyphens, marks
of direction and a terminal's colours go; quotes and dashes stay as printed. So do tags and links
that would act (`<img onerror=...>`, `javascript:`): no converter leaves them, so they are the text.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace

from .emphasis import HEADINGS, Style, emphasis

OPEN, CLOSE, STAR, UNDERSCORE = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"
_SUPERSCRIPTS = {"⁰¹²³⁴⁵⁶⁷⁸⁹"[digit]: str(digit) for digit in range(10)}
RAISED = {plain: raised for raised, plain in _SUPERSCRIPTS.items()}

_ANSI = re.compile("\x1b\\[[0-?]{0,40}[ -/]{0,4}[@-~]")  # what colours a terminal
_BLANKS = re.compile("[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\u2028\u2029\x0b\x85]")
_GONE = re.compile(
    "[\u00ad\u200c-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufdd0-\ufdef\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"
)
_ACTS = r"(?:\son[a-z]{2,30}\s{0,9}=|\b(?:java|vb)script:|\bdata:text)"
_IMAGE = re.compile(r"!\[([^\[\]]*)\]\([^()\s]*(?: \"[^\"]*\")?\)")
_LINK = re.compile(
    rf"\[((?:[^\[\]\\]|\\.)*)\]\((?!\s{{0,9}}{_ACTS})([^()]*(?:\([^()]*\)[^()]*)?)\)",
    re.IGNORECASE,
)
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]*)>")
_BREAK = re.compile(r"<br\s{0,9}/?>", re.IGNORECASE)
_SUP = re.compile(r"<sup>([^<>]{0,20})</sup>", re.IGNORECASE)
_TAG = re.compile(
    rf"<(?![^<>]{{0,500}}{_ACTS})/?"
    r"(?:a|b|i|u|p|em|ins|del|div|sub|sup|span|font|strong|small|center|img|hr|h[1-6])"
    r"(?:\s[^<>]{0,500})?/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31});")
_CARET = re.compile(
    r"\$?\^\{\\?(?:text|mathrm)?\{?([^{}\n$]{1,20})\}{1,2}\$?|\^(\d{1,3}|\*{1,3}|[a-z]{1,4})\^"
)
_RAISED = re.compile("[⁰¹²³⁴-⁹]+")
_NOTE = re.compile(r"\[\^([^\[\]\s]{1,20})\](?!\()")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)(?:\s+#+)?\s*\Z")
_RULE = re.compile(r"-{3,}|\*{3,}|_{3,4}|={3,}|(?:[-*_] ){2,}[-*_]|`{3,}\w*|~{3,}")
_LISTED = re.compile(r"[-*+]\s+(?:\d{1,4}\.|\(?[a-z]{1,4}\))\s")
_MARKED = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}")


@dataclass(frozen=True)
class Line:
    """A cleaned line: its number in the file (from 1) and how it was set.

    `page` says that a page ended before it; `gap` that a blank line or a page end did. `cells`
    are what a wide gap separates (two columns of a masthead).
    """

    number: int
    text: str
    style: Style = ""
    gap: bool = False
    page: bool = False
    indent: int = 0
    cells: tuple[str, ...] = ()


@dataclass
class Counts:
    """How many of each kind of markup was cleaned."""

    counter: Counter[str]

    def sub(self, kind: str, pattern: re.Pattern[str], replacement: object, text: str) -> str:
        """Replace and count."""
        text, count = pattern.subn(replacement, text)  # type: ignore[call-overload]
        if count:
            self.counter[kind] += count
        return text

    def __str__(self) -> str:
        return ", ".join(f"{count} {kind}" for kind, count in sorted(self.counter.items()))


def marked(mark: str) -> str:
    """Wrap a footnote mark so that later steps find it."""
    return f"{OPEN}{mark}{CLOSE}"


def plain(text: str) -> str:
    """Give text with its footnote marks removed.

    Examples
    --------
    >>> plain("institutionnelle" + marked("1") + ".")
    'institutionnelle.'
    """
    return _MARKED.sub("", text)


def inline(text: str, counts: Counts) -> str:
    """Clean what stands inside lines; emphasis is left to `emphasis`.

    Examples
    --------
    >>> inline("résolution [1809 \\\\(2008\\\\)](#) du 1^{er} juillet", Counts(Counter()))
    'résolution 1809 (2008) du 1er juillet'
    """
    text = _comments(text, counts)
    if "<" in text:
        text = counts.sub("line breaks", _BREAK, "\n", text)
        text = counts.sub("links", _AUTOLINK, r"\1", text)
        text = counts.sub("superscripts", _SUP, lambda m: _raise(m[1].strip()), text)
        text = counts.sub("tags", _TAG, "", text)
    if "](" in text:
        text = counts.sub("images", _IMAGE, r"\1", text)
        text = counts.sub("links", _LINK, r"\1", text)
    if "[^" in text:
        text = counts.sub("footnote marks", _NOTE, lambda m: marked(m[1]), text)
    if "^" in text:
        text = counts.sub("superscripts", _CARET, lambda m: _raise((m[1] or m[2]).strip()), text)
    text = _RAISED.sub(lambda m: marked("".join(_SUPERSCRIPTS[c] for c in m[0])), text)
    if "\\" in text:
        hidden = {"*": STAR, "_": UNDERSCORE}
        text = counts.sub("escapes", _ESCAPE, lambda m: hidden.get(m[1], m[1]), text)
    if "&" in text:
        text = counts.sub("entities", _ENTITY, lambda m: _visible(html.unescape(m[0])), text)
    return text


def _visible(text: str) -> str:
    return _GONE.sub("", _BLANKS.sub(" ", text))


def _raise(content: str) -> str:
    """A raised number or star is a footnote's mark; raised letters belong to the word."""
    if not content:
        return ""
    if content.isdecimal() or set(content) <= {"*", STAR}:
        return marked(content.replace(STAR, "*"))
    return content


def _comments(text: str, counts: Counts) -> str:
    """Drop HTML comments, keeping their line ends so that line numbers hold."""
    if "<!--" not in text:
        return text
    pieces, start = [], 0
    while (opened := text.find("<!--", start)) >= 0:
        closed = text.find("-->", opened)
        if closed < 0:
            break
        pieces += [text[start:opened], "\n" * text.count("\n", opened, closed)]
        counts.counter["comments"] += 1
        start = closed + 3
    return "".join([*pieces, text[start:]])


def clean(text: str) -> tuple[list[Line], Counts]:
    """Clean a whole text into lines; blank ones are left out but remembered as gaps.

    Parameters
    ----------
    text : str
        As decoded; any line ends.

    Returns
    -------
    list of Line, Counts
    """
    counts = Counts(Counter())
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = counts.sub("terminal escapes", _ANSI, "", text)
    text = counts.sub("fixed blanks", _BLANKS, " ", text)
    text = counts.sub("invisible characters", _GONE, "", text)
    text = _comments(text, counts)
    lines: list[Line] = []
    run: list[tuple[int, str, bool]] = []  # contiguous lines: emphasis may span them
    gap = page = False
    for number, raw in enumerate(text.split("\n"), start=1):
        for place, part in enumerate(raw.split("\f")):
            text = part.strip(" \t>")  # "> " alone parts a quotation's paragraphs
            if place or not text:
                lines += _run(run, gap, page, counts)
                gap, page = True, bool(place) or (page and not run)
                run = []
            if text:
                run.append((number, part, False))
    return lines + _run(run, gap, page, counts), counts


def _run(run: list[tuple[int, str, bool]], gap: bool, page: bool, counts: Counts) -> list[Line]:
    """Clean contiguous lines together."""
    if not run:
        return []
    numbers: list[int] = []
    texts: list[str] = []
    for number, raw, _ in run:
        for part in inline(raw, counts).split("\n"):
            numbers.append(number)
            texts.append(part)
    styles: list[Style] = [""] * len(texts)
    for index, text in enumerate(texts):
        texts[index] = text = text.removeprefix("> ") if text.startswith("> ") else text
        if text[:1] in "-*+" and _LISTED.match(text):
            texts[index] = text = text[1:].lstrip()
        if "|" in text:
            texts[index] = text = _row(text, counts)
        if "#" in text and (heading := _HEADING.match(text)):
            styles[index] = HEADINGS[len(heading[1]) - 1]
            texts[index] = heading[2]
            counts.counter["headings"] += 1
    texts, spans, count = emphasis(texts, STAR)
    if count:
        counts.counter["emphasis"] += count
    lines = []
    for number, text, style, span in zip(numbers, texts, styles, spans, strict=True):
        stripped = text.strip()
        if not stripped:
            continue
        cells = tuple(cell for cell in re.split(r" {3,}|\t+", stripped) if cell)
        lines.append(
            Line(
                number,
                " ".join(stripped.split()).replace(STAR, "*").replace(UNDERSCORE, "_"),
                style or span,
                gap=gap,
                page=page,
                indent=len(text) - len(text.lstrip()),
                cells=cells if len(cells) > 1 else (),
            )
        )
        gap = page = False
    return lines


def _row(text: str, counts: Counts) -> str:
    """Clean a table's row: the ruled one goes, a box of one cell is no table.

    Examples
    --------
    >>> [_row(text, Counts(Counter())) for text in ("| Summary |", "|---|:-:|", "| 1 | 2 |")]
    ['Summary', '', '| 1 | 2 |']
    """
    bare = text.strip()
    if bare.startswith("|") and not bare.strip("|-: "):
        return counts.sub("table rules", re.compile(".+"), "", text)
    cells = [cell for cell in bare.strip("|").split("|") if cell.strip()]
    return cells[0].strip() if len(cells) == 1 and bare[0] == bare[-1] == "|" else text


def drop_rules(lines: list[Line], counts: Counts) -> list[Line]:
    """Drop lines that only rule or fence; one right under a line of text makes it a heading.

    A rule of five or more underscores stays: footnotes stand under it.
    """
    kept: list[Line] = []
    ruled = False
    for line in lines:
        if len(line.text) < 200 and _RULE.fullmatch(line.text):
            above = kept[-1] if kept and not line.gap and not ruled else None
            title = above and above.gap and not above.style and above.text[-1] not in ".;:,"
            if above and title and line.text[0] in "-=":
                kept[-1] = replace(above, style="h1" if line.text[0] == "=" else "h2")
            ruled = True
            counts.counter["rules"] += 1
            continue
        kept.append(replace(line, gap=True, page=line.page) if ruled else line)
        ruled = False
    return kept
