"""Who may reach which program and pair. Strangers and the missing get the same 404.

Outside its audience a program does not exist: no page, no list entry, no count, no search hit.
"""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from matching import audience
from matching.models import Coordinator, Enrollment, Pair, Program, Proposal, Round, Run
from matching.models.rounds import ProposalQuerySet
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


def get_managed_round(user: User, pk: int) -> Round:
    rounds = Round.objects.select_related("program", "published_by__profile")
    round_ = rounds.filter(pk=pk).first() if 0 < pk < 2**63 else None
    if round_ is None or not manages(user, round_.program):
        raise Http404
    return round_


def get_managed_run(user: User, pk: int) -> Run:
    runs = Run.objects.select_related("round__program", "policy", "cancelled_by__profile")
    run = runs.filter(pk=pk).first() if 0 < pk < 2**63 else None
    if run is None or not manages(user, run.round.program):
        raise Http404
    return run


def reviewable(user: User, round_: Round) -> ProposalQuerySet:
    """The proposals of a round; nobody reviews a match of their own."""
    rows = Proposal.objects.filter(round=round_)
    return rows.exclude(Q(mentor__profile__user=user) | Q(mentee__profile__user=user))


def get_managed_proposal(user: User, pk: int) -> Proposal:
    rows = Proposal.objects.with_people().select_related(
        "round__program", "run__policy", "decided_by__profile"
    )
    proposal = rows.filter(pk=pk).first() if 0 < pk < 2**63 else None
    if proposal is None or not manages(user, proposal.round.program):
        raise Http404
    if user.pk in {proposal.mentor.profile.user_id, proposal.mentee.profile.user_id}:
        raise Http404
    return proposal


def get_asked_pair_for(user: User, pk: int, *, now: datetime) -> Pair:
    """A pair for the mentor who is or was asked about it."""
    pair = get_pair_for(user, pk, now=now)
    if pair.mentor.user_id != user.pk or pair.round_id is None:
        raise Http404
    return pair


def _program(pk: int) -> Program:
    program = Program.objects.filter(pk=pk).first() if 0 < pk < 2**63 else None
    if program is None:
        raise Http404
    return program
