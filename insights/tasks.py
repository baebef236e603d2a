from celery import shared_task
from django.utils import timezone

from insights.proof import lifts


@shared_task
def measure_tips() -> None:
    lifts.freeze(now=timezone.now())
