"""The programs that take people now and exist for one person, and how that person stands to each.

    for here in open_programs.to(profile, now=now):
        here.program, here.state, here.is_full

One query for all of them: Home, its invitations and "be a mentor" each take their part of it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from matching import audience
from matching.access import IN_PROGRAM
from matching.drafts import Answers
from matching.enrollments import HOLDS_A_PLACE, today_of
from matching.models import AudienceMember, Enrollment, Invitation, JoinDraft, Program
from profiles.models import Profile
from profiles.visits import Visit

Kind = Program.AudienceKind


@dataclass(frozen=True)
class OpenProgram:
    """`state` is the person's own enrollment in it, "" for none; `answers` those of a join that was
    begun, None without one."""

    program: Program
    state: str
    invitation: str
    answers: Answers | None
    is_full: bool

    @property
    def is_inside(self) -> bool:
        return self.state != ""

    @property
    def may_join(self) -> bool:
        return not (self.is_inside or self.is_full)


def of(visit: Visit) -> list[OpenProgram]:
    return to(visit.profile, now=visit.now)


def to(profile: Profile, *, now: datetime) -> list[OpenProgram]:
    rows = _with_standing(_taking_people(profile, now), profile)
    return [_open(row) for row in rows if _exists_for(row, profile)]


def _taking_people(profile: Profile, now: datetime) -> QuerySet[Program]:
    today = today_of(profile, now)
    still = Q(sign_up_closes__gte=today) | Q(last_start_on__gte=today)
    return Program.objects.running().filter(still, sign_up_opens__lte=today)


def _with_standing(programs: QuerySet[Program], profile: Profile) -> QuerySet[Program]:
    here = {"program": OuterRef("pk"), "profile": profile}
    own = Enrollment.objects.filter(**here, state__in=IN_PROGRAM).order_by("pk")
    held = Enrollment.objects.filter(program=OuterRef("pk"), state__in=HOLDS_A_PLACE)
    people = held.order_by().values("program").annotate(n=Count("profile", distinct=True))
    return programs.annotate(
        standing=JSONObject(
            states=ArraySubquery(own.values("state")),
            is_listed=Exists(AudienceMember.objects.filter(**here)),
            invitation=Subquery(Invitation.objects.filter(**here).values("state")),
            answers=Subquery(JoinDraft.objects.filter(**here).values("answers")),
            people=Subquery(people.values("n")),
        )
    )


def _exists_for(row: Program, profile: Profile) -> bool:
    """As `access.visible_programs` says it, of rows that are read."""
    known = _standing(row)
    if known["states"]:
        return True
    if not profile.is_active:
        return False
    if row.audience_kind == Kind.RULES:
        return audience.fits(row.audience, profile)
    return bool(known["is_listed" if row.audience_kind == Kind.LIST else "invitation"])


def _open(row: Program) -> OpenProgram:
    known = _standing(row)
    return OpenProgram(
        program=row,
        state=known["states"][-1] if known["states"] else "",
        invitation=known["invitation"] or "",
        answers=known["answers"],
        is_full=row.max_size is not None and (known["people"] or 0) >= row.max_size,
    )


def _standing(row: Program) -> dict[str, Any]:
    return dict(getattr(row, "standing", {}))
