from importlib import import_module

from django.apps import AppConfig


class InsightsConfig(AppConfig):
    name = "insights"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Imported here: it needs the models of every room below.
        import_module("insights.wiring").connect()
