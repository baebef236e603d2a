"""How many people stand where in a program, for one program or many, in one query.

for program in standing.with_people(Program.objects.all(), now=now):
    standing.of(program, "waiting")     # mentees without a mentor; places, mentors, pairs, …
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, JSONObject

from matching import loading, vacancies
from matching.models import Enrollment, Pair, Program, Round


def of(row: Program | Round, name: str) -> int:
    """A count that was read with the row."""
    return int(getattr(row, "standing", {}).get(name) or 0)


def counted(rows: QuerySet[Any], owner: str) -> Coalesce:
    """How many of these rows belong to the row of the outer query."""
    counts = rows.order_by().values(owner).annotate(n=Count("*")).values("n")
    return Coalesce(Subquery(counts), Value(0))


def with_people(
    programs: QuerySet[Program], *, now: datetime, more: Mapping[str, Coalesce] | None = None
) -> QuerySet[Program]:
    """Each with `standing`: applied, waiting, mentors, places and pairs, and what `more` adds."""
    inside = Enrollment.objects.filter(program=OuterRef("pk"))
    mentors = loading.present(inside.mentors(), now=now)
    waiting = loading.without_pair(loading.present(inside.mentees(), now=now))
    held = Pair.objects.filter(program=OuterRef("pk"), state__in=[*Pair.OPEN, Pair.State.AWAY])
    left = vacancies.with_left(mentors).order_by().values("program")
    places = left.annotate(n=Sum("left", default=0)).values("n")
    applied = inside.filter(state=Enrollment.State.APPLIED, profile__is_active=True)
    return programs.annotate(
        standing=JSONObject(
            applied=counted(applied, "program"),
            waiting=counted(waiting, "program"),
            mentors=counted(mentors, "program"),
            places=Coalesce(Subquery(places), Value(0)),
            pairs=counted(held, "program"),
            **(more or {}),
        )
    )
