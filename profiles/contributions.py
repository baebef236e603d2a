"""What lower rooms need from higher ones: home tasks, page sections, hooks when someone leaves.

Rooms register plain functions in their `AppConfig.ready`; nothing here imports upwards.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from django.utils.functional import Promise

from profiles.home_ranks import Rank
from profiles.models import Profile, Skill, User
from profiles.visits import Visit


@dataclass(frozen=True)
class Task:
    """One entry of "Next for you". Lower `rank` comes first; `verb` labels the one button."""

    rank: Rank
    title: str
    line: str
    verb: str
    url: str
    icon: str = "circle-dot"
    person: Profile | None = None


@dataclass(frozen=True)
class Section:
    """A block of Home or of a person's page, rendered by its own template with its own context."""

    rank: int
    template: str
    context: dict[str, object]


@dataclass(frozen=True)
class NeedsYou:
    """An entry of HR's "Needs you" queue."""

    rank: int
    title: str
    line: str
    verb: str
    url: str
    count: int = 1
    icon: str = "list-checks"


@dataclass(frozen=True)
class Figure:
    """A number on the overview; the six with the lowest ranks are shown."""

    rank: int
    label: str
    number: int
    unit: str = ""
    note: str = ""
    url: str = ""


@dataclass(frozen=True)
class NextDay:
    """Something that comes by itself: what an overview without work says is next."""

    day: dt.date
    words: str


@dataclass
class Overview:
    """What one room knows for the overview of one reader, read once for all its parts."""

    needs: list[NeedsYou] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    next_days: list[NextDay] = field(default_factory=list)


class TaskSource(Protocol):
    def __call__(self, visit: Visit) -> list[Task]: ...


class SectionSource(Protocol):
    def __call__(self, visit: Visit) -> list[Section]: ...


class PersonSectionSource(Protocol):
    def __call__(self, person: Profile, *, reader: Profile, now: datetime) -> list[Section]: ...


class NeedsYouSource(Protocol):
    def __call__(self, *, now: datetime) -> list[NeedsYou]: ...


class OverviewSource(Protocol):
    """`reader` None stands for HR as a whole; a coordinator gets their own programs only."""

    def __call__(self, reader: User | None, *, now: datetime) -> Overview: ...


class HrOverviewSource(Protocol):
    def __call__(self, *, now: datetime) -> Overview: ...


class FigureSource(Protocol):
    def __call__(self, *, now: datetime) -> list[Figure]: ...


class Erasure(Protocol):
    def __call__(self, profile: Profile, *, now: datetime) -> object: ...


class PartnerSource(Protocol):
    def __call__(self, person: Profile, *, reader: Profile, now: datetime) -> bool: ...


MOST_FIGURES = 6
TASKS: list[TaskSource] = []
SECTIONS: list[SectionSource] = []
# When this person meets somebody next, as a sentence; "" for not at all.
NEXT_MEETINGS: list[Callable[[Visit], str]] = []
# What Home says where one of these sources fails: "We could not load sessions."
COULD_NOT_LOAD: dict[object, str | Promise] = {}
PERSON_SECTIONS: list[PersonSectionSource] = []
# Blocks of "My profile", where `person` and `reader` are one.
OWN_SECTIONS: list[PersonSectionSource] = []
# Blocks of HR's page about one person (enrollments, pairs): `reader` is the HR admin.
HR_PERSON_SECTIONS: list[PersonSectionSource] = []
# Entries and figures for HR admins only.
NEEDS_YOU: list[NeedsYouSource] = []
# What HR and coordinators both read, each about the programs they look after.
OVERVIEWS: list[OverviewSource] = []
FIGURES: list[FigureSource] = []
HR_OVERVIEWS: list[HrOverviewSource] = []
# Whether the reader knows of a pair with this person, open or over: partners see who has left.
PARTNERS: list[PartnerSource] = []
# Called inside the transaction that deactivates a person.
LEAVER_HOOKS: list[Callable[[Profile], None]] = []
# Called inside the transaction that erases a person, while the profile still has its id.
ERASURES: list[Erasure] = []
# Called with the ids of profiles whose manager changed, inside the import's transaction.
REPORTING_LINE_HOOKS: list[Callable[[list[int]], None]] = []
# Called inside the transaction that renames a skill, or merges the first into the second.
SKILL_HOOKS: list[Callable[[Skill, Skill], None]] = []


def home_tasks(visit: Visit) -> list[Task]:
    found = [task for source in TASKS for task in source(visit)]
    return sorted(found, key=lambda task: task.rank)


def person_sections(person: Profile, *, reader: Profile, now: datetime) -> list[Section]:
    found = [part for source in PERSON_SECTIONS for part in source(person, reader=reader, now=now)]
    return sorted(found, key=lambda section: section.rank)


def own_sections(person: Profile, *, now: datetime) -> list[Section]:
    found = [part for source in OWN_SECTIONS for part in source(person, reader=person, now=now)]
    return sorted(found, key=lambda section: section.rank)


def hr_person_sections(person: Profile, *, reader: Profile, now: datetime) -> list[Section]:
    sources = HR_PERSON_SECTIONS
    found = [part for source in sources for part in source(person, reader=reader, now=now)]
    return sorted(found, key=lambda section: section.rank)


def were_partners(person: Profile, *, reader: Profile, now: datetime) -> bool:
    return any(source(person, reader=reader, now=now) for source in PARTNERS)


def overview(reader: User | None, *, for_hr: bool, now: datetime) -> Overview:
    """Everything for one reader, in order; HR also gets what concerns no single program, and its
    figures where the programs leave room for them."""
    found = [source(reader, now=now) for source in OVERVIEWS]
    if for_hr:
        found += [source(now=now) for source in HR_OVERVIEWS]
    needs = [entry for part in found for entry in part.needs]
    shown = [figure for part in found for figure in part.figures]
    if for_hr:
        needs += [entry for source in NEEDS_YOU for entry in source(now=now)]
        if len(shown) < MOST_FIGURES:
            shown += [figure for source in FIGURES for figure in source(now=now)]
    return Overview(
        needs=sorted(needs, key=lambda entry: entry.rank),
        figures=sorted(shown, key=lambda figure: figure.rank)[:MOST_FIGURES],
        sections=sorted((s for part in found for s in part.sections), key=lambda s: s.rank),
        next_days=sorted((d for part in found for d in part.next_days), key=lambda d: d.day),
    )


def skill_changed(skill: Skill, into: Skill) -> None:
    for hook in SKILL_HOOKS:
        hook(skill, into)


def needs_you(*, now: datetime) -> list[NeedsYou]:
    """The whole queue of HR."""
    return overview(None, for_hr=True, now=now).needs
