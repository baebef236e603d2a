"""Is anybody draining? The tick writes a row each minute; its age is the answer.

After a start, and after a pause of the whole installation, the first wake writes it too: the first
tick comes only after a minute, and until then nothing should look broken.
"""

from datetime import datetime, timedelta

from outbox.models import Heartbeat

TICK = "tick"
TICK_LIMIT = timedelta(seconds=180)


def note_tick(*, now: datetime) -> None:
    Heartbeat.objects.update_or_create(name=TICK, defaults={"at": now})


def note_wake(*, now: datetime) -> None:
    """One read every few seconds; it writes only when the last tick is too old."""
    if is_late(now=now):
        note_tick(now=now)


def last_tick() -> datetime | None:
    return Heartbeat.objects.filter(name=TICK).values_list("at", flat=True).first()


def is_late(*, now: datetime) -> bool:
    tick = last_tick()
    return tick is None or now - tick > TICK_LIMIT
