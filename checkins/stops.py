"""Stopping contact in a pair, and letting it go on; what is stopped is in `contact`."""

import datetime as dt

from django.db import transaction

from checkins import booking, contact
from checkins.models import Concern, ContactStop, Meeting
from matching.models import Pair
from outbox import queue
from outbox.models import Message
from profiles.models import Profile


@transaction.atomic
def stop(pair: Pair, *, by: Profile, concern: Concern | None, now: dt.datetime) -> bool:
    """At once: meetings that are booked leave both calendars, mails that wait are not sent. False
    when contact is stopped already."""
    Pair.objects.select_for_update().get(pk=pair.pk)
    if contact.contact_blocked(pair):
        return False
    ContactStop.objects.create(pair=pair, asked_by=by, concern=concern, since=now)
    for meeting in Meeting.objects.filter(pair=pair).upcoming(now=now).select_related("pair"):
        booking.cancel(meeting, seen=meeting.sequence, acting=None, now=now)
    waiting = Message.objects.filter(
        status=Message.Status.QUEUED, kind__in=contact.ABOUT_THE_PARTNER, context__pair=pair.pk
    )
    queue.cancel(keys=list(waiting.values_list("key", flat=True)))
    return True


@transaction.atomic
def resume(pair: Pair, *, now: dt.datetime) -> bool:
    """False when nothing was stopped."""
    stops = ContactStop.objects.filter(pair=pair, ended_at__isnull=True)
    return bool(stops.update(ended_at=now))
