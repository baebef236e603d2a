"""Into a group and out of it again. A place is counted under a lock on the row of the group.

    joining.join(group, mei, now=now)            # a place, the wait list, or a request to the lead
    joining.answer(invited, yes=True, now=now)   # an invitation
    joining.take_in(asked, by=lead, now=now)     # a request; without a place it waits for one
    joining.leave(row, now=now)                  # the place goes to whoever waits longest

Every act is one transaction, safe to repeat, and leaves `Group.used` equal to the members.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from community import emails_groups, rsvps
from community.groups import RefusedError, locked
from community.models import Group, Membership
from community.models.groups import MembershipQuerySet
from matching.places import retry_on_conflict
from profiles import audit
from profiles.models import Profile, User

State, Role = Membership.State, Membership.Role
ON_THE_WAY = (State.INVITED, State.ASKED, State.WAITING)
MOST_OPEN_INVITATIONS = 100


@retry_on_conflict
@transaction.atomic
def join(group: Group, person: Profile, *, words: str = "", now: datetime) -> Membership:
    """A member at once, on the wait list when full, a request where the lead says yes. Twice is
    once. RefusedError for a group that is over or does not take this person."""
    group = locked(group)
    if group.is_over:
        raise RefusedError(_("This group has ended."))
    row = Membership.objects.filter(group=group, profile=person).first()
    if row is None:
        row = Membership(group=group, profile=person, role=Role.MEMBER)
    elif row.state == State.INVITED:
        return _seated(group, row, now=now)
    elif row.state == State.DECLINED:
        raise RefusedError(_("Ask the lead to invite you to this group."))
    elif row.state != State.LEFT:
        return row
    if group.entry == Group.Entry.INVITED:
        raise RefusedError(_("People come into this group by invitation."))
    row.words, row.role = words, Role.MEMBER
    if group.entry == Group.Entry.OPEN:
        return _seated(group, row, now=now)
    _put(row, State.ASKED, now=now)
    emails_groups.tell_asked(row, now=now)
    return row


@transaction.atomic
def invite(group: Group, people: Iterable[Profile], *, by: User, now: datetime) -> int:
    """Invitations hold no place. Whoever is in, on the way in, or asked is not invited again."""
    group = locked(group)
    if group.is_over:
        return 0
    known = {row.profile_id: row for row in group.memberships.all()}
    count = sum(row.state == State.INVITED for row in known.values())
    made = 0
    for person in people:
        row = known.get(person.pk) or Membership(group=group, profile=person)
        if (row.pk and row.state not in {State.LEFT, State.DECLINED}) or not person.is_active:
            continue
        if count + made >= MOST_OPEN_INVITATIONS:
            break
        row.role, row.words = Role.MEMBER, ""
        _put(row, State.INVITED, now=now)
        known[person.pk] = row
        emails_groups.tell_invited(row, now=now)
        audit.record("group.invited", group, by=by, about=person)
        made += 1
    return made


@transaction.atomic
def invite_lead(group: Group, person: Profile, *, by: User, now: datetime) -> bool:
    """HR asks somebody to lead a group without a lead; it is theirs when they say yes."""
    group = locked(group)
    if group.is_over or _leads(group).exists():
        return False
    row = Membership.objects.filter(group=group, profile=person).first()
    row = row or Membership(group=group, profile=person)
    if row.is_member:
        return hand_over(row, by=by, now=now)
    group.memberships.filter(role=Role.LEAD).update(role=Role.MEMBER)
    row.role = Role.LEAD
    _put(row, State.INVITED, now=now)
    emails_groups.tell_invited(row, now=now)
    audit.record("group.invited", group, by=by, about=person, data={"role": "lead"})
    return True


@retry_on_conflict
@transaction.atomic
def answer(membership: Membership, *, yes: bool, now: datetime) -> Membership | None:
    """None when the invitation waits for no answer any more. Yes without a place is a place on
    the wait list."""
    group, row = _locked(membership, State.INVITED)
    if row is None or group.is_over:
        return None
    if yes:
        return _seated(group, row, now=now)
    _put(row, State.DECLINED, now=now)
    lead_if_nobody_does(group, now=now)
    return row


@retry_on_conflict
@transaction.atomic
def take_in(membership: Membership, *, by: User, now: datetime) -> Membership | None:
    """The lead says yes. None when the request is over."""
    group, row = _locked(membership, State.ASKED)
    if row is None or group.is_over:
        return None
    row = _seated(group, row, now=now)
    emails_groups.tell_answer(row, now=now)
    audit.record("group.taken_in", group, by=by, about=row.profile)
    return row


@transaction.atomic
def turn_down(membership: Membership, *, by: User, now: datetime) -> bool:
    group, row = _locked(membership, State.ASKED)
    if row is None:
        return False
    _put(row, State.DECLINED, now=now)
    emails_groups.tell_answer(row, now=now)
    audit.record("group.turned_down", group, by=by, about=row.profile)
    return True


@retry_on_conflict
@transaction.atomic
def leave(membership: Membership, *, now: datetime, state: str = State.LEFT) -> bool:
    """Out, from wherever the person stands; False when they were out already. The place goes to
    the wait list, the lead to whoever is here longest, and with a group by invitation go the places
    in its sessions. A group nobody is in or on the way to is archived."""
    group, row = _locked(membership, State.MEMBER, *ON_THE_WAY)
    if row is None:
        return False
    had_a_place = row.is_member
    row.role = Role.MEMBER
    _put(row, state, now=now)
    if had_a_place:
        group.used -= 1
        group.save(update_fields=["used"])
        move_up(group, now=now)
    if group.entry == Group.Entry.INVITED:
        rsvps.leave_all_of(group, row.profile, now=now)
    lead_if_nobody_does(group, now=now)
    _archive_if_empty(group, now=now)
    return True


def remove(membership: Membership, *, by: User, now: datetime) -> bool:
    """The lead takes a member out, who comes back by invitation only."""
    with transaction.atomic():
        gone = leave(membership, now=now, state=State.DECLINED)
        if gone:
            audit.record("group.removed", membership.group, by=by, about=membership.profile)
    return gone


@transaction.atomic
def appoint(membership: Membership, role: str, *, by: User) -> bool:
    """Make a member a facilitator or a plain member again; the lead is handed over."""
    group, row = _locked(membership, State.MEMBER)
    if row is None or row.role == Role.LEAD or row.role == role or role == Role.LEAD:
        return False
    row.role = role
    row.save(update_fields=["role"])
    audit.record("group.role", group, by=by, about=row.profile, data={"role": role})
    return True


@transaction.atomic
def hand_over(membership: Membership, *, by: User | None, now: datetime) -> bool:
    """This member leads from now on; whoever did so helps to lead."""
    group, row = _locked(membership, State.MEMBER)
    if row is None or row.role == Role.LEAD or group.is_over:
        return False
    _leads(group).update(role=Role.FACILITATOR)
    _lead(row, now=now)
    audit.record("group.handed_over", group, by=by, about=row.profile)
    return True


def move_up(group: Group, *, now: datetime) -> int:
    """Give free places to whoever waits longest; the row of the group is locked."""
    moved = 0
    waiting = group.memberships.filter(state=State.WAITING, profile__is_active=True)
    for row in waiting.select_related("profile__user").order_by("since", "pk"):
        if group.is_full or group.is_over:
            break
        row.group = group
        _seated(group, row, now=now)
        emails_groups.tell_answer(row, now=now)
        moved += 1
    return moved


def lead_if_nobody_does(group: Group, *, now: datetime) -> None:
    """Whoever helps to lead, then whoever is here longest. Somebody invited to lead comes first
    while the answer is open."""
    led = group.memberships.filter(role=Role.LEAD, state__in=[State.MEMBER, State.INVITED])
    if led.exists():
        return
    rows = Membership.objects.members().filter(group=group).longest_first()
    heir = rows.select_related("profile__user").first()
    if heir:
        heir.group = group
        _lead(heir, now=now)


def _leads(group: Group) -> MembershipQuerySet:
    return Membership.objects.members().filter(group=group, role=Role.LEAD)


def _lead(row: Membership, *, now: datetime) -> None:
    row.role = Role.LEAD
    row.save(update_fields=["role"])
    emails_groups.tell_lead(row, now=now)


def _seated(group: Group, row: Membership, *, now: datetime) -> Membership:
    """A place, or the wait list; the row of the group is locked."""
    row.group = group
    if group.is_full:
        _put(row, State.WAITING, now=now)
        return row
    if row.role == Role.LEAD and _leads(group).exists():
        row.role = Role.FACILITATOR  # invited to lead, and by now somebody does
    _put(row, State.MEMBER, now=now)
    group.used += 1
    group.active_at, group.quiet_asked_at = max(group.active_at, now), None
    group.save(update_fields=["used", "active_at", "quiet_asked_at"])
    lead_if_nobody_does(group, now=now)
    row.refresh_from_db(fields=["role"])
    return row


def _put(row: Membership, state: str, *, now: datetime) -> None:
    row.state, row.since = state, now
    row.save()


def _locked(membership: Membership, *states: str) -> tuple[Group, Membership | None]:
    """The group, locked, and the membership while it is in one of these states."""
    group = locked(membership.group)
    rows = Membership.objects.select_related("profile__user")
    row = rows.filter(pk=membership.pk, state__in=states).first()
    if row is not None:
        row.group = group
    return group, row


def _archive_if_empty(group: Group, *, now: datetime) -> None:
    if group.is_over or group.memberships.involved().exists():
        return
    group.state, group.archived_at = Group.State.ARCHIVED, now
    group.save(update_fields=["state", "archived_at"])
