"""Groups of the tests, made the way people make them."""

import datetime as dt
import itertools

from django.utils import timezone

from community import groups, joining
from community.groups import Draft
from community.models import Group, Resource
from tests.community.library.world import make_link
from tests.people import make_person, make_skill

DAY = dt.timedelta(days=1)
NUMBERS = itertools.count()


def make_group(lead, kind="circle", *, now=None, skills=("Negotiation",), **fields) -> Group:
    """A group with its lead in it; a circle of 8 places, a project of 5, open to all."""
    now = now or timezone.now()
    today = now.date()
    usual = {
        "name": f"The {kind}",
        "topic": "Learn it together.",
        "entry": "ask" if kind == "project" else "open",
        "rhythm": "monthly" if kind == "community" else "weekly",
        "starts_on": today,
        "skills": [make_skill(name) for name in skills],
        "ends_on": None if kind == "community" else today + 42 * DAY,
        "size_max": {"circle": 8, "project": 5}.get(kind),
    }
    return groups.start(Draft(kind=kind, **(usual | fields)), by=lead, now=now)


def crowd(count, **fields):
    """So many more people."""
    names = ("Ana", "Bo", "Cy", "Di", "Eve", "Fay", "Gus", "Hal", "Ivy", "Jo", "Kit", "Lou")
    return [
        make_person(f"{names[n % 12]} Crowd", email=f"crowd{next(NUMBERS)}@example.com", **fields)
        for n in range(count)
    ]


def put_in(group, *people, now=None):
    """Members, whatever the door: invited and accepted."""
    now = now or timezone.now()
    made = []
    for person in people:
        joining.invite(group, [person], by=person.user, now=now)
        row = group.memberships.select_related("group", "profile").get(profile=person)
        made.append(joining.answer(row, yes=True, now=now))
    group.refresh_from_db()
    return made


def row_of(group, person):
    return group.memberships.select_related("profile__user", "group").get(profile=person)


def resource(title="A guide to talks", **fields) -> Resource:
    return make_link(title, **fields)
