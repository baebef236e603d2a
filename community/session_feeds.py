"""Calendars of sessions that other programs subscribe to, each under a secret address.

One address shows the sessions open to the company, one per group that group's. An address belongs
to a person: it ends when they renew it, switch it off, leave the group or the company. The table
keeps the hash of the address only (see `checkins.feeds`).
"""

import base64
import datetime as dt
import hashlib
import hmac
import secrets

from django.conf import settings
from django.urls import reverse

from community.models import Group, Membership, Session, SessionFeed
from outbox.links import absolute, hash_of
from profiles.models import Profile

LOOKS_BACK = dt.timedelta(days=60)
MOST = 500
SHOWN = (Session.State.PUBLISHED, Session.State.HELD, Session.State.CANCELLED)


def groups_of(profile: Profile) -> list[Group]:
    """Those whose sessions this person may subscribe to."""
    mine = Membership.objects.filter(profile=profile, state=Membership.State.MEMBER)
    return list(Group.objects.filter(pk__in=mine.order_by().values("group")).order_by("name", "pk"))


def addresses(profile: Profile) -> dict[int | None, str]:
    """The addresses that are on, by group; None is the company's."""
    feeds = SessionFeed.objects.filter(profile=profile)
    return {feed.group_id: _url(feed) for feed in feeds}


def renew(profile: Profile, group: Group | None, *, now: dt.datetime) -> None:
    """Switch it on, or give it a new address."""
    nonce = secrets.token_hex(16)
    token = _token(profile.pk, group.pk if group else None, nonce)
    values = {"nonce": nonce, "token_hash": hash_of(token), "renewed_at": now}
    SessionFeed.objects.update_or_create(profile=profile, group=group, defaults=values)


def switch_off(profile: Profile, group: Group | None) -> None:
    SessionFeed.objects.filter(profile=profile, group=group).delete()


def opened(token: str) -> SessionFeed | None:
    """Nothing for leavers of the company or of the group: an address as good as none."""
    feeds = SessionFeed.objects.select_related("profile", "group")
    feed = feeds.filter(
        token_hash=hash_of(token), profile__is_active=True, profile__user__is_active=True
    ).first()
    if feed is None or (feed.group and not _is_member(feed.profile, feed.group)):
        return None
    return feed


def sessions_of(feed: SessionFeed, *, now: dt.datetime) -> list[Session]:
    """From two months ago on; what is off stays in it, marked so. Office hours are no event."""
    rows = Session.objects.filter(state__in=SHOWN, office=None, starts_at__gt=now - LOOKS_BACK)
    # A proposal that was taken back was never published and is not announced as off.
    rows = rows.exclude(state=Session.State.CANCELLED, other_starts_at__isnull=False)
    rows = rows.filter(group=feed.group) if feed.group else rows.in_the_open()
    return list(rows.order_by("starts_at", "pk")[:MOST])


def _is_member(profile: Profile, group: Group) -> bool:
    rows = Membership.objects.filter(profile=profile, group=group)
    return rows.filter(state=Membership.State.MEMBER).exists()


def _url(feed: SessionFeed) -> str:
    token = _token(feed.profile_id, feed.group_id, feed.nonce)
    return absolute(reverse("session-feed", args=[token]))


def _token(profile: int, group: int | None, nonce: str) -> str:
    text = f"sessions|{profile}|{group or 0}|{nonce}"
    digest = hmac.digest(settings.LINK_KEY.encode(), text.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
