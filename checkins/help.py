"""One-click help for a pair: HR sends both the mail that fits, within their weekly budget.

send(pair, by=user, now=now)                    # what the facts call for
send(pair, by=user, now=now, with_times=True)   # three times that usually suit both
"""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from checkins import facts, nudges
from checkins.planner import TOPIC_OF, Block, Letter, Step
from matching.models import Pair
from profiles import audit, holidays, workdays
from profiles.models import Profile, User

NUDGED = "pair-nudged"
AHEAD = dt.timedelta(days=28)


@dataclass(frozen=True)
class Outcome:
    """`words` is what became of it, for the one who pressed the button."""

    person: Profile
    is_sent: bool
    words: str


def send(pair: Pair, *, by: User, now: dt.datetime, with_times: bool = False) -> list[Outcome]:
    rows = facts.with_dates(Pair.objects.filter(pk=pair.pk), now=now)
    known = rows.select_related(
        "program", "mentor__user__mail_preference", "mentee__user__mail_preference"
    ).get()
    has_met = known.meetings_before > 0 or getattr(known, "last_met", None) is not None
    step = Step.QUIET if has_met and not with_times else Step.FIRST_DATE
    outcomes = [_to(known.mentor, known, step, now=now), _to(known.mentee, known, step, now=now)]
    if any(outcome.is_sent for outcome in outcomes):
        audit.record(NUDGED, pair, by=by)
    return outcomes


def _to(person: Profile, pair: Pair, step: Step, *, now: dt.datetime) -> Outcome:
    name = {"name": person.first_name}
    preference = nudges.preference_of(person)
    today = now.astimezone(person.zone).date()
    wanted = nudges.wants_nudge(person, preference, today=today)
    if not wanted or TOPIC_OF[step] in preference.off:
        return Outcome(person, False, _("%(name)s has paused or stopped these mails.") % name)
    if getattr(pair, "has_date", False):
        return Outcome(person, False, _("%(name)s has a date with the other already.") % name)
    off = holidays.between(today, today + AHEAD).of(person)
    send_at = workdays.in_working_hours(now, person.zone, person.weekly_hours, off)
    letter = Letter((Block(step, pair.pk),))
    if nudges.nudge(person, letter, {pair.pk: pair}, due_at=send_at, send_at=send_at, now=now):
        return Outcome(person, True, _("%(name)s gets a mail.") % name)
    return Outcome(person, False, _("%(name)s had this week’s mail already.") % name)
