from celery import shared_task
from django.utils import timezone

from insights import freezing
from insights.report import mailing


@shared_task
def freeze_figures() -> None:
    freezing.freeze_due(now=timezone.now())


@shared_task
def mail_reports() -> None:
    mailing.tick(now=timezone.now())
