from django.apps import AppConfig

# Importing the Celery app here binds every `shared_task` to it before tasks are registered.
from mentorship.celery import app as celery_app
from mentorship.words import speak_plainly

__all__ = ["MentorshipConfig", "celery_app"]


class MentorshipConfig(AppConfig):
    name = "mentorship"

    def ready(self) -> None:
        speak_plainly()
