"""Thirty-two people press RSVP at the same moment: never one place too many."""

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from community import office_hours, rsvps, session_changes, sessions
from community.models import Rsvp, Session
from community.session_changes import Change
from tests.community.sessions.world import a_proposal, a_session, ahead, go, people
from tests.people import make_hr, make_person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("races")]
ROUNDS = 50 if os.environ.get("SOAK") else 10
THREADS = 32
PLACES = 5


def together(*acts) -> list:
    gate = Barrier(len(acts))

    def run(act):
        gate.wait()
        try:
            return act()
        except Exception as error:  # noqa: BLE001  (the test looks at it)
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def going(session):
    return lambda person: lambda: rsvps.go(session, person, now=timezone.now())


def leaving(session):
    return lambda person: lambda: rsvps.leave(session, person, now=timezone.now())


def counted(session) -> tuple[int, int, int]:
    """What the counter says, how many go, how many wait."""
    rows = Rsvp.objects.filter(session=session)
    used = Session.objects.values_list("used", flat=True).get(pk=session.pk)
    return used, rows.going().count(), rows.waiting().count()


def test_thirty_two_for_five_places():
    ada, guests = make_person("Ada Obi"), people(THREADS)
    over = 0
    for _round in range(ROUNDS):
        session = a_session(ada, capacity=PLACES)
        found = together(*map(going(session), guests))
        assert {type(each) for each in found} == {Rsvp}
        used, taken, waiting = counted(session)
        over += max(0, taken - PLACES)
        assert (used, taken, waiting) == (PLACES, PLACES, THREADS - PLACES)
    assert over == 0


def test_leaving_and_coming_at_once_fills_every_place():
    ada, guests = make_person("Ada Obi"), people(THREADS)
    for _round in range(ROUNDS):
        session = a_session(ada, capacity=PLACES)
        here, others = guests[:10], guests[10:]
        go(session, *here)
        acts = [*map(leaving(session), here), *map(going(session), others)]
        assert not [each for each in together(*acts) if isinstance(each, Exception)]
        assert counted(session) == (PLACES, PLACES, len(others) - PLACES)


def test_one_person_pressing_many_times_has_one_place():
    ada, ben = make_person("Ada Obi"), make_person("Ben Ito")
    session = a_session(ada, capacity=PLACES)
    together(*map(going(session), [ben] * 16))
    assert counted(session) == (1, 1, 0)


def test_fewer_places_and_more_people_at_once_never_cross():
    ada, guests = make_person("Ada Obi"), people(16)
    for _round in range(ROUNDS):
        session = a_session(ada, capacity=10)
        new = Change(session.title, session.outcome, session.starts_at, 45, session.place, 3)
        together(
            *map(going(session), guests),
            lambda s=session, n=new: session_changes.change(s, n, seen=0, now=timezone.now()),
        )
        used, taken, waiting = counted(session)
        capacity = Session.objects.values_list("capacity", flat=True).get(pk=session.pk)
        assert (used, taken + waiting) == (taken, 16)
        assert taken == capacity


def test_one_slot_goes_to_one_person_who_has_no_other():
    ada, guests = make_person("Ada Obi"), people(8)
    plan = office_hours.Plan("SQL questions", "Bring a query.", ahead(3), 20, 2, 1)
    office = office_hours.start(plan, by=ada, now=timezone.now())
    first, second = office.slots.order_by("starts_at")
    acts = [going(slot)(person) for person in guests for slot in (first, second)]
    together(*acts)
    rows = Rsvp.objects.going().filter(session__office=office)
    assert rows.count() == 2
    assert len(set(rows.values_list("profile", flat=True))) == 2


def test_two_of_hr_decide_at_once_and_one_date_counts():
    hana, ines = make_hr(), make_hr("Ines Moreau")
    for _round in range(ROUNDS):
        session = a_proposal(make_person(f"Host{_round} Example"))
        found = together(
            *[
                decide(session, session.starts_at, hana),
                decide(session, session.other_starts_at, ines),
            ],
            declining(session, ines),
        )
        assert len([each for each in found if isinstance(each, sessions.RefusedError)]) == 2


def decide(session, at, by):
    return lambda: sessions.approve(session, at=at, by=by, now=timezone.now())


def declining(session, by):
    return lambda: sessions.decline(session, reason="No room", by=by, now=timezone.now())
