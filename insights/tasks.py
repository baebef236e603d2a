from celery import shared_task
from django.utils import timezone

from insights import freezing


@shared_task
def freeze_figures() -> None:
    freezing.freeze_due(now=timezone.now())
