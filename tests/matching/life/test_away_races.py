"""The same tick by many threads, a place that two want, two partners at one moment."""

import datetime as dt
import os
from functools import partial

import pytest
from django.utils import timezone

from matching import away, pairs
from matching.models import Away, Enrollment, Pair
from outbox.models import Message
from profiles.models import AuditEvent, Profile
from tests.matching.life.world import broken, together
from tests.people import enroll, make_pair, make_person, make_program

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("races")]
ROUNDS = 20 if os.environ.get("SOAK") else 4
NOW = timezone.now().replace(hour=12)
UNTIL = NOW.date() + dt.timedelta(days=20)
LATER = NOW + dt.timedelta(days=20)


@pytest.fixture
def program():
    return make_program()


def make_one(program, n=0, *, capacity=1):
    mentor = enroll(
        program, make_person(f"Mentor {n}", mentoring_limit=capacity), "mentor", capacity=capacity
    )
    return make_pair(program, mentor, enroll(program, make_person(f"Mentee {n}")))


def go(pair, *, by=None):
    by = by or pair.mentor
    return away.start(pair, person=by, until=UNTIL, by=by.user, now=NOW)


def fresh(pair):
    return Pair.objects.with_people().get(pk=pair.pk)


def test_the_same_tick_fifty_times_lets_each_pair_go_on_once(program):
    found = [make_one(program, n) for n in range(5)]
    for pair in found:
        go(pair)
    moved = together(*[lambda: away.tick(now=LATER)] * 50)
    assert not [one for one in moved if isinstance(one, Exception)]
    assert sum(moved) == 5
    assert AuditEvent.objects.filter(action="pair.back").count() == 5
    assert Message.objects.filter(kind="pair-back").count() == 10
    assert broken() == []


def test_both_pause_at_once_and_only_one_absence_is_kept(program):
    for pair in (make_one(program, n) for n in range(ROUNDS)):
        results = together(partial(go, fresh(pair)), partial(go, fresh(pair), by=pair.mentee))
        assert sorted(results) == [False, True]
        assert Away.objects.filter(pair=pair).count() == 1
    assert broken() == []


def test_coming_back_moving_and_ending_at_once(program):
    later = UNTIL + dt.timedelta(days=7)
    for pair in (make_one(program, n) for n in range(ROUNDS)):
        go(pair)
        mentor, mentee = pair.mentor.user, pair.mentee.user
        results = together(
            partial(away.tick, now=LATER),
            partial(away.move, fresh(pair), until=later, by=mentor, now=LATER),
            partial(pairs.close_pair, fresh(pair), by=None, reason="x", now=LATER),
            partial(away.choose, fresh(pair), "new", by=mentee, now=LATER),
            partial(away.come_back, fresh(pair), by=mentor, now=LATER),
        )
        assert not [one for one in results if isinstance(one, Exception)]
        assert fresh(pair).state == "ended"
        assert broken() == []


def test_the_last_place_goes_to_one_pair_only_and_the_other_waits(program):
    """A pair comes back at the moment HR opens another one with the same place."""
    dates = {"starts_on": NOW.date(), "ends_on": UNTIL}
    for n in range(ROUNDS):
        pair = make_one(program, n)
        go(pair)
        mentor = Enrollment.objects.get(pk=pair.mentor_enrollment_id)
        newcomer = enroll(program, make_person(f"Newcomer {n}"))
        together(
            partial(pairs.open_pair, mentor, newcomer, **dates, by=None, now=NOW),
            partial(away.come_back, fresh(pair), by=None, now=LATER),
        )
        assert Pair.objects.open().filter(mentor=pair.mentor_id).count() == 1
        assert Profile.objects.get(pk=pair.mentor_id).mentoring_used == 1
        assert broken() == []


def test_a_mentors_pairs_come_back_together_without_a_deadlock(program):
    mentor = enroll(program, make_person("Ada Obi", mentoring_limit=6), "mentor", capacity=6)
    found = [
        make_pair(program, mentor, enroll(program, make_person(f"Mentee {n}"))) for n in range(6)
    ]
    for pair in found:
        go(fresh(pair))
    results = together(
        *[partial(away.come_back, fresh(pair), by=None, now=LATER) for pair in found]
    )
    assert results == [True] * 6
    assert broken() == []
