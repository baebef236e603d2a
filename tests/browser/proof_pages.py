"""States of what proves that something works: a verdict of each kind, nothing yet, errors."""

from django.utils import timezone

from checkins import holdout
from tests.browser.opening import opened, sent
from tests.insights.proof import world


def each_verdict(cast):
    world.week()
    holdout.switch_off("Spain", "", by=cast.hana.user, now=timezone.now())
    return opened(cast.hana, "tip-proof")


def wrong_rows(cast):
    world.week(wrong=1)
    return opened(cast.hana, "hold-out-receipt")


PROOF = {
    "a verdict of each kind": each_verdict,
    "no tip counted yet": lambda c: opened(c.hana, "tip-proof"),
    "a receipt without counts": lambda c: opened(c.hana, "hold-out-receipt"),
    "a receipt with wrong rows": wrong_rows,
    "no place without hold-outs": lambda c: opened(c.hana, "hold-out-places"),
    "a place with errors": lambda c: sent(c.hana, "hold-out-places", data={"place": ""}),
}
