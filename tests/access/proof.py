"""Rows of what proves that something works: tips and their hold-outs."""

from django.utils import timezone

from checkins import holdout
from checkins.models import UntestedPlace
from tests.access.rows import HR_ONLY, NO_GET, NO_POST, row
from tests.insights.proof import start_world, world


def a_week(c):
    world.week()


def a_place(c):
    holdout.switch_off("Spain", "", by=c.hana.user, now=timezone.now())


def a_lot(c):
    lot, _first, _second = start_world.drawn(c.program)
    c.extra["lot"] = lot.pk


ROWS = {
    "start-effects": row("L - - - - R R R -", NO_POST, prepare=a_lot),
    "start-effect": row("L - - - - R - R -", NO_POST, pk=lambda c: c.extra["lot"], prepare=a_lot),
    "tip-proof": row(HR_ONLY, NO_POST, prepare=a_week),
    "hold-out-receipt": row(HR_ONLY, NO_POST, prepare=a_week),
    "hold-out-receipt-file": row(HR_ONLY, NO_POST, prepare=a_week),
    "hold-out-places": row(HR_ONLY, HR_ONLY, prepare=a_place),
    "switch-hold-outs-on": row(
        NO_GET,
        "L - - - - - - > -",
        pk=lambda c: UntestedPlace.objects.get().pk,
        prepare=a_place,
    ),
}
