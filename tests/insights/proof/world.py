"""Frozen weeks of tips, as `lifts.freeze` leaves them, with a verdict of each kind."""

import datetime as dt

from checkins import holdout
from insights.models import TipLift

WEEK = dt.date(2027, 5, 24)
AT = dt.datetime(2027, 5, 24, 1, tzinfo=dt.UTC)
# tip: sent, met, held, met
EACH_KIND = {
    "tip-1": (900, 540, 100, 40),
    "tip-2": (900, 360, 100, 60),
    "tip-4": (190, 95, 22, 9),
    "tip-7": (2_700, 1_350, 300, 150),
    "tip-10": (60, 30, 4, 2),
    "tip-13": (600, 300, 61, 30),
}


def week(counts=None, *, week=WEEK, wrong=0):
    return TipLift.objects.bulk_create(
        TipLift(
            week=week, template=name, sent=sent, sent_met=met, sent_met_first=met // 2, held=held,
            held_met=held_met, held_met_first=held_met // 2, sends=sent, salt=holdout.SALT,
            share=holdout.SHARE, rows=sent + held, wrong=wrong, frozen_at=AT,
        )
        for name, (sent, met, held, held_met) in (EACH_KIND if counts is None else counts).items()
    )  # fmt: skip
