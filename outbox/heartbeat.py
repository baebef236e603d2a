"""Is anybody draining? The tick writes a row each minute; its age is the answer."""

from datetime import datetime, timedelta

from outbox.models import Heartbeat

TICK = "tick"
TICK_LIMIT = timedelta(seconds=180)


def note_tick(*, now: datetime) -> None:
    Heartbeat.objects.update_or_create(name=TICK, defaults={"at": now})


def last_tick() -> datetime | None:
    return Heartbeat.objects.filter(name=TICK).values_list("at", flat=True).first()


def is_late(*, now: datetime) -> bool:
    tick = last_tick()
    return tick is None or now - tick > TICK_LIMIT
