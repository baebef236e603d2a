from celery import shared_task
from django.utils import timezone

from outbox import drain, heartbeat, mailbox, retention


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


@shared_task
def fetch_bounces() -> None:
    mailbox.fetch()


@shared_task
def forget_messages() -> None:
    retention.purge(now=timezone.now())
