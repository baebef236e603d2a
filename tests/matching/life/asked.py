"""A program that takes requests: Ben waits, three mentors offer what he wants, Ada and Mia are on
his list in this order."""

from dataclasses import dataclass

from django.utils import timezone

from matching import requests
from matching.models import Enrollment, MentorRequest, Program, Wish
from profiles.models import Profile
from tests.matching.rounds_world import mentee, mentor
from tests.people import make_hr, make_program

NOW = timezone.now()
NAMES = ("Ada Obi", "Mia Lee", "Noor Ali")


@dataclass
class Market:
    program: Program
    hana: Profile
    ben: Enrollment
    mentors: dict[str, Enrollment]

    def ask(self, name="Ada", *, mentee=None, goes_on=True, now=NOW) -> MentorRequest:
        return requests.ask(
            mentee or self.ben,
            self.mentors[name].pk,
            message="I would like to lead a workshop.",
            goes_on=goes_on,
            now=now,
        )


def make_market(program=None, *, hana=None, **fields) -> Market:
    program = program or make_program()
    Program.objects.filter(pk=program.pk).update(takes_requests=True, **fields)
    program.refresh_from_db()
    ben = mentee(program, "Ben Low", ("Negotiation",))
    mentors = {
        name.split()[0]: mentor(program, name, ("Negotiation",), email=f"{name[:3]}@example.org")
        for name in NAMES
    }
    for rank, name in enumerate(("Ada", "Mia"), 1):
        Wish.objects.create(enrollment=ben, wished=mentors[name].profile, rank=rank)
    return Market(program, hana or make_hr("Ida Moor"), ben, mentors)


def states() -> list[str]:
    return list(MentorRequest.objects.order_by("pk").values_list("state", flat=True))
