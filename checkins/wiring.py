"""What checkins registers with lower rooms; called once from `CheckinsConfig.ready`."""

from checkins import emails, presence, record
from matching import opt_in
from outbox import kinds
from profiles import contributions


def connect() -> None:
    for kind in emails.KINDS:
        kinds.register(kind)
    contributions.TASKS.append(presence.home_tasks)
    contributions.SECTIONS.append(presence.home_sections)
    contributions.NEEDS_YOU.append(presence.needs_you)
    opt_in.RESPONSE.append(record.answered)
