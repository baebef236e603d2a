"""What a period is called: "May 2027", "April to June 2027"."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from insights.report.periods import QUARTER, Period


def label(period: Period) -> str:
    if period.months == QUARTER:
        names = {
            "first": date_format(period.starts_on, "F"),
            "last": date_format(period.ends_on, "F"),
            "year": period.starts_on.year,
        }
        return _("%(first)s to %(last)s %(year)s") % names
    return date_format(period.starts_on, "F Y")
