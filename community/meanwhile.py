"""What is around the pairs for somebody's goals: for who waits, and a line for a weekly mail.

    meanwhile.offers([ben])               # {ben.pk: [a group, a session, a path]}
    meanwhile.weekly(ben, now)            # the best of them, or None

Only what is in the open and has a place left; never what they are part of already.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from checkins.around import Item
from community.models import Group, Membership, Path, Rsvp, Session
from matching.columns import SKILL
from matching.waiting_offers import Waiting
from outbox import links
from profiles.models import Goal, Profile

SOON = dt.timedelta(days=30)
THIS_WEEK = dt.timedelta(days=8)
BEGINNERS = "get-the-most-from-being-mentored"


@dataclass(frozen=True)
class Around:
    """Groups and sessions by skill, the best first, and who is in what already."""

    groups: dict[int, list[Group]]
    sessions: dict[int, list[Session]]
    members: set[tuple[int, int]]
    going: set[tuple[int, int]]

    def group_for(self, person: Profile, skills: Iterable[int]) -> Group | None:
        found = (group for skill in skills for group in self.groups.get(skill, ()))
        return next((one for one in found if (person.pk, one.pk) not in self.members), None)

    def session_for(self, person: Profile, skills: Iterable[int]) -> Session | None:
        found = (session for skill in skills for session in self.sessions.get(skill, ()))
        free = (one for one in found if (person.pk, one.pk) not in self.going)
        return next((one for one in free if one.host_id != person.pk), None)


def offers(profiles: Sequence[Profile]) -> dict[int, list[Waiting]]:
    """For `matching.waiting_offers`: at most a group, a session and a path each."""
    now = timezone.now()
    wanted = _wanted(profiles)
    around = _around(wanted, now=now, until=now + SOON)
    path = Path.objects.published().filter(slug=BEGINNERS).first()
    return {
        person.pk: [
            *_group(around.group_for(person, wanted.get(person.pk, ()))),
            *_session(around.session_for(person, wanted.get(person.pk, ())), person),
            *_path(path),
        ]
        for person in profiles
    }


def weekly(person: Profile, now: dt.datetime) -> Item | None:
    """For `checkins.around`: a session of this week, else a group with a place."""
    wanted = _wanted([person])
    around = _around(wanted, now=now, until=now + THIS_WEEK)
    skills = wanted.get(person.pk, ())
    found = [
        *_session(around.session_for(person, skills), person),
        *_group(around.group_for(person, skills)),
    ]
    return Item(found[0].title, links.absolute(found[0].url)) if found else None


def _wanted(profiles: Sequence[Profile]) -> dict[int, list[int]]:
    """Person → skills of their goals, the most wanted first."""
    goals = Goal.objects.filter(profile__in=profiles).annotate(wanted=SKILL)
    found: dict[int, list[int]] = {}
    for person, skill in goals.order_by("priority", "pk").values_list("profile_id", "wanted"):
        found.setdefault(person, []).append(skill)
    return found


def _around(wanted: dict[int, list[int]], *, now: dt.datetime, until: dt.datetime) -> Around:
    skills = {skill for some in wanted.values() for skill in some}
    groups: dict[int, list[Group]] = {}
    sessions: dict[int, list[Session]] = {}
    for group in _open_groups().filter(skills__in=skills).annotate(about=F("skills")):
        groups.setdefault(group.about, []).append(group)
    for session in _open_sessions(now, until).filter(skills__in=skills).annotate(about=F("skills")):
        sessions.setdefault(session.about, []).append(session)
    members = Membership.objects.involved().filter(profile__in=wanted)
    rsvps = Rsvp.objects.exclude(state=Rsvp.State.LEFT).filter(profile__in=wanted)
    return Around(
        groups,
        sessions,
        set(members.values_list("profile_id", "group_id")),
        set(rsvps.values_list("profile_id", "session_id")),
    )


def _open_groups() -> "QuerySet[Group]":
    free = Q(size_max__isnull=True) | Q(used__lt=F("size_max"))
    rows = Group.objects.alive().exclude(entry=Group.Entry.INVITED).filter(free)
    return rows.order_by("kind", "starts_on", "pk")


def _open_sessions(now: dt.datetime, until: dt.datetime) -> "QuerySet[Session]":
    free = Q(capacity__isnull=True) | Q(used__lt=F("capacity"))
    rows = Session.objects.upcoming(now=now).in_the_open().filter(free, starts_at__lt=until)
    return rows.order_by("starts_at", "pk")


def _group(group: Group | None) -> list[Waiting]:
    if group is None:
        return []
    words = {"kind": group.get_kind_display(), "name": group.name}
    return [Waiting(_("%(kind)s: “%(name)s” has a place") % words, group.get_absolute_url())]


def _session(session: Session | None, person: Profile) -> list[Waiting]:
    if session is None:
        return []
    day = date_format(session.starts_at.astimezone(person.zone), "l j F, H:i")
    words = {"day": day, "kind": session.get_kind_display(), "title": session.title}
    return [Waiting(_("%(day)s, %(kind)s: “%(title)s”") % words, session.get_absolute_url())]


def _path(path: Path | None) -> list[Waiting]:
    if path is None:
        return []
    return [Waiting(_("Path: “%(name)s”") % {"name": path.name}, reverse("path", args=[path.slug]))]
