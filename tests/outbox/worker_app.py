"""`celery -A tests.outbox.worker_app worker`: the real application plus the kinds of these tests."""

import django

django.setup()

from django.conf import settings  # noqa: E402

from mentorship.celery import app  # noqa: E402
from tests.outbox import kinds  # noqa: E402

# What a killed worker held is free again soon.
settings.OUTBOX_LEASE_SECONDS = 2

__all__ = ["app", "kinds"]
