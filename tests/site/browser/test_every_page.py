"""What holds of every page of a site: silent, self-contained, accessible, without a dead link."""

from __future__ import annotations

from urllib.parse import unquote, urldefrag, urljoin

import pytest

from .conftest import Site, Visitor

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Of what is folded up, enough to have something of each kind.
OPEN_SOME = (
    "[...document.querySelectorAll('details')].slice(0, 12).forEach((d) => { d.open = true; })"
)
LIMIT = 15_000_000  # bytes


# What may differ between light and dark; the rest is the same page.
RULES = {
    "light": {"type": "tag", "values": TAGS},
    "dark": {"type": "rule", "values": ["color-contrast"]},
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(site: Site, visit: Visitor, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    options = {"runOnly": RULES[scheme], "resultTypes": ["violations"]}
    found = {}
    for path in site.pages:
        with visit(scheme=scheme) as opened:
            page = opened.open(path.as_uri())
            page.evaluate(OPEN_SOME)
            results = Axe().run(page, options=options)
            found[path.name] = [
                (violation["id"], node["html"][:200], node["failureSummary"])
                for violation in results.response["violations"]
                for node in violation["nodes"][:3]
            ]
    assert {name: own for name, own in found.items() if own} == {}


@pytest.mark.parametrize("width", [360, 1100, 1920])
def test_pages_are_silent_ask_nothing_and_fit(site: Site, visit: Visitor, width: int) -> None:
    for path in site.pages:
        with visit(width) as opened:
            page = opened.open(path.as_uri())
            page.wait_for_timeout(100)
            opened.check(site.base)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{path.name} is {wide} pixels wide"


def test_on_a_server_it_is_the_same(site: Site, served: str, visit: Visitor) -> None:
    for path in site.pages:
        with visit() as opened:
            page = opened.open(f"{served}/{path.relative_to(site.folder).as_posix()}")
            page.wait_for_timeout(100)
            opened.check(served)


def test_without_scripts_everything_is_there(site: Site, visit: Visitor) -> None:
    for path in site.pages:
        with visit(java_script_enabled=False) as opened:
            page = opened.open(path.as_uri())
            assert page.locator("main").inner_text().strip()
            assert not page.locator("form.search").first.is_visible()
            opened.check(site.base)


def test_every_link_and_anchor_leads_somewhere(site: Site, visit: Visitor) -> None:
    ids, links = {}, {}
    with visit() as opened:
        for path in site.pages:
            page = opened.open(path.as_uri())
            url = path.as_uri()
            ids[url] = set(page.evaluate("[...document.querySelectorAll('[id]')].map((e) => e.id)"))
            links[url] = page.evaluate(
                "[...document.querySelectorAll('a[href], img, link[rel=stylesheet], script')]"
                ".map((e) => e.getAttribute('href') || e.getAttribute('src'))"
            )
    dead = []
    for url, hrefs in links.items():
        for href in hrefs:
            if href.startswith(("https:", "data:", "blob:")):  # a blob is an unpacked library
                continue
            target, fragment = urldefrag(urljoin(url, href))
            file = site.folder / unquote(target).removeprefix(unquote(site.base) + "/")
            if not file.is_file() or (fragment and unquote(fragment) not in ids[target]):
                dead.append((url, href))
    assert dead == []
    assert sum(map(len, links.values())) > 1000


def test_every_figure_says_what_it_shows_and_leads_to_its_table(site: Site, visit: Visitor) -> None:
    for path in site.pages:
        with visit() as opened:
            page = opened.open(path.as_uri())
            for figure in page.locator("figure[id^='figure-']").all():
                assert figure.locator("img").get_attribute("alt")
                name = figure.get_attribute("id")
                assert figure.get_by_role("link", name="Table", exact=True).count() == 1, name


def test_the_whole_stays_small_enough_to_send(site: Site) -> None:
    sizes = [path.stat().st_size for path in site.folder.rglob("*") if path.is_file()]
    assert sum(sizes) <= LIMIT


def test_tab_reaches_the_content_and_shows_where_it_is(site: Site, visit: Visitor) -> None:
    with visit() as opened:
        page = opened.open(site.url("index.html"))
        page.keyboard.press("Tab")
        skip = page.locator(":focus")
        assert skip.inner_text() == "Skip to the content"
        assert skip.bounding_box()["x"] >= 0
        for _ in range(12):
            page.keyboard.press("Tab")
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none"


def test_print_leaves_out_what_only_a_screen_needs(site: Site, visit: Visitor) -> None:
    with visit() as opened:
        page = opened.open(site.url("html/A_75_345.html"))
        page.emulate_media(media="print")
        for gone in (".contents", "form.search", ".kinds input", ".about", "header.site"):
            assert not page.locator(gone).first.is_visible(), gone
        assert page.locator("#par-55").is_visible()
        assert page.pdf().startswith(b"%PDF")
