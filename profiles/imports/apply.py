"""Writing a plan: one transaction, in batches, 100,000 rows in under a minute.

Order matters: addresses move before new people take freed ones, new people exist before anybody
reports to them, hooks come last and see the finished directory.
"""

import logging
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import TypeVar

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import connection, models, transaction
from django.utils.translation import gettext_lazy as _

from profiles import contributions, people, search
from profiles.imports import addresses, staging
from profiles.imports.plan import DIRECTORY, Entry, Plan, Progress, silent
from profiles.models import GradeLevel, Profile, User

logger = logging.getLogger("profiles.imports")
Item = TypeVar("Item")
BATCH = 2_000
OWN = tuple(name for name in DIRECTORY if name not in {"level", "time_zone"})
NEW = ("id", "user_id", "manager_id", "search_text", "trigrams", "time_zone", "level", *OWN)
# Fields whose words the search finds people by.
SEARCHED = {"name", "preferred_name", "job_title", "department"}
WRITING, FINISHING = _("Writing people"), _("Checking pairs and leavers")


def write(
    plan: Plan, *, is_complete: bool, by: User | None, now: datetime, progress: Progress = silent
) -> None:
    """Make the directory what the plan says. The caller has checked that there are no problems."""
    with transaction.atomic():
        progress(WRITING, 36)
        _return(plan, by=by, now=now)
        addresses.move([entry for entry in plan.changed if "email" in entry.changed], now=now)
        _create(list(plan.new), progress)
        _update(plan, now=now, progress=progress)
        progress(FINISHING, 92)
        if is_complete:
            _leave(plan.leavers, by=by, now=now)
        _tell_of_new_lines(plan)


def _return(plan: Plan, *, by: User | None, now: datetime) -> None:
    pks = [entry.pk for entry in plan.changed if "is_active" in entry.changed]
    for profile in Profile.objects.filter(pk__in=pks).order_by("pk"):
        people.reactivate(profile, by, now)


def _leave(pks: list[int], *, by: User | None, now: datetime) -> None:
    for profile in Profile.objects.filter(pk__in=pks).order_by("pk"):
        people.deactivate(profile, by, now)


def _create(entries: list[Entry], progress: Progress) -> None:
    """Ids are taken first, so that everybody can point to a manager who comes later."""
    pks, user_ids = _next_ids(Profile, len(entries)), _next_ids(User, len(entries))
    for entry, pk, user_id in zip(entries, pks, user_ids, strict=True):
        entry.pk, entry.user_id = pk, user_id
    for done, batch in enumerate(batches(entries)):
        staging.insert(User, ("id", "email", "password"), map(_user, batch))
        staging.insert(EmailAddress, ("user_id", "email", "primary"), map(_address, batch))
        staging.insert(Profile, NEW, map(_profile, batch))
        progress(WRITING, 36 + 50 * done * BATCH // len(entries))


def _next_ids(model: type[models.Model], count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [row[0] for row in cursor.fetchall()]


def _user(entry: Entry) -> tuple[object, ...]:
    # What make_password(None) does, a hundred times quicker.
    unusable = UNUSABLE_PASSWORD_PREFIX + secrets.token_urlsafe(30)
    return entry.user_id, entry.person.email, unusable


def _address(entry: Entry) -> tuple[object, ...]:
    return entry.user_id, entry.person.email, True


def _profile(entry: Entry) -> tuple[object, ...]:
    person = entry.person
    found = search.fields_for(
        person.name, person.preferred_name, person.job_title, person.department
    )
    return (
        entry.pk,
        entry.user_id,
        entry.manager_pk,
        found["search_text"],
        staging.array(found["trigrams"]),
        person.time_zone or "UTC",
        entry.level,
        *(getattr(person, name) for name in OWN),
    )


def _update(plan: Plan, *, now: datetime, progress: Progress) -> None:
    columns = sorted(plan.fields)
    rewritten = [entry for entry in plan.changed if not plan.fields.isdisjoint(entry.changed)]
    staging.update_profiles(columns, (_values(entry, columns) for entry in rewritten), now=now)
    progress(WRITING, 88)
    searched = [entry.pk for entry in rewritten if not SEARCHED.isdisjoint(entry.changed)]
    for batch in batches(searched):
        _refresh_search(batch)


def _values(entry: Entry, columns: Iterable[str]) -> tuple[object, ...]:
    return (entry.pk, *(_value(entry, column) for column in columns))


def _value(entry: Entry, column: str) -> object:
    if column == "manager":
        return entry.manager_pk
    if column == "level":
        return entry.level
    # None keeps what is there (see staging): an empty cell, or a zone the person has confirmed.
    if column in staging.KEPT and column not in entry.changed:
        return None
    return getattr(entry.person, column)


def _refresh_search(pks: list[int]) -> None:
    rows = list(Profile.objects.filter(pk__in=pks).only("pk", *SEARCHED))
    search.fill(rows)
    staging.update_search((r.pk, r.search_text, staging.array(r.trigrams)) for r in rows)


def _tell_of_new_lines(plan: Plan) -> None:
    """An import never fails because of a pair: a broken hook is logged and undone, alone."""
    moved = [entry.pk for entry in plan.changed if "manager" in entry.changed]
    for hook in contributions.REPORTING_LINE_HOOKS if moved else ():
        _guarded(hook, moved)


def _guarded(hook: Callable[[list[int]], None], moved: list[int]) -> None:
    try:
        with transaction.atomic():
            hook(moved)
    except Exception:
        logger.exception("a reporting line hook failed")


def keep_grades(level_of: Mapping[str, int | None]) -> None:
    """Remember the grade map for the next import."""
    known = {row.grade.lower(): row for row in GradeLevel.objects.all()}
    fits = GradeLevel._meta.get_field("grade").max_length or 0
    new = [
        GradeLevel(grade=grade, level=level)
        for grade, level in level_of.items()
        if grade not in known and len(grade) <= fits
    ]
    changed = []
    for grade, level in level_of.items():
        row = known.get(grade)
        if row is not None and row.level != level:
            row.level = level
            changed.append(row)
    GradeLevel.objects.bulk_create(new, ignore_conflicts=True)
    GradeLevel.objects.bulk_update(changed, ["level"])


def batches(items: Iterable[Item], size: int = BATCH) -> Iterator[list[Item]]:
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
