"""What somebody without a mentor can do meanwhile: nobody gets nothing.

Rooms that have something for people who wait register a part: columns of the person, so that one
query answers for many people at once, and how their rows are read.

    waiting_offers.register(Part("circles", 1, {"circles": …}, read))
    waiting_offers.offers(profiles)              # {profile id: [Waiting, …]}: one query
    waiting_offers.of_visit(visit)               # the same for the visitor of Home: no query

Each part gives its best. The three of them that fit the person's goals best (`matching.goal_fit`)
are shown, of equal ones the part with the lower place: docs/home.md has the whole order.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, OuterRef, When
from django.db.models.expressions import BaseExpression

from matching.models import Enrollment, Program
from profiles import visits
from profiles.models import Profile
from profiles.visits import Visit

MOST = 3
# Before the names of columns: a profile has fields of its own.
PREFIX = "meanwhile_"
State = Enrollment.State


@dataclass(frozen=True)
class Waiting:
    """One thing to do while waiting; `title` begins with what it is."""

    title: str
    url: str
    fit: int = 0


Row = Mapping[str, Any]


@dataclass(frozen=True)
class Part:
    """In `columns`, `OuterRef("pk")` is the person; `read` gets their values by the same names and
    gives the best first."""

    name: str
    place: int
    columns: Mapping[str, BaseExpression]
    read: Callable[[Profile, Row], Iterable[Waiting]]


# A visitor who waits in no program is not asked about. A pair that they may not know of yet changes
# nothing: whoever shows the offers knows what its reader may see.
_MAY_WAIT = Exists(
    Enrollment.objects.filter(
        profile=OuterRef("pk"),
        role=Enrollment.Role.MENTEE,
        state__in=[State.ACTIVE, State.APPLIED],
        program__state=Program.State.RUNNING,
    )
)
_parts: list[Part] = []


def register(part: Part) -> None:
    if part not in _parts:
        _parts.append(part)
        _parts.sort(key=lambda one: one.place)
        for name, column in part.columns.items():
            visits.FACTS[PREFIX + name] = Case(When(_MAY_WAIT, then=column))


def unregister(part: Part) -> None:
    _parts.remove(part)
    for name in part.columns:
        del visits.FACTS[PREFIX + name]


def offers(profiles: Iterable[Profile]) -> dict[int, list[Waiting]]:
    """At most three per person, what fits their goals best first."""
    people = {person.pk: person for person in profiles}
    if not people:
        return {}
    rows = Profile.objects.filter(pk__in=people).values("pk", **_asked(_parts))
    return {row["pk"]: _best(people[row["pk"]], row) for row in rows}


def row_of(person: Profile, parts: Iterable[Part]) -> dict[str, Any]:
    """What the columns of these parts bring for one person, by their own names."""
    row = Profile.objects.filter(pk=person.pk).values(**_asked(parts)).get()
    return {name.removeprefix(PREFIX): value for name, value in row.items()}


def _asked(parts: Iterable[Part]) -> dict[str, BaseExpression]:
    return {PREFIX + name: column for part in parts for name, column in part.columns.items()}


def of_visit(visit: Visit) -> list[Waiting]:
    names = [PREFIX + name for part in _parts for name in part.columns]
    return _best(visit.profile, {name: visit.fact(name) for name in names})


def _best(person: Profile, row: Row) -> list[Waiting]:
    found = []
    for part in _parts:
        own = {name: row[PREFIX + name] for name in part.columns}
        found += list(part.read(person, own))[:1]
    return sorted(found, key=lambda one: -one.fit)[:MOST]
