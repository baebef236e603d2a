"""Who reaches a request: the mentor who is asked, the mentee who asks; HR sees only counts and
states on the page of the program."""

from datetime import datetime

from django.http import Http404

from matching import asking
from matching.access import get_program_to_join
from matching.models import Enrollment, MentorRequest
from profiles.models import Profile, User

LARGEST = 2**63


def get_asking_mentee(user: User, program_id: int, *, now: datetime) -> Enrollment:
    """The reader's own enrollment, while they may ask in this program: who is in a program that
    runs knows of it."""
    profile = Profile.objects.filter(user=user, is_active=True).first()
    if profile is None or not 0 < program_id < LARGEST:
        raise Http404
    mentee = asking.mentees_of(profile, now=now).filter(program=program_id).first()
    if mentee is None:
        raise Http404
    return mentee


def get_mentor_to_ask(mentee: Enrollment, pk: int, *, now: datetime) -> Enrollment:
    mentors = asking.mentors_for(mentee, now=now)
    mentor = mentors.filter(pk=pk).first() if 0 < pk < LARGEST else None
    if mentor is None:
        raise Http404
    return mentor


def get_request_to(user: User, pk: int) -> MentorRequest:
    """A request for the mentor who got it."""
    rows = MentorRequest.objects.with_people().select_related("pair")
    found = rows.filter(pk=pk, mentor__profile__user=user).first() if 0 < pk < LARGEST else None
    if found is None or not user.is_active:
        raise Http404
    return found


def get_request_of(user: User, pk: int) -> MentorRequest:
    """A request for the mentee who made it."""
    rows = MentorRequest.objects.with_people()
    found = rows.filter(pk=pk, mentee__profile__user=user).first() if 0 < pk < LARGEST else None
    if found is None or not user.is_active:
        raise Http404
    return found


def get_mentor_enrollment(user: User, program_id: int) -> Enrollment:
    """The reader as a mentor of a program they are in."""
    program = get_program_to_join(user, program_id)
    rows = Enrollment.objects.active().mentors().filter(program=program, profile__user=user)
    mentor = rows.select_related("profile", "program").first()
    if mentor is None:
        raise Http404
    return mentor
