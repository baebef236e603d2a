"""The agreed rhythm of a pair and the clocks that run on it.

Everything counts from the pair's own start: the later of its first day and the day both knew of it.
`weeks_between` and `WEEKS` are the only two places that say where the rhythm comes from.
"""

import datetime as dt

from django.db.models import DateTimeField
from django.db.models.functions import Cast, Coalesce, Greatest

from checkins import agreements
from matching.models import Pair

# Days after which somebody does something: help with a first date, tell HR, ask what would help,
# offer to close.
FIRST_DATE, TELL, QUIET, OFFER_END = 7, 14, 21, 45
WEEKS = Coalesce("agreement__agreed_weeks_between", "program__weeks_between_meetings")
BEGAN = Greatest(
    Cast("starts_on", DateTimeField()),
    Coalesce("answered_at", "visible_at"),
    output_field=DateTimeField(),
)


def weeks_between(pair: Pair) -> int:
    return agreements.weeks_between(pair)


def begins_on(pair: Pair) -> dt.date:
    known = (pair.answered_at or pair.visible_at).date()
    return max(pair.starts_on, known)


def quiet_after(weeks: int) -> int:
    """Days without a meeting that make a pair quiet: three weeks, more where two meetings are
    further apart than that."""
    return max(QUIET, weeks * 7 + 7)


def offer_end_after(weeks: int) -> int:
    return max(OFFER_END, quiet_after(weeks) + 21)


def halfway(begins_on: dt.date, ends_on: dt.date) -> dt.date:
    return begins_on + (ends_on - begins_on) / 2
