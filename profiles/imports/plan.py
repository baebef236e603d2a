"""What an import would change: entries, leavers, problems, and the counts pages show."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from profiles.imports.rows import Person, Problems

Progress = Callable[[object, int], None]
# Directory columns a file may fill; `name` also stands for first and last name.
DIRECTORY = (
    "employee_number",
    "name",
    "preferred_name",
    "job_title",
    "department",
    "grade",
    "level",
    "site",
    "country",
    "time_zone",
    "start_date",
)
# Which changed fields make which kind of change.
KINDS = {
    "renamed": {"name", "preferred_name"},
    "transferred": {"department", "site", "country"},
    "address": {"email"},
    "manager": {"manager"},
    "level": {"level"},
    "returned": {"is_active"},
}
LISTED = 50


def silent(stage: object, percent: int) -> None:
    """Progress nobody watches."""


@dataclass(slots=True)
class Entry:
    """A row and who it is in the directory; `pk` is 0 for somebody new."""

    person: Person
    level: int | None = None
    pk: int = 0
    user_id: int = 0
    old_email: str = ""
    old_manager: int | None = None
    changed: tuple[str, ...] = ()
    manager: "Entry | int | None" = None

    @property
    def is_new(self) -> bool:
        return self.pk == 0

    @property
    def manager_pk(self) -> int | None:
        return self.manager.pk if isinstance(self.manager, Entry) else self.manager

    @property
    def has_new_manager(self) -> bool:
        to_somebody_new = isinstance(self.manager, Entry) and self.manager.is_new
        return to_somebody_new or self.manager_pk != self.old_manager


@dataclass
class Plan:
    """`fields` are the columns the file fills; `others` (pk → manager) are not in the file."""

    fields: frozenset[str]
    entries: list[Entry] = field(default_factory=list)
    others: dict[int, int | None] = field(default_factory=dict)
    leavers: list[int] = field(default_factory=list)
    leaver_names: list[str] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)

    @property
    def new(self) -> Iterator[Entry]:
        return (entry for entry in self.entries if entry.is_new)

    @property
    def changed(self) -> Iterator[Entry]:
        return (entry for entry in self.entries if entry.changed)

    def counts(self) -> dict[str, int]:
        new = sum(1 for _entry in self.new)
        sets = Counter(entry.changed for entry in self.changed)
        kinds = {
            kind: sum(many for names, many in sets.items() if not wanted.isdisjoint(names))
            for kind, wanted in KINDS.items()
        }
        return kinds | {
            "rows": len(self.entries),
            "new": new,
            "changed": sets.total(),
            "unchanged": len(self.entries) - new - sets.total(),
            "leavers": len(self.leavers),
            "no_level": self._without_level(),
            "errors": self.problems.count,
        }

    def _without_level(self) -> int:
        if "level" not in self.fields:
            return 0
        return sum(1 for entry in self.entries if entry.level is None)

    def first_changes(self) -> list[tuple[int, str, list[str]]]:
        first = islice(self.changed, LISTED)
        return [(entry.person.row, entry.person.name, list(entry.changed)) for entry in first]
