"""Places in a program: counted in the database, so that no race can give one away twice.

`take` and `give_back` lock the rows inside the caller's transaction, enrollments first
and people second, each by ascending id, so that two callers never wait for each other in a ring.
A mentor's place counts in the program (`Enrollment.used`) and over all programs
(`Profile.mentoring_used`).

    with transaction.atomic():
        places.take([mentor.pk, mentee.pk])     # PlacesTakenError names who is full
        Pair.objects.create(…)
"""

import functools
import random
import time
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, ParamSpec, TypeVar

from django.db import OperationalError, transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from matching.models import Enrollment
from profiles.models import Profile

DEADLOCK, SERIALIZATION = "40P01", "40001"
TRIES = 3

P = ParamSpec("P")
R = TypeVar("R")


class PlacesTakenError(Exception):
    """Somebody has no place left; `profile` says who and the text says it to people."""

    def __init__(self, profile: Profile, message: str) -> None:
        super().__init__(message)
        self.profile = profile


def take(enrollment_ids: Iterable[int]) -> None:
    """Take one place per id (an id may come more than once). All or nothing by the caller's
    transaction: the error must leave it."""
    wanted = Counter(enrollment_ids)
    if taken := _take(Enrollment.objects.all(), wanted, used="used", limit="capacity"):
        raise full(taken)
    people = Counter(dict(_mentors(wanted)))
    if taken := _take(
        Profile.objects.all(), people, used="mentoring_used", limit="mentoring_limit"
    ):
        raise _at_limit(taken)


def _take(rows: QuerySet[Any], wanted: Counter[int], *, used: str, limit: str) -> int | None:
    """Lock the rows, ids ascending, then count up; the id of the first that has too few left, and
    then nothing is counted. A few statements for any number of rows."""
    locked = rows.filter(pk__in=wanted).order_by("pk").select_for_update(no_key=True)
    free = {pk: most - held for pk, held, most in locked.values_list("pk", used, limit)}
    for pk in sorted(wanted):
        if free.get(pk, 0) < wanted[pk]:
            return pk
    for count in set(wanted.values()):
        ids = [pk for pk, times in wanted.items() if times == count]
        rows.filter(pk__in=ids).update(**{used: F(used) + count})
    return None


def give_back(enrollment_ids: Iterable[int]) -> None:
    """Return one place per id. Call it once per pair, where its state leaves the open ones."""
    returned = Counter(enrollment_ids)
    _return(Enrollment.objects.all(), returned, used="used")
    _return(Profile.objects.all(), Counter(dict(_mentors(returned))), used="mentoring_used")


def _return(rows: QuerySet[Any], returned: Counter[int], *, used: str) -> None:
    list(rows.filter(pk__in=returned).order_by("pk").select_for_update(no_key=True).values("pk"))
    for count in set(returned.values()):
        ids = [pk for pk, times in returned.items() if times == count]
        rows.filter(pk__in=ids, **{f"{used}__gte": count}).update(**{used: F(used) - count})


def retry_on_conflict(act: Callable[P, R]) -> Callable[P, R]:
    """Run the whole transaction again, up to three times, when PostgreSQL broke a deadlock.

    Inside an outer transaction there is nothing to run again: the error goes to its owner.
    """

    @functools.wraps(act)
    def retried(*args: P.args, **kwargs: P.kwargs) -> R:
        for attempt in range(1, TRIES + 1):
            try:
                return act(*args, **kwargs)
            except OperationalError as error:
                if attempt == TRIES or not _may_run_again(error):
                    raise
            time.sleep(random.uniform(0.01, 0.05) * attempt)  # noqa: S311  (jitter, not a secret)
        raise AssertionError("the last try returns or raises")

    return retried


def _may_run_again(error: OperationalError) -> bool:
    state = getattr(error.__cause__, "sqlstate", None)
    in_transaction = transaction.get_connection().in_atomic_block
    return state in {DEADLOCK, SERIALIZATION} and not in_transaction


def _mentors(counts: Counter[int]) -> list[tuple[int, int]]:
    """(profile id, places) of the mentors among the enrollments, ids ascending."""
    rows = Enrollment.objects.mentors().filter(pk__in=counts)
    people: Counter[int] = Counter()
    for pk, profile_id in rows.values_list("pk", "profile_id"):
        people[profile_id] += counts[pk]
    return sorted(people.items())


def full(pk: int) -> PlacesTakenError:
    enrollment = Enrollment.objects.select_related("profile", "program").get(pk=pk)
    person, program = enrollment.profile, enrollment.program.name
    if enrollment.role == Enrollment.Role.MENTEE:
        text = _("%(name)s already has a mentor in %(program)s.")
    else:
        text = _("%(name)s has no free place in %(program)s.")
    return PlacesTakenError(person, text % {"name": person.name, "program": program})


def _at_limit(profile_id: int) -> PlacesTakenError:
    person = Profile.objects.get(pk=profile_id)
    text = _("%(name)s has reached the number of people they mentor at the same time.")
    return PlacesTakenError(person, text % {"name": person.name})
