"""Many press at the same moment: real threads, real transactions. 10 rounds in the suite, 50 with
SOAK=1; over all of them nobody sits on a place that is not there."""

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from community import joining
from community.models import Membership
from profiles import people
from tests.community.groups.world import crowd, make_group, put_in, row_of
from tests.people import build_cast, make_person

ROUNDS = 50 if os.environ.get("SOAK") else 10
THREADS = 32
NOW = timezone.now()
pytestmark = pytest.mark.xdist_group("races")


@pytest.fixture
def everybody(transactional_db):
    return build_cast(), crowd(THREADS)


def together(acts) -> list:
    """Run all at once; each answer is a result."""
    gate = Barrier(len(acts))

    def run(act):
        gate.wait()
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def counts(group):
    """Places counted, members there are, people who wait."""
    group.refresh_from_db()
    rows = group.memberships
    return (
        group.used,
        rows.filter(state="member").count(),
        rows.filter(state="waiting").count(),
    )


@pytest.mark.django_db(transaction=True)
def test_thirty_two_people_and_eleven_places(everybody):
    cast, people_ = everybody
    over = []
    for n in range(ROUNDS):
        group = make_group(cast.ada, name=f"Round {n}", size_max=12)
        together(
            [lambda person=person, g=group: joining.join(g, person, now=NOW) for person in people_]
        )
        if counts(group) != (12, 12, THREADS - 11):
            over.append((n, counts(group)))
    assert over == []


@pytest.mark.django_db(transaction=True)
def test_leaving_and_joining_at_once_keeps_every_place_taken(everybody):
    cast, people_ = everybody
    wrong = []
    for n in range(ROUNDS):
        group = make_group(cast.ada, name=f"Round {n}", size_max=8)
        inside, outside = people_[:7], people_[7:]
        put_in(group, *inside)
        leaves = [
            lambda row=row: joining.leave(row, now=NOW)
            for row in [row_of(group, p) for p in inside]
        ]
        joins = [lambda p=person, g=group: joining.join(g, p, now=NOW) for person in outside]
        together([*leaves, *joins])
        used, members, waiting = counts(group)
        if (used, members, waiting) != (8, 8, len(outside) - 7):
            wrong.append((n, used, members, waiting))
    assert wrong == []


@pytest.mark.django_db(transaction=True)
def test_one_person_pressing_many_times_has_one_place(everybody):
    cast, _people = everybody
    group = make_group(cast.ada)
    together([lambda: joining.join(group, cast.ben, now=NOW) for _n in range(16)])
    assert counts(group) == (2, 2, 0)


@pytest.mark.django_db(transaction=True)
def test_two_leads_who_leave_the_company_leave_one_heir(everybody):
    """The lead and the next in line go at the same moment; somebody leads, and only one."""
    _cast, people_ = everybody
    for n in range(3):
        lead = make_person(f"Lead Number{n}", email=f"lead{n}@example.com")
        heir = make_person(f"Heir Number{n}", email=f"heir{n}@example.com")
        group = make_group(lead, name=f"Round {n}")
        put_in(group, heir, *people_[:2])
        together(
            [
                lambda lead=lead: people.deactivate(lead, None, NOW),
                lambda heir=heir: people.deactivate(heir, None, NOW),
            ]
        )
        leads = Membership.objects.members().filter(group=group, role="lead")
        assert [row.profile for row in leads] == [people_[0]]
        assert counts(group) == (2, 2, 0)
