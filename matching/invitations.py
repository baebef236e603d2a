"""Invitations: who is asked, once, and never again after "Not for me".

E0a invites the audience, E0b reminds those who have not answered in the last week, E0c asks people
who offer skills in demand whether they would mentor. The outbox keys make twice harmless.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat

from matching import audience
from matching.access import IN_PROGRAM
from matching.models import Enrollment, Invitation, Program
from outbox.models import Message
from outbox.queue import cancel, enqueue_many, known_keys
from profiles import audit
from profiles.models import Goal, Offer, Profile, User

LAST_WEEK = dt.timedelta(days=7)
KINDS = ("invitation", "invitation-last-week", "invitation-to-mentor")


def candidates(program: Program) -> QuerySet[Profile]:
    """People of the audience who are not in the program and have not been invited."""
    asked = Invitation.objects.filter(program=program, profile=OuterRef("pk"))
    return _outside(program).exclude(Exists(asked.values("pk")))


def would_mentor(program: Program) -> QuerySet[Profile]:
    """People of the audience who offer a skill that mentees of this program ask for, have a place
    to give, are not in the program and never said no."""
    wanted = Goal.objects.filter(
        profile__enrollments__program=program,
        profile__enrollments__role=Enrollment.Role.MENTEE,
        profile__enrollments__state=Enrollment.State.ACTIVE,
    ).values("skill")
    offers = Offer.objects.filter(profile=OuterRef("pk"), skill__in=wanted)
    refused = Invitation.objects.filter(
        program=program, profile=OuterRef("pk"), state=Invitation.State.NOT_FOR_ME
    )
    mentors = _outside(program).filter(Exists(offers.values("pk")))
    return mentors.filter(mentoring_limit__gt=0).exclude(Exists(refused.values("pk")))


def waiting(program: Program) -> QuerySet[Invitation]:
    """Invited people who neither joined nor said no."""
    inside = Enrollment.objects.filter(
        program=program, profile=OuterRef("profile"), state__in=IN_PROGRAM
    )
    rows = program.invitations.filter(state=Invitation.State.SENT, profile__is_active=True)
    return rows.exclude(Exists(inside.values("pk"))).select_related("profile__user")


def _outside(program: Program) -> QuerySet[Profile]:
    inside = Enrollment.objects.filter(
        program=program, profile=OuterRef("pk"), state__in=IN_PROGRAM
    )
    people = audience.people(program).exclude(Exists(inside.values("pk")))
    return people.select_related("user").order_by("pk")


@transaction.atomic
def invite(program: Program, people: Collection[Profile], *, by: User, now: datetime) -> int:
    """E0a to these people; whoever has an invitation already gets no second one."""
    known = set(program.invitations.values_list("profile_id", flat=True))
    new = [person for person in people if person.pk not in known and person.is_active]
    Invitation.objects.bulk_create(
        [Invitation(program=program, profile=person) for person in new], ignore_conflicts=True
    )
    sent = _send("invitation", program, new, now=now)
    if sent:
        audit.record("invitations.sent", program, by=by, data={"people": sent})
    return sent


def could_teach(program: Program, skills: Collection[str]) -> dict[str, list[Profile]]:
    """Skill → those of them who offer it, have a place left and have not been asked yet."""
    if not skills:
        return {}
    kind = "invitation-to-mentor"
    own = Concat(Value(f"{kind}:{program.pk}:"), Cast(OuterRef("pk"), CharField()))
    asked = Message.objects.filter(kind=kind, key=own)
    offer = Coalesce("skill__merged_into__name", "skill__name")
    offers = Offer.objects.annotate(name=offer).filter(name__in=skills, profile=OuterRef("pk"))
    names = ArraySubquery(offers.values_list("name", flat=True))
    able = would_mentor(program).filter(mentoring_limit__gt=F("mentoring_used"))
    able = able.exclude(Exists(asked)).filter(Exists(offers)).annotate(offered=names)
    found: dict[str, list[Profile]] = {skill: [] for skill in skills}
    for person in able:
        for skill in found.keys() & set(person.offered):
            found[skill].append(person)
    return found


@transaction.atomic
def ask_to_mentor(
    program: Program, *, by: User, now: datetime, people: Collection[Profile] | None = None
) -> int:
    """E0c to everyone who would mentor or to some of them, once per person and program."""
    people = list(would_mentor(program)) if people is None else people
    Invitation.objects.bulk_create(
        [Invitation(program=program, profile=person) for person in people], ignore_conflicts=True
    )
    sent = _send("invitation-to-mentor", program, people, now=now)
    if sent:
        audit.record("mentors.asked", program, by=by, data={"people": sent})
    return sent


def remind_in_last_week(*, now: datetime) -> int:
    """E0b, once, seven days before sign-up closes; people invited within the last two days have
    just read of it."""
    today = now.date()
    closing = Program.objects.running().filter(
        sign_up_opens__lte=today, sign_up_closes__gte=today, sign_up_closes__lte=today + LAST_WEEK
    )
    return sum(_remind(program, now=now) for program in closing)


def _remind(program: Program, *, now: datetime) -> int:
    kind = "invitation-last-week"
    known = known_keys(kind, f"{kind}:{program.pk}:")
    due = waiting(program).filter(sent_at__lte=now - dt.timedelta(days=2))
    people = [row.profile for row in due if key(kind, program, row.profile) not in known]
    return _send(kind, program, people, now=now)


def _send(kind: str, program: Program, people: Iterable[Profile], *, now: datetime) -> int:
    closes = dt.datetime.combine(program.sign_up_closes, dt.time.max, tzinfo=program.zone)
    return enqueue_many(
        kind,
        [
            (key(kind, program, person), person.user, {"program": program.pk, "person": person.pk})
            for person in people
        ],
        not_before=now,
        not_after=max(closes, now + dt.timedelta(hours=1)),
    )


def key(kind: str, program: Program, person: Profile) -> str:
    return f"{kind}:{program.pk}:{person.pk}"


@transaction.atomic
def not_for_me(program: Program, profile: Profile, *, now: datetime) -> bool:
    """Ends every later mail about this program; False when it was said before."""
    row, _created = Invitation.objects.select_for_update().get_or_create(
        program=program, profile=profile
    )
    if row.state == Invitation.State.NOT_FOR_ME:
        return False
    row.state, row.answered_at = Invitation.State.NOT_FOR_ME, now
    row.save(update_fields=["state", "answered_at"])
    cancel(keys=[key(kind, program, profile) for kind in KINDS])
    audit.record("invitation.not_for_me", row, by=profile.user, about=profile)
    return True


def joined(program: Program, profile: Profile, *, now: datetime) -> None:
    """An answer to whatever was asked: no reminder follows."""
    rows = program.invitations.filter(profile=profile)
    rows.update(state=Invitation.State.JOINED, answered_at=now)
    cancel(keys=[key(kind, program, profile) for kind in KINDS])
