"""What the fault tests share: many rows, real worker processes, and the account of both sides."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import psycopg
from django.conf import settings
from django.db import OperationalError, connection
from django.utils import timezone

from outbox.models import Message
from tests.outbox import kinds

SOAK = bool(os.environ.get("SOAK"))
MAILS = 10_000 if SOAK else 1_000
PROCESSES = 4 if SOAK else 2
PATIENCE = 1200  # seconds for a whole test; the machine may have other work
UNSENT = ["queued", "claimed", "sending"]


def load(mails=MAILS, *, kind="test-once") -> None:
    assert kinds.queue  # registers the kinds here as in the worker
    now = timezone.now()
    Message.objects.bulk_create(
        Message(
            key=f"m{number}",
            kind=kind,
            policy="at_most_once" if kind == "test-once" else "at_least_once",
            address=f"m{number}@example.com",
            not_before=now,
        )
        for number in range(mails)
    )


@dataclass
class Account:
    """The two sides compared: what the mail server got, what the rows say. One line a fault."""

    smtp: object
    lines: list[str] = field(default_factory=list)
    started: float = field(default_factory=time.monotonic)
    unknown: int = 0

    def received(self) -> list[str]:
        return [mail.to.split("@")[0] for mail in self.smtp.messages]

    def doubled(self) -> int:
        return sum(count - 1 for count in Counter(self.received()).values())

    def lost(self) -> int:
        """Rows that say `sent` and did not arrive: the silent loss that must not be."""
        return len(keys("sent") - set(self.received()))

    def note(self, fault: str) -> None:
        unknown, spent = len(keys("unknown")), time.monotonic() - self.started
        self.lines.append(
            f"{fault:44} {len(self.received()):7,} {self.doubled():7} {self.lost():7} "
            f"{unknown - self.unknown:7} {spent:6.0f} s"
        )
        self.unknown, self.started = unknown, time.monotonic()

    def show(self) -> None:
        print(f"\n{'fault':44} arrived doubled    lost unknown   time")
        print("\n".join(self.lines))

    def check(self, *, unknown: int) -> None:
        self.show()
        assert self.doubled() == 0, "a mail was doubled"
        assert self.lost() == 0, "a mail was lost silently"
        assert set(self.received()) - keys("sent") <= keys("unknown")
        assert len(keys("unknown")) <= unknown


def keys(status: str) -> set[str]:
    return set(Message.objects.filter(status=status).values_list("key", flat=True))


def left() -> int:
    return Message.objects.filter(status__in=UNSENT).count()


class Workers:
    """Celery processes in groups of their own, so that one signal reaches a whole worker."""

    def __init__(self, log, smtp_port: int, broker: str) -> None:
        self.log, self.broker = log, broker
        self.environment = {
            **os.environ,
            "DATABASE_URL": database_url(),
            "REDIS_URL": broker,
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(smtp_port),
        }
        self.running: list[subprocess.Popen] = []

    def start(self, *options: str, **environment: str) -> subprocess.Popen:
        default = ["worker", "-c", str(PROCESSES), "--without-gossip", "--without-mingle"]
        command = [sys.executable, "-m", "celery", "-A", "tests.outbox.worker_app"]
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [*command, *(options or default)],
                env=self.environment | environment,
                cwd=settings.BASE_DIR,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.running.append(process)
        return process

    def kill(self) -> None:
        for process in self.running:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        self.running.clear()


def database_url(name: str = "") -> str:
    given = connection.settings_dict
    user = f"{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}"
    return f"postgresql://{user}/{name or given['NAME']}"


@contextmanager
def database_away():
    """Every session is cut without a word and no new one is let in, as in an immediate restart."""
    name = connection.settings_dict["NAME"]
    connection.close()
    with psycopg.connect(database_url("postgres"), autocommit=True) as other:
        other.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
        try:
            other.execute(cut, [name])
            yield
        finally:
            other.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
    for _ in range(50):
        with suppress(OperationalError):
            connection.ensure_connection()
            return
        time.sleep(0.2)
