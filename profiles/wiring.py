"""What profiles registers with the rooms around it; called once from `ProfilesConfig.ready`."""

from outbox import kinds, readers
from profiles import (
    account_mails,
    contributions,
    emails,
    held,
    held_tables,
    letters,
    mail_desk,
    overview,
    reminders,
    visits,
)
from profiles.readers import reader_of


def connect() -> None:
    readers.know(reader_of)
    account_mails.register_kind()
    emails.register_kinds()
    for kind in (*mail_desk.KINDS, *letters.KINDS):
        kinds.register(kind)
    contributions.NEEDS_YOU.append(overview.skills_and_mails)
    contributions.FIGURES.append(overview.people_figures)
    contributions.HR_OVERVIEWS.append(overview.people_file)
    contributions.TASKS.append(reminders.profile_tasks)
    visits.FACTS[reminders.OFFERS] = reminders.count_offers()
    held.register(held_tables.TABLES)
