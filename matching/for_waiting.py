"""A draft of another format for the people a round leaves over: its audience is they, and those who
could help them. Pressed twice, the draft there is comes back."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from matching import loading, presets, programs
from matching.models import AudienceMember, Coordinator, Enrollment, Program, Round
from matching.reports import other_formats
from profiles.models import Profile, User


@transaction.atomic
def draft(
    round_: Round, format_: str, waiting: Sequence[Enrollment], *, by: User, now: datetime
) -> tuple[Program, bool]:
    """The draft, and whether this call made it."""
    source = Program.objects.select_for_update(no_key=True).get(pk=round_.program_id)
    name = _name(source, format_)
    known = Program.objects.filter(name=name, format=format_, state=Program.State.DRAFT).first()
    if known:
        return known, False
    program = Program(
        name=name,
        format=format_,
        time_zone=source.time_zone,
        audience_kind=Program.AudienceKind.LIST,
        summary=_("For those who wait for a mentor in %(program)s.") % {"program": source.name},
        **presets.dates(format_, today=now.astimezone(source.zone).date()),
    )
    program = programs.create(program, by=by)
    people = _people(source, format_, waiting, now=now)
    AudienceMember.objects.bulk_create(
        AudienceMember(program=program, profile_id=pk) for pk in sorted(people)
    )
    Coordinator.objects.bulk_create(
        Coordinator(program=program, user_id=pk)
        for pk in source.coordinators.values_list("user_id", flat=True)
    )
    return program, True


def _name(source: Program, format_: str) -> str:
    label = str(presets.PRESETS[format_].label)
    return (_("%(format)s, %(program)s") % {"format": label, "program": source.name})[:120]


def _people(
    source: Program, format_: str, waiting: Sequence[Enrollment], *, now: datetime
) -> set[int]:
    mentees = [row.profile_id for row in waiting]
    if format_ == Program.Format.GROUP:
        mentors = loading.mentors_of(source, now=now)
        return {*mentees, *mentors.values_list("profile_id", flat=True)}
    helpers: list[Profile] = other_formats.talkers(source, mentees)
    return {*mentees, *(person.pk for person in helpers)}
