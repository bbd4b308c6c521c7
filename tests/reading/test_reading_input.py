"""Bad input gives one clear error; encodings are told apart."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from unreports.errors import NumberingWarning, ReadingError, UnnumberedWarning
from unreports.reading import Document, read
from unreports.reading.files import decode

Reading = Callable[..., Document]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n\xc2\xa0\r\n\f", "empty"),
        (b"%PDF-1.7 ...", "this is a PDF, not text"),
        ("\ufeff\u200b\u3000\n---\n".encode(), "empty"),
        (b"\n%PDF-1.7 ...", "this is a PDF, not text"),
        (b"PK\x03\x04 ...", "DOCX"),
        (b"<?xml version='1.0'?>\n<!DOCTYPE html>", "web page"),
        ("Le Secrétaire général a présenté l'été.".encode("mac_roman"), "encoding is unknown"),
        ("Le Secrétaire général a présenté l'été.".encode("cp850"), "encoding is unknown"),
        (b"1. a\n2. \0b", "line 2: this is a binary file"),
        (b"1. a.\n" + b"\x01\x02" * 20, "line 2: the text is full of control characters"),
        ("1. a.\n2. Ã©tÃ© crÃ©Ã©".encode(), "line 2: the text was decoded wrongly"),
        (b"<!DOCTYPE html><html>", "web page"),
        ("Организация Объединенных Наций и другие".encode("koi8-r"), "encoding is unknown"),
        (b"a\x81b", "encoding is unknown"),
        (b"\xff\xfea", "starts as utf-16"),
    ],
)
def test_files_that_are_no_reports(tmp_path: Path, data: bytes, words: str) -> None:
    """The error names the file, the line where there is one, and what to do."""
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(ReadingError) as caught:
        read(path)
    assert words in str(caught.value)
    assert caught.value.where == path
    assert caught.value.remedy


def test_missing_file_and_folder(tmp_path: Path) -> None:
    """Neither is a file to read."""
    with pytest.raises(ReadingError, match="no such file"):
        read(tmp_path / "none.txt")
    with pytest.raises(ReadingError, match="folder"):
        read(tmp_path)


@pytest.mark.parametrize(
    ("codec", "name", "text"),
    [
        ("utf-8", "utf-8", "1. L’été, cœur."),
        ("utf-8-sig", "utf-8-sig", "1. L’été, cœur."),
        ("latin-1", "iso-8859-1", "1. L'été."),
        ("cp1252", "cp1252", "1. L’été, cœur."),
        ("utf-16", "utf-16", "1. L’été, cœur."),
    ],
)
def test_encodings(reading: Reading, codec: str, name: str, text: str) -> None:
    """The bytes tell the encoding, and the text is the same."""
    document = reading(text.encode(codec))
    assert document.encoding == name
    assert document.paragraphs[0].text == text[3:]


def test_warnings_are_given(tmp_path: Path) -> None:
    """The two doubts have their own classes and name the file."""
    path = tmp_path / "a-fr.txt"
    path.write_text("1. Un.\n\n3. Trois.\n", "utf-8")
    with pytest.warns(NumberingWarning, match=r"a-fr\.txt: paragraph 3 follows 1; 2 is missing"):
        read(path)
    path.write_text("Rien.\n", "utf-8")
    with pytest.warns(UnnumberedWarning, match="no numbered paragraph"):
        read(path)


def test_decode_keeps_every_byte() -> None:
    """All of Latin-1's printable half survives."""
    text = "a" * 500 + "".join(map(chr, range(0xA1, 0x100)))
    assert decode(text.encode("latin-1")) == (text, "iso-8859-1")
