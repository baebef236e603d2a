import csv
import io

import pytest

from matching.exports.cells import is_formula, quoted, unquoted

STARTS = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]
BEFORE = ["", " ", '"', "'", "  '", "\u00a0"]


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("before", BEFORE)
def test_what_a_spreadsheet_would_run_is_quoted_and_comes_back(start, before):
    text = f"{before}{start}HYPERLINK(1)"
    assert quoted(text) == f"'{text}"
    assert unquoted(quoted(text)) == text


@pytest.mark.parametrize("text", ["", " ", "'", "Ada", "O'Neil", "a=b", "3-4", "'Ada'"])
def test_plain_text_stays_as_it_is(text):
    assert not is_formula(text)
    assert quoted(text) == text
    assert unquoted(text) == text


def test_a_line_end_inside_a_text_survives_the_file():
    out = io.StringIO()
    csv.writer(out).writerow([quoted("=1\r\n2")])
    assert unquoted(next(csv.reader(io.StringIO(out.getvalue(), newline="")))[0]) == "=1\r\n2"
