"""A person's own meetings as a calendar other programs subscribe to, under a secret address.

The address is an HMAC of the person and a nonce, so that the settings page can show it at any
time; the table keeps its hash alone and opens nothing. Renewing changes the nonce, switching off
deletes the row: the old address is gone with that press. It tells names, times and places.
"""

import base64
import datetime as dt
import hashlib
import hmac
import secrets

from django.conf import settings
from django.urls import reverse

from checkins.models import CalendarFeed, Meeting
from matching.models import Pair
from outbox.links import absolute, hash_of
from profiles.models import Profile

LOOKS_BACK = dt.timedelta(days=90)
MOST = 500


def url_of(profile: Profile) -> str:
    """Empty when it is off."""
    feed = CalendarFeed.objects.filter(profile=profile).first()
    if feed is None:
        return ""
    return absolute(reverse("calendar-feed", args=[_token(profile.pk, feed.nonce)]))


def renew(profile: Profile, *, now: dt.datetime) -> None:
    """Switch it on, or give it a new address."""
    nonce = secrets.token_hex(16)
    values = {"nonce": nonce, "token_hash": hash_of(_token(profile.pk, nonce)), "renewed_at": now}
    CalendarFeed.objects.update_or_create(profile=profile, defaults=values)


def switch_off(profile: Profile) -> None:
    CalendarFeed.objects.filter(profile=profile).delete()


def owner_of(token: str) -> Profile | None:
    """Nobody for a leaver: their address answers as one that never was."""
    feeds = CalendarFeed.objects.select_related("profile__user")
    feed = feeds.filter(
        token_hash=hash_of(token), profile__is_active=True, profile__user__is_active=True
    ).first()
    return feed.profile if feed else None


def meetings_of(profile: Profile, *, now: dt.datetime) -> list[Meeting]:
    """Of pairs this person knows of, from three months ago on; a day without a time is left out."""
    pairs = Pair.objects.visible_to(profile, now=now)
    states = [Meeting.State.BOOKED, Meeting.State.HELD]
    rows = Meeting.objects.filter(pair__in=pairs.order_by(), state__in=states, has_time=True)
    rows = rows.filter(starts_at__gt=now - LOOKS_BACK)
    return list(rows.with_people().order_by("starts_at", "pk")[:MOST])


def _token(profile: int, nonce: str) -> str:
    digest = hmac.digest(
        settings.LINK_KEY.encode(), f"calendar|{profile}|{nonce}".encode(), hashlib.sha256
    )
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
