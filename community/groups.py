"""Starting a group, changing it, beginning with the people there are, and ending it.

    group = groups.start(draft, by=mei, now=now)     # Mei leads it and holds the first place
    groups.begin(group, now=now)                     # RefusedError says what is still missing
    groups.finish(group, outcome="…", now=now)       # a circle or a project, with what came of it
    groups.archive(group, now=now)

Whatever moves places or states locks the row of the group first (`locked`).
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community import found_by, plans
from community.models import Group, Membership, Path
from profiles import audit
from profiles.models import Profile, Skill, User

LEAST_DEPARTMENTS = 2
CIRCLE_LEAST, CIRCLE_MOST = 4, 12
PROJECT_LEAST, PROJECT_MOST = 3, 8


class RefusedError(Exception):
    """It cannot be done; the text says why, to the person."""


@dataclass(frozen=True)
class Draft:
    """What the three question pages ask. `skills` are saved ones."""

    kind: str
    name: str
    topic: str
    entry: str
    rhythm: str
    starts_on: dt.date
    skills: Sequence[Skill] = field(default_factory=tuple)
    path: Path | None = None
    size_max: int | None = None
    ends_on: dt.date | None = None


def least(kind: str) -> int:
    return {Group.Kind.CIRCLE: CIRCLE_LEAST, Group.Kind.PROJECT: PROJECT_LEAST}.get(
        Group.Kind(kind), 1
    )


@transaction.atomic
def start(draft: Draft, *, by: Profile | None, now: dt.datetime) -> Group:
    """The group with its plan. Whoever starts it leads it; without `by` nobody is in it yet."""
    is_community = draft.kind == Group.Kind.COMMUNITY
    group = Group.objects.create(
        kind=draft.kind,
        state=Group.State.RUNNING if is_community else Group.State.PROPOSED,
        name=draft.name,
        topic=draft.topic,
        entry=draft.entry,
        rhythm=draft.rhythm,
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
        path=draft.path,
        size_min=least(draft.kind),
        size_max=draft.size_max,
        used=1 if by else 0,
        started_by=by,
        started_at=now if is_community else None,
        created_at=now,
        active_at=now,
        **found_by.group_fields(draft.name, draft.topic, draft.skills),
    )
    group.skills.set(draft.skills)
    if by:
        state, role = Membership.State.MEMBER, Membership.Role.LEAD
        Membership.objects.create(group=group, profile=by, role=role, state=state, since=now)
    plans.draw(group, now=now)
    audit.record("group.started", group, by=by.user if by else None)
    return group


def locked(group: Group) -> Group:
    """The row of the group, locked until the transaction ends: places are given one at a time."""
    return Group.objects.select_for_update(no_key=True).get(pk=group.pk)


def departments(group: Group) -> int:
    """How many departments the members come from."""
    rows = Membership.objects.members().filter(group=group).exclude(profile__department="")
    return rows.values("profile__department").distinct().count()


def missing(group: Group, *, known: int | None = None) -> str:
    """What a circle or project still needs before it may begin; "" when nothing.

    `known` are its departments, where they have been counted already.
    """
    if group.used < group.size_min:
        text = ngettext(
            "It needs %(least)d people to begin: %(n)d is in.",
            "It needs %(least)d people to begin: %(n)d are in.",
            group.used,
        )
        return text % {"least": group.size_min, "n": group.used}
    if group.kind == Group.Kind.PROJECT:
        count = departments(group) if known is None else known
        if count < LEAST_DEPARTMENTS:
            return _(
                "A project needs people from two or more departments: so far all are from one."
            )
    return ""


@transaction.atomic
def begin(group: Group, *, by: User, now: dt.datetime) -> bool:
    """False when it runs already or is over. RefusedError says what is missing."""
    row = locked(group)
    if row.state != Group.State.PROPOSED:
        return False
    if text := missing(row):
        raise RefusedError(text)
    row.state, row.started_at, row.active_at = Group.State.RUNNING, now, now
    row.save(update_fields=["state", "started_at", "active_at"])
    audit.record("group.began", row, by=by)
    return True


@transaction.atomic
def finish(group: Group, *, outcome: str, by: User, now: dt.datetime) -> bool:
    """A circle after its show-and-tell, a project with its outcome note."""
    row = locked(group)
    if row.state != Group.State.RUNNING or row.kind == Group.Kind.COMMUNITY:
        return False
    row.outcome = outcome
    row.save(update_fields=["outcome"])
    _close(row, now=now)
    audit.record("group.finished", row, by=by)
    return True


@transaction.atomic
def archive(group: Group, *, by: User | None, now: dt.datetime) -> bool:
    """Nothing is lost: members can still read it. Nobody waits for it any more."""
    row = locked(group)
    if row.is_over:
        return False
    _close(row, now=now)
    audit.record("group.archived", row, by=by)
    return True


def _close(row: Group, *, now: dt.datetime) -> None:
    row.state, row.archived_at = Group.State.ARCHIVED, now
    row.save(update_fields=["state", "archived_at"])
    states = Membership.State
    waiting = row.memberships.filter(state__in=[states.INVITED, states.ASKED, states.WAITING])
    waiting.update(state=states.LEFT, since=now)


def keep(group: Group, *, now: dt.datetime) -> None:
    """The lead says that a quiet community goes on."""
    Group.objects.alive().filter(pk=group.pk).update(active_at=now, quiet_asked_at=None)


def touch(group: Group, *, now: dt.datetime) -> None:
    """Something happens in it: it is not quiet, and whoever was asked need not answer."""
    Group.objects.filter(pk=group.pk, active_at__lt=now).update(active_at=now, quiet_asked_at=None)


def places_words(group: Group) -> str:
    """ "5 of 8 places taken", "All 8 places are taken", or the number of members."""
    if group.size_max is None:
        return ngettext("%(n)d member", "%(n)d members", group.used) % {"n": group.used}
    if group.is_full:
        return _("All %(n)d places are taken") % {"n": group.size_max}
    left = group.size_max - group.used
    text = ngettext("%(left)d of %(n)d places left", "%(left)d of %(n)d places left", left)
    return text % {"left": left, "n": group.size_max}
