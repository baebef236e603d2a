"""What is missing about the people of a program, with the first few by name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, QuerySet, Value, Window
from django.utils.translation import ngettext

from matching import audience, loading, training
from matching.models import Enrollment, Program
from profiles.models import Goal, Offer, Profile

NAMED = 5


class Named(NamedTuple):
    pk: int
    name: str


@dataclass(frozen=True)
class Gap:
    """One sentence; `people` stand for all it is about, `more` is how many are not named."""

    words: str
    people: Sequence[Named] = ()
    more: int = 0


def audience_size(program: Program) -> int:
    return audience.people(program).count()


def of_profiles(program: Program, *, now: datetime) -> list[Gap]:
    """Mentors without a skill, mentees without a goal, people without hours to meet: one query."""
    here = loading.present(Enrollment.objects.filter(program=program), now=now)
    offers = Exists(Offer.objects.filter(profile=OuterRef("profile")))
    goals = Exists(Goal.objects.filter(profile=OuterRef("profile")))
    first, *others = [
        _first_of(here.filter(~offers, role="mentor"), 0),
        _first_of(here.filter(~goals, role="mentee"), 1),
        _first_of(here.filter(profile__weekly_hours=[]), 2),
    ]
    found: dict[int, list[tuple[int, int, str]]] = {}
    for kind, *person in first.union(*others, all=True):
        found.setdefault(kind, []).append(person)
    return [_gap(WORDS[kind], found[kind]) for kind in sorted(found)]


def of_training(program: Program, *, now: datetime) -> list[Gap]:
    """Mentors whom the rule about training leaves out, the first few by name."""
    wanted = training.of(program)
    here = loading.mentors_of(program, now=now)
    left = training.missing(program, list(here.values_list("profile_id", flat=True)))
    if not left or wanted is None:
        return []
    n = len(left)
    words = ngettext(
        "%(n)d mentor has not finished “%(training)s” and is left out:",
        "%(n)d mentors have not finished “%(training)s” and are left out:",
        n,
    )
    rows = Profile.objects.filter(pk__in=left).order_by("name", "pk").values_list("pk", "name")
    named = [Named(*row) for row in rows[:NAMED]]
    return [Gap(words % {"n": n, "training": wanted.name}, named, n - len(named))]


def _first_of(rows: QuerySet[Enrollment], kind: int) -> Any:
    """The first few by name, each with how many there are in all."""
    people = Profile.objects.filter(pk__in=rows.order_by().values("profile"))
    counted = people.annotate(kind=Value(kind), of=Window(Count("pk")))
    return counted.order_by("name", "pk").values_list("kind", "of", "pk", "name")[:NAMED]


def _gap(words: Callable[[int], str], people: list[tuple[int, int, str]]) -> Gap:
    n = people[0][0]
    return Gap(words(n), [Named(pk, name) for _of, pk, name in people], n - len(people))


def _without_skills(n: int) -> str:
    words = ngettext("%(n)d mentor has no skills:", "%(n)d mentors have no skills:", n)
    return words % {"n": n}


def _without_goal(n: int) -> str:
    words = ngettext("%(n)d mentee has no goal:", "%(n)d mentees have no goal:", n)
    return words % {"n": n}


def _without_hours(n: int) -> str:
    words = ngettext("%(n)d person has no hours to meet:", "%(n)d people have no hours to meet:", n)
    return words % {"n": n}


WORDS = (_without_skills, _without_goal, _without_hours)
