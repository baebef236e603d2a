"""Who may reach which program and pair. Strangers and the missing get the same 404.

Outside its audience a program does not exist: no page, no list entry, no count, no search hit.
"""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from matching import audience
from matching.models import Coordinator, Enrollment, Pair, Program
from profiles.access import is_hr
from profiles.models import Profile, User

IN_PROGRAM = (Enrollment.State.NOTIFIED, Enrollment.State.APPLIED, Enrollment.State.ACTIVE)


def coordinates(user: User, program: Program) -> bool:
    return Coordinator.objects.filter(program=program, user=user).exists()


def coordinates_any(user: User) -> bool:
    return Coordinator.objects.filter(user=user).exists()


def manages(user: User, program: Program) -> bool:
    """HR, or a coordinator of this program."""
    return is_hr(user) or (user.is_active and coordinates(user, program))


def managed_programs(user: User) -> QuerySet[Program]:
    programs = Program.objects.all()
    return programs if is_hr(user) else programs.filter(coordinators__user=user)


def visible_programs(profile: Profile) -> QuerySet[Program]:
    """The started programs that exist for this person: they take part or are in the audience."""
    own = Enrollment.objects.filter(
        program=OuterRef("pk"), profile=profile, state__in=IN_PROGRAM
    ).values("pk")
    started = Program.objects.exclude(state=Program.State.DRAFT)
    return started.filter(Q(Exists(own)) | audience.programs_for(profile))


def get_program_for(user: User, pk: int) -> Program:
    """A program as an employee sees it; HR and its coordinators also see drafts."""
    program = _program(pk)
    profile = Profile.objects.filter(user=user, is_active=True).first()
    if profile and visible_programs(profile).filter(pk=program.pk).exists():
        return program
    if manages(user, program):
        return program
    raise Http404


def get_program_to_join(user: User, pk: int) -> Program:
    """A program that exists for this person; managing one does not make one part of it."""
    program = _program(pk)
    profile = Profile.objects.filter(user=user, is_active=True).first()
    if profile is None or not visible_programs(profile).filter(pk=pk).exists():
        raise Http404
    return program


def get_managed_program(user: User, pk: int) -> Program:
    program = _program(pk)
    if not manages(user, program):
        raise Http404
    return program


def get_pair_for(user: User, pk: int, *, now: datetime) -> Pair:
    """A pair for its two members, from the moment each of them may know of it."""
    profile = Profile.objects.filter(user=user, is_active=True).first()
    if profile is None or not 0 < pk < 2**63:
        raise Http404
    pair = Pair.objects.visible_to(profile, now=now).with_people().filter(pk=pk).first()
    if pair is None:
        raise Http404
    return pair


def get_managed_pair(user: User, pk: int) -> Pair:
    """A pair for HR and its program's coordinators, but never for its own two members."""
    pair = Pair.objects.with_people().filter(pk=pk).first() if 0 < pk < 2**63 else None
    if pair is None or not manages(user, pair.program):
        raise Http404
    if user.pk in {pair.mentor.user_id, pair.mentee.user_id}:
        raise Http404
    return pair


def get_managed_enrollment(user: User, program: Program, pk: int) -> Enrollment:
    rows = Enrollment.objects.filter(program=program).select_related("profile", "program")
    enrollment = rows.filter(pk=pk).first() if 0 < pk < 2**63 else None
    if enrollment is None or not manages(user, program):
        raise Http404
    return enrollment


def _program(pk: int) -> Program:
    program = Program.objects.filter(pk=pk).first() if 0 < pk < 2**63 else None
    if program is None:
        raise Http404
    return program
