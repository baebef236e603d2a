from celery import shared_task
from django.utils import timezone

from community import session_times


@shared_task
def mind_sessions() -> None:
    session_times.tick(now=timezone.now())
