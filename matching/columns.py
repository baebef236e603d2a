"""People of a program as columns of the engine: a handful of queries, whatever their number."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from numpy.typing import NDArray

from matching import week
from matching.engine import UNKNOWN_OFFSET, People
from matching.models import Enrollment, Program
from profiles.models import Goal, Offer, Profile, SkillRelation

LANGUAGE_BITS = 64
# A skill that HR has merged into another one counts as that one.
SKILL = Coalesce("skill__merged_into_id", "skill_id")
FIELDS = (
    "pk",
    "profile_id",
    "profile__department",
    "profile__site",
    "profile__country",
    "profile__time_zone",
    "profile__level",
    "profile__manager_id",
    "profile__manager__manager_id",
    "profile__languages",
    "profile__weekly_hours",
    "profile__worked_before_in",
    "profile__happy_to_talk_about",
    "times_unmatched",
    "capacity",
    "used",
    "profile__mentoring_limit",
    "profile__mentoring_used",
)


class Row(NamedTuple):
    """One enrollment with what the engine asks about its profile."""

    pk: int
    profile: int
    department: str
    site: str
    country: str
    time_zone: str
    level: int | None
    manager: int | None
    manager2: int | None
    languages: list[str]
    hours: list[int]
    worked_before_in: list[str]
    happy_to_talk_about: list[str]
    waited: int
    capacity: int
    used: int
    limit: int
    limit_used: int

    @property
    def free(self) -> int:
        """Places left in the program and over all programs."""
        return max(0, min(self.capacity - self.used, self.limit - self.limit_used))


@dataclass(frozen=True)
class Vocabulary:
    """The names behind the numbers the engine works with."""

    departments: tuple[str, ...]
    sites: tuple[str, ...]
    countries: tuple[str, ...]
    interests: tuple[str, ...]
    languages: tuple[str, ...]

    @classmethod
    def of(cls, rows: Sequence[Row]) -> "Vocabulary":
        known = Counter(code for row in rows for code in row.languages)
        departments = [*(row.department for row in rows)]
        departments += [name for row in rows for name in row.worked_before_in]
        return cls(
            departments=_names(departments),
            sites=_names(row.site for row in rows),
            countries=_names(row.country for row in rows),
            interests=_names(folded(x) for row in rows for x in row.happy_to_talk_about),
            languages=tuple(sorted(code for code, _ in known.most_common(LANGUAGE_BITS))),
        )


@dataclass(frozen=True)
class Skills:
    """Profile id → goals (skill, current, target, priority) and offers (skill, level)."""

    goals: dict[int, list[tuple[int, ...]]]
    offers: dict[int, list[tuple[int, ...]]]


def folded(text: str) -> str:
    return " ".join(text.casefold().split())


def rows_of(enrollments: QuerySet[Enrollment]) -> list[Row]:
    values = enrollments.order_by("pk").values_list(*FIELDS)
    return [Row(*value) for value in values]


def skills_of(program: Program) -> Skills:
    people = Enrollment.objects.active().filter(program=program).values("profile")
    goals = Goal.objects.filter(profile__in=people)
    offers = Offer.objects.filter(profile__in=people)
    wanted = goals.values_list("profile_id", SKILL, "current_level", "target_level", "priority")
    offered = offers.values_list("profile_id", SKILL, "level")
    return Skills(_by_person(wanted.order_by("pk")), _by_person(offered.order_by("pk")))


def related_skills() -> list[tuple[int, int, int]]:
    return list(SkillRelation.objects.values_list("skill_id", "related_id", "share"))


def chains(rows: Sequence[Row]) -> list[list[str]]:
    """The whole line upward of each person, nearest first; read only when a policy asks."""
    above = dict(Profile.objects.filter(manager__isnull=False).values_list("pk", "manager_id"))
    return [_line(row.profile, above) for row in rows]


def people(
    rows: Sequence[Row],
    *,
    skills: Skills,
    names: Vocabulary,
    monday: dt.date,
    with_lines: bool = False,
) -> People:
    return People.of(
        [str(row.profile) for row in rows],
        department=_numbers((row.department for row in rows), names.departments),
        site=_numbers((row.site for row in rows), names.sites),
        country=_numbers((row.country for row in rows), names.countries),
        utc_offset=_offsets(rows, monday),
        level=np.array([row.level or 0 for row in rows], np.int64),
        manager=[str(row.manager or "") for row in rows],
        manager2=[str(row.manager2 or "") for row in rows],
        chain=chains(rows) if with_lines else (),
        languages=_language_masks(rows, names.languages),
        hours=_hours(rows, monday),
        goals=[skills.goals.get(row.profile, []) for row in rows],
        offers=[skills.offers.get(row.profile, []) for row in rows],
        interests=_lists(
            ((folded(x) for x in r.happy_to_talk_about) for r in rows), names.interests
        ),
        background=_lists((row.worked_before_in for row in rows), names.departments),
        waited=np.array([row.waited for row in rows], np.int64),
    )


def _names(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({value for value in values if value}))


def _by_person(rows: Iterable[tuple[int, ...]]) -> dict[int, list[tuple[int, ...]]]:
    found: dict[int, list[tuple[int, ...]]] = defaultdict(list)
    for person, *record in rows:
        found[person].append(tuple(record))
    return dict(found)


def _line(person: int, above: Mapping[int, int | None]) -> list[str]:
    line: list[str] = []
    boss = above.get(person)
    while boss is not None and str(boss) not in line:
        line.append(str(boss))
        boss = above.get(boss)
    return line


def _numbers(values: Iterable[str], names: Sequence[str]) -> NDArray[np.int64]:
    number = {name: place for place, name in enumerate(names)}
    return np.array([number.get(value, -1) for value in values], np.int64)


def _lists(values: Iterable[Iterable[str]], names: Sequence[str]) -> list[list[int]]:
    number = {name: place for place, name in enumerate(names)}
    return [[number[x] for x in dict.fromkeys(row) if x in number] for row in values]


def _offsets(rows: Sequence[Row], monday: dt.date) -> NDArray[np.int64]:
    known = (week.offset_minutes(row.time_zone, monday) for row in rows)
    return np.array([UNKNOWN_OFFSET if x is None else x for x in known], np.int64)


def _language_masks(rows: Sequence[Row], names: Sequence[str]) -> NDArray[np.uint64]:
    bit = {name: 1 << place for place, name in enumerate(names)}
    masks = [sum({bit[code] for code in row.languages if code in bit}) for row in rows]
    return np.array(masks, np.uint64)


def _hours(rows: Sequence[Row], monday: dt.date) -> NDArray[np.bool_]:
    hours = np.zeros((len(rows), week.HOURS), bool)
    for place, row in enumerate(rows):
        if row.hours:
            local = np.array(row.hours, np.int64)
            hours[place, week.utc_hours(row.time_zone, monday)[local % week.HOURS]] = True
    return hours
