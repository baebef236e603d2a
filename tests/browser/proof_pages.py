"""States of what proves that something works: a verdict of each kind, nothing yet, errors."""

from django.utils import timezone

from checkins import holdout
from insights.learning import jobs
from insights.models import LearningRun
from matching.models import Program
from tests.browser.opening import opened, sent
from tests.insights.learning import world as learned
from tests.insights.proof import start_world, world


def each_verdict(cast):
    world.week()
    holdout.switch_off("Spain", "", by=cast.hana.user, now=timezone.now())
    return opened(cast.hana, "tip-proof")


def wrong_rows(cast):
    world.week(wrong=1)
    return opened(cast.hana, "hold-out-receipt")


def a_look(cast, **fields):
    learned.stored(cast.program, **fields)
    return opened(cast.cora, "learning", cast.program.pk)


def a_waiting_look(cast):
    jobs.request(cast.program, by=None)
    return opened(cast.cora, "learning", cast.program.pk)


def a_failed_look(cast):
    jobs.request(cast.program, by=None)
    LearningRun.objects.update(state="failed", error="The worker stopped 3 times.")
    return opened(cast.cora, "learning", cast.program.pk)


def nothing_started(cast):
    Program.objects.update(state="draft")
    return opened(cast.hana, "learning-list")


def an_effect(cast):
    return opened(cast.cora, "start-effect", start_world.full(cast.program).pk)


def an_early_effect(cast):
    lot, _first, _second = start_world.drawn(cast.program, pairs=2, weeks_ago=2)
    return opened(cast.cora, "start-effect", lot.pk)


PROOF = {
    "an effect of starting": an_effect,
    "an effect that is not known yet": an_early_effect,
    "no start by lot": lambda c: opened(c.hana, "start-effects"),
    "a look at pairs": a_look,
    "a silent look": lambda c: a_look(c, result={"silent": True, "pairs": 60, "needed": 100}),
    "a waiting look": a_waiting_look,
    "a failed look": a_failed_look,
    "no look yet": lambda c: opened(c.cora, "learning", c.program.pk),
    "nothing to learn from": nothing_started,
    "a verdict of each kind": each_verdict,
    "no tip counted yet": lambda c: opened(c.hana, "tip-proof"),
    "a receipt without counts": lambda c: opened(c.hana, "hold-out-receipt"),
    "a receipt with wrong rows": wrong_rows,
    "no place without hold-outs": lambda c: opened(c.hana, "hold-out-places"),
    "a place with errors": lambda c: sent(c.hana, "hold-out-places", data={"place": ""}),
}
