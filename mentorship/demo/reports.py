"""The reports of the running program, of this month and the last, and the mail of every month."""

from insights.models import ReportPlan
from insights.report import content, schedule, words
from insights.report.periods import MONTH, Period
from insights.report.words import Sentences
from matching.models import Program
from mentorship.demo.scene import Scene

AT_FIRST = Sentences(
    "Nearly everybody who wants to learn has somebody to learn from.",
    "Some people signed up late, and not all of them have a mentor yet.",
    "Ask one colleague who has done your work for years to take one person.",
)
SINCE_THEN = Sentences(
    "Most pairs met within three weeks of their start, and people say that they fit.",
    "Some pairs have gone quiet since: the month was full, and dates were moved.",
    "Tell your department heads once that an hour with a mentor is working time.",
)


def write(scene: Scene) -> None:
    program, by = _running(scene), scene.lead("coordinator").user
    this = Period.of(scene.today, months=MONTH)
    if content.week_of(program, this) is None:
        this = this.previous
    for period, said in ((this.previous, AT_FIRST), (this, SINCE_THEN)):
        if schedule.covers(program, period):
            words.write(program, period, said, by=by, now=scene.now)
    ReportPlan.objects.create(
        program=program, rhythm=ReportPlan.Rhythm.MONTHLY, since=this.starts_on
    )


def _running(scene: Scene) -> Program:
    """The one that has gone on for longest, with a sponsor."""
    rows = Program.objects.running().filter(
        starts_on__lte=scene.today, ends_on__gte=scene.today, sponsor__isnull=False
    )
    return rows.order_by("starts_on", "pk")[0]
