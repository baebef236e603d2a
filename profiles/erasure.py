"""Erasing a person: their words go, their identity becomes nobody's, counts stay.

    ask(profile, by=user, now=now)       # they leave at once; the rest within a minute
    work(now=now)                        # what a worker does: every person who is to be erased

What happens to each table is said in `profiles.held`. The row of the profile stays as "Former
member", because partners keep their meetings and hours; nothing leads from it to anybody.
"""

import logging
import secrets
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from outbox import retention
from profiles import audit, contributions, held, people, roles, sweep
from profiles.models import Erasure, PeopleImport, Profile, User

logger = logging.getLogger(__name__)
FORMER = "Former member"
NOTHING: dict[str, object] = {
    "name": FORMER,
    "preferred_name": FORMER,
    "employee_number": None,
    "department": "",
    "job_title": "",
    "grade": "",
    "level": None,
    "site": "",
    "country": "",
    "time_zone": "UTC",
    "manager": None,
    "start_date": None,
    "languages": [],
    "bio": "",
    "weekly_hours": [],
    "worked_before_in": [],
    "happy_to_talk_about": [],
    "paused_until": None,
    "search_text": "",
    "trigrams": [],
}
NO_FILE: dict[str, object] = {
    "file": None,
    "sample": [],
    "changes": [],
    "leavers": [],
    "errors": [],
}
FINISHED = (PeopleImport.State.DONE, PeopleImport.State.FAILED)


@transaction.atomic
def ask(profile: Profile, *, by: User, now: datetime) -> bool:
    """False when it was asked before. Raises roles.LastAdminError."""
    roles.refuse_last(profile.user)
    _row, is_new = Erasure.objects.get_or_create(
        profile=profile, defaults={"asked_by": by, "asked_at": now}
    )
    if is_new:
        people.deactivate(profile, by, now)
        audit.record("erasure.asked", profile, by=by, about=profile)
    return is_new


def work(*, now: datetime) -> int:
    """Everybody who waits; how many were erased. One who cannot be erased stops nobody else."""
    waiting = Erasure.objects.filter(done_at__isnull=True).order_by("pk")
    return sum(_try(pk, now) for pk in waiting.values_list("pk", flat=True))


def _try(pk: int, now: datetime) -> bool:
    try:
        return _erase(pk, now)
    except Exception:
        logger.exception("erasure %s failed", pk)
        return False


@transaction.atomic
def _erase(pk: int, now: datetime) -> bool:
    rows = Erasure.objects.select_for_update(of=("self",), skip_locked=True)
    row = rows.select_related("profile__user").filter(pk=pk, done_at__isnull=True).first()
    if row is None:
        return False
    profile = row.profile
    people.deactivate(profile, None, now)
    words = sweep.terms(profile)
    for erase in contributions.ERASURES:
        erase(profile, now=now)
    for table in held.HELD:
        table.erase(profile, now=now)
    addresses = [word for word in words if "@" in word]
    retention.forget_person(profile.user_id, addresses, now=now)
    _become_nobody(profile)
    PeopleImport.objects.filter(state__in=FINISHED).update(**NO_FILE)
    sweep.sweep(words)
    row.done_at = max(now, row.asked_at)
    row.save(update_fields=["done_at"])
    return True


def _become_nobody(profile: Profile) -> None:
    Profile.objects.filter(manager=profile).update(manager=None)
    Profile.objects.filter(pk=profile.pk).update(**NOTHING)
    User.objects.filter(pk=profile.user_id).update(
        email=f"{secrets.token_hex(12)}@erased.invalid",
        password=make_password(None),
        last_login=None,
        is_superuser=False,
    )
