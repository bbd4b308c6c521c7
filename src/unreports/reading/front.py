"""Where the first page ends, where the summary stands, and the first page's lines put in order."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .emphasis import SPLIT
from .headings import known_title, label_of, like_title
from .markup import Line, plain
from .masthead import Item, recognise
from .numbering import Start, annex_name, finished
from .words import every, fold

_COLUMN = 45  # an indent beyond which a line belongs to the right-hand column
_HEAD = 80  # lines in which a document without numbers may have its masthead
_PROSE = 200
_WRAPPED = 40  # characters of a title's line that may go on on the next


@dataclass(frozen=True)
class Parts:
    """Indices of lines: the first page is [0, front), the summary [front, summary), then the body.

    A summary's own heading is its first line.
    """

    front: int
    summary: int


def is_summary(text: str) -> bool:
    """Tell whether a line is the heading of a summary."""
    return fold(plain(text)).strip("*: ") in every("summary")


def order_columns(lines: list[Line], first: int | None) -> list[Line]:
    """Put the first page's two columns, set side by side, one after the other.

    Parameters
    ----------
    lines : list of Line
    first : int or None
        The first numbered paragraph, if there is one.

    Returns
    -------
    list of Line
        On the first page, each cell and each glued item a line of its own.
    """
    end = min(len(lines), _HEAD) if first is None else first
    end = next((i for i in range(end) if is_summary(lines[i].text)), end)
    ordered: list[Line] = []
    index = 0
    while index < end:
        stop = index + 1
        while stop < end and not lines[stop].gap:
            stop += 1
        ordered += _columns(lines[index:stop])
        index = stop
    return ordered + [
        replace(line, text=line.text.replace(SPLIT, "")) if SPLIT in line.text else line
        for line in lines[end:]
    ]


def _columns(run: list[Line]) -> list[Line]:
    if not any(line.cells and label_of(f"{line.cells[0]} x") is None for line in run):
        return [part for line in run for part in _parts(line)]
    left: list[Line] = []
    right: list[Line] = []
    for line in run:
        cells = line.cells or (line.text,)
        plain_cells = [replace(line, text=" ".join(c.split()), cells=(), gap=False) for c in cells]
        if len(cells) > 1:
            left += plain_cells[:-1]
            right.append(plain_cells[-1])
        else:
            (right if line.indent >= _COLUMN else left).extend(plain_cells)
    if left:
        left[0] = replace(left[0], gap=True, page=run[0].page)
    if right:
        right[0] = replace(right[0], gap=True)
    return left + right


def _parts(line: Line) -> list[Line]:
    """Split a line of glued bold items."""
    if SPLIT not in line.text:
        return [line]
    texts = [text.strip() for text in line.text.split(SPLIT) if text.strip()]
    return [replace(line, text=t, gap=bool(i) or line.gap) for i, t in enumerate(texts)]


def find_parts(lines: list[Line], starts: dict[int, Start]) -> Parts:
    """Find where the first page and the summary end.

    Parameters
    ----------
    lines : list of Line
    starts : dict
        The numbered paragraphs' lines; empty in a document without numbers.

    Returns
    -------
    Parts
    """
    first = min(starts, default=None)
    limit = len(lines) if first is None else first
    summary = next((i for i in range(limit) if is_summary(lines[i].text)), None)
    if first is None or (first in starts and starts[first].annex is not None):
        body = _unnumbered_body(lines, summary, limit)
    else:
        body = _first_heading(lines, first, starts[first].number, summary)
    if summary is None or summary >= body:
        return Parts(body, body)
    return Parts(summary, body)


def _first_heading(lines: list[Line], first: int, number: int, summary: int | None) -> int:
    """Walk back from the first numbered paragraph over the headings above it."""
    begins: list[int] = []
    end = first
    while end > 0:
        begin = end - 1
        while begin > 0 and not lines[begin].gap and not _break(lines, begin):
            begin -= 1
        text = plain(" ".join(line.text for line in lines[begin:end]))
        label = label_of(text)
        if is_summary(lines[begin].text) or (recognise(text) and label is None):
            break
        title = (label[1] or label[0].text) if label else text
        if not known_title(text) and (finished(text) or not like_title(title, 450)):
            if not (begin and finished(lines[end - 1].text) is False):
                break
            break
        begins.append(begin)
        end = begin
    begins.reverse()
    if not begins:
        return first
    for begin in begins:
        text = plain(lines[begin].text)
        if label_of(text) or known_title(text) or annex_name(text):
            return begin
    stopped = begins[0] > 0  # at the document's nature, its summary or its masthead
    kind = stopped and recognise(plain(lines[begins[0] - 1].text)) in ("kind", "author")
    if kind or number != 1 or (summary is not None and summary < begins[0]):
        return begins[0]
    if len(begins) > 1:
        return begins[-1]
    return begins[0] if _style_recurs(lines, begins[0], first) else first


def _break(lines: list[Line], index: int) -> bool:
    """Tell whether a contiguous line starts something of its own."""
    line, before = lines[index], lines[index - 1]
    return (
        line.style != before.style
        or line.style.startswith("h")
        or label_of(line.text) is not None
        or bool(recognise(before.text))
        or finished(before.text)
    )


def _style_recurs(lines: list[Line], heading: int, first: int) -> bool:
    """Tell whether a lone heading looks like later ones (a section) or not (the title)."""
    style = lines[heading].style
    later = lines[first + 1 :]
    if style:
        return any(line.style == style for line in later)
    return any(
        line.gap and like_title(line.text) and not finished(line.text) and not line.style
        for line in later
        if len(line.text) < 160 and not line.text[0].isdigit()
    )


def _unnumbered_body(lines: list[Line], summary: int | None, limit: int) -> int:
    """Find the end of the masthead of a document without numbers, if it has one."""
    last = -1
    evidence = False
    for index, line in enumerate(lines[: min(limit, _HEAD)]):
        if len(line.text) > _PROSE or is_summary(line.text):
            break
        kind = recognise(line.text)
        evidence = evidence or kind in ("distribution", "original", "kind", "symbol")
        last = index if kind else last
        if kind == "kind":
            break
    if not evidence:
        return 0 if summary is None else _after_summary(lines, summary, limit)
    if summary is not None and summary <= last + 3:
        return _after_summary(lines, summary, limit)
    return last + 1


def _after_summary(lines: list[Line], summary: int, limit: int) -> int:
    """Find the next heading after a summary."""
    for index in range(summary + 1, limit):
        text = lines[index].text
        if lines[index].style or label_of(text) or known_title(text) or annex_name(text):
            return index
    return limit


def front_items(lines: list[Line]) -> list[Item]:
    """Group the first page's lines into items: a recognised line alone, others with their like."""
    groups: list[tuple[Item, list[str]]] = []
    style = ""
    for line in lines:
        kind = recognise(line.text)
        lower = line.text[:1].islower() or line.text[:1] == "("
        last = groups[-1][0].kind if groups else "none"
        wraps = last == "" or (last == "kind" and len(groups[-1][1][-1]) >= _WRAPPED)
        same = wraps and line.style == style and not style.startswith("h")
        if groups and not line.gap and not kind and (lower or same):
            groups[-1][1].append(line.text)
        else:
            groups.append((Item(line.number, line.text, kind), [line.text]))
        style = line.style
    items = [Item(item.line, " ".join(texts), item.kind) for item, texts in groups]
    return [replace(item, kind=item.kind or recognise(item.text)) for item in items]
