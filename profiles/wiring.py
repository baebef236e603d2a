"""What profiles registers with the outbox; called once from `ProfilesConfig.ready`."""

from outbox import readers
from profiles import account_mails, emails
from profiles.readers import reader_of


def connect() -> None:
    readers.know(reader_of)
    account_mails.register_kind()
    emails.register_kinds()
