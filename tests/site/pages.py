"""Reading a page as a browser would, for tests."""

import re
from collections import Counter
from html.parser import HTMLParser

_SHARED = re.compile(r"(\.\./)?(assets|figures)/[\w~.-]+$|data:image/")
VOID = {"img", "meta", "br", "hr", "input", "link", "col", "wbr"}


class Page(HTMLParser):
    """A page taken apart: its tags, attributes and text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in VOID
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    @property
    def tags(self) -> list[str]:
        return [tag for tag, _ in self.elements]

    @property
    def ids(self) -> list[str]:
        return [attributes["id"] for _, attributes in self.elements if "id" in attributes]

    @property
    def links(self) -> list[str]:
        return [attributes["href"] for attributes in self.all("a")]

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def check(self) -> None:
        """Assert what holds of every page."""
        assert not self.open
        assert Counter(self.tags)["h1"] == 1
        assert self.all("html")[0]["lang"]
        assert all("alt" in image for image in self.all("img"))
        assert len(set(self.ids)) == len(self.ids)
        assert "iframe" not in self.tags
        assert [a["rel"] for a in self.all("link")] == ["icon", "stylesheet"]
        assert "style" not in self.tags
        sources = [a["src"] for _, a in self.elements if "src" in a]
        sources += [a["href"] for a in self.all("link") if a["rel"] != "icon"]
        assert all("src" in a for a in self.all("script"))
        assert all(_SHARED.match(source) for source in sources)
        assert "default-src 'none'" in str(self.all("meta"))
        local = [href[1:] for href in self.links if href.startswith("#")]
        assert set(local) <= set(self.ids)
        assert self.all("a")[0] == {"class": "skip", "href": "#main", "lang": "en"}
