"""A round large enough for the lab: forty-two proposals, and two people nobody can be found for."""

from django.utils import timezone

from matching.lab import comparing, drafts
from matching.models import Lab
from tests.matching.rounds_world import World, make_world, mentee, mentor

SITES = ("Madrid", "Oslo")


def make_lab_world(size=39, **fields) -> World:
    """Three pairs of the small round and `size` more, in two departments and at two sites."""
    world = make_world(**fields)
    for n in range(size):
        skill = ("SQL", "Presenting", "Negotiation")[n % 3]
        place = {"site": SITES[n % 2], "department": ("Sales", "Legal")[n % 2]}
        name = f"Mentor{n} Lind"
        world.mentors[f"Mentor{n}"] = mentor(world.program, name, (skill, "Go"), **place)
        place = {"site": SITES[n // 2 % 2], "department": ("Sales", "Legal")[n // 2 % 2]}
        name = f"Mentee{n} Holm"
        world.mentees[f"Mentee{n}"] = mentee(world.program, name, (skill,), **place)
    return world


def make_lab(world, *starts, by=None) -> Lab:
    """A draft with these policies beside the live one."""
    return drafts.begin(world.round, starts or ("crossing",), by=(by or world.hana).user)


def compare(world, *starts, by=None) -> Lab:
    """A lab whose comparison is done."""
    by = by or world.hana
    drafts.start(make_lab(world, *starts, by=by), by=by.user, now=timezone.now())
    return comparing.execute_next("test", now=timezone.now())
