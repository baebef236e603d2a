"""Who said they would mentor next time.

They are told on Home when a program is open to them. HR reads all of them, a coordinator those of
people in their programs; the page on which they say so names both. A wish is open until somebody
has taken care of it, its author has taken it back, or they mentor.

    wishes.open_for(user)                   # the longest said first; never one's own
    wishes.handle(wish, by=user, now=now)   # False when somebody already has
"""

import datetime as dt

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checkins import farewell
from checkins.models import MentorWish
from matching import open_programs
from matching.access import IN_PROGRAM
from matching.models import Enrollment, Program
from profiles import audit
from profiles.access import is_hr
from profiles.contributions import NeedsYou, Overview, Task
from profiles.home_ranks import Rank
from profiles.models import Profile, User
from profiles.visits import Visit

HANDLED = "handle-wish"
WISHES = "wishes_to_mentor"


def open_for(reader: User | None) -> QuerySet[MentorWish]:
    """`reader` None stands for HR as a whole."""
    inside = Enrollment.objects.filter(profile=OuterRef("profile"), state__in=IN_PROGRAM)
    mentors = inside.filter(role=Enrollment.Role.MENTOR, program__state=Program.State.RUNNING)
    rows = MentorWish.objects.filter(handled_at__isnull=True, profile__is_active=True)
    rows = rows.exclude(Exists(mentors)).order_by("said_at", "pk")
    if reader is None:
        return rows
    rows = rows.exclude(profile__user=reader)
    if is_hr(reader):
        return rows
    return rows.filter(Exists(inside.filter(program__coordinators__user=reader)))


def handle(wish: MentorWish, *, by: User, now: dt.datetime) -> bool:
    with transaction.atomic():
        rows = MentorWish.objects.filter(pk=wish.pk, handled_at__isnull=True)
        if not rows.update(handled_at=now, handled_by=Profile.objects.get(user=by)):
            return False
        audit.record(HANDLED, wish, by=by, about=wish.profile)
    return True


def overview(reader: User | None, *, now: dt.datetime) -> Overview:
    count = open_for(reader).count()
    if not count:
        return Overview()
    title = ngettext(
        "%(n)d person would mentor next time", "%(n)d people would mentor next time", count
    )
    return Overview(
        needs=[
            NeedsYou(
                rank=60,
                title=title % {"n": count},
                line=_(
                    "They said so at the end of a pair, or as leaders. Write to or invite them."
                ),
                verb=_("See who"),
                url=reverse("hr-wishes"),
                count=count,
                icon="sprout",
            )
        ]
    )


def wishes_to_mentor() -> Exists:
    """Whether the visitor of Home does (`profiles.visits.FACTS`)."""
    return Exists(MentorWish.objects.filter(profile=OuterRef("pk")))


def home_tasks(visit: Visit) -> list[Task]:
    programs = farewell.open_to_mentor(visit.once(open_programs.of))
    if not programs or not visit.fact(WISHES):
        return []
    return [
        Task(
            rank=Rank.MENTOR_WISH,
            title=_("You wanted to mentor: %(program)s is open") % {"program": program.name},
            line=_("You said so when you looked back at your last pair."),
            verb=_("Be a mentor"),
            url=reverse("join-role", args=[program.pk]),
            icon="sprout",
        )
        for program in programs[:1]
    ]
