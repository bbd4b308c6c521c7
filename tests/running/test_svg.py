"""A drawing written shorter is the same drawing."""

import re
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree

import pytest
from matplotlib.figure import Figure

from unreports.running.svg import shortened

TITLE = "A share of 0.123456789 <b> -- & more: 1.5; 2"
LINK = "{http://www.w3.org/1999/xlink}href"
TOLERANCE = 0.0051  # half of a hundredth of a point


@pytest.fixture(scope="module")
def drawn() -> str:
    """All that figures here consist of: text, markers, hatches, bars, an image, clipped lines."""
    figure = Figure(figsize=(5, 4))
    left, right = figure.subplots(1, 2)
    left.plot([0.1234567, 1e-7, 12345.678], marker="o", label="légende")
    left.bar([0, 1], [2, 3], hatch="//", alpha=0.35)
    left.text(0, 1, "x -- y", rotation=45, url="https://example.org/a.b?c=1.23456")
    right.imshow([[1, 2], [3, 4]])
    right.scatter([1, 2], [1.23456789, 2], s=[9.87654321, 20])
    left.legend()
    file = BytesIO()
    figure.savefig(file, format="svg", metadata={"Date": None, "Title": TITLE})
    return file.getvalue().decode("utf-8")


def shapes(svg: str) -> Iterator[tuple[str, dict[str, str]]]:
    for element in ElementTree.fromstring(svg).iter():
        name = element.tag.rpartition("}")[2]
        if name in ("path", "use", "rect", "image", "clipPath", "a"):
            yield name, element.attrib


def numbers(text: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?\d*\.?\d+(?:e-?\d+)?", text)]


def test_every_shape_is_there_and_where_it_was(drawn: str) -> None:
    before, after = list(shapes(drawn)), list(shapes(shortened(drawn)))
    assert [name for name, _ in before] == [name for name, _ in after]
    assert len(before) > 100
    for (_, old), (_, new) in zip(before, after, strict=True):
        for name in ("d", "width", "height", "x", "y"):
            if name in old:
                assert numbers(new[name]) == pytest.approx(numbers(old[name]), abs=TOLERANCE)
        assert re.sub(r"[^A-Za-z]", "", new.get("d", "")) == re.sub(
            r"[^A-Za-z]", "", old.get("d", "")
        )


def test_a_letter_moves_by_its_own_attributes() -> None:
    use = '<use xlink:href="#DejaVuSans-41" transform="translate(63.623047 0.781)"/>'
    assert shortened(f'<path id="DejaVuSans-41"/>{use}') == (
        '<path id="a"/><use xlink:href="#a" x="63.62" y="0.781"/>'
    )


def test_scales_keep_their_ratio() -> None:
    """A glyph is drawn 64 times too large and many hundred times so: two decimals would show."""
    assert shortened('<path transform="scale(0.015625)"/>') == '<path transform="scale(0.015625)"/>'


def test_what_is_referred_to_is_there_once(drawn: str) -> None:
    short = shortened(drawn)
    ids = re.findall(r'\bid="([^"]+)"', short)
    used = set(re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)', short))
    assert len(set(ids)) == len(ids)
    assert {a or b for a, b in used} == set(ids)


def test_words_links_and_images_stay(drawn: str) -> None:
    short = shortened(drawn)
    root = ElementTree.fromstring(short)
    assert root.findtext("{http://www.w3.org/2000/svg}title") == TITLE
    assert {a[LINK] for n, a in shapes(short) if n == "a"} == {"https://example.org/a.b?c=1.23456"}
    old = [a[LINK].split() for n, a in shapes(drawn) if n == "image"]
    assert [a[LINK].split() for n, a in shapes(short) if n == "image"] == old
    assert len(old) == 1


def test_it_is_half_as_long_and_cannot_be_shortened_again(drawn: str) -> None:
    short = shortened(drawn)
    assert len(short) < 0.7 * len(drawn)
    assert shortened(short) == short
