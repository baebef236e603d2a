"""A group as a card: in "My groups", on Home and in the list of groups to find."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db import models
from django.db.models import Min, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from checkins.companionship import moment
from checkins.other_groups import GroupCard
from community.groups import places_words
from community.models import Group, Membership, PlanStep, Session
from profiles.models import Profile

ICONS = {
    Group.Kind.CIRCLE: "circle-dot-dashed",
    Group.Kind.COMMUNITY: "users-round",
    Group.Kind.PROJECT: "blocks",
}
FACES = 4
MOST = 40


def mine(person: Profile, *, now: dt.datetime) -> list[GroupCard]:
    """The groups this person is in or on the way to; running ones first, then by name."""
    rows = Membership.objects.involved().filter(profile=person).select_related("group")
    found = sorted(rows, key=lambda row: (row.group.is_over, not row.is_member, row.group.name))
    found = found[:MOST]
    groups = [row.group for row in found]
    return cards(found, person, open_steps(groups), next_sessions(groups, now=now), now=now)


def cards(
    found: Sequence[Membership],
    person: Profile,
    steps: Mapping[int, PlanStep],
    next_at: Mapping[int, dt.datetime],
    *,
    now: dt.datetime,
) -> list[GroupCard]:
    """Cards of these groups, with the next step and the next session of each."""
    people = faces(row.group for row in found)
    return [
        GroupCard(
            href=row.group.get_absolute_url(),
            kind=row.group.get_kind_display(),
            icon=ICONS[Group.Kind(row.group.kind)],
            people=people[row.group_id],
            title=row.group.name,
            line=standing(row),
            foot=state_words(row.group, today=now.astimezone(person.zone).date()),
            next_date=_next(row, next_at, person),
            last=_step(row, steps),
            is_past=row.group.is_over,
        )
        for row in found
    ]


def standing(row: Membership) -> str:
    """ "Facilitator", "Member", "You are invited"."""
    if row.is_member:
        return str(row.group.role_word(row.role))
    words = {
        Membership.State.INVITED: _("You are invited"),
        Membership.State.ASKED: _("You have asked to join"),
        Membership.State.WAITING: _("You are on the wait list"),
    }
    return words[Membership.State(row.state)]


def state_words(group: Group, *, today: dt.date) -> str:
    if group.is_over and group.archived_at:
        words = _("Archived") if group.kind == Group.Kind.COMMUNITY else _("Ended")
        return f"{words} · {date_format(group.archived_at, 'j F Y')}"
    if group.state == Group.State.PROPOSED:
        return f"{_('Gathering members')} · {places_words(group)}"
    if group.ends_on and group.starts_on <= today <= group.ends_on:
        total = max(1, -(-(group.ends_on - group.starts_on).days // 7))
        week = min(total, (today - group.starts_on).days // 7 + 1)
        return _("Week %(week)d of %(total)d") % {"week": week, "total": total}
    return f"{group.get_rhythm_display()} · {places_words(group)}"


def faces(groups: Iterable[Group]) -> Mapping[int, list[Profile]]:
    """The first few members of each group, whoever leads first; one query for all."""
    found: dict[int, list[Profile]] = defaultdict(list)
    leads_first = models.Case(models.When(role=Membership.Role.LEAD, then=0), default=1)
    rows = Membership.objects.members().filter(group__in=list(groups))
    ranked = rows.annotate(
        place=Window(RowNumber(), partition_by="group_id", order_by=[leads_first, "since", "pk"])
    )
    shown = ranked.filter(place__lte=FACES)
    for row in shown.select_related("profile").order_by("place"):
        found[row.group_id].append(row.profile)
    return found


def upcoming(groups: Iterable[Group], *, now: dt.datetime) -> QuerySet[Session]:
    rows = Session.objects.published().filter(group__in=list(groups), ends_at__gt=now)
    return rows.order_by("starts_at", "pk")


def next_sessions(groups: Iterable[Group], *, now: dt.datetime) -> dict[int, dt.datetime]:
    rows = upcoming(groups, now=now).order_by().values("group").annotate(at=Min("starts_at"))
    return {row["group"]: row["at"] for row in rows}


def open_steps(groups: Iterable[Group]) -> dict[int, PlanStep]:
    """The next step of each group."""
    rows = PlanStep.objects.open().filter(group__in=list(groups), due_on__isnull=False)
    rows = rows.order_by("group_id", "due_on", "pk").distinct("group_id")
    return {row.group_id: row for row in rows}


def _next(row: Membership, at: Mapping[int, dt.datetime], person: Profile) -> str:
    if not row.is_member or row.group.is_over:
        return ""
    starts_at = at.get(row.group_id)
    return _("Next: %(when)s") % {"when": moment(starts_at, person)} if starts_at else ""


def _step(row: Membership, steps: Mapping[int, PlanStep]) -> str:
    step = steps.get(row.group_id)
    if step is None or not row.is_member or row.group.is_over:
        return ""
    return _("Next step: %(title)s") % {"title": step.title}
