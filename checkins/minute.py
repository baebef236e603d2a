"""What pairs and cases do by themselves, once a minute; safe to run twice or late."""

from datetime import datetime

from checkins import booking, closing, concerns


def tick(*, now: datetime) -> None:
    closing.tick(now=now)
    booking.call_off(now=now)
    concerns.tick(now=now)
