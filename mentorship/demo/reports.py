"""The report of the running program: written for the last month, mailed every month."""

from insights.models import ReportPlan
from insights.report import words
from insights.report.periods import MONTH, Period
from insights.report.words import Sentences
from matching.models import Program
from mentorship.demo.scene import Scene

SAID = Sentences(
    "Most pairs met within three weeks of their start, and people say that the hour is worth it.",
    "Some pairs have gone quiet since, most of them across two sites and several time zones.",
    "Tell your department heads once that an hour with a mentor is working time.",
)


def write(scene: Scene) -> None:
    program = _running(scene)
    period = Period.of(scene.today, months=MONTH).previous
    words.write(program, period, SAID, by=scene.lead("coordinator").user, now=scene.now)
    ReportPlan.objects.create(
        program=program, rhythm=ReportPlan.Rhythm.MONTHLY, since=period.starts_on
    )


def _running(scene: Scene) -> Program:
    """The one that has gone on for longest, with a sponsor."""
    rows = Program.objects.running().filter(
        starts_on__lte=scene.today, ends_on__gte=scene.today, sponsor__isnull=False
    )
    return rows.order_by("starts_on", "pk")[0]
