"""Text from a document is text wherever it is shown."""

from __future__ import annotations

import pytest

from .conftest import Site, Visitor
from .hostile import ATTACKS, READ

pytestmark = pytest.mark.browser

SEEN = {"\x1b": "␛", "\x07": "␇", "\u202e": "⟨U+202E⟩", "\u202c": "⟨U+202C⟩"}
SEEN |= {"\u2066": "⟨U+2066⟩", "\u2069": "⟨U+2069⟩"}


def seen(text: str) -> str:
    """A text as it must appear: control characters by name."""
    return " ".join("".join(SEEN.get(c, c) for c in text).split())


@pytest.fixture(params=["hostile", "raw"])
def attacked(request: pytest.FixtureRequest) -> Site:
    return request.getfixturevalue(request.param)


def test_nothing_in_a_document_is_obeyed(attacked: Site, visit: Visitor) -> None:
    for path in attacked.pages:
        with visit() as opened:
            page = opened.open(path.as_uri())
            assert page.title() != "taken"
            assert page.locator("h1").count() == 1
            assert page.locator("main script, main [onerror], main [onmouseover]").count() == 0
            hrefs = page.evaluate("[...document.querySelectorAll('a[href]')].map((e) => e.href)")
            assert not [href for href in hrefs if not href.startswith("file:")]
            text = page.locator("body").inner_text()
            assert not {c for c in text if ord(c) < 32} - {"\n", "\t"}
            assert not set(text) & set("\u202e\u202c\u2066\u2069")
            opened.check(attacked.base)


@pytest.mark.parametrize("name", READ)
def test_a_raw_document_says_what_it_says(raw: Site, visit: Visitor, name: str) -> None:
    words = f"It says {READ[name]} and rose in March 2020."
    with visit() as opened:
        page = opened.open(raw.url("html/A_99_2.html"))
        number = list(READ).index(name) + 1
        assert page.locator(f"#par-{number} > p").inner_text() == words
        page = opened.open(raw.url("html/01_raw.html"))
        assert words in page.locator(".sentence").all_inner_texts()
        assert words in page.locator("td").all_inner_texts()
        assert words in page.locator("blockquote").all_inner_texts()
        assert words in "\n".join(page.locator("pre.text").all_inner_texts())
        opened.check(raw.base)


def test_a_title_is_text_too(raw: Site, visit: Visitor) -> None:
    title = "Report of the Secretary-General <script>alert(1)</script>"
    with visit() as opened:
        page = opened.open(raw.url("html/A_99_2.html"))
        assert page.locator("h1").inner_text() == title
        page = opened.open(raw.url("index.html"))
        assert title in page.locator(".documents").inner_text()
        page = opened.open(raw.url("html/01_raw.html"))
        assert title in page.locator("caption").inner_text()
        opened.check(raw.base)


@pytest.mark.parametrize("name", ATTACKS)
def test_it_is_shown_as_it_is(hostile: Site, visit: Visitor, name: str) -> None:
    number = list(ATTACKS).index(name) + 1
    with visit() as opened:
        page = opened.open(hostile.url("html/A_99_1.html"))
        text = " ".join(page.locator(f"#par-{number} > p").inner_text().split())
        assert text.startswith(f"{seen(ATTACKS[name])} And then")
        opened.open(hostile.url("html/01_hostile.html"))
        said = [" ".join(t.split()) for t in page.locator(".sentence").all_inner_texts()]
        assert f"It says {seen(ATTACKS[name])} and then." in said
        opened.check(hostile.base)


def test_the_search_shows_it_as_text_too(hostile: Site, visit: Visitor) -> None:
    with visit() as opened:
        page = opened.open(hostile.url("index.html"))
        for number, text in enumerate(ATTACKS.values(), start=1):
            page.get_by_role("searchbox").fill(seen(text)[:12])
            link = page.get_by_role("link", name=f"A/99/1, para. {number}", exact=True)
            found = page.locator("#found li").filter(has=link)
            assert seen(text)[:20] in " ".join(found.inner_text().split())
        assert page.title() != "taken"
        opened.check(hostile.base)
