"""`celery -A tests.outbox.worker_app worker`: the real application plus the kinds of these tests."""

import django

django.setup()

from mentorship.celery import app  # noqa: E402
from tests.outbox import kinds  # noqa: E402

__all__ = ["app", "kinds"]
