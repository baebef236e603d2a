from celery import shared_task
from django.utils import timezone

from profiles import erasure
from profiles.imports import runs, uploads


@shared_task(bind=True, soft_time_limit=900, time_limit=960)
def run_imports(self) -> None:  # type: ignore[no-untyped-def]  # celery's own task object
    owner = f"{self.request.hostname}:{self.request.id}"
    runs.work_next(owner[-80:], now=timezone.now())


@shared_task
def forget_import_files() -> None:
    uploads.forget_files(now=timezone.now())


@shared_task(soft_time_limit=900, time_limit=960)
def erase_people() -> None:
    erasure.work(now=timezone.now())
