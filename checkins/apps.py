from importlib import import_module

from django.apps import AppConfig


class CheckinsConfig(AppConfig):
    name = "checkins"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Imported here: it needs the models of every room below.
        import_module("checkins.wiring").connect()
