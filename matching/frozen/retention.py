"""Frozen inputs go six months after their program ends; the receipt and the proof stay."""

import calendar
import datetime as dt

from matching.models import FrozenInput, Program, Run

MONTHS = 6


def purge(*, now: dt.datetime) -> int:
    """Delete what is due by the dates programs have today; how many runs lost their inputs."""
    held = FrozenInput.objects.filter(data__isnull=False)
    runs = Run.objects.filter(pk__in=held.values("run"))
    programs = Program.objects.filter(pk__in=runs.values("round__program"))
    due = [each.pk for each in programs if deleted_on(each) <= now.astimezone(each.zone).date()]
    return held.filter(run__round__program__in=due).update(data=None, deleted_at=now)


def deleted_on(program: Program) -> dt.date:
    """The day six months after the last one, or the last day of that month."""
    years, month = divmod(program.ends_on.month - 1 + MONTHS, 12)
    year = program.ends_on.year + years
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(program.ends_on.day, last))
