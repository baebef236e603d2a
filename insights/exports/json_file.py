"""The long table as JSON, in the form `schema` describes, written line by line."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator

from insights.exports import definitions
from insights.exports.columns import COLUMNS
from insights.exports.lines import Line


def written(lines: Iterable[Line], *, schema: str, at: dt.datetime) -> Iterator[str]:
    """`schema` is the address of the description."""
    head = {"$schema": schema, "exported_at": at.isoformat(timespec="seconds")}
    yield _json(head)[:-1] + ', "definitions": ' + _json(definitions.named()) + ', "lines": ['
    comma = "\n"
    for line in lines:
        yield comma + _json({column.name: column.value(line) for column in COLUMNS})
        comma = ",\n"
    yield "\n]}\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=_day)


def _day(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"no form for {type(value).__name__}")
