"""What groups hold about a person (`profiles.held`): memberships, posts, steps they ticked, what
they put on a shelf, and where the engine seated them."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from community import models as tables
from community.models import CircleRound, CircleSeat, Group
from matching.held import COUNTED
from profiles.held import Held
from profiles.models import Profile

REVIEW = _("HR’s work before it invites. What came of it is under “Groups you are in”.")
THE_GROUPS = "It belongs to the group, which goes on; names in it go at once: profiles.sweep."


def _published_seats(profile: Profile, now: datetime) -> "QuerySet[CircleSeat]":
    """What they were invited to; what HR has not published is nothing yet."""
    published = CircleRound.State.PUBLISHED
    rows = CircleSeat.objects.filter(profile=profile, circle__round__state=published)
    return rows.filter(is_out=False, circle__group__isnull=False)


TABLES = [
    Held(
        tables.Group,
        _("Groups you started"),
        mine=("started_by",),
        shown=("kind", "name", "topic", "state", "created_at", "outcome"),
        stays=THE_GROUPS,
    ),
    Held(
        tables.Membership,
        _("Groups you are in, were in or asked to join"),
        mine=("profile",),
        shown=("group=group__name", "role", "state", "words", "since"),
        gone=("profile",),
    ),
    Held(
        tables.Post,
        _("Your posts in groups"),
        mine=("author",),
        shown=("group=group__name", "posted_at", "body"),
        blank=("author",),
        emptied={"body": ""},
    ),
    Held(
        tables.Mention,
        _("Where you are mentioned in groups"),
        mine=("profile",),
        shown=("group=post__group__name", "at=post__posted_at"),
        gone=("profile",),
    ),
    Held(
        tables.PlanStep,
        _("Steps you ticked"),
        mine=("done_by",),
        shown=("group=group__name", "title", "done_at"),
        stays=THE_GROUPS,
    ),
    Held(
        tables.ShelfItem,
        _("What you put on a group’s shelf"),
        mine=("added_by",),
        shown=("group=group__name", "title=resource__title", "added_at"),
        stays=THE_GROUPS,
    ),
    Held(
        tables.CircleRound,
        _("Circles you asked for"),
        mine=("asked_by",),
        shown=("state", "made_at"),
        stays=COUNTED,
    ),
    Held(
        tables.ProposedCircle,
        _("Circles HR looked at"),
        not_shown=REVIEW,
        stays="It names a skill and a group, no person.",
    ),
    Held(
        tables.CircleSeat,
        _("Circles you were invited to from your goals"),
        mine=_published_seats,
        shown=("skill=circle__skill__name", "to_facilitate=facilitates"),
        gone=("profile",),
    ),
    Held(
        Group.skills.through,
        _("Skills of groups"),
        not_shown=_("They describe the group, and are on its page."),
        stays="It names a group and a skill, no person.",
    ),
    Held(
        CircleRound.skills.through,
        _("Skills circles were formed from"),
        not_shown=REVIEW,
        stays="It names a skill, no person.",
    ),
]
