"""Who may read what a member of a pair tells us: one table for the pages and for the labels.

    R  reads it          T  reads it only if the author ticks the box
    *  reads it after typing a reason, which is logged and shown to the author
    A  only ever in an average of five or more people
    -  never

`may_read` is the only place that decides; `label` turns the same cells into the line printed under
every question, with real names. A line manager has a column so that its emptiness can be tested.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.models import Coordinator, Pair
from profiles.models import Profile, RoleGrant

READERS = ("author", "partner", "manager", "coordinator", "hr")
TABLE: dict[str, dict[str, str]] = {
    name: dict(zip(READERS, cells.split(), strict=True))
    for name, cells in {
        #           author partner manager coordinator hr
        "answered": "R     -       -       R           R",
        "met":      "R     R       -       R           R",
        "signal":   "R     -       -       T           R",
        "fit":      "R     -       -       T           R",
        "ratings":  "R     -       -       A           A",
        "line":     "R     R       -       -           -",
        "feedback": "R     -       -       -           *",
    }.items()
}  # fmt: skip
NAMES_SHOWN = 3


def may_read(what: str, reader: str, *, ticked: bool = False, with_reason: bool = False) -> bool:
    """Whether `reader` (a column) reads `what` (a row) under these circumstances."""
    cell = TABLE[what][reader]
    return cell == "R" or (cell == "T" and ticked) or (cell == "*" and with_reason)


@dataclass(frozen=True)
class Audience:
    """The real people behind the columns, for one author in one pair."""

    partner: Profile
    hr: list[Profile]
    coordinators: list[Profile]


def audience(pair: Pair, author: Profile) -> Audience:
    """HR admins and coordinators who are members of the pair are blocked from its rows."""
    members = [pair.mentor_id, pair.mentee_id]
    people = Profile.objects.active().exclude(pk__in=members).order_by("name")
    hr = people.filter(user__role_grants__role=RoleGrant.Role.HR)
    coordinators = Coordinator.objects.filter(program_id=pair.program_id).values("user")
    return Audience(
        partner=pair.partner_of(author),
        hr=list(hr),
        coordinators=list(people.filter(user__in=coordinators)),
    )


def label(what: str, people: Audience) -> str:
    """The "Who sees this" line: one sentence a reader, in the table's order."""
    says = {
        "partner": _says_partner(people.partner),
        "manager": _says_manager(),
        "coordinator": _says_staff(people.coordinators, _("Coordinator"), _("Coordinators")),
        "hr": _says_staff(people.hr, _("HR"), _("HR")),
    }
    order = ("hr", "coordinator", "partner", "manager")
    sentences = (says[reader].get(TABLE[what][reader], "") for reader in order)
    return " ".join(sentence for sentence in sentences if sentence)


def _says_partner(partner: Profile) -> dict[str, str]:
    name = {"name": partner.first_name}
    return {"R": _("%(name)s sees this.") % name, "-": _("%(name)s does not see this.") % name}


def _says_manager() -> dict[str, str]:
    return {"R": _("Your manager sees this."), "-": _("Your manager is not told.")}


def _says_staff(people: list[Profile], one: str, many: str) -> dict[str, str]:
    if not people:
        return {}
    who = {"who": one if len(people) == 1 else many, "names": names(people)}
    return {
        "R": _("%(who)s (%(names)s): reads this.") % who,
        "T": _("%(who)s (%(names)s): only if you tick the box.") % who,
        "*": _("%(who)s (%(names)s): only after typing a reason, which is logged and shown to you.")
        % who,
        "A": _("%(who)s (%(names)s): only in averages of five or more people.") % who,
        "-": _("%(who)s (%(names)s): never.") % who,
    }


def names(people: list[Profile]) -> str:
    shown = ", ".join(person.name for person in people[:NAMES_SHOWN])
    rest = len(people) - NAMES_SHOWN
    if rest <= 0:
        return shown
    more = ngettext("and %(n)d more", "and %(n)d more", rest) % {"n": rest}
    return f"{shown} {more}"
