"""The plan of a group: the weeks of a circle with its path as spine, the milestones of a project.

Every member adds, changes and ticks steps. Edits count a version up; an edit over words its author
has not seen changes nothing and raises.
"""

import datetime as dt
from collections.abc import Iterator

from django.db.models import F
from django.utils.translation import gettext as _

from community.models import Group, PlanStep
from profiles.models import Profile

MOST_STEPS = 60
WEEK = dt.timedelta(weeks=1)


class StaleStepError(Exception):
    """A member has changed or deleted it since; `current` holds what is there now."""

    def __init__(self, current: PlanStep | None) -> None:
        super().__init__()
        self.current = current


class FullPlanError(Exception):
    """There are so many steps already that nobody finds one."""


def draw(group: Group, *, now: dt.datetime) -> list[PlanStep]:
    """The first plan of a circle: a week for each step of its path between the first week, in
    which people agree what they are after, and the show-and-tell. Others begin empty."""
    if group.kind != Group.Kind.CIRCLE or group.ends_on is None:
        return []
    rows = [
        PlanStep(group=group, title=title, due_on=day, created_at=now)
        for title, day in _weeks(group, group.ends_on)
    ]
    return PlanStep.objects.bulk_create(rows)


def _weeks(group: Group, ends_on: dt.date) -> Iterator[tuple[str, dt.date]]:
    days = _meeting_days(group.starts_on, ends_on)
    first, between, last = days[0], days[1:-1], days[-1]
    yield _("What each of us wants to take away"), first
    titles = list(group.path.steps.values_list("title", flat=True)) if group.path else []
    for place, title in enumerate(titles[:MOST_STEPS]):
        yield title, between[place * len(between) // len(titles)] if between else first
    yield _("Show-and-tell: each of us shows one thing"), last


def _meeting_days(starts_on: dt.date, ends_on: dt.date) -> list[dt.date]:
    """The same day of every week, from the first to the last."""
    count = max(1, (ends_on - starts_on).days // 7)
    return [starts_on + n * WEEK for n in range(count + 1)]


def add(group: Group, title: str, due_on: dt.date | None, *, now: dt.datetime) -> PlanStep:
    if PlanStep.objects.filter(group=group).count() >= MOST_STEPS:
        raise FullPlanError
    return PlanStep.objects.create(group=group, title=title, due_on=due_on, created_at=now)


def change(step: PlanStep, title: str, due_on: dt.date | None, *, seen: int) -> None:
    rows = PlanStep.objects.filter(pk=step.pk, version=seen)
    if rows.update(title=title, due_on=due_on, version=F("version") + 1):
        return
    current = PlanStep.objects.filter(pk=step.pk).first()
    if current is None or (current.title, current.due_on) != (title, due_on):
        raise StaleStepError(current)


def tick(step: PlanStep, *, by: Profile, now: dt.datetime) -> bool:
    """Ticking twice, or two members at once, is one tick."""
    rows = PlanStep.objects.filter(pk=step.pk, done_at__isnull=True)
    return bool(rows.update(done_at=now, done_by=by))


def untick(step: PlanStep) -> bool:
    rows = PlanStep.objects.filter(pk=step.pk, done_at__isnull=False)
    return bool(rows.update(done_at=None, done_by=None))


def delete(step: PlanStep) -> bool:
    return bool(PlanStep.objects.filter(pk=step.pk).delete()[0])
