"""Every row compared with the directory; nothing is written.

A person is found by employee number first (so history survives a new name or address), else by
e-mail address. Fields the file does not fill are left alone, and so is what belongs to the person.
An empty cell clears a field, except the three people cannot be without or set themselves.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from profiles.imports import decoding, levels, reporting, rows
from profiles.imports.plan import DIRECTORY, LISTED, Entry, Plan, Progress, silent
from profiles.imports.rows import Problems
from profiles.models import Profile

KEPT_WHEN_EMPTY = {"employee_number", "preferred_name", "time_zone"}
EVERY = 2_000
READING, COMPARING = gettext_lazy("Reading the file"), gettext_lazy("Comparing with the directory")


class Known(NamedTuple):
    """A person as the directory has them; the fields are the columns that are read."""

    pk: int
    user_id: int
    user__email: str
    is_active: bool
    manager_id: int | None
    time_zone_confirmed: bool
    employee_number: str | None
    name: str
    preferred_name: str
    job_title: str
    department: str
    grade: str
    level: int | None
    site: str
    country: str
    time_zone: str
    start_date: dt.date | None

    @property
    def email(self) -> str:
        return self.user__email.lower()


def make(
    data: bytes,
    mapped: Mapping[str, int],
    *,
    level_of: Mapping[str, int | None],
    day_first: bool = True,
    progress: Progress = silent,
) -> Plan:
    """The plan for this file. Raises UnreadableError; a row's problems are in the plan."""
    plan = Plan(_filled(mapped))
    sheet = decoding.read(data)
    people = rows.people(
        sheet.rows(), mapped, plan.problems, width=len(sheet.headers), day_first=day_first
    )
    for person in people:
        plan.entries.append(Entry(person, level_of.get(levels.key(person.grade))))
        if len(plan.entries) % EVERY == 0:
            progress(READING, min(20, len(plan.entries) // EVERY))
    rows.refuse_twins((entry.person for entry in plan.entries), plan.problems)
    _compare(plan, progress)
    return plan


def _filled(mapped: Mapping[str, int]) -> frozenset[str]:
    names = {*mapped} & {*DIRECTORY, "manager"} | {"name"}
    return frozenset(names | ({"level"} if "grade" in names else set()))


@dataclass
class _Index:
    """Ways to find a row; `numbers_kept` are the file's numbers the directory has."""

    emails: dict[str, Entry]
    numbers: dict[str, Entry]
    numbers_kept: set[str]


def _compare(plan: Plan, progress: Progress) -> None:
    index = _index(plan)
    references = reporting.references(plan.entries, index.emails, index.numbers)
    for seen, known in enumerate(_everybody()):
        entry = _find(known, index, plan.problems)
        if entry is None:
            _note_other(plan, known)
        else:
            _match(entry, known, plan.fields)
        references.answer({known.employee_number, known.email}, entry or known.pk)
        if seen % EVERY == 0:
            progress(COMPARING, min(35, 20 + seen // EVERY))
    references.refuse_rest(plan.problems)
    reporting.refuse_loops(plan)
    reporting.note_new_managers(plan)


def _everybody() -> Iterator[Known]:
    people = Profile.objects.order_by().values_list(*Known._fields)
    return map(Known._make, people.iterator(chunk_size=2_000))


def _index(plan: Plan) -> _Index:
    emails = {entry.person.email: entry for entry in plan.entries}
    numbers = {
        entry.person.employee_number: entry
        for entry in plan.entries
        if entry.person.employee_number is not None
    }
    stored = Profile.objects.order_by().values_list("employee_number", flat=True)
    return _Index(emails, numbers, {n for n in stored.iterator() if n and n in numbers})


def _find(known: Known, index: _Index, problems: Problems) -> Entry | None:
    if known.employee_number in index.numbers_kept:
        return index.numbers[known.employee_number]
    entry = index.emails.get(known.email)
    if entry is None:
        return None
    own = entry.person.employee_number
    if own in index.numbers_kept or (own and known.employee_number):
        # By number the row is somebody else, so the address would have two owners.
        values = {"email": known.email, "name": known.name}
        problems.add(entry.person.row, _("%(email)s already belongs to %(name)s.") % values)
        return None
    return entry


def _note_other(plan: Plan, known: Known) -> None:
    plan.others[known.pk] = known.manager_id
    if known.is_active:
        plan.leavers.append(known.pk)
        if len(plan.leaver_names) < LISTED:
            plan.leaver_names.append(known.name)


def _match(entry: Entry, known: Known, fields: frozenset[str]) -> None:
    entry.pk, entry.user_id = known.pk, known.user_id
    entry.old_email, entry.old_manager = known.user__email, known.manager_id
    changed = [name for name in DIRECTORY if name in fields and _differs(entry, name, known)]
    if known.email != entry.person.email:
        changed.append("email")
    if not known.is_active:
        changed.append("is_active")
    entry.changed = tuple(changed)


def _differs(entry: Entry, name: str, known: Known) -> bool:
    value = entry.level if name == "level" else getattr(entry.person, name)
    if name in KEPT_WHEN_EMPTY and not value:
        return False
    if name == "time_zone" and known.time_zone_confirmed:
        return False
    return bool(value != getattr(known, name))
