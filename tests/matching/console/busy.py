"""A round in which people compete: eight mentees, six mentors with one place each, so that giving
somebody another mentor moves others."""

import random

from django.utils import timezone

from matching import rounds
from matching.models import Proposal
from tests.matching.rounds_world import World, mentee, mentor
from tests.people import make_hr, make_program

SKILLS = ("Negotiation", "Presenting", "SQL", "Coaching", "Budgets", "Hiring")
MENTORS = ("Ada Obi", "Bo Lund", "Cleo Park", "Dora Silva", "Eli Cohen", "Fay Wong")
MENTEES = (
    *("Gil Ros", "Hal Ito", "Ida Berg", "Jan Novak", "Kim Lee", "Leo Haas", "Mia Conti"),
    "Nia Okoro",
)


def make_busy_world(
    seed=1, *, capacity=1, offers=4, mentors=MENTORS, mentees=MENTEES, **fields
) -> World:
    dice = random.Random(seed)
    hana, second = make_hr(), make_hr("Cora Lind")
    program = make_program(**fields)
    world = World(
        program,
        rounds.open_round(program, by=hana.user)[0],
        hana,
        second,
        {
            name.split()[0]: mentor(
                program,
                name,
                dice.sample(SKILLS, offers),
                capacity=capacity,
                level=dice.randint(6, 9),
            )
            for name in mentors
        },
        {
            name.split()[0]: mentee(program, name, dice.sample(SKILLS, 2), level=dice.randint(2, 4))
            for name in mentees
        },
    )
    world.run()
    return world


def plan(world) -> dict[str, str]:
    """First names: mentee → mentor, of everything that is not rejected."""
    rows = Proposal.objects.filter(round=world.round).exclude(decision="rejected")
    return {
        row.mentee.profile.first_name: row.mentor.profile.first_name for row in rows.with_people()
    }


def now():
    return timezone.now()
