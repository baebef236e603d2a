from celery import shared_task
from django.utils import timezone

from community import (
    found_by,
    library_care,
    library_words,
    questions,
    quiet_groups,
    session_times,
)


@shared_task
def mind_quiet_groups() -> None:
    quiet_groups.tick(now=timezone.now())
    found_by.forget()


@shared_task
def mind_sessions() -> None:
    session_times.tick(now=timezone.now())


@shared_task
def mind_library() -> None:
    library_care.remind(now=timezone.now())
    library_words.forget()


@shared_task
def mind_questions() -> None:
    questions.tick(now=timezone.now())
