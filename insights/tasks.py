import os
import socket

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from insights import freezing
from insights.learning import jobs
from insights.proof import lifts
from insights.report import mailing


@shared_task
def freeze_figures() -> None:
    freezing.freeze_due(now=timezone.now())


@shared_task
def measure_tips() -> None:
    lifts.freeze(now=timezone.now())


# The lease in PostgreSQL carries the work: a message that comes twice finds nothing to claim.
@shared_task(
    time_limit=settings.MATCHING_SECONDS + 300,
    soft_time_limit=settings.MATCHING_SECONDS + 280,
    acks_late=False,
)
def learn() -> None:
    jobs.execute_next(f"{socket.gethostname()}:{os.getpid()}", now=timezone.now())


@shared_task
def learn_from_finished() -> None:
    jobs.request_due(now=timezone.now())


@shared_task
def mail_reports() -> None:
    mailing.tick(now=timezone.now())
