"""Reading a workbook as a spreadsheet would, for tests: its XML and nothing else."""

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@dataclass
class Sheet:
    """A sheet: its XML, and the values of its cells by address."""

    xml: str
    cells: dict[str, str | float]

    def row(self, number: int) -> list[str | float]:
        pattern = re.compile(rf"[A-Z]+{number}")
        return [value for place, value in self.cells.items() if pattern.fullmatch(place)]


def read_workbook(path: Path) -> dict[str, Sheet]:
    """Return the sheets of a workbook by name, in their order."""
    with zipfile.ZipFile(path) as archive:
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
        names = [sheet.attrib["name"] for sheet in book.iter(f"{_MAIN}sheet")]
        parts = [f"xl/worksheets/sheet{n}.xml" for n in range(1, len(names) + 1)]
        return {n: _sheet(archive.read(p)) for n, p in zip(names, parts, strict=True)}


def _sheet(content: bytes) -> Sheet:
    cells: dict[str, str | float] = {}
    for cell in ElementTree.fromstring(content).iter(f"{_MAIN}c"):
        assert {child.tag for child in cell} <= {f"{_MAIN}is", f"{_MAIN}v"}, "a formula"
        text = "".join(cell.itertext())
        is_text = cell.attrib.get("t") == "inlineStr"
        cells[cell.attrib["r"]] = _decoded(text) if is_text else float(text)
    return Sheet(content.decode("utf-8"), cells)


def _decoded(text: str) -> str:
    """Read the escapes of the format: _x005F_ is the character U+005F."""
    return re.sub("_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), text)
