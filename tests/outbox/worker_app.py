"""`celery -A tests.outbox.worker_app worker`: the real application plus the kinds of these tests.

CLOCK_SHIFT (seconds) makes this process's clock wrong; the schedule is a fast one for beats.
"""

import datetime as dt
import os

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.utils import timezone  # noqa: E402

from mentorship.celery import app  # noqa: E402
from tests.outbox import kinds  # noqa: E402

# What a killed worker held is free again soon.
settings.OUTBOX_LEASE_SECONDS = 2
app.conf.beat_max_loop_interval = 0.5
app.conf.beat_schedule = {
    "wake": {"task": "outbox.tasks.wake", "schedule": 0.5, "options": {"expires": 5}},
    "sweep": {"task": "outbox.tasks.sweep", "schedule": 1.0, "options": {"expires": 5}},
}
# Broken links to Redis are noticed within a test's patience.
app.conf.broker_transport_options = {
    **app.conf.broker_transport_options,
    "socket_timeout": 5,
    "health_check_interval": 2,
}
SHIFT = dt.timedelta(seconds=float(os.environ.get("CLOCK_SHIFT", "0")))
if SHIFT:
    right = timezone.now
    timezone.now = lambda: right() + SHIFT

__all__ = ["app", "kinds"]
