"""A program whose pairs started in two waves, by lot."""

import datetime as dt

from django.utils import timezone

from checkins.models import CheckIn, SkillRating
from community.models import Rsvp, Session
from matching import lots
from matching.models import Pair, Round, StartLot
from tests.insights import crowd
from tests.people import make_skill

WEEKS = 4


def drawn(program, *, pairs=24, weeks_ago=14, prefix="w"):
    """The first wave started so many weeks ago, the second four weeks later."""
    round_ = Round.objects.create(
        program=program, number=90, state="published", published_at=timezone.now()
    )
    rows = crowd.pairs(pairs, program=program, prefix=prefix, weeks_ago=weeks_ago, round=round_)
    first_day = rows[0].starts_on
    people = [(pair.mentee_enrollment_id, n % 3) for n, pair in enumerate(rows)]
    waves = lots.draw("0af1", people)
    for pair in rows:
        pair.wave = waves[pair.mentee_enrollment_id]
        pair.starts_on = first_day + dt.timedelta(weeks=WEEKS if pair.wave == 2 else 0)
    Pair.objects.bulk_update(rows, ["wave", "starts_on"])
    lot = StartLot.objects.create(
        round=round_, seed="0af1", weeks=WEEKS, starts_on=first_day,
        mentees=[key for key, _stratum in people], strata=[stratum for _key, stratum in people],
        waves=[waves[key] for key, _stratum in people], drawn_at=timezone.now(),
    )  # fmt: skip
    return lot, [pair for pair in rows if pair.wave == 1], [p for p in rows if p.wave == 2]


def at(day, **delta):
    return dt.datetime.combine(day, dt.time(9), dt.UTC) + dt.timedelta(**delta)


def came(pairs, lot, *, weeks=1, attended=True):
    """The mentees at a session so many weeks after the first wave's start."""
    starts_at = at(lot.starts_on, weeks=weeks)
    session = Session.objects.create(
        kind="lunch", state="held", title="SQL", outcome="Write a join.", host=pairs[0].mentor,
        starts_at=starts_at, ends_at=starts_at + dt.timedelta(hours=1),
    )  # fmt: skip
    Rsvp.objects.bulk_create(
        Rsvp(
            session=session, profile=pair.mentee, state="going", attended=attended, since=starts_at
        )
        for pair in pairs
    )


def rated(pairs, levels, *, day, stage="start"):
    SkillRating.objects.bulk_create(
        SkillRating(
            pair=pair, profile=pair.mentee, skill=make_skill("Negotiation"), stage=stage,
            level=level, rated_at=at(day),
        )
        for pair, level in zip(pairs, levels, strict=True)
    )  # fmt: skip


def said(pairs, answer, *, weeks=2, author="mentee"):
    """What somebody of each pair said of the fit, so long after the pair's own start."""
    CheckIn.objects.bulk_create(
        CheckIn(
            pair=pair, author=getattr(pair, author), kind="fit", period="once", answer=answer,
            asked_at=at(pair.starts_on), closes_at=at(pair.starts_on),
            answered_at=at(pair.starts_on, weeks=weeks),
        )
        for pair in pairs
    )  # fmt: skip


def ended(pairs, *, weeks):
    for pair in pairs:
        day = pair.starts_on + dt.timedelta(weeks=weeks)
        Pair.objects.filter(pk=pair.pk).update(state="ended", ended_on=day)


def full(program):
    """Known of everybody: the first wave rates higher, the rest is chance."""
    lot, first, second = drawn(program)
    came(first[:5] + second[:4], lot)
    rated(first, [3, 4] * 6, day=first[0].starts_on, stage="middle")
    rated(second, [2, 3] * 6, day=second[0].starts_on)
    said(first[:10] + second[:9], "good_fit")
    said(first[10:] + second[9:], "deciding")
    ended(second[:1], weeks=3)
    return lot
