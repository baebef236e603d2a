"""The life of a program as HR runs it: made from a preset, prepared, started, finished.

`steps` is the task list of the program's page: each part is complete or says what is missing.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching import audience, policies, presets
from matching.models import AudienceMember, Coordinator, Enrollment, Pair, Program
from profiles import audit
from profiles.models import Profile, User


@dataclass(frozen=True)
class Step:
    title: str | Promise
    line: str
    url: str
    is_complete: bool


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
    """Finish the programs that are over and in which no pair is open any more."""
    over = Program.objects.running().filter(ends_on__lt=today)
    over = over.exclude(pk__in=Pair.objects.open().values("program"))
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


def steps(program: Program) -> list[Step]:
    """People, rules, weights, dates, invitations: what is done and what is not."""
    policy = policies.engine_policy(policies.current(program))
    people = audience.people(program).count()
    invited = program.invitations.count()
    policy_page = _url("hr-program-policy", program)
    return [
        Step(
            _("People"),
            _people_line(program, people),
            _url("hr-program-audience", program),
            people > 0 or program.audience_kind == Program.AudienceKind.INVITATION,
        ),
        Step(_("Rules"), _rules_line(len(policy.rules)), policy_page, True),
        Step(
            _("Weights"),
            _weights_line(policy.maximum),
            f"{policy_page}#weights",
            policy.maximum > 0,
        ),
        Step(_("Dates"), _dates_line(program), _url("hr-program-details", program), True),
        Step(
            _("Invitations"),
            _invited_line(invited),
            _url("hr-invitations", program),
            invited > 0,
        ),
    ]


def _url(name: str, program: Program) -> str:
    return reverse(name, args=[program.pk])


def _people_line(program: Program, people: int) -> str:
    if program.audience_kind == Program.AudienceKind.INVITATION:
        return _("Only people you invite.")
    line = ngettext("It exists for %(n)d person.", "It exists for %(n)d people.", people)
    return line % {"n": people}


def _rules_line(rules: int) -> str:
    return ngettext("%(n)d hard rule.", "%(n)d hard rules.", rules) % {"n": rules}


def _weights_line(maximum: int) -> str:
    return _("A perfect pair scores %(n)d.") % {"n": maximum}


def _dates_line(program: Program) -> str:
    return _("Sign-up to %(closes)s, matching on %(matching)s.") % {
        "closes": short_date(program.sign_up_closes),
        "matching": short_date(program.matching_on),
    }


def _invited_line(invited: int) -> str:
    if not invited:
        return _("Nobody has been invited yet.")
    return ngettext("%(n)d person invited.", "%(n)d people invited.", invited) % {"n": invited}


def short_date(day: dt.date) -> str:
    return date_format(day, "j F")
