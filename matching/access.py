"""Who may reach which program and pair. Strangers and the missing get the same 404.

Outside its audience a program does not exist: no page, no list entry, no count, no search hit.
"""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from matching import audience
from matching.models import (
    Coordinator,
    Enrollment,
    Lab,
    LabPolicy,
    Pair,
    Program,
    Proposal,
    Round,
    Run,
)
from matching.models.rounds import ProposalQuerySet
from profiles.access import is_hr
from profiles.models import Profile, User

COORDINATED = ArraySubquery(
    Coordinator.objects.filter(user=OuterRef("pk")).order_by("pk").values("program_id")
)
IN_PROGRAM = (Enrollment.State.NOTIFIED, Enrollment.State.APPLIED, Enrollment.State.ACTIVE)


def coordinates(user: User, program: Program) -> bool:
    return program.pk in _coordinated(user)


def coordinates_any(user: User) -> bool:
    return bool(_coordinated(user))


def _coordinated(user: User) -> Collection[int]:
    """Programs the user looks after; whoever is behind a session comes with them."""
    cached: Collection[int] | None = getattr(user, "_coordinated", None)
    if cached is None:
        rows = Coordinator.objects.filter(user=user)
        cached = frozenset(rows.values_list("program_id", flat=True))
        user._coordinated = cached  # type: ignore[attr-defined]
    return cached


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


def get_pair_for(user: User, pk: int, *, now: datetime, also: Iterable[str] = ()) -> Pair:
    """A pair for its two members, from the moment each of them may know of it; `also` names what
    rooms above read with it."""
    profile = Profile.objects.filter(user=user, is_active=True).first()
    if profile is None or not 0 < pk < 2**63:
        raise Http404
    rows = Pair.objects.visible_to(profile, now=now).with_people().filter(pk=pk)
    pair = (rows.select_related(*also) if also else rows).first()
    if pair is None:
        raise Http404
    return pair


def get_managed_pair(user: User, pk: int, *, also: Iterable[str] = ()) -> Pair:
    """A pair for HR and its program's coordinators, but never for its own two members; `also` as
    in `get_pair_for`."""
    rows = Pair.objects.with_people().filter(pk=pk)
    rows = rows.select_related(*also) if also else rows
    pair = rows.first() if 0 < pk < 2**63 else None
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
    runs = Run.objects.select_related(
        "round__program", "policy", "cancelled_by__profile", "requested_by__profile"
    )
    run = runs.filter(pk=pk).first() if 0 < pk < 2**63 else None
    if run is None or not manages(user, run.round.program):
        raise Http404
    return run


def get_managed_lab(user: User, pk: int) -> Lab:
    labs = Lab.objects.select_related(
        "round__program", "run__policy", "requested_by__profile", "cancelled_by__profile"
    )
    lab = labs.filter(pk=pk).first() if 0 < pk < 2**63 else None
    if lab is None or not manages(user, lab.round.program):
        raise Http404
    return lab


def get_own_lab(user: User, pk: int) -> Lab:
    """A lab for whoever began it: nobody changes another reviewer's draft."""
    lab = get_managed_lab(user, pk)
    if lab.requested_by_id != user.pk:
        raise Http404
    return lab


def get_tried_policy(user: User, pk: int, *, is_own: bool = False) -> LabPolicy:
    """A column beside the live one; `is_own` asks for a lab of this user's."""
    rows = LabPolicy.objects.filter(place__gt=0, pk=pk)
    policy = rows.first() if 0 < pk < 2**63 else None
    if policy is None:
        raise Http404
    policy.lab = (get_own_lab if is_own else get_managed_lab)(user, policy.lab_id)
    return policy


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


def get_round_mentor(proposal: Proposal, pk: int) -> Enrollment:
    """A mentor of the proposal's program, for the mentee; nobody is their own."""
    rows = Enrollment.objects.mentors().filter(program=proposal.round.program_id)
    others = rows.exclude(profile=proposal.mentee.profile_id).select_related("profile")
    mentor = others.filter(pk=pk).first() if 0 < pk < 2**63 else None
    if mentor is None:
        raise Http404
    return mentor


def get_asked_pair_for(user: User, pk: int, *, now: datetime) -> Pair:
    """A pair for whoever is or was asked about it."""
    pair = get_pair_for(user, pk, now=now)
    if pair.asked.user_id != user.pk or pair.round_id is None:
        raise Http404
    return pair


def _program(pk: int) -> Program:
    program = Program.objects.filter(pk=pk).first() if 0 < pk < 2**63 else None
    if program is None:
        raise Http404
    return program
