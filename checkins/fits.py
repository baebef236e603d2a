"""E8: how a match feels, asked two hours after the first meeting, in working hours.

It follows something the two did, once in the life of a pair, so it does not wait for the weekly
mail; when it comes first in a week, it is that week's mail (`Nudge`).
"""

import datetime as dt

from django.db import transaction
from django.db.models import Exists, Min, OuterRef, Q

from checkins import nudges, questions, weeks
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
        for member in (pair.mentor, pair.mentee)
    )


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
    is_new = enqueue(
        FIT,
        key=f"fit:{pair.pk}:{member.pk}",
        to=member.user,
        context={"steps": [Step.HOW.value], "pairs": [pair.pk], "checkins": [checkin.pk]},
        not_before=workdays.in_working_hours(now, member.zone, member.weekly_hours, off.of(member)),
        not_after=checkin.closes_at,
    )
    if is_new:
        Nudge.objects.get_or_create(
            profile=member,
            period=weeks.period(now, member.zone),
            defaults={"decided_at": now, "steps": [f"{STEP}:{pair.pk}"]},
        )
    return is_new
