"""What the pages of one group say: its head and tabs, facts, timeline, what the reader can do."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checkins.companionship import moment
from community import group_cards, groups
from community.models import Group, Membership, PlanStep, Session
from profiles.models import Profile
from profiles.tabs import Tab

MOST_STOPS = 8
MOST_MEMBERS = 12


@dataclass(frozen=True)
class Stop:
    """A point of the timeline: what has happened, from a dated row."""

    label: str
    at: dt.datetime


@dataclass(frozen=True)
class SessionLine:
    title: str
    kind: str
    when: str
    place: str
    href: str


def head(group: Group, mine: Membership | None, here: str) -> dict[str, object]:
    """What every page of a group shows."""
    return {
        "group": group,
        "mine": mine,
        "is_member": mine is not None and mine.is_member,
        "manages": mine is not None and mine.manages and not group.is_over,
        "writes": mine is not None and mine.is_member and not group.is_over,
        "icon_name": group_cards.ICONS[Group.Kind(group.kind)],
        "places": groups.places_words(group),
        "tabs": tabs(group, mine, here),
    }


def tabs(group: Group, mine: Membership | None, here: str) -> list[Tab]:
    places = [("group", _("Overview")), ("group-plan", _("Plan"))]
    if mine is not None and mine.is_member:
        places.append(("group-posts", _("Posts")))
    places += [("group-sessions", _("Sessions")), ("group-shelf", _("Shelf"))]
    found = [Tab(label, reverse(name, args=[group.pk]), name == here) for name, label in places]
    if mine is not None and mine.manages and not group.is_over:
        asked = group.memberships.filter(state=Membership.State.ASKED).count()
        href = reverse("group-manage", args=[group.pk])
        found.append(Tab(_("Manage"), href, here == "group-manage", asked or None))
    return found


def facts(group: Group) -> list[tuple[str, str]]:
    found = [(_("Rhythm"), group.get_rhythm_display())]
    first = date_format(group.starts_on, "j F Y")
    if group.ends_on:
        last = date_format(group.ends_on, "j F Y")
        found.append((_("Dates"), _("%(first)s to %(last)s") % {"first": first, "last": last}))
    else:
        found.append((_("Since"), first))
    found.append((_("Places"), groups.places_words(group)))
    if group.entry != Group.Entry.OPEN:
        found.append((_("How to get in"), group.get_entry_display()))
    return found


def members(group: Group) -> list[tuple[Membership, object]]:
    """The first of them, whoever leads before the others; each with the word for the role."""
    rows = Membership.objects.members().filter(group=group).by_role()
    found = rows.select_related("profile")[:MOST_MEMBERS]
    return [(row, group.role_word(row.role)) for row in found]


def timeline(group: Group, steps: Iterable[PlanStep]) -> list[Stop]:
    """The newest first; every stop is a dated row of the group."""
    stops = [Stop(_("Created"), group.created_at)]
    if group.started_at and group.kind != Group.Kind.COMMUNITY:
        stops.append(Stop(_("Began"), group.started_at))
    if group.archived_at:
        words = _("Archived") if group.kind == Group.Kind.COMMUNITY else _("Ended")
        stops.append(Stop(words, group.archived_at))
    newest = Membership.objects.members().filter(group=group, since__gt=group.created_at)
    stops += [
        Stop(_("%(name)s joined") % {"name": row.profile.first_name}, row.since)
        for row in newest.select_related("profile").order_by("-since", "-pk")[:MOST_STOPS]
    ]
    stops += [
        Stop(_("Done: %(title)s") % {"title": step.title}, step.done_at)
        for step in steps
        if step.done_at
    ]
    return sorted(stops, key=lambda stop: stop.at, reverse=True)[:MOST_STOPS]


def departments(people: Iterable[tuple[Membership, object]]) -> int:
    """Of a project, which has no more members than the page shows."""
    return len({row.profile.department for row, _role in people} - {""})


def project_words(count: int) -> str:
    """What a project that gathers people still needs, said plainly."""
    text = ngettext(
        "People from %(n)d department so far. A project begins with two or more.",
        "People from %(n)d departments so far. A project begins with two or more.",
        count,
    )
    return text % {"n": count}


def sessions(group: Group, reader: Profile, *, now: dt.datetime) -> list[SessionLine]:
    return [_line(row, reader) for row in group_cards.upcoming([group], now=now)[:20]]


def past_sessions(group: Group, reader: Profile, *, now: dt.datetime) -> list[SessionLine]:
    states = [Session.State.PUBLISHED, Session.State.HELD]
    rows = Session.objects.filter(group=group, state__in=states, ends_at__lte=now)
    return [_line(row, reader) for row in rows.order_by("-starts_at", "-pk")[:20]]


def _line(session: Session, reader: Profile) -> SessionLine:
    try:
        href = session.get_absolute_url()
    except NoReverseMatch:  # an installation without pages of sessions
        href = ""
    return SessionLine(
        title=session.title,
        kind=session.get_kind_display(),
        when=moment(session.starts_at, reader),
        place=session.place,
        href=href,
    )
