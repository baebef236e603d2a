"""Who reads the report of a program: its sponsors, its coordinators and HR.

A sponsor is the leader the program names, or somebody added as a reader of the report. They read
reports that were written, and nothing else of Insights.
"""

from collections.abc import Iterable

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet

from insights.models import ReportReader
from matching.models import Program
from profiles import audit
from profiles.models import Profile, User

CHANGED = "report.readers"
FACT = "_reads_reports_of"


def read_by(user: object) -> Q:
    """Programs, by a user or a reference to one."""
    return Q(sponsor__user=user) | Q(report_readers__profile__user=user)


def started() -> QuerySet[Program]:
    """A draft has nothing to report."""
    return Program.objects.exclude(state=Program.State.DRAFT)


# Asked with the session's user, so that the account menu costs no question of its own.
REPORTS = ArraySubquery(
    started().filter(read_by(OuterRef("pk"))).order_by("pk").values("pk").distinct()
)


def sponsored(user: User) -> frozenset[int]:
    """Ids of the programs whose reports this user reads as a sponsor."""
    cached: Iterable[int] | None = getattr(user, FACT, None)
    if cached is None:
        cached = started().filter(read_by(user)).values_list("pk", flat=True)
    return frozenset(cached) if user.is_active else frozenset()


def sponsors(program: Program) -> list[Profile]:
    """Those who are still here, the one the program names first."""
    rows = Profile.objects.active().filter(
        Q(pk=program.sponsor_id)
        | Q(pk__in=ReportReader.objects.filter(program=program).values("profile"))
    )
    found = rows.select_related("user").order_by("name", "pk")
    return sorted(found, key=lambda person: person.pk != program.sponsor_id)


def more(program: Program) -> list[Profile]:
    """Readers besides the sponsor the program names."""
    ids = ReportReader.objects.filter(program=program).values("profile")
    return list(Profile.objects.active().filter(pk__in=ids).order_by("name", "pk"))


@transaction.atomic
def set_more(program: Program, people: Iterable[Profile], *, by: User) -> bool:
    """Who reads it from now on; whether that changes anything."""
    wanted = {person.pk: person for person in people if person.pk != program.sponsor_id}
    before = set(ReportReader.objects.filter(program=program).values_list("profile_id", flat=True))
    if set(wanted) == before:
        return False
    ReportReader.objects.filter(program=program).exclude(profile__in=wanted).delete()
    ReportReader.objects.bulk_create(
        [ReportReader(program=program, profile_id=pk) for pk in wanted if pk not in before],
        ignore_conflicts=True,
    )
    data: dict[str, object] = {"added": len(set(wanted) - before)}
    audit.record(CHANGED, program, by=by, data=data | {"removed": len(before - set(wanted))})
    return True
