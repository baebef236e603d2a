"""One person of the company on paper."""

from dataclasses import dataclass, field

from mentorship.demo.jobs import Family
from mentorship.demo.sites import Site


@dataclass(frozen=True)
class Wish:
    """A goal; the sentence may be missing."""

    skill: str
    current: int
    target: int
    priority: int
    sentence: str = ""


@dataclass(eq=False)
class Person:
    department: str
    family: Family | None
    title: str
    level: int
    site: Site
    number: str = ""
    name: str = ""
    email: str = ""
    culture: str = ""
    manager: str = ""
    days_here: int = 0
    languages: list[str] = field(default_factory=list)
    hours: list[int] = field(default_factory=list)
    about: str = ""
    worked_before_in: list[str] = field(default_factory=list)
    talks_about: list[str] = field(default_factory=list)
    mentoring_limit: int = 2
    offers: dict[str, int] = field(default_factory=dict)
    goals: list[Wish] = field(default_factory=list)
    is_bare: bool = False

    @property
    def is_new(self) -> bool:
        return self.days_here < 60

    @property
    def is_in_plant(self) -> bool:
        return self.department in {"Manufacturing", "Supply Chain"}
