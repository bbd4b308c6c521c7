"""A decoded file -> a Document: runs the steps in order and counts positions."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from unreports import language as languages
from unreports.symbols import from_filename

from .blocks import Block, build
from .contents import find_contents
from .document import Cleaning, Document, Paragraph, Section
from .emphasis import SPLIT
from .feet import Note
from .files import Source
from .footnotes import anchor_marks, take_footnotes
from .front import find_parts, front_items, order_columns
from .furniture import drop_furniture
from .joining import SOFT, mend_hyphens
from .markup import clean, drop_rules, plain
from .masthead import read_masthead
from .numbering import find_starts, merge_labels
from .paragraphs import Draft, Head, assemble, join_cut

LONG = 40  # characters from which a summary's repeated block is a slip, not a formula


def compose(source: Source) -> Document:
    """Read a decoded file into a Document.

    Parameters
    ----------
    source : Source

    Returns
    -------
    Document
    """
    raw, counts = clean(source.text)
    pages = drop_furniture(drop_rules(raw, counts))
    running, notes = take_footnotes(pages.lines)
    lines = mend_hyphens(merge_labels(running), _dictionary(source.text))
    begin, end = find_contents(lines)
    contents = lines[begin:end]
    lines = lines[:begin] + [replace(line, gap=True) for line in lines[end:][:1]] + lines[end + 1 :]
    starts = find_starts(lines)
    first = min(starts, default=None)
    ordered = order_columns(lines, first)
    starts = {index + len(ordered) - len(lines): start for index, start in starts.items()}
    lines = ordered
    parts = find_parts(lines, starts)
    items = front_items(lines[: parts.front])
    masthead, title, kind = read_masthead(items)
    body = assemble(build(lines, starts, parts.summary, len(lines)), numbered=bool(starts))
    abstract = build(lines, {}, min(parts.front + 1, parts.summary), parts.summary)
    summary = _summary(abstract, body.cleaning)
    front = [Draft("front", None, None, None, item.line, [item.text]) for item in items]
    if contents:
        text = "\n".join(line.text.replace(SPLIT, "") for line in contents)
        front.append(Draft("front", None, None, None, contents[0].number, [text]))
    paragraphs = _paragraphs([*front, *summary, *body.drafts], notes)
    cleaning = [*pages.cleaning, *body.cleaning]
    cleaning += [Cleaning("footnote", n.line, None, f"{n.mark} {n.text}".strip()) for n in notes]
    if counts.counter:
        cleaning.append(Cleaning("markup", 1, None, str(counts)))
    cleaning.sort(key=lambda entry: entry.line)
    sections = _sections(body.heads, paragraphs)
    symbols = pages.symbols
    file_symbol, file_language = from_filename(source.file)
    language = masthead.language or file_language or languages.detect(source.text)
    return Document(
        file=source.file,
        sha256=source.sha256,
        encoding=source.encoding,
        symbol=symbols[0] if symbols else file_symbol,
        other_symbols=symbols[1:],
        language=language,
        masthead=replace(masthead, symbol=next(iter(symbols), None), other_symbols=symbols[1:]),
        title=title,
        kind=kind,
        sections=sections,
        paragraphs=paragraphs,
        cleaning=tuple(cleaning),
        warnings=_warnings(paragraphs),
    )


def _dictionary(text: str) -> Callable[[str], bool]:
    """Tell known words, in the text's language; nothing is loaded before a word is asked for."""

    @cache
    def known(word: str) -> bool:
        from simplemma import is_known  # 0.5 s, and most files never ask

        return bool(is_known(word, lang=language()))

    @cache
    def language() -> str:
        return languages.detect(text)

    return known


def _summary(blocks: list[Block], cleaning: list[Cleaning]) -> list[Draft]:
    """The summary's paragraphs, each once."""
    drafts: list[Draft] = []
    seen: set[str] = set()
    for block in blocks:
        if block.text in seen and len(block.text) >= LONG:
            cleaning.append(Cleaning("repeated", block.line, None, plain(block.text)))
            continue
        seen.add(block.text)
        text = f"{block.label.text} {block.text}" if block.label else block.text
        if drafts and join_cut(drafts[-1], replace(block, text=text), cleaning):
            continue
        drafts.append(Draft("summary", None, None, None, block.line, [text]))
    return drafts


def _paragraphs(drafts: list[Draft], notes: list[Note]) -> tuple[Paragraph, ...]:
    """Give each draft its position, and each footnote its place and anchor."""
    known = {note.mark for note in notes if note.mark}
    cleaned = [anchor_marks(" ".join(d.text.replace(SOFT, "").split(" ")), known) for d in drafts]
    places: dict[str, list[tuple[int, int]]] = {}
    for place, (_, anchors) in enumerate(cleaned):
        for mark, offset in anchors:
            places.setdefault(mark, []).append((place, offset))
    lines = [draft.line for draft in drafts]
    used: Counter[str] = Counter()
    behind: dict[int, list[tuple[Note, tuple[int, int] | None]]] = {}
    for note in notes:
        candidates = places.get(note.mark, [])
        anchor = candidates[used[note.mark]] if used[note.mark] < len(candidates) else None
        used[note.mark] += 1
        place = anchor[0] if anchor else bisect_right(lines, note.line) - 1
        behind.setdefault(place, []).append((note, anchor))
    result: list[Paragraph] = []
    for place in range(-1, len(drafts)):
        here = len(result)
        if place >= 0:
            draft, text = drafts[place], cleaned[place][0].strip()
            result.append(
                Paragraph(draft.kind, draft.number, draft.section, here, text, draft.annex)
            )
        for note, anchor in behind.get(place, ()):
            owner = drafts[place] if place >= 0 else None
            result.append(
                Paragraph(
                    "footnote",
                    None,
                    owner.section if owner else None,
                    len(result),
                    note.text,
                    owner.annex if owner else None,
                    note.mark or None,
                    (here, anchor[1]) if anchor else None,
                )
            )
    return tuple(result)


def _sections(heads: list[Head], paragraphs: tuple[Paragraph, ...]) -> tuple[Section, ...]:
    """Count the numbered paragraphs under each heading, subsections included."""
    parents = {head.section: head.parent for head in heads}
    spans: dict[str, tuple[int, int]] = {}
    for paragraph in paragraphs:
        section, number = paragraph.section, paragraph.number
        while section is not None and number is not None:
            low, high = spans.get(section, (number, number))
            spans[section] = (min(low, number), max(high, number))
            section = parents.get(section)
    return tuple(
        Section(h.section, h.parent, h.level, h.label, h.title, *spans.get(h.section, (None, None)))
        for h in heads
    )


def _warnings(paragraphs: tuple[Paragraph, ...]) -> tuple[str, ...]:
    """Say in words where the numbering jumps or repeats."""
    by_annex: dict[str | None, list[int]] = {}
    for paragraph in paragraphs:
        if paragraph.number is not None:
            by_annex.setdefault(paragraph.annex, []).append(paragraph.number)
    if not by_annex:
        return ("there is no numbered paragraph; each block was read as one",)
    found: list[str] = []
    for annex, numbers in by_annex.items():
        within = f" in {annex}" if annex else ""
        found += [text + within for text in _oddities(numbers)]
    return tuple(found)


def _oddities(numbers: list[int]) -> list[str]:
    """Describe jumps and repeats in a run of numbers.

    Examples
    --------
    >>> _oddities([1, 2, 4, 4, 5])
    ['paragraph 4 follows 2; 3 is missing', '4 appears twice']
    >>> _oddities([1, 2, 3, 1, 2, 3])
    ['1 to 3 appear twice']
    """
    present = set(numbers)
    found: list[str] = []
    highest = numbers[0]
    times = Counter(numbers)
    for before, number in itertools.pairwise(numbers):
        missing = [n for n in range(highest + 1, number) if n not in present]
        if missing:
            span = f"{missing[0]} is" if len(missing) == 1 else f"{missing[0]} to {missing[-1]} are"
            found.append(f"paragraph {number} follows {before}; {span} missing")
        elif number < before and times[number] == 1:
            found.append(f"paragraph {number} follows {before}; they are out of order")
        highest = max(highest, number)
    again = sorted((number, count) for number, count in times.items() if count > 1)
    # A run of numbers repeated equally often keeps number - place, and so says it once.
    runs = itertools.groupby(enumerate(again), key=lambda item: (item[1][0] - item[0], item[1][1]))
    for (_, count), run in runs:
        printed = [number for _, (number, _) in run]
        many = len(printed) > 1
        who = f"{printed[0]} to {printed[-1]} appear" if many else f"{printed[0]} appears"
        found.append(f"{who} {'twice' if count == 2 else f'{count} times'}")
    return found
