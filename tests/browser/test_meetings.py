"""Booking from a mail in two clicks, and every state of the meetings' pages under axe."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from checkins import booking, booking_links, dates, delegates, feeds, slots
from checkins.acting import Acting
from checkins.models import Meeting
from outbox.models import Link, Message
from tests.browser.network import Wire
from tests.browser.pages import opened, reader, sent
from tests.browser.test_axe import look
from tests.checkins.meetings import a_date, a_past_date, booked, hours, set_up
from tests.people import build_cast

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.django_db]
WEEK = dt.timedelta(days=7)


def running(cast, **fields):
    """The pair with usual hours, in the middle of its time."""
    today = timezone.localdate()
    dates_of = {"starts_on": today - 8 * WEEK, "ends_on": today + 18 * WEEK}
    cast.pair = set_up(cast.pair, **(dates_of | fields))
    return cast.pair


def buttons(pair, who):
    now = timezone.now()
    message = Message.objects.create(
        key="nudge:x", kind="weekly-nudge", policy="at_most_once", recipient=who.user,
        not_before=now,
    )  # fmt: skip
    return booking_links.buttons(message, who, pair, slots.suggest(pair, now=now), now=now)


def test_two_clicks_from_the_mail_book_a_meeting(site, newcomer):
    pair = running(build_cast(), zones=("Asia/Tokyo", "Europe/Madrid"),
                   mentor=hours("Tue 15-18", "Thu 15-18", "Fri 15-18"),
                   mentee=hours("Tue 7-10", "Thu 7-10", "Fri 7-10"))  # fmt: skip
    first, *_others = buttons(pair, pair.mentee)
    ben = newcomer()
    ben.open(first.url)  # the first click, in the mail
    assert ben.heading == "Pick a time with Ada"
    assert "for Ada)" in ben.page.locator("label:has(:checked)").inner_text()
    assert not Meeting.objects.exists()
    ben.press("Send invitation")  # the second
    assert ben.sees(re.compile(r"Booked: .* your time \(.* for Ada\)"))
    meeting = Meeting.objects.get()
    assert (meeting.starts_at, meeting.booked_by) == (
        slots.parse_key(first.url.rpartition("=")[2]), pair.mentee,
    )  # fmt: skip
    assert Message.objects.filter(kind="meeting-invitation").count() == 2


def test_a_day_of_ones_own_is_asked_when_no_time_suits(site, newcomer):
    pair = running(build_cast())
    ben = newcomer()
    ben.open(buttons(pair, pair.mentee)[-2].url)
    day = ben.page.get_by_label("Day", exact=True)
    assert not day.is_visible()
    ben.choose("Another day and time")
    assert day.is_visible()


def a_full_pair(cast):
    pair = running(cast)
    now = timezone.now()
    a_date(pair, place="Room 4")
    a_past_date(pair)
    for weeks in range(1, 8):
        booked(pair, now - weeks * WEEK, state="held" if weeks % 3 else "missed")
    return opened(cast.ben, "pair", pair.pk)


def an_own_date(cast):
    dates.say_own_date(running(cast), cast.ben, now=timezone.now())
    return opened(cast.ben, "pair", cast.pair.pk)


def a_question(cast):
    day = (timezone.localdate() + 2 * WEEK).isoformat()
    data = {"slot": "other", "day": day, "time": "03:00", "minutes": "45", "known": "0"}
    return sent(cast.ben, "book-meeting", running(cast).pk, data=data)


def quicker(cast):
    pair = running(cast)
    slot, later, *_more = slots.suggest(pair, now=timezone.now())
    plan = booking.Plan(later.starts_at, 45)
    booking.book(pair, plan, acting=Acting(pair.mentor), now=timezone.now())
    return {"slot": slot.key, "minutes": "45", "known": "0"}


def booked_meanwhile(cast):
    data = quicker(cast)
    return sent(cast.ben, "book-meeting", cast.pair.pk, data=data)


def two_versions(cast):
    data = quicker(cast)
    meeting = Meeting.objects.get()
    plan = booking.Plan(meeting.starts_at, 60, "Room 1")
    booking.move(meeting, plan, seen=0, acting=Acting(cast.ada), now=timezone.now())
    return sent(cast.ben, "move-meeting", meeting.pk, data=data)


def from_mail(cast, place, *, post=None, expired=False):
    found = buttons(running(cast), cast.ben)
    path = found[place].url.removeprefix("http://testserver")
    if expired:
        Link.objects.update(expires_at=timezone.now())
    client = reader()
    if post is not None:
        data = {"slot": slots.suggest(cast.pair, now=timezone.now())[0].key, "minutes": "45"}
        path = client.post(path, data | post)["Location"]
    return client, path, client.get(path)


def a_delegates_page(cast, name, *args):
    delegates.name(cast.ada, cast.emil, now=timezone.now())
    return opened(cast.emil, name, *args)


def a_delegates_list(cast):
    a_date(running(cast))
    return a_delegates_page(cast, "delegated")


def a_settled_meeting(cast, state):
    return opened(cast.ben, "meeting", a_past_date(running(cast), state=state).pk)


def a_feed(cast):
    feeds.renew(cast.ben, now=timezone.now())
    return opened(cast.ben, "calendar-settings")


def named(cast):
    delegates.name(cast.ben, cast.emil, now=timezone.now())
    return opened(cast.ben, "delegate-settings")


def late_mail(cast):
    quicker(cast)
    Message.objects.filter(kind="meeting-invitation").update(attempts=1)
    return opened(cast.ben, "meeting", Meeting.objects.get().pk)


def no_shared_hours(cast):
    pair = running(cast, mentor=hours("Mon 9-12"), mentee=hours("Tue 9-12"))
    return opened(cast.ben, "book-meeting", pair.pk)


STATES = {
    "pair with meetings": a_full_pair,
    "pair with a date of its own": an_own_date,
    "three times to choose from": lambda c: opened(c.ben, "book-meeting", running(c).pk),
    "no shared hours": no_shared_hours,
    "outside their hours": a_question,
    "booking with errors": lambda c: sent(c.ben, "book-meeting", running(c).pk),
    "booked meanwhile": booked_meanwhile,
    "two versions of a meeting": two_versions,
    "the day of our own date": lambda c: opened(c.ben, "own-date-day", running(c).pk),
    "logging with errors": lambda c: sent(c.ben, "log-meeting", running(c).pk),
    "a past date nobody settled": lambda c: a_settled_meeting(c, "booked"),
    "a held meeting": lambda c: a_settled_meeting(c, "held"),
    "a missed meeting": lambda c: a_settled_meeting(c, "missed"),
    "an invitation that waits": late_mail,
    "booking from a mail": lambda c: from_mail(c, 0),
    "booked from a mail": lambda c: from_mail(c, 0, post={}),
    "own date from a mail": lambda c: from_mail(c, -1),
    "own date said": lambda c: from_mail(c, -1, post={}),
    "an old booking link": lambda c: from_mail(c, 0, expired=True),
    "calendar that is on": a_feed,
    "delegate that is named": named,
    "delegate with errors": lambda c: sent(c.ben, "delegate-settings"),
    "what a delegate looks after": a_delegates_list,
    "a delegate picks a time": lambda c: a_delegates_page(c, "book-meeting", running(c).pk),
    "a delegate's meeting": lambda c: a_delegates_page(c, "meeting", a_date(running(c)).pk),
    "home of a delegate": lambda c: a_delegates_page(c, "home"),
}


def test_every_state_of_the_meetings_pages(cast, page, watch):
    wire = Wire(page)
    found = []
    for name, build in STATES.items():
        found += look(wire, watch, cast, name, build)
    assert not found, "\n".join(found)
