"""The words and number forms that citations are read with, one set a language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from unreports.errors import UnreportsError
from unreports.symbols import is_symbol

# Every repetition is bounded or possessive: reading stays linear in the length of the text.
_SYMBOL = (
    r"(?<![\w/.])[A-Z][A-Z0-9]*+(?:\.[A-Z0-9]++)*+"
    r"(?:/(?:E?S-\d++|[A-Z0-9][A-Za-z0-9.&]*+(?:[(\[][A-Za-z0-9.\-]{1,9}[)\]]){0,2}[A-Za-z0-9.]*+))++"
    r"(?:\s\((?:\d{4}|[IVXLC]{1,7})\)|(?<=\d)\s[A-Z](?![\w'’.])(?=[\s,;)]|\Z))?"
)
_ITEM = (
    r"(?=\d{1,4}(?:\s{0,2}[A-Z])?\s{0,2}\(|(?:E?S-)?\d{1,4}/\d)"
    r"(?P<number>(?:E?S-\d{1,2}|\d{1,4})/\d{1,3}|\d{1,4})(?!\d)"
    r"(?:\s{0,2}(?P<letter>[A-Z])(?![\w'’]))?"
    r"(?:\s{0,2}\((?:(?P<year>(?:19|20)\d\d)|(?P<roman>(?:E?S-)?[IVXLC]{1,7}))\))?(?![\w/])"
)
_NUMBER = r"\d{1,3}(?:\s?\(?[a-z]{1,4}\)){0,2}(?!\w)"
_YEAR = re.compile(r"(?:19|20)\d\d")
_SERIAL = re.compile(r"\d{3,6}|(?:PV|SR)\.\d+")
_LONGEST = 80  # characters of a symbol
_CAPITAL = r"(?-i:[^\W\d_a-zà-ÿœ])"


@dataclass(frozen=True)
class Forms:
    """The compiled expressions of one language, and the codes of the organs it names."""

    head: re.Pattern[str]
    separator: re.Pattern[str]
    dated: re.Pattern[str]
    of_organ: re.Pattern[str]
    organ: re.Pattern[str]
    possessive: re.Pattern[str]
    subject: re.Pattern[str]
    locator: re.Pattern[str]
    of_annex: re.Pattern[str]
    of_document: re.Pattern[str]
    after: re.Pattern[str]
    range: re.Pattern[str]
    listed: re.Pattern[str]
    organs: dict[str, str]
    symbol: re.Pattern[str] = re.compile(_SYMBOL)
    item: re.Pattern[str] = re.compile(_ITEM)

    def organ_code(self, name: str) -> str | None:
        """Give the code of an organ by its printed name, None for another body."""
        return self.organs.get(_plain(name))


def _plain(name: str) -> str:
    return " ".join(name.replace("’", "'").split())


def any_of(words: Iterable[str], *, follow: bool = False) -> str:
    """Write words as one alternative, longest first; `follow` adds the blank after a word."""
    ordered = sorted(words, key=lambda w: (-len(w), w))
    written = [re.escape(w).replace("'", "['’]").replace(r"\ ", r"\s{1,2}") for w in ordered]
    if follow:
        written = [w if ordered[i].endswith("'") else w + r"\s{1,2}" for i, w in enumerate(written)]
    return f"(?:{'|'.join(written)})"


@cache
def symbol_organs() -> frozenset[str]:
    """Give the first components that document symbols have."""
    lines = files("unreports.annotation").joinpath("data/citations_symbols.txt").read_text("utf-8")
    return frozenset(w for line in lines.splitlines() if line[:1] != "#" for w in line.split())


def is_document(printed: str) -> bool:
    """Tell a document from a body ("A/C.3") and from other words with a slash ("PM2.5/PM10")."""
    if len(printed) > _LONGEST or not is_symbol(printed):
        return False
    organ, *rest = printed.split("/")
    if organ.split(".")[0] not in symbol_organs():
        return len(rest) > 1 and organ.isalpha() and any(_YEAR.fullmatch(part) for part in rest)
    if len(rest) == 1:
        return bool(_SERIAL.fullmatch(rest[0]))
    return any(char.isdigit() for char in "".join(rest[1:]))


@cache
def forms(language: str) -> Forms:
    """Compile the forms of a language.

    Raises
    ------
    UnreportsError
        There are no words for that language.
    """
    folder = files("unreports.annotation").joinpath("data")
    file = folder.joinpath(f"citations_{language}.toml")
    if not language.isalpha() or not file.is_file():
        raise UnreportsError(
            f"no citation words for the language {language!r}; there are en and fr"
        )
    return _compile(tomllib.loads(file.read_text("utf-8")))


def _compile(words: dict[str, list[str]]) -> Forms:
    organs: dict[str, list[str]] = words.pop("organs")  # type: ignore[assignment]
    names = any_of(name for group in organs.values() for name in group)
    organ = rf"{names}(?!\w|\s{{1,2}}{any_of(words['longer'])}(?:\s{{1,2}}(?!\d)|(?<=['’])))"
    joined = any_of([*words["list"], *words["range"]])
    number = rf"(?:{any_of(words['number'])}\s?)?"
    separator = rf"(?:\s?[,;]\s{{1,2}}(?:{joined}\s{{1,2}})?|\s{{1,2}}{joined}\s{{1,2}}|\s?[-–]\s?)"
    paragraphs = (
        rf"{any_of(words['paragraph'])}\s{{1,2}}(?P<at>{_NUMBER}(?:{separator}{_NUMBER}){{0,12}})"
    )
    annex = rf"(?P<annex>{any_of(words['annex'])}(?:\s(?-i:[IVX]{{1,5}}))?)(?!\w)"
    of = any_of(words["of"], follow=True)
    resolution, decision = any_of(words["resolution"]), any_of(words["decision"])
    day = r"\d{1,2}(?:er|\^\{er\})?\s{1,2}\w{3,10}\s{1,2}\d{4}"
    by = any_of(words["of_organ"], follow=True)
    flags = re.IGNORECASE
    return Forms(
        head=re.compile(
            rf"\b(?:{resolution}|(?P<decision>{decision}))\s{{1,2}}{number}(?=\d|E?S-)", flags
        ),
        separator=re.compile(separator, flags),
        dated=re.compile(rf"\s?,?\s{{1,2}}{any_of(words['dated'])}\s{{1,2}}{day}", flags),
        of_organ=re.compile(rf"\s?,?\s{{1,2}}{by}(?:(?P<organ>(?-i:{organ}))|{_CAPITAL})", flags),
        organ=re.compile(rf"\b{organ}"),
        possessive=re.compile(rf"\b{any_of(words['possessive'])}\s{{1,2}}\Z", flags),
        subject=re.compile(rf"[^.;]{{0,60}},\s{{1,2}}{any_of(words['articles'], follow=True)}"),
        locator=re.compile(rf"\b(?:{paragraphs}|{annex})", flags),
        of_annex=re.compile(rf"\s{{1,2}}{of}{annex}", flags),
        of_document=re.compile(
            rf"\s{{1,2}}{of}(?:{any_of(words['document'])}\s{{1,2}})?\(?", flags
        ),
        after=re.compile(rf"\s?[,(]\s?(?:{annex}(?:,?\s)?)?(?:{paragraphs})?", flags),
        range=re.compile(rf"\s{{1,2}}{any_of(words['range'])}\s{{1,2}}|\s?[-–]\s?", flags),
        listed=re.compile(
            rf"\s?[,;]\s{{1,2}}(?:{joined}\s{{1,2}})?|\s{{1,2}}{any_of(words['list'])}\s{{1,2}}",
            flags,
        ),
        organs={_plain(name): code for code, group in organs.items() for name in group},
    )


def locators(text: str, form: Forms) -> Iterator[tuple[int, str]]:
    """Give where each announced place ends ("au paragraphe 4 de |la résolution") and what it is."""
    position = 0
    while match := form.locator.search(text, position):
        end, words = match.end(), _write(match["at"], match["annex"], form)
        if match["at"] and (annexed := form.of_annex.match(text, end)):
            end, words = annexed.end(), _write(match["at"], annexed["annex"], form)
        if of := form.of_document.match(text, end):
            yield of.end(), words
        position = end


def cited_paragraph(text: str, end: int, form: Forms) -> str | None:
    """Read what stands after a citation: ", par. 4", ", annexe I, par. 4 à 6"."""
    match = form.after.match(text, end)
    return (match and _write(match["at"], match["annex"], form)) or None


def _write(at: str | None, annex: str | None, form: Forms) -> str:
    """Write a place in its one form: "annexe I, 4 l)", "12-15", "5, 7-9"."""
    word, _, number = _plain(annex or "").partition(" ")
    numbers = form.listed.sub(", ", form.range.sub("-", at)) if at else ""
    return ", ".join(filter(None, (f"{word.lower()} {number}".strip(), _plain(numbers))))
