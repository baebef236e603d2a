"""Two people press Publish, a mentee leaves while HR publishes, a worker dies in the middle."""

import datetime as dt
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from matching import answers, decisions, enrollments, places, publishing, replacing, runs
from matching.models import Enrollment, Pair, Proposal, Run
from outbox.models import Message
from profiles.models import Profile
from tests.matching.rounds_world import make_world, mentee, mentor

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("races"),
]
ROUNDS = 50 if os.environ.get("SOAK") else 10


def together(*acts):
    """Run them at the same moment, each on its own connection; returns results or errors."""
    barrier, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        barrier.wait()
        try:
            results[place] = act()
        except Exception as error:  # noqa: BLE001  (the test looks at it)
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def reviewed_world():
    world = make_world()
    world.run()
    for name in ("Ben", "Priya", "Omar"):
        decisions.approve(world.proposal(name), by=world.hana.user)
    world.round.refresh_from_db()
    return world


def publish(world, by):
    return publishing.publish(
        world.round.__class__.objects.get(pk=world.round.pk),
        by=by.user,
        version=world.round.version,
        now=timezone.now(),
    )


def check_books():
    """Places taken are exactly the open pairs, everywhere."""
    for enrollment in Enrollment.objects.all():
        field = f"{enrollment.role}_enrollment"
        assert Pair.objects.open().filter(**{field: enrollment}).count() == enrollment.used
    for person in Profile.objects.all():
        assert Pair.objects.open().filter(mentor=person).count() == person.mentoring_used


def test_two_publish_at_once_one_publishes():
    world = reviewed_world()
    for _ in range(ROUNDS):
        results = together(
            *[lambda who=who: publish(world, who) for who in (world.hana, world.cora) * 2]
        )
        assert sorted(done.is_new for done in results) == [False, False, False, True]
        assert len({done.by for done in results}) == 1
        assert Pair.objects.filter(state="scheduled").count() == 3
        waiting = Message.objects.filter(status="queued", kind="match-mentor")
        assert waiting.count() == 3
        check_books()
        publishing.recall(world.round, by=world.hana.user, now=timezone.now())
        world.round.refresh_from_db()
        check_books()


def test_a_mentee_leaves_while_hr_publishes():
    """The pair is held back, or published and ended: never an open pair of somebody who left."""
    world = reviewed_world()
    ben = world.mentees["Ben"]
    for _ in range(ROUNDS):
        pause = random.random() / 20
        done, _left = together(
            lambda: publish(world, world.hana),
            lambda pause=pause: (
                time.sleep(pause),
                enrollments.leave(world.program, ben.profile, by=None, now=timezone.now()),
            ),
        )
        assert not isinstance(done, Exception), done
        assert not Pair.objects.open().filter(mentee=ben.profile).exists()
        assert done.pairs + len(done.held) == 3
        check_books()
        publishing.recall(world.round, by=world.hana.user, now=timezone.now())
        Enrollment.objects.filter(pk=ben.pk).update(state="active")
        world.round.refresh_from_db()


def test_two_reviewers_decide_at_once():
    world = make_world()
    world.run()
    for _ in range(ROUNDS):
        ben = world.proposal("Ben")
        results = together(
            lambda: decisions.approve(world.proposal("Ben"), by=world.hana.user),
            lambda: decisions.reject(world.proposal("Ben"), by=world.cora.user, reason="No"),
        )
        refused = [r for r in results if isinstance(r, decisions.AlreadyDecidedError)]
        assert len(refused) == 1
        decisions.undo(ben, by=world.hana.user)


def test_the_last_place_goes_to_one_of_two_declined_mentees():
    world = make_world()
    for name in ("Kim Lee", "Tom Fox"):
        mentee(world.program, name, ("Negotiation",))
    mentor(world.program, "Mei Chen", ("Negotiation",), capacity=2)
    world.run()
    Proposal.objects.filter(round=world.round).update(decision="approved")
    world.round.refresh_from_db()
    publish(world, world.hana)
    later = timezone.now() + dt.timedelta(minutes=11)
    Pair.objects.update(visible_at=timezone.now())
    declined = list(Pair.objects.filter(mentor__name="Mei Chen").select_related("mentor__user"))
    for pair in declined:
        answers.decline(pair, by=pair.mentor.user, now=later)
    last = mentor(world.program, "Ray Last", ("Negotiation",), capacity=1)
    waiting = answers.needing_a_mentor()
    results = together(
        *[
            lambda pair=pair: replacing.ask(pair, last.pk, by=world.hana.user, now=timezone.now())
            for pair in waiting
        ]
    )
    refusals = (replacing.ReplacementRefusedError, places.PlacesTakenError)
    assert [isinstance(r, Pair) for r in results].count(True) == 1, results
    assert [isinstance(r, refusals) for r in results].count(True) == len(waiting) - 1
    check_books()


SLOW_WORKER = """
import django, os, sys, time
django.setup()
from django.utils import timezone
from matching import runs, proposing
real = proposing.proposals
def slow(*given):
    print("working", flush=True)
    time.sleep(60)
    return real(*given)
proposing.proposals = slow
runs.execute_next("doomed", now=timezone.now())
"""


def test_a_worker_killed_in_the_middle_is_replaced():
    world = make_world()
    run, _ = runs.request(world.round, by=world.hana.user)
    name = connection.settings_dict["NAME"]
    url = os.environ["DATABASE_URL"].rsplit("/", 1)[0] + f"/{name}"
    worker = subprocess.Popen(
        [sys.executable, "-c", SLOW_WORKER],
        env={**os.environ, "DATABASE_URL": url, "PYTHONPATH": str(Path.cwd())},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert worker.stdout.readline().strip() == "working"
        run.refresh_from_db()
        assert run.state == Run.State.RUNNING
    finally:
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
        worker.stdout.close()
    assert runs.execute_next("second", now=timezone.now()) is None
    after_expiry = run.lease_until + dt.timedelta(seconds=1)
    done = runs.execute_next("second", now=after_expiry)
    assert (done.pk, done.state, done.attempts) == (run.pk, Run.State.DONE, 2)
    assert Proposal.objects.filter(round=world.round).count() == 3
