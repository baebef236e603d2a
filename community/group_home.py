"""What groups give to Home."""

import datetime as dt
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from checkins.other_groups import GroupCard
from community import group_cards
from community.emails_groups import facts
from community.models import Group, Membership, PlanStep, Session
from profiles.contributions import Task
from profiles.home_ranks import Rank
from profiles.models import Profile
from profiles.visits import Visit

MOST, CARDS = 3, 2
SOON = 3  # days before its day a step of a circle shows
State = Membership.State
IN_GROUPS = "in_groups"


def in_groups() -> Exists:
    """Whether there is anything to tell a visitor of (`profiles.visits.FACTS`)."""
    mine = Membership.objects.involved().filter(profile=OuterRef("pk"))
    return Exists(mine.exclude(group__state=Group.State.ARCHIVED))


def my_rows(visit: Visit) -> list[Membership]:
    """How the visitor stands to groups that are alive, with the next session, the next step and the
    oldest requests of each; one query for Home, none without groups."""
    if not visit.fact(IN_GROUPS):
        return []
    rows = Membership.objects.involved().filter(profile=visit.profile)
    rows = rows.exclude(group__state=Group.State.ARCHIVED).select_related("group")
    ahead = Session.objects.published().filter(group=OuterRef("group"), ends_at__gt=visit.now)
    rows = rows.annotate(
        next_at=Subquery(ahead.order_by("starts_at").values("starts_at")[:1]),
        next_step=_next_step(),
        asks=_asks(),
    )
    return list(rows.order_by("since", "pk")[:50])


def _next_step() -> Subquery:
    steps = PlanStep.objects.open().filter(group=OuterRef("group"), due_on__isnull=False)
    row = JSONObject(pk="pk", title="title", due_on="due_on")
    return Subquery(steps.order_by("due_on", "pk").values(row=row)[:1])


def _asks() -> ArraySubquery:
    rows = Membership.objects.filter(group=OuterRef("group"), state=State.ASKED)
    person = {name: f"profile__{name}" for name in ("name", "preferred_name")}
    row = JSONObject(person="profile_id", words="words", **person)
    return ArraySubquery(rows.order_by("since", "pk").values(row=row)[:MOST])


def tasks(visit: Visit) -> list[Task]:
    mine = visit.once(my_rows)
    invited = [_invitation(row) for row in mine if row.state == State.INVITED]
    found = invited[:MOST]
    if led := [row for row in mine if row.manages]:
        found += _requests(led)
        found += [_quiet(row) for row in led if row.is_lead and row.group.quiet_asked_at]
    return [*found, *_steps(visit)]


def my_steps(visit: Visit) -> dict[int, PlanStep]:
    """The next step of each group this person is in that runs."""
    running = Group.State.RUNNING
    mine = [row for row in visit.once(my_rows) if row.is_member and row.group.state == running]
    told = {row.group_id: getattr(row, "next_step", None) for row in mine}
    return {group: _as_step(group, row) for group, row in told.items() if row}


def _as_step(group: int, row: dict[str, Any]) -> PlanStep:
    day = dt.date.fromisoformat(row["due_on"])
    return PlanStep(pk=row["pk"], group_id=group, title=row["title"], due_on=day)


def cards(visit: Visit) -> list[GroupCard]:
    """Beside the pairs on Home: what runs and has the nearest end first, communities last."""
    mine = [row for row in visit.once(my_rows) if row.is_member]
    if not mine:
        return []
    mine.sort(key=lambda row: (row.group.ends_on is None, row.group.ends_on, row.group.name))
    next_at = {row.group_id: at for row in mine if (at := getattr(row, "next_at", None))}
    steps = visit.once(my_steps)
    return group_cards.cards(mine[:CARDS], visit.profile, steps, next_at, now=visit.now)


def _invitation(row: Membership) -> Task:
    return Task(
        rank=Rank.GROUP_INVITATION,
        title=_("You are invited to “%(group)s”") % {"group": row.group.name},
        line=facts(row.group),
        verb=_("Answer"),
        url=row.group.get_absolute_url(),
        icon=group_cards.ICONS[Group.Kind(row.group.kind)],
    )


def _requests(led: list[Membership]) -> list[Task]:
    """The oldest open requests to what I lead."""
    asks = [(row.group, one) for row in led for one in getattr(row, "asks", [])]
    return [_request(group, one) for group, one in asks[:MOST]]


def _request(group: Group, row: dict[str, Any]) -> Task:
    person = Profile(pk=row["person"], name=row["name"], preferred_name=row["preferred_name"])
    names = {"name": person.first_name, "group": group.name}
    return Task(
        rank=Rank.GROUP_REQUEST,
        title=_("%(name)s asks to join “%(group)s”") % names,
        line=row["words"],
        verb=_("Answer"),
        url=reverse("group-manage", args=[group.pk]),
        person=person,
    )


def _quiet(row: Membership) -> Task:
    return Task(
        rank=Rank.QUIET_GROUP,
        title=_("“%(group)s” has been quiet for 90 days") % {"group": row.group.name},
        line=_("Keep it, or archive it: everything can still be read."),
        verb=_("Decide"),
        url=reverse("group-manage", args=[row.group_id]),
        icon="archive",
    )


def _steps(visit: Visit) -> list[Task]:
    """The next step of my circles and projects, from three days before its day."""
    today = visit.now.astimezone(visit.profile.zone).date()
    groups = {row.group_id: row.group for row in visit.once(my_rows)}
    due = [
        step
        for step in visit.once(my_steps).values()
        if step.due_on and (step.due_on - today).days <= SOON and groups[step.group_id].ends_on
    ]
    due.sort(key=lambda step: (step.due_on, step.pk))
    return [_step(step, groups[step.group_id]) for step in due[:1]]


def _step(step: PlanStep, group: Group) -> Task:
    day = date_format(step.due_on, "D j F") if step.due_on else ""
    names = {"group": group.name, "day": day}
    return Task(
        rank=Rank.GROUP_STEP,
        title=step.title,
        line=_("“%(group)s”, for %(day)s.") % names,
        verb=_("Open"),
        url=reverse("group-plan", args=[group.pk]),
        icon="list-checks",
    )
