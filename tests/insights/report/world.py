"""Frozen figures and written reports, as the jobs and the forms leave them."""

import datetime as dt

from django.utils import timezone

from insights.measures import MEASURES
from insights.models import Frozen, ReportPlan, ReportReader
from insights.report import words
from insights.report.periods import Period
from insights.report.words import Sentences
from insights.weeks import WEEK
from matching.models import Program

MAY = Period(dt.date(2027, 5, 1), 1)
# The last week that ends within May 2027.
LAST = dt.date(2027, 5, 24)
SAID = Sentences("Nine of ten pairs met.", "Finance joined late.", "Say so in your next all-hands.")
WRITTEN_AT = dt.datetime(2027, 6, 1, 9, 0, tzinfo=dt.UTC)
# (counted, among, people) of the last week; the others are not told.
FIGURES = {
    "first_meeting_21": (41, 50, 50),
    "rhythm": (30, 48, 48),
    "satisfaction": (172, 40, 23),
    "fit": (18, 20, 20),
    "response": (66, 120, 44),
}


def freeze(program, slug, week, numerator, denominator, people=10, cut="", value="", **more):
    return Frozen.objects.create(
        week=week,
        measure=slug,
        program=program,
        cut=cut,
        value=value,
        numerator=numerator,
        denominator=denominator,
        people=people,
        **({"counted_on": week, "frozen_at": timezone.now()} | more),
    )


def figures(program, *, weeks=3, last=LAST):
    """The same figures for some weeks, a little lower the longer ago."""
    for ago in range(weeks):
        for slug, (numerator, denominator, people) in FIGURES.items():
            freeze(program, slug, last - ago * WEEK, numerator - 2 * ago, denominator, people)


def write(program, by, period=MAY, said=SAID, now=WRITTEN_AT):
    return words.write(program, period, said, by=by.user, now=now)


def running_in_may(program, **fields):
    """The program as if it had begun in March 2027."""
    values = {
        "sign_up_opens": dt.date(2027, 2, 1),
        "sign_up_closes": dt.date(2027, 2, 20),
        "matching_on": dt.date(2027, 2, 22),
        "starts_on": dt.date(2027, 3, 1),
        "ends_on": dt.date(2027, 10, 29),
    }
    Program.objects.filter(pk=program.pk).update(**(values | fields))
    program.refresh_from_db()
    return program


def plan(program, rhythm="monthly", since=dt.date(2027, 5, 1)):
    return ReportPlan.objects.create(program=program, rhythm=rhythm, since=since)


def sponsor(program, person):
    Program.objects.filter(pk=program.pk).update(sponsor=person)
    program.refresh_from_db()
    return person


def reader(program, person):
    return ReportReader.objects.create(program=program, profile=person)


def of_program():
    return [slug for slug, measure in MEASURES.items() if measure.by_program]
