from celery import shared_task
from django.utils import timezone

from community import quiet_groups, session_times


@shared_task
def mind_quiet_groups() -> None:
    quiet_groups.tick(now=timezone.now())


@shared_task
def mind_sessions() -> None:
    session_times.tick(now=timezone.now())
