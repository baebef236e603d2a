"""The figures of a week, frozen once it is over everywhere and never counted live.

    freeze(dt.date(2027, 5, 17), now=now)    # how many measures were frozen; 0 the second time
    freeze_due(now=now)                      # every week since the last one, from the beat

Each measure is one transaction: a run that is cut off goes on where it stopped, two at once wait
for each other. The figures of the company are the sums of what its programs told, so that they
tell nothing more.
"""

import datetime as dt
import hashlib
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

from insights import groups, release, weeks
from insights.groups import Group, band
from insights.measures import MEASURES, Measure, Row
from insights.models import Frozen, Told
from insights.release import Cell, Part, Sum
from insights.weeks import WEEK, Scope
from matching.models import Program
from profiles.models import Profile

Places = Mapping[int, tuple[str, str, str]]
# A worker's run ends before its time limit; the next one goes on.
SECONDS = 60


@dataclass(frozen=True)
class Batch:
    """What all measures of one run share."""

    scope: Scope
    places: Places
    programs: tuple[int, ...]
    now: dt.datetime


def freeze_due(*, now: dt.datetime, seconds: float = SECONDS) -> int:
    """Weeks that are over and not frozen yet, the oldest first; the first time only the last."""
    last = weeks.last_over(now)
    told = Told.objects.filter(program__isnull=True).values_list("measure", "week")
    frozen = {measure: week for measure, week in told if measure in MEASURES}
    done, week = 0, min(frozen.values(), default=last)
    if len(frozen) == len(MEASURES):
        week += WEEK
    until = time.monotonic() + seconds
    while week <= last and time.monotonic() < until:
        done += freeze(week, now=now, until=until)
        week += WEEK
    return done


def freeze(week: dt.date, *, now: dt.datetime, until: float | None = None) -> int:
    """Idempotent: a measure whose figures of this or a later week stand is left alone."""
    done = Told.objects.filter(program__isnull=True, week__gte=week)
    wanted = MEASURES.keys() - set(done.values_list("measure", flat=True))
    if not wanted:
        return 0
    programs = Program.objects.exclude(state=Program.State.DRAFT).order_by("pk")
    batch = Batch(weeks.scope(week), _places(), tuple(programs.values_list("pk", flat=True)), now)
    count = 0
    for slug in sorted(wanted):
        if until is None or time.monotonic() < until:
            count += _freeze_measure(MEASURES[slug], batch)
    return count


def _places() -> Places:
    rows = Profile.objects.order_by().values_list("pk", "department", "level", "site")
    return {pk: (department, band(level), site) for pk, department, level, site in rows.iterator()}


@transaction.atomic
def _freeze_measure(measure: Measure, batch: Batch) -> bool:
    week = batch.scope.week
    mark, _new = Told.objects.get_or_create(
        measure=measure.slug, program=None, defaults={"week": week - WEEK}
    )
    mark = Told.objects.select_for_update().get(pk=mark.pk)
    if mark.week >= week:
        return False
    parts = defaultdict(list)
    for row in measure.count(batch.scope):
        parts[row.program].append(row)
    if not measure.by_program:
        _freeze_one(measure, None, mark, parts[None], batch)
        return True
    marks = {told.program_id: told for told in Told.objects.filter(measure=measure.slug)}
    for program in batch.programs:
        told = marks.get(program) or Told(
            measure=measure.slug, program_id=program, week=week - WEEK
        )
        _freeze_one(measure, program, told, parts[program], batch)
    _add_up_company(measure, batch)
    mark.week = mark.counted_on = week
    mark.save(update_fields=["week", "counted_on"])
    return True


def _freeze_one(
    measure: Measure, program: int | None, told: Told, rows: Iterable[Row], batch: Batch
) -> None:
    week = batch.scope.week
    ago = (week - told.counted_on) // WEEK if told.counted_on else 0
    before = release.Told(_parts_of(told), [(cut, value) for cut, value in told.cells], ago)
    cuts = groups.of(measure.cuts)
    new = release.decide(before, _parts(rows, told.salt, batch.places), cuts=cuts)
    told.week = week
    if new is None:
        told.save()
        _repeat(measure, program, week, told.counted_on, batch.now)
        return
    told.counted_on, told.cells = week, [list(cell) for cell in new.cells]
    told.groups, told.people = _packed(new.parts)
    told.save()
    _store(measure, program, release.sums(new), week, week, batch.now)


def _parts(rows: Iterable[Row], salt: str, places: Places) -> dict[str, Part]:
    """By person, under a name nobody can read."""
    found: dict[int, Part] = {}
    sums: dict[int, Sum] = defaultdict(Sum)
    for row in rows:
        sums[row.person].add(row.numerator, row.denominator, 1, row.detail or {})
        if row.person not in found:
            department, level, site = places.get(row.person, ("", "", ""))
            source, _to, _target = row.flow.partition(groups.TO)
            found[row.person] = Part(Group(department, row.role, level, site, row.flow, source))
    return {
        digest(person, salt): Part(
            part.group,
            sums[person].numerator,
            sums[person].denominator,
            sums[person].spread,
        )
        for person, part in found.items()
    }


def digest(person: int, salt: str) -> str:
    return hashlib.sha256(f"{salt}{person}".encode()).hexdigest()[:16]


def _parts_of(told: Told) -> dict[str, Part]:
    groups = [Group(*group) for group in told.groups]
    return {
        key: Part(groups[place], numerator, denominator, spread or {})
        for key, (place, numerator, denominator, spread) in told.people.items()
    }


def _packed(parts: Mapping[str, Part]) -> tuple[list[list[str]], dict[str, list[object]]]:
    groups = {group: n for n, group in enumerate(sorted({part.group for part in parts.values()}))}
    people: dict[str, list[object]] = {
        key: [groups[part.group], part.numerator, part.denominator, dict(part.spread) or None]
        for key, part in parts.items()
    }
    return [list(group) for group in groups], people


def _store(
    measure: Measure,
    program: int | None,
    sums: Mapping[Cell, Sum],
    week: dt.date,
    counted_on: dt.date,
    now: dt.datetime,
) -> None:
    Frozen.objects.bulk_create(
        Frozen(
            measure=measure.slug,
            program_id=program,
            week=week,
            cut=cut,
            value=value,
            numerator=one.numerator,
            denominator=one.denominator,
            people=one.people,
            spread=one.spread,
            counted_on=counted_on,
            frozen_at=now,
        )
        for (cut, value), one in sums.items()
    )


def _repeat(
    measure: Measure,
    program: int | None,
    week: dt.date,
    counted_on: dt.date | None,
    now: dt.datetime,
) -> None:
    """The last figures once more: too few people's part has changed."""
    if counted_on is None:
        return
    rows = Frozen.objects.filter(measure=measure.slug, program=program, week=counted_on)
    again = {
        (row.cut, row.value): Sum(row.numerator, row.denominator, row.people, row.spread)
        for row in rows
    }
    _store(measure, program, again, week, counted_on, now)


def _add_up_company(measure: Measure, batch: Batch) -> None:
    """Nobody is counted twice within a program; who is in two programs is, and the page says so."""
    week = batch.scope.week
    rows = Frozen.objects.filter(measure=measure.slug, program__isnull=False, week=week)
    found: dict[Cell, Sum] = defaultdict(Sum)
    for row in rows:
        found[row.cut, row.value].add(row.numerator, row.denominator, row.people, row.spread)
    counted_on = rows.aggregate(at=Max("counted_on"))["at"] or week
    _store(measure, None, found, week, counted_on, batch.now)
