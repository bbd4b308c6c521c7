"""Each explorer by mouse and by keyboard; hostile text in all of them; axe and a silent console."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag, urljoin

import pandas as pd
import pytest

from unreports.analysis.concordance import concordance
from unreports.corpus import Corpus
from unreports.site.document_page import Surroundings, write_document_pages

from ..explored import change, write_page, write_tables
from .conftest import Site, Visit, Visitor, expect
from .hostile import ATTACKS
from .test_every_page import TAGS

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser

DRAWN = ["timeline", "matrix", "network", "topics"]
PAGE = "html/explorers.html"


@pytest.fixture(scope="module")
def explored(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A page that has all explorers, on the shipped corpus, and the pages that it leads to."""
    folder = tmp_path_factory.mktemp("explored")
    write_tables(corpus, folder)
    write_document_pages(corpus, folder, Surroundings(marked=False))
    write_page(folder, corpus)
    return Site(folder)


@pytest.fixture
def opened(explored: Site, visit: Visitor) -> Iterator[Visit]:
    with visit() as opened:
        opened.open(explored.url(PAGE))
        yield opened
        opened.check(explored.base)


def part(opened: Visit, kind: str) -> Locator:
    """An explorer, its plot drawn."""
    found = opened.page.locator(f"#explore-{kind}")
    if kind in DRAWN:
        found.locator(".plot-scroll").scroll_into_view_if_needed()
        found.locator(".plot[data-drawn]").wait_for()
    return found


def leads_to_paragraph(page: Page, link: Locator) -> None:
    """Assert that a link has its target on the page of the document."""
    target, fragment = urldefrag(urljoin(page.url, str(link.get_attribute("href"))))
    file = Path(unquote(target.partition("?")[0]).removeprefix("file://"))
    assert f'id="{fragment}"' in file.read_text("utf-8")


def point(found: Locator, curve: str, number: int = 0) -> tuple[float, float]:
    """Where on the screen a mark of a plot is."""
    found.locator(".plot-scroll").scroll_into_view_if_needed()
    box = found.locator(curve).nth(number).bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def status(found: Locator) -> str:
    return found.locator(".listing .status-line").inner_text()


def test_a_point_of_the_timeline_opens_its_sentence(opened: Visit) -> None:
    found = part(opened, "timeline")
    assert status(found).endswith(" of 146")
    opened.page.mouse.click(*point(found, ".scatterlayer .point"))
    assert " of " not in status(found)
    assert found.locator(".entries li").count() >= 1
    assert found.locator(".entries mark").count() >= 1
    leads_to_paragraph(opened.page, found.locator(".entries a").first)
    found.get_by_role("button", name="Show all in view").click()
    assert status(found).endswith(" of 146")


def test_the_timeline_zooms_by_mouse_and_by_button(opened: Visit) -> None:
    found = part(opened, "timeline")
    before = int(status(found).split()[0])
    box = found.locator(".draglayer .nsewdrag").bounding_box()
    assert box
    y = box["y"] + 200
    opened.page.mouse.move(box["x"] + box["width"] * 0.5, y)
    opened.page.mouse.down()
    opened.page.mouse.move(box["x"] + box["width"] * 0.6, y, steps=5)
    opened.page.mouse.up()
    expect(found.locator(".listing .status-line")).not_to_contain_text(f"{before} events")
    assert int(status(found).split()[0]) < before
    assert found.get_by_label("From").input_value() > "2019"
    found.get_by_role("button", name="Main period").focus()
    opened.page.keyboard.press("Enter")
    assert int(status(found).split()[0]) == before
    found.get_by_role("button", name="Whole time").click()
    assert int(status(found).split()[0]) == 130
    found.get_by_label("From").fill("2020-01-01")
    assert 0 < int(status(found).split()[0]) < 130


def test_the_timeline_is_filtered_by_organisation_theme_and_role(opened: Visit) -> None:
    found = part(opened, "timeline")
    found.get_by_role("button", name="Whole time").click()
    organisation = found.get_by_label("Organisation")
    option = organisation.locator("option", has_text="Union africaine (").first
    expected = option.inner_text().rpartition("(")[2].rstrip(")")
    organisation.select_option(str(option.get_attribute("value")))
    assert int(status(found).split()[0]) <= int(expected)
    for role in ("period", "programme"):
        found.get_by_label(role).check()
    assert status(found).split()[0] == expected
    organisation.select_option("")
    theme = found.get_by_label("Theme")
    theme.select_option(index=1)
    chosen = theme.locator("option").nth(1).inner_text()
    assert status(found).split()[0] == chosen.rpartition("(")[2].rstrip(")")
    found.get_by_label("Lanes by").select_option("theme")
    assert found.locator(".ytick").count() > 0


def test_the_arrow_keys_move_between_points(opened: Visit) -> None:
    for kind in ("timeline", "network", "topics"):
        found = part(opened, kind)
        before = found.locator("h4").first.inner_text()
        found.locator(".plot").focus()
        for _ in range(2):
            opened.page.keyboard.press("ArrowRight")
        assert found.locator(".hoverlayer .hovertext").count() == 1
        opened.page.keyboard.press("Enter")
        assert found.locator("h4").first.inner_text() != before, kind


@pytest.mark.parametrize("kind", ["matrix", "network"])
def test_a_pair_opens_its_paragraphs_by_mouse(opened: Visit, kind: str) -> None:
    found = part(opened, kind)
    if kind == "matrix":
        box = found.locator(".draglayer .nsewdrag").bounding_box()
        assert box
        opened.page.mouse.click(box["x"] + 8, box["y"] + 8)
    else:
        opened.page.mouse.click(*point(found, ".scatterlayer .point"))
    assert found.locator("h4").inner_text() == "Organisation des Nations Unies – Union africaine"
    assert status(found) == "12 paragraphs"
    assert found.locator(".entries li").count() == 12
    for link in found.locator(".entries a").all():
        leads_to_paragraph(opened.page, link)


@pytest.mark.parametrize("kind", ["matrix", "network"])
def test_a_pair_opens_its_paragraphs_by_keyboard(opened: Visit, kind: str) -> None:
    found = part(opened, kind)
    first = found.locator(".entries button").first
    first.focus()
    opened.page.keyboard.press("Enter")
    assert opened.page.locator(":focus").inner_text() == found.locator("h4").inner_text()
    assert found.locator(".entries a").count() == 12
    opened.page.keyboard.press("Tab")
    assert opened.page.locator(":focus").inner_text() == "All pairs"
    opened.page.keyboard.press("Enter")
    assert found.locator("h4").inner_text() == "Pairs"


def test_cooperation_is_filtered(opened: Visit) -> None:
    found = part(opened, "network")
    before = int(status(found).split()[0])
    found.get_by_label("At least").fill("3")
    assert 0 < int(status(found).split()[0]) < before
    found.get_by_label("At least").fill("1")
    partner = found.get_by_label("Partner", exact=True)
    option = partner.locator("option", has_text="Union africaine (").first
    partner.select_option(str(option.get_attribute("value")))
    names = found.locator(".entries li").all_inner_texts()
    assert len(names) > 5
    assert all("– Union africaine" in name for name in names)


def test_a_topic_shows_its_terms_and_paragraphs(opened: Visit) -> None:
    found = part(opened, "topics")
    assert found.locator(".term-bars li").all_inner_texts()[0].startswith("rare1")
    slider = found.get_by_label("Relevance")
    slider.focus()
    opened.page.keyboard.press("ArrowRight")
    assert found.locator(".term-bars li").all_inner_texts()[0].startswith("paix")
    second = found.get_by_role("button", name="Topic 2: langue")
    second.focus()
    assert "langue" in found.locator(".hoverlayer .hovertext").text_content()
    opened.page.keyboard.press("Enter")
    assert second.get_attribute("aria-pressed") == "true"
    assert "not told apart" in found.locator(".halves .status-line").first.inner_text()
    leads_to_paragraph(opened.page, found.locator(".entries a").first)
    opened.page.mouse.click(*point(found, ".scatterlayer .point"))
    assert found.locator("h4").first.inner_text() == "Topic 1: paix, conflit"


def test_terms_are_sorted_and_filtered(opened: Visit) -> None:
    found = part(opened, "terms")
    column = found.locator("tbody tr > td:first-child")
    column.first.wait_for()
    expect(column).to_have_text(["conflit", "été", "paix", "zone"])
    found.locator("th", has_text="times").locator(".dt-column-order").click()
    expect(column).to_have_text(["zone", "été", "conflit", "paix"])
    found.locator("th", has_text="log ratio").locator("[role=button]").focus()
    opened.page.keyboard.press("Enter")
    expect(column).to_have_text(["conflit", "paix", "zone", "été"])
    opened.page.keyboard.press("Space")
    expect(column).to_have_text(["été", "zone", "paix", "conflit"])
    found.get_by_label("Terms that contain").fill("ETE")
    expect(column).to_have_text(["été"])
    assert found.locator(".status-line").inner_text() == "Terms 1 to 1 of 1"
    found.get_by_label("Terms that contain").fill("")
    found.get_by_label("Part", exact=True).select_option("CEB/2021/1")
    expect(column).to_have_text(["paix", "zone"])
    found.get_by_label("Contrast").select_option("section by section")
    expect(column).to_have_text(["conflit", "été"])


def test_terms_have_intervals_and_references(opened: Visit) -> None:
    found = part(opened, "terms")
    row = found.locator("tbody tr", has_text="paix")
    assert "0.5 (-0.5 to 1.5)" in row.inner_text()
    bar = row.locator(".interval").evaluate(
        "(e) => ['--from', '--at', '--to'].map((n) => Number(e.style.getPropertyValue(n)))"
    )
    assert bar == pytest.approx([(x + 3) / 6 for x in (-0.5, 0.5, 1.5)])
    assert row.locator("a").count() == 4
    more = row.get_by_role("button", name="Show 2 more")
    more.focus()
    opened.page.keyboard.press("Enter")
    assert row.locator("a").count() == 6
    assert row.locator("a").last.get_attribute("aria-label") == "CEB/2021/1, par. 16"
    for link in found.locator("tbody a").all():
        leads_to_paragraph(opened.page, link)


PATTERNS = [
    "conflit",
    "Développement durable",
    "lutt* contre",
    "l'ONU",
    "de la paix",
    "* africaine",
    "10 000",
    "afric*",
    "états-unis",
    "c'est-à-dire",
    "xyz",
]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_the_concordance_is_that_of_the_analysis(
    opened: Visit, corpus: Corpus, pattern: str
) -> None:
    found = part(opened, "concordance")
    found.get_by_label("Word or phrase").fill(pattern)
    line = found.locator(".status-line")
    expect(line).not_to_be_empty()
    expected = concordance(corpus, pattern)
    if expected.empty:
        assert line.inner_text() == "Not found"
        return
    where = expected["reference"].nunique()
    assert line.inner_text() == (
        f"Found {len(expected)} time{'s' * (len(expected) > 1)} "
        f"in {where} paragraph{'s' * (where > 1)}"
    )
    shown = found.locator(".kwic li").first
    assert shown.locator("a").inner_text() == expected["reference"].iloc[0]
    assert shown.locator("mark").inner_text() == expected["match"].iloc[0]


def test_the_concordance_is_sorted_and_leads_to_paragraphs(opened: Visit) -> None:
    found = part(opened, "concordance")
    found.get_by_label("Word or phrase").focus()
    opened.page.keyboard.type("paix")
    expect(found.locator(".status-line")).to_contain_text("Found")
    found.get_by_label("Order").select_option("right")
    right = [text.split() for text in found.locator(".kwic .right").all_inner_texts()]
    first = [words[0] for words in right if words and words[0].isalpha() and words[0].isascii()]
    assert first == sorted(first, key=str.lower)
    assert len(first) > 20
    link = found.locator(".kwic a").first
    leads_to_paragraph(opened.page, link)
    words = found.locator(".status-line").inner_text()
    found.get_by_label("also in summaries").check()
    expect(found.locator(".status-line")).not_to_have_text(words)
    count = found.locator(".kwic li").count()
    more = found.get_by_role("button", name="Show more")
    more.focus()
    opened.page.keyboard.press("Enter")
    assert found.locator(".kwic li").count() > count
    assert opened.page.locator(":focus").evaluate("(e) => e.matches('.kwic a')")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1100])
def test_axe_finds_nothing(explored: Site, visit: Visitor, scheme: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    with visit(width, scheme) as opened:
        page = opened.open(explored.url(PAGE))
        for kind in DRAWN:
            part(opened, kind)
        page.get_by_label("Word or phrase").fill("paix")
        page.locator(".kwic li").first.wait_for()
        opened.check(explored.base)
        results = Axe().run(
            page,
            options={"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]},
        )
        assert [
            (violation["id"], node["html"][:200], node["failureSummary"])
            for violation in results.response["violations"]
            for node in violation["nodes"][:3]
        ] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_change_of_scheme_is_followed(opened: Visit) -> None:
    found = part(opened, "timeline")
    ground = "(e) => getComputedStyle(e.querySelector('.main-svg')).background"
    before = found.evaluate(ground)
    opened.page.emulate_media(color_scheme="dark")
    assert found.evaluate(ground) != before


def test_print_and_no_script_leave_explorers_out(explored: Site, visit: Visitor) -> None:
    with visit() as opened:
        page = opened.open(explored.url(PAGE))
        page.emulate_media(media="print")
        assert not page.locator(".explorer").first.is_visible()
    with visit(java_script_enabled=False) as opened:
        page = opened.open(explored.url(PAGE))
        assert not page.locator(".explorer").first.is_visible()


def test_what_is_large_is_loaded_only_when_needed(explored: Site, visit: Visitor) -> None:
    with visit() as opened:
        page = opened.open(explored.url("html/A_75_345.html"))
        page.wait_for_load_state("networkidle")
        assert not [url for url in opened.requests if "plotly" in url or "datatables" in url]
        page = opened.open(explored.url(PAGE))
        assert not [url for url in opened.requests if "data-text-" in url]
        page.get_by_label("Word or phrase").focus()
        page.locator("script[src$='data-text-A_75_345.js']").wait_for(state="attached")


@pytest.fixture(scope="module")
def dangerous(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The same page, of tables in which every text tries to be more than that."""
    folder = tmp_path_factory.mktemp("dangerous")
    write_tables(corpus, folder)
    attacks = [
        *ATTACKS.values(),
        "<b>bold</b>",
        '<a href="javascript:alert(1)">x</a>',
        "%{x} __proto__",
    ]

    def attack(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
        texts = [attacks[n % len(attacks)] for n in range(len(frame))]
        return frame.assign(**{name: texts + frame[name] for name in columns})

    change(folder, "events", lambda frame: attack(frame, "sentence", "text"))
    change(folder, "cooperation", lambda frame: attack(frame, "sentence"))
    change(folder, "cooperation_pairs", lambda frame: attack(frame, "un", "partner"))
    change(folder, "terms", lambda frame: attack(pd.concat([frame] * 5), "term", "part"))
    change(folder, "topic_map", lambda frame: attack(frame, "label"))
    change(folder, "topic_relevance", lambda frame: attack(frame, "term"))
    write_page(folder, corpus)
    return Site(folder)


def test_hostile_text_stays_text(dangerous: Site, visit: Visitor) -> None:
    with visit() as opened:
        page = opened.open(dangerous.url(PAGE))
        page.on("dialog", lambda dialog: opened.messages.append(dialog.message))
        for kind in DRAWN:
            found = part(opened, kind)
            if kind != "matrix":
                found.locator(".plot").focus()
                for _ in range(12):
                    page.keyboard.press("ArrowRight")
                    assert found.locator(".hoverlayer .hovertext a, .hoverlayer b").count() == 0
        part(opened, "terms").locator("tbody td").first.wait_for()
        page.get_by_label("rows a page").select_option("100")
        assert page.locator("a[href^='javascript' i], svg a, main script, main img").count() == 0
        assert page.locator("h1").count() == 1
        assert page.title() == "Explorers"
        shown = page.locator("main").inner_text()
        for text in ("<script>", "<b>bold</b>", '<a href="javascript:alert(1)">x</a>'):
            assert text in shown
        assert "%{x} __proto__" in shown
        opened.check(dangerous.base)


def test_the_default_run_has_its_explorers(site: Site, visit: Visitor) -> None:
    expected = {
        "02_term_frequency": ["terms", "concordance"],
        "04_timeline": ["timeline"],
        "05_cooperation": ["matrix", "network"],
    }
    for name, kinds in expected.items():
        with visit() as opened:
            opened.open(site.url(f"html/{name}.html"))
            for kind in kinds:
                found = part(opened, kind)
                assert found.is_visible()
                assert found.locator("h3").inner_text()
            opened.check(site.base)
