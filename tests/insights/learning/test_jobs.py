import datetime as dt
import threading

import pytest
from django.db import connection
from django.utils import timezone

from insights.learning import findings, jobs
from insights.models import LearningRun
from matching.models import Policy, Program
from tests.insights import crowd
from tests.insights.learning import world
from tests.people import make_program

pytestmark = pytest.mark.django_db


@pytest.fixture
def program():
    return make_program("Spring")


def test_what_was_planted_is_found_and_proposed_and_nothing_is_changed(program):
    world.planted(program)
    before = list(Policy.objects.values())
    run = world.looked(program)
    assert (run.state, run.pairs, run.percent) == ("done", 160, 100)
    effects = findings.effects_of(run.result["looks"]["together"])
    assert [name for name, effect in effects.items() if effect.is_sure] == ["skills"]
    assert run.result["steps"] == {"skills": 0.25}
    for name in ("fit", "rhythm", "growth"):
        assert findings.effects_of(run.result["looks"][name])["skills"].is_sure
    assert list(Policy.objects.values()) == before


def test_where_nothing_goes_with_anything_nothing_is_proposed(program):
    world.planted(program, strength=0.0)
    assert world.looked(program).result["steps"] == {}


def test_under_a_hundred_pairs_it_is_silent(program):
    world.planted(program, pairs=99)
    run = world.looked(program)
    assert run.result == {"silent": True, "pairs": 99, "needed": 100}


def test_an_outcome_of_few_pairs_is_silent_beside_the_others(program):
    rows = crowd.pairs(120, program=program, weeks_ago=16)
    world.parts(rows)
    world.meetings(rows, [n % 5 for n in range(120)])
    world.fits(rows[:99], ["good_fit", "deciding", "not_a_fit"] * 33)
    looks = world.looked(program).result["looks"]
    assert looks["fit"] == {"pairs": 99, "explained": None, "effects": {}}
    assert (looks["rhythm"]["pairs"], looks["growth"]["pairs"]) == (120, 0)


def test_the_same_rows_give_the_same_result(program):
    world.planted(program, pairs=110)
    first = world.looked(program)
    LearningRun.objects.filter(pk=first.pk).update(state="failed")
    second = world.looked(program)
    assert (second.seed, second.input, second.result) == (first.seed, first.input, first.result)
    assert second.versions == jobs.versions()


@pytest.mark.parametrize(("more", "is_new"), [(4, False), (5, True)])
def test_fewer_than_five_pairs_more_repeat_the_last_result(program, more, is_new):
    world.planted(program, pairs=110)
    first = world.looked(program)
    world.planted(program, pairs=more, prefix="q", seed=9)
    second = world.looked(program)
    assert (second.pk != first.pk, second.input != first.input) == (True, is_new)
    assert second.pairs == 110 + (more if is_new else 0)


def test_asking_twice_is_one_look(program):
    first, is_new = jobs.request(program, by=None)
    again, is_new_again = jobs.request(program, by=None)
    assert (again, is_new, is_new_again) == (first, True, False)


def test_nothing_waits_nothing_happens(program):
    assert jobs.execute_next("test", now=timezone.now()) is None


def test_a_worker_that_lost_the_look_writes_nothing(program):
    jobs.request(program, by=None)
    first = jobs.lease.claim(LearningRun.objects.all(), "one", now=timezone.now())
    later = timezone.now() + dt.timedelta(minutes=5)
    assert jobs.execute_next("two", now=later).state == "done"
    with pytest.raises(jobs.LostLeaseError):
        jobs._execute(first, now=later)


def test_a_finished_program_with_enough_pairs_is_looked_at_once(program):
    world.parts(crowd.pairs(100, program=program, state="ended"))
    small = make_program("Small", state="finished")
    world.parts(crowd.pairs(5, program=small, prefix="s"))
    assert jobs.request_due(now=timezone.now()) == 0
    Program.objects.filter(pk=program.pk).update(state="finished")
    assert [jobs.request_due(now=timezone.now()) for _again in range(2)] == [1, 0]
    assert LearningRun.objects.get().program == program


@pytest.mark.xdist_group("races")
@pytest.mark.django_db(transaction=True)
def test_many_ask_at_once_and_one_look_waits():
    program, found = make_program("Race"), []

    def ask():
        found.append(jobs.request(program, by=None))
        connection.close()

    threads = [threading.Thread(target=ask) for _one in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(is_new for _run, is_new in found) == [False, False, False, True]
    assert len({run.pk for run, _is_new in found}) == 1
