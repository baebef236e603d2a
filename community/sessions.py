"""Sessions from a proposal to a date: proposed by anybody, decided by HR.

    session = sessions.propose(plan, by=me, now=now)
    sessions.approve(session, at=session.starts_at, by=hr, now=now)   # one of its two dates

Who leads a group decides about its sessions alone: theirs are published at once. Everything
that changes a session locks its row first (`lock`), so places, dates and states move one at a time.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from community import found_by, session_notices
from community.models import Group, Membership, Session
from profiles import audit, skills
from profiles.models import Profile, Skill

LEADS = (Membership.Role.LEAD, Membership.Role.FACILITATOR)
LONGEST_AHEAD = dt.timedelta(days=366)
APPROVED, DECLINED = "approve-session", "decline-session"
WITHDRAWABLE = (Session.State.PROPOSED, Session.State.PUBLISHED)


class RefusedError(Exception):
    """Why it cannot be done now, in words for the page."""


class ChangedError(Exception):
    """Somebody has changed the session since the page was drawn."""


@dataclass(frozen=True)
class Plan:
    """What somebody proposes. `other_starts_at` is the second possible date."""

    kind: str
    title: str
    outcome: str
    starts_at: dt.datetime
    minutes: int
    other_starts_at: dt.datetime | None = None
    place: str = ""
    capacity: int | None = None
    speaker: str = ""
    group: Group | None = None
    skills: Sequence[Skill] = ()


def leads(profile: Profile, group: Group | None) -> bool:
    if group is None:
        return False
    mine = Membership.objects.filter(group=group, profile=profile, role__in=LEADS)
    return mine.filter(state=Membership.State.MEMBER).exists()


def leads_any(profile: Profile) -> bool:
    mine = Membership.objects.filter(profile=profile, role__in=LEADS)
    return mine.filter(state=Membership.State.MEMBER).exists()


@transaction.atomic
def propose(plan: Plan, *, by: Profile, now: dt.datetime) -> Session:
    """The same proposal once more is the one that is there."""
    list(Profile.objects.select_for_update(no_key=True).filter(pk=by.pk).values("pk"))
    known = Session.objects.filter(
        host=by, title=plan.title, starts_at=plan.starts_at, state__in=WITHDRAWABLE
    ).first()
    if known:
        return known
    is_published = leads(by, plan.group)
    session = Session.objects.create(
        kind=plan.kind,
        state=Session.State.PUBLISHED if is_published else Session.State.PROPOSED,
        title=plan.title,
        outcome=plan.outcome,
        host=by,
        speaker=plan.speaker,
        group=plan.group,
        starts_at=plan.starts_at,
        ends_at=plan.starts_at + dt.timedelta(minutes=plan.minutes),
        other_starts_at=None if is_published else plan.other_starts_at,
        place=plan.place,
        capacity=plan.capacity,
    )
    session.skills.set(skills.kept(plan.skills, by=by))
    found_by.index_session(session)
    if is_published:
        session_notices.invite_host(session)
    return session


@transaction.atomic
def approve(session: Session, *, at: dt.datetime, by: Profile, now: dt.datetime) -> Session:
    """Published on one of its two dates. Approved already is fine; decided otherwise is not."""
    locked = lock(session)
    if locked.state == Session.State.PUBLISHED and locked.starts_at == at:
        return locked
    refuse_unless_proposed(locked)
    if at not in {locked.starts_at, locked.other_starts_at}:
        raise RefusedError(_("Choose one of the two dates"))
    if at <= now:
        raise RefusedError(_("This date is over. Choose the other, or decline with a reason."))
    length = locked.ends_at - locked.starts_at
    locked.starts_at, locked.ends_at, locked.other_starts_at = at, at + length, None
    locked.state = Session.State.PUBLISHED
    locked.decided_by, locked.decided_at = by, now
    locked.save(update_fields=[*_DECIDED, "starts_at", "ends_at", "other_starts_at"])
    audit.record(APPROVED, locked, by=by.user)
    session_notices.invite_host(locked)
    return locked


@transaction.atomic
def decline(session: Session, *, reason: str, by: Profile, now: dt.datetime) -> Session:
    locked = lock(session)
    if locked.state == Session.State.DECLINED:
        return locked
    refuse_unless_proposed(locked)
    locked.state, locked.reason = Session.State.DECLINED, reason
    locked.decided_by, locked.decided_at = by, now
    locked.save(update_fields=[*_DECIDED, "reason"])
    audit.record(DECLINED, locked, by=by.user)
    session_notices.tell_declined(locked)
    return locked


_DECIDED = ("state", "decided_by", "decided_at")


def lock(session: Session) -> Session:
    """The row as it is now, locked until the transaction ends."""
    rows = Session.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("host__user", "group", "office").get(pk=session.pk)


def refuse_unless_proposed(session: Session) -> None:
    if session.state == Session.State.PROPOSED:
        return
    who = session.decided_by.name if session.decided_by else _("The host")
    words = _("%(name)s has decided already: %(state)s.")
    raise RefusedError(words % {"name": who, "state": session.get_state_display()})


def refuse_dates(starts_at: dt.datetime, *, now: dt.datetime) -> str:
    """Why a date cannot be, or nothing."""
    if starts_at <= now:
        return _("Day and time must be later than now")
    if starts_at > now + LONGEST_AHEAD:
        return _("Day must be within a year from today")
    return ""
