"""The draft of somebody who joins: it fills up page by page, nothing else is stored before the end.

    draft = draft_for(program, profile)      prefilled from the profile, saved by `keep`
    keep(draft, sentence="…", goals=[…])     after each page
    missing(draft.answers)                   the first page that still needs an answer

Skills are kept as texts: an id, or "new:…" for one the person proposes.
"""

import datetime as dt
from datetime import datetime
from typing import TypedDict

from django.db.models import Exists, OuterRef

from matching.access import IN_PROGRAM
from matching.models import Enrollment, Invitation, JoinDraft, Program
from outbox.queue import enqueue_many, known_keys
from profiles.models import DoNotMatch, Profile

Role, State = Enrollment.Role, Enrollment.State
NEW = "new:"
MOST_GOALS = 3
LEAST_HOURS = 2
FINISH_AFTER = dt.timedelta(hours=48)


class Answers(TypedDict, total=False):
    role: str
    goals: list[str]
    sentence: str
    offers: list[str]
    hours: list[int]
    time_zone: str
    wishes: list[int]
    mentor_wishes: list[int]
    exclusions: list[int]
    capacity: int
    leaves_on: str | None
    is_checked: bool


def draft_for(program: Program, profile: Profile) -> JoinDraft:
    """The draft of this person, or a new unsaved one with what is known already: the profile,
    and for somebody who is in the program their answers."""
    draft = JoinDraft.objects.filter(program=program, profile=profile).first()
    if draft:
        return draft
    answers: Answers = {**_prefilled(profile), **_given(program, profile)}
    return JoinDraft(program=program, profile=profile, answers=answers)


def _given(program: Program, profile: Profile) -> Answers:
    rows = Enrollment.objects.filter(
        program=program, profile=profile, state__in=[State.APPLIED, State.ACTIVE]
    ).prefetch_related("wishes")
    by_role = {row.role: row for row in rows}
    if not by_role:
        return {}
    wishes = {role: [w.wished_id for w in row.wishes.all()] for role, row in by_role.items()}
    given: Answers = {
        "role": "both" if len(by_role) == 2 else next(iter(by_role)),
        "wishes": wishes.get(Role.MENTEE, []),
        "mentor_wishes": wishes.get(Role.MENTOR, []),
        "is_checked": True,
    }
    if Role.MENTOR in by_role:
        given["capacity"] = by_role[Role.MENTOR].capacity
        leaves_on = by_role[Role.MENTOR].leaves_on
        given["leaves_on"] = leaves_on.isoformat() if leaves_on else None
    return given


def _prefilled(profile: Profile) -> Answers:
    goals = list(profile.goals.order_by("priority", "pk")[:MOST_GOALS])
    own = DoNotMatch.objects.filter(author=profile).values_list("other_id", flat=True)
    return {
        "goals": [str(goal.skill_id) for goal in goals],
        "sentence": next((goal.sentence for goal in goals if goal.sentence), ""),
        "offers": [str(offer.skill_id) for offer in profile.offers.all()],
        "hours": list(profile.weekly_hours),
        "time_zone": profile.time_zone,
        "exclusions": sorted(own),
        "capacity": max(1, min(2, profile.mentoring_limit)),
    }


def keep(draft: JoinDraft, **answers: object) -> None:
    """Store one page's answers. Two tabs write one row: the later answer counts."""
    values = {**draft.answers, **answers}
    row, _created = JoinDraft.objects.update_or_create(
        program=draft.program, profile=draft.profile, defaults={"answers": values}
    )
    draft.pk, draft.answers = row.pk, values


def roles(answers: Answers) -> list[str]:
    chosen = answers.get("role", "")
    return [Role.MENTEE, Role.MENTOR] if chosen == "both" else [chosen] if chosen else []


def missing(answers: Answers) -> str:
    """Name of the page whose answer is missing; "" when everything is there."""
    wanted = roles(answers)
    if not wanted:
        return "join-role"
    learns = Role.MENTEE not in wanted or (answers.get("goals") and answers.get("sentence"))
    helps = Role.MENTOR not in wanted or answers.get("offers")
    if not (learns and helps):
        return "join-skills"
    seen = answers.get("is_checked") and len(answers.get("hours", [])) >= LEAST_HOURS
    return "" if seen else "join-rhythm"


def next_page(draft: JoinDraft, page: str) -> str:
    """After this page: the next one in order, or straight back to the check when all is there."""
    following = {"join-role": "join-skills", "join-skills": "join-rhythm"}[page]
    return following if missing(draft.answers) else "join-check"


def finish_key(program: Program, profile: Profile) -> str:
    return f"finish:{program.pk}:{profile.pk}"


def remind_to_finish(*, now: datetime) -> int:
    """E2, once, 48 hours after the last answer, while sign-up is open."""
    today = now.date()
    here = {"program": OuterRef("program"), "profile": OuterRef("profile")}
    inside = Enrollment.objects.filter(**here, state__in=IN_PROGRAM).values("pk")
    refused = Invitation.objects.filter(**here, state=Invitation.State.NOT_FOR_ME).values("pk")
    drafts = JoinDraft.objects.filter(
        updated_at__lte=now - FINISH_AFTER,
        program__state=Program.State.RUNNING,
        program__sign_up_opens__lte=today,
        program__sign_up_closes__gte=today,
        profile__is_active=True,
    ).exclude(Exists(inside) | Exists(refused))
    known = known_keys("finish", "finish:")
    due = [
        (key, draft.profile.user, {"draft": draft.pk})
        for draft in drafts.select_related("program", "profile__user")
        if (key := finish_key(draft.program, draft.profile)) not in known
    ]
    return enqueue_many("finish", due, not_before=now, not_after=now + dt.timedelta(days=3))
