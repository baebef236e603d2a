"""When the report of a program is mailed.

    schedule.set_rhythm(program, "monthly", by=cora, today=today)
    schedule.due(plan, now=now)         # the period to mail now, or None
    schedule.next_mail(plan, today=…)   # its period and its day

A period is mailed from the third day after its end on, at 08:00 in the program's zone: by then its
last week is frozen, and there was time to write. It stays due until the next one is.
"""

import datetime as dt

from django.db import transaction

from insights.models import ReportPlan
from insights.report.periods import Period
from matching.models import Program
from profiles import audit
from profiles.models import User

SCHEDULED = "report.scheduled"
DAYS_AFTER, HOUR = 3, dt.time(8)


def plan_of(program: Program, *, today: dt.date) -> ReportPlan:
    """What is set, or "not by mail"; nothing is saved."""
    found = ReportPlan.objects.filter(program=program).first()
    if found is not None:
        found.program = program
    return found or ReportPlan(program=program, since=today)


@transaction.atomic
def set_rhythm(program: Program, rhythm: str, *, by: User, today: dt.date) -> bool:
    """Whether that changes anything. Periods that are over by then are not mailed afterwards."""
    plan, _is_new = ReportPlan.objects.select_for_update().get_or_create(
        program=program, defaults={"since": today}
    )
    if plan.rhythm == rhythm:
        return False
    plan.rhythm, plan.since = rhythm, today
    plan.save(update_fields=["rhythm", "since"])
    audit.record(SCHEDULED, program, by=by, data={"rhythm": rhythm})
    return True


def mail_day(period: Period) -> dt.date:
    return period.ends_on + dt.timedelta(days=DAYS_AFTER)


def covers(program: Program, period: Period) -> bool:
    """Whether the program had anything to report in this period."""
    has_begun = program.state != Program.State.DRAFT and period.ends_on >= program.starts_on
    return has_begun and period.starts_on <= program.ends_on


def due(plan: ReportPlan, *, now: dt.datetime) -> Period | None:
    if plan.rhythm == ReportPlan.Rhythm.OFF:
        return None
    zone = plan.program.zone
    period = plan.last_ended(today=now.astimezone(zone).date())
    if dt.datetime.combine(mail_day(period), HOUR, zone) > now:
        period = period.previous
    is_ours = period.ends_on >= plan.since and covers(plan.program, period)
    return period if is_ours else None


def next_mail(plan: ReportPlan, *, today: dt.date) -> tuple[Period, dt.date] | None:
    """The next period whose mail is still to come; None once the program's last one is over."""
    if plan.rhythm == ReportPlan.Rhythm.OFF:
        return None
    first = max(today - dt.timedelta(days=DAYS_AFTER), plan.since, plan.program.starts_on)
    period = Period.of(first, months=plan.months)
    return (period, mail_day(period)) if covers(plan.program, period) else None
