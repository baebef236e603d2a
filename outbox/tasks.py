from celery import shared_task
from django.utils import timezone

from outbox import drain, heartbeat


@shared_task
def wake() -> None:
    heartbeat.note_wake(now=timezone.now())
    drain.drain()


@shared_task
def tick() -> None:
    heartbeat.note_tick(now=timezone.now())


@shared_task
def sweep() -> None:
    drain.sweep()
