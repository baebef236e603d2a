"""What profiles registers with the rooms around it; called once from `ProfilesConfig.ready`."""

from outbox import readers
from profiles import account_mails, contributions, emails, message_log
from profiles.readers import reader_of


def connect() -> None:
    readers.know(reader_of)
    account_mails.register_kind()
    emails.register_kinds()
    contributions.NEEDS_YOU.append(message_log.needs_you)
