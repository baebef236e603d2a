from celery import shared_task
from django.utils import timezone

from insights.report import mailing


@shared_task
def mail_reports() -> None:
    mailing.tick(now=timezone.now())
