"""From cells to people: every row becomes a typed person or problems with their row number.

Nothing here knows the database. A cell that breaks a rule never changes silently: it is a problem,
and one problem stops the whole import.
"""

import datetime as dt
import re
import unicodedata
import zoneinfo
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from sys import intern

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from profiles.imports.columns import BY_NAME
from profiles.imports.dates import parse

# As wide as the columns of Profile and User; a test compares them.
LONGEST = {
    "email": 254,
    "employee_number": 64,
    "name": 120,
    "first_name": 120,
    "last_name": 120,
    "preferred_name": 60,
    "job_title": 120,
    "department": 120,
    "grade": 60,
    "site": 120,
    "country": 80,
    "time_zone": 64,
    "manager": 254,
    "start_date": 40,
}
# Values many people share: kept once in memory.
SHARED = ("job_title", "department", "grade", "site", "country", "time_zone")
KEPT = 1_000
# Stands for a cell that is refused already, so that it is told once.
HARMLESS = {"email": "a@example.com", "start_date": "2000-01-01", "time_zone": "UTC"}
SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|md|phd|dds|esq|mba|ph\. ?d|m\. ?d)\.?", re.IGNORECASE)
EXCEL_TEXT = re.compile(r'="(.*)"')


@dataclass(slots=True)
class Person:
    """One row. `manager` is a lower-case e-mail address or an employee number, or empty."""

    row: int
    email: str
    employee_number: str | None = None
    name: str = ""
    preferred_name: str = ""
    job_title: str = ""
    department: str = ""
    grade: str = ""
    site: str = ""
    country: str = ""
    time_zone: str = ""
    manager: str = ""
    start_date: dt.date | None = None


@dataclass
class Problems:
    """Problems by row; the first thousand are kept, all are counted.

    `refused` are addresses and numbers of rows that gave no person: their reports are not to blame.
    """

    found: list[tuple[int, str]] = field(default_factory=list)
    count: int = 0
    refused: set[str] = field(default_factory=set)

    def add(self, row: int, text: str) -> None:
        self.count += 1
        if len(self.found) < KEPT:
            self.found.append((row, text))

    def in_order(self) -> list[tuple[int, str]]:
        return sorted(self.found)


def people(
    rows: Iterable[tuple[int, list[str]]],
    mapped: Mapping[str, int],
    problems: Problems,
    *,
    width: int,
    day_first: bool = True,
) -> Iterator[Person]:
    """The person of each row; a row with problems gives none."""
    for number, cells in rows:
        before = problems.count
        if len(cells) != width and not _fits(cells, width):
            problems.add(number, _wrong_width(len(cells), width))
            continue
        texts = {name: _text(name, cells[at], number, problems) for name, at in mapped.items()}
        person = _person(number, texts, problems, day_first=day_first)
        if problems.count == before:
            yield person
        else:
            problems.refused |= {person.email, person.employee_number or ""}


def _fits(cells: list[str], width: int) -> bool:
    """Empty cells after the last column harm nobody; a short row may have lost its end."""
    return len(cells) > width and not any(cells[width:])


def _wrong_width(found: int, width: int) -> str:
    return _("The row has %(found)d columns, the header has %(wanted)d.") % {
        "found": found,
        "wanted": width,
    }


def _text(name: str, cell: str, row: int, problems: Problems) -> str:
    text = clean(cell)
    if not text.isprintable():
        problems.add(row, _("%(field)s must be free of control characters.") % _label(name))
        return HARMLESS.get(name, "-")
    if len(text) > LONGEST[name]:
        values = _label(name) | {"most": LONGEST[name]}
        problems.add(row, _("%(field)s must be %(most)d characters or fewer.") % values)
        return HARMLESS.get(name, "-")
    return intern(text) if name in SHARED else text


def clean(cell: str) -> str:
    """One line, single spaces, composed letters; Excel's ="00123" gives 00123."""
    if not cell.isascii():
        cell = unicodedata.normalize("NFC", cell).replace("\ufeff", "").replace("\u200b", "")
    text = " ".join(cell.split())
    if text.startswith("=") and (match := EXCEL_TEXT.fullmatch(text)):
        return match[1].strip()
    return text


def _label(name: str) -> dict[str, object]:
    return {"field": BY_NAME[name].label}


def _person(number: int, texts: dict[str, str], problems: Problems, *, day_first: bool) -> Person:
    person = Person(
        number,
        _email(texts.get("email", ""), number, problems),
        texts.get("employee_number") or None,
    )
    person.name = _name(texts, number, problems)
    for name in ("preferred_name", *SHARED):
        setattr(person, name, texts.get(name, ""))
    if person.time_zone and person.time_zone not in _time_zones():
        problems.add(number, _("Time zone must be a name like Europe/Madrid."))
    person.manager = texts.get("manager", "")
    if "@" in person.manager:
        person.manager = person.manager.lower()
    person.start_date = _date(texts.get("start_date", ""), number, problems, day_first=day_first)
    return person


def _email(text: str, row: int, problems: Problems) -> str:
    email = text.removeprefix("mailto:").lower()
    if not email:
        problems.add(row, _("Enter the work email."))
    elif len(email) > LONGEST["email"] or not is_email(email):
        problems.add(row, _("Work email must be an address like name@company.com."))
    return email


def is_email(text: str) -> bool:
    """Letters of any language may stand before the @, as in josé@example.com."""
    if not text.isascii():
        local, at, domain = text.rpartition("@")
        text = "".join("a" if c.isalnum() and not c.isascii() else c for c in local) + at + domain
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _name(texts: Mapping[str, str], row: int, problems: Problems) -> str:
    name = in_order(texts.get("name", ""))
    if not name:
        name = f"{texts.get('first_name', '')} {texts.get('last_name', '')}".strip()
    if not name:
        problems.add(row, _("Enter the name."))
    elif len(name) > LONGEST["name"]:
        values = _label("name") | {"most": LONGEST["name"]}
        problems.add(row, _("%(field)s must be %(most)d characters or fewer.") % values)
    return name


def in_order(name: str) -> str:
    """ "Ruiz, Ana" is Ana Ruiz; "Martin King, Jr." stays."""
    last, comma, first = name.partition(", ")
    if not comma or "," in first or SUFFIX.fullmatch(first):
        return name
    return f"{first} {last}"


@cache
def _time_zones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())


def _date(text: str, row: int, problems: Problems, *, day_first: bool) -> dt.date | None:
    if not text:
        return None
    found = parse(text, day_first=day_first)
    if found is None:
        problems.add(row, _("Start date must be a date like 2026-05-31."))
    return found


def refuse_twins(persons: Iterable[Person], problems: Problems) -> None:
    """The same address (in any case) or number in two rows is a problem of the later row."""
    emails: dict[str, int] = {}
    numbers: dict[str, int] = {}
    for person in persons:
        first = emails.setdefault(person.email, person.row)
        if first != person.row:
            values = {"email": person.email, "row": first}
            problems.add(person.row, _("%(email)s is also in row %(row)d.") % values)
        if person.employee_number is not None:
            first = numbers.setdefault(person.employee_number, person.row)
            if first != person.row:
                values = {"number": person.employee_number, "row": first}
                text = _("Employee number %(number)s is also in row %(row)d.") % values
                problems.add(person.row, text)
