"""Blocks -> sections and paragraphs: cut paragraphs joined, each under its heading."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .blocks import Block, is_item
from .document import Cleaning, ParagraphKind
from .headings import (
    LONGEST_LABELLED,
    UNLABELLED,
    Outline,
    is_float,
    is_source,
    known_title,
    like_title,
    minor_label,
)
from .joining import SOFT, glued
from .markup import plain
from .numbering import annex_name, finished

ANNEX = -1
_QUOTED = 30  # characters of each side shown for a joined cut
_DANGLING = re.compile(r"(?:[,(–—-]|\b[a-zà-ÿ]{1,3}['’]?)\Z")


@dataclass
class Draft:
    """A paragraph being put together; its text still holds footnote marks."""

    kind: ParagraphKind
    number: int | None
    section: str | None
    annex: str | None
    line: int
    pieces: list[str] = field(default_factory=list)
    colon: bool = False  # a list or a quotation was announced
    float_: bool = False

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self.pieces)

    @property
    def end(self) -> str:
        """The last piece, without marks."""
        return plain(self.pieces[-1]) if self.pieces else ""


@dataclass(frozen=True)
class Head:
    """A heading as found; its paragraphs are counted at the end."""

    section: str
    parent: str | None
    level: int
    label: str
    title: str


@dataclass
class Assembly:
    """What has been put together so far."""

    drafts: list[Draft] = field(default_factory=list)
    heads: list[Head] = field(default_factory=list)
    cleaning: list[Cleaning] = field(default_factory=list)
    outline: Outline = field(default_factory=Outline)
    annex: str | None = None
    current: Draft | None = None
    broken: Draft | None = None  # a paragraph that a figure interrupted
    last: str = ""  # the last block's text, to notice one printed twice
    sourced: bool = False


def assemble(blocks: list[Block], *, numbered: bool) -> Assembly:
    """Put a document's body together.

    Parameters
    ----------
    blocks : list of Block
        From the first heading or paragraph on.
    numbered : bool
        Whether the document has numbered paragraphs. Without, each block is a paragraph.

    Returns
    -------
    Assembly
        Drafts and headings in the order of the page, and what was mended.
    """
    done = Assembly()
    last = max((place for place, block in enumerate(blocks) if block.start), default=-1)
    for place, block in enumerate(blocks):
        numbered = numbered and (place <= last or done.annex is None)
        following = blocks[place + 1] if place + 1 < len(blocks) else None
        if _repeated(block, done):
            continue
        if name := _annex(block):
            done.annex = name
            done.outline = Outline(counts=done.outline.counts)
            _open(done, ANNEX, block, "", plain(block.text).strip("* "))
        elif block.start:
            _begin(done, block)
        elif block.label:
            _open(done, block.label.rank, block, block.label.text, block.text)
        elif _is_heading(block, following, done, numbered):
            _open_minor(done, block)
        elif numbered and _is_float(block, done):
            _float(done, block)
        elif numbered:
            _continue(done, block)
        else:
            _alone(done, block)
    return done


def _annex(block: Block) -> str | None:
    return None if block.start or block.label or block.item else annex_name(block.text)


def _end(done: Assembly) -> str:
    return done.current.end if done.current else ""


def _repeated(block: Block, done: Assembly) -> bool:
    """Drop a block that repeats the one before it, word for word."""
    if block.text == done.last and len(block.text) >= 40:
        number = block.start.number if block.start else None
        if number is None or (done.current and done.current.number == number):
            detail = plain(block.text)
            done.cleaning.append(Cleaning("repeated", block.line, number, detail))
            return True
    done.last = block.text
    return False


def _open(done: Assembly, rank: int, block: Block, label: str, title: str) -> None:
    """Open a section."""
    section, parent, level = done.outline.open(rank, block.style)
    done.heads.append(Head(section, parent, level, label, plain(title).replace(SOFT, "").strip()))
    done.current = done.broken = None


def _open_minor(done: Assembly, block: Block) -> None:
    """Open a section whose label, if any, is of the lower levels."""
    minor = minor_label(block.text)
    if minor and like_title(minor[1]):
        _open(done, minor[0].rank, block, minor[0].text, minor[1])
    else:
        _open(done, UNLABELLED, block, "", block.text)


def _begin(done: Assembly, block: Block) -> None:
    """Begin a numbered paragraph."""
    assert block.start is not None
    kind: ParagraphKind = "annex" if block.start.annex else "body"
    _draft(done, block, kind, block.start.number)


def _draft(done: Assembly, block: Block, kind: ParagraphKind, number: int | None) -> Draft:
    draft = Draft(kind, number, done.outline.current, done.annex, block.line, [block.text])
    draft.colon = plain(block.text).endswith(":")
    done.drafts.append(draft)
    done.current, done.broken = draft, None
    return draft


def _is_heading(block: Block, following: Block | None, done: Assembly, numbered: bool) -> bool:
    """Tell whether a block without a Roman number or letter is a heading."""
    text = plain(block.text).strip()
    minor = minor_label(text)
    title = minor[1] if minor else text
    if block.style.startswith("h"):
        return len(text) <= LONGEST_LABELLED
    if not like_title(title):
        return False
    if block.style and not (minor and not _leads(following, numbered)):
        return True
    if block.item and not (minor and _heads(text, following, done)):
        return False
    if is_float(text):
        return False
    return _plain_heading(block, text, following, done, numbered)


def _heads(text: str, following: Block | None, done: Assembly) -> bool:
    """Tell whether "1. Title" or "(a) Title" is a heading: it leads straight to a paragraph."""
    listed = _end(done).endswith((":", ";", ","))
    if listed or len(text) > 120 or following is None:
        return False
    return bool(following.start or following.label or minor_label(following.text))


def _plain_heading(
    block: Block, text: str, following: Block | None, done: Assembly, numbered: bool
) -> bool:
    """A heading without markup follows a finished paragraph and leads to another."""
    if done.current is not None and done.current.float_:
        return following is not None and following.start is not None
    end = _end(done)
    if not _leads(following, numbered) and not (known_title(text) and (not end or finished(end))):
        return False
    if done.current is None:
        return True
    if end.endswith(":"):
        return False
    return finished(end) or known_title(text) or not _DANGLING.search(end)


def _leads(following: Block | None, numbered: bool) -> bool:
    """Tell whether what follows a block is what follows a heading."""
    if following is None:
        return False
    if following.start or following.label or following.style or annex_name(following.text):
        return True
    text = plain(following.text)
    if numbered:
        return known_title(text)
    return finished(text) and (len(text) > 60 or text.count(" ") > 6)


def _is_float(block: Block, done: Assembly) -> bool:
    """Tell whether a block begins a figure, a table or a box."""
    if block.text.startswith("|") and block.text.endswith("|"):
        return not (done.current and done.current.float_)
    return is_float(block.text) and (block.gap or finished(_end(done)))


def _float(done: Assembly, block: Block) -> None:
    """Begin a figure or table: its pieces are no part of the paragraph around it."""
    paragraph = done.broken or done.current
    draft = _draft(done, block, "annex" if done.annex else "body", None)
    draft.float_ = True
    done.sourced = False
    if paragraph and not paragraph.float_ and not finished(paragraph.end):
        done.broken = paragraph


def _continue(done: Assembly, block: Block) -> None:
    """Add a block that begins nothing of its own to the paragraph it belongs to."""
    current = done.current
    if current is not None and current.float_:
        if done.broken is not None and plain(block.text)[:1].islower():
            current = done.current = done.broken
            done.broken = None
        elif done.sourced and finished(current.end) and len(block.text) > 200:
            current = None
        else:
            done.sourced = done.sourced or is_source(block.text)
            current.pieces += ["\n", block.text]
            return
    if current is None or (
        current.number is None and finished(current.end) and not current.colon and not block.item
    ):
        _draft(done, block, "annex" if done.annex else "body", None)
        return
    _join(done, current, block)


def _join(done: Assembly, current: Draft, block: Block) -> None:
    """Join a block to a paragraph: items and quotations on new lines, a cut's rest after it."""
    end = current.end
    text = plain(block.text)
    listed = current.colon and (
        is_item(text, end) or (finished(end) and not text[:1].islower() and not block.page)
    )
    if block.item or end.endswith(":") or listed:
        glue = "\n"
    else:
        glue = "" if glued(end, text) else " "
        if block.gap:
            detail = f"…{end[-_QUOTED:]} | {text[:_QUOTED]}…"
            done.cleaning.append(Cleaning("joined", block.line, current.number, detail))
    current.pieces += [glue, block.text]
    current.colon = current.colon or text.endswith(":")


def join_cut(draft: Draft, block: Block, cleaning: list[Cleaning]) -> bool:
    """Join a block to an unnumbered paragraph if it is the rest of it; tell whether it was."""
    text = plain(block.text)
    if not (block.item or (not finished(draft.end) and text[:1].islower())):
        return False
    _join(Assembly(cleaning=cleaning), draft, block)
    return True


def _alone(done: Assembly, block: Block) -> None:
    """A block of a document without numbers is a paragraph, unless it goes on the last one."""
    current = done.current
    if current is None or not join_cut(current, block, done.cleaning):
        _draft(done, block, "annex" if done.annex else "body", None)
