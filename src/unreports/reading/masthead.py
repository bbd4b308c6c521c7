"""The first page: each line recognised for what it says, then read into a Masthead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from .document import Masthead
from .furniture import symbols_in
from .markup import plain
from .words import all_words, every, fold, starts

_ORDINAL_DAY = re.compile(r"(?:(\d{1,2})(?:er|st|nd|rd|th|e)?\s+(\w+)\s+(\d{4}))\Z")
_MONTH_FIRST = re.compile(r"(\w+)\s+(\d{1,2}),?\s+(\d{4})\Z")


@dataclass(frozen=True)
class Item:
    """A piece of the first page: its line, its text (marks inside) and what it is, or ""."""

    line: int
    text: str
    kind: str


def parse_date(text: str) -> date | None:
    """Read a text that is a date and nothing else.

    Examples
    --------
    >>> parse_date("1er janvier 2021"), parse_date("New York, le 4 mai 2021")
    (datetime.date(2021, 1, 1), None)
    """
    text = fold(text)
    if match := _ORDINAL_DAY.match(text):
        day, name, year = match.groups()
    elif match := _MONTH_FIRST.match(text):
        name, day, year = match.groups()
    else:
        return None
    month = _months().get(name)
    try:
        return date(int(year), month, int(day)) if month else None
    except ValueError:
        return None


def _months() -> dict[str, int]:
    return {
        name: number
        for words in all_words()
        for number, name in enumerate(words.list("months"), start=1)
    }


def organs_in(text: str) -> tuple[str, ...]:
    """Give the organs a text consists of, or nothing where it holds anything else.

    Examples
    --------
    >>> organs_in("Assemblée générale Conseil de sécurité")
    ('Assemblée générale', 'Conseil de sécurité')
    >>> organs_in("Assemblée générale des actionnaires")
    ()
    """
    text = " ".join(plain(text).split())
    folded, known = fold(text), starts("organs")
    if len(folded) != len(text) or len(text) > 300:
        return ()
    found, position = [], 0
    while position < len(text):
        name = next((n for n in known if folded.startswith(n, position)), None)
        if name is None or folded[position + len(name) : position + len(name) + 1].isalnum():
            return ()
        found.append(text[position : position + len(name)])
        position += len(name)
        while position < len(text) and text[position] in " ,;/|":
            position += 1
    return tuple(found)


def recognise(text: str) -> str:
    """Say what a line of a masthead is; "" where it is none of what a masthead holds.

    Examples
    --------
    >>> [recognise(t) for t in ("Distr. générale", "Original: English", "12 août 2021")]
    ['distribution', 'original', 'date']
    >>> recognise("Rapport du Secrétaire général"), recognise("Union africaine")
    ('kind', '')
    """
    bare = plain(text).strip("*[]() ")
    folded = fold(bare)
    if len(folded) > 300:
        return ""
    if symbols_in(text):
        return "symbol"
    if parse_date(bare):
        return "date"
    if organs_in(text.strip("* ")):
        return "organ"
    for kind, key in (("publisher", "publisher"), ("language", "name"), ("contents", "columns")):
        if folded in every(key):
            return kind
    for kind in ("distribution", "original"):
        if folded.startswith(starts(kind)) and len(folded) < 60:
            return kind
    if re.match(rf"(?:{'|'.join(starts('agenda_starts'))})\s+\d", folded):
        return "agenda"
    if _is_session(folded):
        return "session"
    if folded.startswith(starts("kind_starts")):
        return "kind"
    if folded.startswith(starts("author_starts")):
        return "author"
    if re.search(r", (?:le )?\d[^,]* \d{4}\Z", folded) and len(folded) < 100:
        return "place"
    return ""


def _is_session(folded: str) -> bool:
    """A session is named by an ordinal or a year, in a few words: "2025 session"."""
    words = folded.split()
    if not 2 <= len(words) <= 9 or folded[-1] in ".;,":
        return False
    named = next((i for i, word in enumerate(words) if word in every("session")), None)
    if not named:
        return named == 0 and bool(re.fullmatch(r"\d{4}", words[-1]))
    ordinal = words[0][-1] in "eèh0123456789" or words[0].split("-")[-1] in every("ordinals")
    return len(words) <= 4 or ordinal


def read_masthead(items: list[Item]) -> tuple[Masthead, str, str | None]:
    """Read the first page.

    Parameters
    ----------
    items : list of Item
        In the order of the page.

    Returns
    -------
    Masthead
    title : str
        "" where the page prints none.
    kind : str or None
        The nature of the document ("Rapport du Secrétaire général").
    """
    texts: dict[str, list[str]] = {}
    for item in items:
        texts.setdefault(item.kind, []).append(plain(item.text).strip())
    symbols = symbols_in(texts["symbol"][0]) if "symbol" in texts else ()
    dates = [parse_date(text.strip("*[]() ")) for text in texts.get("date", ())]
    sessions = list(dict.fromkeys(texts.get("session", ())))
    head = Masthead(
        organs=_organs(items),
        symbol=symbols[0] if symbols else None,
        other_symbols=symbols[1:],
        distribution=_after_mark(texts.get("distribution", [""])[0]),
        date=dates[0] if dates else None,
        language=_language(texts.get("language", [""])[0], "name"),
        original_language=_original(texts.get("original", [""])[0]),
        session=" ; ".join(sessions) or None,
        agenda_item=" ; ".join(dict.fromkeys(map(_agenda, texts.get("agenda", ())))) or None,
    )
    return head, *_title(items)


def _organs(items: list[Item]) -> tuple[str, ...]:
    """The organs named, or else what stands above the distribution line."""
    found = [organ for item in items if item.kind == "organ" for organ in organs_in(item.text)]
    marks = [place for place, item in enumerate(items) if item.kind == "distribution"]
    if not found and marks:
        found = [plain(item.text) for item in items[: marks[0]] if item.kind == ""]
    return tuple({fold(organ): organ for organ in reversed(found)}.values())[::-1]


def _after_mark(text: str) -> str | None:
    """Give what follows "Distr." or "Original" on its line."""
    for mark in (*starts("distribution"), *starts("original")):
        if fold(text).startswith(mark):
            return text[len(mark) :].strip(" :.\t*]") or None
    return None


def _language(text: str, _key: str) -> str | None:
    name = fold(text)
    for words in all_words():
        if name in words.list("name"):
            return words.code
        if name in words.languages:
            return words.languages[name]
    return None


def _original(text: str) -> str | None:
    rest = _after_mark(text.strip("[]"))
    names = re.split(r"[/,;]|\bet\b|\band\b", rest) if rest else []
    return next((code for name in names if (code := _language(name.strip(), "languages"))), None)


def _agenda(text: str) -> str:
    """Cut "Points 130 a), ... et z) de l'ordre du jour" to its number and letters."""
    folded = fold(text)
    begin = next((len(s) for s in starts("agenda_starts") if folded.startswith(s + " ")), 0)
    ends = [folded.find(" " + tail, begin) for tail in starts("agenda_tails")]
    end = min((place for place in ends if place > 0), default=len(text))
    item = " ".join(text.split())[begin:end].strip(" *")
    return _letters(item)


def _letters(item: str) -> str:
    """Write consecutive letters as a range: "130 a), b) et c)" is "130 a) à c)".

    Examples
    --------
    >>> _letters("130 a), b) et c)"), _letters("13 (f) and (g)"), _letters("3 a), c) et d)")
    ('130 a) à c)', '13 (f) and (g)', '3 a), c) et d)')
    """
    match = re.match(r"(\d+) ", item)
    letters = re.findall(r"\b([a-z])\)", item)
    rest = re.sub(r"\(?\b[a-z]\)|[,;\s]|\bet\b|\band\b", "", item[match.end() :] if match else item)
    codes = [ord(letter) for letter in letters]
    if (
        match is None
        or rest
        or len(codes) < 3
        or codes != list(range(codes[0], codes[0] + len(codes)))
    ):
        return item
    words = all_words()
    own = next((w for w in words if ("(" in w.list("agenda_letter")[0]) == ("(" in item)), words[0])
    form = own.list("agenda_letter")[0]
    ends = (form.format(letter=letters[0]), form.format(letter=letters[-1]))
    return f"{match[1]} {ends[0]} {own.list('agenda_to')[0]} {ends[1]}"


def _title(items: list[Item]) -> tuple[str, str | None]:
    """The title stands before the nature of the document; alone, the nature is the title.

    An agenda item's own title may read like either ("Report on the activities ...").
    """
    kinds = [item.kind for item in items]
    loose = [place for place, kind in enumerate(kinds) if kind == ""]
    if "kind" not in kinds:
        return (plain(items[loose[-1]].text) if loose else ""), None
    first = kinds.index("kind")
    if first and kinds[first - 1] == "agenda" and "kind" in kinds[first + 2 :]:
        first = kinds.index("kind", first + 2)
    last = first
    while kinds[last + 1 : last + 2] == ["kind"]:
        last += 1
    nature = plain(items[last].text).strip(" *")
    whole = plain(items[first].text).strip(" *")
    about = any(f" {word} " in fold(whole) for word in every("about"))
    item = kinds[: first - 1][-1:] == ["agenda"]  # what stands above is an agenda item's title
    if first and kinds[first - 1] == "" and not (about and item):
        return plain(items[first - 1].text).strip(" *"), nature
    if first == last == 0 and kinds[1:2] == [""]:
        return plain(items[1].text).strip(" *"), nature
    return whole, nature
