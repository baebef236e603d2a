"""Weeks of check-ins: what members of a pair were asked and what they said."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

from django.db.models import QuerySet

from checkins import nudges, questions, rhythm, weeks
from checkins.models import CheckIn, Nudge
from matching.models import Pair
from mentorship.demo import feedback, fitting, moments
from mentorship.demo.dice import dice
from profiles.models import Profile

Answer = CheckIn.Answer


@dataclass(frozen=True)
class Temper:
    """How a pair goes: weeks between meetings, share in a hundred of questions answered, the week
    after which they fell quiet, and a cry in the last week asked."""

    every: int = 2
    answers: int = 72
    quiet_after: int = 99
    cry: str = ""
    tells_coordinator: bool = False


@dataclass(frozen=True)
class Moment:
    """When a question is asked, in which week of the pair, and what it counts from."""

    asked_at: dt.datetime
    week: int
    since: dt.date
    is_last: bool
    until: dt.datetime


STEADY = Temper()
KEEN = Temper(every=1, answers=86)
SLOW = Temper(every=3, answers=55)
QUIET = Temper(answers=64, quiet_after=3)
NEVER_MET = Temper(every=99, answers=40)
TROUBLES = (
    Temper(answers=70, quiet_after=2, cry=Answer.NEED_HELP, tells_coordinator=True),
    Temper(every=99, answers=80, cry=Answer.NEED_HELP, tells_coordinator=True),
    Temper(every=3, cry=Answer.NEED_HELP),
    Temper(quiet_after=4, cry=Answer.NOT_A_FIT, tells_coordinator=True),
    QUIET, QUIET, QUIET, QUIET, QUIET, NEVER_MET, NEVER_MET, NEVER_MET,
)  # fmt: skip


def tempers(pairs: Sequence[Pair], *, troubled: bool) -> dict[int, Temper]:
    """A temper for each pair: most are fine; some whose skills fit least need somebody."""
    chance = dice("tempers", pairs[0].program.name)
    troubles = TROUBLES if troubled else (QUIET,)
    fits = fitting.shares(pairs)
    least = sorted(pairs, key=lambda pair: fits.get(pair.pk, 0.0))[: 2 * len(troubles)]
    marked = chance.sample(least, min(len(least), len(troubles)))
    usual = {pair.pk: chance.choice([STEADY, STEADY, STEADY, KEEN, SLOW]) for pair in pairs}
    return usual | {pair.pk: temper for pair, temper in zip(marked, troubles, strict=False)}


def write(pairs: Iterable[Pair], chosen: dict[int, Temper], *, until: dt.datetime) -> list[CheckIn]:
    """Every question up to `until`, with the answers that came."""
    found: list[CheckIn] = []
    for pair in pairs:
        weekly = _weeks(pair, chosen.get(pair.pk, STEADY), until)
        found += [*weekly, *moments.once(pair, weekly, until=until)]
    return CheckIn.objects.bulk_create(found)


def _weeks(pair: Pair, temper: Temper, until: dt.datetime) -> list[CheckIn]:
    """Both are asked in every week in which their rhythm has made a meeting due."""
    known_since = pair.answered_at or pair.visible_at
    first = max(known_since + nudges.FIRST_AFTER, _begin_of(pair.starts_on))
    last = min(until, _begin_of(pair.ends_on))
    zones = [pair.mentee.zone, pair.mentor.zone]
    since, found = rhythm.begins_on(pair), list[CheckIn]()
    for n in range(40):
        asked = [
            weeks.moment(first + dt.timedelta(weeks=n), zone, weekday=nudges.WEEKDAY, hour=10)
            for zone in zones
        ]
        if not first <= min(asked) <= max(asked) <= last:
            continue
        if (asked[0].date() - since).days < rhythm.weeks_between(pair) * 7 - 1:
            continue
        is_last = max(asked) + dt.timedelta(weeks=1) > last
        rows = [
            _checkin(pair, author, temper, Moment(at, n + 1, since, is_last, until))
            for author, at in zip((pair.mentee, pair.mentor), asked, strict=True)
        ]
        said = [row.answered_at for row in rows if row.has_met and row.answered_at]
        since = max((at.date() for at in said), default=since)
        found += rows
    return found


def _begin_of(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=dt.UTC)


def _checkin(pair: Pair, author: Profile, temper: Temper, at: Moment) -> CheckIn:
    chance = dice("checkin", pair.program.name, author.user.email, pair.mentee.user.email, at.week)
    row = CheckIn(
        pair=pair,
        author=author,
        kind=CheckIn.Kind.WEEKLY,
        period=weeks.period(at.asked_at, author.zone),
        since=at.since,
        asked_at=at.asked_at,
        closes_at=at.asked_at + questions.OPEN_FOR,
    )
    is_mentee = author.pk == pair.mentee_id
    cries = at.is_last and bool(temper.cry) and is_mentee
    minutes = chance.choice([2, 9, 35, 90, 240, 1440]) + chance.randint(1, 55)
    answered_at = at.asked_at + dt.timedelta(minutes=minutes)
    if cries:
        answered_at = min(answered_at, at.asked_at + (at.until - at.asked_at) / 2)
    if answered_at < at.until and (cries or chance.randrange(100) < temper.answers):
        row.answered_at = answered_at
        row.answer = temper.cry if cries else _said(temper, at.week, chance)
        row.tell_coordinator = cries and temper.tells_coordinator
        row.words = _words(row.answer, "mentee" if is_mentee else "mentor", pair, chance)
    return row


def _said(temper: Temper, week: int, chance: Random) -> str:
    if week > temper.quiet_after or temper.every > week:
        return Answer.BOOKED
    return Answer.MET_HELPED if chance.random() < 0.8 else Answer.MET_SO_SO


def _words(answer: str, role: str, pair: Pair, chance: Random) -> str:
    if answer == Answer.NEED_HELP:
        return feedback.HELP[pair.pk % len(feedback.HELP)]
    if answer == Answer.NOT_A_FIT:
        return feedback.NOT_A_FIT
    if answer == Answer.MET_HELPED and chance.random() < 0.16:
        return chance.choice(feedback.HELPED[role])
    if answer == Answer.MET_SO_SO and chance.random() < 0.4:
        return chance.choice(feedback.SO_SO[role])
    return ""


def farewell(checkins: Iterable[CheckIn]) -> None:
    """Some of the last answers of a finished program carry a few words more."""
    last = {(row.pair_id, row.author_id): row for row in checkins if row.has_met}
    rows = list(last.values())
    for row in rows:
        chance = dice("farewell", row.author.user.email, row.period)
        role = "mentee" if row.author_id == row.pair.mentee_id else "mentor"
        if chance.random() < 0.35:
            row.words = chance.choice(feedback.FAREWELL[role])
    CheckIn.objects.bulk_update(rows, ["words"])


def close_week(members: Iterable[Profile], *, now: dt.datetime) -> None:
    """This week has been decided about already: no mail comes of it."""
    Nudge.objects.bulk_create(
        [
            Nudge(profile=author, period=weeks.period(now, author.zone), decided_at=now)
            for author in members
        ],
        ignore_conflicts=True,
    )


def this_week(pair: Pair, author: Profile, *, now: dt.datetime) -> QuerySet[CheckIn]:
    return pair.checkins.filter(author=author, period=weeks.period(now, author.zone))
