"""What lower rooms need from higher ones: home tasks, page sections, hooks when someone leaves.

Rooms register plain functions in their `AppConfig.ready`; nothing here imports upwards.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from profiles.models import Profile


@dataclass(frozen=True)
class Task:
    """One entry of "Next for you". Lower `rank` comes first; `verb` labels the one button."""

    rank: int
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


@dataclass(frozen=True)
class Figure:
    """A number on HR's overview."""

    rank: int
    label: str
    number: int
    unit: str = ""
    note: str = ""
    url: str = ""


class TaskSource(Protocol):
    def __call__(self, profile: Profile, *, now: datetime) -> list[Task]: ...


class SectionSource(Protocol):
    def __call__(self, profile: Profile, *, now: datetime) -> list[Section]: ...


class PersonSectionSource(Protocol):
    def __call__(self, person: Profile, *, reader: Profile, now: datetime) -> list[Section]: ...


class NeedsYouSource(Protocol):
    def __call__(self, *, now: datetime) -> list[NeedsYou]: ...


class FigureSource(Protocol):
    def __call__(self, *, now: datetime) -> list[Figure]: ...


class Erasure(Protocol):
    def __call__(self, profile: Profile, *, now: datetime) -> object: ...


class PartnerSource(Protocol):
    def __call__(self, person: Profile, *, reader: Profile, now: datetime) -> bool: ...


TASKS: list[TaskSource] = []
SECTIONS: list[SectionSource] = []
PERSON_SECTIONS: list[PersonSectionSource] = []
# Blocks of HR's page about one person (enrollments, pairs): `reader` is the HR admin.
HR_PERSON_SECTIONS: list[PersonSectionSource] = []
NEEDS_YOU: list[NeedsYouSource] = []
FIGURES: list[FigureSource] = []
# Whether the reader knows of a pair with this person, open or over: partners see who has left.
PARTNERS: list[PartnerSource] = []
# Called inside the transaction that deactivates a person.
LEAVER_HOOKS: list[Callable[[Profile], None]] = []
# Called inside the transaction that erases a person, while the profile still has its id.
ERASURES: list[Erasure] = []
# Called with the ids of profiles whose manager changed, inside the import's transaction.
REPORTING_LINE_HOOKS: list[Callable[[list[int]], None]] = []


def home_tasks(profile: Profile, *, now: datetime) -> list[Task]:
    found = [task for source in TASKS for task in source(profile, now=now)]
    return sorted(found, key=lambda task: task.rank)


def home_sections(profile: Profile, *, now: datetime) -> list[Section]:
    found = [section for source in SECTIONS for section in source(profile, now=now)]
    return sorted(found, key=lambda section: section.rank)


def person_sections(person: Profile, *, reader: Profile, now: datetime) -> list[Section]:
    found = [part for source in PERSON_SECTIONS for part in source(person, reader=reader, now=now)]
    return sorted(found, key=lambda section: section.rank)


def hr_person_sections(person: Profile, *, reader: Profile, now: datetime) -> list[Section]:
    sources = HR_PERSON_SECTIONS
    found = [part for source in sources for part in source(person, reader=reader, now=now)]
    return sorted(found, key=lambda section: section.rank)


def were_partners(person: Profile, *, reader: Profile, now: datetime) -> bool:
    return any(source(person, reader=reader, now=now) for source in PARTNERS)


def figures(*, now: datetime) -> list[Figure]:
    found = [figure for source in FIGURES for figure in source(now=now)]
    return sorted(found, key=lambda figure: figure.rank)


def needs_you(*, now: datetime) -> list[NeedsYou]:
    found = [entry for source in NEEDS_YOU for entry in source(now=now)]
    return sorted(found, key=lambda entry: entry.rank)
