"""The life of a program as HR runs it: made from a preset, prepared, started, finished.

What of a program is still to do stands in `matching.setup`.
"""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from matching import presets
from matching.models import AudienceMember, Coordinator, Enrollment, Pair, Program
from profiles import audit
from profiles.models import Profile, User


@transaction.atomic
def create(program: Program, *, by: User) -> Program:
    """Save a program filled in by its form, with the rhythm and the policy of its format."""
    preset = presets.preset_of(program)
    program.meeting_minutes = preset.minutes
    program.weeks_between_meetings = preset.weeks_between
    program.state = Program.State.DRAFT
    program.save()
    presets.first_policy(program, by=by)
    audit.record("program.created", program, by=by, data={"format": program.format})
    return program


@transaction.atomic
def change(program: Program, fields: Iterable[str], *, by: User) -> None:
    """Save what a form changed and note which fields."""
    names = sorted(fields)
    if names:
        program.save(update_fields=names)
        audit.record("program.changed", program, by=by, data={"fields": names})


def start(program: Program, *, by: User) -> bool:
    """From draft to running: from now on it exists for its audience. False when it already did."""
    return _move(program, Program.State.DRAFT, Program.State.RUNNING, "program.started", by)


def finish(program: Program, *, by: User | None) -> bool:
    return _move(program, Program.State.RUNNING, Program.State.FINISHED, "program.finished", by)


def finish_due(*, today: dt.date) -> int:
    """Finish the programs that are over and in which no pair is open or away any more."""
    over = Program.objects.running().filter(ends_on__lt=today)
    going = Pair.objects.filter(state__in=[*Pair.OPEN, Pair.State.AWAY])
    over = over.exclude(pk__in=going.values("program"))
    return sum(finish(program, by=None) for program in over)


@transaction.atomic
def _move(program: Program, before: str, after: str, action: str, by: User | None) -> bool:
    moved = Program.objects.filter(pk=program.pk, state=before).update(state=after)
    if moved:
        program.state = after
        audit.record(action, program, by=by)
    return bool(moved)


@transaction.atomic
def set_audience(program: Program, members: Iterable[Profile], *, by: User) -> None:
    """Save who the program exists for; the list is kept even while another kind is chosen."""
    wanted = {person.pk: person for person in members}
    rows = AudienceMember.objects.filter(program=program)
    rows.exclude(profile__in=wanted).delete()
    AudienceMember.objects.bulk_create(
        [AudienceMember(program=program, profile=person) for person in wanted.values()],
        ignore_conflicts=True,
    )
    change(program, ["audience_kind", "audience", "sign_up", "max_size"], by=by)


@transaction.atomic
def set_coordinators(program: Program, users: Iterable[User], *, by: User) -> None:
    wanted = {user.pk: user for user in users}
    rows = Coordinator.objects.filter(program=program)
    before = set(rows.values_list("user_id", flat=True))
    rows.exclude(user__in=wanted).delete()
    Coordinator.objects.bulk_create(
        [Coordinator(program=program, user=user) for user in wanted.values()],
        ignore_conflicts=True,
    )
    if before != set(wanted):
        data: dict[str, object] = {"before": sorted(before), "after": sorted(wanted)}
        audit.record("program.coordinators", program, by=by, data=data)


def with_counts(programs: QuerySet[Program]) -> QuerySet[Program]:
    """Adds `mentors`, `mentees`, `waiting` (for acceptance) and `open_pairs`; newest first."""
    active = Q(enrollments__state=Enrollment.State.ACTIVE)
    return programs.annotate(
        mentors=Count("enrollments", filter=active & Q(enrollments__role="mentor"), distinct=True),
        mentees=Count("enrollments", filter=active & Q(enrollments__role="mentee"), distinct=True),
        waiting=Count("enrollments", filter=Q(enrollments__state="applied"), distinct=True),
        open_pairs=Count("pairs", filter=Q(pairs__state__in=Pair.OPEN), distinct=True),
    ).order_by("-starts_on", "name", "pk")


def counts(program: Program) -> Mapping[str, int]:
    row = with_counts(Program.objects.filter(pk=program.pk)).get()
    names = ("mentors", "mentees", "waiting", "open_pairs")
    return {name: getattr(row, name) for name in names}
