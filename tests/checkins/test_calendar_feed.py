"""The calendar under a secret address: on, renewed, off; own meetings, nothing private."""

import pytest
from django.utils import timezone
from icalendar import Calendar

from checkins import feeds
from checkins.models import CalendarFeed
from profiles.models import Profile
from tests.checkins.meetings import a_date, booked
from tests.people import enroll, make_pair, make_person


def switch_on(client) -> str:
    page = client.post("/settings/calendar/renew/", follow=True).text
    return page.split('value="http://testserver')[1].split('"')[0]


def events(client, url):
    return Calendar.from_ical(client.get(url).content).walk("VEVENT")


def test_off_until_switched_on(cast, sign_in):
    page = sign_in(cast.ben).get("/settings/calendar/").text
    assert "It is off." in page
    assert feeds.url_of(cast.ben) == ""


def test_own_meetings_by_name_time_and_place(cast, client, sign_in):
    meeting = a_date(cast.pair, place="Room 4")
    stranger = make_pair(
        cast.program, enroll(cast.program, make_person("Mei Chen"), "mentor", capacity=1),
        cast.dan_enrolled,
    )  # fmt: skip
    booked(stranger, meeting.starts_at)
    url = switch_on(sign_in(cast.ben))
    client.logout()
    response = client.get(url)
    assert response["Cache-Control"] == "no-store"
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    (event,) = Calendar.from_ical(response.content).walk("VEVENT")
    assert set(event) == {
        "UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "STATUS", "URL",
    }  # fmt: skip
    assert (event["SUMMARY"], event["LOCATION"]) == ("Ben and Ada", "Room 4")
    assert event.start == meeting.starts_at


def test_cancelled_and_old_ones_are_gone(cast, client, sign_in):
    now = timezone.now()
    booked(cast.pair, now - feeds.LOOKS_BACK)
    a_date(cast.pair, state="cancelled", cancelled_at=now)
    assert events(client, switch_on(sign_in(cast.ben))) == []


def test_a_new_address_ends_the_old_one(cast, client, sign_in):
    signed_in = sign_in(cast.ben)
    old, new = switch_on(signed_in), switch_on(signed_in)
    assert old != new
    assert client.get(old).status_code == 404
    assert client.get(new).status_code == 200
    signed_in.post("/settings/calendar/off/")
    assert client.get(new).status_code == 404
    assert not CalendarFeed.objects.exists()


def test_the_table_holds_no_address(cast, sign_in):
    url = switch_on(sign_in(cast.ben))
    token = url.removeprefix("/calendar/").removesuffix(".ics")
    row = CalendarFeed.objects.get()
    assert token not in (row.token_hash, row.nonce)


def test_a_leavers_address_answers_as_none(cast, client, sign_in):
    url = switch_on(sign_in(cast.ben))
    client.logout()
    Profile.objects.filter(pk=cast.ben.pk).update(is_active=False)
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_few_questions(cast, client, sign_in, count, django_assert_max_num_queries):
    url = switch_on(sign_in(cast.ben))
    client.logout()
    start = a_date(cast.pair).starts_at
    for n in range(1, count):
        booked(cast.pair, start + n * timezone.timedelta(days=1))
    with django_assert_max_num_queries(4):
        assert len(events(client, url)) == count
