"""What matching registers with lower rooms; called once from `MatchingConfig.ready`."""

from matching import (
    access,
    conflicts,
    departures,
    emails,
    emails_pairing,
    emails_programs,
    frozen,
    home,
    pairing_home,
    person_blocks,
)
from outbox import kinds
from profiles import contributions
from profiles.access import STAFF_CHECKS


def connect() -> None:
    for kind in [*emails.KINDS, *emails_programs.KINDS, *emails_pairing.KINDS]:
        kinds.register(kind)
    contributions.TASKS.extend([pairing_home.tasks, home.tasks])
    contributions.SECTIONS.append(home.sections)
    contributions.NEEDS_YOU.extend([pairing_home.needs_you, home.needs_you])
    contributions.FIGURES.append(person_blocks.figures)
    contributions.HR_PERSON_SECTIONS.append(person_blocks.hr_sections)
    contributions.PARTNERS.append(person_blocks.are_partners)
    contributions.LEAVER_HOOKS.append(departures.leave_programs)
    contributions.ERASURES.append(frozen.erase_person)
    contributions.REPORTING_LINE_HOOKS.append(conflicts.reopen)
    STAFF_CHECKS.append(access.coordinates_any)
