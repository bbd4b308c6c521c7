"""Document symbols: one comparable form, and the parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unreports.errors import SymbolError
from unreports.symbols import (
    from_filename,
    is_symbol,
    normalise,
    parse,
    split_double,
    to_filename,
)

SYMBOLS = [
    "A/75/345",
    "A/75/345/Add.1/Corr.2",
    "S/RES/2457 (2019)",
    "A/RES/217(III)",
    "A/RES/217(III)[A]",
    "A/RES/72/262 C",
    "A/RES/3201(S-VI)",
    "A/RES/ES-10/20",
    "A/HRC/S-21/1",
    "A/HRC/RES/45/1",
    "S/PRST/2013/12",
    "E/CN.6/2025/4",
    "A/AC.109/2025/18",
    "ST/AI/189/Add.9/Rev.2",
    "CEB/2021/1",
    "A/C.4/53/SR.3",
]


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_a_normal_symbol_is_a_symbol_and_stays_as_it_is(symbol: str) -> None:
    assert is_symbol(symbol)
    assert normalise(symbol) == symbol == parse(symbol).text


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_a_symbol_survives_as_a_file_name(symbol: str) -> None:
    assert from_filename(f"{to_filename(symbol)}-fr.txt") == (symbol, "fr")


@pytest.mark.parametrize(
    ("printed", "symbol"),
    [
        ("a/75/345 .", "A/75/345"),
        ("A/75/345/add.1", "A/75/345/Add.1"),
        ("S/RES/2457(2019)", "S/RES/2457 (2019)"),
        ("A/RES/217 (III)", "A/RES/217(III)"),
        ("A/RES/72/262C", "A/RES/72/262 C"),
        ("Ａ／75／345", "A/75/345"),
        ("A/ 75/\u00a0345,", "A/75/345"),
    ],
)
def test_what_is_printed_is_written_in_one_form(printed: str, symbol: str) -> None:
    assert normalise(printed) == symbol


@pytest.mark.parametrize(
    "text", ["", "A", "et/ou", "VIH/SIDA", "a/75/345", "2019/20", "A//1", "A-1/2"]
)
def test_other_texts_are_no_symbols(text: str) -> None:
    assert not is_symbol(text)
    with pytest.raises(SymbolError, match="A symbol looks like"):
        parse(text)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("A/75/345-S/2020/898", ("A/75/345", "S/2020/898")),
        ("A/RES/ES-10/20", ("A/RES/ES-10/20",)),
        ("A/80/62–E/2025/12", ("A/80/62", "E/2025/12")),
    ],
)
def test_a_double_symbol_is_two(text: str, parts: tuple[str, ...]) -> None:
    assert split_double(text) == parts


@given(st.text(alphabet="AaSs/.()[]- 0123456789IVX\u00a0é", max_size=40))
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert not is_symbol(once) or normalise(once) == once
