"""The groups a figure is broken down into: by one thing about a person, or by two at most.

cells(("Sales", "mentor", 8, "Porto"), "department×role")   # "Sales × mentor"
"""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

AND, TO = " × ", " → "
# In the order in which they are told while there are enough people: see `insights.release`.
CUTS = ("source", "flow", "department", "role", "level", "site", "department×role", "site×role")
WORDS: dict[str, str | Promise] = {
    "department": gettext_lazy("Department"),
    "role": gettext_lazy("Role"),
    "level": gettext_lazy("Level"),
    "site": gettext_lazy("Site"),
    "source": gettext_lazy("Where it comes from"),
    "flow": gettext_lazy("From and to"),
    "department×role": gettext_lazy("Department and role"),
    "site×role": gettext_lazy("Site and role"),
}
BANDS = ((1, 3), (4, 6), (7, 10))


class Group(NamedTuple):
    """What is known about a person when they are first counted; it stays so in that figure."""

    department: str = ""
    role: str = ""
    level: str = ""
    site: str = ""
    flow: str = ""
    source: str = ""

    def cell(self, cut: str) -> str:
        if "×" in cut:
            return AND.join(getattr(self, name) for name in cut.split("×"))
        found: str = getattr(self, cut) if cut else ""
        return found


def band(level: int | None) -> str:
    return next((f"{low}–{high}" for low, high in BANDS if level and low <= level <= high), "")


def label(cut: str, value: str) -> str:
    """The words of a group; what a person has not told is "Not given"."""
    names = cut.split("×")
    parts = value.split(AND) if len(names) > 1 else [value]
    return AND.join(_part(name, part) for name, part in zip(names, parts, strict=False))


def _part(name: str, value: str) -> str:
    if name == "role":
        return {"mentor": _("Mentors"), "mentee": _("Mentees")}.get(value, _("Others"))
    if name == "level" and value:
        return _("Level %(band)s") % {"band": value}
    return value or _("Not given")


def of(names: Iterable[str]) -> list[str]:
    """All that can be told with these: each alone, and two at once."""
    known = set(names)
    return [cut for cut in CUTS if set(cut.split("×")) <= known]
