"""What pairs and cases do by themselves, once a minute; safe to run twice or late."""

from datetime import datetime

from checkins import booking, closing, concerns, counted


def tick(*, now: datetime) -> None:
    counted.tick(now=now)
    closing.tick(now=now)
    booking.call_off(now=now)
    concerns.tick(now=now)
