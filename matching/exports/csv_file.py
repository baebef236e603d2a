"""Lines as CSV, one after the other: UTF-8 with a byte order mark, every text in quotes."""

import csv
from collections.abc import Iterable, Iterator
from datetime import datetime

from matching.exports.cells import Cell, quoted
from matching.exports.columns import COLUMNS
from matching.exports.lines import Line
from matching.exports.paper import Paper

BOM = "\ufeff"


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def of_round(lines: Iterable[Line], paper: Paper) -> Iterator[str]:
    headings = [column.title(paper) for column in COLUMNS]
    return written(headings, ([column.value(line) for column in COLUMNS] for line in lines), paper)


def written(headings: list[str], rows: Iterable[list[Cell]], paper: Paper) -> Iterator[str]:
    writer = csv.writer(_Echo(), quoting=csv.QUOTE_NONNUMERIC)
    yield BOM
    yield writer.writerow(headings)
    for row in rows:
        yield writer.writerow([_plain(cell, paper) for cell in row])


def _plain(cell: Cell, paper: Paper) -> str | int:
    if isinstance(cell, datetime):
        return paper.local(cell).strftime("%Y-%m-%d %H:%M")
    if isinstance(cell, int):
        return cell
    return quoted(cell or "")
