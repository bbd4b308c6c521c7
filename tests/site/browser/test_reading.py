"""The reading page of a document, and the search of the index, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from .conftest import Site, Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

PAGE = "html/A_75_345.html"


@pytest.fixture
def reading(site: Site, visit: Visitor) -> Iterator[Page]:
    with visit() as opened:
        yield opened.open(site.url(PAGE))
        opened.check(site.base)


def current(page: Page) -> list[str]:
    """The words that are highlighted as found just now."""
    return page.evaluate("[...(CSS.highlights.get('search-current') || [])].map(String)")


def test_search_by_keyboard(reading: Page) -> None:
    """Without accents or capitals; found words are highlighted across the marks in the text."""
    reading.keyboard.press("/")
    reading.keyboard.type("CONSEIL DE SECURITE")
    output = reading.locator("form.search output")
    total = int(output.inner_text().split()[0])
    assert total > 3
    reading.keyboard.press("Enter")
    assert output.inner_text() == f"1 of {total}: A/75/345, page de titre"
    assert set(current(reading)) == {"Conseil de sécurité"}
    reading.keyboard.press("Enter")
    assert output.inner_text().startswith("2 of ")
    reading.keyboard.press("Shift+Enter")
    reading.keyboard.press("Shift+Enter")
    assert output.inner_text().startswith(f"{total} of {total}: ")
    reading.keyboard.press("Escape")
    assert output.inner_text() == ""
    assert current(reading) == []


def test_search_by_mouse(reading: Page) -> None:
    field = reading.get_by_role("searchbox")
    field.click()
    field.fill("pandémie")
    reading.get_by_role("button", name="Next paragraph found").click()
    reading.get_by_role("button", name="Next paragraph found").click()
    reading.get_by_role("button", name="Previous paragraph found").click()
    assert reading.locator("form.search output").inner_text().startswith("1 of ")
    box = reading.locator(".paragraph", has_text="pandémie").first.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 900


def test_words_that_never_stand_together_are_found_apart(reading: Page) -> None:
    reading.get_by_role("searchbox").fill("pandémie coopération")
    assert reading.locator("form.search output").inner_text().startswith("Not together; apart in ")
    reading.get_by_role("searchbox").fill("zzzz")
    assert reading.locator("form.search output").inner_text() == "Not found"


@pytest.mark.parametrize("kind", ["date", "organisation", "place", "citation"])
def test_each_kind_of_mention_can_be_switched_off(reading: Page, kind: str) -> None:
    mention = reading.locator(f".body > p .{kind}").first
    line = "e => getComputedStyle(e).textDecorationLine"
    assert mention.evaluate(line) == "underline"
    assert mention.get_attribute("title").startswith(f"{kind}: ")
    box = reading.locator(f"#show-{kind}")
    box.focus()
    reading.keyboard.press("Space")
    assert mention.evaluate(line) == "none"
    box.click()
    assert mention.evaluate(line) == "underline"


def test_the_kinds_differ_by_more_than_colour(reading: Page) -> None:
    style = "e => getComputedStyle(e).textDecorationStyle"
    kinds = ("date", "organisation", "place", "citation")
    assert len({reading.locator(f".body > p .{kind}").first.evaluate(style) for kind in kinds}) == 4


def test_a_paragraph_says_where_it_is_used(reading: Page) -> None:
    paragraph = reading.locator("#par-55")
    paragraph.locator("summary").press("Enter")
    assert "Used in" in paragraph.inner_text()
    assert "Topics" in paragraph.inner_text()
    link = paragraph.locator("dl a").first
    link.click()
    reading.wait_for_url("**/html/0*.html#*")
    assert reading.locator(":target").count() == 1


@pytest.mark.parametrize("way", ["mouse", "keyboard"])
def test_a_citation_is_copied(reading: Page, way: str) -> None:
    button = reading.get_by_role("button", name="Copy citation A/75/345, par. 55", exact=True)
    if way == "mouse":
        button.click()
    else:
        button.press("Enter")
    status = reading.get_by_role("status").filter(has_text="Copied")
    assert status.inner_text() == "Copied: A/75/345, par. 55"
    reading.get_by_role("searchbox").focus()
    reading.keyboard.press("Control+v")
    assert reading.get_by_role("searchbox").input_value() == "A/75/345, par. 55"


def test_on_a_server_the_citation_has_its_link(served: str, visit: Visitor) -> None:
    with visit(permissions=["clipboard-read", "clipboard-write"]) as opened:
        page = opened.open(f"{served}/{PAGE}?q=paix#par-1")
        page.get_by_role("button", name="Copy citation A/75/345, par. 55", exact=True).click()
        page.get_by_role("status").filter(has_text="Copied").wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == f"A/75/345, par. 55, {served}/{PAGE}#par-55"


def test_footnotes_stand_beneath_their_paragraph(reading: Page) -> None:
    mark = reading.locator(".body sup a").first
    mark.click()
    note = reading.locator(":target")
    assert note.get_attribute("role") == "note"
    assert note.locator("xpath=..").get_attribute("class").startswith("paragraph")
    note.get_by_role("link", name="Back to").click()
    assert reading.locator(":target").evaluate("e => e.closest('sup') !== null")


def test_a_link_to_the_cover_page_opens_it(site: Site, visit: Visitor) -> None:
    with visit() as opened:
        page = opened.open(site.url(PAGE) + "#page-de-titre-note-x2a")
        assert page.locator(":target").is_visible()


def test_the_index_searches_all_documents(site: Site, visit: Visitor) -> None:
    with visit() as opened:
        page = opened.open(site.url("index.html"))
        page.keyboard.press("/")
        page.keyboard.type("securite alimentaire")
        first = page.locator("#found li").first
        first.wait_for()
        assert first.locator("mark").first.inner_text().lower() == "sécurité alimentaire"
        assert "paragraph" in page.locator("form.search output").inner_text()
        page.keyboard.press("Tab")
        while page.locator("#found a:focus").count() == 0:
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**/html/*q=*#*")
        assert page.get_by_role("searchbox").input_value() == "securite alimentaire"
        assert page.locator("form.search output").inner_text() != ""
        opened.check(site.base)


def test_the_index_can_be_used_within_a_second(site: Site, visit: Visitor) -> None:
    """Nothing large comes with it: no data until the search is used, and few bytes of pictures."""
    with visit() as opened:
        page = opened.open(site.url("index.html"))
        page.wait_for_load_state("networkidle")
        assert not [url for url in opened.requests if "data-" in url]
        names = [url.removeprefix(site.base + "/").partition("?")[0] for url in opened.requests]
        assert sum((site.folder / name).stat().st_size for name in set(names)) < 1_000_000
