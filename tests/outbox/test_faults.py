"""1,000 mails through real worker processes: three killed with -9 in mid-batch, Valkey wiped once."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

import pytest
import redis
from django.conf import settings
from django.db import connection
from django.utils import timezone
from kombu import Connection

from mentorship.celery import app
from mentorship.embedded import start_valkey
from outbox.models import Message
from tests.outbox import kinds

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("faults")]
MAILS, PROCESSES = 1000, 2
KILLS_AT = [200, 500, 800]
WIPE_AT = 350
UNSENT = ["queued", "claimed", "sending"]


@pytest.fixture
def broker(tmp_path):
    with start_valkey(tmp_path) as service:
        yield service.url


def database_url() -> str:
    given = connection.settings_dict
    user = f"{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}"
    return f"postgresql://{user}/{given['NAME']}"


@pytest.fixture
def worker(broker, smtp, tmp_path):
    """`worker()` starts one (killing the one before with -9) as a group of processes."""
    environment = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "REDIS_URL": broker,
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(smtp.port),
    }
    options = ["worker", "-c", str(PROCESSES), "--without-gossip", "--without-mingle"]
    command = [sys.executable, "-m", "celery", "-A", "tests.outbox.worker_app", *options]
    running = []

    def kill():
        for process in running:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        running.clear()

    def start():
        kill()
        with (tmp_path / "worker.log").open("ab") as log:
            running.append(
                subprocess.Popen(
                    command,
                    env=environment,
                    cwd=settings.BASE_DIR,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
            )

    yield start
    kill()


def wake(url: str) -> None:
    """What beat does, more often: twice on purpose."""
    with Connection(url) as broker:
        for task in ("wake", "wake", "sweep"):
            app.send_task(f"outbox.tasks.{task}", connection=broker, expires=5)


def test_kills_and_a_wiped_broker_double_nothing_and_lose_nothing_silently(smtp, broker, worker):
    now = timezone.now()
    rows = [
        Message(
            key=f"m{number}",
            kind="test-once",
            policy="at_most_once",
            address=f"m{number}@example.com",
            not_before=now,
        )
        for number in range(MAILS)
    ]
    assert kinds.queue  # registers the kind here as in the worker
    Message.objects.bulk_create(rows)
    smtp.slow_stage, smtp.delay = "on_data", 0.004
    kills, wiped, deadline = list(KILLS_AT), False, time.monotonic() + 240
    worker()
    while Message.objects.filter(status__in=UNSENT).exists():
        assert time.monotonic() < deadline, "not drained in time"
        arrived = len(smtp.messages)
        if kills and arrived >= kills[0]:
            kills.pop(0)
            worker()
        if not wiped and arrived >= WIPE_AT:
            redis.Redis.from_url(broker).flushall()
            wiped = True
        wake(broker)
        time.sleep(0.1)

    assert (kills, wiped) == ([], True)
    received = [mail.to.split("@")[0] for mail in smtp.messages]
    keys = {
        status: set(Message.objects.filter(status=status).values_list("key", flat=True))
        for status in ("sent", "unknown")
    }
    assert len(received) == len(set(received)), "a mail was doubled"
    assert len(keys["sent"] | keys["unknown"]) == MAILS
    assert keys["sent"] <= set(received), "a mail was lost silently"
    assert set(received) - keys["sent"] <= keys["unknown"]
    assert len(keys["unknown"]) <= len(KILLS_AT) * PROCESSES
