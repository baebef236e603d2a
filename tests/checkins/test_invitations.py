"""E5 as a mail server gets it: one event through move, move, cancel, on every clock."""

import datetime as dt
from email import message_from_bytes
from email.policy import default
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from icalendar import Calendar

from checkins import booking, ics, invitations
from checkins.acting import Acting
from checkins.booking import Plan
from checkins.models import Meeting
from outbox import mime
from outbox.drain import drain
from outbox.kinds import kind_named
from outbox.models import Message
from tests.checkins.meetings import NOW, at, set_up
from tests.checkins.test_slots import BOTH_WAYS

TIMES = [at("2027-05-25 13:00"), at("2027-05-26 09:30"), at("2027-05-27 07:15")]


@pytest.fixture
def pair(cast):
    return set_up(cast.pair)


def book(pair, starts_at=TIMES[0], by=None, **kwargs) -> Meeting:
    plan = Plan(starts_at, 45, "Room 4, “Curie”")
    return booking.book(pair, plan, acting=Acting(by or pair.mentee), now=NOW, **kwargs)


def move(meeting, starts_at, by):
    plan = Plan(starts_at, 45, meeting.place)
    meeting.refresh_from_db()
    return booking.move(meeting, plan, seen=meeting.sequence, acting=Acting(by), now=NOW)


def letter_of(message):
    mail = kind_named(message.kind).render(message)
    raw = mime.build(message, mail, message.recipient.email)
    return message_from_bytes(raw, policy=default)


def calendar_of(letter):
    return Calendar.from_ical(letter.get_payload()[-1].get_content())


def mails_to(person):
    return list(Message.objects.filter(kind=invitations.KIND, recipient=person.user).order_by("pk"))


def test_move_move_cancel_is_one_event(pair):
    meeting = book(pair)
    letters = [letter_of(mails_to(pair.mentor)[-1])]
    for starts_at in TIMES[1:]:
        move(meeting, starts_at, pair.mentor)
        letters.append(letter_of(mails_to(pair.mentor)[-1]))
    booking.cancel(meeting, seen=2, acting=Acting(pair.mentee), now=NOW)
    letters.append(letter_of(mails_to(pair.mentor)[-1]))
    calendars = [calendar_of(letter) for letter in letters]
    events = [calendar.walk("VEVENT")[0] for calendar in calendars]
    assert {str(event["UID"]) for event in events} == {f"{meeting.uid}@testserver"}
    assert [event["SEQUENCE"] for event in events] == [0, 1, 2, 3]
    assert [str(calendar["METHOD"]) for calendar in calendars] == ["REQUEST"] * 3 + ["CANCEL"]
    assert [event.start for event in events] == [*TIMES, TIMES[-1]]
    assert [str(event["STATUS"]) for event in events] == ["CONFIRMED"] * 3 + ["CANCELLED"]


def test_the_parts_stand_in_the_order_mail_programs_want(pair):
    book(pair)
    letter = letter_of(mails_to(pair.mentee)[0])
    assert letter.get_content_type() == "multipart/alternative"
    kinds = [part.get_content_type() for part in letter.get_payload()]
    assert kinds == ["text/plain", "text/html", "text/calendar"]
    part = letter.get_payload()[-1]
    assert part["Content-Type"].params == {"charset": "utf-8", "method": "REQUEST"}
    assert part.get_content_disposition() is None
    assert all(ord(letter) < 128 for letter in str(part))


def test_organizer_attendee_and_names(pair):
    book(pair)
    for person in (pair.mentee, pair.mentor):
        letter = letter_of(mails_to(person)[0])
        (event,) = calendar_of(letter).walk("VEVENT")
        assert event["ORGANIZER"] == f"mailto:{mime.sender()}"
        assert event["ATTENDEE"] == f"mailto:{person.user.email}"
        assert letter["To"] == person.user.email
        assert letter["From"].addresses[0].addr_spec == mime.sender()
        assert (event["SUMMARY"], event["LOCATION"]) == ("Ben and Ada", "Room 4, “Curie”")
        assert set(event) == {
            "UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "STATUS",
            "URL", "ORGANIZER", "ATTENDEE",
        }  # fmt: skip


def test_times_are_utc(pair):
    meeting = book(pair)
    text = ics.entry(Meeting.objects.with_people().get(pk=meeting.pk))
    assert "DTSTART:20270525T130000Z\r\nDTEND:20270525T134500Z" in text
    assert "VTIMEZONE" not in text
    assert "METHOD:PUBLISH" in text
    assert "ORGANIZER" not in text


@pytest.mark.parametrize(("zone", "day"), BOTH_WAYS)
def test_the_moment_survives_a_change_of_clocks(cast, zone, day):
    """Nine o'clock on the days around a change, in the mail's words and in its entry."""
    pair = set_up(cast.pair, zones=(zone, "Pacific/Kiritimati"))
    for offset in (-1, 0, 1):
        wall = dt.datetime.combine(day + dt.timedelta(days=offset), dt.time(9), ZoneInfo(zone))
        now = wall.astimezone(dt.UTC) - dt.timedelta(days=9)
        plan = Plan(wall.astimezone(dt.UTC), 45)
        booking.book(pair, plan, acting=Acting(pair.mentee), now=now)
        message = mails_to(pair.mentor)[-1]
        letter = letter_of(message)
        (event,) = calendar_of(letter).walk("VEVENT")
        assert event.start == wall
        assert event.start.astimezone(ZoneInfo(zone)).time() == dt.time(9)
        assert event.end - event.start == dt.timedelta(minutes=45)
        assert "09:00 your time" in letter.get_payload()[0].get_content()


def test_a_junk_zone_gets_an_invitation_too(cast):
    pair = set_up(cast.pair, zones=("Mars/Olympus", "UTC"))
    book(pair)
    assert "Tue 25 May, 13:00" in letter_of(mails_to(pair.mentor)[0])["Subject"]


def test_a_delegates_act_is_named(cast, pair):
    plan = Plan(TIMES[0], 45)
    booking.book(pair, plan, acting=Acting(pair.mentor, cast.emil), now=NOW)
    theirs = letter_of(mails_to(pair.mentee)[0]).get_payload()[0].get_content()
    own = letter_of(mails_to(pair.mentor)[0]).get_payload()[0].get_content()
    assert "Emil Novak booked Tue 25 May, 15:00 for Ada." in theirs
    assert "Emil Novak booked Tue 25 May, 15:00 for you." in own
    assert not Message.objects.filter(recipient=cast.emil.user).exists()


def test_an_overtaken_version_is_not_sent(pair, smtp):
    meeting = book(pair)
    move(meeting, TIMES[1], pair.mentor)
    drain()
    sent = Message.objects.filter(kind=invitations.KIND, status="sent")
    assert sorted(sent.values_list("key", flat=True)) == sorted(
        f"meeting:{meeting.uid}:1:{person.pk}" for person in (pair.mentor, pair.mentee)
    )


def test_a_mail_server_that_fails_loses_no_booking(pair, settings):
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    meeting = book(pair)
    assert invitations.trouble(meeting) == ""
    drain()
    meeting.refresh_from_db()
    assert meeting.state == "booked"
    assert "we keep trying" in invitations.trouble(meeting)
    assert {row.status for row in mails_to(pair.mentor)} == {"queued"}
    Message.objects.filter(recipient=pair.mentor.user).update(status="failed")
    assert "an invitation did not arrive" in invitations.trouble(meeting)


def test_an_own_date_invites_nobody(pair):
    book(pair, is_own_date=True)
    assert mails_to(pair.mentor) == mails_to(pair.mentee) == []


@pytest.mark.parametrize("name", ["Bo", "Maximiliana Wilhelmina", "Ø" * 60])
def test_subjects_fit_whatever_the_name(pair, name):
    for person in (pair.mentor, pair.mentee):
        person.preferred_name = name
        person.save(update_fields=["preferred_name"])
    meeting = book(pair)
    move(meeting, TIMES[1], pair.mentor)
    booking.cancel(meeting, seen=1, acting=Acting(pair.mentee), now=NOW)
    subjects = [letter_of(message)["Subject"] for message in mails_to(pair.mentor)]
    assert all(len(subject) <= invitations.MOST for subject in subjects)
    assert all("May" in subject for subject in subjects)


def test_html_is_small_and_hex_only(pair):
    book(pair)
    html = letter_of(mails_to(pair.mentor)[0]).get_payload()[1].get_content()
    assert len(html.encode()) < 60_000
    assert "oklch" not in html
    assert settings.PUBLIC_URL in html
