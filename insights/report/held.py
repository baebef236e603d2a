"""What reports hold about a person (`profiles.held`)."""

from django.utils.translation import gettext_lazy as _

from insights import models as tables
from profiles.held import Held

TABLES = [
    Held(
        tables.ReportWords,
        _("Sentences you wrote for a report"),
        mine=("written_by__profile",),
        shown=(
            *("program=program__name", "from=starts_on", "months", "version"),
            *("went_well", "did_not", "we_ask", "written_at"),
        ),
        blank=("written_by__profile",),
        emptied={"written_by": None},
    ),
    Held(
        tables.ReportReader,
        _("Programs whose reports you read"),
        mine=("profile",),
        shown=("program=program__name",),
        gone=("profile",),
    ),
    Held(
        tables.ReportPlan,
        _("When reports are mailed"),
        not_shown=_("It says when the report of a program is mailed, and names nobody."),
        stays="It names nobody.",
    ),
]
