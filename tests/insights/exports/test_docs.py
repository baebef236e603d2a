"""`docs/exports.md` is the contract with other tools: it says what the code does."""

import re
from pathlib import Path

from insights.exports.columns import COLUMNS
from insights.exports.lines import SPREAD
from insights.groups import CUTS

PAGE = Path(__file__).parents[3] / "docs" / "exports.md"
ROW = re.compile(r"^\| `(\w+)` \| (\w+) \| (yes|no) \| (.+) \|$", re.MULTILINE)


def test_every_column_stands_there_as_it_is():
    documented = ROW.findall(PAGE.read_text())
    assert documented == [
        (column.name, column.kind, "yes" if column.may_be_empty else "no", str(column.meaning))
        for column in COLUMNS
    ]


def test_every_cut_is_named():
    text = PAGE.read_text()
    for cut in (*CUTS, SPREAD):
        assert f"`{cut}`" in text


def test_the_names_of_the_columns_are_kept():
    """A tool reads by these names: one that is gone or renamed breaks it."""
    assert [column.name for column in COLUMNS][:16] == [
        *("week", "program_id", "program", "measure", "title", "unit", "cut", "group"),
        *("group_title", "value", "numerator", "denominator", "people", "hidden", "counted_on"),
        "definition",
    ]
