"""What the "+ New" menu of the top bar starts. It names only what there is, and asks nothing of the
database: the reader's pairs come with the question that every page begins with.
"""

from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from matching.models import Pair
from profiles import contributions
from profiles.models import User

OWN_PAIRS = "_own_pairs"
SEVERAL = 2
# The program team of the pair, or who there is without one.
HELP = _("Ask for help")


@dataclass(frozen=True)
class Start:
    label: str | Promise
    icon: str
    href: str


@dataclass(frozen=True)
class Act:
    """Something to do with a pair: `page` is its page, with several pairs one is chosen first."""

    label: str | Promise
    icon: str
    page: str


ACTS = {
    "log": Act(_("Log a meeting"), "calendar-check", "log-meeting"),
    "book": Act(_("Book a meeting"), "calendar-plus", "book-meeting"),
    "help": Act(HELP, "life-buoy", "concern"),
}


def own_pairs() -> ArraySubquery:
    """The active pairs of a user, as a part of the question who is behind a session. More than
    `SEVERAL` make no difference to the menu."""
    me = OuterRef("profile__pk")
    pairs = Pair.objects.active().filter(Q(mentor=me) | Q(mentee=me), visible_at__lte=Now())
    return ArraySubquery(pairs.order_by("pk").values("pk")[:SEVERAL])


def menu(user: User) -> list[Start]:
    pairs: list[int] = getattr(user, OWN_PAIRS, [])
    with_pair = [Start(act.label, act.icon, _href(name, pairs)) for name, act in ACTS.items()]
    without = [Start(HELP, "life-buoy", reverse("help"))]
    others = sorted(contributions.STARTS, key=lambda one: one.rank)
    more = [Start(one.label, one.icon, reverse(one.page)) for one in others]
    concern = Start(_("Report a concern"), "shield", reverse("report-concern"))
    return [*(with_pair if pairs else without), *more, concern]


def _href(name: str, pairs: list[int]) -> str:
    if len(pairs) == 1:
        return reverse(ACTS[name].page, args=pairs)
    return reverse("choose-pair", args=[name])
