"""Which column of a file fills which field: guesses from the header names of many HR systems.

>>> guess(["Personalnr.", "E-Mail-Adresse", "Vorname", "Nachname", "Vorgesetzter (E-Mail)"])
{'email': 1, 'employee_number': 0, 'first_name': 2, 'last_name': 3, 'manager': 4}
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Mapped = dict[str, int]
Matcher = Callable[[str, str, str], bool]


@dataclass(frozen=True)
class Field:
    """A field of a person, in the order of the mapping page."""

    name: str
    label: "StrOrPromise"
    hint: "StrOrPromise" = ""


FIELDS = (
    Field("email", _("Work email"), _("It is the sign-in name.")),
    Field(
        "employee_number",
        _("Employee number"),
        _("History stays with this number when a name or an address changes."),
    ),
    Field("name", _("Full name"), _("Or first and last name below.")),
    Field("first_name", _("First name")),
    Field("last_name", _("Last name")),
    Field("preferred_name", _("Preferred name")),
    Field("job_title", _("Job title")),
    Field("department", _("Department")),
    Field("grade", _("Grade or level"), _("Next you say which grade is which level.")),
    Field("site", _("Site")),
    Field("country", _("Country")),
    Field("time_zone", _("Time zone"), _("A name like Europe/Madrid.")),
    Field("manager", _("Manager"), _("An e-mail address or an employee number, in any row order.")),
    Field("start_date", _("Start date")),
)
BY_NAME = {field.name: field for field in FIELDS}


def _header_names() -> dict[str, list[str]]:
    """The sections of header_names.txt."""
    text = Path(__file__).with_name("header_names.txt").read_text("utf-8")
    sections = re.findall(r"^\[(\w+)\]\n([^\[]+)", text, flags=re.MULTILINE)
    return {name: " ".join(names.split()).split(", ") for name, names in sections}


KNOWN_AS = _header_names()


def plain(header: str) -> str:
    """ "Manager’s E-Mail " becomes "manager s e mail"."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header)
    marks = unicodedata.normalize("NFKD", spaced.casefold())
    return " ".join(re.sub(r"[^\w]|_", " ", "".join(c for c in marks if not _is_mark(c))).split())


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) == "Mn"


def guess(headers: Sequence[str]) -> Mapped:
    """The likely column of each field: exact names first, then names that hold the words."""
    words = [plain(header) for header in headers]
    found: Mapped = {}
    for is_match in (_is_same, _holds):
        for field in FIELDS:
            column = _first(field, words, set(found.values()), is_match)
            if field.name not in found and column is not None:
                found[field.name] = column
    if "name" in found and "first_name" in found and "last_name" in found:
        del found["name"]
    return {field.name: found[field.name] for field in FIELDS if field.name in found}


def _first(field: Field, words: Sequence[str], taken: set[int], is_match: Matcher) -> int | None:
    for name in KNOWN_AS[field.name]:
        for column, header in enumerate(words):
            if column not in taken and is_match(header, name, field.name):
                return column
    return None


def _is_same(header: str, name: str, field: str) -> bool:
    return header == name or header.replace(" ", "") == name.replace(" ", "")


MANAGER = re.compile(r"\b(manager|supervisor|vorgesetzte|fuhrungskraft|boss|chef|jefe|reports)")


def _holds(header: str, name: str, field: str) -> bool:
    """ "Employee work email" holds "work email"; what speaks of a manager is the manager's."""
    if len(name) < 4 or bool(MANAGER.search(header)) != (field == "manager"):
        return False
    return f" {name} " in f" {header} "


def by_header(choices: Mapping[str, str], headers: Sequence[str]) -> Mapped:
    """The columns of `field=Header` choices. Raises KeyError with the name that is unknown."""
    places = {plain(header): column for column, header in reversed(list(enumerate(headers)))}
    for name, header in choices.items():
        if name not in BY_NAME:
            raise KeyError(name)
        if plain(header) not in places:
            raise KeyError(header)
    return {name: places[plain(header)] for name, header in choices.items()}


def missing(mapped: Mapping[str, int]) -> list[str]:
    """What must still be chosen before the file can be read."""
    names = [] if "email" in mapped else ["email"]
    has_name = "name" in mapped or "first_name" in mapped or "last_name" in mapped
    return names if has_name else [*names, "name"]
