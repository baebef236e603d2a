from celery import shared_task
from django.utils import timezone

from matching import minute


@shared_task
def tick() -> None:
    minute.tick(now=timezone.now())
