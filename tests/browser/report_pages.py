"""States of reports and exports that have no row of their own: a sponsor's, empty, wrong, full."""

import datetime as dt

from insights.weeks import WEEK
from matching.models import Coordinator, Program
from tests.browser.opening import opened, sent
from tests.insights.report import world
from tests.people import make_program


def of_a_sponsor(cast, page="report", *args):
    program = world.running_in_may(cast.program)
    world.figures(program, weeks=8)
    world.write(program, cast.cora)
    world.sponsor(program, cast.emil)
    return opened(cast.emil, page, *(args or (program.pk, world.MAY.slug)))


def no_reports(cast):
    world.sponsor(cast.program, cast.emil)
    return opened(cast.emil, "my-reports")


def list_of_reports(cast):
    of_a_sponsor(cast)
    return opened(cast.emil, "my-reports")


def preview(cast):
    program = world.running_in_may(cast.program)
    return opened(cast.cora, "report", program.pk, world.MAY.slug)


def full_desk(cast):
    of_a_sponsor(cast)
    world.plan(cast.program)
    world.reader(cast.program, cast.ben)
    return opened(cast.cora, "report-desk", cast.program.pk)


def cohorts(cast):
    program = world.running_in_may(cast.program)
    world.figures(program, weeks=8)
    before = make_program("Spring Mentoring 2026")
    world.running_in_may(before, starts_on=dt.date(2026, 3, 2), ends_on=dt.date(2026, 10, 30))
    Coordinator.objects.create(program=before, user=cast.cora.user)
    Program.objects.filter(pk=program.pk).update(copied_from=before)
    for age in range(20):
        world.freeze(before, "rhythm", before.starts_on + age * WEEK, 5 + age, 30)
    return opened(cast.cora, "program-health", program.pk)


def wrong_words(cast):
    data = {"went_well": "Pairs met."}
    return sent(cast.cora, "write-report", cast.program.pk, world.MAY.slug, data=data)


REPORTS = {
    "a report of a sponsor": of_a_sponsor,
    "reports for me": list_of_reports,
    "no reports for me": no_reports,
    "a preview of a report": preview,
    "the desk of reports": full_desk,
    "no reports to write": lambda c: opened(c.cora, "report-desk", c.program.pk),
    "a report with errors": wrong_words,
    "a plan with errors": lambda c: sent(c.cora, "schedule-report", c.program.pk),
    "readers with errors": lambda c: sent(
        c.cora, "report-readers", c.program.pk, data={"people_text": "Nobody Atall"}
    ),
    "cohorts side by side": cohorts,
    "no weeks to draw": lambda c: opened(c.cora, "program-health", c.program.pk),
    "an export with errors": lambda c: sent(c.cora, "export-figures-csv", data={"cut": "shoe"}),
    "a key just made": lambda c: sent(c.hana, "make-export-key", data={"name": "Power BI"}),
    "a key without a name": lambda c: sent(c.hana, "make-export-key"),
}
