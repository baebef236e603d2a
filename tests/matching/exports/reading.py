"""Reads back what was exported, with nothing but the standard library."""

import csv
import io
import zipfile
from xml.etree import ElementTree as ET

from matching.exports.cells import unquoted

NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def body(answer) -> bytes:
    return b"".join(answer.streaming_content)


def csv_rows(data: bytes) -> list[dict[str, str]]:
    text = data.decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text, newline=""))
    return [{key: unquoted(value) for key, value in row.items()} for row in rows]


def sheets(data: bytes) -> list[list[list[str]]]:
    """Every sheet as rows of texts; a cell's own kind is in `kinds`."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        names = sorted(n for n in book.namelist() if n.startswith("xl/worksheets/sheet"))
        return [_rows(book.read(name)) for name in names]


def cells(data: bytes, sheet: int = 1) -> dict[str, ET.Element]:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        root = ET.fromstring(book.read(f"xl/worksheets/sheet{sheet}.xml"))
    return {cell.get("r"): cell for cell in root.iterfind(".//m:c", NS)}


def _rows(xml: bytes) -> list[list[str]]:
    root = ET.fromstring(xml)
    rows = root.iterfind(".//m:row", NS)
    return [[text_of(cell) for cell in row.iterfind("m:c", NS)] for row in rows]


def text_of(cell) -> str:
    return "".join(part.text or "" for part in cell.iter() if part.tag.endswith(("}t", "}v")))
