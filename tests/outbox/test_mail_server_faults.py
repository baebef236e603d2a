"""F6 and F8–F12: a mail server on its worst day, a database without room, many ticks at once."""

import datetime as dt
import threading
import time

import psycopg
import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from outbox.drain import drain
from outbox.models import Message, Suppression
from outbox.queue import enqueue
from tests.mail import Hangup
from tests.outbox import fault_world as world
from tests.outbox.test_races import at_once
from tests.people import make_person

pytestmark = [pytest.mark.xdist_group("faults"), pytest.mark.soak]
MINUTE = dt.timedelta(minutes=1)
TICKS, THREADS = (1000, 50) if world.SOAK else (200, 20)
POISON = {
    "m900": {"subject": "Hello\nBcc: all@example.com"},
    "m901": {
        "subject": "half a \ud83d".encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    },
    "m902": {"explode": True},
    "m903": {"subject": "Name " * 60},
}
GONE = {"m1", "m2", "m3"}
REFUSED = {"m4": "552 5.2.2 full", "m5": "554 5.7.1 spam"}
DROPPED = {f"m{number}" for number in range(10, 20)}


def number_of(address: str) -> int:
    return int(address.split("@")[0][1:])


@pytest.mark.django_db
def test_a_mail_server_on_its_worst_day(smtp, settings):
    """F9: 451 for all during 10 minutes, then for 5 %. F10: 5.1.1, 552, 554. F11: gone after DATA,
    and a tarpit. F12: rows that cannot be written."""
    settings.OUTBOX_DRAIN_SECONDS = world.PATIENCE
    world.load()
    for key, context in POISON.items():
        Message.objects.filter(key=key).update(context=context)
    account, now = world.Account(smtp), timezone.now()

    smtp.on_rcpt = lambda address: "451 4.7.1 not now"
    for _ in range(2 if world.SOAK else 1):
        drain(now=now)
        now += 5 * MINUTE
    assert smtp.messages == []
    account.note("F9: 451 for all, then later")

    seen: set[str] = set()

    def rcpt(address):
        key = address.split("@")[0]
        if key in GONE:
            return "550 5.1.1 no such user"
        if number_of(address) % 20 == 7 and key not in seen:
            seen.add(key)
            return "451 4.7.1 not now"
        return REFUSED.get(key)

    def data(address):
        if address.split("@")[0] in DROPPED:
            raise Hangup

    smtp.on_rcpt, smtp.on_data = rcpt, data
    for _ in range(6):
        now += 30 * MINUTE
        drain(now=now)
    account.note("F9–F12: 451 for 5 %, 55x, drops, poison")
    failed = {key for key in POISON if key in world.keys("failed")}
    assert world.keys("unknown") == DROPPED
    assert world.keys("failed") - failed == GONE | set(REFUSED)
    assert {"m900", "m902"} <= failed
    assert set(Message.objects.filter(key__in=GONE).values_list("attempts", flat=True)) == {
        3 if world.SOAK else 2
    }
    assert Suppression.objects.count() == 3
    assert not world.left()
    everyone = {f"m{number}" for number in range(world.MAILS)}
    assert world.keys("sent") == everyone - GONE - set(REFUSED) - DROPPED - failed
    account.check(unknown=len(DROPPED))


@pytest.mark.django_db
def test_a_tarpit_holds_no_process_for_long(smtp, settings):
    """F11: 30 s in production terms, scaled down ten times with the limit."""
    settings.EMAIL_TIMEOUT = 1
    world.load(3)
    smtp.slow_stage, smtp.delay = "on_data", 3.0
    start = time.monotonic()
    drain()
    assert time.monotonic() - start < 15
    assert world.keys("unknown") == {"m0", "m1", "m2"}


@pytest.mark.django_db(transaction=True)
def test_the_same_tick_many_times_by_many_threads():
    """F8: rows as expected exactly, whatever number of ticks."""
    people = 20

    def tick(_):
        return sum(
            enqueue("test-once", key=f"nudge:{number}:2027-W21", address="a@example.com")
            for _turn in range(TICKS // THREADS)
            for number in range(people)
        )

    assert world.kinds.queue
    at_once(tick, times=THREADS)
    assert Message.objects.count() == people


@pytest.mark.django_db(transaction=True)
def test_a_database_without_room_answers_soon():
    """F6: nobody hangs, the page says so kindly, and the process is still up."""
    client = Client(raise_request_exception=False)
    client.force_login(make_person().user)
    name = connection.settings_dict["NAME"]
    connection.close()
    with psycopg.connect(world.database_url("postgres"), autocommit=True) as other:
        other.execute(f'ALTER DATABASE "{name}" CONNECTION LIMIT 0')
        try:
            start = time.monotonic()
            answer = client.get("/healthz")
            page = client.get("/")
            spent = time.monotonic() - start
        finally:
            other.execute(f'ALTER DATABASE "{name}" CONNECTION LIMIT -1')
    assert (answer.status_code, page.status_code) == (200, 503)
    assert spent < 10
    assert client.get("/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_lock_on_the_outbox_holds_nobody_for_ever(smtp):
    """F6: a drain that meets a locked table gives up, and the next one sends."""
    world.load(5)
    locked, done = threading.Event(), threading.Event()

    def hold():
        with psycopg.connect(world.database_url()) as other:
            other.execute("LOCK TABLE outbox_message IN ACCESS EXCLUSIVE MODE")
            locked.set()
            done.wait(30)

    holder = threading.Thread(target=hold)
    holder.start()
    locked.wait(30)
    start = time.monotonic()
    with pytest.raises(Exception, match="lock timeout"):
        drain()
    assert time.monotonic() - start < 10
    done.set()
    holder.join()
    assert drain() == 5
