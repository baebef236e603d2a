"""What checkins registers with lower rooms; called once from `CheckinsConfig.ready`."""

from checkins import emails, presence
from outbox import kinds
from profiles import contributions


def connect() -> None:
    for kind in emails.KINDS:
        kinds.register(kind)
    contributions.TASKS.append(presence.home_tasks)
    contributions.SECTIONS.append(presence.home_sections)
    contributions.NEEDS_YOU.append(presence.needs_you)
