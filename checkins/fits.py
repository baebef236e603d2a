"""E8: how a match feels, asked two hours after the first meeting, in working hours.

The question stands on Home at once. Its mail is the one mail of the person's week (`Nudge`): when
this week has had one, it opens the next.
"""

import datetime as dt

from django.db import transaction
from django.db.models import Exists, Min, OuterRef, Q

from checkins import nudges, questions, shared_answers, single_talks, weeks
from checkins.emails import FIT
from checkins.models import CheckIn, Meeting, Nudge
from checkins.planner import Step
from matching.models import Pair
from outbox.queue import enqueue
from profiles import holidays, workdays
from profiles.holidays import DaysOff
from profiles.models import Profile

AFTER = dt.timedelta(hours=2)
# A first meeting longer ago is no longer asked about.
WITHIN = dt.timedelta(days=14)
STEP = "fit"


def tick(*, now: dt.datetime) -> int:
    """Ask both members of each pair whose moment has come; returns how many questions are new."""
    off = holidays.between(now.date() - WITHIN, now.date() + 2 * WITHIN)
    return sum(
        _ask(pair, member, met_at, off, now=now)
        for pair, met_at in _met_first(now)
        for member in _asked(pair)
    )


def _asked(pair: Pair) -> tuple[Profile, ...]:
    """One talk has no fit to feel; who mentors a group is not asked for each of it."""
    if single_talks.is_single(pair):
        return ()
    both = (pair.mentor, pair.mentee)
    return tuple(one for one in both if not shared_answers.is_shared(pair, one))


def _met_first(now: dt.datetime) -> list[tuple[Pair, dt.datetime]]:
    """Pairs whose first meeting was lately and of whom one has not been asked yet."""
    asked = CheckIn.objects.filter(pair=OuterRef("pk"), kind=CheckIn.Kind.FIT)
    by_mentor = Exists(asked.filter(author=OuterRef("mentor")))
    by_mentee = Exists(asked.filter(author=OuterRef("mentee")))
    rows = Pair.objects.active().filter(~(Q(by_mentor) & Q(by_mentee)), meetings_before=0)
    rows = rows.annotate(
        said=Min("checkins__answered_at", filter=Q(checkins__answer__in=CheckIn.MET)),
        held=Min("meetings__ends_at", filter=Q(meetings__state=Meeting.State.HELD)),
    ).filter(Q(said__gt=now - WITHIN) | Q(held__gt=now - WITHIN))
    found = []
    for pair in rows.select_related("program", "mentor__user", "mentee__user").order_by("pk"):
        met_at = min(at for at in (getattr(pair, "said", None), getattr(pair, "held", None)) if at)
        if now - WITHIN < met_at <= now - AFTER:
            found.append((pair, met_at))
    return found


@transaction.atomic
def _ask(
    pair: Pair, member: Profile, met_at: dt.datetime, off: DaysOff, *, now: dt.datetime
) -> bool:
    send_at = workdays.in_working_hours(
        met_at + AFTER, member.zone, member.weekly_hours, off.of(member)
    )
    if (
        now < send_at
        or CheckIn.objects.filter(pair=pair, author=member, kind=CheckIn.Kind.FIT).exists()
    ):
        return False
    checkin = questions.ask_fit(pair, member, now=now)
    preference = nudges.preference_of(member)
    if not nudges.wants_nudge(member, preference, today=now.astimezone(member.zone).date()):
        return True
    return enqueue(
        FIT,
        key=f"fit:{pair.pk}:{member.pk}",
        to=member.user,
        context={"steps": [Step.HOW.value], "pairs": [pair.pk], "checkins": [checkin.pk]},
        not_before=_in_budget(pair, member, off.of(member), now=now),
        not_after=checkin.closes_at,
    )


def _in_budget(
    pair: Pair, member: Profile, off: frozenset[dt.date], *, now: dt.datetime
) -> dt.datetime:
    """When this week's mail, or the next week's, can be this one; the week is spent by it."""
    zone, steps = member.zone, [f"{STEP}:{pair.pk}"]
    next_week = weeks.moment(now, zone, weekday=0, hour=0) + nudges.A_WEEK
    moments = [
        workdays.in_working_hours(at, zone, member.weekly_hours, off) for at in (now, next_week)
    ]
    for moment in moments:
        row, is_new = Nudge.objects.get_or_create(
            profile=member,
            period=weeks.period(moment, zone),
            defaults={"decided_at": now, "steps": steps},
        )
        if is_new or Nudge.objects.filter(pk=row.pk, steps=[]).update(decided_at=now, steps=steps):
            return moment
    return moments[-1]
