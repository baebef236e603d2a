"""Booking from a mail in two clicks: a time in the mail, one button on the page it opens.

    buttons = booking_links.buttons(message, me, pair, slots.suggest(pair, now=now), now=now)

gives one button per time and "We already have a date"; put them into any mail to this person. The
links open a page without signing in and write nothing; they work for two weeks and only while the
pair is active.
"""

import datetime as dt
from collections.abc import Sequence

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from checkins import slots
from checkins.models import Meeting
from checkins.slots import Slot
from matching.models import Pair
from outbox import links
from outbox.models import Link, Message
from outbox.render import Button
from profiles.models import Profile

BOOK = "book"
OWN_DATE = "own-date"
FIRST = 2
WORKS_FOR = dt.timedelta(days=14)


def buttons(
    message: Message, me: Profile, pair: Pair, found: Sequence[Slot], *, now: dt.datetime
) -> list[Button]:
    """`now` is when the mail is written: the same mail written twice carries the same links."""
    book = _url(message, BOOK, me, pair, now=now)
    times = [Button(slot.label(me), f"{book}?at={slot.key}", quiet=True) for slot in found]
    return [
        *times,
        Button(_("Another time"), book, quiet=True),
        Button(_("We already have a date"), _url(message, OWN_DATE, me, pair, now=now), quiet=True),
    ]


def first_dates(message: Message, pair: Pair, me: Profile) -> list[Button]:
    """For the mail that tells of a pair; none when the two have no hours in common."""
    now = timezone.now()
    found = slots.suggest(pair, now=now)[:FIRST]
    return buttons(message, me, pair, found, now=message.not_before or now) if found else []


def _url(message: Message, purpose: str, me: Profile, pair: Pair, *, now: dt.datetime) -> str:
    return links.url(message, purpose, me.user, f"pair:{pair.pk}", expires_at=now + WORKS_FOR)


def pair_of(link: Link) -> tuple[Pair, Profile]:
    """The pair a link is about and its reader, whatever state the pair is in by now."""
    _word, _colon, pk = link.subject.partition(":")
    pairs = Pair.objects.with_people().select_related("mentor__user", "mentee__user")
    pair = pairs.filter(pk=int(pk)).first()
    people = [pair.mentor, pair.mentee] if pair else []
    for person in people:
        if pair and person.user_id == link.person_id:
            return pair, person
    raise Http404


def next_of(pair: Pair, *, now: dt.datetime) -> Meeting | None:
    return Meeting.objects.filter(pair=pair).upcoming(now=now).with_people().first()


def saved_of(pair: Pair, pk: str) -> Meeting | None:
    """The meeting a page has just saved, as its address names it."""
    if not pk.isdecimal() or len(pk) > 18:
        return None
    return Meeting.objects.filter(pair=pair, pk=int(pk)).with_people().first()
