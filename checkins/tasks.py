from celery import shared_task
from django.utils import timezone

from checkins import nudges


@shared_task
def tick() -> None:
    nudges.tick(now=timezone.now())
