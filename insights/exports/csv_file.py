"""The long table as CSV: UTF-8 with a byte order mark, texts in quotes, numbers with a point, days
as 2027-05-24, true and false. Every line carries its definition."""

import csv
import datetime as dt
from collections.abc import Iterable, Iterator

from insights.exports.columns import COLUMNS, Cell
from insights.exports.lines import Line
from matching.exports.cells import quoted
from matching.exports.csv_file import BOM


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def written(lines: Iterable[Line]) -> Iterator[str]:
    writer = csv.writer(_Echo(), quoting=csv.QUOTE_NONNUMERIC)
    yield BOM
    yield writer.writerow([column.name for column in COLUMNS])
    for line in lines:
        yield writer.writerow([_plain(column.value(line)) for column in COLUMNS])


def _plain(cell: Cell) -> str | float:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if isinstance(cell, int | float):
        return cell
    return quoted(cell or "")
