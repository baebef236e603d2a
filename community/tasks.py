from celery import shared_task
from django.utils import timezone

from community import library_care, library_words


@shared_task
def mind_library() -> None:
    library_care.remind(now=timezone.now())
    library_words.forget()
