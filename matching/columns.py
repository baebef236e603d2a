"""People of a program as columns of the engine: a handful of queries, whatever their number.

    words = Words()
    mentees, mentors = read(mentee_rows, words), read(mentor_rows, words)
    names = Vocabulary.of(words, [*mentees.rows, *mentors.rows])
    people(mentees, skills=skills_of(program), names=names, monday=monday)

Rows come from the database in chunks. What the engine alone asks about goes straight into packed
numbers; the rest of a person is one short `Row` that shares its texts with others.
"""

import datetime as dt
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from django.db.models import IntegerField, QuerySet, Value
from django.db.models.functions import Coalesce
from numpy.typing import NDArray

from matching import vacancies, week
from matching.engine import UNKNOWN_OFFSET, People, Ragged
from matching.models import Enrollment, Program
from matching.packing import Ints, Lists, Numbers, Words, numbers_of
from profiles.models import Goal, Offer, Profile, SkillRelation

LANGUAGE_BITS = 64
# A skill that HR has merged into another one counts as that one.
SKILL = Coalesce("skill__merged_into_id", "skill_id")
CHUNK = 2_000


class Row(NamedTuple):
    """One enrollment with what is asked about its profile beside the engine."""

    pk: int
    profile: int
    department: str
    site: str
    country: str
    time_zone: str
    level: int | None
    waited: int
    capacity: int
    used: int
    limit: int
    limit_used: int

    @property
    def free(self) -> int:
        """Places left in the program and over all programs."""
        return max(0, min(self.capacity - self.used, self.limit - self.limit_used))


FIELDS = (
    "pk",
    "profile_id",
    "profile__department",
    "profile__site",
    "profile__country",
    "profile__time_zone",
    "profile__level",
    "times_unmatched",
    "capacity",
    vacancies.USED,
    "profile__mentoring_limit",
    vacancies.LIMIT_USED,
    "profile__manager_id",
    "profile__manager__manager_id",
    "profile__languages",
    "profile__weekly_hours",
    "profile__worked_before_in",
    "profile__happy_to_talk_about",
)


class Side:
    """Mentees or mentors as they are read."""

    def __init__(self, words: Words) -> None:
        self.rows: list[Row] = []
        self.manager: list[str] = []
        self.manager2: list[str] = []
        self.languages, self.hours, self.background, self.interests = (Lists() for _ in range(4))
        self.words = words

    def add(self, row: Row, manager: int | None, manager2: int | None, *lists: list[str]) -> None:
        languages, hours, background, interests = lists
        self.rows.append(row)
        self.manager.append(sys.intern(str(manager or "")))
        self.manager2.append(sys.intern(str(manager2 or "")))
        self.hours.add(map(int, hours))
        self.languages.add(map(self.words.languages.__getitem__, languages))
        self.background.add(_once(self.words.departments, background))
        self.interests.add(_once(self.words.interests, interests))


def read(enrollments: QuerySet[Enrollment], words: Words) -> Side:
    side, known = Side(words), len(Row._fields)
    values = enrollments.order_by("pk").values_list(*FIELDS)
    for one in values.iterator(chunk_size=CHUNK):
        side.add(Row(*map(_shared, one[:known])), *one[known:])
    return side


def _shared(value: Any) -> Any:
    """One copy of each text for all the people who have it."""
    return sys.intern(value) if type(value) is str else value


def _once(numbers: Numbers, texts: Iterable[str]) -> Iterable[int]:
    return dict.fromkeys(map(numbers.__getitem__, texts))


@dataclass(frozen=True)
class Vocabulary:
    """The names behind the numbers the engine works with."""

    departments: tuple[str, ...]
    sites: tuple[str, ...]
    countries: tuple[str, ...]
    interests: tuple[str, ...]
    languages: tuple[str, ...]

    @classmethod
    def of(cls, words: Words, sides: Sequence[Side]) -> "Vocabulary":
        rows = [row for side in sides for row in side.rows]
        return cls(
            departments=_names([*(row.department for row in rows), *words.departments.names]),
            sites=_names(row.site for row in rows),
            countries=_names(row.country for row in rows),
            interests=_names(words.interests.names),
            languages=_commonest(words.languages, sides),
        )


def _commonest(languages: Numbers, sides: Sequence[Side]) -> tuple[str, ...]:
    """As many languages as there are bits, by their numbers of speakers."""
    spoken = np.concatenate([side.languages.values for side in sides])
    count = np.bincount(spoken, minlength=len(languages.names))
    names = list(languages.names)
    kept = np.argsort(-count, kind="stable")[:LANGUAGE_BITS].tolist()
    return tuple(sorted(names[number] for number in kept))


def _names(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({value for value in values if value}))


@dataclass(frozen=True)
class Skills:
    """Lines of numbers, the profile first: goals (skill, current, target, priority) and offers
    (skill, level)."""

    goals: Ints
    offers: Ints


def skills_of(program: Program) -> Skills:
    """One UNION of lines: 0 for a goal and 1 for an offer, its id, the profile, the skill, …"""
    people = Enrollment.objects.active().filter(program=program).values("profile")
    goals = Goal.objects.filter(profile__in=people).order_by()
    offers = Offer.objects.filter(profile__in=people).order_by()
    wants = goals.values_list(
        _number(0), "pk", "profile_id", SKILL, "current_level", "target_level", "priority"
    )
    gives = offers.values_list(
        _number(1), "pk", "profile_id", SKILL, "level", _number(0), _number(0)
    )
    rows = wants.union(gives, all=True).iterator(chunk_size=CHUNK)
    lines = np.fromiter(chain.from_iterable(rows), np.int64).reshape(-1, 7)
    lines = lines[np.lexsort((lines[:, 1], lines[:, 0]))]
    is_offer = lines[:, 0] == 1
    return Skills(goals=lines[~is_offer, 2:], offers=lines[is_offer, 2:5])


def _number(value: int) -> Value:
    return Value(value, output_field=IntegerField())


def related_skills() -> list[tuple[int, int, int]]:
    return list(SkillRelation.objects.values_list("skill_id", "related_id", "share"))


def chains(rows: Sequence[Row]) -> list[list[str]]:
    """The whole line upward of each person, nearest first; read only when a policy asks."""
    above = dict(Profile.objects.filter(manager__isnull=False).values_list("pk", "manager_id"))
    return [_line(row.profile, above) for row in rows]


def _line(person: int, above: Mapping[int, int | None]) -> list[str]:
    line: list[str] = []
    boss = above.get(person)
    while boss is not None and str(boss) not in line:
        line.append(sys.intern(str(boss)))
        boss = above.get(boss)
    return line


def people(
    side: Side,
    *,
    skills: Skills,
    names: Vocabulary,
    monday: dt.date,
    with_lines: bool = False,
) -> People:
    rows, words = side.rows, side.words
    return People.of(
        [str(row.profile) for row in rows],
        department=numbers_of((row.department for row in rows), names.departments),
        site=numbers_of((row.site for row in rows), names.sites),
        country=numbers_of((row.country for row in rows), names.countries),
        utc_offset=_offsets(rows, monday),
        level=np.array([row.level or 0 for row in rows], np.int64),
        manager=side.manager,
        manager2=side.manager2,
        chain=chains(rows) if with_lines else (),
        languages=_language_masks(side, names),
        hours=_hours(side, monday),
        goals=_owned(skills.goals, rows),
        offers=_owned(skills.offers, rows),
        interests=side.interests.renamed(words.interests.places_in(names.interests)),
        background=side.background.renamed(words.departments.places_in(names.departments)),
        waited=np.array([row.waited for row in rows], np.int64),
    )


def _offsets(rows: Sequence[Row], monday: dt.date) -> Ints:
    known = (week.offset_minutes(row.time_zone, monday) for row in rows)
    return np.array([UNKNOWN_OFFSET if x is None else x for x in known], np.int64)


def _language_masks(side: Side, names: Vocabulary) -> NDArray[np.uint64]:
    masks = np.zeros(len(side.rows), np.uint64)
    bit = side.words.languages.places_in(names.languages)[side.languages.values]
    known = bit >= 0
    one = np.left_shift(np.uint64(1), bit[known].astype(np.uint64))
    np.bitwise_or.at(masks, side.languages.owners()[known], one)
    return masks


def _hours(side: Side, monday: dt.date) -> NDArray[np.bool_]:
    """Free hours of the UTC week; each time zone is worked out once."""
    zones = {row.time_zone: None for row in side.rows}
    moved = np.array([week.utc_hours(zone, monday) for zone in zones], np.int64)
    zone, owners = (
        numbers_of((row.time_zone for row in side.rows), tuple(zones)),
        side.hours.owners(),
    )
    hours = np.zeros((len(side.rows), week.HOURS), bool)
    if len(owners):
        hours[owners, moved[zone[owners], side.hours.values % week.HOURS]] = True
    return hours


def _owned(lines: Ints, rows: Sequence[Row]) -> Ragged:
    """The lines of these people, in the order in which they were read."""
    profiles = np.array([row.profile for row in rows], np.int64)
    order = np.argsort(profiles)
    ranked = profiles[order]
    place = np.minimum(np.searchsorted(ranked, lines[:, 0]), max(len(rows) - 1, 0))
    if not len(rows):
        return Ragged.of([], lines.shape[1] - 1)
    known = ranked[place] == lines[:, 0]
    return Ragged.packed(order[place[known]], lines[known, 1:], len(rows))
