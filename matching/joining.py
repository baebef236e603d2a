"""Joining a program: a draft that fills up page by page, and one transaction at the end.

    draft = draft_for(program, profile)          prefilled from the profile, saved by `keep`
    keep(draft, sentence="…", goals=[…])         after each page; nothing else is stored yet
    missing(draft)                               the first page that still needs an answer
    join(program, profile, levels={…}, now=now)  profile, enrollments, wishes, mail: all or nothing

Skills are kept as texts: an id, or "new:…" for one the person proposes.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TypedDict

from django.db import transaction
from django.db.models import Exists, OuterRef

from matching import enrollments, invitations
from matching.access import IN_PROGRAM
from matching.models import Enrollment, Invitation, JoinDraft, Program, Wish
from matching.places import retry_on_conflict
from outbox.queue import cancel, enqueue
from profiles import audit, exclusions, skills
from profiles.models import DoNotMatch, Goal, Offer, Profile, Skill

Role, State = Enrollment.Role, Enrollment.State
NEW = "new:"
MOST_GOALS = 3
USUAL_LEVEL = 3
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


def draft_for(program: Program, profile: Profile) -> JoinDraft:
    """The draft of this person, or a new unsaved one with what the profile knows already."""
    draft = JoinDraft.objects.filter(program=program, profile=profile).first()
    return draft or JoinDraft(program=program, profile=profile, answers=_prefilled(profile))


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


def missing(draft: JoinDraft) -> str:
    """Name of the page whose answer is missing; "" when everything is there."""
    answers: Answers = draft.answers
    wanted = roles(answers)
    if not wanted:
        return "join-role"
    learns = Role.MENTEE not in wanted or (answers.get("goals") and answers.get("sentence"))
    helps = Role.MENTOR not in wanted or answers.get("offers")
    if not (learns and helps):
        return "join-skills"
    return "" if len(answers.get("hours", [])) >= 2 and draft.pk else "join-rhythm"


@retry_on_conflict
@transaction.atomic
def join(
    program: Program, profile: Profile, *, levels: Mapping[str, int], now: datetime
) -> list[Enrollment]:
    """Everything or nothing. `levels` holds the level of each offered skill by its draft text.

    An empty list when there is no draft (any more); JoinRefusedError when the program is closed
    or full by now.
    """
    program = enrollments.locked(program)
    draft = JoinDraft.objects.select_for_update().filter(program=program, profile=profile).first()
    if draft is None:
        return []
    if code := enrollments.why_not(program, profile, now=now):
        raise enrollments.JoinRefusedError(code)
    answers: Answers = draft.answers
    _keep_profile(profile, answers)
    if Role.MENTEE in roles(answers):
        _keep_goals(profile, program, answers)
    if Role.MENTOR in roles(answers):
        _keep_offers(profile, answers.get("offers", []), levels)
    rows = [_enroll(program, profile, role, answers) for role in roles(answers)]
    invitations.joined(program, profile, now=now)
    draft.delete()
    cancel(keys=[finish_key(program, profile)])
    _tell(program, profile, rows, now=now)
    return rows


def _keep_profile(profile: Profile, answers: Answers) -> None:
    profile.weekly_hours = sorted(answers.get("hours", []))
    profile.time_zone = answers.get("time_zone", profile.time_zone)
    profile.time_zone_confirmed = True
    profile.save(update_fields=["weekly_hours", "time_zone", "time_zone_confirmed", "updated_at"])
    others = Profile.objects.active().filter(pk__in=answers.get("exclusions", []))
    exclusions.exclude(profile, list(others))
    if Role.MENTOR in roles(answers):
        wanted = answers.get("capacity", 1)
        below = Profile.objects.filter(pk=profile.pk, mentoring_limit__lt=wanted)
        below.update(mentoring_limit=wanted)


def _keep_goals(profile: Profile, program: Program, answers: Answers) -> None:
    """The chosen skills in their order; what was taken out goes, unless another program counts
    on it."""
    chosen = chosen_skills(profile, answers.get("goals", []))[:MOST_GOALS]
    for priority, skill in enumerate(chosen, start=1):
        goal, created = Goal.objects.get_or_create(profile=profile, skill=skill)
        goal.priority = priority
        if priority == 1 or (created and not goal.sentence):
            goal.sentence = answers.get("sentence", "")
        goal.save(update_fields=["priority", "sentence"])
    others = profile.goals.exclude(skill__in=chosen)
    elsewhere = Enrollment.objects.mentees().filter(profile=profile, state=State.ACTIVE)
    if elsewhere.exclude(program=program).exists():
        others.update(priority=MOST_GOALS)
    else:
        others.delete()


def _keep_offers(profile: Profile, values: list[str], levels: Mapping[str, int]) -> None:
    for value in values:
        for skill in chosen_skills(profile, [value]):
            level = levels.get(value, USUAL_LEVEL)
            Offer.objects.update_or_create(profile=profile, skill=skill, defaults={"level": level})


def chosen_skills(profile: Profile, values: Iterable[str]) -> list[Skill]:
    """The skills behind the texts of a draft; merged ones follow, retired ones are left out."""
    texts = list(values)
    ids = [int(text) for text in texts if text.isdigit()]
    usable = Skill.objects.usable_by(profile)
    known = {skill.pk: skill for skill in usable.filter(pk__in=ids)}
    merged = Skill.objects.filter(pk__in=ids, merged_into__isnull=False)
    known |= {s.pk: s.merged_into for s in merged.select_related("merged_into") if s.merged_into}
    found: list[Skill] = []
    for text in texts:
        name = text.removeprefix(NEW)
        skill = Skill(name=name) if text.startswith(NEW) else known.get(int(text))
        found += [] if skill is None else skills.kept([skill], by=profile)
    return list(dict.fromkeys(found))


def _enroll(program: Program, profile: Profile, role: str, answers: Answers) -> Enrollment:
    mentors = role == Role.MENTOR
    waits = program.sign_up == Program.SignUp.ACCEPTANCE
    capacity = answers.get("capacity", 1) if mentors else 1
    state = State.APPLIED if waits else State.ACTIVE
    row, entered = enrollments.enroll(program, profile, role, capacity=capacity, state=state)
    ids = answers.get("mentor_wishes", []) if mentors else answers.get("wishes", [])
    people = Profile.objects.active().filter(pk__in=ids).exclude(pk=profile.pk).in_bulk()
    Wish.objects.filter(enrollment=row).delete()
    Wish.objects.bulk_create(
        Wish(enrollment=row, wished=people[pk], rank=rank)
        for rank, pk in enumerate([pk for pk in ids if pk in people][:3], start=1)
    )
    if entered:
        audit.record("enrollment.joined", row, by=profile.user, about=profile)
    return row


def _tell(program: Program, profile: Profile, rows: list[Enrollment], *, now: datetime) -> None:
    enqueue(
        "joined",
        key=f"joined:{program.pk}:{profile.pk}:{now.date()}",
        to=profile.user,
        context={"program": program.pk, "person": profile.pk, "roles": [r.role for r in rows]},
        not_before=now,
    )


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
    return sum(
        enqueue(
            "finish",
            key=finish_key(draft.program, draft.profile),
            to=draft.profile.user,
            context={"draft": draft.pk},
            not_before=now,
            not_after=now + dt.timedelta(days=3),
        )
        for draft in drafts.select_related("program", "profile__user")
    )
