"""What profiles registers with the rooms around it; called once from `ProfilesConfig.ready`."""

from outbox import readers
from profiles import account_mails, contributions, emails, message_log, overview, reminders
from profiles.readers import reader_of


def connect() -> None:
    readers.know(reader_of)
    account_mails.register_kind()
    emails.register_kinds()
    contributions.NEEDS_YOU.append(message_log.needs_you)
    contributions.NEEDS_YOU.append(overview.proposed_skills)
    contributions.FIGURES.append(overview.people_figures)
    contributions.TASKS.append(reminders.profile_tasks)
