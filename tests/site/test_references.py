"""Citations lead to the page and the paragraph they name."""

import pytest

from unreports.site.references import (
    Reference,
    address,
    link,
    link_all,
    page_name,
    parse_reference,
)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("A/75/345, par. 55", "A_75_345.html#par-55"),
        ("A/75/345, para. 55", "A_75_345.html#par-55"),
        ("A/75/345, résumé", "A_75_345.html#resume"),
        ("A/75/345, page de titre", "A_75_345.html#page-de-titre"),
        ("A/75/345, par. 50, note 1", "A_75_345.html#par-50-note-1"),
        ("A/75/345, page de titre, note *", "A_75_345.html#page-de-titre-note-x2a"),
        ("S/2020/1, annexe II, par. 3", "S_2020_1.html#annexe-ii-par-3"),
        ("A/1, par. 5-9", "A_1.html#par-5"),
        ("A/1, paras. 5-9", "A_1.html#par-5"),
        ("report, bloc 12", "report.html#bloc-12"),
    ],
)
def test_every_kind_of_citation_has_an_address(text: str, target: str) -> None:
    reference = parse_reference(text)
    assert reference is not None
    assert address(reference, "") == target


@pytest.mark.parametrize(
    "text",
    ["", "A/75/345", "paix, droit", "Le 5 mars, par. ex.", "A/75/345, par. <b>", "a b, par. 5"],
)
def test_other_text_is_no_citation(text: str) -> None:
    assert parse_reference(text) is None
    assert "<a" not in link(text)


def test_only_documents_with_a_page_are_linked() -> None:
    assert link("A/1, par. 2", known=["A/2"]) == "A/1, par. 2"
    assert link("A/1, par. 2", known=["A/1"]).startswith('<a href="../html/A_1.html#par-2"')


def test_neighbours_share_their_symbol_and_the_rest_is_counted() -> None:
    texts = [f"A/1, par. {n}" for n in (1, 2)] + [f"B/1, par. {n}" for n in (3, 4, 5)]
    html = link_all(texts, limit=3)
    assert "par. 1</a>, <a" in html
    assert ">2</a>; " in html
    assert html.endswith("<span>+ 2 more</span>")


def test_paragraphs_cited_together_are_linked_one_by_one() -> None:
    html = link_all(["A/1, par. 2, 5-9, 12; B/1, par. 3"], limit=2)
    assert '<a href="../html/A_1.html#par-2">A/1, par. 2</a>, <a aria-label="A/1, par. 5-9"' in html
    assert 'href="../html/A_1.html#par-5">5-9</a>' in html
    assert html.endswith("<span>+ 2 more</span>")
    assert link_all(["A/1, par. 2; A/1, par. 3-7, 9-10"], limit=0).endswith("<span>+ 8 more</span>")


def test_one_citation_more_than_the_limit_is_shown_rather_than_counted() -> None:
    assert "more" not in link_all([f"A/1, par. {n}" for n in range(4)], limit=3)


@pytest.mark.parametrize(
    "symbols",
    [
        ("A/75/345", "A_75_345", "A~2F75/345", "a/75/345~", "A.75.345"),
        ("01_corpus", "index", "../index", "..", "S/RES/2457 (2019)", "ÉÉ", "A\\B", "A:B"),
    ],
)
def test_page_names_are_safe_and_never_meet(symbols: tuple[str, ...]) -> None:
    names = [page_name(symbol) for symbol in symbols]
    assert len(set(names)) == len(names)
    assert all(set(name) <= set(_SAFE) and not name.startswith(".") for name in names)
    assert not any(name[0].isdigit() for name in names)


_SAFE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._~-"


def test_the_parts_are_kept() -> None:
    assert parse_reference("A/1, par. 2") == Reference("A/1", "par. 2")
