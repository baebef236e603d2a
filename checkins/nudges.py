"""The weekly nudge: at most one mail a person and week, over all their programs and pairs.

`tick` runs every minute. It looks for people whose own day and hour of this week has come within
the last 48 hours and about whom nothing was decided this week, gathers what is known of them
(`facts`), asks the `planner` what is worth saying and writes the one mail. The unique row of
`Nudge` (person and ISO week) makes a second tick, or a second beat, harmless; so does the key of
the mail (`nudge:<profile>:<ISO week>`).
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q, QuerySet

from checkins import around, facts, planner, questions, weeks
from checkins.facts import FIRST_AFTER, asked_pairs
from checkins.models import HoldOut, Nudge
from checkins.planner import Letter, Step
from matching.models import Pair
from outbox.models import MailPreference
from outbox.queue import enqueue
from outbox.readers import zone_or_utc
from profiles import holidays, workdays
from profiles.holidays import DaysOff
from profiles.models import Profile

__all__ = ["FIRST_AFTER", "HOUR", "KIND", "WEEKDAY", "asked_pairs", "due", "nudge", "tick"]

KIND = "weekly-nudge"
LATEST = dt.timedelta(hours=48)
BATCH = 500
WEEKDAY, HOUR = 1, 10
# A tick that comes later than this after the chosen hour keeps the quiet hours.
PUNCTUAL = dt.timedelta(hours=1)
A_WEEK = dt.timedelta(days=7)
ABOUT_A_CHECKIN = frozenset(planner.ASKS | {Step.HOW})


@dataclass(frozen=True)
class Due:
    profile: Profile
    preference: MailPreference
    due_at: dt.datetime
    send_at: dt.datetime


def tick(*, now: dt.datetime, limit: int = BATCH) -> int:
    """Decide about everybody whose moment has come; returns how many mails came of it."""
    found: list[Due] = []
    for one in due(now):
        found.append(one)
        if len(found) >= limit:
            break
    return write(found, now=now) if found else 0


def due(now: dt.datetime) -> Iterator[Due]:
    """People whose moment has come, with that moment and when to send, both in UTC."""
    off = holidays.between(now.date() - A_WEEK, now.date() + A_WEEK)
    people = members(now)
    for name in people.order_by().values_list("time_zone", flat=True).distinct():
        zone = zone_or_utc(name)
        here = people.filter(time_zone=name).exclude(pk__in=decided(weeks.period(now, zone)))
        for profile in here.select_related("user__mail_preference"):
            one = _due(profile, zone, off, now=now)
            if one is not None:
                yield one


def _due(profile: Profile, zone: ZoneInfo, off: DaysOff, *, now: dt.datetime) -> Due | None:
    preference = preference_of(profile)
    if not wants_nudge(profile, preference, today=now.astimezone(zone).date()):
        return None
    due_at = moment(profile, preference, zone, off.of(profile), now=now)
    if due_at is None or not due_at <= now < due_at + LATEST:
        return None
    send_at = due_at
    if now - due_at > PUNCTUAL:
        send_at = workdays.in_working_hours(now, zone, profile.weekly_hours, off.of(profile))
    if send_at >= due_at + LATEST:
        return None
    return Due(profile, preference, due_at, send_at)


def moment(
    profile: Profile,
    preference: MailPreference,
    zone: ZoneInfo,
    off: frozenset[dt.date],
    *,
    now: dt.datetime,
) -> dt.datetime | None:
    """The chosen weekday and hour of this week, moved to a day the person works."""
    today = now.astimezone(zone).date()
    preferred = today + dt.timedelta(days=preference.nudge_weekday - today.weekday())
    day = workdays.day_of_week(preferred, profile.weekly_hours, off)
    if day is None:
        return None
    return weeks.moment(now, zone, weekday=day.weekday(), hour=preference.nudge_hour)


def members(now: dt.datetime) -> QuerySet[Profile]:
    pairs = asked_pairs(now)
    return Profile.objects.active().filter(
        Q(pk__in=pairs.values("mentor")) | Q(pk__in=pairs.values("mentee"))
    )


def decided(period: str) -> QuerySet[Nudge, int]:
    return Nudge.objects.filter(period=period).values_list("profile", flat=True)


def preference_of(profile: Profile) -> MailPreference:
    found: MailPreference | None = getattr(profile.user, "mail_preference", None)
    return found or MailPreference(
        user=profile.user, nudge_weekday=WEEKDAY, nudge_hour=HOUR, nudges=True
    )


def wants_nudge(profile: Profile, preference: MailPreference, *, today: dt.date) -> bool:
    paused = preference.paused_until is not None and today < preference.paused_until
    return preference.nudges and not paused and not profile.is_paused(today=today)


def write(found: list[Due], *, now: dt.datetime) -> int:
    known = facts.gather([one.profile for one in found], now=now)
    return sum(_decide(one, known, now=now) for one in found)


def _decide(one: Due, known: facts.Known, *, now: dt.datetime) -> bool:
    person = one.profile
    letter = planner.plan(
        facts.of_person(person, known, off=one.preference.off),
        facts.of_pairs(person, known, now=now),
        today=now.astimezone(person.zone).date(),
    )
    pairs = {pair.pk: pair for pair in known.pairs[person.pk]}
    return nudge(person, letter, pairs, due_at=one.due_at, send_at=one.send_at, now=now)


@transaction.atomic
def nudge(
    person: Profile,
    letter: Letter,
    pairs: dict[int, Pair],
    *,
    due_at: dt.datetime,
    send_at: dt.datetime,
    now: dt.datetime,
) -> bool:
    """Spend this week's budget on the letter; False when it is spent or there is nothing to say."""
    period = weeks.period(now, person.zone)
    item = around.choose(person, now=now) if letter else ""
    steps = [*(block.name for block in letter.blocks), *([around.STEP + item] if item else [])]
    row, is_new = Nudge.objects.get_or_create(
        profile=person, period=period, defaults={"decided_at": now, "steps": steps}
    )
    if not is_new and not _take_unspent(row, steps, now=now):
        return False
    _keep_trials(person, letter, period, now=now)
    if not letter:
        return False
    return enqueue(
        KIND,
        key=f"nudge:{person.pk}:{period}",
        to=person.user,
        context=_asked(person, letter, pairs, closes_at=due_at + questions.OPEN_FOR, now=now)
        | {around.CONTEXT: item},
        not_before=send_at,
        not_after=due_at + LATEST,
    )


def _asked(
    person: Profile,
    letter: Letter,
    pairs: dict[int, Pair],
    *,
    closes_at: dt.datetime,
    now: dt.datetime,
) -> dict[str, object]:
    """The questions of the letter, asked; and what the mail is written from."""
    checkins = [
        _question(block, pairs[block.pair], person, now=now, closes_at=closes_at)
        for block in letter.blocks
    ]
    return {
        "steps": [block.step.value for block in letter.blocks],
        "pairs": [block.pair for block in letter.blocks],
        "checkins": checkins,
        "is_rare": int(letter.is_rare),
    }


def _take_unspent(row: Nudge, steps: list[str], *, now: dt.datetime) -> bool:
    """A week for which nothing was worth saying still has its one mail."""
    rows = Nudge.objects.filter(pk=row.pk, steps=[])
    return bool(steps) and bool(rows.update(steps=steps, decided_at=now))


def _question(
    block: planner.Block, pair: Pair, person: Profile, *, now: dt.datetime, closes_at: dt.datetime
) -> int:
    """The id of the question a block asks, 0 where it asks none."""
    if block.step == Step.MIDPOINT:
        return questions.ask_halfway(pair, person, now=now).pk
    if block.step in ABOUT_A_CHECKIN:
        return questions.ask(pair, person, now=now, closes_at=closes_at).pk
    return 0


def _keep_trials(person: Profile, letter: Letter, period: str, *, now: dt.datetime) -> None:
    sent = {block.template for block in letter.blocks}
    HoldOut.objects.bulk_create(
        [
            HoldOut(
                profile=person,
                template=template,
                pair_id=pair,
                period=period,
                is_held=template not in sent,
                at=now,
            )
            for template, pair in zip(letter.trials, letter.trial_pairs, strict=True)
        ],
        ignore_conflicts=True,
    )
