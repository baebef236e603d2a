"""Worked out by hand: who counts, from when, and for what."""

import datetime as dt

import pytest

from checkins import holdout, tips
from checkins.models import CheckIn, HoldOut, Meeting
from insights.models import TipLift
from insights.proof import lifts
from tests.insights import crowd

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2027, 5, 26, 12, tzinfo=dt.UTC)  # a Wednesday
MONDAY = dt.date(2027, 5, 24)
LONG_AGO = dt.datetime(2027, 4, 27, 8, tzinfo=dt.UTC)
TIP = "tip-4"


def turn(pair, *, held, member="mentee", at=LONG_AGO, tip=TIP, with_pair=True):
    return HoldOut.objects.create(
        profile=getattr(pair, member), pair=pair if with_pair else None, template=tip,
        period=f"{at:%G-W%V}", is_held=held, at=at,
    )  # fmt: skip


def met(pair, *, days, since=LONG_AGO, state="held"):
    starts_at = since + dt.timedelta(days=days)
    Meeting.objects.create(
        pair=pair, state=state, starts_at=starts_at, ends_at=starts_at + dt.timedelta(minutes=45)
    )


def said(pair, answer, *, days, since=LONG_AGO):
    at = since + dt.timedelta(days=days)
    CheckIn.objects.create(
        pair=pair, author=pair.mentee, kind="weekly", period=f"{at:%G-W%V}", asked_at=at,
        closes_at=at + dt.timedelta(days=7), answer=answer, answered_at=at,
    )  # fmt: skip


def counts(row):
    return (
        (row.sent, row.sent_met, row.sent_met_first), (row.held, row.held_met, row.held_met_first)
    )  # fmt: skip


def frozen(tip=TIP, now=NOW):
    lifts.freeze(now=now)
    return lifts.newest()[tip]


def test_what_counts_is_a_meeting_from_the_mail_until_two_weeks_after_its_week():
    """Sent: a (met on day 13), b (day 20, second look no), c (day 22: too late), d (before it),
    e (said yes on day 9), f (booked only), g (said "booked"). Held: h (met on day 3), i (never)."""
    a, b, c, d, e, f, g, h, i = crowd.pairs(9)
    for pair in (a, b, c, d, e, f, g):
        turn(pair, held=False)
    for pair in (h, i):
        turn(pair, held=True)
    met(a, days=13)
    met(b, days=20)
    met(c, days=22)
    met(d, days=-1)
    said(e, "met_so_so", days=9)
    met(f, days=9, state="booked")
    said(g, "booked", days=9)
    met(h, days=3)
    assert counts(frozen()) == ((7, 3, 2), (2, 1, 1))


def test_a_person_and_a_pair_count_once_by_their_first_turn():
    one, two, three = crowd.pairs(3)
    turn(one, held=True)
    turn(one, held=False, member="mentor", at=LONG_AGO + dt.timedelta(hours=1))
    turn(two, held=True)
    turn(two, held=True, at=LONG_AGO + dt.timedelta(days=7))
    turn(three, held=False, member="mentor")
    turn(three, held=False, tip="tip-2")
    row = frozen()
    assert counts(row) == ((1, 0, 0), (2, 0, 0))
    assert (row.sends, row.rows) == (2, 5)
    assert counts(lifts.newest()["tip-2"]) == ((1, 0, 0), (0, 0, 0))


def test_whose_first_turn_is_from_before_pairs_were_kept_does_not_count_by_a_later_one():
    (pair,) = crowd.pairs(1)
    turn(pair, held=True, with_pair=False)
    turn(pair, held=True, at=LONG_AGO + dt.timedelta(days=1, weeks=0, hours=160))
    assert counts(frozen(now=NOW + dt.timedelta(weeks=4))) == ((0, 0, 0), (0, 0, 0))


@pytest.mark.parametrize(("days", "people"), [(21, 1), (20, 0)])
def test_nobody_counts_before_the_time_to_meet_is_over(days, people):
    (pair,) = crowd.pairs(1)
    monday = dt.datetime.combine(MONDAY, dt.time(), dt.UTC)
    turn(pair, held=False, at=monday - dt.timedelta(days=days))
    assert frozen().sent == people


def test_freezing_twice_in_a_week_changes_nothing():
    (pair,) = crowd.pairs(1)
    turn(pair, held=False)
    assert lifts.freeze(now=NOW) == len(tips.TIPS)
    before = list(TipLift.objects.order_by("pk").values())
    met(pair, days=3)
    assert lifts.freeze(now=NOW + dt.timedelta(days=4)) == 0
    assert list(TipLift.objects.order_by("pk").values()) == before
    assert lifts.freeze(now=NOW + dt.timedelta(days=5)) == len(tips.TIPS)


@pytest.mark.parametrize(
    ("sent", "held", "is_new"), [(0, 0, False), (5, 4, False), (4, 5, False), (5, 5, True)]
)
def test_new_counts_are_taken_over_once_five_more_are_on_each_side(sent, held, is_new):
    some = crowd.pairs(12)
    for number, pair in enumerate(some):
        turn(pair, held=number % 2 == 0)
    before = frozen()
    assert (before.sent, before.held) == (6, 6)
    # One of those counted before is logged as met later on: it alone must not show.
    met(some[0], days=3)
    for number, pair in enumerate(crowd.pairs(sent + held, prefix="q")):
        turn(pair, held=number >= sent)
    after = frozen(now=NOW + dt.timedelta(days=7))
    assert after.week == MONDAY + dt.timedelta(days=7)
    assert counts(after) == (((6 + sent, 0, 0), (6 + held, 1, 1)) if is_new else counts(before))


def test_every_row_is_worked_out_again_from_the_rule():
    (pair,) = crowd.pairs(1)
    right = holdout.is_held(pair.mentee_id, TIP)
    turn(pair, held=right)
    turn(pair, held=not holdout.is_held(pair.mentor_id, TIP), member="mentor")
    row = frozen()
    assert (row.rows, row.wrong, row.salt, row.share) == (2, 1, holdout.SALT, holdout.SHARE)
