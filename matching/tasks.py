import os
import socket

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from matching import answers, frozen, minute, runs
from matching.lab import comparing


# The lease in PostgreSQL carries the work: a message that comes twice finds nothing to claim.
@shared_task(
    time_limit=settings.MATCHING_SECONDS + 300,
    soft_time_limit=settings.MATCHING_SECONDS + 280,
    acks_late=False,
)
def execute_runs() -> None:
    owner, now = f"{socket.gethostname()}:{os.getpid()}", timezone.now()
    if runs.execute_next(owner, now=now) is None:
        comparing.execute_next(owner, now=now)


@shared_task
def ask_mentors() -> None:
    answers.tick(now=timezone.now())


@shared_task
def tick() -> None:
    minute.tick(now=timezone.now())


@shared_task
def delete_frozen_inputs() -> None:
    frozen.purge(now=timezone.now())
