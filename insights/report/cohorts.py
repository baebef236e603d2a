"""The cohorts of one program beside each other, each at the same week of its life.

    chain(program, programs)       # this program with its earlier and later cohorts, newest first
    side_by_side(cohorts, slugs)   # a chart for each measure; week 1 is the week of the start

A cohort follows another when it was begun from it (`Program.copied_from`). Only cohorts whose
figures the reader may see are among them.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from charts import Figure, Series, Table, line
from charts.shapes import MOST_SERIES
from insights import figures
from insights.measures import MEASURES, Measure
from insights.models import Frozen
from insights.report.trends import drawn, tick
from insights.weeks import WEEK, monday
from matching.models import Program

# The week of a cohort's life, from 1 on, and the value told for it.
Life = dict[int, float]
# By cohort and measure.
Lives = dict[int, dict[str, Life]]


def chain(program: Program, programs: Iterable[Program]) -> list[Program]:
    """Begun from one another, however far away: of these programs, the newest start first."""
    known = {one.pk: one for one in programs}
    found, waiting = {program.pk}, [program.pk]
    while waiting:
        here = waiting.pop()
        near = {one.pk for one in known.values() if one.copied_from_id == here}
        before = known[here].copied_from_id if here in known else None
        for pk in near | ({before} if before in known else set()):
            if pk not in found:
                found.add(pk)
                waiting.append(pk)
    return sorted((known[pk] for pk in found if pk in known), key=_age)


def _age(program: Program) -> tuple[int, int]:
    return (-program.starts_on.toordinal(), program.pk)


def lives(cohorts: Sequence[Program], slugs: Sequence[str]) -> Lives:
    """What was told of each cohort, by the week of its life. One question for all of them."""
    starts = {program.pk: monday(program.starts_on) for program in cohorts}
    found: Lives = {pk: {slug: {} for slug in slugs} for pk in starts}
    rows = Frozen.objects.filter(program__in=starts, measure__in=slugs).whole()
    for pk, week, slug, numerator, denominator in rows.values_list(
        "program", "week", "measure", "numerator", "denominator"
    ):
        age = week_of_life(starts[pk], week)
        if age >= 1:
            found[pk][slug][age] = MEASURES[slug].value(numerator, denominator)
    return found


def week_of_life(start: dt.date, week: dt.date) -> int:
    return (week - start) // WEEK + 1


def side_by_side(cohorts: Sequence[Program], slugs: Sequence[str]) -> list[Figure]:
    """The newest four; a measure told of fewer than two cohorts has nothing beside it."""
    newest = list(cohorts)[:MOST_SERIES]
    known = lives(newest, slugs)
    return [
        figure for slug in slugs if (figure := _figure(MEASURES[slug], newest, known)) is not None
    ]


def _figure(measure: Measure, cohorts: Sequence[Program], known: Lives) -> Figure | None:
    lives_of = {one: life for one in cohorts if (life := known[one.pk][measure.slug])}
    if len(lives_of) < 2:
        return None
    ages = range(1, max(max(life) for life in lives_of.values()) + 1)
    labels = [_("Week %(n)d") % {"n": age} for age in ages]
    series = [
        Series(_short(one), drawn(measure, [life.get(age) for age in ages]), _now(measure, life))
        for one, life in lives_of.items()
    ]
    rows = [
        [label, *(figures.words(measure, life.get(age)) for life in lives_of.values())]
        for age, label in zip(ages, labels, strict=True)
    ]
    return Figure(
        _message(measure, lives_of),
        line([str(age) for age in ages], series, words=tick(measure)),
        alt=_alt(measure, lives_of),
        sub=_("By week of life"),
        table=Table([_("Week of its life"), *(one.name for one in lives_of)], rows),
    )


def _now(measure: Measure, life: Life) -> str:
    return figures.words(measure, life[max(life)])


def _short(program: Program) -> str:
    """Names stand at the end of their line; cohorts differ in when they began."""
    return date_format(program.starts_on, "M Y")


def _message(measure: Measure, lives_of: Mapping[Program, Life]) -> str:
    """The two newest at the latest week both were told for."""
    (new, new_life), (old, old_life) = list(lives_of.items())[:2]
    both = new_life.keys() & old_life.keys()
    title = str(measure.title)
    if not both:
        return _("%(title)s: no week of their lives is known of both yet") % {"title": title}
    age = max(both)
    values = {
        "title": title,
        "n": age,
        "new": f"{_short(new)} {figures.words(measure, new_life[age])}",
        "old": f"{_short(old)} {figures.words(measure, old_life[age])}",
    }
    return _("%(title)s in week %(n)d: %(new)s, %(old)s") % values


def _alt(measure: Measure, lives_of: Mapping[Program, Life]) -> str:
    ends = [
        _("%(name)s: %(value)s in week %(n)d")
        % {"name": one.name, "value": _now(measure, life), "n": max(life)}
        for one, life in lives_of.items()
    ]
    return _("%(title)s by week of life. %(ends)s.") % {
        "title": measure.title,
        "ends": "; ".join(ends),
    }
