"""Frozen figures without the rows they would come from, for pages."""

import datetime as dt

from django.utils import timezone

from insights.measures import MEASURES
from insights.models import Frozen
from insights.weeks import WEEK, last_over

DEPARTMENTS = (("Engineering", 12, 8), ("Sales", 10, 9), ("Legal", 6, 3))


def freeze(slug, numerator=20, denominator=28, *, program=None, weeks=1, week=None, **fields):
    """The same figure for some weeks, one less each week back."""
    last = week or last_over(timezone.now())
    for back in range(weeks):
        monday = last - back * WEEK
        values = {"people": 28, "counted_on": monday, "frozen_at": timezone.now()} | fields
        Frozen.objects.create(
            week=monday,
            measure=slug,
            program=program,
            numerator=numerator - back,
            denominator=denominator,
            **values,
        )


def freeze_all(program=None, weeks=3):
    """Every measure, over some weeks, the last one by department."""
    last: dt.date = last_over(timezone.now())
    for slug, measure in MEASURES.items():
        if program and not measure.by_program:
            continue
        spread = {key: 7.0 for key, _label in measure.buckets}
        if slug == "skill_growth":
            spread = {"start": 50, "last": 90, "middle": 30, "middle_ratings": 14}
        freeze(slug, program=program, weeks=weeks, spread=spread)
        for cut in {"department", "flow", "source"} & set(measure.cuts):
            for name, people, n in DEPARTMENTS:
                value = f"{name} → Sales" if cut == "flow" else name
                people += 5 * (cut == "source")
                part = {"people": people, "cut": cut, "value": value, "spread": spread}
                freeze(slug, n, people, program=program, week=last, **part)
