"""The weekly nudge: one mail per person and week, with one question block per open pair.

`tick` runs every minute. It looks for people whose own weekday and hour of this week has come
within the last 48 hours and who have no nudge of this week yet; the unique key of the outbox row
(`nudge:<profile>:<ISO week>`) makes a second tick, or a second beat, harmless.
"""

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F, Q, QuerySet

from checkins import questions, weeks
from checkins.models import CheckIn
from matching.models import Enrollment, Pair
from matching.models.pairs import PairQuerySet
from outbox.models import MailPreference, Message
from outbox.queue import enqueue
from profiles.models import Profile

KIND = "weekly-nudge"
LATEST = dt.timedelta(hours=48)
FIRST_AFTER = dt.timedelta(days=6)
BATCH = 500
WEEKDAY, HOUR = 1, 10


def tick(*, now: dt.datetime, limit: int = BATCH) -> int:
    """Write the nudges that are due; returns how many."""
    written = 0
    for profile, due_at in due(now):
        if written >= limit:
            break
        written += nudge(profile, due_at=due_at, now=now)
    return written


def due(now: dt.datetime) -> Iterator[tuple[Profile, dt.datetime]]:
    """People whose moment has come, with that moment in UTC."""
    people = members(now)
    for name in people.order_by().values_list("time_zone", flat=True).distinct():
        zone = ZoneInfo(name)
        here = people.filter(time_zone=name).exclude(pk__in=already_nudged(weeks.period(now, zone)))
        for profile in here.select_related("user__mail_preference"):
            preference = preference_of(profile)
            due_at = weeks.moment(
                now, zone, weekday=preference.nudge_weekday, hour=preference.nudge_hour
            )
            wanted = wants_nudge(profile, preference, today=now.astimezone(zone).date())
            if wanted and due_at <= now < due_at + LATEST:
                yield profile, due_at


def asked_pairs(now: dt.datetime) -> PairQuerySet:
    """Active pairs both have known for six days: nobody is asked on the day of the match."""
    latest = now - FIRST_AFTER
    known = Q(answered_at__lte=latest) | Q(answered_at__isnull=True, visible_at__lte=latest)
    return Pair.objects.active().filter(known, starts_on__lte=now.date(), ends_on__gte=now.date())


def members(now: dt.datetime) -> QuerySet[Profile]:
    pairs = asked_pairs(now)
    return Profile.objects.active().filter(
        Q(pk__in=pairs.values("mentor")) | Q(pk__in=pairs.values("mentee"))
    )


def already_nudged(period: str) -> QuerySet[Message, int]:
    rows = Message.objects.filter(kind=KIND, key__endswith=f":{period}", recipient__isnull=False)
    return rows.annotate(profile=F("recipient__profile")).values_list("profile", flat=True)


def preference_of(profile: Profile) -> MailPreference:
    found: MailPreference | None = getattr(profile.user, "mail_preference", None)
    return found or MailPreference(
        user=profile.user, nudge_weekday=WEEKDAY, nudge_hour=HOUR, nudges=True
    )


def wants_nudge(profile: Profile, preference: MailPreference, *, today: dt.date) -> bool:
    paused = preference.paused_until is not None and today < preference.paused_until
    return preference.nudges and not paused and not profile.is_paused(today=today)


@transaction.atomic
def nudge(profile: Profile, *, due_at: dt.datetime, now: dt.datetime) -> bool:
    """Ask about every open pair and write the one mail; False when there is nothing to ask."""
    pairs = list(open_questions(profile, now=now))
    if not pairs:
        return False
    closes_at = due_at + questions.OPEN_FOR
    checkins = [questions.ask(pair, profile, now=now, closes_at=closes_at) for pair in pairs]
    if all(checkin.answered_at for checkin in checkins):
        return False
    period = weeks.period(now, profile.zone)
    return enqueue(
        KIND,
        key=f"nudge:{profile.pk}:{period}",
        to=profile.user,
        context={"checkins": [checkin.pk for checkin in checkins], "period": period},
        not_before=due_at,
        not_after=due_at + LATEST,
    )


def open_questions(profile: Profile, *, now: dt.datetime) -> PairQuerySet:
    today = now.astimezone(profile.zone).date()
    paused = Enrollment.objects.filter(profile=profile, paused_until__gt=today)
    pairs = asked_pairs(now).for_person(profile).with_people()
    return pairs.exclude(mentor_enrollment__in=paused).exclude(mentee_enrollment__in=paused)


def still_wanted(message: Message) -> bool:
    """Asked again right before sending: an answer in the meantime makes the mail pointless."""
    ids = message.context.get("checkins", [])
    return CheckIn.objects.filter(
        pk__in=ids, answered_at__isnull=True, pair__state=Pair.State.ACTIVE
    ).exists()
