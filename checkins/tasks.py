from celery import shared_task
from django.utils import timezone

from checkins import concerns, escalation, fits, minute, nudges, ratings


@shared_task
def tick() -> None:
    nudges.tick(now=timezone.now())


@shared_task
def mind_endings() -> None:
    minute.tick(now=timezone.now())


@shared_task
def forget_concerns() -> None:
    concerns.purge(now=timezone.now())


@shared_task
def ask_fits() -> None:
    fits.tick(now=timezone.now())


@shared_task
def tell_staff() -> None:
    escalation.tell_calls(now=timezone.now())
    escalation.tell_quiet(now=timezone.now())


@shared_task
def begin_ratings() -> None:
    ratings.begin(now=timezone.now())
