"""Many drains and many writers at once: each mail once, each key once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from outbox import claims
from outbox.drain import drain, sweep
from outbox.models import Message
from outbox.queue import cancel, enqueue
from tests.outbox.kinds import queue

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("races")]
ROUNDS = 10


def at_once(work, times=8) -> list:
    def run(number):
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


def test_drains_at_once_send_each_mail_once(smtp):
    for number in range(120):
        queue(f"m{number}")
    assert sum(at_once(lambda _: drain())) == 120
    assert len({mail.to for mail in smtp.messages}) == len(smtp.messages) == 120
    assert Message.objects.filter(status="sent").count() == 120


def test_claims_at_once_share_nothing():
    for number in range(100):
        queue(f"m{number}")
    batches = at_once(lambda number: [row.pk for row in claims.claim(f"worker {number}")])
    claimed = [pk for batch in batches for pk in batch]
    assert len(claimed) == len(set(claimed)) == 100


def test_the_same_tick_in_many_threads_writes_each_row_once():
    def tick(_):
        return sum(
            enqueue("test-once", key=f"nudge:{number}:2027-W21", address="a@example.com")
            for number in range(20)
        )

    written = at_once(tick, times=32)
    assert Message.objects.count() == 20
    assert sum(written) >= 20


def test_two_sweeps_at_once_move_each_row_once():
    for number in range(40):
        queue(f"m{number}")
    claims.claim("dead")
    Message.objects.update(lease_until="2020-01-01T00:00Z")
    assert sum(at_once(lambda _: sweep())) == 40


def test_a_recall_beats_a_drain_or_comes_too_late_never_both(smtp):
    for number in range(ROUNDS):
        queue(f"m{number}", batch=f"round:{number}")
        jobs = [drain, lambda n=number: cancel(batch=f"round:{n}")]
        sent, cancelled = at_once(lambda which, jobs=jobs: jobs[which](), times=2)
        assert sent + cancelled == 1
        assert len(smtp.messages) == Message.objects.filter(status="sent").count()
