import os
import threading

import pytest
from django.db import OperationalError, connection, transaction

from matching import places
from matching.models import Enrollment
from profiles.models import Profile
from tests.people import enroll, make_person, make_program

ROUNDS = 50 if os.environ.get("SOAK") else 10
THREADS = 32


@pytest.fixture
def trio(db):
    program = make_program()
    mentor = enroll(program, make_person("Ada Obi", mentoring_limit=2), "mentor", capacity=2)
    return mentor, *(enroll(program, make_person(name)) for name in ("Ben Ito", "Dan Weiss"))


def counts(enrollment):
    enrollment.refresh_from_db()
    enrollment.profile.refresh_from_db()
    return enrollment.used, enrollment.profile.mentoring_used


def test_taking_moves_both_counters_of_the_mentor(trio):
    mentor, ben, dan = trio
    places.take([mentor.pk, ben.pk, mentor.pk, dan.pk])
    assert counts(mentor) == (2, 2)
    assert counts(ben) == (1, 0)


def test_giving_back_undoes_taking(trio):
    mentor, ben, _ = trio
    places.take([mentor.pk, ben.pk])
    places.give_back([mentor.pk, ben.pk])
    assert counts(mentor) == counts(ben) == (0, 0)


def test_a_full_mentor_is_named(trio):
    mentor, ben, _ = trio
    Enrollment.objects.filter(pk=mentor.pk).update(capacity=0)
    with pytest.raises(places.PlacesTakenError) as caught, transaction.atomic():
        places.take([mentor.pk, ben.pk])
    assert str(caught.value) == "Ada Obi has no free place in Spring Mentoring."
    assert caught.value.profile == mentor.profile
    assert counts(ben) == (0, 0)


def test_the_overall_limit_holds_over_programs(trio):
    mentor, *_ = trio
    other = make_program("Other")
    elsewhere = enroll(other, mentor.profile, "mentor", capacity=5)
    places.take([mentor.pk, mentor.pk])
    with pytest.raises(places.PlacesTakenError, match="reached the number"), transaction.atomic():
        places.take([elsewhere.pk])
    assert counts(elsewhere) == (0, 2)


def test_a_mentee_has_one_mentor(trio):
    mentor, ben, _ = trio
    places.take([ben.pk])
    with pytest.raises(places.PlacesTakenError, match="Ben Ito already has a mentor"):
        places.take([mentor.pk, ben.pk])


@pytest.mark.django_db(transaction=True)
def test_a_conflict_is_tried_three_times_in_all():
    class DeadlockError(Exception):
        sqlstate = places.DEADLOCK

    calls = []

    @places.retry_on_conflict
    def act():
        calls.append(1)
        if len(calls) < 3:
            raise OperationalError from DeadlockError()
        return "done"

    assert act() == "done"
    with pytest.raises(OperationalError):
        places.retry_on_conflict(_always_conflicting(DeadlockError))()


def _always_conflicting(cause):
    def act():
        raise OperationalError from cause()

    return act


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("races")
def test_32_threads_get_the_last_place_once():
    program = make_program()
    mentor = enroll(program, make_person("Ada Obi", mentoring_limit=1), "mentor", capacity=1)
    mentees = [enroll(program, make_person(f"Mentee {n}")) for n in range(THREADS)]
    for _ in range(ROUNDS):
        results = race(lambda n: places.take([mentor.pk, mentees[n].pk]))
        losers = [r for r in results if r is not None]
        assert len(losers) == THREADS - 1
        assert {str(r) for r in losers} == {"Ada Obi has no free place in Spring Mentoring."}
        assert counts(mentor) == (1, 1)
        assert sum(Enrollment.objects.mentees().values_list("used", flat=True)) == 1
        Enrollment.objects.update(used=0)
        Profile.objects.update(mentoring_used=0)


def race(act):
    """Run `act(n)` in 32 threads at once, each in a transaction; the errors, or None."""

    def in_transaction(n):
        with transaction.atomic():
            act(n)

    return race_plain(in_transaction)


def race_plain(act):
    gate, results = threading.Barrier(THREADS), [None] * THREADS

    def run(n):
        try:
            gate.wait()
            act(n)
        except Exception as error:  # noqa: BLE001  (handed to the test)
            results[n] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
