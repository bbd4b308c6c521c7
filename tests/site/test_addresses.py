"""The footnotes of a printed page."""

from bs4 import BeautifulSoup

from unreports.site.addresses import put_addresses


def test_a_link_that_leaves_the_run_is_numbered_and_listed_once() -> None:
    html = (
        '<p><a href="https://a.org/?x=1&amp;y">One</a>, <a href="A_1.html#par-2">A/1, par. 2</a>, '
        '<a href="mailto:b@c.org">two</a>, <a href="https://a.org/?x=1&amp;y">again</a>, '
        '<a href="https://d.org/">https://d.org/</a>, <a>none</a></p>'
    )
    soup = BeautifulSoup(html, "html.parser")
    put_addresses(soup)
    assert soup.p.get_text() == "One1, A/1, par. 2, two2, again1, https://d.org/, none"
    assert [row.get_text() for row in soup.select(".addresses li")] == [
        "https://a.org/?x=1&y",
        "mailto:b@c.org",
    ]


def test_a_page_without_such_links_stays_as_it_is() -> None:
    soup = BeautifulSoup('<p><a href="#x">x</a></p>', "html.parser")
    put_addresses(soup)
    assert str(soup) == '<p><a href="#x">x</a></p>'
