"""Screens 19 and 20: a meeting, moving and cancelling it, what became of it, logging one."""

import datetime as dt

import pytest
from django.utils import timezone
from icalendar import Calendar

from checkins import booking
from checkins.acting import Acting
from checkins.models import Meeting, MeetingAct
from matching.models import Pair
from tests.checkins.meetings import a_date, a_past_date, booked, set_up
from tests.people import enroll, make_pair, make_person

WEEK = dt.timedelta(days=7)


@pytest.fixture
def pair(cast):
    today = timezone.localdate()
    return set_up(cast.pair, starts_on=today - 4 * WEEK, ends_on=today + 20 * WEEK)


@pytest.fixture
def meeting(pair):
    plan = booking.Plan(a_date(pair).starts_at + dt.timedelta(days=1), 45, "Room 4")
    Meeting.objects.all().delete()
    return booking.book(pair, plan, acting=Acting(pair.mentee), now=timezone.now())


def moved(day, time, seen, **fields) -> dict:
    sure = fields.pop("sure", "")
    return {
        "slot": "other", "day": day.isoformat(), "time": time, "minutes": "45",
        "place": "Room 4", "known": str(seen), "sure": sure,
    } | fields  # fmt: skip


def sure_of(page) -> str:
    return page.split('name="sure" value="')[1].split('"')[0]


def test_the_page_says_when_where_and_who(pair, meeting, sign_in):
    page = sign_in(pair.mentor).get(f"/meetings/{meeting.pk}/").text
    assert "Your meeting with Ben" in page
    assert "45 minutes" in page
    assert "Room 4" in page
    assert "Ben booked" in page
    assert "Open in Outlook" in page
    assert "calendar.google.com" in page
    own = sign_in(pair.mentee).get(f"/meetings/{meeting.pk}/").text
    assert "You booked" in own


def test_moving_takes_two_presses_outside_hours_and_one_inside(pair, meeting, sign_in):
    client = sign_in(pair.mentor)
    url = f"/meetings/{meeting.pk}/move/"
    day = timezone.localdate() + 2 * WEEK
    page = client.post(url, moved(day, "03:00", 0)).text
    assert "is outside Ben’s hours. Send anyway?" in page
    client.post(url, moved(day, "03:00", 0, sure=sure_of(page)))
    meeting.refresh_from_db()
    assert meeting.sequence == 1
    assert meeting.starts_at.astimezone(pair.mentor.zone).time() == dt.time(3)


def test_a_place_alone_needs_one_press(pair, meeting, sign_in):
    wall = meeting.starts_at.astimezone(pair.mentor.zone)
    data = moved(wall.date(), f"{wall:%H:%M}", 0, place="Room 9")
    sign_in(pair.mentor).post(f"/meetings/{meeting.pk}/move/", data)
    meeting.refresh_from_db()
    assert (meeting.place, meeting.sequence) == ("Room 9", 1)


def test_a_conflict_shows_both_versions_and_loses_neither(pair, meeting, sign_in):
    day = timezone.localdate() + 2 * WEEK
    plan = booking.Plan(meeting.starts_at + WEEK, 60, "Room 1")
    booking.move(meeting, plan, seen=0, acting=Acting(pair.mentor), now=timezone.now())
    client = sign_in(pair.mentee)
    url = f"/meetings/{meeting.pk}/move/"
    data = moved(day, "03:00", 0)
    data["sure"] = sure_of(client.post(url, data).text)
    page = client.post(url, data).text
    assert "Ada moved it to" in page
    assert "60 minutes, Room 1" in page
    assert "03:00, 45 minutes, Room 4" in page
    assert 'name="known" value="1"' in page
    meeting.refresh_from_db()
    assert (meeting.sequence, meeting.place) == (1, "Room 1")
    client.post(url, data | {"known": "1"})
    meeting.refresh_from_db()
    assert (meeting.sequence, meeting.place) == (2, "Room 4")


def test_cancelling_is_a_page_and_a_press(pair, meeting, sign_in):
    client = sign_in(pair.mentor)
    url = f"/meetings/{meeting.pk}/cancel/"
    assert "Cancel the meeting with Ben?" in client.get(url).text
    meeting.refresh_from_db()
    assert meeting.state == "booked"
    client.post(url, {"seen": "0"})
    meeting.refresh_from_db()
    assert (meeting.state, meeting.cancelled_by) == ("cancelled", pair.mentor)
    assert client.post(url, {"seen": "0"}).status_code == 302


def test_a_change_meanwhile_is_not_cancelled_unread(pair, meeting, sign_in):
    plan = booking.Plan(meeting.starts_at + WEEK, 45)
    booking.move(meeting, plan, seen=0, acting=Acting(pair.mentee), now=timezone.now())
    client = sign_in(pair.mentor)
    page = client.post(f"/meetings/{meeting.pk}/cancel/", {"seen": "0"}).text
    assert "Somebody changed this meeting just now." in page
    assert 'name="seen" value="1"' in page
    meeting.refresh_from_db()
    assert meeting.state == "booked"


@pytest.mark.parametrize("seen", ["", "x", "-1"])
def test_a_cancellation_without_a_version_changes_nothing(pair, meeting, sign_in, seen):
    sign_in(pair.mentor).post(f"/meetings/{meeting.pk}/cancel/", {"seen": seen})
    meeting.refresh_from_db()
    assert meeting.state == "booked"


def test_yes_we_met_is_one_tap_on_the_pair_page(pair, sign_in):
    meeting = a_past_date(pair)
    client = sign_in(pair.mentor)
    page = client.get(f"/pairs/{pair.pk}/").text
    assert f'action="/meetings/{meeting.pk}/held/"' in page
    page = client.post(f"/meetings/{meeting.pk}/held/", follow=True).text
    assert "Noted: you two met." in page
    meeting.refresh_from_db()
    assert meeting.state == "held"


def test_home_asks_what_became_of_a_date(pair, sign_in):
    a_past_date(pair)
    assert "Did you and Ben meet?" in sign_in(pair.mentor).get("/").text


def test_it_did_not_take_place_and_the_correction(pair, sign_in):
    meeting = a_past_date(pair)
    client = sign_in(pair.mentor)
    client.post(f"/meetings/{meeting.pk}/missed/")
    page = client.get(f"/meetings/{meeting.pk}/").text
    assert "You said that it did not take place." in page
    client.post(f"/meetings/{meeting.pk}/held/")
    meeting.refresh_from_db()
    assert meeting.state == "held"


def test_what_lies_ahead_cannot_be_settled(pair, meeting, sign_in):
    page = sign_in(pair.mentor).post(f"/meetings/{meeting.pk}/held/", follow=True).text
    assert "Only a meeting whose time has come can be settled." in page
    meeting.refresh_from_db()
    assert meeting.state == "booked"


def test_logging_is_one_press(pair, sign_in):
    client = sign_in(pair.mentee)
    url = f"/pairs/{pair.pk}/log/"
    today = timezone.localdate(timezone.now(), pair.mentee.zone).isoformat()
    assert f'value="{today}"' in client.get(url).text
    for _time in range(2):
        client.post(url, {"day": today, "minutes": ""})
    meeting = Meeting.objects.get()
    assert (meeting.state, meeting.minutes, meeting.has_time) == ("held", 45, False)
    assert MeetingAct.objects.get().what == "logged"
    assert ", 12:00" not in client.get(f"/meetings/{meeting.pk}/").text.split("What happened")[0]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"day": "2999-01-01"}, "Date must be today or earlier"),
        ({"day": "2001-01-01"}, "Date must be after you two were matched"),
        ({"day": ""}, "Enter a date"),
        ({"day": "soon"}, "Date must be a date like 2027-05-24"),
        ({"minutes": "0"}, "Minutes must be between 5 and 480"),
        ({"value": "6"}, "Choose how useful it was, or leave it open"),
        ({"value": "\x00"}, "Choose how useful it was, or leave it open"),
    ],
)
def test_errors_of_logging(pair, sign_in, data, words):
    today = timezone.localdate().isoformat()
    response = sign_in(pair.mentee).post(f"/pairs/{pair.pk}/log/", {"day": today} | data)
    assert words in response.text
    assert not Meeting.objects.exists()


def test_the_file_lets_the_person_be_the_organizer(pair, meeting, sign_in):
    response = sign_in(pair.mentor).get(f"/meetings/{meeting.pk}/meeting.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert 'filename="ben-and-ada.ics"' in response["Content-Disposition"]
    (event,) = Calendar.from_ical(response.content).walk("VEVENT")
    assert event.start == meeting.starts_at
    assert "ORGANIZER" not in event


def test_a_page_for_an_ended_pair_still_reads(pair, meeting, sign_in):
    Pair.objects.filter(pk=pair.pk).update(state="ended")
    assert sign_in(pair.mentor).get(f"/meetings/{meeting.pk}/").status_code == 200


def test_the_newest_past_meeting_stands_first(pair, sign_in):
    now = timezone.now()
    for weeks in range(1, 8):
        booked(pair, now - weeks * WEEK, state="held")
    page = sign_in(pair.mentor).get(f"/pairs/{pair.pk}/").text
    days = [f"{now - weeks * WEEK:%-d}" for weeks in (1, 5)]
    assert page.index(f" {days[0]} ") < page.index(f" {days[1]} ")
    assert "and 2 earlier meetings" in page


@pytest.mark.parametrize("count", [1, 3])
def test_pages_ask_few_questions(cast, pair, sign_in, count, django_assert_max_num_queries):
    now = timezone.now()
    for n in range(1, count + 1):
        booked(pair, now + n * WEEK)
        booked(pair, now - n * WEEK, state="held")
        other = make_pair(
            cast.program,
            enroll(cast.program, make_person(f"Mentor {n}"), "mentor", capacity=1),
            enroll(cast.program, make_person(f"Mentee {n}")),
        )
        booked(other, now + n * WEEK + dt.timedelta(hours=2))
    client = sign_in(pair.mentor)
    client.get("/settings/")  # the first request of a session writes it down
    meeting = Meeting.objects.filter(pair=pair).first()
    for url in (f"/meetings/{meeting.pk}/", "/groups/", f"/pairs/{pair.pk}/"):
        with django_assert_max_num_queries(12):
            client.get(url)


def test_cards_name_the_next_date(pair, meeting, sign_in):
    client = sign_in(pair.mentor)
    local = meeting.starts_at.astimezone(pair.mentor.zone)
    for url in ("/groups/", "/"):
        assert f"Next: {local:%a %-d %B, %H:%M}" in client.get(url).text
