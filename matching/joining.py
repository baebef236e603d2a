"""Joining a program: one transaction that turns a draft into profile, enrollments and wishes."""

import datetime as dt
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from matching import enrollments, invitations
from matching.access import IN_PROGRAM
from matching.drafts import MOST_GOALS, NEW, Answers, finish_key, roles
from matching.models import Enrollment, JoinDraft, Program, Wish
from matching.places import retry_on_conflict
from outbox.queue import cancel, enqueue
from profiles import audit, exclusions, skills
from profiles.models import DoNotMatch, Goal, Offer, Profile, Skill

Role, State = Enrollment.Role, Enrollment.State
USUAL_LEVEL = 3


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
    _leave_other_roles(program, profile, roles(answers))
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
    _keep_exclusions(profile, answers.get("exclusions", []))
    if Role.MENTOR in roles(answers):
        wanted = answers.get("capacity", 1)
        below = Profile.objects.filter(pk=profile.pk, mentoring_limit__lt=wanted)
        below.update(mentoring_limit=wanted)


def _keep_exclusions(profile: Profile, wanted: list[int]) -> None:
    before = DoNotMatch.objects.filter(author=profile).values_list("other_id", flat=True)
    for other in set(before) - set(wanted):
        exclusions.allow_again(profile, other)
    exclusions.exclude(profile, list(Profile.objects.active().filter(pk__in=wanted)))


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
    if mentors and (leaves_on := answers.get("leaves_on")):
        row.leaves_on = dt.date.fromisoformat(leaves_on)
        row.save(update_fields=["leaves_on"])
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


def _leave_other_roles(program: Program, profile: Profile, chosen: list[str]) -> None:
    """A role taken back ends, unless a pair is open in it."""
    rows = Enrollment.objects.filter(program=program, profile=profile, state__in=IN_PROGRAM, used=0)
    for row in rows.exclude(role__in=chosen):
        row.state = State.WITHDRAWN
        row.save(update_fields=["state"])
        audit.record("enrollment.withdrawn", row, by=profile.user, about=profile)


def _tell(program: Program, profile: Profile, rows: list[Enrollment], *, now: datetime) -> None:
    enqueue(
        "joined",
        key=f"joined:{program.pk}:{profile.pk}:{now.date()}",
        to=profile.user,
        context={"program": program.pk, "person": profile.pk, "roles": [r.role for r in rows]},
        not_before=now,
    )
