"""Whether tips help, as the weeks before have counted it: one that does, one that does harm, two
nobody can tell yet and the rest with too few people. A look at the pairs of the running program
waits for the worker."""

from checkins import holdout
from insights.learning import findings, jobs, outcomes
from insights.models import TipLift
from insights.proof import lifts
from matching.models import Program
from mentorship.demo.scene import Scene

# tip: sent, met a week later, met two weeks later, held, met a week later, met two weeks later
COUNTS = {
    "tip-1": (131, 71, 94, 19, 4, 6),
    "tip-2": (118, 38, 52, 16, 9, 13),
    "tip-4": (112, 49, 68, 14, 5, 8),
    "tip-7": (64, 30, 41, 7, 3, 5),
    "tip-10": (31, 12, 20, 3, 1, 2),
}


def write(scene: Scene) -> None:
    week = lifts.monday(scene.now)
    TipLift.objects.bulk_create(
        TipLift(
            week=week,
            template=template,
            sent=sent,
            sent_met_first=sent_first,
            sent_met=sent_met,
            held=held,
            held_met_first=held_first,
            held_met=held_met,
            # Some have two pairs, and hear of each.
            sends=sent + sent // 5,
            salt=holdout.SALT,
            share=holdout.SHARE,
            rows=sent + held,
            wrong=0,
            frozen_at=scene.now,
        )
        for template, (sent, sent_first, sent_met, held, held_first, held_met) in COUNTS.items()
    )
    for program in Program.objects.running().order_by("pk"):
        if outcomes.count(program, now=scene.now) >= findings.LEAST:
            jobs.request(program, by=None)
