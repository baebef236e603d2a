"""The outbox under faults (F1–F14), with real workers: nothing doubled, nothing lost silently.

1,000 mails here, 10,000 with SOAK=1 (`make soak`), where kills are more and outages longer. Each
test prints its table; `-s` shows it.
"""

import os
import random
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import psutil
import pytest
import redis
from kombu import Connection

from mentorship.celery import app
from mentorship.embedded import start_valkey
from outbox.models import Message
from tests.outbox import fault_world as world
from tests.outbox.proxy import Relay

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("faults"),
    pytest.mark.soak,
]
GROUP_KILLS = 5 if world.SOAK else 3
CHILD_KILLS = 20 if world.SOAK else 3
WRONG_SECONDS = 60 if world.SOAK else 3
DEAF_SECONDS = 120 if world.SOAK else 4
AWAY_SECONDS = 5 if world.SOAK else 1
DATABASE_CUTS = 3 if world.SOAK else 1
EIGHT_DAYS = 8 * 86_400


@pytest.fixture
def broker(tmp_path):
    with start_valkey(tmp_path) as service:
        yield service


@pytest.fixture
def relay(broker):
    found = Relay(broker.port)
    yield found
    found.close()


@pytest.fixture
def workers(relay, broker, smtp, tmp_path):
    url = broker.url.replace(f":{broker.port}/", f":{relay.port}/")
    found = world.Workers(tmp_path / "worker.log", smtp.port, url)
    yield found
    found.kill()


def wake(url: str) -> None:
    """What beat does, more often: twice on purpose."""
    with Connection(url) as broker:
        for task in ("wake", "wake", "sweep"):
            app.send_task(f"outbox.tasks.{task}", connection=broker, expires=5)


def run_until(account, arrived: int, url: str = "") -> None:
    """Wake workers until so many mails have arrived, or all are final."""
    deadline = time.monotonic() + world.PATIENCE
    while len(account.received()) < arrived and world.left():
        assert time.monotonic() < deadline, f"only {len(account.received())} arrived in time"
        if url:
            wake(url)
        time.sleep(0.1)


def share(part: float) -> int:
    return int(world.MAILS * part)


def test_killed_workers_and_a_wiped_broker(smtp, broker, workers):
    """F1 and the FLUSHALL of F3."""
    world.load()
    account = world.Account(smtp)
    smtp.slow_stage, smtp.delay = "on_data", 0.004
    for number in range(GROUP_KILLS):
        workers.kill()
        workers.start()
        run_until(account, share((number + 1) / (GROUP_KILLS + 2)), broker.url)
        if number == 0:
            redis.Redis.from_url(broker.url).flushall()
    workers.kill()
    workers.start()
    run_until(account, world.MAILS, broker.url)
    account.note(f"F1, F3: worker kill -9 ×{GROUP_KILLS}, broker wiped")
    account.check(unknown=GROUP_KILLS * world.PROCESSES)
    assert not world.left()


def test_one_long_bad_day(smtp, broker, relay, workers, tmp_path):
    """F2–F5, F14, F7 and F13, one after the other over the same rows."""
    world.load()
    account = world.Account(smtp)
    smtp.slow_stage, smtp.delay = "on_data", 0.004
    worker = workers.start()
    for number in range(CHILD_KILLS):
        run_until(account, share(0.1 + 0.2 * number / CHILD_KILLS), broker.url)
        kill_a_child(worker)
    account.note(f"F2: child kill -9 ×{CHILD_KILLS}")

    broker.process.kill()
    broker.process.wait()
    with start_valkey(tmp_path) as again:
        relay.target = again.port
        relay.cut()
        run_until(account, share(0.45), again.url)
        account.note("F3: Redis kill -9, back empty")

        with another_password(again.url):
            relay.cut()
            time.sleep(WRONG_SECONDS)
        run_until(account, share(0.5), again.url)
        account.note(f"F3: wrong password for {WRONG_SECONDS} s")

        relay.is_deaf = True
        time.sleep(DEAF_SECONDS)
        relay.is_deaf = False
        relay.cut()
        run_until(account, share(0.6), again.url)
        account.note(f"F4: Redis black-holed {DEAF_SECONDS} s")

        for number in range(DATABASE_CUTS):
            with world.database_away():
                time.sleep(AWAY_SECONDS)
            run_until(account, share(0.6 + 0.15 * (number + 1) / DATABASE_CUTS), again.url)
        account.note(f"F5: PostgreSQL sessions cut, away {AWAY_SECONDS} s ×{DATABASE_CUTS}")
        before = len(world.keys("unknown"))

        started = time.monotonic()
        os.kill(worker.pid, signal.SIGTERM)
        worker.wait(60)
        account.note(f"F14: SIGTERM in a batch, exit after {time.monotonic() - started:.0f} s")
        assert len(world.keys("unknown")) == before, "a stopped worker left a mail undecided"

        shifts = [EIGHT_DAYS, -3600]
        for shift in shifts:
            workers.start(CLOCK_SHIFT=str(shift))
        for number in range(3):
            schedule = tmp_path / f"beat{number}"
            workers.start("beat", "-s", str(schedule), CLOCK_SHIFT=str(shifts[number % 2]))
        run_until(account, world.MAILS)
        account.note("F7, F13: three beats, clocks +8 d and −1 h")
    assert not world.left()
    assert set(Message.objects.values_list("status", flat=True)) <= {"sent", "unknown"}
    account.check(unknown=CHILD_KILLS + DATABASE_CUTS * world.PROCESSES)


@contextmanager
def another_password(url: str) -> Iterator[None]:
    """Whoever connects meanwhile is refused."""
    with redis.Redis.from_url(url, single_connection_client=True) as admin:
        admin.config_set("requirepass", "another one")
        yield
        admin.config_set("requirepass", urlsplit(url).password)


def kill_a_child(worker) -> None:
    children = psutil.Process(worker.pid).children()
    if children:
        random.Random(len(children)).choice(children).kill()


def test_the_relay_is_where_the_workers_connect(relay, workers):
    assert urlsplit(workers.broker).port == relay.port
