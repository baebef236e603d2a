"""What checkins registers with lower rooms; called once from `CheckinsConfig.ready`."""

from django.utils.translation import gettext_lazy as _

from checkins import (
    around,
    booking_links,
    case_watch,
    delegates,
    emails,
    emails_closing,
    emails_concerns,
    emails_formats,
    emails_staff,
    holdout,
    invitations,
    letters,
    my_pairs,
    not_taken_off,
    people_lists,
    presence,
    reads,
    record,
    reminders,
    starts,
    watch,
    wishes,
)
from checkins import held as held_here
from checkins import help as help_
from matching import emails_pairing, exit_reasons, opt_in, seen_pairs
from outbox import kinds, topics
from profiles import audit_log, contributions, held, lists, session_user, visits


def connect() -> None:
    rooms = (
        emails,
        emails_closing,
        emails_concerns,
        emails_formats,
        emails_staff,
        invitations,
        letters,
        reminders,
    )
    for kind in (kind for room in rooms for kind in room.KINDS):
        kinds.register(kind)
    topics.register(around.TOPIC)
    contributions.TASKS.extend([presence.home_tasks, wishes.home_tasks, case_watch.home_tasks])
    contributions.SECTIONS.append(presence.home_sections)
    contributions.NEXT_MEETINGS.append(presence.next_meeting)
    contributions.COULD_NOT_LOAD[presence.home_tasks] = _("We could not load your pairs.")
    contributions.COULD_NOT_LOAD[presence.home_sections] = _("We could not load your groups.")
    seen_pairs.MORE.append(my_pairs.with_life)
    visits.FACTS[wishes.WISHES] = wishes.wishes_to_mentor()
    visits.FACTS[delegates.BOOKS] = delegates.booked_for()
    session_user.FACTS[starts.OWN_PAIRS] = starts.own_pairs()
    lists.SOURCES.update(people_lists.SOURCES)
    contributions.OVERVIEWS.extend([watch.overview, case_watch.overview, wishes.overview])
    held.register(held_here.TABLES)
    emails_pairing.FIRST_DATES.append(booking_links.first_dates)
    exit_reasons.SOURCES.append(not_taken_off.table)
    opt_in.RESPONSE.append(record.answered)
    audit_log.ACTS[reads.ACTION] = audit_log.Act(_("read confidential feedback"), shows_reason=True)
    audit_log.ACTS[help_.NUDGED] = audit_log.Act(_("sent a pair a helping mail"))
    audit_log.ACTS["handle-signal"] = audit_log.Act(_("took care of a call for help"))
    audit_log.ACTS[wishes.HANDLED] = audit_log.Act(_("took care of a wish to mentor"))
    audit_log.ACTS[holdout.OFF] = audit_log.Act(_("switched hold-outs of tips off for a place"))
    audit_log.ACTS[holdout.ON] = audit_log.Act(_("switched hold-outs of tips on for a place"))
    audit_log.ACTS[delegates.NAMED] = audit_log.Act(_("named a delegate for meetings"))
    audit_log.ACTS[delegates.ENDED] = audit_log.Act(_("took a delegation back"))
