"""A real browser and real sites: the shipped corpus, and documents that mean harm.

`make browser-test` runs what is here; `make test` leaves it out (the marker `browser`), since it
needs Chromium.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from unreports.corpus import load_corpus
from unreports.running.plan import make_plan
from unreports.running.progress import PlainProgress
from unreports.running.project import find_project
from unreports.running.run import carry_out
from unreports.site.document_page import write_document_pages

from ...running.conftest import notebook_text
from .hostile import DOCUMENT, NOTEBOOK, RAW, RAW_NOTEBOOK, attacked

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[3]
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Visit:
    """A page that is open, and what went wrong or out while it was."""

    page: Page
    messages: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def open(self, url: str) -> Page:
        self.page.goto(url)
        return self.page

    def check(self, base: str) -> None:
        """Assert that the console is silent and that nothing outside the site was asked for."""
        assert self.messages == []
        assert [r for r in self.requests if not r.startswith((base, "data:", "blob:"))] == []


Visitor = Callable[..., Any]


def expect(thing: Any) -> Any:
    """Return Playwright's assertions, which wait; it is installed for these tests alone."""
    from playwright.sync_api import expect as expected

    return expected(thing)


@pytest.fixture
def visit(browser: Browser) -> Visitor:
    """Return a context manager that opens a tab: width, scheme, and what Playwright takes."""

    @contextmanager
    def opened(width: int = 1100, scheme: str = "light", **options: Any) -> Iterator[Visit]:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, **options
        )
        visit = Visit(context.new_page())
        visit.page.on("console", lambda m: visit.messages.append(f"{m.type}: {m.text}"))
        visit.page.on("pageerror", lambda error: visit.messages.append(str(error)))
        visit.page.on("request", lambda request: visit.requests.append(request.url))
        yield visit
        context.close()

    return opened


@dataclass(frozen=True)
class Site:
    """The folder of a run."""

    folder: Path

    @property
    def pages(self) -> list[Path]:
        return [self.folder / "index.html", *sorted((self.folder / "html").glob("*.html"))]

    @property
    def base(self) -> str:
        return self.folder.as_uri()

    def url(self, name: str) -> str:
        """The address of a page as a double click opens it."""
        return f"{self.base}/{name}"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The default run of the notebooks on the corpus, as everyone gets it."""
    root = tmp_path_factory.mktemp("project")
    for name in ("notebooks", "data"):
        shutil.copytree(ROOT / name, root / name)
    result = carry_out(make_plan(find_project(root)), PlainProgress(print))
    assert not result.failed
    return Site(result.folder)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A run on a document that tries all it can, past what reading mends."""
    root = tmp_path_factory.mktemp("hostile")
    site = run_on(root, "01_hostile.ipynb", NOTEBOOK, "A_99_1-en.txt", DOCUMENT)
    write_document_pages(attacked(load_corpus(root / "data" / "corpus")), site.folder)
    return site


@pytest.fixture(scope="session")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A run on a raw document that tries all it can: through the whole chain."""
    root = tmp_path_factory.mktemp("raw")
    return run_on(root, "01_raw.ipynb", RAW_NOTEBOOK, "A_99_2-en.txt", RAW)


def run_on(root: Path, name: str, cells: list[Any], file: str, text: str) -> Site:
    (root / "notebooks").mkdir()
    (root / "notebooks" / name).write_text(notebook_text(*cells), "utf-8")
    (root / "data" / "corpus").mkdir(parents=True)
    (root / "data" / "corpus" / file).write_text(text, "utf-8")
    result = carry_out(make_plan(find_project(root)), PlainProgress(print))
    assert not result.failed
    return Site(result.folder)


@pytest.fixture(scope="session")
def served(site: Site) -> Iterator[str]:
    """The address of the site on a web server."""
    handler = partial(QuietHandler, directory=str(site.folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


class QuietHandler(SimpleHTTPRequestHandler):
    """Serve files and say nothing."""

    def log_message(self, *args: Any) -> None:
        pass
