"""What community has for the goals of somebody who waits: a group, a session, an hour of somebody
who knows, a path. They are parts of `matching.waiting_offers`; `weekly_item` gives
the same to the weekly mail.

Only what is in the open, has a place left and whose host is here; never what a person is or was
part of, has answered, or hosts.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject, Now
from django.urls import reverse
from django.utils.translation import gettext as _

from community import session_words
from community.models import Group, Membership, Path, PathProgress, Resource, Rsvp, Session
from matching import goal_fit
from matching.waiting_offers import Part, Row, Waiting
from profiles.models import Profile

SOON = dt.timedelta(days=30)
BEGINNERS, GUIDE = "get-the-most-from-being-mentored", "guide"
# Whose goal it is that a column looks at.
ME = OuterRef("profile")
TO_ALL = (Group.Entry.OPEN, Group.Entry.ASK)


def _free_groups() -> QuerySet[Group]:
    """Whoever has left a group, or was not taken in, is not sent back to it."""
    has_place = Q(size_max__isnull=True) | Q(used__lt=F("size_max"))
    known = Membership.objects.filter(group=OuterRef("pk"), profile=OuterRef(ME))
    return Group.objects.alive().filter(has_place, ~Exists(known), entry__in=TO_ALL)


def _free_sessions() -> QuerySet[Session]:
    has_place = Q(capacity__isnull=True) | Q(used__lt=F("capacity"))
    known = Rsvp.objects.filter(session=OuterRef("pk"), profile=OuterRef(ME))
    rows = Session.objects.published().in_the_open().filter(has_place, ~Exists(known))
    soon = rows.filter(starts_at__gt=Now(), starts_at__lt=Now() + SOON)
    return soon.filter(host__is_active=True).exclude(host=ME)


def _new_paths() -> QuerySet[Path]:
    begun = PathProgress.objects.filter(path=OuterRef("pk"), profile=OuterRef(ME))
    return Path.objects.published().filter(~Exists(begun))


def _group_facts(skill: str) -> Mapping[str, str]:
    return {name: f"{skill}__groups__{name}" for name in ("pk", "name", "kind")}


def _session_facts(skill: str) -> Mapping[str, str]:
    return {name: f"{skill}__sessions__{name}" for name in ("pk", "title", "kind", "starts_at")}


SLOTS = "office_hours__slots"


def _slot_facts(skill: str) -> Mapping[str, str]:
    """One row for each host: their first free hour."""
    facts = {name: f"{skill}__{SLOTS}__{name}" for name in ("title", "starts_at")}
    host = f"{skill}__office_hours__host__name"
    return {**facts, "pk": f"{skill}__{SLOTS}__pk", "host": host}


STEPS = "resources__path_steps"


def _path_facts(skill: str) -> Mapping[str, str]:
    return {name: f"{skill}__{STEPS}__path__{name}" for name in ("pk", "name", "slug")}


def _about(skill: str) -> Q:
    """Paths carry no skills: a path is about those of the library items on it now."""
    return Q(
        Exists(_new_paths().filter(pk=OuterRef(f"{skill}__{STEPS}__path"))),
        **{
            f"{skill}__resources__state": Resource.State.PUBLISHED,
            f"{skill}__{STEPS}__position__isnull": False,
        },
    )


def _guide() -> ArraySubquery:
    """For everybody who waits, whatever their goals: how to be mentored, unless they have begun."""
    begun = PathProgress.objects.filter(path=OuterRef("pk"), profile=OuterRef(OuterRef("pk")))
    rows = Path.objects.published().filter(~Exists(begun), slug=BEGINNERS)
    return ArraySubquery(rows.values(row=JSONObject(name="name", slug="slug")))


def read_groups(_person: Profile, row: Row) -> Iterable[Waiting]:
    return [group(one) for one in goal_fit.rows("groups", row)]


def group(row: Mapping[str, Any]) -> Waiting:
    words = {"kind": Group.Kind(row["kind"]).label, "name": row["name"]}
    title = goal_fit.titled(_("%(kind)s you can join: “%(name)s”") % words, row)
    return Waiting(title, reverse("group", args=[row["pk"]]), row["fit"])


def read_sessions(person: Profile, row: Row) -> Iterable[Waiting]:
    return [session(one, person) for one in goal_fit.rows("sessions", row)]


def session(row: Mapping[str, Any], person: Profile) -> Waiting:
    words = {
        "kind": Session.Kind(row["kind"]).label,
        "title": row["title"],
        "day": session_words.when_with_zone(starts_at(row), person),
    }
    title = goal_fit.titled(_("%(kind)s: “%(title)s”, %(day)s") % words, row)
    return Waiting(title, reverse("session", args=[row["pk"]]), row["fit"])


def starts_at(row: Mapping[str, Any]) -> dt.datetime:
    return dt.datetime.fromisoformat(row["starts_at"])


def read_hours(person: Profile, row: Row) -> Iterable[Waiting]:
    return [hour(one, person) for one in goal_fit.rows("hours", row)]


def hour(row: Mapping[str, Any], person: Profile) -> Waiting:
    day = session_words.when_with_zone(starts_at(row), person)
    words = {"name": row["host"], "title": row["title"], "day": day}
    title = goal_fit.titled(_("Ask %(name)s: “%(title)s”, free on %(day)s") % words, row)
    return Waiting(title, reverse("session", args=[row["pk"]]), row["fit"])


def read_paths(_person: Profile, row: Row) -> Iterable[Waiting]:
    guide = [{**one, "fit": 0, "near": ""} for one in row[GUIDE] or ()]
    return [path(one) for one in [*goal_fit.rows("paths", row), *guide]]


def path(row: Mapping[str, Any]) -> Waiting:
    title = goal_fit.titled(_("Path: “%(name)s”") % {"name": row["name"]}, row)
    return Waiting(title, reverse("path", args=[row["slug"]]), row["fit"])


GROUPS = Part(
    "groups",
    10,
    goal_fit.columns(
        "groups",
        _group_facts,
        is_open=lambda skill: Exists(_free_groups().filter(pk=OuterRef(f"{skill}__groups"))),
        order=["-groups__entry", "-groups__starts_on", "groups__pk"],
    ),
    read_groups,
)
SESSIONS = Part(
    "sessions",
    20,
    goal_fit.columns(
        "sessions",
        _session_facts,
        is_open=lambda skill: Exists(_free_sessions().filter(pk=OuterRef(f"{skill}__sessions"))),
        order=["sessions__starts_at", "sessions__pk"],
    ),
    read_sessions,
)
HOURS = Part(
    "hours",
    25,
    goal_fit.columns(
        "hours",
        _slot_facts,
        is_open=lambda skill: Exists(_free_sessions().filter(pk=OuterRef(f"{skill}__{SLOTS}"))),
        order=[f"{SLOTS}__starts_at", f"{SLOTS}__pk"],
    ),
    read_hours,
)
PATHS = Part(
    "paths",
    40,
    {
        **goal_fit.columns(
            "paths", _path_facts, is_open=_about, order=[f"{STEPS}__path__name", f"{STEPS}__path"]
        ),
        GUIDE: _guide(),
    },
    read_paths,
)
PARTS = (GROUPS, SESSIONS, HOURS, PATHS)
