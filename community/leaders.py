"""Leaders, and what they do for knowledge to move: acts, never a rate and never an order.

    for one in leaders.with_acts(rows, now=now):
        one.person, one.acts        # "mentors two people", "hosted “How we price”"

An act counts when colleagues can see it anyway: how many people somebody mentors (never whom), a
session that was open to everybody, a lesson in the library, a message on a running program.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.humanize.templatetags.humanize import apnumber
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.models import (
    LeaderInvitation,
    LeaderMark,
    NamelessPlace,
    RecognitionChoice,
    Resource,
    Session,
)
from community.models.leaders import LEADER_LEVEL
from matching.models import Pair, Program
from outbox.queue import enqueue
from profiles import audit
from profiles.models import Profile, User

KIND = "leader-invited"
INVITED, MARKED, UNMARKED = "leaders.invited", "leader.marked", "leader.unmarked"
QUIET = dt.timedelta(days=30)
NAMED = 2


@dataclass(frozen=True)
class Leader:
    person: Profile
    acts: list[str] = field(default_factory=list)

    @property
    def sentence(self) -> str:
        acts = get_text_list(self.acts, _("and"))
        return _("%(name)s %(acts)s.") % {"name": self.person.first_name, "acts": acts}


def everybody() -> QuerySet[Profile]:
    """Level 8 and above, and whom HR marked."""
    marked = LeaderMark.objects.filter(profile=OuterRef("pk"))
    rows = Profile.objects.active().filter(Q(level__gte=LEADER_LEVEL) | Exists(marked))
    return rows.order_by("name", "pk")


def in_public(*, now: dt.datetime) -> QuerySet[Profile]:
    """Those who did something, want it shown and may be named."""
    off = NamelessPlace.objects.all()
    hides = RecognitionChoice.objects.filter(profile=OuterRef("pk"), shows_acts=False)
    me = OuterRef("pk")
    return (
        everybody()
        .exclude(Exists(hides))
        .exclude(Exists(off.filter(country="")))
        .exclude(Exists(off.filter(country=OuterRef("country"))))
        .filter(
            Exists(_pairs(now).filter(mentor=me))
            | Exists(_sessions().filter(host=me))
            | Exists(_lessons().filter(suggested_by=me))
            | Exists(_messages().filter(sponsor=me))
        )
    )


def _pairs(now: dt.datetime) -> QuerySet[Pair]:
    return Pair.objects.active().filter(visible_at__lte=now)


def _sessions() -> QuerySet[Session]:
    return Session.objects.filter(state=Session.State.HELD, group__isnull=True)


def _lessons() -> QuerySet[Resource]:
    return Resource.objects.published().filter(kind=Resource.Kind.LESSON)


def _messages() -> QuerySet[Program]:
    return Program.objects.running().exclude(sponsor_message="")


def with_acts(people: Iterable[Profile], *, now: dt.datetime) -> list[Leader]:
    """Four queries for all of them, in the order they came."""
    rows = list(people)
    acts: dict[int, list[str]] = defaultdict(list)
    mentors = _pairs(now).filter(mentor__in=rows).order_by().values_list("mentor")
    for person, n in mentors.annotate(n=Count("pk")):
        words = ngettext("mentors %(n)s person", "mentors %(n)s people", n)
        acts[person].append(words % {"n": apnumber(n)})
    for titles, one, more in (
        (
            _titles(_sessions().filter(host__in=rows).order_by("-starts_at"), "host", "title"),
            _("hosted “%(title)s”"),
            _("hosted “%(title)s” and more"),
        ),
        (
            _titles(_lessons().filter(suggested_by__in=rows), "suggested_by", "title"),
            _("wrote the lesson “%(title)s”"),
            _("wrote the lesson “%(title)s” and more"),
        ),
        (
            _titles(_messages().filter(sponsor__in=rows), "sponsor", "name"),
            _("speaks for %(title)s"),
            _("speaks for %(title)s and more"),
        ),
    ):
        for person, found in titles.items():
            acts[person].append((one if len(found) == 1 else more) % {"title": found[0]})
    return [Leader(person, acts[person.pk]) for person in rows]


def _titles(
    rows: "QuerySet[Session] | QuerySet[Resource] | QuerySet[Program]", who: str, what: str
) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for person, title in rows.values_list(who, what):
        found[person].append(title)
    return found


def is_leader(person: Profile) -> bool:
    return everybody().filter(pk=person.pk).exists()


@transaction.atomic
def mark(people: Iterable[Profile], *, by: User, now: dt.datetime) -> int:
    """How many are new."""
    count = 0
    for person in people:
        row, is_new = LeaderMark.objects.get_or_create(profile=person, defaults={"since": now})
        if is_new:
            audit.record(MARKED, row, by=by, about=person)
            count += 1
    return count


@transaction.atomic
def unmark(person: Profile, *, by: User) -> bool:
    row = LeaderMark.objects.filter(profile=person).first()
    if row is None:
        return False
    audit.record(UNMARKED, row, by=by, about=person)
    row.delete()
    return True


def to_invite(*, by: User, now: dt.datetime) -> QuerySet[Profile]:
    """Leaders who have not been asked for a month; not who presses the button."""
    lately = LeaderInvitation.objects.filter(profile=OuterRef("pk"), sent_at__gt=now - QUIET)
    return everybody().exclude(Exists(lately)).exclude(user=by)


@transaction.atomic
def invite(*, by: User, now: dt.datetime) -> int:
    """One mail each, one a day at most whoever presses; how many were written."""
    count, day = 0, now.date()
    for person in to_invite(by=by, now=now).select_related("user"):
        row, is_new = LeaderInvitation.objects.get_or_create(
            profile=person, day=day, defaults={"sent_at": now}
        )
        if is_new:
            count += enqueue(
                KIND,
                key=f"{KIND}:{row.pk}",
                to=person.user,
                context={"person": person.pk},
                not_before=now,
            )
    if count:
        audit.record(INVITED, LeaderInvitation(), by=by, data={"people": count})
    return count
