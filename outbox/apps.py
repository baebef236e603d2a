from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "outbox"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models exist only now.
        from outbox import backend, channels, kinds

        backend.register_kind()
        for kind in channels.KINDS:
            kinds.register(kind)
