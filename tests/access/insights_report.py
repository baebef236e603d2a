"""Program health, the report of a program and exports of figures.

Emil sponsors nothing here: the sponsor's cells are in `tests/insights/report/test_sponsor_access`.
"""

from django.utils import timezone

from insights.exports import keys
from insights.models import ExportKey
from tests.access.rows import HR_ONLY, NO_GET, NO_POST, row
from tests.insights.report import world

READ = "L - - - - R - R -"
EITHER = "L - - - - R R R -"
NOBODY = "L - - - - - - - -"


def program(c):
    return c.program.pk


def a_report(c):
    world.running_in_may(c.program)
    world.figures(c.program)
    world.write(c.program, c.cora)


def a_key(c):
    a_report(c)
    keys.make("Power BI", by=c.hana.user, now=timezone.now())


def of_may(c):
    return world.MAY.slug


def three(c):
    return {"went_well": "a", "did_not": "b", "we_ask": "c"}


ROWS = {
    "program-health": row(READ, NO_POST, prepare=a_report, pk=program),
    "report-desk": row(READ, NO_POST, prepare=a_report, pk=program),
    "schedule-report": row(
        NO_GET, "L - - - - > - > -", data=lambda c: {"rhythm": "monthly"}, pk=program
    ),
    "report-readers": row(READ, "L - - - - > - > -", pk=program),
    "write-report": row(READ, "L - - - - > - > -", data=three, pk=program, period=of_may),
    "my-reports": row(NOBODY, NO_POST),
    "report": row(READ, NO_POST, prepare=a_report, pk=program, period=of_may),
    "report-pdf": row(READ, NO_POST, prepare=a_report, pk=program, period=of_may),
    "export-figures": row(EITHER, NO_POST, prepare=a_key),
    "make-export-key": row(NO_GET, HR_ONLY, data=lambda c: {"name": "Tableau"}),
    "end-export-key": row(
        NO_GET, "L - - - - - - > -", prepare=a_key, pk=lambda c: ExportKey.objects.get().pk
    ),
    # Nobody is signed in here: only a key opens them.
    "pull-figures-csv": row("A", "x"),
    "pull-figures-json": row("A", "x"),
    "export-figures-csv": row(NO_GET, EITHER, prepare=a_report),
    "export-figures-xlsx": row(NO_GET, EITHER, prepare=a_report),
    "export-figures-json": row(NO_GET, EITHER, prepare=a_report),
    "export-schema": row(EITHER, NO_POST),
}
