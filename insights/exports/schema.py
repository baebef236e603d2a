"""What the JSON file looks like, as JSON Schema (draft 2020-12), made from the columns."""

from typing import Any

from insights.exports import definitions
from insights.exports.columns import COLUMNS, Column
from insights.exports.lines import SPREAD
from insights.groups import CUTS
from insights.measures import MEASURES

DRAFT = "https://json-schema.org/draft/2020-12/schema"
TYPES: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "date": {"type": "string", "format": "date"},
    "number": {"type": "number"},
    "count": {"type": "integer"},
    "yes": {"type": "boolean"},
}
UNITS = ["share", "mean", "count", "hours"]


def of(address: str) -> dict[str, Any]:
    """`address` is where this description is served."""
    return {
        "$schema": DRAFT,
        "$id": address,
        "title": "Figures of mentoring programs",
        "type": "object",
        "required": ["exported_at", "definitions", "lines"],
        "properties": {
            "$schema": {"type": "string", "format": "uri"},
            "exported_at": {"type": "string", "format": "date-time"},
            "definitions": {"type": "array", "items": _definition()},
            "lines": {"type": "array", "items": _line()},
        },
    }


def _definition() -> dict[str, Any]:
    properties = {name: {"type": "string"} for name in definitions.NAMES}
    return {"type": "object", "required": list(definitions.NAMES), "properties": properties}


def _line() -> dict[str, Any]:
    return {
        "type": "object",
        "required": [column.name for column in COLUMNS],
        "additionalProperties": False,
        "properties": {column.name: _property(column) for column in COLUMNS},
    }


def _property(column: Column) -> dict[str, Any]:
    known: dict[str, list[str]] = {
        "measure": list(MEASURES),
        "unit": UNITS,
        "cut": ["", *CUTS, SPREAD],
    }
    found = {**TYPES[column.kind], "description": str(column.meaning)}
    if column.may_be_empty:
        found["type"] = [found["type"], "null"]
    if column.name in known:
        found["enum"] = known[column.name]
    if column.name == "people":
        found["minimum"] = 5
    return found
