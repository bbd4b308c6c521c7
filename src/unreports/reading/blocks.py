"""Lines -> blocks: what stands together on the page and is one paragraph, heading or item.

In a file with one line a paragraph a block is a line. In hard-wrapped text, lines are gathered
until a blank, a paragraph's number, a list item or a heading; a heading squeezed between the end
of one paragraph and the number of the next is split off.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .emphasis import Style
from .headings import LONGEST_LABELLED, Counter, Label, label_of, like_title
from .joining import join_lines
from .markup import Line, plain
from .numbering import Start, annex_name, finished, split_number

_ITEM = re.compile(r"(?:\((?:[a-z]|[ivxl]{1,6})\)|(?:[a-z]|[ivxl]{1,6})\)|[•▪◦●–—+*-])\s+\S")
_BULLET = re.compile(r"[•▪◦●+*-]\s+")
_LINKED = re.compile(r"(?:[,;:.]|\b(?:and|or|et|ou))[\"”»’)\ufdd0-\ufdd1*\d]*\Z", re.IGNORECASE)
_TAIL = 4  # lines that a squeezed heading may take


@dataclass(frozen=True)
class Block:
    """A piece of the page: its first line, its text and what its first line says it is."""

    line: int
    text: str
    style: Style = ""
    gap: bool = False
    page: bool = False
    start: Start | None = None
    label: Label | None = None
    item: bool = False


@dataclass
class _Open:
    """A block being gathered."""

    lines: list[Line] = field(default_factory=list)
    start: Start | None = None
    item: bool = False


def is_item(text: str, before: str | None) -> bool:
    """Tell whether a text is an item of a list, given the text before it.

    Examples
    --------
    >>> is_item("a) une transition ;", "les suivantes :"), is_item("l) de l'annexe", "paragraphe 4")
    (True, False)
    """
    if not _ITEM.match(text):
        return False
    return before is None or bool(_LINKED.search(plain(before)[-12:])) or text[0] in "•▪◦●"


def build(lines: list[Line], starts: dict[int, Start], begin: int, end: int) -> list[Block]:
    """Gather lines into blocks.

    Parameters
    ----------
    lines : list of Line
        All running lines.
    starts : dict
        The lines that start numbered paragraphs (`numbering.find_starts`).
    begin, end : int
        The part of `lines` to gather.

    Returns
    -------
    list of Block
    """
    blocks: list[Block] = []
    current = _Open()
    for index in range(begin, end):
        line = lines[index]
        before = lines[index - 1] if current.lines else None
        start = starts.get(index)
        item = start is None and _starts_item(line, before)
        if start or item or _breaks(line, before, current):
            following = start is not None or label_of(line.text) is not None
            _close(current, blocks, squeezed=following and not line.gap)
            current = _Open([], start, item)
        current.lines.append(line)
    _close(current, blocks, squeezed=False)
    return _label(blocks)


def _starts_item(line: Line, before: Line | None) -> bool:
    if is_item(line.text, before.text if before else None):
        return True
    number, _ = split_number(line.text)
    if number is None or before is None or finished(before.text):
        return number is not None
    return line.gap and (number == 1 or split_number(before.text)[0] == number - 1)


def _breaks(line: Line, before: Line | None, current: _Open) -> bool:
    """Tell whether a line cannot belong to the block of the line before."""
    if before is None or line.gap:
        return True
    if line.style != before.style or line.style.startswith("h"):
        return True
    if label_of(line.text) is not None and like_title(line.text.split(" ", 1)[1]):
        return finished(before.text) or label_of(current.lines[0].text) is not None
    return annex_name(line.text) is not None or annex_name(before.text) is not None


def _close(current: _Open, blocks: list[Block], *, squeezed: bool) -> None:
    """Finish a block; split a squeezed heading off its end."""
    lines = current.lines
    if not lines:
        return
    cut = _squeezed(lines) if squeezed else len(lines)
    for part, offset in ((lines[:cut], 0), (lines[cut:], cut)):
        if part:
            first = part[0]
            text = join_lines([line.text for line in part])
            start, item = (current.start, current.item) if offset == 0 else (None, False)
            if start:
                text = split_number(text)[1]
            elif item:
                text = _BULLET.sub("", text, count=1) if _BULLET.match(text) else text
            styles = {line.style for line in part}
            blocks.append(
                Block(
                    first.number,
                    text,
                    styles.pop() if len(styles) == 1 else "",
                    first.gap,
                    first.page,
                    start,
                    None,
                    item,
                )
            )


def _squeezed(lines: list[Line]) -> int:
    """Find where a heading starts that has the end of a paragraph right before it."""
    for size in range(1, min(_TAIL, len(lines) - 1) + 1):
        if finished(lines[-size - 1].text):
            tail = join_lines([line.text for line in lines[-size:]])
            return len(lines) - size if like_title(tail) and not finished(tail) else len(lines)
    return len(lines)


def _label(blocks: list[Block]) -> list[Block]:
    """Recognise the headings that carry a printed label."""
    counter = Counter()
    result: list[Block] = []
    for place, block in enumerate(blocks):
        found = label_of(block.text) if block.start is None else None
        if annex_name(block.text):
            counter = Counter()
        if found is None or not _is_labelled(block, found[0], found[1], counter, blocks, place):
            result.append(block)
            continue
        label = counter.read(found[0]) or found[0]
        counter.accept(label)
        result.append(Block(block.line, found[1], block.style, block.gap, block.page, None, label))
    return result


def _is_labelled(
    block: Block, label: Label, title: str, counter: Counter, blocks: list[Block], place: int
) -> bool:
    """Decide whether "M. Guterres ..." is a heading or a sentence."""
    if len(title) > LONGEST_LABELLED or (title and not like_title(title, LONGEST_LABELLED)):
        return block.style.startswith("h") and len(title) <= LONGEST_LABELLED
    if counter.read(label) is not None or block.style:
        return True
    following = blocks[place + 1] if place + 1 < len(blocks) else None
    followed = following is not None and (following.start or label_of(following.text))
    before = blocks[place - 1] if place else None
    return bool(followed) and (before is None or finished(before.text) or bool(before.style))
