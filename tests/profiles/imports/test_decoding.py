"""Every encoding × delimiter × newline gives the same rows; what is no table is refused in words."""

import codecs
from itertools import product
from time import perf_counter

import pytest

from profiles.imports import decoding
from profiles.imports.decoding import UnreadableError, read

TEXT = [["Name", "Work email", "City"], ["Zoë Müller", "zoe@example.com", 'Wien "Mitte"']]
WIDE = [["名前", "Work email", "City"], ["山田 太郎", "yamada@example.com", "東京"]]
ENCODINGS = {
    "utf-8": b"",
    "utf-8 with mark": codecs.BOM_UTF8,
    "utf-16-le": b"",
    "utf-16-be": b"",
    "utf-16-le with mark": codecs.BOM_UTF16_LE,
    "utf-16-be with mark": codecs.BOM_UTF16_BE,
    "utf-32-le with mark": codecs.BOM_UTF32_LE,
    "cp1252": b"",
}


def written(rows, encoding, delimiter, newline) -> bytes:
    quoted = [['"' + cell.replace('"', '""') + '"' for cell in row] for row in rows]
    text = newline.join(delimiter.join(row) for row in quoted) + newline
    return ENCODINGS[encoding] + text.encode(encoding.removesuffix(" with mark"))


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(
    ("delimiter", "newline"), list(product(",;\t|", ("\r\n", "\n", "\r"))), ids=repr
)
def test_the_same_rows_from_every_program(encoding, delimiter, newline):
    for rows in (TEXT, WIDE) if encoding != "cp1252" else (TEXT,):
        sheet = read(written(rows, encoding, delimiter, newline))
        assert [sheet.headers, *(cells for _n, cells in sheet.rows())] == rows


def test_rows_are_numbered_as_a_spreadsheet_shows_them():
    sheet = read(b'sep=;\nName;Mail\n\nAna;a@x.com\n"Bo\nLee";b@x.com\n;\n')
    assert sheet.headers == ["Name", "Mail"]
    assert list(sheet.rows()) == [(4, ["Ana", "a@x.com"]), (5, ["Bo\nLee", "b@x.com"])]


def test_commas_inside_cells_do_not_decide_the_delimiter():
    sheet = read(b"Name;Mail\nRuiz, Ana;a@x.com\nLee, Bo, Jr;b@x.com\n")
    assert sheet.delimiter == ";"


def test_a_file_of_one_column_has_one_column():
    assert read(b"Email\nana@example.com\n").headers == ["Email"]


def test_unnamed_columns_at_the_end_are_dropped():
    assert read(b"Name,Mail,,\nAna,a@x.com,,\n").headers == ["Name", "Mail"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "must not be empty"),
        (b"\r\n\r\n", "must not be empty"),
        (codecs.BOM_UTF8, "must not be empty"),
        (b"PK\x03\x04\x14\x00\x06\x00", "spreadsheet, a PDF or a zip"),
        (b"%PDF-1.7\n", "spreadsheet, a PDF or a zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "spreadsheet, a PDF or a zip"),
        (b"\x00\x01\x02\x03\x00\x00\x00\x00", "must be text"),
        (b"\x7fELF\x02\x01\x01\x00\x00", "must be text"),
        (b'Name,Mail\n"Ana,a@x.com\n', "Row 2: the quotation marks"),
        (b'Name,Mail\nAna,a@x.com\n"Bo"x,b@x.com\n', "Row 3: the quotation marks"),
        (codecs.BOM_UTF16_LE + b"N\x00a\x00\x00", "UTF-8, UTF-16 or Windows-1252"),
        (codecs.BOM_UTF16_LE + "Name,".encode("utf-16-le") + b"\x00\xd8", "UTF-8, UTF-16"),
        (b"Name\nMax M\x81ller\n", "UTF-8, UTF-16 or Windows-1252"),
        ("Name,Mail\nZoë,z\nLéa,l\n".encode() + b"Jos\xe9,j\n", "Row 4 holds characters"),
        (b"a," * 10_000 + b"b\n", "Row 1 must have 200 columns or fewer"),
        (b"Name,Mail\n" + b"x" * 10_000_000 + b",a@x.com\n", "Row 2: a cell must be"),
    ],
    ids=lambda value: repr(value[:20]),
)
def test_what_is_no_table_is_refused_in_words_and_quickly(data, words):
    start = perf_counter()
    with pytest.raises(UnreadableError, match=words):
        list(read(data).rows())
    assert perf_counter() - start < 2


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr(decoding, "MAX_ROWS", 3)
    with pytest.raises(UnreadableError, match="3 rows or fewer"):
        list(read(b"Name\n" + b"Ana\n" * 4).rows())
