"""Reporting lines of a plan: managers found in any row order, circles refused by name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from profiles.imports import tree
from profiles.imports.plan import Entry, Plan
from profiles.imports.rows import Problems
from profiles.models import Profile


@dataclass
class References:
    """Managers the file names but does not hold: name → the entries that wait for them."""

    waiting: dict[str, list[Entry]] = field(default_factory=dict)

    def answer(self, names: Iterable[str | None], manager: Entry | int) -> None:
        """Somebody outside the file, or in it under an address that is just changing."""
        for name in names:
            for report in self.waiting.pop(name, ()) if name else ():
                report.manager = manager

    def refuse_rest(self, problems: Problems) -> None:
        text = _("Manager %(manager)s must be in the file or already in the directory.")
        for manager, reports in self.waiting.items():
            for entry in reports if manager not in problems.refused else ():
                problems.add(entry.person.row, text % {"manager": manager})


def references(
    entries: Iterable[Entry], emails: Mapping[str, Entry], numbers: Mapping[str, Entry]
) -> References:
    """Point every entry to its manager's; what is left must be looked for in the directory."""
    left = References()
    for entry in entries:
        name = entry.person.manager
        if name:
            entry.manager = emails.get(name) if "@" in name else numbers.get(name)
            if entry.manager is None:
                left.waiting.setdefault(name, []).append(entry)
    return left


def note_new_managers(plan: Plan) -> None:
    if "manager" in plan.fields:
        for entry in plan.entries:
            if not entry.is_new and entry.has_new_manager:
                entry.changed = (*entry.changed, "manager")


def refuse_loops(plan: Plan) -> None:
    """Over everybody: a file of a few can close a circle through people it does not name."""
    others = list(plan.others)
    size = len(plan.entries)
    for circle in tree.loops(_managers(plan, others)):
        if circle[0] < size:
            outside = _stored_names(others[at - size] for at in circle if at >= size)
            names = [
                plan.entries[at].person.name if at < size else outside[others[at - size]]
                for at in circle
            ]
            plan.problems.add(plan.entries[circle[0]].person.row, _loop(names))


def _managers(plan: Plan, others: Sequence[int]) -> list[int]:
    """Each one's manager as a place: entries first, then the others."""
    rows = {entry.person.row: at for at, entry in enumerate(plan.entries)}
    places = {entry.pk: at for at, entry in enumerate(plan.entries) if not entry.is_new}
    places |= {pk: at for at, pk in enumerate(others, len(plan.entries))}

    def place(manager: Entry | int | None) -> int:
        if isinstance(manager, Entry):
            return rows[manager.person.row]
        return tree.NOBODY if manager is None else places[manager]

    is_filled = "manager" in plan.fields
    from_file = [place(entry.manager if is_filled else entry.old_manager) for entry in plan.entries]
    return from_file + [place(plan.others[pk]) for pk in others]


def _stored_names(pks: Iterable[int]) -> dict[int, str]:
    return dict(Profile.objects.filter(pk__in=list(pks)).values_list("pk", "name"))


def _loop(names: Sequence[str]) -> str:
    if len(names) == 1:
        return _("%(name)s must not be their own manager.") % {"name": names[0]}
    return _("These people manage one another: %(loop)s.") % {"loop": tree.name_loop(names)}
