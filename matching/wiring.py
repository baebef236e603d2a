"""What matching registers with lower rooms; called once from `MatchingConfig.ready`."""

from django.utils.translation import gettext_lazy as _

from matching import (
    access,
    audit_words,
    conflicts,
    departures,
    emails,
    emails_away,
    emails_pairing,
    emails_programs,
    emails_rematch,
    emails_requests,
    emails_runs,
    frozen,
    goal_asks,
    home,
    news,
    one_more,
    overview,
    pairing_home,
    people_lists,
    people_to_ask,
    person_blocks,
    publish_request,
    waiting_offers,
)
from matching import held as held_here
from matching.lab import mails as lab_mails
from outbox import kinds
from outbox import news as channel_news
from profiles import audit_log, contributions, held, lists, session_user, visits
from profiles.access import STAFF_CHECKS

MAILS = (
    *(emails, emails_away, emails_pairing, emails_programs, emails_rematch, emails_requests),
    *(emails_runs, goal_asks, lab_mails, one_more),
)


def connect() -> None:
    for kind in [kind for room in MAILS for kind in room.KINDS]:
        kinds.register(kind)
    for told in news.KINDS:
        channel_news.register(told)
    waiting_offers.register(people_to_ask.PART)
    contributions.TASKS.extend([pairing_home.tasks, home.tasks])
    contributions.SECTIONS.append(home.sections)
    contributions.COULD_NOT_LOAD[pairing_home.tasks] = _(
        "We could not load what is asked of you about matches."
    )
    contributions.COULD_NOT_LOAD[home.tasks] = _("We could not load programs.")
    contributions.COULD_NOT_LOAD[home.sections] = _("We could not load programs.")
    contributions.OVERVIEWS.append(overview.of)
    contributions.NEEDS_YOU.append(publish_request.needs_you)
    contributions.HR_PERSON_SECTIONS.append(person_blocks.hr_sections)
    contributions.PERSON_SECTIONS.append(person_blocks.ask_sections)
    contributions.PARTNERS.append(person_blocks.are_partners)
    contributions.LEAVER_HOOKS.append(departures.leave_programs)
    contributions.ERASURES.append(frozen.erase_person)
    held.register(held_here.TABLES)
    contributions.REPORTING_LINE_HOOKS.append(conflicts.reopen)
    lists.SOURCES.update(people_lists.SOURCES)
    STAFF_CHECKS.append(access.coordinates_any)
    visits.FACTS[pairing_home.ASKED] = pairing_home.asked_of_me()
    session_user.FACTS["_coordinated"] = access.COORDINATED
    audit_log.ACTS.update(audit_words.ACTS)
    audit_log.SUBJECTS.update(audit_words.SUBJECTS)
    audit_log.HIDDEN.append(audit_words.own_matches)
