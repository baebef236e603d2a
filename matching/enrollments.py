"""Getting into a program and out of it again. Every act is one transaction and safe to repeat.

The size of a program is counted under a lock on its row: people who are in or have been told, once
each, whatever their number of roles.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from matching import invitations, pairs, waiting
from matching.models import Enrollment, Pair, Program
from matching.places import retry_on_conflict
from outbox.queue import cancel, enqueue, enqueue_many
from profiles import audit
from profiles.models import AuditEvent, Profile, User
from profiles.workdays import add_working_days

State, Role = Enrollment.State, Enrollment.Role
HOLDS_A_PLACE = (State.NOTIFIED, State.ACTIVE)
DAYS_TO_REFUSE = 5


class JoinRefusedError(Exception):
    """Why somebody cannot join now; `code` picks the page that says so and what to do next."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def people_in(program: Program) -> int:
    rows = Enrollment.objects.filter(program=program, state__in=HOLDS_A_PLACE)
    return rows.values("profile").distinct().count()


def places_left(program: Program) -> int | None:
    """None when the program has no maximum size."""
    return None if program.max_size is None else max(0, program.max_size - people_in(program))


def why_not(program: Program, profile: Profile, *, now: datetime) -> str:
    """ "" when this person can join; else not_open, closed, finished or full."""
    today = now.astimezone(profile.zone).date()
    if program.state != Program.State.RUNNING:
        return "finished" if program.state == Program.State.FINISHED else "not_open"
    if today < program.sign_up_opens:
        return "not_open"
    if today > program.joins_until:
        return "closed"
    inside = Enrollment.objects.filter(
        program=program, profile=profile, state__in=HOLDS_A_PLACE
    ).exists()
    return "full" if places_left(program) == 0 and not inside else ""


def locked(program: Program) -> Program:
    """The row of the program, locked until the transaction ends: size is counted one at a time."""
    return Program.objects.select_for_update(no_key=True).get(pk=program.pk)


def enroll(
    program: Program, profile: Profile, role: str, *, capacity: int, state: str
) -> tuple[Enrollment, bool]:
    """Put the person in, or back in after leaving. False when they were in already."""
    row, created = Enrollment.objects.select_for_update().get_or_create(
        program=program,
        profile=profile,
        role=role,
        defaults={"capacity": capacity, "state": state},
    )
    if created:
        return row, True
    again = row.state in {State.WITHDRAWN, State.REFUSED, State.NOTIFIED}
    if again:
        # Whoever HR put in needs no acceptance.
        row.state = State.ACTIVE if row.state == State.NOTIFIED else state
        row.visible_from, row.paused_until = None, None
    row.capacity = max(capacity, row.used)
    row.save(update_fields=["state", "visible_from", "paused_until", "capacity"])
    return row, again


@retry_on_conflict
@transaction.atomic
def leave(program: Program, profile: Profile, *, by: User | None, now: datetime) -> int:
    """Out of the program in every role; open pairs end kindly. Returns how many roles ended."""
    rows = Enrollment.objects.filter(program=program, profile=profile)
    inside = rows.filter(state__in=[State.NOTIFIED, State.APPLIED, State.ACTIVE])
    found = list(inside.select_for_update().order_by("pk"))
    for pair in Pair.objects.filter(program=program).for_person(profile).with_people():
        _end(pair, profile, by=by, reason="left the program", now=now)
    for row in found:
        row.state = State.WITHDRAWN
        row.save(update_fields=["state"])
        audit.record("enrollment.withdrawn", row, by=by, about=profile)
    cancel(keys=[f"enrolled:{row.pk}" for row in found])
    return len(found)


def _end(pair: Pair, profile: Profile, *, by: User | None, reason: str, now: datetime) -> None:
    """A mentee whose mentor goes is first in line for somebody new."""
    if pairs.close_pair(pair, by=by, reason=reason, now=now) and pair.mentor_id == profile.pk:
        waiting.first_in_line(pair, now=now)


@retry_on_conflict
@transaction.atomic
def remove(enrollment: Enrollment, *, by: User, now: datetime, reason: str = "") -> bool:
    """HR takes somebody out in one role; open pairs in it end kindly. False when already out."""
    row = Enrollment.objects.select_for_update().get(pk=enrollment.pk)
    if row.state in {State.WITHDRAWN, State.REFUSED}:
        return False
    mine = {f"{row.role}_enrollment": row}
    for pair in Pair.objects.filter(program=row.program_id, **mine).with_people():
        _end(pair, row.profile, by=by, reason=reason or "taken out of the program", now=now)
    row.state = State.WITHDRAWN
    row.save(update_fields=["state"])
    cancel(keys=[f"enrolled:{row.pk}"])
    audit.record("enrollment.removed", row, by=by, about=enrollment.profile, reason=reason)
    return True


def say_no(program: Program, profile: Profile, *, now: datetime) -> bool:
    """The one-tap "Not for me": out of the program and no more mail about it. False for somebody
    who is in a pair they know of: they leave on the program's page, with their partner in mind."""
    known = Pair.objects.visible_to(profile, now=now).filter(program=program)
    if known.filter(state__in=[*Pair.OPEN, Pair.State.AWAY]).exists():
        return False
    invitations.not_for_me(program, profile, now=now)
    leave(program, profile, by=profile.user, now=now)
    return True


def pause(enrollment: Enrollment, until: dt.date | None, *, by: User) -> None:
    """Out of matching until a date; None ends the pause."""
    with transaction.atomic():
        Enrollment.objects.filter(pk=enrollment.pk).update(paused_until=until)
        enrollment.paused_until = until
        data: dict[str, object] = {"until": until.isoformat() if until else None}
        audit.record("enrollment.paused", enrollment, by=by, about=enrollment.profile, data=data)


def accept(enrollment: Enrollment, *, by: User, now: datetime) -> bool:
    """Let somebody in who waits. False when already decided; JoinRefusedError when full."""
    with transaction.atomic():
        program = locked(enrollment.program)
        rows = Enrollment.objects.filter(pk=enrollment.pk, state=State.APPLIED)
        if not rows.exists():
            return False
        if places_left(program) == 0 and not _inside(enrollment):
            raise JoinRefusedError("full")
        rows.update(state=State.ACTIVE)
        _decided(enrollment, "accepted", by=by, now=now)
    return True


def refuse(enrollment: Enrollment, *, by: User, now: datetime, reason: str = "") -> bool:
    with transaction.atomic():
        rows = Enrollment.objects.filter(pk=enrollment.pk, state=State.APPLIED)
        if not rows.update(state=State.REFUSED):
            return False
        _decided(enrollment, "refused", by=by, now=now, reason=reason)
    return True


def _decided(
    enrollment: Enrollment, word: str, *, by: User, now: datetime, reason: str = ""
) -> None:
    profile = enrollment.profile
    audit.record(f"enrollment.{word}", enrollment, by=by, about=profile, reason=reason)
    enqueue(
        f"enrollment-{word}",
        key=f"enrollment-{word}:{enrollment.pk}:{now.isoformat()}",
        to=profile.user,
        context={"enrollment": enrollment.pk},
        not_before=now,
    )


def _inside(enrollment: Enrollment) -> bool:
    rows = Enrollment.objects.filter(program=enrollment.program, profile=enrollment.profile)
    return rows.filter(state__in=HOLDS_A_PLACE).exists()


@retry_on_conflict
@transaction.atomic
def enroll_by_default(
    program: Program, people: Iterable[Profile], *, by: User, now: datetime
) -> int:
    """Tell people that they are in as mentees unless they say no within five working days.

    Whoever is or was in the program, or said "Not for me", is left alone. Stops at the program's
    size. Returns how many were told.
    """
    program = locked(program)
    left = places_left(program)
    chosen = list(_not_asked_before(program, people))
    chosen = chosen if left is None else chosen[:left]
    rows = [
        Enrollment(
            program=program,
            profile=person,
            role=Role.MENTEE,
            state=State.NOTIFIED,
            by_default=True,
            visible_from=add_working_days(now, DAYS_TO_REFUSE, person.zone),
        )
        for person in chosen
    ]
    _tell_enrolled(Enrollment.objects.bulk_create(rows), by=by, now=now)
    return len(rows)


def _tell_enrolled(rows: list[Enrollment], *, by: User, now: datetime) -> None:
    AuditEvent.objects.bulk_create(
        AuditEvent(
            actor=by,
            action="enrollment.by_default",
            object_type=Enrollment._meta.label_lower,
            object_id=row.pk,
            about=row.profile_id,
        )
        for row in rows
    )
    mails = [(f"enrolled:{row.pk}", row.profile.user, {"enrollment": row.pk}) for row in rows]
    enqueue_many("enrolled", mails, not_before=now)


def _not_asked_before(program: Program, people: Iterable[Profile]) -> QuerySet[Profile]:
    ids: Collection[int] = [person.pk for person in people]
    known = Enrollment.objects.filter(program=program).values("profile")
    refused = program.invitations.filter(state="not_for_me").values("profile")
    fresh = Profile.objects.active().filter(pk__in=ids).exclude(pk__in=known)
    return fresh.exclude(pk__in=refused).select_related("user").order_by("pk")


def activate_due(*, now: datetime) -> int:
    """People who did not refuse in time are in the program."""
    due = Enrollment.objects.filter(state=State.NOTIFIED, visible_from__lte=now)
    due = due.filter(profile__is_active=True).exclude(program__state=Program.State.FINISHED)
    count = 0
    for row in due.select_related("profile"):
        with transaction.atomic():
            rows = Enrollment.objects.filter(pk=row.pk, state=State.NOTIFIED)
            if rows.update(state=State.ACTIVE):
                audit.record("enrollment.active", row, by=None, about=row.profile)
                count += 1
    return count


def today_of(profile: Profile, now: datetime | None = None) -> dt.date:
    return (now or timezone.now()).astimezone(profile.zone).date()


def refused_words(code: str) -> str:
    words = {
        "full": _("All places in this program are taken."),
        "closed": _("Sign-up has closed."),
        "not_open": _("Sign-up has not opened yet."),
        "finished": _("This program has finished."),
    }
    return words[code]
