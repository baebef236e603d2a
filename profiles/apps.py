from django.apps import AppConfig


class ProfilesConfig(AppConfig):
    name = "profiles"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models exist only now.
        from outbox import readers
        from profiles import account_mails, contributions, message_log
        from profiles.readers import reader_of

        readers.know(reader_of)
        account_mails.register_kind()
        contributions.NEEDS_YOU.append(message_log.needs_you)
